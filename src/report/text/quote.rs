//! A line of a paragraph with the phrase of a finding and its other figures marked below it.

use crate::figure::Span;
use crate::report::sanitize::clean;

/// Characters of a paragraph shown.
pub(super) const WIDTH: usize = 100;

/// One line to show, and the marks that stand under it: `^` for the phrase, `-` for other figures.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub line: String,
    pub marks: String,
    /// The stretch of the text that is shown.
    pub shown: Span,
}

/// Shows a span with as much around it as fits, cut between words; other spans are marked, and drawn in as far as they
/// fit.
pub(super) fn quote(text: &str, phrase: Span, others: &[Span]) -> Quote {
    let phrase = Span {
        start: floor(text, phrase.start),
        end: floor(text, phrase.end.max(phrase.start)),
    };
    let length = |s: Span| s.of(text).chars().count();
    let mut core = phrase;
    let mut near: Vec<Span> = others.to_vec();
    near.sort_by_key(|o| {
        if o.start >= phrase.end {
            o.start - phrase.end
        } else {
            phrase.start.saturating_sub(o.end)
        }
    });
    for other in near {
        let hull = Span {
            start: core.start.min(floor(text, other.start)),
            end: core.end.max(floor(text, other.end)),
        };
        if length(hull) <= WIDTH {
            core = hull;
        }
    }
    let shown = widen(text, core, WIDTH.saturating_sub(length(core)));
    let mut quote = Quote {
        line: String::new(),
        marks: String::new(),
        shown,
    };
    if shown.start > 0 {
        quote.push("… ", ' ');
    }
    let mut drawn = 0;
    for (i, c) in shown.of(text).char_indices() {
        let at = shown.start + i as u32;
        let inside = |s: Span| s.start <= at && at < s.end;
        let mark = match (inside(phrase), others.iter().any(|o| inside(*o))) {
            (true, _) => '^',
            (false, true) => '-',
            (false, false) => ' ',
        };
        quote.push(&clean(c.encode_utf8(&mut [0; 4])), mark);
        drawn += 1;
        if drawn == WIDTH {
            break;
        }
    }
    if (shown.end as usize) < text.trim_end().len() || drawn < length(shown) {
        quote.push(" …", ' ');
    }
    quote.marks.truncate(quote.marks.trim_end().len());
    if quote.marks.is_empty() {
        quote.marks.push('^');
    }
    quote
}

impl Quote {
    fn push(&mut self, shown: &str, mark: char) {
        for c in shown.chars() {
            self.line.push(c);
            self.marks.push(mark);
        }
    }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: u32) -> u32 {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// Adds up to `room` characters around a span, and cuts between words.
fn widen(text: &str, core: Span, room: usize) -> Span {
    let before = text.get(..core.start as usize).unwrap_or("");
    let after = text.get(core.end as usize..).unwrap_or("");
    let (have_before, have_after) = (before.chars().count(), after.chars().count());
    let left = have_before.min((room / 2).max(room.saturating_sub(have_after)));
    let right = have_after.min(room - left.min(room));
    let mut start = before
        .char_indices()
        .rev()
        .take(left)
        .last()
        .map_or(before.len(), |(i, _)| i);
    if start > 0 {
        start = before
            .get(start..)
            .and_then(|b| b.find(' '))
            .map_or(before.len(), |i| start + i + 1);
    }
    let mut end = after
        .char_indices()
        .nth(right)
        .map_or(after.len(), |(i, _)| i);
    if end < after.len() {
        end = after.get(..end).and_then(|a| a.rfind(' ')).unwrap_or(0);
    }
    Span::new(start, core.end as usize + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Span {
        let at = text.find(part).expect("it is there");
        Span::new(at, at + part.len())
    }

    #[test]
    fn the_phrase_and_the_other_figures_are_marked_in_their_columns() {
        let text = "Visits – all branches – rose from 49 to 41";
        let q = quote(
            text,
            span(text, "rose"),
            &[span(text, "49"), span(text, "41")],
        );
        assert_eq!(q.line, text);
        assert_eq!(q.marks, "                        ^^^^      --    --");
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words_around_the_phrase() {
        let text = format!(
            "{}the rate rose to 44% {}",
            "many words before it ".repeat(9),
            "and many after it ".repeat(9)
        );
        let q = quote(&text, span(&text, "44%"), &[]);
        assert!(
            q.line.starts_with("… ") && q.line.ends_with(" …"),
            "{}",
            q.line
        );
        assert!(q.line.contains("the rate rose to 44% and many"));
        assert!(q.line.chars().count() <= WIDTH + 4);
        assert_eq!(q.marks.trim(), "^^^");
    }

    #[test]
    fn a_phrase_longer_than_the_line_and_a_span_beyond_the_text_do_no_harm() {
        let text = "é".repeat(400);
        assert!(quote(&text, Span::new(0, 800), &[]).line.chars().count() <= WIDTH + 4);
        assert_eq!(quote("short", Span::new(90, 95), &[]).line, "short");
    }
}
