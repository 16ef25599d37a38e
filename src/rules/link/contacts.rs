//! Telephone numbers that a document gives more than once.

use super::locations;
use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Outcome, Test};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One test for each number that stands in two blocks or more.
pub(in crate::rules) fn tests(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut by_number: BTreeMap<u64, Vec<(u32, Span)>> = BTreeMap::new();
    for (i, block) in reading.blocks.iter().enumerate() {
        for (span, number) in numbers(&block.text) {
            let sites = by_number.entry(number).or_default();
            if sites.last().is_none_or(|(b, _)| *b != i as u32) {
                sites.push((i as u32, span));
            }
        }
    }
    by_number
        .into_iter()
        .filter(|(_, sites)| sites.len() > 1)
        .map(|(number, sites)| Test {
            rule,
            outcome: Outcome::Agrees,
            level: Level::Note,
            message: format!("the same telephone number in {} places", sites.len()),
            stated: Some(Decimal::from(number)),
            computed: Some(Decimal::from(number)),
            cause: None,
            sum: Vec::new(),
            locations: locations(sites.iter(), |role, (block, span)| {
                Location::prose(reading, role, *block, *span)
            }),
        })
        .collect()
}

/// The telephone numbers of a text: ten or eleven digits that begin with 0, in at most four groups, after a word that
/// says so.
fn numbers(text: &str) -> Vec<(Span, u64)> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let Some(step) = memchr::memchr(b'0', &bytes[i..]) else {
            break;
        };
        i += step;
        if i > 0 && bytes[i - 1].is_ascii_alphanumeric() {
            i += 1;
            continue;
        }
        let mut end = i;
        let (mut digits, mut groups, mut number) = (0, 1, 0u64);
        for (k, b) in bytes.iter().enumerate().skip(i) {
            match b {
                b'0'..=b'9' if digits < 12 => {
                    digits += 1;
                    number = number * 10 + u64::from(b - b'0');
                    end = k + 1;
                }
                b' ' if bytes.get(k + 1).is_some_and(u8::is_ascii_digit) => groups += 1,
                _ => break,
            }
        }
        if (10..=11).contains(&digits) && groups <= 4 {
            out.push((Span::new(i, end), number));
        }
        i = end.max(i + 1);
    }
    let says = |w: &&str| text.contains(*w);
    if !out.is_empty()
        && !["Tel", "tel", "hone", "ontact", "Call", "call"]
            .iter()
            .any(says)
    {
        out.clear();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_however_it_is_grouped() {
        let of = |text: &str| numbers(text).iter().map(|(_, n)| *n).collect::<Vec<_>>();
        assert_eq!(of("Tel: 01632 960 123."), [1_632_960_123]);
        assert_eq!(of("telephone 01632960123"), [1_632_960_123]);
        assert!(of("Tel: 960123, code 0163").is_empty());
        assert!(of("01632 960123 visits").is_empty());
    }
}
