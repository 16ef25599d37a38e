//! "Increased by £10m (8%)": the percentage against the row of a table that holds the amount of the change and the two
//! values it lies between.
//!
//! The amount, printed digit by digit in a row whose whole name the sentence says, is what links the two.

use super::figures::shown;
use crate::claim::{Claim, Direction, Kind, Part};
use crate::fact::{Fact, Reading};
use crate::figure::interval::{Comparison, compare_ratio};
use crate::figure::{Figure, Hedge, Unit};
use crate::finding::{Level, Location, Outcome, Role, SumLine, Test, message};
use crate::rules::prose::{Made, twice};
use crate::store::{Sentences, Series, Shelf};
use rust_decimal::Decimal;

/// The two values of a row and their difference.
struct Row<'a> {
    /// The value changed from, the value changed to, and the change.
    from: Fact<'a>,
    to: Fact<'a>,
    change: Fact<'a>,
}

/// The tests of all changes that give an amount and a percentage.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    shelf: &Shelf,
    sentences: &Sentences,
) -> Vec<Test> {
    let mut out: Vec<Test> = Vec::new();
    for claim in reading.claims.iter().filter(|c| c.kind == Kind::Change) {
        let Some((amount, percent)) = both(claim) else {
            continue;
        };
        // What the sentence alone shows to be wrong is told by the rule of sentences.
        let by_itself = twice::test(&Made {
            reading,
            rule,
            claim,
        });
        if by_itself.is_some_and(|t| t.is_finding()) {
            continue;
        }
        let made = row(reading, shelf, sentences, claim, amount)
            .and_then(|row| test(rule, reading, claim, percent, &row));
        // Two claims of one clause are tested once.
        if let Some(made) = made
            && out
                .last()
                .is_none_or(|l| l.locations.first() != made.locations.first())
        {
            out.push(made);
        }
    }
    out
}

/// The amount and the percentage of a change.
fn both(claim: &Claim) -> Option<(&Figure, &Figure)> {
    claim.direction?;
    let mut changes = claim
        .operands
        .iter()
        .filter(|o| o.part == Part::Change)
        .map(|o| &o.figure);
    let (a, b) = (changes.next()?, changes.next()?);
    let percent = |f: &Figure| f.unit == Unit::Percent && f.hedge == Hedge::None;
    let amount = |f: &Figure| {
        !matches!(f.unit, Unit::Percent | Unit::Points)
            && f.hedge == Hedge::None
            && f.value.mantissa().unsigned_abs() >= 100
    };
    match changes.next() {
        None if amount(a) && percent(b) => Some((a, b)),
        None if percent(a) && amount(b) => Some((b, a)),
        _ => None,
    }
}

/// The one row that the sentence names in full and that holds the amount as the difference of two others.
fn row<'a>(
    reading: &'a Reading,
    shelf: &Shelf,
    sentences: &Sentences,
    claim: &Claim,
    amount: &Figure,
) -> Option<Row<'a>> {
    let text = &reading.blocks.get(claim.block as usize)?.text;
    let (number, span) = sentences.at(claim.block, claim.span.start)?;
    let sentence = sentences.name(number, span.of(text));
    let section = reading.section_of(claim.block);
    let mut found: Option<Row<'a>> = None;
    for series in shelf
        .sharing(sentence)
        .into_iter()
        .filter_map(|i| shelf.series.get(i as usize))
        .filter(|s| s.section == section && !s.name().words.is_empty())
        .filter(|s| s.name().words.iter().all(|w| sentence.has(w)))
    {
        if let Some(row) = triple(reading, series, claim.direction?, amount) {
            let other = found.as_ref().is_some_and(|f| {
                f.from.figure.value != row.from.figure.value
                    || f.to.figure.value != row.to.figure.value
            });
            if other {
                return None;
            }
            found = Some(row);
        }
    }
    found
}

fn triple<'a>(
    reading: &'a Reading,
    series: &Series,
    direction: Direction,
    amount: &Figure,
) -> Option<Row<'a>> {
    let facts: Vec<Fact<'_>> = reading
        .facts_of(&series.facts)
        .take(24)
        .filter(|f| f.figure.unit != Unit::Percent)
        .collect();
    let change = *facts
        .iter()
        .find(|f| f.figure.value.abs() == amount.value.abs())?;
    let gap = change.figure.rounded_interval();
    let magnitude = |i: crate::figure::Interval| {
        if i.high < Decimal::ZERO {
            i.scaled(Decimal::NEGATIVE_ONE)
        } else {
            i
        }
    };
    let mut found = None;
    for high in &facts {
        for low in &facts {
            let (h, l) = (&high.figure, &low.figure);
            if l.value <= Decimal::ZERO || h.value <= l.value || h.scale != l.scale {
                continue;
            }
            let between = h.rounded_interval().minus(l.rounded_interval());
            if !between.meets(magnitude(gap)) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            let (from, to) = match direction {
                Direction::Up => (*low, *high),
                Direction::Down => (*high, *low),
                Direction::Level => return None,
            };
            found = Some(Row { from, to, change });
        }
    }
    found
}

fn test(
    rule: &'static str,
    reading: &Reading,
    claim: &Claim,
    percent: &Figure,
    row: &Row<'_>,
) -> Option<Test> {
    let held = |base: &Figure| {
        let change = &row.change.figure;
        let computed = change.value.abs().checked_div(base.value)? * Decimal::ONE_HUNDRED;
        let low = change.rounded_interval();
        let range = if low.high < Decimal::ZERO {
            low.scaled(Decimal::NEGATIVE_ONE)
        } else {
            low
        };
        let range = range
            .over(base.rounded_interval())?
            .scaled(Decimal::ONE_HUNDRED);
        let stated = percent.value.abs();
        Some((
            compare_ratio(stated, percent.precision(), computed, range),
            computed.round_dp(percent.places.max(0).unsigned_abs().into()),
        ))
    };
    let (comparison, computed) = held(row.from.figure)?;
    let (other, _) = held(row.to.figure)?;
    let wrong_base = comparison == Comparison::Differs && other == Comparison::Agrees;
    let outcome = match comparison {
        // Another percentage altogether may speak of another base.
        Comparison::Differs if !wrong_base => Outcome::NotTested,
        c => c.into(),
    };
    let number = |f: Fact<'_>| message::number(f.figure.value);
    let message = match outcome {
        Outcome::NotTested => "the percentage may have a base that is not in the table".to_string(),
        Outcome::Differs => format!(
            "the change of {} is given as {}, but from {} to {} it is {computed}%",
            number(row.change),
            shown(percent),
            number(row.from),
            number(row.to)
        ),
        _ => format!("{} of {}", shown(percent), number(row.from)),
    };
    let line = |label: &str, figure: String, remark: &str| SumLine {
        label: label.to_string(),
        figure,
        remark: remark.to_string(),
    };
    let cell = |f: Fact<'_>| Location::fact(reading, Role::Evidence, f.source);
    Some(Test {
        rule,
        outcome,
        level: if outcome == Outcome::Differs {
            Level::Error
        } else {
            Level::Note
        },
        message,
        stated: Some(percent.value.abs()),
        computed: Some(computed),
        cause: wrong_base.then(|| "it is the change over the later value".to_string()),
        sum: if wrong_base {
            vec![
                line("earlier value", number(row.from), ""),
                line("later value", number(row.to), ""),
                line("change", shown(percent), "printed"),
                line("change", format!("{computed}%"), "recalculated"),
            ]
        } else {
            Vec::new()
        },
        locations: vec![
            Location::prose(reading, Role::Primary, claim.block, percent.span),
            cell(row.from),
            cell(row.to),
            cell(row.change),
        ],
    })
}
