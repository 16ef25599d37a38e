//! Reading and testing many files, alone or beside each other, and what came of it.

use super::{history, read, testing};
use crate::error::{Error, Result};
use crate::fact::{Facts, Reading};
use crate::finding::{Test, coverage};
use crate::language::{Settings, apply, resolve};
use crate::report::Outcome;
use crate::report::cited::{self, Detail};
use crate::rules::RULES;
use rayon::prelude::*;

/// Reads files in parallel: those that could be read, numbered in the order given, and why the others could not.
pub fn read_all(paths: &[String], done: &(dyn Fn() + Sync)) -> (Vec<Reading>, Vec<Error>) {
    let read: Vec<Result<Reading>> = paths
        .par_iter()
        .enumerate()
        .map(|(i, p)| {
            let reading = read(i as u32, p);
            done();
            reading
        })
        .collect();
    let (mut readings, mut failures) = (Vec::new(), Vec::new());
    for r in read {
        match r {
            Ok(mut reading) => {
                reading.document = readings.len() as u32;
                readings.push(reading);
            }
            Err(e) => failures.push(e),
        }
    }
    (readings, failures)
}

/// Reads and tests files; with `each`, every file on its own, and then only what a report of so much `detail` needs is
/// kept of a file once its tests are made. `done` is called after each file that was read.
pub fn check(
    paths: &[String],
    settings: &Settings,
    each: bool,
    detail: Detail,
    done: &(dyn Fn() + Sync),
) -> Outcome {
    check_with(paths, settings, each, detail, None, done)
}

/// As [`check`], and also against the reports of a store; then everything has to be kept.
pub fn check_with(
    paths: &[String],
    settings: &Settings,
    each: bool,
    detail: Detail,
    history: Option<&crate::store::file::Store>,
    done: &(dyn Fn() + Sync),
) -> Outcome {
    let mut outcome = if each {
        check_each(paths, settings, detail, done)
    } else {
        let (readings, failures) = read_all(paths, done);
        // Against a store coverage is measured anew, over the tests of both.
        let kept = match history {
            Some(_) => Detail::Everything,
            None => detail,
        };
        let made = testing::run(&readings, settings, each, kept);
        Outcome {
            coverage: made.coverage,
            failures: failures.into_iter().chain(made.faults).collect(),
            readings,
            tests: made.tests,
            counts: made.counts,
            ..Outcome::default()
        }
    };
    if let Some(store) = history {
        match history::against(store, settings, &mut outcome.readings) {
            Ok(made) => {
                let given = outcome.readings.iter().filter(|r| !r.stored).count();
                outcome.tests.extend(made);
                outcome.coverage = coverage::measure(&outcome.readings[..given], &outcome.tests);
                testing::sort(&mut outcome.tests, &outcome.readings);
            }
            Err(e) => outcome.failures.push(e),
        }
    }
    let applied = apply::apply(settings, &outcome.readings, outcome.tests);
    let names: Vec<&str> = RULES.iter().map(|e| e.name).collect();
    let (remarks, idle) = resolve::unmatched(settings, &outcome.readings);
    outcome.idle_rules = (idle, settings.identities.len());
    outcome.remarks = apply::unused(settings, &applied, &names);
    outcome.remarks.extend(remarks);
    outcome.accepted = applied
        .accepted
        .into_iter()
        .map(|(t, i)| (t, settings.accepted[i].clone()))
        .collect();
    outcome.tests = applied.tests;
    outcome
}

/// Every file on its own, as if it were the only one.
fn check_each(
    paths: &[String],
    settings: &Settings,
    detail: Detail,
    done: &(dyn Fn() + Sync),
) -> Outcome {
    let checked: Vec<_> = paths
        .par_iter()
        .map(|path| {
            let reading = read(0, path);
            done();
            let readings = [reading?];
            let made = testing::run(&readings, settings, true, detail);
            let [mut reading] = readings;
            if detail == Detail::Findings {
                cited::keep(&mut reading, &made.tests);
                // Which measures there are is told of formulas that found none.
                if settings.identities.is_empty() {
                    reading.facts = Facts::default();
                    reading.claims = Vec::new();
                }
            }
            Ok((reading, made))
        })
        .collect();
    let mut outcome = Outcome::default();
    let mut faults = Vec::new();
    for file in checked {
        match file {
            Ok((mut reading, mut made)) => {
                reading.document = outcome.readings.len() as u32;
                for location in made.tests.iter_mut().flat_map(|t| &mut t.locations) {
                    location.document = reading.document;
                }
                outcome.coverage.figures += made.coverage.figures;
                outcome.coverage.tested += made.coverage.tested;
                outcome.readings.push(reading);
                outcome.tests.extend(made.tests);
                for (test, n) in made.counts {
                    *outcome.counts.entry(test).or_default() += n;
                }
                faults.extend(made.faults);
            }
            Err(e) => outcome.failures.push(e),
        }
    }
    outcome.failures.extend(faults);
    outcome
}

/// Runs every rule over every reading.
pub fn tests(readings: &[Reading], settings: &Settings, each: bool) -> Vec<Test> {
    testing::run(readings, settings, each, Detail::Everything).tests
}
