//! Writing to the store: whole documents, many to a transaction.

use super::entry::{Entry, shape};
use super::rows::{FactRow, TestRow};
use super::{Store, links, supersede};
use crate::document::Place;
use crate::error::Result;
use rusqlite::{OptionalExtension, ToSql, params};
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was written.
    New,
    /// The store held it before, byte for byte.
    Known,
}

/// A run that writes. What it wrote is kept at the latest when it is finished.
pub struct Writer<'a> {
    store: &'a Store,
    run: i64,
    /// Since when a transaction is open.
    open: Option<Instant>,
    pending: usize,
    added: usize,
    known: usize,
    failed: usize,
    canonical: Option<&'a links::Canonical<'a>>,
}

/// A transaction is closed after so many documents, so that little is lost and other writers get their turn.
const BATCH: usize = 32;
/// And after so long.
const TURN: Duration = Duration::from_secs(1);

impl<'a> Writer<'a> {
    /// Begins a run.
    ///
    /// # Errors
    /// When the store cannot be written to.
    pub fn begin(store: &'a Store, command: &str) -> Result<Writer<'a>> {
        let mut writer = Writer {
            store,
            run: 0,
            open: None,
            pending: 0,
            added: 0,
            known: 0,
            failed: 0,
            canonical: None,
        };
        writer.transaction()?;
        let insert = "INSERT INTO runs (command, version, started) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))";
        writer.execute(insert, params![command, env!("CARGO_PKG_VERSION")])?;
        writer.run = store.connection.last_insert_rowid();
        writer.commit()?;
        Ok(writer)
    }

    /// Takes labels for one measure that `canonical` gives one name.
    pub fn synonyms(&mut self, canonical: &'a dyn Fn(&str) -> Option<String>) {
        self.canonical = Some(canonical);
    }

    /// The SHA-256 of every document that is there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self) -> Result<HashSet<String>> {
        let store = self.store;
        let mut statement = store.sql(store.connection.prepare("SELECT sha256 FROM documents"))?;
        let rows = store.sql(statement.query_map([], |row| row.get(0)))?;
        rows.map(|r| store.sql(r)).collect()
    }

    /// Counts a document that was known before it was read.
    pub fn skip(&mut self) {
        self.known += 1;
    }

    /// Counts a file that could not be read.
    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// Adds a document, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written; what was added before is kept.
    pub fn add(&mut self, entry: &Entry) -> Result<Added> {
        self.transaction()?;
        let store = self.store;
        let there: Option<i64> = store.sql(
            store
                .connection
                .prepare_cached("SELECT id FROM documents WHERE sha256 = ?1")
                .and_then(|mut s| s.query_row([&entry.sha256], |row| row.get(0)).optional()),
        )?;
        if there.is_some() {
            self.known += 1;
            return Ok(Added::Known);
        }
        store.sql(store.connection.execute_batch("SAVEPOINT document"))?;
        if let Err(e) = self.write(entry) {
            // When the transaction itself was ended (a full disk) there is nothing to go back to.
            let _ = store
                .connection
                .execute_batch("ROLLBACK TO document; RELEASE document");
            if store.connection.is_autocommit() {
                self.open = None;
            }
            let _ = self.commit();
            return Err(e);
        }
        store.sql(store.connection.execute_batch("RELEASE document"))?;
        self.added += 1;
        self.pending += 1;
        if self.pending >= BATCH || self.open.is_some_and(|since| since.elapsed() > TURN) {
            self.commit()?;
        }
        Ok(Added::New)
    }

    /// Ends the run. Gives how many documents were added, and how many were known.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(mut self) -> Result<(usize, usize)> {
        self.transaction()?;
        if self.added > 0 {
            links::find(self.store, self.run, self.canonical.unwrap_or(&|_| None))?;
        }
        let update =
            "UPDATE runs SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
        self.execute(update, params![self.run])?;
        self.commit()?;
        let store = self.store;
        // What the planner knows of the tables; cheap, and only where it has changed much.
        store.sql(store.connection.execute_batch("PRAGMA optimize"))?;
        Ok((self.added, self.known))
    }

    fn transaction(&mut self) -> Result<()> {
        if self.open.is_none() {
            let begun = self.store.connection.execute_batch("BEGIN IMMEDIATE");
            self.store.sql(begun)?;
            self.open = Some(Instant::now());
        }
        Ok(())
    }

    /// Closes the transaction, so that what was added is kept.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn commit(&mut self) -> Result<()> {
        if self.open.is_none() {
            return Ok(());
        }
        let update = "UPDATE runs SET added = ?2, known = ?3, failed = ?4 WHERE id = ?1";
        let counts = [self.added, self.known, self.failed].map(|n| n as i64);
        let done = self
            .execute(update, params![self.run, counts[0], counts[1], counts[2]])
            .and_then(|_| {
                self.store
                    .sql(self.store.connection.execute_batch("COMMIT"))
            });
        if done.is_err() {
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
        self.open = None;
        self.pending = 0;
        done
    }

    fn execute(&self, sql: &str, values: &[&dyn ToSql]) -> Result<i64> {
        let c = &self.store.connection;
        let done = c.prepare_cached(sql).and_then(|mut s| s.execute(values));
        self.store.sql(done)?;
        Ok(c.last_insert_rowid())
    }

    fn write(&self, entry: &Entry) -> Result<()> {
        let document = self.execute(
            "INSERT INTO documents (sha256, path, format, pages, title, unread, run_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![entry.sha256, entry.path, entry.format, entry.pages, entry.title, entry.unread as i64, self.run],
        )?;
        let mut reports = Vec::with_capacity(entry.reports.len());
        for (i, r) in entry.reports.iter().enumerate() {
            let [start, end] = days(r.period);
            reports.push(self.execute(
                "INSERT INTO reports (document_id, section, kind, title, organisation, body, series, period_start, period_end, dated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![document, i as i64, r.kind, r.title, r.organisation, r.body, r.series, start, end, r.dated],
            )?);
        }
        for p in &entry.passages {
            let [page, line] = place(p.place);
            self.execute(
                "INSERT INTO passages (report_id, number, role, text, page, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![reports[p.report], p.number, p.role, p.text, page, line],
            )?;
        }
        let mut tables = Vec::with_capacity(entry.tables.len());
        for (i, t) in entry.tables.iter().enumerate() {
            let [page, line] = place(t.place);
            let id = self.execute(
                "INSERT INTO tables (report_id, number, title, page, line, rows, columns, doubt, restated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![reports[t.report], i as i64, t.title, page, line, t.rows as i64, t.columns as i64, t.doubt, t.restated],
            )?;
            tables.push(id);
            for c in &t.cells {
                let [page, line] = place(c.place);
                let [row, column, row_span, column_span] = c.at;
                // Two cells that read as one position are one cell to those who query.
                self.execute(
                    "INSERT OR IGNORE INTO cells (table_id, row, \"column\", row_span, column_span, role, text, page, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    params![id, row, column, row_span, column_span, c.role, c.text, page, line],
                )?;
            }
        }
        let mut claims = Vec::with_capacity(entry.claims.len());
        for c in &entry.claims {
            let [page, line] = place(c.place);
            claims.push(self.execute(
                "INSERT INTO claims (report_id, kind, measure, text, page, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![reports[c.report], c.kind, c.measure, c.text, page, line],
            )?);
        }
        for m in &entry.measures {
            let r = &entry.reports[m.report];
            self.execute(
                "INSERT OR IGNORE INTO measures (id, body, series, name, around, dimensions, kind, label) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![m.id, r.body, r.series, m.name, m.around, m.dimensions, m.kind, m.label],
            )?;
        }
        for f in &entry.facts {
            let table = f.cell.and_then(|(t, _, _)| tables.get(t as usize)).copied();
            let claim = f.claim.and_then(|c| claims.get(c as usize)).copied();
            self.fact(f, reports[f.report], table, claim)?;
        }
        for t in &entry.tests {
            self.test(t, document)?;
        }
        supersede::earlier_versions(self.store, document)
    }

    fn fact(&self, f: &FactRow, report: i64, table: Option<i64>, claim: Option<i64>) -> Result<()> {
        let [start, end] = days(f.period);
        let [page, line] = place(f.place);
        let [value, low, high] = f.millionths.map_or([None; 3], |m| m.map(Some));
        let (row, column) = f.cell.map(|(_, r, c)| (r, c)).unzip();
        self.execute(
            "INSERT INTO facts (report_id, measure_id, measure, dimensions, period_start, period_end, shape, value, unit, precision, millionths, low, high, text, page, line, table_id, row, \"column\", claim_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            params![
                report, f.measure_id, f.measure, f.dimensions, start, end, f.period.map(shape), f.value, f.unit,
                f.precision, value, low, high, f.text, page, line, table, row, column, claim
            ],
        )?;
        Ok(())
    }

    fn test(&self, t: &TestRow, document: i64) -> Result<()> {
        let [page, line] = place(t.place);
        self.execute(
            "INSERT INTO tests (document_id, rule, outcome, level, finding, message, stated, computed, cause, text, page, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![document, t.rule, t.outcome, t.level, t.finding, t.message, t.stated, t.computed, t.cause, t.text, page, line],
        )?;
        Ok(())
    }
}

/// First and last day, as text.
fn days(period: Option<crate::figure::Period>) -> [Option<String>; 2] {
    [
        period.map(|p| p.start.to_string()),
        period.map(|p| p.end.to_string()),
    ]
}

/// Page and line, empty where there are none.
fn place(place: Place) -> [Option<u32>; 2] {
    [place.page, place.line()].map(|n| (n > 0).then_some(n))
}
