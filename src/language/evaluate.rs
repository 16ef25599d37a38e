//! A formula with its figures: interval arithmetic on both sides, and their comparison.

use super::formula::{Compare, Expression, Formula, Measure, Operator};
use crate::figure::interval::{self, Comparison};
use crate::figure::{Figure, Interval, Unit};
use rust_decimal::Decimal;

/// A computed quantity: its value from the printed digits, the range it stands for, and its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Value; percentages are fractions of one here.
    pub value: Decimal,
    /// The range of true values.
    pub interval: Interval,
    /// Unit; [`Unit::Number`] also for what has none.
    pub unit: Unit,
    /// Worth of the last digit of every figure that went into it.
    precisions: Vec<Decimal>,
}

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

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

fn percent(unit: Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::Points)
}

fn quantity(figure: &Figure) -> Quantity {
    let (value, interval, precision) = (
        figure.scaled(),
        figure.interval(),
        figure.scaled_precision(),
    );
    if percent(figure.unit) {
        let part = |d: Decimal| d / HUNDRED;
        return Quantity {
            value: part(value),
            interval: Interval {
                low: part(interval.low),
                high: part(interval.high),
            },
            unit: Unit::Percent,
            precisions: vec![part(precision)],
        };
    }
    let precisions = if figure.is_exact() {
        Vec::new()
    } else {
        vec![precision]
    };
    Quantity {
        value,
        interval,
        unit: figure.unit,
        precisions,
    }
}

/// The unit of a sum; none when the two cannot be added.
fn common(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        _ if a == b => Some(a),
        (Unit::Number, other) | (other, Unit::Number) if !percent(other) => Some(other),
        _ => None,
    }
}

fn combine(a: Quantity, operator: Operator, b: Quantity) -> std::result::Result<Quantity, String> {
    let overflow = || "the figures are too large".to_string();
    let differ = || format!("units differ ({} and {})", a.unit.code(), b.unit.code());
    let (value, interval, unit) = match operator {
        Operator::Plus => {
            let unit = common(a.unit, b.unit).ok_or_else(differ)?;
            (
                a.value.checked_add(b.value).ok_or_else(overflow)?,
                a.interval.plus(b.interval),
                unit,
            )
        }
        Operator::Minus => {
            let unit = common(a.unit, b.unit).ok_or_else(differ)?;
            (
                a.value.checked_sub(b.value).ok_or_else(overflow)?,
                a.interval.minus(b.interval),
                unit,
            )
        }
        Operator::Times => {
            let plain = |u: Unit| u == Unit::Number || percent(u);
            let unit = match (a.unit, b.unit) {
                (x, y) if percent(x) && percent(y) => Unit::Percent,
                (x, y) if plain(x) => {
                    if percent(y) {
                        Unit::Number
                    } else {
                        y
                    }
                }
                (x, y) if plain(y) => x,
                _ => return Err(differ()),
            };
            (
                a.value.checked_mul(b.value).ok_or_else(overflow)?,
                a.interval.times(b.interval),
                unit,
            )
        }
        Operator::Over => {
            let unit = match (a.unit, b.unit) {
                (x, y) if x == y || percent(y) && !percent(x) => {
                    if x == y {
                        Unit::Number
                    } else {
                        x
                    }
                }
                (x, Unit::Number) => x,
                (Unit::Number, _) => Unit::Number,
                _ => return Err(differ()),
            };
            let zero = || "it divides by zero".to_string();
            let value = a.value.checked_div(b.value).ok_or_else(zero)?;
            (value, a.interval.over(b.interval).ok_or_else(zero)?, unit)
        }
    };
    let mut precisions = a.precisions;
    precisions.extend(b.precisions);
    Ok(Quantity {
        value,
        interval,
        unit,
        precisions,
    })
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
