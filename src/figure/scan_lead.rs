//! What stands before the digits of a figure in running text: a paragraph's number, a sign, a currency.

use super::scan::Mode;

/// Past a paragraph number ("5.1.2", "- 6.9 A weekly", "(3)", "12. The") at a sentence's beginning; otherwise `at`.
pub(super) fn paragraph_number(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let s = rest.trim_start_matches([
        ' ', '\u{a0}', '-', '•', '·', '*', '–', '#', '(', '\t', '|', '>',
    ]);
    let opened = rest[..rest.len() - s.len()].contains('(');
    let run = s
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let (number, after) = s.split_at(run);
    let digits = number.trim_end_matches('.');
    if digits.is_empty()
        || digits.len() > 8
        || digits.split('.').any(|p| p.is_empty() || p.len() > 3)
    {
        return at;
    }
    let dotted = digits.contains('.');
    let closed =
        number.len() > digits.len() || (opened && after.starts_with(')')) || after.starts_with(')');
    let after = after.strip_prefix(')').unwrap_or(after);
    if !after.starts_with([' ', '\t', '\u{a0}']) {
        return at;
    }
    let next = after.trim_start();
    let capital =
        next.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '*'));
    let first = at == 0;
    if capital && (first || closed) && (dotted || closed || digits.len() <= 3)
        || closed && first && next.starts_with(char::is_alphanumeric)
    {
        // "45. The": a list number after a sentence's end; but "in 2 of 5. The" never starts a sentence
        return text.len() - after.len();
    }
    at
}

/// Where a figure begins whose first digit is at `at`: before its sign and currency.
pub(super) fn opening(text: &str, at: usize, mode: Mode) -> usize {
    let mut start = at;
    let money = |s: usize| {
        let t = &text[..s];
        // The last bytes of the signs and codes below.
        let sign = |b: Option<&u8>| matches!(b, Some(b'$' | b'P' | b'R' | b'D' | 0xa3 | 0xac));
        let mut back = t.as_bytes().iter().rev();
        let first = back.next();
        if !(sign(first) || first == Some(&b' ') && sign(back.next())) {
            return None;
        }
        for c in [
            "US$", "A$", "C$", "£", "$", "€", "GBP ", "EUR ", "USD ", "GBP", "EUR", "USD",
        ] {
            if t.ends_with(c) {
                return Some(s - c.len());
            }
        }
        let spaced = t.strip_suffix(' ')?;
        ["£", "$", "€"]
            .iter()
            .find(|c| spaced.ends_with(**c))
            .map(|c| s - 1 - c.len())
    };
    if text[..start].ends_with('.') && !text[..start - 1].ends_with(|c: char| c.is_alphanumeric()) {
        start -= 1;
    }
    let mut signed = false;
    let sign = |s: usize| {
        let t = &text[..s];
        let c = t.chars().next_back()?;
        if !matches!(c, '-' | '+' | '−' | '–') {
            return None;
        }
        let p = s - c.len_utf8();
        let lead = &text[..p];
        let open = lead.is_empty() || lead.ends_with([' ', '(', '\u{a0}', '\t', '|', '/', '[']);
        // "10 –15" and "x - 5": a dash, not a sign
        let range = lead
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit() || c == '%');
        let ok = open
            && (mode == Mode::Cell || !range)
            && (c != '–' || lead.ends_with(['(', ' ']) && !range);
        ok.then_some(p)
    };
    if let Some(s) = sign(start) {
        start = s;
        signed = true;
    }
    if let Some(s) = money(start) {
        start = s;
        if !signed && let Some(s) = sign(start) {
            start = s;
        }
    }
    start
}
