//! The range of true values that a printed figure stands for, and arithmetic on such ranges.
//!
//! This is the only place that decides whether two figures agree. The arithmetic is that of XBRL Calculations 1.1:
//! a figure `v` whose last printed digit is worth `r` stands for `[v - r/2, v + r/2]`; the two sides of a test agree
//! when their intervals meet.

use rust_decimal::{Decimal, MathematicalOps};

/// A closed interval of decimals, `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Lowest value.
    pub low: Decimal,
    /// Highest value.
    pub high: Decimal,
}

impl Interval {
    /// The interval of one value.
    pub fn exact(value: Decimal) -> Self {
        Interval {
            low: value,
            high: value,
        }
    }

    /// `value` printed to the nearest multiple of `precision`.
    pub fn rounded(value: Decimal, precision: Decimal) -> Self {
        let half = precision.abs() / Decimal::TWO;
        Interval {
            low: value.saturating_sub(half),
            high: value.saturating_add(half),
        }
    }

    /// The interval between two values, in either order.
    pub fn between(a: Decimal, b: Decimal) -> Self {
        Interval {
            low: a.min(b),
            high: a.max(b),
        }
    }

    /// Whether the two intervals share a value.
    pub fn meets(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Whether `value` lies inside.
    pub fn contains(self, value: Decimal) -> bool {
        self.low <= value && value <= self.high
    }

    /// The middle.
    pub fn middle(self) -> Decimal {
        (self.low.saturating_add(self.high)) / Decimal::TWO
    }

    /// `high - low`.
    pub fn width(self) -> Decimal {
        self.high.saturating_sub(self.low)
    }

    /// How far apart two intervals are; zero when they meet.
    pub fn gap(self, other: Interval) -> Decimal {
        (other.low.saturating_sub(self.high))
            .max(self.low.saturating_sub(other.high))
            .max(Decimal::ZERO)
    }

    /// Sum.
    #[must_use]
    pub fn plus(self, other: Interval) -> Interval {
        Interval {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Interval) -> Interval {
        Interval {
            low: self.low.saturating_sub(other.high),
            high: self.high.saturating_sub(other.low),
        }
    }

    /// Product.
    #[must_use]
    pub fn times(self, other: Interval) -> Interval {
        let corners = [
            self.low.saturating_mul(other.low),
            self.low.saturating_mul(other.high),
            self.high.saturating_mul(other.low),
            self.high.saturating_mul(other.high),
        ];
        Interval::hull(corners)
    }

    /// Quotient; none when the divisor's interval holds zero, or a corner overflows.
    pub fn over(self, other: Interval) -> Option<Interval> {
        if other.low <= Decimal::ZERO && other.high >= Decimal::ZERO {
            return None;
        }
        Some(Interval::hull([
            self.low.checked_div(other.low)?,
            self.low.checked_div(other.high)?,
            self.high.checked_div(other.low)?,
            self.high.checked_div(other.high)?,
        ]))
    }

    /// Scaled by a constant.
    #[must_use]
    pub fn scaled(self, factor: Decimal) -> Interval {
        self.times(Interval::exact(factor))
    }

    fn hull(corners: [Decimal; 4]) -> Interval {
        let mut low = corners[0];
        let mut high = corners[0];
        for c in &corners[1..] {
            low = low.min(*c);
            high = high.max(*c);
        }
        Interval { low, high }
    }
}

/// How two sides of a test compare, by printed digits and by intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal as printed.
    Agrees,
    /// Unequal as printed, but the intervals meet.
    WithinRounding,
    /// The intervals meet, yet rounding alone is an unlikely reason.
    UnlikelyRounding,
    /// The intervals do not meet.
    Differs,
}

/// Compares a stated total with a sum of parts.
///
/// `parts` are the printed precisions of the addends (0 for exact ones), used for the standard deviation of the
/// accumulated rounding error, `sqrt(sum r^2 / 12)`; a gap of more than 3.29 of them is unlikely rounding.
pub fn compare_sum(
    stated: Decimal,
    stated_interval: Interval,
    computed: Decimal,
    computed_interval: Interval,
    precisions: &[Decimal],
) -> Comparison {
    if stated == computed {
        return Comparison::Agrees;
    }
    if !stated_interval.meets(computed_interval) {
        return Comparison::Differs;
    }
    let twelve = Decimal::from(12);
    let variance = precisions.iter().fold(Decimal::ZERO, |sum, r| {
        sum.saturating_add(r.saturating_mul(*r) / twelve)
    });
    let gap = stated.saturating_sub(computed).abs();
    match variance.sqrt() {
        Some(deviation) if gap > deviation.saturating_mul(Decimal::new(329, 2)) => {
            Comparison::UnlikelyRounding
        }
        _ => Comparison::WithinRounding,
    }
}

/// Compares a stated ratio, share or percentage with the computed one: it agrees when the computed value rounds to
/// the stated digits, and only truncation explaining it is unlikely rounding.
///
/// `precision` is the worth of the stated figure's last digit.
pub fn compare_ratio(
    stated: Decimal,
    precision: Decimal,
    computed: Decimal,
    computed_interval: Interval,
) -> Comparison {
    let stated_interval = Interval::rounded(stated, precision);
    if stated_interval.contains(computed) {
        return Comparison::Agrees;
    }
    if stated_interval.meets(computed_interval) {
        return Comparison::WithinRounding;
    }
    let truncated = Interval::between(
        stated,
        stated.saturating_add(if stated.is_sign_negative() {
            -precision
        } else {
            precision
        }),
    );
    if truncated.contains(computed) {
        Comparison::UnlikelyRounding
    } else {
        Comparison::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().expect("a decimal")
    }

    #[test]
    fn rounded_parts_may_miss_a_rounded_total() {
        let parts = [d("3.3"), d("3.3"), d("3.3")];
        let r = d("0.1");
        let sum = parts
            .iter()
            .map(|p| Interval::rounded(*p, r))
            .fold(Interval::exact(Decimal::ZERO), Interval::plus);
        assert_eq!(
            compare_sum(
                d("10.0"),
                Interval::rounded(d("10.0"), r),
                d("9.9"),
                sum,
                &[r, r, r, r]
            ),
            Comparison::WithinRounding
        );
        assert_eq!(
            compare_sum(
                d("10.3"),
                Interval::rounded(d("10.3"), r),
                d("9.9"),
                sum,
                &[r, r, r, r]
            ),
            Comparison::Differs
        );
    }

    #[test]
    fn truncation_is_told_from_rounding() {
        let share = d("31") / d("82") * d("100");
        assert_eq!(
            compare_ratio(d("38"), d("1"), share, Interval::exact(share)),
            Comparison::Agrees
        );
        assert_eq!(
            compare_ratio(d("37"), d("1"), share, Interval::exact(share)),
            Comparison::UnlikelyRounding
        );
        assert_eq!(
            compare_ratio(d("36"), d("1"), share, Interval::exact(share)),
            Comparison::Differs
        );
    }

    #[test]
    fn division_by_an_interval_around_zero_is_refused() {
        assert_eq!(
            Interval::exact(d("1")).over(Interval::between(d("-1"), d("1"))),
            None
        );
    }
}
