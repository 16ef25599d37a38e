//! The stages in order: the only module that names them all, and the home of all parallelism.

mod checking;
mod opening;
mod pages;
mod prose;
mod testing;

pub mod history;
pub mod store;

use crate::document::{Body, Document, Page};
use crate::error::{Error, Result};
use crate::fact::{self, Reading};
use crate::layout::flow::Flowed;
use crate::layout::lines::Laid;
use crate::layout::{self, Block, Pieces, Role};
use crate::report::drawing::Drawn;
use crate::report::words::Words;
use crate::section;
use crate::table::{self, Table};
pub use checking::{check, check_with, read_all, tests};
use opening::open;
use rayon::prelude::*;
use std::collections::BTreeSet;
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

/// Some pages of a file that was read before, as they were before any layout; none of a file without pages.
///
/// # Errors
/// When the file cannot be read again, or is not what it was.
pub fn again(path: &str, sha256: &str, numbers: &BTreeSet<u32>) -> Result<Vec<Page>> {
    guarded(path, "reading it again", || {
        let document = open(path)?;
        if document.sha256 != sha256 {
            let found = "has changed since it was checked";
            return Err(Error::new(path, found, "run the check again"));
        }
        let Body::Paged(pdf) = &document.body else {
            return Ok(Vec::new());
        };
        let numbers: Vec<usize> = numbers.iter().map(|n| *n as usize).collect();
        let pages = numbers
            .into_par_iter()
            .filter(|n| (1..=pdf.page_count()).contains(n));
        Ok(pages.map(|n| pdf.page(n - 1)).collect())
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

/// Says that code was not tested; nothing where there is none.
fn code(blocks: &[Block]) -> Option<String> {
    let count = blocks.iter().filter(|b| b.role == Role::Code).count();
    let s = if count == 1 { "" } else { "s" };
    (count > 0).then(|| format!("{count} block{s} of code: not tested"))
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
        unread: document.unread,
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
        Body::Flow(elements) => push_flow(&mut reading, layout::flow::lay_out(elements)),
        Body::Sheets(sheets) => {
            reading.sheets = sheets.iter().map(|s| s.name.clone()).collect();
            push_flow(&mut reading, layout::sheets::lay_out(sheets));
        }
        Body::Paged(pdf) => pages::read(&mut reading, *pdf),
    }
    reading.notes.extend(code(&reading.blocks));
    table::context::attach(&reading.blocks, &mut reading.tables);
    let mut labels = table::Once::default();
    for table in &mut reading.tables {
        table::headers::read(table, &mut labels);
        table::totals::mark(table);
    }
    table::context::share_rounding(&mut reading.tables);
    reading.sections = section::cut(&reading.blocks);
    let told = prose::read(&reading);
    reading.prose = told.figures;
    reading.times = told.times;
    reading.days = told.days;
    reading.claims = told.claims;
    reading.read_cells();
    reading.facts = fact::bind(&reading);
    reading
}

fn push_flow(reading: &mut Reading, flow: Vec<Flowed>) {
    for part in flow {
        match part {
            Flowed::Block(block) => reading.blocks.push(block),
            Flowed::Table(place, table) => {
                push_table(reading, table::flow::read(&table, place));
            }
        }
    }
}

fn push_table(reading: &mut Reading, table: Table) {
    let place = table.place;
    let index = reading.tables.len() as u32;
    reading.blocks.push(Block {
        role: Role::Table,
        text: table.title.clone().unwrap_or_default(),
        pieces: Pieces::of(place),
        table: Some(index),
    });
    reading.tables.push(table);
}
