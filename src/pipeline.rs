//! The stages in order: the only file that names them all, and the home of all parallelism.

pub mod store;

use crate::document::{self, Body, Document, Page};
use crate::error::{Error, Result};
use crate::fact::{self, Reading};
use crate::finding::{Location, Test, coverage};
use crate::language::{Settings, apply, resolve};
use crate::layout::lines::Laid;
use crate::layout::{self, Block, Role};
use crate::report::Outcome;
use crate::report::drawing::Drawn;
use crate::report::words::Words;
use crate::rules::{Context, Entry, RULES};
use crate::table::read::Found;
use crate::table::{self, Table};
use crate::{claim, section};
use rayon::prelude::*;
use std::io::ErrorKind;
use std::panic::AssertUnwindSafe;

/// Reads one file through all stages.
///
/// # Errors
/// When the file cannot be read, with what was found and what to do. A panic while reading it is the last resort of
/// the same kind: it costs this file, not the run.
pub fn read(index: u32, path: &str) -> Result<Reading> {
    guarded(path, "reading it", || Ok(understand(index, open(path)?)))
}

/// The words of one file, before any layout; with `only`, those of one page.
///
/// # Errors
/// When the file cannot be read.
pub fn words(path: &str, only: Option<u32>) -> Result<Words> {
    guarded(path, "reading it", || {
        let document = open(path)?;
        document.has_page(only)?;
        Ok(Words::of(&document, only))
    })
}

/// One file through all stages, with its pages, or one of them, as they were before any layout.
///
/// # Errors
/// When the file cannot be read, or has no such page, or no pages at all.
pub fn drawn(index: u32, path: &str, only: Option<u32>) -> Result<Drawn> {
    guarded(path, "reading it", || {
        let document = open(path)?;
        document.has_page(only)?;
        let Body::Paged(pdf) = &document.body else {
            let advice = "drawings are made of PDF files; use another --format";
            return Err(Error::new(path, "has no pages to draw", advice));
        };
        let pages: Vec<Page> = (0..pdf.page_count())
            .into_par_iter()
            .filter(|i| only.is_none_or(|n| n as usize == i + 1))
            .map(|i| pdf.page(i))
            .collect();
        Ok((understand(index, document), pages))
    })
}

/// Work on many files at once; what came of each, in their order.
pub fn each<T: Send>(
    paths: &[String],
    work: impl Fn(u32, &str) -> Result<T> + Sync,
) -> Vec<Result<T>> {
    paths
        .par_iter()
        .enumerate()
        .map(|(i, p)| work(i as u32, p))
        .collect()
}

fn open(path: &str) -> Result<Document> {
    document::open(path, bytes(path)?)
}

fn bytes(path: &str) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| {
        let found = match e.kind() {
            ErrorKind::NotFound => "there is no such file".to_string(),
            ErrorKind::PermissionDenied => "permission to read it is denied".to_string(),
            _ => format!("cannot be read ({e})"),
        };
        Error::new(path, found, "check the path and its permissions")
    })
}

/// Turns a panic into an error of one file. What is behind it is a fault of ours, so the message asks for a report.
fn guarded<T>(path: &str, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(|s| (*s).to_string());
        let words = words
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let found = format!("{what} failed inside Crossfoot ({words})");
        Err(Error::new(
            path,
            found,
            "please report this, with the file if it may be shared",
        ))
    })
}

/// An opened document through all further stages.
pub fn understand(index: u32, document: Document) -> Reading {
    let mut reading = Reading {
        document: index,
        path: document.path,
        sha256: document.sha256,
        format: Some(document.format),
        title: document.title,
        notes: document.notes,
        ..Reading::default()
    };
    match document.body {
        Body::Lines(lines) => {
            for laid in layout::lines::lay_out(&lines, document.format) {
                match laid {
                    Laid::Block(block) => reading.blocks.push(block),
                    Laid::Region {
                        delimiter,
                        lines: region,
                    } => {
                        let table = table::delimited::from_lines(&lines, &region, delimiter);
                        push_table(&mut reading, table);
                    }
                }
            }
        }
        Body::Grid(grid) => push_table(&mut reading, table::delimited::from_grid(&grid)),
        Body::Paged(pdf) => read_pages(&mut reading, &pdf),
    }
    table::context::attach(&reading.blocks, &mut reading.tables);
    for table in &mut reading.tables {
        table::headers::read(table);
        table::totals::mark(table);
    }
    reading.sections = section::cut(&reading.blocks);
    let told = claim::find(&reading.blocks, |block| {
        reading
            .sections
            .get(reading.section_of(block) as usize)
            .and_then(|s| s.period)
    });
    reading.prose = told.figures;
    reading.times = told.times;
    reading.days = told.days;
    reading.claims = told.claims;
    reading.read_cells();
    reading.facts = fact::bind(&reading);
    reading
}

fn push_table(reading: &mut Reading, table: Table) {
    let place = table.place;
    let index = reading.tables.len() as u32;
    reading.blocks.push(Block {
        role: Role::Table,
        text: table.title.clone().unwrap_or_default(),
        pieces: vec![layout::Piece { start: 0, place }],
        table: Some(index),
    });
    reading.tables.push(table);
}

/// Pages in parallel, each laid out and its tables read before its words are dropped; then what looks across pages.
fn read_pages(reading: &mut Reading, pdf: &document::pdf::Pdf) {
    let pages: Vec<_> = (0..pdf.page_count())
        .into_par_iter()
        .map(|i| {
            let page = pdf.page(i);
            let mut laid = layout::page::lay_out(&page);
            let found: Vec<Found> = laid
                .regions
                .iter()
                .map(|r| table::read::region(&page, r))
                .collect();
            layout::page::return_words(&page, &mut laid, |i| match found[i] {
                Found::Table(_) => None,
                Found::Chart => Some(Role::Chart),
                Found::Prose => Some(Role::Paragraph),
            });
            let tables: Vec<Option<Table>> = found
                .into_iter()
                .map(|f| match f {
                    Found::Table(t) => Some(*t),
                    Found::Chart | Found::Prose => None,
                })
                .collect();
            let said = (page.troubles, page.remarks);
            (page.number, said, laid, tables)
        })
        .collect();
    reading.pages = pages.len() as u32;
    reading.unread.extend(pdf.losses().iter().cloned());
    let mut numbers = Vec::with_capacity(pages.len());
    let mut layouts = Vec::with_capacity(pages.len());
    let mut tables_of = Vec::with_capacity(pages.len());
    let mut troubles = document::Troubles::default();
    for (number, (said, remarks), laid, tables) in pages {
        said.into_iter().for_each(|t| troubles.add(number, t));
        let noted = |r| format!("page {number}: {r}");
        reading.notes.extend(remarks.into_iter().map(noted));
        numbers.push(number);
        layouts.push(laid);
        tables_of.push(tables);
    }
    reading.unread.extend(troubles.into_lines());
    layout::page::across(&mut layouts);
    let mut found = Vec::new();
    for ((number, laid), tables) in numbers.iter().zip(&layouts).zip(tables_of) {
        for (region, table) in laid.regions.iter().zip(tables) {
            if let Some(table) = table {
                found.push(table::continued::PageTable {
                    page: *number,
                    after: region.after,
                    first: false,
                    titled: false,
                    last: false,
                    noted: false,
                    table,
                });
            }
        }
    }
    mark_ends(&numbers, &layouts, &mut found);
    let mut parts = table::continued::join(found);
    table::beside::join(&mut parts);
    let mut tables = parts.into_iter().flatten().peekable();
    for (number, laid) in numbers.into_iter().zip(layouts) {
        for (i, block) in laid.blocks.into_iter().enumerate() {
            while let Some(t) = tables.next_if(|t| t.page == number && t.after as usize <= i) {
                push_table(reading, t.table);
            }
            reading.blocks.push(block);
        }
        while let Some(t) = tables.next_if(|t| t.page == number) {
            push_table(reading, t.table);
        }
    }
}

/// Tells which tables begin or end the content of their page: only those can run over a page break.
fn mark_ends(
    numbers: &[u32],
    layouts: &[layout::page::PageLayout],
    tables: &mut [table::continued::PageTable],
) {
    let pages: Vec<u32> = tables.iter().map(|t| t.page).collect();
    // What stands above the table before this one.
    let mut before: Vec<&str> = Vec::new();
    for (i, t) in tables.iter_mut().enumerate() {
        let Some(laid) = numbers
            .binary_search(&t.page)
            .ok()
            .and_then(|k| layouts.get(k))
        else {
            continue;
        };
        let content = |b: &Block| !matches!(b.role, Role::Furniture | Role::Hidden | Role::Chart);
        let after = (t.after as usize).min(laid.blocks.len());
        let alone_above = i == 0 || pages[i - 1] != t.page;
        let alone_below = pages.get(i + 1) != Some(&t.page);
        t.first = alone_above && !laid.blocks[..after].iter().any(content);
        t.last = alone_below && !laid.blocks[after..].iter().any(content);
        let note =
            |b: &Block| !content(b) || b.role == Role::Note || layout::lines::is_note(&b.text);
        t.noted = !t.last && alone_below && laid.blocks[after..].iter().all(note);
        let titles: Vec<&str> = laid.blocks[..after]
            .iter()
            .filter(|b| content(b))
            .map(|b| b.text.as_str())
            .collect();
        t.titled = alone_above && !titles.is_empty() && titles.len() <= 3 && before == titles;
        before = titles;
    }
}

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

/// Reads and tests files; with `each`, every file on its own. `done` is called after each file that was read.
pub fn check(
    paths: &[String],
    settings: &Settings,
    each: bool,
    done: &(dyn Fn() + Sync),
) -> Outcome {
    let (readings, failures) = read_all(paths, done);
    let mut outcome = Outcome {
        readings,
        failures,
        ..Outcome::default()
    };
    let (tests, faults) = tests_and_faults(&outcome.readings, settings, each);
    outcome.failures.extend(faults);
    outcome.coverage = coverage::measure(&outcome.readings, &tests);
    let applied = apply::apply(settings, &outcome.readings, tests);
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

/// Runs every rule over every reading.
pub fn tests(readings: &[Reading], settings: &Settings, each: bool) -> Vec<Test> {
    tests_and_faults(readings, settings, each).0
}

/// Every test, and the rules that failed inside: a fault of ours in one rule costs that rule's tests on one document,
/// and is said, never the run.
fn tests_and_faults(
    readings: &[Reading],
    settings: &Settings,
    each: bool,
) -> (Vec<Test>, Vec<Error>) {
    let context = Context::new(readings, settings);
    let single = readings
        .iter()
        .flat_map(|r| RULES.iter().map(move |e| (Some(r), e)));
    let together = RULES.iter().filter(|_| !each).map(|e| (None, e));
    let jobs: Vec<(Option<&Reading>, &Entry)> = single.chain(together).collect();
    let made: Vec<Result<Vec<Test>>> = jobs
        .into_par_iter()
        .map(|(reading, entry)| {
            let path = reading.map_or("", |r| r.path.as_str());
            guarded(path, &format!("the rule {}", entry.name), || {
                Ok(match reading {
                    Some(reading) => entry.rule.test(reading, &context),
                    None => entry.rule.test_together(&context),
                })
            })
        })
        .collect();
    let mut tests = Vec::new();
    let mut faults = Vec::new();
    for made in made {
        match made {
            Ok(made) => tests.extend(made),
            Err(fault) => faults.push(fault),
        }
    }
    let table_blocks: Vec<Vec<u32>> = readings.iter().map(table_blocks).collect();
    tests.sort_by_cached_key(|t| {
        let primary = t.locations.first();
        (primary.map(|l| position(l, &table_blocks)), t.rule)
    });
    (tests, faults)
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
