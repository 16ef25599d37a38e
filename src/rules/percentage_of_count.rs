//! A percentage beside the count and the base it is taken of.

use super::prose::share::{NAME, share_test};
use super::prose::{Made, base::Bases, grim, words};
use super::{Context, Rule, Stage};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::figure::{Figure, Hedge, Unit};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::table::Cell;

pub(super) struct PercentageOfCount;

pub(super) static RULE: PercentageOfCount = PercentageOfCount;

impl Rule for PercentageOfCount {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let mut bases = Bases::new(reading, context);
        let mut tests: Vec<Test> = reading
            .all_claims()
            .filter(|c| c.kind == Kind::ShareOfCount)
            .filter_map(|c| one(reading, c).or_else(|| bases.one(c)))
            .collect();
        tests.extend(words::tests(reading));
        for (t, table) in reading.tables.iter().enumerate() {
            for cell in &table.cells {
                if let Some((share, count, base)) = in_cell(cell) {
                    let location =
                        Location::cell(reading, Role::Primary, t as u32, cell.row, cell.column);
                    let between = between(&cell.text, &count, &base);
                    tests.extend(share_test(
                        &share,
                        (&count, between, &base),
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
            let block = reading.block(claim.block).map_or("", |b| &b.text);
            let (count, base) = (&count.figure, &base.figure);
            if is_fraction(block, base) {
                return None;
            }
            let between = between(block, count, base);
            share_test(
                share,
                (count, between, base),
                locations,
                claim.span.of(block),
            )
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
fn in_cell(cell: &Cell) -> Option<(Figure, Figure, Figure)> {
    let [a, b, c] = cell.reading.figures() else {
        return None;
    };
    let (share, count, base) = match (a.unit, b.unit, c.unit) {
        (Unit::Percent, Unit::Number, Unit::Number) => (a, b, c),
        (Unit::Number, Unit::Number, Unit::Percent) => (c, a, b),
        _ => return None,
    };
    matches!(
        between(&cell.text, count, base),
        "of" | "/" | "out of" | "of the"
    )
    .then_some((*share, *count, *base))
}

/// Whether count and base are a fraction of a number behind them: "one sixteenth of one percent (1/16 of 1%)".
fn is_fraction(text: &str, base: &Figure) -> bool {
    let behind = text.get(base.span.end as usize..).unwrap_or("");
    let number = behind.trim_start().strip_prefix("of ");
    number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()) || n.starts_with("one per"))
}

/// The words between a count and its base; none when the base stands first.
fn between<'t>(text: &'t str, count: &Figure, base: &Figure) -> &'t str {
    text.get(count.span.end as usize..base.span.start as usize)
        .unwrap_or("")
        .trim()
}
