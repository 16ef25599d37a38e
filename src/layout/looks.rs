//! What a line or a cell of text looks like: a page number, a list's entry, a title, a figure, a period.

use crate::figure::{digits, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// "Page 28", "Page 3 of 12", "28", "- 28 -", "28 | Page": a page number that stands alone on its line.
pub fn is_page_number(text: &str) -> bool {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]?\s*\d{1,4}\s*[-–—]?|\d{1,4}\s*\|\s*page|p\.?\s?\d{1,4})$",
        )
    });
    text.len() <= 24 && text.bytes().any(|b| b.is_ascii_digit()) && SHAPE.is_match(text)
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// `#` to `######`: a Markdown heading of that level; the text begins at the byte.
    Hashes(u8, usize),
    /// A bullet; the text begins at the byte.
    Bullet(usize),
    /// `a)`, `(ii)`, `iv.`: a lettered or roman item.
    Letter(usize),
    /// `3.`, `3.2.1`, `(4)`: a number of that depth.
    Number(u8, usize),
    /// Words.
    Plain,
}

/// Whether a character stands before the entries of lists and is no mark of text or arithmetic.
pub fn is_bullet_sign(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '●'
            | '○'
            | '▪'
            | '▫'
            | '■'
            | '◦'
            | '‣'
            | '➢'
            | '►'
            | '❖'
            | '\u{f0a7}'
            | '\u{f0b7}'
            | '\u{f0d8}'
    )
}

/// Tells how a trimmed line begins.
pub fn opening(text: &str) -> Opening {
    let bytes = text.as_bytes();
    let Some(first) = text.chars().next() else {
        return Opening::Plain;
    };
    let hashes = bytes.iter().take_while(|b| **b == b'#').count();
    if (1..=6).contains(&hashes) && bytes.get(hashes) == Some(&b' ') {
        return Opening::Hashes(hashes as u8, hashes + 1);
    }
    if is_bullet_sign(first)
        || matches!(first, '-' | '*' | '+' | '–' | '—' | '§')
        || (first == 'o' && bytes.get(1) == Some(&b' '))
    {
        let rest = &text[first.len_utf8()..];
        let gap = rest.len() - rest.trim_start().len();
        // "-5" and "–12%" are figures, "•Item" is an item.
        if gap > 0 || !matches!(first, '-' | '–' | '—' | '*' | '+') {
            return Opening::Bullet(first.len_utf8() + gap);
        }
    }
    if first.is_ascii_digit() || first == '(' || first.is_ascii_lowercase() {
        static NUMBER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^(?:(\d{1,3}(?:\.\d{1,2}){0,4})[.)]?|\((\d{1,2})\))[\s]+"));
        static LETTER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^(?:\((?:[a-z]|[ivx]{1,5})\)|(?:[a-z]|[ivx]{1,5})[.)])\s+"));
        if let Some(found) = LETTER.find(text) {
            return Opening::Letter(found.end());
        }
        if let Some(found) = NUMBER.captures(text) {
            let whole = found.get(0).map_or(0, |m| m.end());
            let marker = text[..whole].trim_end();
            let dots = marker.trim_end_matches(['.', ')']).matches('.').count();
            // "14 children" opens a sentence; "3.2 Retention" and "14. Children" open an item.
            if dots > 0 || marker.ends_with(['.', ')']) {
                return Opening::Number(dots as u8 + 1, whole);
            }
        }
    }
    Opening::Plain
}

/// The shape of a title: short, not a sentence, its first letter a capital.
pub fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    if !(3..=90).contains(&length) || text.ends_with(['.', ';', ',', '!', '?']) {
        return false;
    }
    let first = text.chars().find(|c| c.is_alphanumeric());
    if !first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    words <= 13 && letters * 2 > length && !text.contains(['@', '|']) && !text.contains("://")
}

/// A cell that holds a number and little else: `1,234`, `-4.2%`, `£3m`, `(12)`, `35% (39 of 112)`.
pub fn is_numeric(cell: &str) -> bool {
    let cell = cell.trim();
    let Some(first) = cell.chars().next() else {
        return false;
    };
    if !(first.is_ascii_digit()
        || matches!(
            first,
            '-' | '–' | '−' | '+' | '(' | '£' | '$' | '€' | '.' | '<'
        ))
    {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    // "508 days", "12% (any contact)": the number comes first and little follows.
    let (number, rest) = cell.split_once(' ').unwrap_or((cell, ""));
    let first = number.bytes().filter(u8::is_ascii_alphabetic).count() <= 1
        && !number.ends_with(['.', ':']);
    digits > 0 && (letters <= 4 || digits * 2 >= letters || first && rest.chars().count() <= 32)
}

/// A cell that names a time rather than counts something: `2024`, `2024/25`, `Q3 2024-25`, `March 2025`, `31/3/25`.
pub fn is_period(cell: &str) -> bool {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^(?:(?:FY|year|to|as\ at|at|end|of|the|ended|ending|Q[1-4]|quarter|[1-4](?:st|nd|rd|th)|
              jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
              [\s,]*|\d{1,2}(?:st|nd|rd|th)?[\s]+)*
              (?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?|\d{1,2}[/.]\d{1,2}[/.](?:\d\d){1,2}|\d\d\s*/\s*\d\d)\s*\*?$",
        )
    });
    let cell = cell.trim();
    cell.len() <= 40 && may_be_period(cell.as_bytes()) && SHAPE.is_match(cell)
}

/// A year of these two centuries, or marks between the parts of a date: without them nothing is a period.
fn may_be_period(text: &[u8]) -> bool {
    text.contains(&b'/')
        || text.windows(2).any(|w| w == b"20" || w == b"19")
        || text.iter().filter(|b| **b == b'.').count() > 1
}

/// Whether a word of the text begins with one of `heads`, which are lower-case letters of ASCII: a cheap look before a
/// pattern is run.
pub fn has_word(text: &str, heads: &[&str]) -> bool {
    let bit = |b: u8| 1u32 << (b & 31);
    let firsts = heads
        .iter()
        .filter_map(|h| h.bytes().next())
        .fold(0, |all, b| all | bit(b));
    let begins = |word: &[u8], head: &str| {
        word.first().map(u8::to_ascii_lowercase) == head.bytes().next()
            && word
                .get(..head.len())
                .is_some_and(|w| w.eq_ignore_ascii_case(head.as_bytes()))
    };
    let bytes = text.as_bytes();
    let in_word = |i: usize| {
        bytes
            .get(i)
            .is_some_and(|b| digits::ALPHANUMERIC[usize::from(*b)])
    };
    let mut i = 0;
    while let Some(first) = bytes.get(i) {
        if in_word(i) {
            let may_begin = first.is_ascii_alphabetic() && firsts & bit(*first) != 0;
            if may_begin && heads.iter().any(|head| begins(&bytes[i..], head)) {
                return true;
            }
            while in_word(i) {
                i += 1;
            }
        }
        i += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures_with_words() {
        assert!(is_page_number("Page 28"));
        assert!(is_page_number("Page 3 of 12"));
        assert!(is_page_number("7"));
        assert!(!is_page_number("28 homes"));
        assert!(!is_page_number("12,345"));
    }

    #[test]
    fn openings_are_told_apart() {
        assert_eq!(opening("## Budget"), Opening::Hashes(2, 3));
        assert_eq!(opening("• one"), Opening::Bullet(4));
        assert_eq!(opening("-5 in all"), Opening::Plain);
        assert_eq!(opening("3.2 Retention"), Opening::Number(2, 4));
        assert_eq!(opening("14 children left"), Opening::Plain);
        assert_eq!(opening("(ii) second"), Opening::Letter(5));
    }

    #[test]
    fn words_are_found_by_how_they_begin() {
        assert!(has_word("net Sub-Totals", &["total"]));
        assert!(has_word("(averages)", &["mean", "average"]));
        assert!(!has_word("subtotal, meantime: 4rate", &["total", "rate"]));
        assert!(!has_word("", &["total"]));
    }

    #[test]
    fn periods_are_told_from_counts() {
        for p in [
            "2024",
            "2022-2023",
            "2024/25",
            "Q3 2024-25",
            "March 2025",
            "31/3/25",
            "1.4.2025",
            "31.12.98",
            "24 / 25",
            "as at 31 March 2025",
        ] {
            assert!(is_period(p), "{p}");
        }
        for p in ["1,234", "12", "£2024", "35% (39 of 112)", "3 homes"] {
            assert!(!is_period(p), "{p}");
        }
    }
}
