//! A workbook for auditors: summary, findings, the ledger (tick and tie: every test with its figures, its arithmetic as
//! live formulas), facts, and what was not tested. Made of the tests alone, without a clock: the same run, the same bytes.

mod cells;
mod facts;
mod findings;
mod format;
mod ledger;
mod sheet;
mod summary;
mod sums;
mod untested;
mod working;

use super::Outcome;
use super::told::told;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{ROWS, Styles};
use std::io::{self, Write};

/// Seconds from 1970 to the day that stands in a workbook nobody gave a date: 1 January 2000.
const NO_DATE: i64 = 946_684_800;

/// Writes the workbook; `created`, in seconds from 1970, is the date in its properties.
///
/// # Errors
/// When it cannot be written.
pub fn write(out: &mut dyn Write, outcome: &Outcome, created: Option<i64>) -> io::Result<()> {
    let bytes = workbook(outcome, created, ROWS).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// `rows` is the most a sheet may have.
fn workbook(outcome: &Outcome, created: Option<i64>, rows: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let date = ExcelDateTime::from_timestamp(created.unwrap_or(NO_DATE))
        .or_else(|_| ExcelDateTime::from_timestamp(NO_DATE))?;
    let properties = DocProperties::new()
        .set_title("Figures tested")
        .set_author("Crossfoot")
        .set_comment(concat!("Made by Crossfoot ", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&date);
    book.set_properties(&properties);
    let styles = Styles::default();
    let told = told(outcome);
    let places = ledger::places(outcome, &told, rows);
    let ledger = ledger::sheet(outcome, &told, &places, &styles, rows)?;
    let findings = findings::sheet(outcome, &told, &places, &styles, rows)?;
    let facts = facts::sheet(outcome, &styles, rows)?;
    let untested = untested::sheet(outcome, &styles, rows)?;
    let cut: Vec<String> = [&findings, &ledger, &facts, &untested.sheet]
        .into_iter()
        .filter_map(sheet::Sheet::left_out)
        .collect();
    let summary = summary::sheet(outcome, &places, &untested, &cut, &styles)?;
    for sheet in [summary, findings, ledger, facts, untested.sheet] {
        book.push_worksheet(sheet.done()?);
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    #[test]
    fn the_same_run_gives_the_same_bytes_and_its_date_is_given_not_taken() {
        let outcome = told::tests::outcome();
        let make = |created| workbook(&outcome, created, ROWS).expect("it is written");
        assert_eq!(make(None), make(None));
        assert_ne!(make(None), make(Some(1_700_000_000)));
        assert_eq!(
            make(Some(i64::MIN)),
            make(None),
            "a date that Excel does not know is none"
        );
    }
}
