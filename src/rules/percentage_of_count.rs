//! A percentage beside the count and the base it is taken of.

use super::prose::{self, Made, base::Bases, grim};
use super::{Context, Rule};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::figure::interval::{Comparison, compare_ratio};
use crate::figure::{Figure, Form, Hedge, Unit};
use crate::finding::{Level, Location, Outcome, Role, Test};
use rust_decimal::Decimal;

pub(super) struct PercentageOfCount;
pub(super) static RULE: PercentageOfCount = PercentageOfCount;
const NAME: &str = "percentage-of-count";

impl Rule for PercentageOfCount {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut bases = Bases::new(reading);
        let mut tests: Vec<Test> = reading
            .claims
            .iter()
            .filter(|c| c.kind == Kind::ShareOfCount)
            .filter_map(|c| one(reading, c).or_else(|| bases.one(c)))
            .collect();
        for (t, table) in reading.tables.iter().enumerate() {
            for cell in &table.cells {
                if let Some((share, count, base)) = in_cell(cell.reading.figures(), &cell.text) {
                    let location =
                        Location::cell(reading, Role::Primary, t as u32, cell.row, cell.column);
                    tests.extend(share_test(
                        &share,
                        &count,
                        &base,
                        vec![location],
                        &cell.text,
                    ));
                }
            }
        }
        tests
    }
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let made = Made {
        reading,
        rule: NAME,
        claim,
    };
    let share = &claim.operand(Part::Share)?.figure;
    let base = claim.operand(Part::Base);
    match (claim.operand(Part::Count), base) {
        (Some(count), Some(base)) => {
            let locations = made
                .test(
                    Outcome::Agrees,
                    Level::Note,
                    String::new(),
                    share.span,
                    &[count.figure.span, base.figure.span],
                )
                .locations;
            let text = reading
                .blocks
                .get(claim.block as usize)
                .map_or("", |b| claim.span.of(&b.text));
            share_test(share, &count.figure, &base.figure, locations, text)
        }
        (None, Some(base)) => {
            if share.hedge != Hedge::None
                || base.figure.hedge != Hedge::None
                || !grim::tells(share, &base.figure)
            {
                return None;
            }
            let possible = grim::reachable(share, &base.figure);
            let (outcome, text) = if possible {
                (
                    Outcome::Agrees,
                    format!(
                        "{} of {} is a whole number of cases",
                        made.printed(share),
                        made.printed(&base.figure)
                    ),
                )
            } else {
                (
                    Outcome::Differs,
                    format!(
                        "no whole number out of {} is {}",
                        made.printed(&base.figure),
                        made.printed(share)
                    ),
                )
            };
            let mut test = made.test(
                outcome,
                Level::Warning,
                text,
                share.span,
                &[base.figure.span],
            );
            test.stated = Some(share.value);
            test.computed = grim::nearest(share, &base.figure);
            Some(test)
        }
        // the base may stand in a table
        (_, None) => None,
    }
}

/// Share, count and base of a cell such as `35% (39 of 112)` or `39/112 (35%)`.
fn in_cell(figures: &[Figure], text: &str) -> Option<(Figure, Figure, Figure)> {
    let [a, b, c] = figures else { return None };
    let (share, count, base) = match (a.unit, b.unit, c.unit) {
        (Unit::Percent, Unit::Number, Unit::Number) => (a, b, c),
        (Unit::Number, Unit::Number, Unit::Percent) => (c, a, b),
        _ => return None,
    };
    let gap = text
        .get(count.span.end as usize..base.span.start as usize)?
        .trim();
    matches!(gap, "of" | "/" | "out of" | "of the").then_some((*share, *count, *base))
}

fn share_test(
    share: &Figure,
    count: &Figure,
    base: &Figure,
    locations: Vec<Location>,
    text: &str,
) -> Option<Test> {
    let mut test = Test {
        rule: NAME,
        outcome: Outcome::NotTested,
        level: Level::Error,
        message: String::new(),
        stated: None,
        computed: None,
        cause: None,
        sum: Vec::new(),
        locations,
    };
    if base.scaled().is_zero() || !prose::is_plain(count) || !prose::is_plain(base) {
        test.message = "the count or its base is given only as a bound".to_string();
        return Some(test);
    }
    let fraction = share.form == Form::Fraction;
    let hundred = if fraction {
        Decimal::ONE
    } else {
        Decimal::ONE_HUNDRED
    };
    let computed = count.scaled() / base.scaled() * hundred;
    let range = prose::interval(count)
        .over(prose::interval(base))?
        .scaled(hundred);
    let stated = share.scaled();
    let mut comparison = compare_ratio(stated, share.scaled_precision(), computed, range);
    let holds = match share.hedge {
        Hedge::Over => Some(computed >= stated),
        Hedge::Under => Some(computed <= stated + share.scaled_precision()),
        Hedge::About => Some(
            (computed - stated).abs() <= share.scaled_precision().max(stated.abs() / Decimal::TEN),
        ),
        Hedge::None => None,
    };
    if let Some(ok) = holds {
        if !ok {
            test.message = "the percentage is given only roughly".to_string();
            return Some(test);
        }
        comparison = Comparison::Agrees;
    }
    let shown = prose::worded(
        computed.round_dp(u32::try_from(share.places.max(0)).unwrap_or(0) + 1),
        share.unit,
    );
    let printed = prose::worded(share.value, share.unit);
    let pair = format!(
        "{} of {}",
        prose::worded(count.value, count.unit),
        prose::worded(base.value, base.unit)
    );
    test.outcome = comparison.into();
    test.stated = Some(stated);
    test.computed = Some(computed.round_dp(4).normalize());
    test.message = match comparison {
        Comparison::Agrees | Comparison::WithinRounding => format!("{pair} is {printed}"),
        Comparison::UnlikelyRounding => {
            format!("{pair} is {shown}, printed as {printed}: cut off rather than rounded")
        }
        Comparison::Differs => format!("{pair} is {shown}, but {printed} is printed"),
    };
    if comparison == Comparison::UnlikelyRounding {
        test.level = Level::Warning;
    }
    if test.is_finding() {
        test.sum = vec![
            prose::line(text, pair, "printed"),
            prose::line("share", printed, "printed"),
            prose::line("share", shown, "recalculated"),
        ];
    }
    Some(test)
}
