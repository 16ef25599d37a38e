//! Rows and columns on stdout: a table for people, comma-separated values, JSON lines.

use crate::cli::store::RowsFormat;
use crate::report::csv::Rows;
use crate::report::sanitize::clean;
use crate::store::file::{Answer, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// Writes a whole answer.
pub(super) fn write(out: &mut dyn Write, answer: &Answer, format: RowsFormat) -> io::Result<()> {
    if format == RowsFormat::Table {
        return table(out, answer);
    }
    let mut sink = Sink::new(out, format);
    sink.row(&answer.columns, None)?;
    for row in &answer.rows {
        sink.row(&answer.columns, Some(row))?;
    }
    Ok(())
}

/// Rows written as they come, for formats that need not know them all.
pub(super) struct Sink<'a> {
    out: &'a mut dyn Write,
    format: RowsFormat,
}

impl<'a> Sink<'a> {
    pub(super) fn new(out: &'a mut dyn Write, format: RowsFormat) -> Self {
        Sink { out, format }
    }

    /// The names of the columns when there is no row.
    pub(super) fn row(&mut self, columns: &[String], row: Option<&[Value]>) -> io::Result<()> {
        match self.format {
            RowsFormat::Csv | RowsFormat::Table => {
                let fields: Vec<String> = match row {
                    None => columns.to_vec(),
                    Some(row) => row.iter().map(Value::to_string).collect(),
                };
                let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
                let mut rows = Rows::new(&mut *self.out);
                rows.write(&fields)?;
                rows.finish()
            }
            RowsFormat::Json => {
                let Some(row) = row else { return Ok(()) };
                crate::report::json::line(self.out, &Object(columns, row))
            }
        }
    }
}

/// A row as an object, its members in the order of the columns.
struct Object<'a>(&'a [String], &'a [Value]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for (name, value) in self.0.iter().zip(self.1) {
            match value {
                Value::Null => map.serialize_entry(name, &())?,
                Value::Whole(n) => map.serialize_entry(name, n)?,
                Value::Real(x) => map.serialize_entry(name, x)?,
                Value::Text(t) => map.serialize_entry(name, t)?,
            }
        }
        map.end()
    }
}

/// A longer text is cut in its middle: paths tell most at their end.
const WIDEST: usize = 60;

fn table(out: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    let shown = |text: &str| -> String {
        let text = clean(text);
        let long = text.chars().count();
        if long > WIDEST {
            let mut cut: String = text.chars().take(WIDEST / 2 - 1).collect();
            cut.push('…');
            cut.extend(text.chars().skip(long - WIDEST / 2));
            cut
        } else {
            text.into_owned()
        }
    };
    let head: Vec<String> = answer.columns.iter().map(|c| shown(c)).collect();
    let rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|r| r.iter().map(|v| shown(&v.to_string())).collect())
        .collect();
    // Numbers stand at the right of their column.
    let right: Vec<bool> = (0..head.len())
        .map(|i| {
            let mut values = answer.rows.iter().filter_map(|r| r.get(i));
            !answer.rows.is_empty()
                && values.all(|v| match v {
                    Value::Null | Value::Whole(_) | Value::Real(_) => true,
                    Value::Text(t) => t.parse::<rust_decimal::Decimal>().is_ok(),
                })
        })
        .collect();
    let width: Vec<usize> = (0..head.len())
        .map(|i| {
            let cells = rows.iter().filter_map(|r| r.get(i)).chain(head.get(i));
            cells.map(|c| c.chars().count()).max().unwrap_or(0)
        })
        .collect();
    for row in std::iter::once(&head).chain(&rows) {
        let mut line = String::new();
        for ((cell, width), right) in row.iter().zip(&width).zip(&right) {
            let pad = " ".repeat(width - cell.chars().count());
            if *right {
                line.push_str(&pad);
                line.push_str(cell);
            } else {
                line.push_str(cell);
                line.push_str(&pad);
            }
            line.push_str("  ");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
