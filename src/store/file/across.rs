//! Tests across the reports of a store: SQL that any engine runs, and the figures behind what it finds.

use super::entry::{Entry, shape};
use super::{Store, keys};
use crate::error::Result;
use rusqlite::params;
use std::collections::BTreeSet;

/// The comparative rule as SQL over the relation `observations`.
pub const COMPARATIVE: &str = include_str!("comparative.sql");

/// A comparison of a figure with the one that an earlier report printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Across {
    /// comparative, or restatement where the report says that it changed earlier figures.
    pub rule: String,
    /// agrees, within_rounding, unlikely_rounding, differs, not_tested.
    pub outcome: String,
    /// Why it was not tested.
    pub reason: Option<String>,
    /// The figure in the later report; negative for those of entries that were laid over the store.
    pub fact: i64,
    /// The figure in the earlier report.
    pub earlier: i64,
}

/// A figure of the store with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// SHA-256 of the document.
    pub document: String,
    /// Its path as first given.
    pub path: String,
    /// Who speaks.
    pub organisation: String,
    /// Normal form of the title.
    pub series: String,
    /// The label as printed.
    pub measure: String,
    /// The levels and column heads as printed.
    pub dimensions: String,
    /// Last day of the figure's period.
    pub period_end: String,
    /// Last day of the report's period.
    pub published: String,
    /// As printed.
    pub text: String,
    /// Scale applied.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// Page, 0 for none.
    pub page: u32,
    /// Line, 0 for none.
    pub line: u32,
    /// Table, row and column.
    pub cell: (u32, u32, u32),
}

impl Store {
    /// Runs the comparative rule over everything in force and hands over each test.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn across(&self, mut test: impl FnMut(Across)) -> Result<()> {
        let mut statement = self.sql(self.connection.prepare(COMPARATIVE))?;
        let mut rows = self.sql(statement.query([]))?;
        while let Some(row) = self.sql(rows.next())? {
            let read = || {
                Ok(Across {
                    fact: row.get(0)?,
                    earlier: row.get(1)?,
                    rule: row.get(2)?,
                    outcome: row.get(3)?,
                    reason: row.get(4)?,
                })
            };
            test(self.sql(read())?);
        }
        Ok(())
    }

    /// A figure by its number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn observation(&self, fact: i64) -> Result<Observation> {
        let sql = "SELECT document, path, organisation, series, measure, dimensions, period_end, published, text, value,
            unit, COALESCE(page, 0), COALESCE(line, 0), table_number, table_row, table_column
            FROM observations WHERE fact = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut s| {
            s.query_row([fact], |row| {
                Ok(Observation {
                    document: row.get(0)?,
                    path: row.get(1)?,
                    organisation: row.get(2)?,
                    series: row.get(3)?,
                    measure: row.get(4)?,
                    dimensions: row.get(5)?,
                    period_end: row.get(6)?,
                    published: row.get(7)?,
                    text: row.get(8)?,
                    value: row.get(9)?,
                    unit: row.get(10)?,
                    page: row.get(11)?,
                    line: row.get(12)?,
                    cell: (row.get(13)?, row.get(14)?, row.get(15)?),
                })
            })
        });
        self.sql(found)
    }

    /// Lays entries over the store, for this connection alone: the store's observations of the same organisations and
    /// series, without those that the entries take the place of, and the entries' own under negative numbers: of the
    /// first entry's facts -1, -2 and so on, then those of the next.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lay_over(&self, entries: &[Entry]) -> Result<()> {
        let c = &self.connection;
        self.sql(c.execute_batch(
            "CREATE TEMP TABLE given (organisation TEXT, series TEXT, published TEXT, document TEXT);
             CREATE TEMP TABLE observations AS SELECT * FROM main.observations WHERE 0;",
        ))?;
        let mut given = BTreeSet::new();
        for entry in entries {
            for r in &entry.reports {
                let published = r.period.map(|p| p.end.to_string()).unwrap_or_default();
                given.insert((&r.body, &r.series, published, &entry.sha256));
            }
        }
        for (body, series, published, document) in given {
            let done = c
                .prepare_cached("INSERT INTO given VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut s| s.execute(params![body, series, published, document]));
            self.sql(done)?;
        }
        self.sql(c.execute_batch(
            "INSERT INTO observations SELECT * FROM main.observations AS o
             WHERE (organisation, series) IN (SELECT organisation, series FROM given)
               AND (organisation, series, published) NOT IN (SELECT organisation, series, published FROM given)
               AND document NOT IN (SELECT document FROM given)",
        ))?;
        let mut number = 0i64;
        for entry in entries {
            for f in &entry.facts {
                number -= 1;
                let (Some(id), Some((table, row, column))) = (f.measure_id, f.cell) else {
                    continue;
                };
                let report = &entry.reports[f.report];
                let Some(t) = entry.tables.get(table as usize) else {
                    continue;
                };
                let (Some(period), Some(published), Some([value, low, high])) =
                    (f.period, report.period, f.millionths)
                else {
                    continue;
                };
                if report.body.is_empty() || t.doubt.is_some() {
                    continue;
                }
                let line = self.same_as(id)?;
                let sql = "INSERT INTO observations (fact, report, document, path, organisation, series, line_id, measure,
                    dimensions, period_start, period_end, shape, published, unit, value, millionths, low, high, text,
                    table_id, table_number, table_row, table_column, restated, page, line)
                    VALUES (?1, -1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, -1, ?19,
                    ?20, ?21, ?22, ?23, ?24)";
                let done = c.prepare_cached(sql).and_then(|mut s| {
                    s.execute(params![
                        number,
                        entry.sha256,
                        entry.path,
                        report.body,
                        report.series,
                        line,
                        f.measure,
                        f.dimensions,
                        period.start.to_string(),
                        period.end.to_string(),
                        shape(period),
                        published.end.to_string(),
                        f.unit,
                        f.value,
                        value,
                        low,
                        high,
                        f.text,
                        table,
                        row,
                        column,
                        t.restated,
                        f.place.page,
                        f.place.line()
                    ])
                });
                self.sql(done)?;
            }
        }
        Ok(())
    }

    /// The measure that another one was taken for, or itself.
    fn same_as(&self, measure: i64) -> Result<i64> {
        use rusqlite::OptionalExtension;
        let sql = "SELECT COALESCE(same_as, id) FROM measures WHERE id = ?1";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut s| s.query_row([measure], |row| row.get(0)).optional());
        Ok(self.sql(found)?.unwrap_or(measure))
    }
}

/// One row of `observations` for each figure of an entry, as it is exported without a store. The numbers of facts and
/// reports are made from the document's content.
pub(super) fn number_of(entry: &Entry, what: &str, at: usize) -> i64 {
    keys::number(&[&entry.sha256, what, &at.to_string()])
}
