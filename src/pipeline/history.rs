//! Documents against the store: what was published before. Cells are compared in SQL, sentences by the rules that compare
//! them between files that are given together.

use crate::document::file_name;
use crate::error::Result;
use crate::fact::Reading;
use crate::finding::message;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::language::Settings;
use crate::rules::Context;
use crate::store::file::{Across, Entry, Observation, Store};
use rust_decimal::Decimal;

/// How many documents of each organisation are looked at for sentences, the newest first.
const TEXTS: usize = 40;
/// The rules that hold sentences against those of other reports.
const OF_SENTENCES: [&str; 4] = ["comparative", "restatement", "version", "minutes-tie-out"];

/// Tests readings against the earlier and later reports of their series in a store. Gives the tests; for the documents
/// of the store that they name, readings without content are added behind those given.
///
/// # Errors
/// When the store cannot be read.
pub fn against(
    store: &Store,
    settings: &Settings,
    readings: &mut Vec<Reading>,
) -> Result<Vec<Test>> {
    let mut named: Vec<Reading> = Vec::new();
    let mut tests = sentences(store, settings, readings, &mut named)?;
    tests.extend(cells(store, readings, &mut named)?);
    readings.append(&mut named);
    Ok(tests)
}

/// The number of a document of the store, which gets the next one when it is named first.
fn number(named: &mut Vec<Reading>, given: usize, sha256: &str, path: &str) -> u32 {
    let known = named.iter().position(|r| r.sha256 == sha256);
    let at = known.unwrap_or_else(|| {
        named.push(Reading {
            document: (given + named.len()) as u32,
            path: path.to_string(),
            sha256: sha256.to_string(),
            stored: true,
            ..Reading::default()
        });
        named.len() - 1
    });
    (given + at) as u32
}

/// The sentences of what was given against those of the store's reports.
fn sentences(
    store: &Store,
    settings: &Settings,
    readings: &mut Vec<Reading>,
    named: &mut Vec<Reading>,
) -> Result<Vec<Test>> {
    let given = readings.len();
    let texts = store.texts(readings, TEXTS)?;
    for mut text in texts {
        text.document = readings.len() as u32;
        readings.push(text);
    }
    let context = Context::new(readings, settings);
    let mut out = Vec::new();
    for rule in OF_SENTENCES
        .iter()
        .filter_map(|name| crate::rules::find(name))
    {
        for mut test in rule.rule.test_together(&context) {
            let own = |l: &Location| (l.document as usize) < given;
            // What a reader checks comes first; what two given documents say to each other is tested without the store.
            if !test.locations.first().is_some_and(own) || test.locations.iter().all(own) {
                continue;
            }
            let mut first = true;
            test.locations
                .retain(|l| std::mem::take(&mut first) || !own(l));
            for l in test.locations.iter_mut().skip(1) {
                if let Some(text) = readings.get(l.document as usize) {
                    l.document = number(named, given, &text.sha256, &text.path);
                    l.prose = None;
                }
            }
            out.push(test);
        }
    }
    drop(context);
    readings.truncate(given);
    Ok(out)
}

/// The cells of what was given against those of the store's reports.
fn cells(store: &Store, readings: &[Reading], named: &mut Vec<Reading>) -> Result<Vec<Test>> {
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
                let fact = reading.fact(usize::try_from(index - start).ok()?)?;
                return Some(Location::fact(reading, role, fact.source));
            }
            Some(Location {
                role,
                document: self::number(named, readings.len(), &o.document, &o.path),
                place: crate::document::Place::at_line(o.page, o.line),
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
    Ok(tests)
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
    let (x, y): (Decimal, Decimal) = (own.value.parse().ok()?, other.value.parse().ok()?);
    let message = match outcome {
        Outcome::Differs | Outcome::UnlikelyRounding => {
            let when = own
                .period_end
                .parse()
                .map(message::date)
                .unwrap_or_default();
            let note = if restated {
                ", and the report says that earlier figures were changed"
            } else {
                ""
            };
            format!(
                "{} for the period to {when} is {}, but {} gives {}{note}",
                own.measure,
                message::number(x),
                file_name(&other.path),
                message::number(y)
            )
        }
        Outcome::NotTested => a.reason.clone().unwrap_or_default(),
        Outcome::Agrees | Outcome::WithinRounding => format!("{} in both", own.text),
    };
    Some(Test {
        rule: if restated {
            "restatement"
        } else {
            "comparative"
        },
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
