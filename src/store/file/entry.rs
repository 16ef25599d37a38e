//! A reading as rows of the store, made beside the writer so that the one writer only writes.

use super::keys;
use super::rows::{
    CellRow, ClaimRow, FactRow, MeasureRow, PassageRow, ReportRow, TableRow, TestRow,
};
use crate::claim::is_prose;
use crate::document::Place;
use crate::fact::{Fact, Reading, Source, names};
use crate::figure::scale::power_of_ten;
use crate::figure::{Hedge, Period, period::Shape};
use crate::store::restated;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;
use std::sync::Arc;

/// One document, ready to be written.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// The path as given.
    pub path: String,
    pub(super) format: &'static str,
    pub(super) pages: u32,
    pub(super) title: Option<String>,
    pub(super) unread: usize,
    pub(super) reports: Vec<ReportRow>,
    pub(super) passages: Vec<PassageRow>,
    pub(super) tables: Vec<TableRow>,
    pub(super) claims: Vec<ClaimRow>,
    pub(super) measures: Vec<MeasureRow>,
    pub(super) facts: Vec<FactRow>,
    pub(super) tests: Vec<TestRow>,
}

/// The shape of a period, as the store has it.
pub(super) fn shape(period: Period) -> &'static str {
    match period.shape {
        Shape::Duration => "duration",
        Shape::Instant => "instant",
        Shape::YearToDate => "year to date",
    }
}

/// A decimal in millionths; none when it does not fit.
pub(super) fn millionths(value: Decimal) -> Option<i64> {
    let scaled = value.checked_mul(power_of_ten(6))?;
    scaled.fract().is_zero().then(|| scaled.to_i64()).flatten()
}

impl Entry {
    /// The rows of a reading with the tests that were made on it.
    pub fn of(reading: &Reading, tests: Vec<TestRow>) -> Entry {
        let mut entry = Entry {
            sha256: reading.sha256.clone(),
            path: reading.path.clone(),
            format: reading.format.map_or("", crate::document::Format::name),
            pages: reading.pages,
            title: reading.title.clone(),
            unread: reading.unread.len(),
            tests,
            ..Entry::default()
        };
        entry.reports(reading);
        entry.passages(reading);
        entry.tables(reading);
        entry.claims(reading);
        entry.facts(reading);
        entry
    }

    fn reports(&mut self, reading: &Reading) {
        for s in &reading.sections {
            let (body, series) = keys::report(Some(s), &reading.path);
            self.reports.push(ReportRow {
                kind: s.kind.name(),
                title: s.title.clone(),
                organisation: s.body.clone(),
                body,
                series,
                period: s.period,
                dated: s.date.map(|d| d.to_string()),
            });
        }
        if self.reports.is_empty() {
            let (body, series) = keys::report(None, &reading.path);
            self.reports.push(ReportRow {
                kind: "report",
                title: reading.title.clone().unwrap_or_default(),
                organisation: None,
                body,
                series,
                period: None,
                dated: None,
            });
        }
    }

    /// The report that a section of the reading became.
    fn report(&self, section: u32) -> usize {
        (section as usize).min(self.reports.len().saturating_sub(1))
    }

    fn passages(&mut self, reading: &Reading) {
        for (i, b) in reading.blocks.iter().enumerate() {
            if is_prose(b.role) && !b.text.is_empty() {
                self.passages.push(PassageRow {
                    report: self.report(reading.section_of(i as u32)),
                    number: i as u32,
                    role: names::block(b.role),
                    text: b.text.clone(),
                    place: b.place_at(0),
                });
            }
        }
    }

    fn tables(&mut self, reading: &Reading) {
        let mut sections = vec![0; reading.tables.len()];
        for (i, b) in reading.blocks.iter().enumerate() {
            if let Some(slot) = b.table.and_then(|t| sections.get_mut(t as usize)) {
                *slot = reading.section_of(i as u32);
            }
        }
        for (i, (t, section)) in reading.tables.iter().zip(sections).enumerate() {
            self.tables.push(TableRow {
                report: self.report(section),
                title: t.title.clone(),
                place: t.place,
                rows: t.rows.len(),
                columns: t.columns.len(),
                doubt: t.doubt.clone(),
                restated: restated(reading, i as u32),
                cells: t
                    .cells
                    .iter()
                    .filter(|c| !c.text.is_empty())
                    .map(|c| CellRow {
                        at: [c.row, c.column, c.row_span.into(), c.column_span.into()],
                        role: names::cell(c.role),
                        text: c.text.to_string(),
                        place: c.place,
                    })
                    .collect(),
            });
        }
    }

    fn claims(&mut self, reading: &Reading) {
        for c in &reading.claims {
            let block = reading.blocks.get(c.block as usize);
            self.claims.push(ClaimRow {
                report: self.report(reading.section_of(c.block)),
                kind: names::claim(c.kind),
                measure: c.measure.to_string(),
                text: block
                    .map(|b| c.span.of(&b.text).trim().to_string())
                    .unwrap_or_default(),
                place: block.map(|b| b.place_at(c.span.start)).unwrap_or_default(),
            });
        }
    }

    fn facts(&mut self, reading: &Reading) {
        let captions: Vec<String> = reading
            .tables
            .iter()
            .map(|t| keys::caption(t.title.as_deref().unwrap_or("")))
            .collect();
        let mut labels: HashMap<String, String> = HashMap::new();
        let mut known: HashMap<(usize, Arc<str>, String, u32, &'static str), i64> = HashMap::new();
        for f in reading.facts() {
            let report = self.report(f.section);
            let members: Vec<&str> = f.dimensions.iter().map(|(_, m)| &**m).collect();
            let dimensions = members.join(" / ");
            let kind = keys::kind(f.figure.unit);
            let (cell, claim) = match f.source {
                Source::Cell {
                    table, row, column, ..
                } => (Some((table, row, column)), None),
                Source::Claim { claim, .. } => (None, Some(claim)),
            };
            let around = cell.map_or(u32::MAX, |(t, _, _)| t);
            let key = (report, f.measure.clone(), dimensions.clone(), around, kind);
            let measure_id = match known.get(&key) {
                _ if claim.is_some() => None,
                Some(id) => Some(*id),
                None => {
                    let mut normal = |text: &str| {
                        if let Some(known) = labels.get(text) {
                            return known.clone();
                        }
                        let made = keys::label(text);
                        labels.insert(text.to_string(), made.clone());
                        made
                    };
                    let name = normal(f.measure);
                    let levels: Vec<String> = members
                        .iter()
                        .map(|m| normal(m))
                        .filter(|m| !m.is_empty())
                        .collect();
                    let levels = levels.join(" / ");
                    let around = captions.get(around as usize).map_or("", String::as_str);
                    let r = &self.reports[report];
                    let id = keys::number(&[&r.body, &r.series, &name, around, &levels, kind]);
                    self.measures.push(MeasureRow {
                        id,
                        report,
                        name,
                        around: around.to_string(),
                        dimensions: levels,
                        kind,
                        label: f.measure.to_string(),
                    });
                    known.insert(key, id);
                    Some(id)
                }
            };
            let (text, place) = printed(reading, &f);
            self.facts.push(FactRow {
                report,
                measure_id,
                measure: f.measure.to_string(),
                dimensions,
                period: f.period,
                value: f.figure.scaled().normalize().to_string(),
                unit: f.figure.unit.code(),
                precision: f.figure.scaled_precision().normalize().to_string(),
                millionths: range(&f),
                text,
                place,
                cell,
                claim,
            });
        }
        self.measures.sort_by_key(|m| m.id);
        self.measures.dedup_by_key(|m| m.id);
    }
}

/// Value, low and high in millionths. A figure that its words loosen ("about 500") has none.
fn range(fact: &Fact<'_>) -> Option<[i64; 3]> {
    if fact.figure.hedge != Hedge::None {
        return None;
    }
    let interval = fact.figure.interval();
    Some([
        millionths(fact.figure.scaled())?,
        millionths(interval.low)?,
        millionths(interval.high)?,
    ])
}

fn printed(reading: &Reading, fact: &Fact<'_>) -> (String, Place) {
    match fact.source {
        Source::Cell {
            table, row, column, ..
        } => {
            let cell = reading
                .tables
                .get(table as usize)
                .and_then(|t| t.cell(row as usize, column as usize));
            cell.map(|c| (c.text.to_string(), c.place))
                .unwrap_or_default()
        }
        Source::Claim { claim, .. } => {
            let block = reading
                .claims
                .get(claim as usize)
                .and_then(|c| reading.blocks.get(c.block as usize));
            let span = fact.figure.span;
            block
                .map(|b| (span.of(&b.text).to_string(), b.place_at(span.start)))
                .unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_whole_millionths_or_none() {
        assert_eq!(millionths(Decimal::new(125, 1)), Some(12_500_000));
        assert_eq!(
            millionths(Decimal::new(1, 7)),
            None,
            "finer than a millionth"
        );
        assert_eq!(millionths(Decimal::MAX), None, "does not fit");
    }
}
