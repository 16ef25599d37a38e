//! Figures as quantities, and what operators make of two of them.

use super::formula::Operator;
use crate::figure::{Figure, Interval, Unit};
use rust_decimal::Decimal;

/// A computed quantity: its value from the printed digits, the range it stands for, and its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// Value; percentages are fractions of one here.
    pub value: Decimal,
    /// The range of true values.
    pub interval: Interval,
    /// Unit; [`Unit::Number`] also for what has none.
    pub unit: Unit,
    /// Worth of the last digit of every figure that went into it.
    pub(super) precisions: Vec<Decimal>,
}

pub(super) const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn percent(unit: Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::Points)
}

/// A printed figure as a quantity.
pub(super) fn quantity(figure: &Figure) -> Quantity {
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
pub(super) fn common(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        _ if a == b => Some(a),
        (Unit::Number, other) | (other, Unit::Number) if !percent(other) => Some(other),
        _ => None,
    }
}

/// Two quantities by an operator.
pub(super) fn combine(
    a: Quantity,
    operator: Operator,
    b: Quantity,
) -> std::result::Result<Quantity, String> {
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
