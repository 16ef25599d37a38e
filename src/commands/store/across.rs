//! `crossfoot store test`: every report of the store against the one before it.

use super::super::{output, rows};
use crate::cli::store::TestArgs;
use crate::document::{Format, Place};
use crate::error::Result;
use crate::finding::message::number;
use crate::store::file::{Answer, Observation, Store, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(super) fn run(args: &TestArgs) -> Result<ExitCode> {
    let store = Store::readable(&args.file.store)?;
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    store.across(|a| {
        let finding = matches!(a.outcome.as_str(), "differs" | "unlikely_rounding");
        *tally.entry(a.outcome.clone()).or_default() += 1;
        if finding {
            found.push(a);
        }
    })?;
    let columns = [
        "rule",
        "outcome",
        "organisation",
        "measure",
        "dimensions",
        "period to",
        "later",
        "earlier",
        "difference",
        "later report",
        "place",
        "earlier report",
        "earlier place",
    ];
    let mut answer = Answer {
        columns: columns.map(str::to_string).to_vec(),
        rows: Vec::with_capacity(found.len()),
    };
    let mut notes = 0;
    for a in &found {
        let (later, earlier) = (store.observation(a.fact)?, store.observation(a.earlier)?);
        let value = |text: &str| text.parse::<Decimal>().ok();
        let difference = value(&later.value)
            .zip(value(&earlier.value))
            .and_then(|(x, y)| x.checked_sub(y))
            .map(number);
        let place = |o: &Observation| {
            let place = Place::at_line(o.page, o.line);
            place.words(Format::of_name(&o.path))
        };
        let (later_place, earlier_place) = (place(&later), place(&earlier));
        notes += usize::from(a.rule == "restatement");
        let text = [
            a.rule.clone(),
            a.outcome.clone(),
            later.organisation,
            later.measure,
            later.dimensions,
            later.period_end,
            later.text,
            earlier.text,
            difference.unwrap_or_default(),
            later.path,
            later_place,
            earlier.path,
            earlier_place,
        ];
        answer.rows.push(text.map(Value::Text).to_vec());
    }
    answer.rows.sort_by_cached_key(|row| {
        let key: Vec<String> = [9, 10, 3, 4, 5]
            .iter()
            .filter_map(|i| row.get(*i))
            .map(Value::to_string)
            .collect();
        key
    });
    let all: usize = tally.values().sum();
    let counts: Vec<String> = tally
        .iter()
        .map(|(outcome, n)| format!("{n} {}", outcome.replace('_', " ")))
        .collect();
    output::say(&format!("{all} tests: {}", counts.join(", ")));
    let status = u8::from(answer.rows.len() > notes);
    Ok(output::deliver(args.output.as_deref(), status, |out| {
        if answer.rows.is_empty() && args.format == crate::cli::store::RowsFormat::Table {
            return writeln!(out, "nothing differs");
        }
        rows::write(out, &answer, args.format)
    }))
}
