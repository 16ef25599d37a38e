//! What a sentence says of the year before ("55% compared to 36% in the previous year"), against that year's report: the
//! lines of its tables, and its own sentences of the same measure.

use super::claims::{Found, Shelves, When, find};
use super::figures::{compare, shown, slip};
use super::tables::Side;
use super::{across, told};
use crate::claim::{Claim, Operand, Part};
use crate::fact::measure::Name;
use crate::figure::Period;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::rules::Context;
use std::collections::HashMap;

/// Names of fewer words are found again by chance.
const LEAST_WORDS: usize = 3;

/// The tests of the earlier values that a later report's sentences give for an earlier report's own year.
pub(super) fn tests(
    rule: &'static str,
    context: &Context<'_>,
    new: Side<'_>,
    old: Side<'_>,
) -> Vec<Test> {
    let Some(year) = old.period() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut own: Option<HashMap<Name, Vec<(u32, &Operand)>>> = None;
    for claim in &new.reading.claims {
        if new.reading.section_of(claim.block) != new.section {
            continue;
        }
        let Some(before) = claim.operand(Part::Previous) else {
            continue;
        };
        let when = before.period.or(claim.previous);
        if !when.is_some_and(|p| p.same_year(year)) {
            continue;
        }
        let in_table = of_tables(rule, context, claim, when, new, old);
        if !in_table.is_empty() {
            out.extend(in_table);
            continue;
        }
        let own = own.get_or_insert_with(|| current(old, year));
        let name = Name::of(&claim.measure);
        if name.words.len() >= LEAST_WORDS
            && let Some([(block, now)]) = own.get(&name).map(Vec::as_slice)
        {
            out.extend(of_sentence(rule, new, claim, before, old, *block, now));
        }
    }
    out
}

/// The line of a table of the earlier report that the value belongs to.
fn of_tables(
    rule: &'static str,
    context: &Context<'_>,
    claim: &Claim,
    when: Option<Period>,
    new: Side<'_>,
    old: Side<'_>,
) -> Vec<Test> {
    let mut claim = claim.clone();
    claim.operands.retain(|o| o.part == Part::Previous);
    (claim.direction, claim.direction_span) = (None, None);
    let sections = [old.section];
    let target = Shelves {
        reading: old.reading,
        shelf: old.shelf,
        sections: &sections,
    };
    let when = When {
        current: None,
        previous: when,
    };
    let sentences = context.sentences(new.reading);
    match find(new.reading, &sentences, &claim, target, when) {
        Found::Line(link) => told::tests(rule, new.reading, claim.block, old.reading, &link),
        _ => Vec::new(),
    }
}

/// What the earlier report's sentences give for its own year, by the measure's name.
fn current(old: Side<'_>, year: Period) -> HashMap<Name, Vec<(u32, &Operand)>> {
    let mut out: HashMap<Name, Vec<(u32, &Operand)>> = HashMap::new();
    for claim in &old.reading.claims {
        if old.reading.section_of(claim.block) != old.section {
            continue;
        }
        let value = claim.operand(Part::Current);
        let Some(value) = value.or_else(|| claim.operand(Part::Stated)) else {
            continue;
        };
        let when = value.period.or(claim.period);
        let name = Name::of(&claim.measure);
        if name.words.len() >= LEAST_WORDS && when.is_some_and(|p| p.same_year(year)) {
            out.entry(name).or_default().push((claim.block, value));
        }
    }
    out
}

fn of_sentence(
    rule: &'static str,
    new: Side<'_>,
    claim: &Claim,
    before: &Operand,
    old: Side<'_>,
    block: u32,
    now: &Operand,
) -> Option<Test> {
    let c = compare(&before.figure, &now.figure)?;
    let differs = matches!(c.outcome, Outcome::Differs | Outcome::UnlikelyRounding);
    let (said, own) = (shown(&before.figure), shown(&now.figure));
    Some(Test {
        rule,
        outcome: c.outcome,
        level: Level::Warning,
        message: match c.outcome {
            Outcome::NotTested => "one of the figures is only approximate".to_string(),
            _ if differs => {
                let name = across::name(old.reading);
                format!("says {said} for the year before, but {name} said {own} of its own year")
            }
            _ => format!("{said} in both"),
        },
        stated: Some(c.stated),
        computed: Some(c.other),
        cause: slip(c.stated, c.other).filter(|_| c.outcome == Outcome::Differs),
        sum: Vec::new(),
        locations: vec![
            Location::prose(new.reading, Role::Primary, claim.block, before.figure.span),
            Location::prose(old.reading, Role::Evidence, block, now.figure.span),
        ],
    })
}
