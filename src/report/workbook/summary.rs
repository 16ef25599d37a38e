//! The first sheet: what was read, tested and found; tests by rule and outcome as live counts; the documents.

use super::cells;
use super::format::Style;
use super::ledger::{self, Entry};
use super::sheet::{Sheet, Styles, header};
use super::untested::{self, Untested};
use crate::finding::Outcome as TestOutcome;
use crate::report::Outcome;
use crate::report::text::summary;
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

/// Widths of the columns.
const WIDTHS: [f64; 8] = [34.0, 15.0, 15.0, 16.0, 15.0, 15.0, 15.0, 15.0];
/// The outcomes that the ledger tells, as it words them.
const OUTCOMES: [&str; 5] = [
    "agrees",
    "within rounding",
    "unlikely rounding",
    "differs",
    "accepted",
];

pub(super) fn sheet<'s>(
    outcome: &Outcome,
    entries: &[Entry<'_>],
    untested: &Untested<'_>,
    cut: &[String],
    styles: &'s Styles,
) -> Result<Sheet<'s>, XlsxError> {
    let mut sheet = Sheet::plain("Summary", styles, super::ROWS)?;
    for (width, column) in WIDTHS.iter().zip(0u16..) {
        sheet.width(column, *width)?;
    }
    sheet.text(0, "Figures tested", &Style::bold())?;
    sheet.next()?;
    let told = "A finding is a place to look at, not a verdict. Each leads to its test in the ledger, and that to the figures it used.";
    sheet.text(
        0,
        told,
        &Style {
            faint: true,
            ..Style::default()
        },
    )?;
    sheet.next()?;
    sheet.next()?;
    for (name, text) in summary::lines(outcome) {
        sheet.text(0, name, &Style::bold())?;
        sheet.text(1, text.trim(), &Style::default())?;
        sheet.next()?;
    }
    for words in cut {
        sheet.text(0, "cut", &Style::bold())?;
        sheet.text(1, words, &Style::default())?;
        sheet.next()?;
    }
    sheet.next()?;
    let sheets = [
        (
            super::findings::NAME,
            "what differs, and what somebody has accepted",
        ),
        (ledger::NAME, "every test with its figures (tick and tie)"),
        ("Facts", "figures by measure and period"),
        (untested::NAME, "what could not be tested, and why"),
    ];
    for (name, what) in sheets {
        sheet.link(0, &format!("'{name}'!A1"), name, &Style::default())?;
        sheet.text(1, what, &Style::default())?;
        sheet.next()?;
    }
    sheet.next()?;
    tests(&mut sheet, outcome, entries, untested)?;
    sheet.next()?;
    documents(&mut sheet, outcome)?;
    Ok(sheet)
}

/// Tests by rule and outcome, counted on the other sheets by formulas.
fn tests(
    sheet: &mut Sheet<'_>,
    outcome: &Outcome,
    entries: &[Entry<'_>],
    untested: &Untested<'_>,
) -> Result<(), XlsxError> {
    let heads = ["Rule"]
        .into_iter()
        .chain(OUTCOMES)
        .chain(["not tested", "all"]);
    for (head, column) in heads.zip(0u16..) {
        sheet
            .page
            .write_string_with_format(sheet.row, column, head, &header(column > 0))?;
    }
    sheet.next()?;
    let mut counts: BTreeMap<&str, [u32; 6]> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.row.is_some()) {
        let row = counts.entry(entry.test.rule).or_default();
        let word = entry.word();
        if let Some(at) = OUTCOMES.iter().position(|o| *o == word) {
            row[at] += 1;
        }
    }
    let open = outcome
        .tests
        .iter()
        .filter(|t| t.outcome == TestOutcome::NotTested);
    let listed = untested.sheet.row.saturating_sub(1 + untested.figures);
    for test in open.take(listed as usize) {
        counts.entry(test.rule).or_default()[5] += 1;
    }
    let first = sheet.row;
    let whole = Style::whole();
    let column = |name: &str, at: u16| format!("{name}!${0}:${0}", cells::letter(at));
    for (rule, row) in &counts {
        sheet.text(0, rule, &Style::default())?;
        let name = cells::name(0, sheet.row);
        for (at, word) in OUTCOMES.iter().enumerate() {
            let formula = format!(
                "=COUNTIFS({},${name},{},\"{word}\",{},\"{}\")",
                column(ledger::NAME, ledger::RULE),
                column(ledger::NAME, ledger::OUTCOME),
                column(ledger::NAME, ledger::PART),
                ledger::TEST
            );
            sheet.formula(at as u16 + 1, &formula, row[at].into(), &whole)?;
        }
        let not_tested = format!("'{}'", untested::NAME);
        let formula = format!(
            "=COUNTIFS({},${name},{},\"{}\")",
            column(&not_tested, untested::RULE),
            column(&not_tested, untested::KIND),
            untested::COMPARISON
        );
        sheet.formula(6, &formula, row[5].into(), &whole)?;
        let formula = format!(
            "=SUM({}:{})",
            cells::name(1, sheet.row),
            cells::name(6, sheet.row)
        );
        let all: u32 = row.iter().sum();
        sheet.formula(7, &formula, all.into(), &whole)?;
        sheet.next()?;
    }
    let bold = Style {
        bold: true,
        ..whole
    };
    sheet.text(0, "all rules", &Style::bold())?;
    if sheet.row > first {
        for column in 1u16..=7 {
            let sum: u32 = counts
                .values()
                .map(|r| {
                    r.get(usize::from(column) - 1)
                        .copied()
                        .unwrap_or_else(|| r.iter().sum())
                })
                .sum();
            let formula = format!(
                "=SUM({}:{})",
                cells::name(column, first),
                cells::name(column, sheet.row - 1)
            );
            sheet.formula(column, &formula, sum.into(), &bold)?;
        }
    }
    sheet.next()?;
    let coverage = &outcome.coverage;
    sheet.text(0, "figures in no test", &Style::default())?;
    let not_tested = format!("'{}'", untested::NAME);
    let formula = format!(
        "=COUNTIFS({},\"{}\")",
        column(&not_tested, untested::KIND),
        untested::FIGURE
    );
    sheet.formula(1, &formula, untested.figures.into(), &Style::whole())?;
    sheet.next()?;
    sheet.text(0, "figures tested", &Style::default())?;
    sheet.count(1, coverage.tested, &Style::whole())?;
    if coverage.figures > 0 {
        let share = Decimal::from(coverage.tested) / Decimal::from(coverage.figures);
        let formula = format!("={}/{}", cells::name(1, sheet.row), coverage.figures);
        let percent = Style {
            number: "0%".into(),
            ..Style::default()
        };
        sheet.formula(2, &formula, share, &percent)?;
    }
    sheet.next()?;
    Ok(())
}

fn documents(sheet: &mut Sheet<'_>, outcome: &Outcome) -> Result<(), XlsxError> {
    let heads = [
        "Document", "Format", "Pages", "Tables", "Facts", "Not read", "SHA-256",
    ];
    for (head, column) in heads.into_iter().zip(0u16..) {
        sheet.page.write_string_with_format(
            sheet.row,
            column,
            head,
            &header((2..5).contains(&column)),
        )?;
    }
    sheet.next()?;
    for reading in outcome.readings.iter().filter(|r| !r.stored) {
        sheet.text(0, &reading.path, &Style::wrapped())?;
        sheet.text(
            1,
            reading.format.map_or("", |f| f.name()),
            &Style::default(),
        )?;
        sheet.count(2, reading.pages, &Style::whole())?;
        sheet.count(3, reading.tables.len() as u32, &Style::whole())?;
        sheet.count(4, reading.facts.len() as u32, &Style::whole())?;
        sheet.text(5, &reading.unread.join("; "), &Style::default())?;
        sheet.text(
            6,
            &reading.sha256,
            &Style {
                faint: true,
                ..Style::default()
            },
        )?;
        sheet.next()?;
    }
    for failure in &outcome.failures {
        sheet.text(0, &failure.path, &Style::wrapped())?;
        sheet.text(5, &failure.message(), &Style::default())?;
        sheet.next()?;
    }
    Ok(())
}
