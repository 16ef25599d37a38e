//! A change between two percentages, given in percent where percentage points are meant.

use super::prose::{self, Made};
use super::{Context, Rule};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::figure::Unit;
use crate::finding::{Level, Outcome, Test};
use rust_decimal::Decimal;

pub(super) struct PercentOrPoints;
pub(super) static RULE: PercentOrPoints = PercentOrPoints;

impl Rule for PercentOrPoints {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut twin: Option<&Claim> = None;
        reading
            .all_claims()
            .filter(|c| {
                let before = twin.replace(c);
                c.kind == Kind::Change
                    && before.is_none_or(|t| t.span != c.span || t.block != c.block)
            })
            .filter_map(|c| one(reading, c))
            .collect()
    }
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let now = &claim.operand(Part::Current)?.figure;
    let before = &claim.operand(Part::Previous)?.figure;
    let change = &claim.operand(Part::Change)?.figure;
    let share = |u| u == Unit::Percent;
    if !share(now.unit)
        || !share(before.unit)
        || !matches!(change.unit, Unit::Percent | Unit::Points)
        || before.value.is_zero()
    {
        return None;
    }
    let made = Made {
        reading,
        rule: "percent-or-points",
        claim,
    };
    let evidence = [now.span, before.span];
    if ![now, before, change].into_iter().all(prose::is_plain) {
        return Some(made.not_tested("a figure is given only roughly", change.span, &evidence));
    }
    let stated = change.value.abs();
    let points = (now.value - before.value).abs();
    let percent = points / before.value.abs() * Decimal::ONE_HUNDRED;
    let near = |v: Decimal| (v - stated).abs() <= change.precision();
    let printed = made.printed(change);
    let (outcome, text, computed) = match (change.unit, near(points), near(percent)) {
        (Unit::Percent, true, false) => (
            Outcome::Differs,
            format!(
                "the change of {printed} between {} and {} is in percentage points; in percent it is {}",
                made.printed(before),
                made.printed(now),
                prose::worded(percent.round_dp(1), Unit::Percent)
            ),
            percent,
        ),
        (Unit::Points, false, true) => (
            Outcome::Differs,
            format!(
                "the change of {printed} between {} and {} is in percent; in percentage points it is {}",
                made.printed(before),
                made.printed(now),
                prose::worded(points, Unit::Points)
            ),
            points,
        ),
        (_, true, _) | (_, _, true) => (
            Outcome::Agrees,
            format!("{printed} is the change in the unit it names"),
            stated,
        ),
        // another difference: stated-change speaks of it
        _ => return None,
    };
    let mut test = made.test(outcome, Level::Note, text, change.span, &evidence);
    test.stated = Some(stated);
    test.computed = Some(computed.round_dp(2).normalize());
    Some(test)
}
