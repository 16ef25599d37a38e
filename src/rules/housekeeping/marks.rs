//! The number that a heading, paragraph or list entry begins with: `5.2.1`, `12.`, `3)`, `(4)`, `iv.`, or a bare `2`
//! before a heading's words.

use crate::figure::Span;
use crate::layout::looks::is_bullet_sign;
use crate::layout::{Block, Role};

/// How a number is written; numbers written alike belong to one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::rules) enum Style {
    /// `5.2`, `5.2.1`.
    Dotted,
    /// `12.`
    Stop,
    /// `3)`
    Bracket,
    /// `(4)`
    Enclosed,
    /// `2` before the words of a heading.
    Bare,
    /// `iv.`, `(iv)`, `iv)`
    Roman,
    /// `Table 7.1`, `Recommendation: 6`; the number is that of the label in [`LABELS`].
    Labelled(u8),
}

/// Words that are numbered through a document.
const LABELS: [&str; 10] = [
    "Table",
    "Figure",
    "Chart",
    "Graph",
    "Recommendation",
    "Priority",
    "Objective",
    "Theme",
    "Agenda Item",
    "Standard",
];

impl Style {
    /// The word printed before the number, where there is one.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Style::Labelled(i) => LABELS.get(usize::from(i)).copied(),
            _ => None,
        }
    }
}

/// A number at the head of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Mark {
    /// How it is written.
    pub style: Style,
    parts: [u16; 5],
    depth: u8,
    /// What stands between two levels: `7.1`, `7-1`.
    joint: char,
    /// The number itself, without brackets and full stop.
    pub span: Span,
    /// First byte of the words after it.
    pub rest: usize,
}

impl Mark {
    /// The numbers from the highest level to the lowest.
    pub fn path(&self) -> &[u16] {
        &self.parts[..usize::from(self.depth)]
    }
    /// The number of the lowest level.
    pub fn last(&self) -> u16 {
        self.path().last().copied().unwrap_or(0)
    }
    /// All levels but the lowest.
    pub fn parent(&self) -> &[u16] {
        let path = self.path();
        &path[..path.len().saturating_sub(1)]
    }
    /// The number as printed.
    pub fn printed(&self) -> String {
        self.with_last(self.last())
    }
    /// The number as it would be printed with another lowest level.
    pub fn with_last(&self, last: u16) -> String {
        if self.style == Style::Roman {
            return roman(last);
        }
        let mut out = String::new();
        if let Some(label) = self.style.label() {
            out.push_str(&label.to_lowercase());
            out.push(' ');
        }
        for p in self.parent() {
            out.push_str(&p.to_string());
            out.push(self.joint);
        }
        out.push_str(&last.to_string());
        out
    }
}

/// The number that a block begins with, after any bullet.
pub(in crate::rules) fn of(block: &Block) -> Option<Mark> {
    let heading = matches!(block.role, Role::Heading(_) | Role::Contents);
    if !(heading || matches!(block.role, Role::ListItem | Role::Paragraph | Role::Note)) {
        return None;
    }
    read(&block.text, heading)
}

/// The labelled number that a caption, heading or stamp begins with: "Table 7.1 - Spending", "Recommendation: 6".
/// "Table 7.1 shows" begins a sentence.
pub(in crate::rules) fn labelled(block: &Block) -> Option<Mark> {
    let text = block.text.as_str();
    let label = LABELS.iter().position(|l| {
        text.get(..l.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(l))
    })?;
    if text.len() > 200 || block.role.is_apart() {
        return None;
    }
    let after = &text[LABELS[label].len()..];
    let number = after.trim_start_matches([' ', ':', '\u{a0}']);
    let at = text.len() - number.len();
    if number.len() == after.len() || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // "Table 7-8" is the eighth of chapter 7.
    let joint = |c: &char| matches!(c, '.' | '-' | '–');
    let length = number
        .find(|c: char| !c.is_ascii_digit() && !joint(&c))
        .unwrap_or(number.len());
    let digits = number[..length].trim_end_matches(|c| joint(&c));
    let joint = digits.chars().find(joint).unwrap_or('.');
    let rest =
        number[digits.len()..].trim_start_matches(['.', ':', ')', '-', '–', '—', ' ', '\u{a0}']);
    let plain = number[digits.len()..].starts_with([' ', '\u{a0}']) || number.len() == digits.len();
    let first = rest.chars().next();
    if !(plain || number[digits.len()..].starts_with(['.', ':', ')', '-', '–', '—']))
        || first.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | '(' | '&'))
        || rest.ends_with('.') && rest.len() > 100
    {
        return None;
    }
    let mut parts = [0u16; 5];
    let mut depth = 0;
    for part in digits.split(joint) {
        *parts.get_mut(depth)? = part.parse().ok()?;
        depth += 1;
    }
    Some(Mark {
        style: Style::Labelled(label as u8),
        parts,
        depth: depth as u8,
        joint,
        span: Span::new(0, at + digits.len()),
        rest: text.len() - rest.len(),
    })
}

/// The number at the head of a text; `heading` admits a bare number before a capital.
pub(in crate::rules) fn read(text: &str, heading: bool) -> Option<Mark> {
    let body = text
        .trim_start_matches(|c| is_bullet_sign(c) || matches!(c, '-' | '–' | '*' | ' ' | '\u{a0}'));
    let at = text.len() - body.len();
    let bytes = body.as_bytes();
    let enclosed = bytes.first() == Some(&b'(');
    let from = usize::from(enclosed);
    match bytes.get(from)? {
        b'0'..=b'9' => digits(body, at, from, heading),
        b'i' | b'v' | b'x' => roman_mark(body, at, from),
        _ => None,
    }
}

fn digits(body: &str, at: usize, from: usize, heading: bool) -> Option<Mark> {
    let bytes = body.as_bytes();
    let mut parts = [0u16; 5];
    let mut depth = 0;
    let mut i = from;
    loop {
        let start = i;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
        }
        let digits = &body[start..i];
        // "10.00 am" is a time, "2024" a year; paragraph numbers have no leading zero.
        if digits.len() > 3 || digits.starts_with('0') || depth == parts.len() {
            return None;
        }
        parts[depth] = digits.parse().ok()?;
        depth += 1;
        match (bytes.get(i), bytes.get(i + 1)) {
            (Some(b'.'), Some(d)) if d.is_ascii_digit() => i += 1,
            _ => break,
        }
    }
    let end = i;
    let enclosed = from == 1;
    let style = match bytes.get(i) {
        Some(b')') => {
            i += 1;
            if enclosed {
                Style::Enclosed
            } else {
                Style::Bracket
            }
        }
        _ if enclosed => return None,
        Some(b'.' | b':') => {
            i += 1;
            Style::Stop
        }
        Some(b' ' | b'\t') => Style::Bare,
        _ => return None,
    };
    let gap = body[i..].len() - body[i..].trim_start().len();
    let rest = i + gap;
    let first = body[rest..].chars().find(|c| c.is_alphanumeric())?;
    let style = if depth > 1 { Style::Dotted } else { style };
    // "1.5 million homes" and "12 homes" open sentences; a paragraph's words begin with a capital.
    let opens = first.is_uppercase() || (first.is_ascii_digit() && style == Style::Dotted);
    match style {
        Style::Stop if gap == 0 || is_taken_up(&body[rest..]) => return None,
        Style::Dotted if gap == 0 || !opens => return None,
        Style::Bare if !heading || !first.is_uppercase() || parts[0] > 60 => return None,
        Style::Bracket | Style::Enclosed if gap == 0 => return None,
        _ => {}
    }
    Some(Mark {
        style,
        parts,
        depth: depth as u8,
        joint: '.',
        span: Span::new(at + from, at + end),
        rest: at + rest,
    })
}

/// "4. 4.14iii) The signs were ordered": what an entry of earlier minutes was numbered, not an entry's own number.
fn is_taken_up(words: &str) -> bool {
    let from = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = words[..words.len() - from.len()].trim_end_matches('.');
    let levels = number.split('.').count();
    let behind = from.trim_start_matches(['i', 'v', 'x']);
    levels > 2 || levels == 2 && behind.len() < from.len() && behind.starts_with(')')
}

fn roman_mark(body: &str, at: usize, from: usize) -> Option<Mark> {
    let length = body[from..]
        .bytes()
        .take_while(|b| matches!(b, b'i' | b'v' | b'x'))
        .count();
    let value = value_of(&body[from..from + length])?;
    let end = from + length;
    let after = body.get(end..)?;
    let after = match (after.chars().next()?, from) {
        (')', _) | ('.', 0) => &after[1..],
        _ => return None,
    };
    let rest = after.trim_start();
    if rest.len() == after.len() || rest.is_empty() {
        return None;
    }
    Some(Mark {
        style: Style::Roman,
        parts: [value, 0, 0, 0, 0],
        depth: 1,
        joint: '.',
        span: Span::new(at + from, at + end),
        rest: at + body.len() - rest.len(),
    })
}

const ROMAN: [&str; 30] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii",
    "xxviii", "xxix", "xxx",
];

fn value_of(roman: &str) -> Option<u16> {
    ROMAN.iter().position(|r| *r == roman).map(|i| i as u16 + 1)
}

fn roman(value: u16) -> String {
    ROMAN
        .get(usize::from(value).wrapping_sub(1))
        .map_or_else(|| value.to_string(), |r| (*r).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str, heading: bool) -> Option<(Style, Vec<u16>)> {
        read(text, heading).map(|m| (m.style, m.path().to_vec()))
    }

    #[test]
    fn numbers_at_the_head_of_a_paragraph_are_read_with_their_style() {
        assert_eq!(
            path("- 5.2.1 The plan", false),
            Some((Style::Dotted, vec![5, 2, 1]))
        );
        assert_eq!(path("12. None", false), Some((Style::Stop, vec![12])));
        assert_eq!(
            path("3) Note the report", false),
            Some((Style::Bracket, vec![3]))
        );
        assert_eq!(
            path("(4) note the report", false),
            Some((Style::Enclosed, vec![4]))
        );
        assert_eq!(
            path("2 Recommendations", true),
            Some((Style::Bare, vec![2]))
        );
        assert_eq!(
            path("- iv. To develop", false),
            Some((Style::Roman, vec![4]))
        );
    }

    #[test]
    fn times_years_and_counts_are_no_paragraph_numbers() {
        for text in [
            "10.00 am on Monday",
            "2024. A year",
            "1.5 million homes",
            "12 homes were let",
            "5.Item",
            "31.03.2025 Date",
        ] {
            assert_eq!(path(text, false), None, "{text}");
        }
        assert_eq!(path("12 homes were let", true), None);
    }

    #[test]
    fn a_number_can_be_printed_with_another_last_level() {
        let mark = read("6.8 Panels", false).expect("a mark");
        assert_eq!(mark.with_last(9), "6.9");
        assert_eq!(
            read("(ii) Panels", false).expect("a mark").with_last(4),
            "iv"
        );
    }
}
