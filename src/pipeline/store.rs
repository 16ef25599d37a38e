//! Files to entries of the store: read in parallel, handed over in the order given.

use super::{guarded, tests, understand};
use crate::document;
use crate::error::{Error, Result};
use crate::finding::Test;
use crate::language::{Settings, apply};
use crate::store::file::{Entry, TestRow};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::mpsc::sync_channel;

/// What became of one file.
pub enum Read {
    /// It was read and its rules were run.
    Entry(Box<Entry>),
    /// Its bytes are known already; it was not read.
    Known,
    /// It cannot be read.
    Failed(Error),
}

/// Files that are read together: enough for all cores, few enough to be held in memory beside those being written.
const TOGETHER: usize = 64;

/// Reads files and hands them to `sink` in their order, while the next ones are being read. Ends when `sink` fails.
///
/// # Errors
/// That of `sink`.
pub fn entries(
    paths: &[String],
    settings: &Settings,
    known: &HashSet<String>,
    mut sink: impl FnMut(&str, Read) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (give, take) = sync_channel::<Vec<Read>>(1);
        scope.spawn(move || {
            for chunk in paths.chunks(TOGETHER) {
                let read: Vec<Read> = chunk
                    .par_iter()
                    .map(|path| entry(path, settings, known))
                    .collect();
                // Nobody takes them any more: the sink failed.
                if give.send(read).is_err() {
                    break;
                }
            }
        });
        let mut paths = paths.iter();
        while let Ok(chunk) = take.recv() {
            for (read, path) in chunk.into_iter().zip(&mut paths) {
                sink(path, read)?;
            }
        }
        Ok(())
    })
}

/// One file with its own tests.
fn entry(path: &str, settings: &Settings, known: &HashSet<String>) -> Read {
    let read = guarded(path, "reading it", || {
        let bytes = super::opening::bytes(path)?;
        if known.contains(&document::sha256(&bytes)) {
            return Ok(Read::Known);
        }
        let reading = understand(0, document::open(path, bytes)?);
        let readings = [reading];
        let made = tests(&readings, settings, true);
        let applied = apply::apply(settings, &readings, made);
        let [reading] = &readings;
        let tests = applied.tests.iter().map(row).collect();
        Ok(Read::Entry(Box::new(Entry::of(reading, tests))))
    });
    read.unwrap_or_else(Read::Failed)
}

fn row(test: &Test) -> TestRow {
    let at = test.locations.first();
    TestRow {
        rule: test.rule,
        outcome: test.outcome.name(),
        level: test.level.name(),
        finding: test.is_finding(),
        message: test.message.clone(),
        stated: test.stated.map(|d| d.normalize().to_string()),
        computed: test.computed.map(|d| d.normalize().to_string()),
        cause: test.cause.clone(),
        text: at.map(|l| l.text.clone()).unwrap_or_default(),
        place: at.map(|l| l.place).unwrap_or_default(),
    }
}
