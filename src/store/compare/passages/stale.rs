//! What the numbers and times of two like sentences say: the same, or what the later one should have updated.

use super::PassageKind;
use crate::figure::Period;
use crate::store::sentence::{Sentence, Value};

fn times(s: &Sentence) -> impl Iterator<Item = Period> + '_ {
    s.values.iter().filter_map(|(_, v)| match v {
        Value::When(p) => Some(*p),
        Value::Figure(_) => None,
    })
}

/// The values of the figures, scales applied.
pub(super) fn amounts(s: &Sentence) -> Vec<rust_decimal::Decimal> {
    s.values
        .iter()
        .filter_map(|(_, v)| match v {
            Value::Figure(f) => Some(f.scaled()),
            Value::When(_) => None,
        })
        .collect()
}

/// The numbers and times of a sentence by what they say.
pub(super) fn values(
    s: &Sentence,
) -> impl Iterator<Item = (Option<rust_decimal::Decimal>, Option<Period>)> + '_ {
    s.values.iter().map(|(_, v)| match v {
        Value::Figure(f) => (Some(f.scaled()), None),
        Value::When(p) => (None, Some(*p)),
    })
}

/// Whether the sentence of the later report was carried over without what had to be updated.
pub(super) fn stale(
    a: &Sentence,
    b: &Sentence,
    own: Period,
    years: i16,
    same: bool,
) -> Option<PassageKind> {
    if a.stems != b.stems {
        return None;
    }
    // The latest time that it names is the earlier report's own year, named as a year or by its last day.
    let latest = times(b).max_by_key(|p| p.end)?;
    let speaks_of_own = latest.same_year(own) && (latest.is_year() || latest.end == own.end);
    let times_kept = times(a).eq(times(b));
    if speaks_of_own && times_kept && (same || amounts(a) != amounts(b)) {
        return Some(PassageKind::StaleYear);
    }
    let telling = amounts(a)
        .iter()
        .any(|v| v.abs() >= rust_decimal::Decimal::TEN);
    (telling && years_only(a, b, years) && times(a).any(|p| p.same_year(own)))
        .then_some(PassageKind::StaleNumbers)
}

/// Whether two sentences differ in nothing but times that are so many years later.
pub(super) fn years_only(a: &Sentence, b: &Sentence, years: i16) -> bool {
    let mut moved = false;
    let (mut x, mut y) = (times(a), times(b));
    let in_step = loop {
        match (x.next(), y.next()) {
            (None, None) => break true,
            (Some(p), Some(q)) if p == q => {}
            (Some(p), Some(q)) if p.years_back(-years) == Some(q) => moved = true,
            _ => break false,
        }
    };
    in_step && moved && amounts(a) == amounts(b)
}
