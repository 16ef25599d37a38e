//! What the rules on prose share: arithmetic on the operands of a claim, and the tests they make of it.

pub(super) mod average;
pub(super) mod base;
pub(super) mod basis;
pub(super) mod change;
pub(super) mod grim;
pub(super) mod lists;
pub(super) mod share;
pub(super) mod sign;
pub(super) mod sum;
pub(super) mod twice;
pub(super) mod words;

use crate::claim::Claim;
use crate::fact::Reading;
use crate::figure::{Figure, Hedge, Interval, Span, Unit};
use crate::finding::{Level, Location, Outcome, Role, SumLine, Test, message};
use rust_decimal::Decimal;

/// A test of a claim, first location primary.
pub(super) struct Made<'a> {
    pub reading: &'a Reading,
    pub rule: &'static str,
    pub claim: &'a Claim,
}

impl Made<'_> {
    /// The test with its locations: the primary span, then those of the other figures.
    pub(super) fn test(
        &self,
        outcome: Outcome,
        level: Level,
        message: String,
        primary: Span,
        evidence: &[Span],
    ) -> Test {
        let block = self.claim.block;
        let mut locations = vec![Location::prose(self.reading, Role::Primary, block, primary)];
        locations.extend(
            evidence
                .iter()
                .filter(|s| **s != primary)
                .map(|s| Location::prose(self.reading, Role::Evidence, block, *s)),
        );
        Test::new(self.rule, outcome, level, message, locations)
    }

    /// A test that could not be made, with its reason.
    pub(super) fn not_tested(&self, reason: &str, primary: Span, evidence: &[Span]) -> Test {
        self.test(
            Outcome::NotTested,
            Level::Note,
            reason.to_string(),
            primary,
            evidence,
        )
    }

    /// A figure as printed.
    pub(super) fn printed(&self, figure: &Figure) -> String {
        self.reading
            .block(self.claim.block)
            .map(|b| figure.span.of(&b.text).trim().to_string())
            .unwrap_or_default()
    }
}

/// One line of the arithmetic under a finding.
pub(super) fn line(label: &str, figure: String, remark: &str) -> SumLine {
    SumLine {
        label: label.to_string(),
        figure,
        remark: remark.to_string(),
    }
}

/// A number with the unit of `like`: `£1,204`, `12%`, `3 weeks`.
pub(super) fn worded(value: Decimal, unit: Unit) -> String {
    let number = message::number(value);
    match unit {
        Unit::Points => format!("{number} percentage points"),
        Unit::Times => format!("{number} times"),
        u if u.is_time() => {
            let name = u.code();
            let one = value == Decimal::ONE;
            format!(
                "{number} {}",
                if one { &name[..name.len() - 1] } else { name }
            )
        }
        unit => message::with_unit(number, unit),
    }
}

/// A computed fraction in whole percent, beside one that is printed in words: "a third".
pub(super) fn in_percent(fraction: Decimal) -> String {
    worded((fraction * Decimal::ONE_HUNDRED).round_dp(0), Unit::Percent)
}

/// A computed value in the scale and unit of a printed figure: `£3.4m`.
pub(super) fn scaled(value: Decimal, like: &Figure) -> String {
    let unscaled = value / crate::figure::scale::power_of_ten(i32::from(like.scale));
    let suffix = match like.scale {
        3 => " thousand",
        6 => " million",
        9 => " billion",
        12 => " trillion",
        _ => "",
    };
    if suffix.is_empty() {
        return worded(value, like.unit);
    }
    format!("{}{suffix}", worded(unscaled, like.unit))
}

/// The range that a figure of prose stands for; a time of whole days or weeks is taken as counted.
pub(super) fn interval(f: &Figure) -> Interval {
    if f.is_exact() || (f.unit.is_time() && f.places <= 0 && f.scale == 0) {
        Interval::exact(f.scaled())
    } else {
        f.rounded_interval()
    }
}

/// Whether a figure is stated plainly: no "about", "over" or "under".
pub(super) fn is_plain(f: &Figure) -> bool {
    f.hedge == Hedge::None
}

/// The content words that two phrases share, and how many the shorter one has.
pub(super) fn shared_words(a: &str, b: &str) -> (usize, usize) {
    let words = |t: &str| {
        let mut w: Vec<String> = t
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3)
            .map(|w| w.trim_end_matches('s').to_ascii_lowercase())
            .collect();
        w.sort();
        w.dedup();
        w
    };
    let (x, y) = (words(a), words(b));
    (
        x.iter().filter(|w| y.contains(w)).count(),
        x.len().min(y.len()),
    )
}
