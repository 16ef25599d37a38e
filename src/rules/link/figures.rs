//! Two printed figures that state one fact.

use crate::figure::interval::{Comparison, compare_ratio};
use crate::figure::{Figure, Hedge, Unit};
use crate::finding::Outcome;
use crate::finding::message::{number, with_unit};
use rust_decimal::Decimal;

/// How two printed figures of one fact compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Compared {
    pub outcome: Outcome,
    /// The stated value, scale applied.
    pub stated: Decimal,
    /// The other value, scale applied.
    pub other: Decimal,
}

/// Whether two units can stand for one: equal, or a bare number whose unit stands elsewhere.
pub(in crate::rules) fn units_meet(a: Unit, b: Unit) -> bool {
    let loose = |u: Unit| u == Unit::Number;
    a == b
        || (loose(a) && (b.is_time() || b.is_money()))
        || (loose(b) && (a.is_time() || a.is_money()))
        || matches!(
            (a, b),
            (Unit::Percent, Unit::Points) | (Unit::Points, Unit::Percent)
        )
}

/// Compares a stated figure with another print of the same fact; signs aside, since tables print falls and costs as
/// negative numbers and sentences say it in words. None when they cannot be compared.
pub(in crate::rules) fn compare(stated: &Figure, other: &Figure) -> Option<Compared> {
    if !units_meet(stated.unit, other.unit) {
        return None;
    }
    let (s, o) = (stated.scaled().abs(), other.scaled().abs());
    if stated.unit.is_money()
        && stated.scale != other.scale
        && s != o
        && (stated.scale == 0 || other.scale == 0)
    {
        // "£757.3 million" of 757,338 in a table that does not say that it counts thousands.
        let far = |a: Decimal, b: Decimal| a > b.saturating_mul(Decimal::from(200));
        if far(s, o) || far(o, s) {
            return None;
        }
    }
    // "Over 500" may be 512. Any figure lies over or under a bound far from it, which then speaks of something else.
    let bound = matches!(stated.hedge, Hedge::Over | Hedge::Under);
    if bound && s.max(o) > s.min(o).saturating_mul(Decimal::new(15, 1)) {
        return None;
    }
    let outcome = match stated.hedge {
        Hedge::None => {
            let (fine, coarse) = (other.scaled_precision(), stated.scaled_precision());
            let comparison = if s == o {
                Comparison::Agrees
            } else if fine < coarse {
                // "£1.2m" of 1,234: the finer figure must round to the coarser one.
                compare_ratio(s, coarse, o, absolute(other))
            } else if fine > coarse {
                compare_ratio(o, fine, s, absolute(stated))
            } else if !stated.is_exact() && (s - o).abs() <= coarse {
                // One unit in the last place: each was rounded on its own way here.
                Comparison::UnlikelyRounding
            } else {
                Comparison::Differs
            };
            Outcome::from(comparison)
        }
        Hedge::Over if o >= s => Outcome::Agrees,
        Hedge::Under if o <= s => Outcome::Agrees,
        // "around 500" of 498 is fair, of 700 it is not; what lies between nobody can say.
        Hedge::About if s == o => Outcome::Agrees,
        Hedge::About if (s - o).abs() * Decimal::from(20) <= s.max(o) => Outcome::WithinRounding,
        _ => Outcome::NotTested,
    };
    Some(Compared {
        outcome,
        stated: s,
        other: o,
    })
}

fn absolute(figure: &Figure) -> crate::figure::Interval {
    let i = figure.interval();
    if i.high < Decimal::ZERO {
        i.scaled(Decimal::NEGATIVE_ONE)
    } else {
        i
    }
}

/// The likely cause when one figure is a slip of the pen away from another: two neighbouring digits swapped, or one
/// digit wrong. None when they differ otherwise.
pub(in crate::rules) fn slip(a: Decimal, b: Decimal) -> Option<String> {
    let digits = |d: Decimal| d.abs().normalize().to_string();
    let (x, y) = (digits(a), digits(b));
    if x.len() != y.len() || x == y {
        return None;
    }
    let apart: Vec<usize> = (0..x.len())
        .filter(|i| x.as_bytes()[*i] != y.as_bytes()[*i])
        .collect();
    match apart.as_slice() {
        [_] => Some("one digit differs".to_string()),
        [i, k]
            if k - i == 1
                && x.as_bytes()[*i] == y.as_bytes()[*k]
                && x.as_bytes()[*k] == y.as_bytes()[*i] =>
        {
            Some("two digits are swapped".to_string())
        }
        _ => None,
    }
}

/// A figure as its reader saw it, with its unit: "£1.2 million", "172 days", "38%".
pub(in crate::rules) fn shown(figure: &Figure) -> String {
    let n = match figure.scale {
        6 if figure.unit.is_money() => format!("{}m", number(figure.value)),
        9 if figure.unit.is_money() => format!("{}bn", number(figure.value)),
        _ => number(figure.scaled()),
    };
    match figure.unit {
        Unit::Points => format!("{n} {}", Unit::Points.code()),
        unit => with_unit(n, unit),
    }
}

/// Of tests that compare two prints of the same passages: how many differ.
pub(in crate::rules) fn differences(tests: &[crate::finding::Test]) -> usize {
    tests
        .iter()
        .filter(|t| t.outcome == Outcome::Differs)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::number::scan;

    fn figure(text: &str) -> Figure {
        scan(text)[0]
    }

    #[test]
    fn a_coarser_print_agrees_when_the_finer_one_rounds_to_it() {
        let c = |a, b| compare(&figure(a), &figure(b)).map(|c| c.outcome);
        assert_eq!(c("£1.2m", "£1,234,567"), Some(Outcome::Agrees));
        assert_eq!(c("£1.3m", "£1,234,567"), Some(Outcome::Differs));
        assert_eq!(c("172 days", "172"), Some(Outcome::Agrees));
        assert_eq!(c("38%", "38"), None);
    }

    #[test]
    fn hedged_figures_differ_never() {
        let c = |a, b| compare(&figure(a), &figure(b)).map(|c| c.outcome);
        assert_eq!(c("over 500 visits", "512"), Some(Outcome::Agrees));
        assert_eq!(c("over 500 visits", "480"), Some(Outcome::NotTested));
        assert_eq!(c("around 500 visits", "900"), Some(Outcome::NotTested));
    }

    #[test]
    fn a_bound_says_nothing_of_a_figure_far_from_it() {
        let c = |a, b| compare(&figure(a), &figure(b)).map(|c| c.outcome);
        assert_eq!(c("over 500 visits", "5120"), None);
        assert_eq!(c("up to £8m", "£4.4m"), None);
        assert_eq!(c("up to £8m", "£7.6m"), Some(Outcome::Agrees));
    }

    #[test]
    fn slips_of_the_pen_are_named() {
        let s = |a: i64, b: i64| slip(Decimal::from(a), Decimal::from(b));
        assert_eq!(s(1243, 1234).as_deref(), Some("two digits are swapped"));
        assert_eq!(s(194, 191).as_deref(), Some("one digit differs"));
        assert_eq!(s(194, 291), None);
        assert_eq!(s(1940, 194), None);
    }
}
