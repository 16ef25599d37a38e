//! A formula with its figures: interval arithmetic on both sides, and their comparison.

use super::formula::{Compare, Expression, Formula, Measure};
use super::quantity::{HUNDRED, Quantity, combine, common, percent, quantity};
use crate::figure::interval::{self, Comparison};
use crate::figure::{Figure, Interval, Unit};
use rust_decimal::Decimal;

/// How a formula came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Result {
    /// How the two sides compare.
    pub comparison: Comparison,
    /// The left side, in the units that its figure is printed in.
    pub stated: Decimal,
    /// The right side, in the same units.
    pub computed: Decimal,
    /// Those units.
    pub unit: Unit,
}

fn side<'a>(
    expression: &Expression,
    figure: &impl Fn(&Measure) -> Option<&'a Figure>,
) -> std::result::Result<Quantity, String> {
    let of = |m: &Measure| {
        figure(m)
            .map(quantity)
            .ok_or_else(|| format!("{m} is missing"))
    };
    match expression {
        Expression::Measure(m) => of(m),
        Expression::Amount(a) => Ok(Quantity {
            interval: Interval::exact(quantity(a).value),
            precisions: Vec::new(),
            ..quantity(a)
        }),
        Expression::Binary(a, operator, b) => {
            combine(side(a, figure)?, *operator, side(b, figure)?)
        }
    }
}

/// Works a formula out. `within` is an allowance beyond rounding, in the left side's units.
///
/// # Errors
/// Why the two sides cannot be compared: a figure missing, units that differ, a division by zero.
pub fn evaluate<'a>(
    formula: &Formula,
    within: Option<&Figure>,
    figure: impl Fn(&Measure) -> Option<&'a Figure>,
) -> std::result::Result<Result, String> {
    let mut left = side(&formula.left, &figure)?;
    let right = side(&formula.right, &figure)?;
    let stated = match &formula.left {
        Expression::Measure(m) => figure(m),
        _ => None,
    };
    // A rate printed without its % is read as a percentage when only that brings it near the quotient.
    let quotient = formula.right.divides() && right.unit == Unit::Number;
    let mut shown = if percent(left.unit) {
        Unit::Percent
    } else {
        left.unit
    };
    if quotient
        && left.unit == Unit::Number
        && formula.compare == Compare::Equal
        && left.interval.gap(right.interval) > Decimal::ZERO
    {
        let part = |d: Decimal| d / HUNDRED;
        let scaled = Interval {
            low: part(left.interval.low),
            high: part(left.interval.high),
        };
        let half = stated.map_or(Decimal::ZERO, |f| part(f.scaled_precision()) / Decimal::TWO);
        let widened = Interval {
            low: scaled.low.saturating_sub(half),
            high: scaled.high.saturating_add(half),
        };
        if widened.meets(right.interval) {
            left = Quantity {
                value: part(left.value),
                interval: scaled,
                unit: Unit::Percent,
                precisions: left.precisions.iter().map(|p| part(*p)).collect(),
            };
            shown = Unit::Percent;
        } else if left.value > Decimal::ONE && right.value <= Decimal::ONE {
            return Err("it is not printed whether the rate is a percentage".to_string());
        }
    }
    let same = common(left.unit, right.unit).is_some()
        || (percent(left.unit) && right.unit == Unit::Number)
        || (percent(right.unit) && left.unit == Unit::Number);
    if !same {
        return Err(format!(
            "units differ ({} and {})",
            left.unit.code(),
            right.unit.code()
        ));
    }
    let comparison = match formula.compare {
        Compare::Equal => equal(formula, &left, &right, stated, shown),
        Compare::AtMost => bound(left.interval.low <= right.interval.high),
        Compare::AtLeast => bound(left.interval.high >= right.interval.low),
        Compare::Below => {
            bound(left.interval.low < right.interval.high || left.value < right.value)
        }
        Compare::Above => {
            bound(left.interval.high > right.interval.low || left.value > right.value)
        }
    };
    let comparison = match (comparison, within.map(quantity)) {
        (Comparison::Differs | Comparison::UnlikelyRounding, Some(w))
            if allowed(formula.compare, &left, &right, &w) =>
        {
            Comparison::WithinRounding
        }
        (comparison, _) => comparison,
    };
    let printed = |d: Decimal| {
        if shown == Unit::Percent {
            d.saturating_mul(HUNDRED)
        } else {
            d
        }
    };
    Ok(Result {
        comparison,
        stated: printed(left.value),
        computed: printed(right.value),
        unit: shown,
    })
}

fn bound(holds: bool) -> Comparison {
    if holds {
        Comparison::Agrees
    } else {
        Comparison::Differs
    }
}

fn allowed(compare: Compare, left: &Quantity, right: &Quantity, within: &Quantity) -> bool {
    let gap = left.interval.gap(right.interval);
    match compare {
        Compare::Equal | Compare::AtMost | Compare::AtLeast => gap <= within.value,
        Compare::Below | Compare::Above => gap < within.value,
    }
}

fn equal(
    formula: &Formula,
    left: &Quantity,
    right: &Quantity,
    stated: Option<&Figure>,
    shown: Unit,
) -> Comparison {
    if formula.right.divides()
        && let Some(figure) = stated
    {
        let precision = figure.scaled_precision();
        let precision = if shown == Unit::Percent {
            precision / HUNDRED
        } else {
            precision
        };
        return interval::compare_ratio(left.value, precision, right.value, right.interval);
    }
    let precisions: Vec<Decimal> = left
        .precisions
        .iter()
        .chain(&right.precisions)
        .copied()
        .collect();
    interval::compare_sum(
        left.value,
        left.interval,
        right.value,
        right.interval,
        &precisions,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::number;
    use crate::language::syntax;

    fn figure(text: &str, unit: Unit) -> Figure {
        let mut f = *number::read_cell(text).figure().expect("a number");
        f.unit = unit;
        f
    }

    fn run(text: &str, figures: &[(&str, &str, Unit)]) -> std::result::Result<Comparison, String> {
        let formula = syntax::formula(text).expect("a formula");
        let known: Vec<(&str, Figure)> = figures
            .iter()
            .map(|(n, t, u)| (*n, figure(t, *u)))
            .collect();
        evaluate(&formula, None, |m| {
            known
                .iter()
                .find(|(n, _)| *n == m.to_string())
                .map(|(_, f)| f)
        })
        .map(|r| r.comparison)
    }

    #[test]
    fn a_rate_agrees_when_the_quotient_rounds_to_it() {
        let rate = |rate: &str, unit| {
            run(
                "rate = approvals / enquiries",
                &[
                    ("rate", rate, unit),
                    ("approvals", "31", Unit::Number),
                    ("enquiries", "82", Unit::Number),
                ],
            )
        };
        assert_eq!(rate("38", Unit::Percent), Ok(Comparison::Agrees));
        assert_eq!(rate("37", Unit::Percent), Ok(Comparison::UnlikelyRounding));
        assert_eq!(rate("43", Unit::Percent), Ok(Comparison::Differs));
        assert_eq!(rate("0.38", Unit::Number), Ok(Comparison::Agrees));
        assert_eq!(rate("37.8", Unit::Number), Ok(Comparison::Agrees));
        assert!(
            rate("43", Unit::Number).is_err(),
            "a bare 43 may be anything"
        );
    }

    #[test]
    fn sums_of_counts_are_exact_and_of_rounded_money_are_not() {
        let total = |text: &str, scale: i8| {
            let formula = syntax::formula("total = a + b").expect("a formula");
            let of = |t: &str| Figure {
                scale,
                ..figure(
                    t,
                    if scale > 0 {
                        Unit::Pounds
                    } else {
                        Unit::Number
                    },
                )
            };
            let (t, a, b) = (of(text), of("10"), of("20"));
            evaluate(&formula, None, |m| {
                Some(match m.name.as_str() {
                    "a" => &a,
                    "b" => &b,
                    _ => &t,
                })
            })
            .expect("comparable")
            .comparison
        };
        assert_eq!(total("30", 0), Comparison::Agrees);
        assert_eq!(total("31", 0), Comparison::Differs);
        assert_eq!(total("31", 3), Comparison::WithinRounding);
        assert_eq!(total("33", 3), Comparison::Differs);
    }

    #[test]
    fn bounds_units_and_zero_divisors_are_told() {
        assert_eq!(
            run("a <= 28", &[("a", "28", Unit::Number)]),
            Ok(Comparison::Agrees)
        );
        assert_eq!(
            run("a <= 28", &[("a", "29", Unit::Number)]),
            Ok(Comparison::Differs)
        );
        assert_eq!(
            run("a < 28", &[("a", "28", Unit::Number)]),
            Ok(Comparison::Differs)
        );
        assert!(
            run(
                "a = b + c",
                &[
                    ("a", "1", Unit::Number),
                    ("b", "1", Unit::Days),
                    ("c", "1", Unit::Pounds)
                ]
            )
            .is_err()
        );
        assert!(
            run(
                "a = b / c",
                &[
                    ("a", "1", Unit::Number),
                    ("b", "1", Unit::Number),
                    ("c", "0", Unit::Number)
                ]
            )
            .is_err()
        );
    }
}
