//! The ledger: every test that was made, each over the figures it used, its arithmetic as live formulas.

use super::format::{Style, Tone, number_format, unit, value};
use super::sheet::{Column, Sheet, Styles};
use super::sums::Sums;
use crate::document::file_name;
use crate::fact::Reading;
use crate::finding::{Location, Outcome as TestOutcome, Role, Test};
use crate::report::Outcome;
use crate::report::place::{boundary, place, shorten, spot};
use crate::report::told::Told;
use rust_xlsxwriter::XlsxError;

/// Name of the sheet, as formulas use it.
pub(super) const NAME: &str = "Ledger";
/// The columns that formulas of other sheets look at.
pub(super) const OUTCOME: u16 = 1;
pub(super) const RULE: u16 = 2;
pub(super) const PART: u16 = 3;
pub(super) const FIGURE: u16 = 9;
pub(super) const RECALCULATED: u16 = 10;
pub(super) const DIFFERENCE: u16 = 11;
/// What stands in the column [`PART`] of a test's first row.
pub(super) const TEST: &str = "test";

/// Bytes of a paragraph shown on each side of a phrase.
const AROUND: usize = 70;

const COLUMNS: [Column; 13] = [
    ("Test", 6.0),
    ("Outcome", 15.0),
    ("Rule", 18.0),
    ("Part", 7.0),
    ("Document", 22.0),
    ("Page or sheet", 7.0),
    ("Line or row", 7.0),
    ("What was tested, and where", 52.0),
    ("As printed", 16.0),
    ("Figure", 14.0),
    ("Recalculated, or compared with", 14.0),
    ("Difference", 13.0),
    ("Unit", 9.0),
];

/// A test and where it stands.
pub(super) struct Entry<'a> {
    pub test: &'a Test,
    /// Its place among the findings, from 0.
    pub finding: Option<u32>,
    pub accepted: bool,
    /// The row of its head, from 0; none when the sheet was full.
    pub row: Option<u32>,
}

impl Entry<'_> {
    /// How it came out, as the sheet says it.
    pub(super) fn word(&self) -> String {
        if self.accepted {
            return "accepted".into();
        }
        self.test.outcome.name().replace('_', " ")
    }
}

/// Where each test will stand, the accepted ones last.
pub(super) fn places<'a>(outcome: &'a Outcome, told: &[Told<'_>], most: u32) -> Vec<Entry<'a>> {
    let made = outcome.tests.iter().map(|t| (t, false));
    let accepted = outcome.accepted.iter().map(|(t, _)| (t, true));
    let mut row = 1u32;
    let mut findings = 0u32;
    let mut full = false;
    let mut entries = Vec::new();
    for (test, accepted) in made.chain(accepted) {
        let finding = (accepted || test.is_finding()).then_some(findings);
        findings += u32::from(finding.is_some());
        if test.outcome == TestOutcome::NotTested {
            continue;
        }
        let rows = 1 + test.locations.len() as u32;
        full |= row.saturating_add(rows) >= most;
        entries.push(Entry {
            test,
            finding: finding.filter(|f| (*f as usize) < told.len()),
            accepted,
            row: (!full).then_some(row),
        });
        row = row.saturating_add(rows);
    }
    entries
}

/// Names of the documents: the file's own, with its folders where two are called the same.
pub(super) fn documents(readings: &[Reading]) -> Vec<String> {
    let names: Vec<&str> = readings.iter().map(|r| file_name(&r.path)).collect();
    readings
        .iter()
        .zip(&names)
        .map(|(r, n)| match names.iter().filter(|o| *o == n).count() {
            1 => (*n).to_string(),
            _ => r.path.clone(),
        })
        .collect()
}

/// Writes the sheet.
pub(super) fn sheet<'s>(
    outcome: &Outcome,
    told: &[Told<'_>],
    entries: &[Entry<'_>],
    styles: &'s Styles,
    most: u32,
) -> Result<Sheet<'s>, XlsxError> {
    let mut sheet = Sheet::new(NAME, &COLUMNS, styles, most)?;
    sheet.page.group_symbols_above(true);
    let names = documents(&outcome.readings);
    for (number, entry) in (1u32..).zip(entries) {
        if sheet.fits(1 + entry.test.locations.len() as u32) {
            let told = entry.finding.and_then(|f| told.get(f as usize));
            one(&mut sheet, number, entry, told, outcome, &names)?;
        }
    }
    Ok(sheet)
}

fn one(
    sheet: &mut Sheet<'_>,
    number: u32,
    entry: &Entry<'_>,
    told: Option<&Told<'_>>,
    outcome: &Outcome,
    names: &[String],
) -> Result<(), XlsxError> {
    let test = entry.test;
    let head = sheet.row;
    let tone = match entry.accepted {
        true => Tone::Calm,
        false => Tone::from(test.outcome),
    };
    let sums = Sums::of(test, &outcome.readings, head);
    match (entry.finding, told) {
        (Some(f), Some(_)) => {
            let target = format!("{}!A{}", super::findings::NAME, f + 2);
            sheet.link(0, &target, &number.to_string(), &Style::name())?;
        }
        _ => sheet.count(0, number, &Style::name())?,
    }
    sheet.text(OUTCOME, &entry.word(), &Style::toned(tone))?;
    sheet.text(RULE, test.rule, &Style::bold())?;
    sheet.text(PART, TEST, &Style::bold())?;
    if let Some(primary) = test.locations.first() {
        located(sheet, primary, names)?;
    }
    let words = Style {
        bold: true,
        ..Style::wrapped()
    };
    sheet.text(7, &test.message, &words)?;
    sums.write(sheet, head)?;
    sheet.next()?;
    for (at, figure) in test.locations.iter().zip(&sums.figures) {
        sheet.count(
            0,
            number,
            &Style {
                faint: true,
                ..Style::name()
            },
        )?;
        let faint = Style {
            faint: true,
            ..Style::default()
        };
        sheet.text(OUTCOME, &entry.word(), &faint)?;
        sheet.text(RULE, test.rule, &faint)?;
        sheet.text(
            PART,
            if at.role == Role::Primary {
                "tested"
            } else {
                "with"
            },
            &faint,
        )?;
        located(sheet, at, names)?;
        sheet.text(7, &words_of(at, &outcome.readings), &Style::wrapped())?;
        sheet.text(8, &shorten(&at.text, 200), &Style::wrapped())?;
        if let Some(figure) = figure {
            let number = Style {
                number: number_format(figure, &at.text, sums.view, 0),
                ..Style::default()
            };
            sheet.number(FIGURE, value(figure, sums.view), &number)?;
            sheet.text(12, &unit(figure, sums.view), &Style::default())?;
        }
        sheet.next()?;
    }
    if sheet.row > head + 1 {
        sheet.page.group_rows(head + 1, sheet.row - 1)?;
    }
    Ok(())
}

fn located(sheet: &mut Sheet<'_>, at: &Location, names: &[String]) -> Result<(), XlsxError> {
    let name = names.get(at.document as usize).map_or("", String::as_str);
    sheet.text(4, name, &Style::wrapped())?;
    sheet.place(5, at.place)
}

/// The row and column of a cell, or the words around a phrase.
pub(super) fn words_of(at: &Location, readings: &[Reading]) -> String {
    if at.cell.is_some() {
        let words = place(at, readings, false);
        // Page and line have their own columns.
        let reading = readings.get(at.document as usize);
        let own = reading.map(|r| spot(at, r)).unwrap_or_default();
        let rest = words.strip_prefix(&*own).unwrap_or(&words);
        return rest.trim_start_matches(", ").to_string();
    }
    let text = at.prose.and_then(|(block, span)| {
        let text = &readings.get(at.document as usize)?.block(block)?.text;
        let (start, end) = (span.start as usize, span.end as usize);
        let from = boundary(text, start.saturating_sub(AROUND));
        let to = boundary(text, end.saturating_add(AROUND)).max(end.min(text.len()));
        let part = text.get(from..to)?.trim();
        let (before, after) = (
            if from > 0 { "… " } else { "" },
            if to < text.len() { " …" } else { "" },
        );
        Some(format!("{before}{part}{after}"))
    });
    text.unwrap_or_default()
}
