//! What was not tested: comparisons that could not be made, and figures that took part in none, each with its reason.

use super::format::Style;
use super::ledger;
use super::sheet::{Column, Sheet, Styles};
use crate::finding::{Outcome as TestOutcome, coverage};
use crate::report::Outcome;
use crate::report::place::shorten;
use rust_xlsxwriter::XlsxError;

pub(super) const NAME: &str = "Not tested";
pub(super) const KIND: u16 = 0;
pub(super) const RULE: u16 = 1;
pub(super) const COMPARISON: &str = "comparison";
pub(super) const FIGURE: &str = "figure";

const COLUMNS: [Column; 8] = [
    ("What", 12.0),
    ("Rule", 20.0),
    ("Document", 24.0),
    ("Page or sheet", 7.0),
    ("Line or row", 7.0),
    ("Where", 60.0),
    ("As printed", 18.0),
    ("Why not", 60.0),
];

/// The sheet, and how much stands on it.
pub(super) struct Untested<'s> {
    pub sheet: Sheet<'s>,
    /// Figures in no test that stand on it.
    pub figures: u32,
}

pub(super) fn sheet<'s>(
    outcome: &Outcome,
    styles: &'s Styles,
    most: u32,
) -> Result<Untested<'s>, XlsxError> {
    let mut sheet = Sheet::new(NAME, &COLUMNS, styles, most)?;
    let names = ledger::documents(&outcome.readings);
    let name = |document: u32| names.get(document as usize).map_or("", String::as_str);
    let (plain, wrapped) = (Style::default(), Style::wrapped());
    for test in &outcome.tests {
        if test.outcome != TestOutcome::NotTested || !sheet.fits(1) {
            continue;
        }
        sheet.text(KIND, COMPARISON, &plain)?;
        sheet.text(RULE, test.rule, &plain)?;
        if let Some(at) = test.locations.first() {
            sheet.text(2, name(at.document), &plain)?;
            sheet.place(3, at.place)?;
            sheet.text(5, &ledger::words_of(at, &outcome.readings), &wrapped)?;
            sheet.text(6, &shorten(&at.text, 200), &wrapped)?;
        }
        sheet.text(7, &test.message, &wrapped)?;
        sheet.next()?;
    }
    let mut figures = 0;
    for figure in coverage::untested(&outcome.readings, &outcome.tests) {
        if !sheet.fits(1) {
            continue;
        }
        figures += 1;
        sheet.text(KIND, FIGURE, &plain)?;
        sheet.text(2, name(figure.document), &plain)?;
        sheet.place(3, figure.place)?;
        sheet.text(5, &figure.context, &wrapped)?;
        sheet.text(6, &shorten(&figure.text, 200), &wrapped)?;
        sheet.text(7, &figure.reason, &wrapped)?;
        sheet.next()?;
    }
    Ok(Untested { sheet, figures })
}
