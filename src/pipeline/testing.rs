//! Runs the rules over readings and puts what they made in order.

use super::guarded;
use crate::error::{Error, Result};
use crate::fact::Reading;
use crate::finding::coverage::{Coverage, Tally};
use crate::finding::{Location, Test};
use crate::language::Settings;
use crate::report::cited::{self, Counts, Detail};
use crate::rules::{Context, Entry, RULES};
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

/// Runs the rules. Where only findings are told, the other tests are no more than counted as soon as their rule has made
/// them; what they covered is measured before.
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
    let mut context = Context::new(readings, settings).brief(detail == Detail::Findings);
    let tally = Mutex::new(Tally::new(readings));
    let counts = Mutex::new(Counts::new());
    let one = |(reading, entry): Job<'_>, context: &Context<'_>| -> Result<Vec<Test>> {
        let path = reading.map_or("", |r| r.path.as_str());
        let made = guarded(path, &format!("the rule {}", entry.name), || {
            Ok(match reading {
                Some(reading) => entry.rule.test(reading, context),
                None => entry.rule.test_together(context),
            })
        })?;
        if let Ok(mut tally) = tally.lock() {
            tally.take(readings, &made);
        }
        Ok(match (detail, counts.lock()) {
            (Detail::Findings, Ok(mut counts)) => cited::findings(made, &mut counts),
            _ => made,
        })
    };
    let mut made: Vec<Result<Vec<Test>>> = Vec::new();
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
            Err(fault) => faults.push(fault),
        }
    }
    sort(&mut tests, readings);
    Made {
        tests,
        counts: counts.into_inner().unwrap_or_default(),
        faults,
        coverage: tally.into_inner().unwrap_or_default().coverage(readings),
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
        (None, None) => (0, location.place.line, 0),
    };
    (location.document, location.place.page, block, row, column)
}
