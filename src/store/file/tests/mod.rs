mod documents;
mod measures;
mod trouble;

use super::*;
use crate::document;
use crate::fact::Reading;
use std::path::PathBuf;

/// A folder of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SHORT: Duration = Duration::from_millis(50);

/// An entry made by hand: a report of one organisation and year with one table of figures.
fn entry(path: &str, year: i16, figures: &[(&str, i64)]) -> Entry {
    let text = format!("{path} {year} {figures:?}");
    let mut reading = Reading {
        path: path.to_string(),
        sha256: document::sha256(text.as_bytes()),
        ..Reading::default()
    };
    reading.sections.push(crate::section::Section {
        kind: crate::section::Kind::Report,
        title: format!("Ferry Service Annual Report {year}"),
        body: Some("Sandmouth Borough Council".to_string()),
        period: crate::figure::Period::financial_year(year),
        date: None,
        first: 0,
        end: 1,
    });
    let mut table = crate::table::Table::default();
    table.rows.resize(figures.len(), Default::default());
    table.columns.resize(1, Default::default());
    table.columns[0].period = crate::figure::Period::financial_year(year);
    for (i, (label, value)) in figures.iter().enumerate() {
        let read = crate::figure::number::read_cell(&value.to_string());
        table.rows[i].path = (*label).into();
        table.cells.push(crate::table::Cell {
            row: i as u32,
            row_span: 1,
            column_span: 1,
            text: value.to_string().into(),
            reading: read,
            ..Default::default()
        });
    }
    table.reindex();
    reading.tables.push(table);
    reading.blocks.push(crate::layout::Block {
        role: crate::layout::Role::Table,
        text: String::new(),
        pieces: Default::default(),
        table: Some(0),
    });
    reading.facts = crate::fact::bind(&reading);
    Entry::of(&reading, Vec::new())
}

fn add(store: &Store, entries: &[Entry]) -> Vec<Added> {
    let mut writer = Writer::begin(store, "add").expect("a run begins");
    let added = entries
        .iter()
        .map(|e| writer.add(e).expect("it is added"))
        .collect();
    writer.finish().expect("the run ends");
    added
}

fn one(store: &Store, sql: &str) -> String {
    let answer = store.query(sql).expect("the query runs");
    answer.rows[0][0].to_string()
}
