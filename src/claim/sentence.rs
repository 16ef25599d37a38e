//! A block's text to sentences of tokens: words, figures, periods and marks, in order.

use crate::figure::number::Numbers;
use crate::figure::period::DateFound;
use crate::figure::{Figure, Form, PeriodRef, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A figure, by its index in the prose.
    Figure(usize),
    /// A period, by its index in the prose.
    Period(usize),
    /// A comma, bracket, colon, dash or the like.
    Mark(u8),
}

/// A token and where it stands in the block's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// A block's text with what was read in it.
pub(super) struct Prose<'a> {
    /// Block index.
    pub block: u32,
    /// The text.
    pub text: &'a str,
    /// The text with ASCII letters in lower case; the same byte positions.
    pub lower: String,
    /// Figures in order.
    pub figures: Vec<Figure>,
    /// Periods in order.
    pub periods: Vec<(Span, PeriodRef)>,
    /// Dates with a day, in order.
    pub days: Vec<DateFound>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
pub(super) struct Sentence {
    pub span: Span,
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// Whether it holds a figure.
    pub(super) fn has_figure(&self) -> bool {
        self.tokens
            .iter()
            .any(|t| matches!(t.kind, Kind::Figure(_)))
    }
}

impl Prose<'_> {
    /// The lower-case word of a token; empty for other tokens and past either end.
    pub(super) fn word(&self, s: &Sentence, i: usize) -> &str {
        match s.tokens.get(i) {
            Some(t) if t.kind == Kind::Word => t.span.of(&self.lower),
            _ => "",
        }
    }

    /// The word before token `i`, or before the one before it.
    pub(super) fn word_before(&self, s: &Sentence, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |k| self.word(s, k))
    }

    /// The figure of token `i`.
    pub(super) fn figure(&self, s: &Sentence, i: usize) -> Option<&Figure> {
        match s.tokens.get(i)?.kind {
            Kind::Figure(f) => self.figures.get(f),
            _ => None,
        }
    }

    /// The period of token `i`.
    pub(super) fn period(&self, s: &Sentence, i: usize) -> Option<PeriodRef> {
        match s.tokens.get(i)?.kind {
            Kind::Period(p) => self.periods.get(p).map(|p| p.1),
            _ => None,
        }
    }

    /// Whether token `i` is a given mark.
    pub(super) fn is_mark(&self, s: &Sentence, i: usize, mark: u8) -> bool {
        s.tokens.get(i).is_some_and(|t| t.kind == Kind::Mark(mark))
    }

    /// Token positions of a sentence's figures that count or measure (ranks left out).
    pub(super) fn figure_tokens<'s>(&'s self, s: &'s Sentence) -> impl Iterator<Item = usize> + 's {
        (0..s.tokens.len())
            .filter(move |i| self.figure(s, *i).is_some_and(|f| f.form != Form::Ordinal))
    }
}

/// Tokens of a sentence at most.
const LONGEST: usize = 300;

/// Reads a block's text.
pub(super) fn read(block: u32, text: &str) -> Prose<'_> {
    let Numbers {
        figures,
        periods,
        days,
    } = crate::figure::read_prose(text);
    let mut prose = Prose {
        block,
        text,
        lower: text.to_ascii_lowercase(),
        figures,
        periods,
        days,
        sentences: Vec::new(),
    };
    let spans = split(text, &prose.figures, &prose.periods);
    let mut sentences = Vec::with_capacity(spans.len());
    for span in spans {
        let mut all = tokens(&prose, span);
        // the paragraph's number and bullet are no part of what it says
        let opening = all
            .iter()
            .take_while(|t| match t.kind {
                Kind::Mark(b'-') => true,
                Kind::Word => t.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
                _ => false,
            })
            .count();
        all.drain(..opening);
        // text without full stops is cut, so that no reader walks far
        if all.len() <= LONGEST {
            sentences.push(Sentence { span, tokens: all });
            continue;
        }
        for piece in all.chunks(LONGEST) {
            if let (Some(first), Some(last)) = (piece.first(), piece.last()) {
                sentences.push(Sentence {
                    span: Span {
                        start: first.span.start,
                        end: last.span.end,
                    },
                    tokens: piece.to_vec(),
                });
            }
        }
    }
    prose.sentences = sentences;
    prose
}

/// The bytes of ASCII that words go on with.
static IN_WORD: [bool; 256] = {
    let mut out = [false; 256];
    let mut b = 0;
    while b < 128 {
        let c = b as u8;
        out[b] = c.is_ascii_alphanumeric() || matches!(c, b'\'' | b'-' | b'_');
        b += 1;
    }
    out
};

fn tokens(prose: &Prose<'_>, span: Span) -> Vec<Token> {
    let bytes = prose.text.as_bytes();
    // A word and the blank behind it take six bytes or so.
    let length = span.end.saturating_sub(span.start) as usize;
    let mut out = Vec::with_capacity((length / 5).clamp(4, 64));
    let mut f = prose.figures.partition_point(|f| f.span.start < span.start);
    let mut p = prose.periods.partition_point(|p| p.0.start < span.start);
    let end = (span.end as usize).min(bytes.len());
    let mut i = span.start as usize;
    while i < end {
        while prose
            .figures
            .get(f)
            .is_some_and(|x| (x.span.start as usize) < i)
        {
            f += 1;
        }
        while prose
            .periods
            .get(p)
            .is_some_and(|x| (x.0.start as usize) < i)
        {
            p += 1;
        }
        if let Some(x) = prose.figures.get(f)
            && x.span.start as usize == i
        {
            out.push(Token {
                kind: Kind::Figure(f),
                span: x.span,
            });
            i = (x.span.end as usize).max(i + 1);
            continue;
        }
        if let Some(x) = prose.periods.get(p)
            && x.0.start as usize == i
        {
            out.push(Token {
                kind: Kind::Period(p),
                span: x.0,
            });
            i = (x.0.end as usize).max(i + 1);
            continue;
        }
        let b = bytes[i];
        if b.is_ascii_alphanumeric() || b >= 0x80 {
            let start = i;
            // a dash of more than one byte is a mark, letters with accents are not
            if !b.is_ascii()
                && let Some(c) = prose.text.get(i..).and_then(|t| t.chars().next())
                && !c.is_alphanumeric()
            {
                if matches!(c, '–' | '—') {
                    out.push(Token {
                        kind: Kind::Mark(b'-'),
                        span: Span::new(i, i + c.len_utf8()),
                    });
                }
                i += c.len_utf8();
                continue;
            }
            // a figure or period inside the word begins a token of its own
            let next = |at: Option<u32>| at.map_or(end, |a| a as usize);
            let figure = next(prose.figures.get(f).map(|x| x.span.start));
            let period = next(prose.periods.get(p).map(|x| x.0.start));
            let stop = end.min(figure).min(period);
            while i < stop {
                let b = bytes[i];
                if IN_WORD[usize::from(b)] {
                    i += 1;
                    continue;
                }
                if b.is_ascii() {
                    break;
                }
                match prose.text.get(i..).and_then(|t| t.chars().next()) {
                    Some(c) if c.is_alphanumeric() || matches!(c, '’' | '‑') => {
                        i += c.len_utf8();
                    }
                    _ => break,
                }
            }
            if i == start {
                i += 1;
                continue;
            }
            out.push(Token {
                kind: Kind::Word,
                span: Span::new(start, i),
            });
            continue;
        }
        if matches!(b, b',' | b'(' | b')' | b':' | b';' | b'/' | b'[' | b']')
            || (b == b'-' && bytes.get(i + 1) == Some(&b' '))
        {
            out.push(Token {
                kind: Kind::Mark(b),
                span: Span::new(i, i + 1),
            });
        }
        i += 1;
    }
    out
}

/// The spans of a text's sentences. An abbreviation, an initial or a number's point ends none.
pub(super) fn split(text: &str, figures: &[Figure], periods: &[(Span, PeriodRef)]) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut f = 0;
    let mut p = 0;
    let inside = |spans_end: Option<(u32, u32)>, i: usize| {
        spans_end.is_some_and(|(a, b)| (a as usize) < i && i < b as usize)
    };
    for i in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        if i < start {
            continue;
        }
        while figures.get(f).is_some_and(|x| (x.span.end as usize) <= i) {
            f += 1;
        }
        while periods.get(p).is_some_and(|x| (x.0.end as usize) <= i) {
            p += 1;
        }
        if inside(figures.get(f).map(|x| (x.span.start, x.span.end)), i)
            || inside(periods.get(p).map(|x| (x.0.start, x.0.end)), i)
        {
            continue;
        }
        let Some(tail) = text.get(i + 1..) else {
            continue;
        };
        let closing = tail.len()
            - tail
                .trim_start_matches(['"', '\'', '”', '’', '»', ')', '*', '.'])
                .len();
        let after = i + 1 + closing;
        let Some(rest) = text.get(after..) else {
            continue;
        };
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let next = rest.trim_start().chars().next();
        let opens = next.is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | '%'));
        if !opens || (bytes[i] == b'.' && abbreviates(&text[start..i])) {
            continue;
        }
        push(text, start, after, &mut out);
        start = after;
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let s = &text[start..end];
    let lead = s.len() - s.trim_start().len();
    if !s.trim().is_empty() {
        out.push(Span::new(start + lead, start + s.trim_end().len()));
    }
}

/// Whether the words before a point end in an abbreviation or an initial.
fn abbreviates(before: &str) -> bool {
    // "21." or "- 3.2." at the beginning is the paragraph's number
    if before.len() <= 12
        && before.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '.' | '-' | '•' | '·' | '(' | '*')
        })
    {
        return true;
    }
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let mut letters = last.chars();
    if let (Some(c), None) = (letters.next(), letters.next())
        && c.is_alphabetic()
    {
        return true;
    }
    // "e.g", "U.S", "a.m"
    if last.contains('.') && last.split('.').all(|p| p.len() <= 1) {
        return true;
    }
    matches!(
        last.to_ascii_lowercase().as_str(),
        "no" | "nos"
            | "cllr"
            | "cllrs"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "st"
            | "etc"
            | "approx"
            | "vs"
            | "fig"
            | "figs"
            | "pp"
            | "para"
            | "paras"
            | "cf"
            | "ltd"
            | "co"
            | "inc"
            | "corp"
            | "al"
            | "prof"
            | "rev"
            | "hon"
            | "sec"
            | "art"
            | "dept"
            | "est"
            | "incl"
            | "excl"
            | "tel"
            | "ext"
            | "ref"
            | "messrs"
            | "sgt"
            | "jr"
            | "sr"
            | "ie"
            | "eg"
    ) && last != "NO"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, &[], &[]).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        assert_eq!(
            sentences("Cllr. A. Smith saw No. 5. It was e.g. Tuesday. (See below.) Then it ended."),
            [
                "Cllr. A. Smith saw No. 5.",
                "It was e.g. Tuesday.",
                "(See below.)",
                "Then it ended."
            ]
        );
    }

    #[test]
    fn text_without_full_stops_is_read_in_bounded_pieces() {
        for unit in [
            "31 of 82 rose to (5% from ",
            "1. ",
            "((",
            "of which 2 and ",
            "£5m, ",
        ] {
            let text = unit.repeat(20_000);
            let prose = read(0, &text);
            assert!(prose.sentences.iter().all(|s| s.tokens.len() <= LONGEST));
        }
    }

    #[test]
    fn tokens_keep_figures_and_periods_whole() {
        let prose = read(0, "In 2023/24, £1.5m (3.2%) was spent.");
        let kinds: Vec<Kind> = prose.sentences[0].tokens.iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Word,
                Kind::Period(0),
                Kind::Mark(b','),
                Kind::Figure(0),
                Kind::Mark(b'('),
                Kind::Figure(1),
                Kind::Mark(b')'),
                Kind::Word,
                Kind::Word
            ]
        );
    }
}
