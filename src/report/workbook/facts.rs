//! The facts by measure and period: every figure that has both a name and a place.

use super::format::{Style, View, number_format, unit, value};
use super::ledger;
use super::sheet::{Column, Sheet, Styles};
use crate::fact::{Fact, Member, Reading};
use crate::finding::message::period;
use crate::finding::{Location, Role};
use crate::report::Outcome;
use crate::report::place::shorten;
use rust_xlsxwriter::XlsxError;

const COLUMNS: [Column; 12] = [
    ("Measure", 38.0),
    ("Of which", 26.0),
    ("Period", 20.0),
    ("Period ends", 11.0),
    ("Figure", 15.0),
    ("Unit", 8.0),
    ("As printed", 16.0),
    ("Document", 22.0),
    ("Report", 28.0),
    ("Page or sheet", 7.0),
    ("Line or row", 7.0),
    ("Where", 36.0),
];

pub(super) fn sheet<'s>(
    outcome: &Outcome,
    styles: &'s Styles,
    most: u32,
) -> Result<Sheet<'s>, XlsxError> {
    let mut sheet = Sheet::new("Facts", &COLUMNS, styles, most)?;
    let names = ledger::documents(&outcome.readings);
    let mut facts: Vec<(&Reading, Fact<'_>, String, String)> = outcome
        .readings
        .iter()
        .filter(|r| !r.stored)
        .flat_map(|r| {
            r.facts()
                .map(move |f| (r, f, f.measure.to_lowercase(), members(&f)))
        })
        .collect();
    // Facts of a reading stand in their order; a stable sort keeps it within a measure and period.
    facts.sort_by(|a, b| {
        let end = |f: Fact<'_>| f.period.map(|p| (p.end, p.start));
        // Figures whose measure is not known come last.
        let (x, y) = (a.2.is_empty(), b.2.is_empty());
        (x, &a.2, &a.3, end(a.1)).cmp(&(y, &b.2, &b.3, end(b.1)))
    });
    for (reading, fact, _, members) in facts {
        if sheet.fits(1) {
            one(&mut sheet, reading, &fact, &members, outcome, &names)?;
            sheet.next()?;
        }
    }
    Ok(sheet)
}

/// Breakdowns and their members.
fn members(fact: &Fact<'_>) -> String {
    let part = |(dimension, member): &Member| match dimension.is_empty() {
        true => member.to_string(),
        false => format!("{dimension}: {member}"),
    };
    fact.dimensions
        .iter()
        .map(part)
        .collect::<Vec<_>>()
        .join("; ")
}

fn one(
    sheet: &mut Sheet<'_>,
    reading: &Reading,
    fact: &Fact<'_>,
    members: &str,
    outcome: &Outcome,
    names: &[String],
) -> Result<(), XlsxError> {
    let plain = Style::default();
    let wrapped = Style::wrapped();
    let at = Location::fact(reading, Role::Primary, fact.source);
    sheet.text(0, fact.measure, &wrapped)?;
    sheet.text(1, members, &wrapped)?;
    if let Some(p) = fact.period {
        sheet.text(2, &period(p), &wrapped)?;
        sheet.text(3, &p.end.to_string(), &plain)?;
    }
    let number = Style {
        number: number_format(fact.figure, &at.text, View::Full, 0),
        ..Style::default()
    };
    sheet.number(4, value(fact.figure, View::Full), &number)?;
    sheet.text(5, &unit(fact.figure, View::Full), &plain)?;
    sheet.text(6, &shorten(&at.text, 200), &plain)?;
    sheet.text(
        7,
        names
            .get(reading.document as usize)
            .map_or("", String::as_str),
        &plain,
    )?;
    let section = reading.sections.get(fact.section as usize);
    sheet.text(8, section.map_or("", |s| s.title.as_str()), &wrapped)?;
    sheet.place(9, at.place)?;
    sheet.text(11, &ledger::words_of(&at, &outcome.readings), &wrapped)
}
