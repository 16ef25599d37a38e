//! Documents against the store: what was published before.

use crate::error::Result;
use crate::fact::Reading;
use crate::finding::message::{date, number};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::file::{Across, Entry, Observation, Store};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Tests readings against the earlier and later reports of their series in a store. Gives the tests, and for the
/// documents of the store that they name readings without content, numbered behind those given.
///
/// # Errors
/// When the store cannot be read.
pub fn against(store: &Store, readings: &[Reading]) -> Result<(Vec<Test>, Vec<Reading>)> {
    let entries: Vec<Entry> = readings.iter().map(|r| Entry::of(r, Vec::new())).collect();
    store.lay_over(&entries)?;
    let mut found: Vec<Across> = Vec::new();
    store.across(|a| {
        // Two reports of the store are none of this run's, and two that are given have rules of their own.
        if (a.fact < 0) != (a.earlier < 0) {
            found.push(a);
        }
    })?;
    let mut starts: Vec<(i64, &Reading)> = Vec::new();
    let mut first = 0i64;
    for r in readings {
        starts.push((first, r));
        first += r.facts.len() as i64;
    }
    let mut stored: BTreeMap<String, Reading> = BTreeMap::new();
    let mut tests = Vec::new();
    for a in found {
        let (later, earlier) = (store.observation(a.fact)?, store.observation(a.earlier)?);
        let mut at = |fact: i64, o: &Observation, role: Role| -> Option<Location> {
            if fact < 0 {
                let index = -fact - 1;
                let i = starts
                    .partition_point(|(s, _)| *s <= index)
                    .checked_sub(1)?;
                let (start, reading) = starts.get(i)?;
                let fact = reading.facts.get(usize::try_from(index - start).ok()?)?;
                return Some(Location::fact(reading, role, fact.source));
            }
            let next = readings.len() + stored.len();
            let reading = stored.entry(o.document.clone()).or_insert_with(|| Reading {
                document: next as u32,
                path: o.path.clone(),
                sha256: o.document.clone(),
                stored: true,
                ..Reading::default()
            });
            Some(Location {
                role,
                document: reading.document,
                place: crate::document::Place {
                    page: o.page,
                    line: o.line,
                    bbox: None,
                },
                text: o.text.clone(),
                cell: Some(o.cell),
                prose: None,
            })
        };
        // What a reader checks comes first: the document given, also where it is the earlier one.
        let (own, own_fact, other, other_fact) = if a.fact < 0 {
            (&later, a.fact, &earlier, a.earlier)
        } else {
            (&earlier, a.earlier, &later, a.fact)
        };
        let (Some(primary), Some(evidence)) = (
            at(own_fact, own, Role::Primary),
            at(other_fact, other, Role::Evidence),
        ) else {
            continue;
        };
        tests.extend(test(&a, own, other, vec![primary, evidence]));
    }
    let mut stored: Vec<Reading> = stored.into_values().collect();
    stored.sort_by_key(|r| r.document);
    Ok((tests, stored))
}

fn test(
    a: &Across,
    own: &Observation,
    other: &Observation,
    locations: Vec<Location>,
) -> Option<Test> {
    let outcome = match a.outcome.as_str() {
        "agrees" => Outcome::Agrees,
        "within_rounding" => Outcome::WithinRounding,
        "unlikely_rounding" => Outcome::UnlikelyRounding,
        "differs" => Outcome::Differs,
        _ => Outcome::NotTested,
    };
    let restated = a.rule == "restatement";
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_string();
    let (x, y): (Decimal, Decimal) = (own.value.parse().ok()?, other.value.parse().ok()?);
    let message = match outcome {
        Outcome::Differs | Outcome::UnlikelyRounding => {
            let when = own.period_end.parse().map(date).unwrap_or_default();
            let note = if restated {
                ", and the report says that earlier figures were changed"
            } else {
                ""
            };
            format!(
                "{} for the period to {when} is {}, but {} gives {}{note}",
                own.measure,
                number(x),
                name(&other.path),
                number(y)
            )
        }
        Outcome::NotTested => a.reason.clone().unwrap_or_default(),
        Outcome::Agrees | Outcome::WithinRounding => format!("{} in both", own.text),
    };
    Some(Test {
        rule: "comparative",
        outcome,
        level: if restated {
            Level::Note
        } else {
            Level::Warning
        },
        message,
        stated: Some(x),
        computed: Some(y),
        cause: None,
        sum: Vec::new(),
        locations,
    })
}
