//! The ledger: every test that was made, each over the figures it used, its arithmetic as live formulas.

use super::cells;
use super::format::{Style, Tone, View, fraction, is_share, number_format, unit, value};
use super::sheet::{Column, Sheet, Styles};
use super::working::{self, Operand};
use crate::fact::Reading;
use crate::figure::{Figure, Reading as CellReading, Unit};
use crate::finding::{Location, Outcome as TestOutcome, Role, Test};
use crate::report::Outcome;
use crate::report::place::{place, shorten};
use crate::report::told::Told;
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// Name of the sheet, as formulas use it.
pub(super) const NAME: &str = "Ledger";
/// The columns that formulas of other sheets look at.
pub(super) const OUTCOME: u16 = 1;
pub(super) const RULE: u16 = 2;
pub(super) const PART: u16 = 3;
pub(super) const FIGURE: u16 = 8;
pub(super) const RECALCULATED: u16 = 9;
pub(super) const DIFFERENCE: u16 = 10;
/// What stands in the column [`PART`] of a test's first row.
pub(super) const TEST: &str = "test";

const COLUMNS: [Column; 12] = [
    ("Test", 6.0),
    ("Outcome", 15.0),
    ("Rule", 18.0),
    ("Part", 7.0),
    ("Document", 22.0),
    ("Page or line", 7.0),
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
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_string();
    let names: Vec<String> = readings.iter().map(|r| name(&r.path)).collect();
    readings
        .iter()
        .zip(&names)
        .map(|(r, n)| match names.iter().filter(|o| *o == n).count() {
            1 => n.clone(),
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
    sheet.text(6, &test.message, &words)?;
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
        sheet.text(6, &words_of(at, &outcome.readings), &Style::wrapped())?;
        sheet.text(7, &shorten(&at.text, 200), &Style::wrapped())?;
        if let Some(figure) = figure {
            let number = Style {
                number: number_format(figure, &at.text, sums.view, 0),
                ..Style::default()
            };
            sheet.number(FIGURE, value(figure, sums.view), &number)?;
            sheet.text(11, &unit(figure, sums.view), &Style::default())?;
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
    match at.place.page.max(at.place.line) {
        0 => Ok(()),
        n => sheet.count(5, n, &Style::name()),
    }
}

/// The row and column of a cell, or the words around a phrase.
pub(super) fn words_of(at: &Location, readings: &[Reading]) -> String {
    if at.cell.is_some() {
        let words = place(at, readings, false);
        // The page has its own column.
        return match words.split_once(", ") {
            Some((first, rest)) if first.starts_with("page ") || first.starts_with("line ") => {
                rest.to_string()
            }
            _ => words,
        };
    }
    let text = at.prose.and_then(|(block, span)| {
        let text = &readings.get(at.document as usize)?.block(block)?.text;
        let floor = |mut i: usize| {
            i = i.min(text.len());
            while !text.is_char_boundary(i) {
                i -= 1;
            }
            i
        };
        let from = floor((span.start as usize).saturating_sub(70));
        let to = floor(span.end as usize + 70);
        let part = text.get(from..to)?.trim();
        let (before, after) = (
            if from > 0 { "… " } else { "" },
            if to < text.len() { " …" } else { "" },
        );
        Some(format!("{before}{part}{after}"))
    });
    text.unwrap_or_default()
}

/// What stands in a test's cells for numbers.
pub(super) struct Sums {
    view: View,
    /// The figure of each location.
    figures: Vec<Option<Figure>>,
    /// What was stated; with the row of the figure that says it.
    stated: Option<(Decimal, Option<u32>)>,
    computed: Option<Decimal>,
    working: Option<working::Working>,
    format: String,
}

impl Sums {
    pub(super) fn of(test: &Test, readings: &[Reading], head: u32) -> Sums {
        let figures: Vec<Option<Figure>> = test
            .locations
            .iter()
            .map(|at| {
                cells::figure(readings, at).or_else(|| share_beside_its_parts(test, readings, at))
            })
            .collect();
        let views = [View::Printed, View::Full]
            .map(|view| Sums::in_view(test, readings, head, &figures, view));
        let [printed, full] = views;
        let complete =
            |s: &Sums| s.working.is_some() && s.stated.is_none_or(|(_, row)| row.is_some());
        let said = |s: &Sums| s.stated.is_some_and(|(_, row)| row.is_some());
        if complete(&full) && !complete(&printed) || (said(&full) && !said(&printed)) {
            return full;
        }
        printed
    }

    fn in_view(
        test: &Test,
        readings: &[Reading],
        head: u32,
        figures: &[Option<Figure>],
        view: View,
    ) -> Sums {
        let row = |i: usize| head + 1 + i as u32;
        let says = |figure: &Figure, stated: Decimal| {
            let own = if view == View::Printed {
                figure.value
            } else {
                figure.scaled()
            };
            (own == stated).then(|| fraction(stated, figure.unit))
        };
        let first = figures.first().copied().flatten();
        let stated = test.stated.map(|stated| {
            let found = first.as_ref().and_then(|f| says(f, stated));
            match found {
                Some(value) => (value, Some(row(0))),
                None => (fraction(stated, unit_of(first, figures)), None),
            }
        });
        let own = stated.is_some_and(|(_, row)| row.is_some());
        let unit = unit_of(first, figures);
        let computed = test.computed.map(|c| fraction(c, unit));
        let taken_off = taken_off(test);
        let parts = |skip: usize| -> Option<Vec<Operand>> {
            let all = test.locations.iter().zip(figures).enumerate().skip(skip);
            all.map(|(i, (at, figure))| {
                let value = match figure {
                    Some(figure) => value(figure, view),
                    None if cells::empty(readings, at) => Decimal::ZERO,
                    None => return None,
                };
                Some(Operand {
                    value,
                    off: taken_off.contains(&i),
                    row: row(i),
                })
            })
            .collect()
        };
        let column = cells::letter(FIGURE);
        let working = computed.and_then(|computed| {
            let others = || working::find(&parts(1)?, computed, column);
            let all = || working::find(&parts(0)?, computed, column);
            others().or_else(|| if own { None } else { all() })
        });
        let shape = first.or_else(|| figures.iter().copied().flatten().next());
        let format = shape.map_or_else(
            || "#,##0.##".to_string(),
            |f| {
                let printed = test.locations.first().map_or("", |l| l.text.as_str());
                let finer = computed.is_some_and(|c| {
                    let more = if is_share(f.unit) { 2 } else { 0 };
                    c.normalize().scale() as i32 > i32::from(f.places) + more
                });
                number_format(&f, printed, view, if finer { 2 } else { 0 })
            },
        );
        Sums {
            view,
            figures: figures.to_vec(),
            stated,
            computed,
            working,
            format,
        }
    }

    fn write(&self, sheet: &mut Sheet<'_>, head: u32) -> Result<(), XlsxError> {
        let style = Style {
            number: self.format.clone(),
            bold: true,
            ..Style::default()
        };
        match self.stated {
            Some((value, Some(row))) => {
                let formula = format!("={}", cells::name(FIGURE, row));
                sheet.formula(FIGURE, &formula, value, &style)?;
            }
            Some((value, None)) => sheet.number(FIGURE, value, &style)?,
            None => {}
        }
        let result = self.working.as_ref().map(|w| w.result).or(self.computed);
        match (&self.working, self.computed) {
            (Some(working), _) => {
                sheet.formula(RECALCULATED, &working.formula, working.result, &style)?
            }
            (None, Some(computed)) => sheet.number(RECALCULATED, computed.round_dp(10), &style)?,
            (None, None) => {}
        }
        if let (Some((stated, _)), Some(result)) = (self.stated, result) {
            let (f, r) = (cells::name(FIGURE, head), cells::name(RECALCULATED, head));
            // Doubles of decimals leave crumbs; those of whole numbers do not.
            let whole = stated.fract().is_zero() && result.fract().is_zero();
            let formula = if whole {
                format!("={f}-{r}")
            } else {
                format!("=ROUND({f}-{r},8)")
            };
            let difference = stated.checked_sub(result).unwrap_or_default().round_dp(8);
            sheet.formula(DIFFERENCE, &formula, difference, &style)?;
        }
        Ok(())
    }

    /// The number format of what was stated.
    pub(super) fn format(&self) -> &str {
        &self.format
    }

    /// What was stated and what was computed, as the sheet has them.
    pub(super) fn both(&self) -> (Option<Decimal>, Option<Decimal>) {
        let computed = self.working.as_ref().map(|w| w.result).or(self.computed);
        (self.stated.map(|s| s.0), computed)
    }
}

/// The unit of what was stated: of the figure that states it, or of what it was computed from.
fn unit_of(first: Option<Figure>, figures: &[Option<Figure>]) -> Unit {
    first
        .or_else(|| figures.iter().copied().flatten().next())
        .map_or(Unit::Number, |f| f.unit)
}

/// The share of a cell that holds it beside its count and its whole.
fn share_beside_its_parts(test: &Test, readings: &[Reading], at: &Location) -> Option<Figure> {
    let (table, row, column) = at.cell.filter(|_| at.role == Role::Primary)?;
    let table = readings
        .get(at.document as usize)?
        .tables
        .get(table as usize)?;
    match &table.cell(row as usize, column as usize)?.reading {
        CellReading::Several(figures) => {
            let mut those = figures.iter().filter(|f| Some(f.value) == test.stated);
            those.next().copied().filter(|_| those.next().is_none())
        }
        _ => None,
    }
}

/// The locations that the sum takes off; its lines stand in the order of the evidence.
fn taken_off(test: &Test) -> Vec<usize> {
    let off = |i: usize| test.sum.get(i).is_some_and(|l| l.remark == "taken off");
    (1..test.locations.len()).filter(|i| off(i - 1)).collect()
}
