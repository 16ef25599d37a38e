//! The findings, and the accepted ones behind them; each leads to its test in the ledger.

use super::cells;
use super::format::{Style, Tone};
use super::ledger::{self, Entry};
use super::sheet::{Column, Sheet, Styles};
use super::sums::{Sums, rounded};
use crate::finding::Outcome as TestOutcome;
use crate::report::Outcome;
use crate::report::told::Told;
use rust_xlsxwriter::XlsxError;

pub(super) const NAME: &str = "Findings";

const COLUMNS: [Column; 15] = [
    ("Test", 6.0),
    ("Level", 9.0),
    ("Rule", 18.0),
    ("Document", 22.0),
    ("Page or sheet", 7.0),
    ("Line or row", 7.0),
    ("Where", 32.0),
    ("Finding", 42.0),
    ("Stated", 14.0),
    ("Recalculated, or compared with", 14.0),
    ("Difference", 13.0),
    ("Likely cause", 22.0),
    ("Finding id", 18.0),
    ("Accepted because", 24.0),
    ("Accepted by", 16.0),
];
/// Where the columns of accepted findings begin; they are left out when there are none.
const ACCEPTED: u16 = 13;

pub(super) fn sheet<'s>(
    outcome: &Outcome,
    told: &[Told<'_>],
    entries: &[Entry<'_>],
    styles: &'s Styles,
    most: u32,
) -> Result<Sheet<'s>, XlsxError> {
    let accepted = told.iter().any(|t| t.accepted.is_some());
    let columns = COLUMNS.get(..usize::from(ACCEPTED)).filter(|_| !accepted);
    let mut sheet = Sheet::new(NAME, columns.unwrap_or(&COLUMNS), styles, most)?;
    let names = ledger::documents(&outcome.readings);
    let tests: Vec<(usize, &Entry<'_>)> = entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.finding.is_some())
        .collect();
    for (told, (number, entry)) in told.iter().zip(tests) {
        if !sheet.fits(1) {
            continue;
        }
        one(&mut sheet, told, number + 1, entry, outcome, &names)?;
        sheet.next()?;
    }
    Ok(sheet)
}

fn one(
    sheet: &mut Sheet<'_>,
    told: &Told<'_>,
    number: usize,
    entry: &Entry<'_>,
    outcome: &Outcome,
    names: &[String],
) -> Result<(), XlsxError> {
    let test = told.test;
    let plain = Style::default();
    let wrapped = Style::wrapped();
    match entry.row {
        Some(row) => {
            let target = format!("{}!A{}", ledger::NAME, row + 1);
            sheet.link(0, &target, &number.to_string(), &Style::name())?;
        }
        None => sheet.text(0, &number.to_string(), &plain)?,
    }
    let (word, tone) = match told.accepted {
        Some(_) => ("accepted", Tone::Calm),
        None => (test.level.name(), Tone::from(test.level)),
    };
    sheet.text(1, word, &Style::toned(tone))?;
    sheet.text(2, test.rule, &plain)?;
    if let Some(at) = told.primary() {
        let name = names.get(at.document as usize).map_or("", String::as_str);
        sheet.text(3, name, &wrapped)?;
        sheet.place(4, at.place)?;
        sheet.text(6, &ledger::words_of(at, &outcome.readings), &wrapped)?;
    }
    sheet.text(7, &test.message, &wrapped)?;
    let sums = Sums::of(test, &outcome.readings, entry.row.unwrap_or(0));
    let (stated, computed) = sums.both();
    let style = Style {
        number: sums.format().to_string(),
        ..Style::default()
    };
    let difference = stated
        .zip(computed)
        .and_then(|(s, c)| s.checked_sub(c))
        .map(rounded);
    let cells = [
        (8, ledger::FIGURE, stated),
        (9, ledger::RECALCULATED, computed),
        (10, ledger::DIFFERENCE, difference),
    ];
    for (column, from, value) in cells {
        let Some(value) = value else { continue };
        match entry.row {
            Some(row) => {
                let formula = format!("={}!{}", ledger::NAME, cells::name(from, row));
                sheet.formula(column, &formula, value, &style)?;
            }
            None => sheet.number(column, value.round_dp(10), &style)?,
        }
    }
    let cause = match (&test.cause, test.outcome) {
        (Some(cause), _) => cause.as_str(),
        (None, TestOutcome::UnlikelyRounding) => "rounding could explain it, but that is unlikely",
        (None, _) => "",
    };
    sheet.text(11, cause, &wrapped)?;
    sheet.text(12, &told.id, &plain)?;
    if let Some(accepted) = told.accepted {
        sheet.text(ACCEPTED, &accepted.because, &wrapped)?;
        sheet.text(ACCEPTED + 1, &accepted.agreed_by, &wrapped)?;
    }
    Ok(())
}
