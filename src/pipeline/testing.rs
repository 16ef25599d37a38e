//! Runs the rules over readings and puts what they made in order.

use super::guarded;
use crate::error::{Error, Result};
use crate::fact::Reading;
use crate::finding::coverage::{Coverage, Tally};
use crate::finding::{Location, Test};
use crate::language::Settings;
use crate::report::cited::{self, Counts, Detail};
use crate::rules::{Context, Entry, RULES, Stage, Tables};
use rayon::prelude::*;
use std::sync::Mutex;

/// What the rules made of readings.
pub(super) struct Made {
    /// In the order of findings.
    pub tests: Vec<Test>,
    /// The tests that a report of findings only counts.
    pub counts: Counts,
    /// The rules that failed inside: a fault of ours in one rule costs that rule's tests on one document, and is said,
    /// never the run.
    pub faults: Vec<Error>,
    /// Figures read and figures tested.
    pub coverage: Coverage,
}

/// A run of the rules over readings, and what it counts on the way.
struct Run<'a> {
    readings: &'a [Reading],
    detail: Detail,
    tally: Mutex<Tally>,
    counts: Mutex<Counts>,
}

impl Run<'_> {
    /// What a part of the run made. Where only findings are told, the other tests are no more than counted; what they
    /// covered is measured before.
    fn made(&self, path: &str, what: &str, work: impl FnOnce() -> Vec<Test>) -> Result<Vec<Test>> {
        let made = guarded(path, what, || Ok(work()))?;
        if let Ok(mut tally) = self.tally.lock() {
            tally.take(self.readings, &made);
        }
        Ok(match (self.detail, self.counts.lock()) {
            (Detail::Findings, Ok(mut counts)) => cited::findings(made, &mut counts),
            _ => made,
        })
    }

    /// What the rules of tables made of a reading, stretch by stretch.
    fn of_tables(&self, reading: &Reading) -> Vec<Result<Vec<Test>>> {
        let path = reading.path.as_str();
        let brief = self.detail == Detail::Findings;
        let tables = match guarded(path, SEARCH, || Ok(Tables::of(reading, brief))) {
            Ok(tables) => tables,
            Err(fault) => return vec![Err(fault)],
        };
        let rules = || RULES.iter().filter(|e| e.rule.stage() == Stage::Tables);
        let stretch = |stretch| match guarded(path, SEARCH, || Ok(tables.work(stretch))) {
            Ok(worked) => rules()
                .map(|e| self.made(path, &named(e), || e.rule.test_tables(&worked)))
                .collect(),
            Err(fault) => vec![Err(fault)],
        };
        let stretches = tables.stretches().into_par_iter();
        stretches.flat_map_iter(stretch).collect()
    }
}

/// What is told to have failed where the relations of tables cannot be found.
const SEARCH: &str = "the search of tables";

/// The same where a rule fails.
fn named(entry: &Entry) -> String {
    format!("the rule {}", entry.name)
}

/// Runs the rules.
pub(super) fn run(readings: &[Reading], settings: &Settings, each: bool, detail: Detail) -> Made {
    type Job<'a> = (Option<&'a Reading>, &'a Entry);
    let single = readings
        .iter()
        .flat_map(|r| RULES.iter().map(move |e| (Some(r), e)));
    let together = RULES.iter().filter(|_| !each).map(|e| (None, e));
    // What rules share is large: those that share one thing run together, and then it goes.
    let mut stages: [Vec<Job<'_>>; 3] = Default::default();
    for job in single.chain(together) {
        stages[job.1.rule.stage() as usize].push(job);
    }
    let run = Run {
        readings,
        detail,
        tally: Mutex::new(Tally::new(readings)),
        counts: Mutex::new(Counts::new()),
    };
    let mut context = Context::new(readings, settings);
    let one = |(reading, entry): Job<'_>, context: &Context<'_>| {
        let path = reading.map_or("", |r| r.path.as_str());
        run.made(path, &named(entry), || match reading {
            Some(reading) => entry.rule.test(reading, context),
            None => entry.rule.test_together(context),
        })
    };
    let mut made: Vec<Result<Vec<Test>>> = Vec::new();
    made.par_extend(readings.par_iter().flat_map(|r| run.of_tables(r)));
    for jobs in stages {
        made.par_extend(jobs.into_par_iter().map(|job| one(job, &context)));
        context.forget();
    }
    drop(context);
    let mut tests = Vec::with_capacity(made.iter().flatten().map(Vec::len).sum());
    let mut faults = Vec::new();
    for made in made {
        match made {
            Ok(made) => tests.extend(made),
            // A rule may fail on one stretch of tables after the other.
            Err(fault) if faults.contains(&fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    sort(&mut tests, readings);
    Made {
        tests,
        counts: run.counts.into_inner().unwrap_or_default(),
        faults,
        coverage: run
            .tally
            .into_inner()
            .unwrap_or_default()
            .coverage(readings),
    }
}

/// Puts tests in the order of findings.
pub(super) fn sort(tests: &mut [Test], readings: &[Reading]) {
    let table_blocks: Vec<Vec<u32>> = readings.iter().map(table_blocks).collect();
    tests.sort_by_cached_key(|t| {
        let primary = t.locations.first();
        (primary.map(|l| position(l, &table_blocks)), t.rule)
    });
}

/// The block of each table.
fn table_blocks(reading: &Reading) -> Vec<u32> {
    let mut blocks = vec![0; reading.tables.len()];
    for (i, block) in reading.blocks.iter().enumerate() {
        if let Some(at) = block.table.and_then(|t| blocks.get_mut(t as usize)) {
            *at = i as u32;
        }
    }
    blocks
}

/// The order of findings: document, page, position on it.
fn position(location: &Location, table_blocks: &[Vec<u32>]) -> (u32, u32, u32, u32, u32) {
    let (block, row, column) = match (location.cell, location.prose) {
        (Some((table, row, column)), _) => {
            let blocks = table_blocks.get(location.document as usize);
            (
                blocks
                    .and_then(|b| b.get(table as usize))
                    .copied()
                    .unwrap_or(0),
                row,
                column,
            )
        }
        (None, Some((block, span))) => (block, span.start, span.end),
        (None, None) => (0, location.place.line(), 0),
    };
    (location.document, location.place.page, block, row, column)
}
