//! Lines of a table that came or went from one year to the next: under another label, split into parts, or merged.

use super::tables::Side;
use crate::fact::Fact;
use crate::figure::Period;
use crate::store::Series;
use rust_decimal::Decimal;
use similar::TextDiff;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The rows of a table whose name the other report does not have anywhere.
pub(in crate::rules) fn alone<'a>(side: Side<'a>, table: u32, other: Side<'_>) -> Vec<&'a Series> {
    let known: HashSet<_> = other.lines().map(|s| s.name()).collect();
    side.lines()
        .filter(|s| s.table == table && !s.column && !s.total && !known.contains(s.name()))
        .collect()
}

/// Whether one may be the other under another label.
pub(in crate::rules) fn like(a: &Series, b: &Series) -> bool {
    let shared = a.name().shared(b.name()).count();
    shared * 2 >= a.name().words.len().min(b.name().words.len()).max(1)
        || TextDiff::from_chars(a.label(), b.label()).ratio() >= 0.6
}

/// A line of one report that is several lines of the other.
pub(in crate::rules) struct Split<'a> {
    pub whole: &'a Series,
    pub parts: Vec<&'a Series>,
}

/// More lines than this are not searched for sums.
const MOST: usize = 8;

/// Lines whose figures are, for every year that both reports print, the sum of the same two or three lines of the other.
pub(in crate::rules) fn splits<'a>(
    (one, wholes): (Side<'_>, &[&'a Series]),
    (other, parts): (Side<'_>, &[&'a Series]),
) -> Vec<Split<'a>> {
    let mut out = Vec::new();
    if wholes.is_empty() || !(2..=MOST).contains(&parts.len()) {
        return out;
    }
    let values: Vec<BTreeMap<Key, Decimal>> = parts.iter().map(|s| values(other, s)).collect();
    for whole in wholes {
        let sums = self::values(one, whole);
        let fits = |chosen: &[usize]| {
            let mut years = 0;
            let all = sums.iter().all(|(key, sum)| {
                let of: Option<Vec<Decimal>> = chosen
                    .iter()
                    .map(|i| values.get(*i)?.get(key).copied())
                    .collect();
                of.is_none_or(|of| {
                    years += usize::from(sum.abs() >= Decimal::TEN);
                    of.iter().copied().sum::<Decimal>() == *sum && of.iter().all(|v| !v.is_zero())
                })
            });
            all && years > 0
        };
        let n = parts.len();
        let mut found: Vec<Vec<usize>> = Vec::new();
        for a in 0..n {
            for b in a + 1..n {
                found.extend(fits(&[a, b]).then(|| vec![a, b]));
                found.extend(
                    (b + 1..n)
                        .filter(|c| fits(&[a, b, *c]))
                        .map(|c| vec![a, b, c]),
                );
            }
        }
        // One of several sums that fit is a guess.
        if let [only] = found.as_slice() {
            out.push(Split {
                whole,
                parts: only.iter().filter_map(|i| parts.get(*i).copied()).collect(),
            });
        }
    }
    out
}

/// What tells the figures of a line apart.
type Key = (Period, Vec<Arc<str>>);

fn values(side: Side<'_>, line: &Series) -> BTreeMap<Key, Decimal> {
    let facts = side.reading.facts_of(&line.facts);
    let key = |f: &Fact<'_>| {
        let heads = f.dimensions.iter().map(|(_, m)| m.clone());
        Some((f.period?, heads.collect()))
    };
    facts
        .filter_map(|f| Some((key(&f)?, f.figure.scaled())))
        .collect()
}
