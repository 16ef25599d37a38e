//! A stated change against the two values it lies between: amount, percent, points or factor.

use super::interval;
use crate::figure::interval::{Comparison, compare_ratio, compare_sum};
use crate::figure::{Figure, Form, Hedge, Interval, Unit};
use rust_decimal::Decimal;

/// One digit more than the stated figure shows.
pub(in crate::rules) fn rounded(value: Decimal, like: &Figure) -> Decimal {
    let places = i32::from(like.places) - i32::from(like.scale) + 1;
    value
        .round_dp(u32::try_from(places.max(0)).unwrap_or(0))
        .normalize()
}

/// Stated and computed change in the stated one's unit, and how they compare; none when no rule of arithmetic fits.
pub(in crate::rules) fn measure(
    c: &Figure,
    a: &Figure,
    b: &Figure,
) -> Option<(Decimal, Decimal, Comparison)> {
    let (ia, ib) = (interval(a), interval(b));
    let points = c.unit == Unit::Points && a.unit == Unit::Percent;
    let fraction = c.form == Form::Fraction && c.unit == Unit::Number;
    if c.unit == a.unit && c.unit != Unit::Percent && !fraction || points {
        let stated = c.scaled().abs();
        let difference = ia.minus(ib);
        let computed = (a.scaled() - b.scaled()).abs();
        let range = if difference.low.is_sign_negative() && difference.high.is_sign_negative() {
            difference.scaled(Decimal::NEGATIVE_ONE)
        } else {
            difference
        };
        let precisions = [c, a, b].map(|f| {
            if f.is_exact() {
                Decimal::ZERO
            } else {
                f.scaled_precision()
            }
        });
        return Some((
            stated,
            computed,
            compare_sum(stated, interval(c), computed, range, &precisions),
        ));
    }
    if b.scaled().is_zero() {
        return None;
    }
    let ratio = a.scaled() / b.scaled();
    let range = ia.over(ib)?;
    if fraction {
        // "by a third", loosely
        let computed = (ratio - Decimal::ONE).abs();
        let apart = (computed - c.value).abs();
        if apart <= Decimal::new(4, 2) {
            return Some((c.value.round_dp(4), c.value.round_dp(4), Comparison::Agrees));
        }
        // between the two lies what a loose word may mean
        let far = apart > Decimal::new(12, 2) && c.hedge == Hedge::None;
        return far.then_some((
            c.value.round_dp(4),
            computed.round_dp(4),
            Comparison::Differs,
        ));
    }
    match c.unit {
        Unit::Percent => {
            let hundred = Decimal::ONE_HUNDRED;
            let computed = ((ratio - Decimal::ONE) * hundred).abs();
            let range = range.minus(Interval::exact(Decimal::ONE)).scaled(hundred);
            let range = if range.high.is_sign_negative() {
                range.scaled(Decimal::NEGATIVE_ONE)
            } else {
                range
            };
            let stated = c.scaled().abs();
            let mut comparison = compare_ratio(stated, c.scaled_precision(), computed, range);
            if a.unit == Unit::Percent && comparison != Comparison::Agrees {
                // percent of percentages: points may be meant; percent-or-points speaks of that
                let points = (a.scaled() - b.scaled()).abs();
                if (points - stated).abs() <= c.scaled_precision() {
                    return None;
                }
            }
            if comparison == Comparison::UnlikelyRounding && range.width() > c.scaled_precision() {
                comparison = Comparison::WithinRounding;
            }
            Some((stated, computed, comparison))
        }
        Unit::Times => {
            let computed = ratio;
            Some((
                c.scaled(),
                computed,
                compare_ratio(c.scaled(), c.scaled_precision(), computed, range),
            ))
        }
        _ => None,
    }
}
