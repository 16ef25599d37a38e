//! Reporting years as documents write them: 2024/25, 2024-2025, 2022 -23, 2021- 2022, and those that cannot be.

use crate::figure::{Span, digits};
use std::ops::Range;

/// A reporting year, or a span of years written like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Years {
    /// First year.
    pub from: u16,
    /// Second year in full.
    pub to: u16,
    /// The second year was printed with two digits.
    pub short: bool,
    /// The two were parted by a stroke rather than a dash.
    pub stroke: bool,
    /// Where it stands.
    pub span: Span,
}

impl Years {
    /// One financial year.
    pub fn is_year(&self) -> bool {
        self.to == self.from + 1
    }
    /// As reports print it: 2024/25.
    pub fn label(&self) -> String {
        format!("{}/{:02}", self.from, self.to % 100)
    }
}

/// A pair of years as printed: its place, the two years and the sign between them.
struct Pair<'t> {
    span: Range<usize>,
    first: &'t str,
    sign: char,
    second: &'t str,
}

/// The pairs of a text: "20" or "19" and two digits, a dash or stroke with a blank on either side at most, and two
/// digits or four that begin as the first; they stand alone.
fn written(text: &str) -> impl Iterator<Item = Pair<'_>> {
    let bytes = text.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let blank = |t: &str| {
        let c = t.chars().next().filter(|c| c.is_whitespace());
        c.map_or(0, char::len_utf8)
    };
    let pair = move |start: usize, end: usize| {
        let first = text.get(start..end).filter(|t| is_year(t))?;
        if start > 0 && word(bytes.get(start - 1)) {
            return None;
        }
        let mut at = end + blank(text.get(end..)?);
        let sign = text.get(at..)?.chars().next()?;
        if !matches!(sign, '-' | '/' | '–' | '—' | '‐' | '‑') {
            return None;
        }
        at += sign.len_utf8();
        at += blank(text.get(at..)?);
        let digits = bytes.get(at..)?.iter();
        let length = digits.take_while(|b| b.is_ascii_digit()).count();
        let second = text.get(at..at + length)?;
        let whole = !word(bytes.get(at + length)) && (length == 2 || is_year(second));
        whole.then_some(Pair {
            span: start..at + length,
            first,
            sign,
            second,
        })
    };
    let mut behind = 0;
    digits::runs(text).filter_map(move |(start, end)| {
        let found = (start >= behind).then(|| pair(start, end)).flatten()?;
        behind = found.span.end;
        Some(found)
    })
}

/// Four digits that begin with 19 or 20.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The pairs of years in a text, in order.
pub(in crate::rules) fn scan(text: &str) -> Vec<Years> {
    if !may_hold(text) {
        return Vec::new();
    }
    written(text)
        .filter_map(|pair| {
            let Pair { span: all, .. } = pair;
            let beside = |ch: Option<char>| {
                ch.is_some_and(|ch| {
                    matches!(ch, '/' | '.' | '-' | '–' | '£' | ',') || ch.is_ascii_digit()
                })
            };
            let after = text[all.end..].chars().next();
            let closed = text[all.end..]
                .chars()
                .nth(1)
                .is_none_or(|ch| !ch.is_alphanumeric());
            // "2024-05-31" is a day, "PO/2024/17/3" a reference.
            if beside(text[..all.start].chars().next_back()) || beside(after) && !closed {
                return None;
            }
            let from: u16 = pair.first.parse().ok()?;
            let second: u16 = pair.second.parse().ok()?;
            let short = pair.second.len() == 2;
            let century = from / 100 * 100;
            let to = match (short, second) {
                (false, s) => s,
                (true, 0) if from % 100 == 99 => century + 100,
                (true, s) => century + s,
            };
            Some(Years {
                from,
                to,
                short,
                stroke: pair.sign == '/',
                span: Span::new(all.start, all.end),
            })
        })
        .collect()
}

/// Cheap first: a pair needs "20" or "19" with two digits more and a dash or stroke behind them.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Dashes and spaces beyond ASCII begin with these bytes.
    let sign = |b: Option<&u8>| matches!(b, Some(b'-' | b'/' | 0xe2 | 0xc2));
    memchr::memchr2_iter(b'1', b'2', bytes).any(|i| {
        matches!(bytes.get(i..i + 2), Some(b"19" | b"20"))
            && (sign(bytes.get(i + 4))
                || bytes.get(i + 4).is_some_and(u8::is_ascii_whitespace) && sign(bytes.get(i + 5)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(u16, u16)> {
        scan(text).iter().map(|y| (y.from, y.to)).collect()
    }

    #[test]
    fn reporting_years_are_read_in_every_spelling() {
        assert_eq!(
            pairs("2024/25, 2022 -23 and 2021- 2022."),
            [(2024, 2025), (2022, 2023), (2021, 2022)]
        );
        assert_eq!(pairs("1999/00"), [(1999, 2000)]);
        assert_eq!(pairs("the settlement for 2025-25 was"), [(2025, 2025)]);
    }

    #[test]
    fn days_and_references_are_no_years() {
        assert!(pairs("2024-05-31").is_empty());
        assert!(pairs("PL/2024/17/3").is_empty());
        assert!(pairs("£2024-25").is_empty());
    }
}
