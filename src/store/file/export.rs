//! Observations one by one, in the order of partitions.

use super::Store;
use super::entry::{Entry, shape};
use super::{across, query::Value};
use crate::error::Result;
use std::ops::ControlFlow;

/// The columns of an observation, as the view has them; whole numbers where it says so.
pub const COLUMNS: [(&str, bool); 26] = [
    ("organisation", false),
    ("fact", true),
    ("report", true),
    ("document", false),
    ("path", false),
    ("series", false),
    ("line_id", true),
    ("measure", false),
    ("dimensions", false),
    ("period_start", false),
    ("period_end", false),
    ("shape", false),
    ("published", false),
    ("unit", false),
    ("value", false),
    ("millionths", true),
    ("low", true),
    ("high", true),
    ("text", false),
    ("table_id", true),
    ("table_number", true),
    ("table_row", true),
    ("table_column", true),
    ("restated", true),
    ("page", true),
    ("line", true),
];

impl Store {
    /// Hands over every observation, by organisation and year of publication.
    ///
    /// # Errors
    /// When the store cannot be read, or `row` fails.
    pub fn observations(
        &self,
        mut row: impl FnMut(&[Value]) -> std::io::Result<()>,
    ) -> Result<std::io::Result<()>> {
        let names: Vec<&str> = COLUMNS.iter().map(|(n, _)| *n).collect();
        let sql = format!(
            "SELECT {} FROM observations ORDER BY organisation, substr(published, 1, 4), fact",
            names.join(", ")
        );
        self.query_each(&sql, &mut |_, values| match values {
            Some(values) => row(&values),
            None => Ok(()),
        })
    }
}

impl Entry {
    /// The observations of a document that is in no store. The numbers of its facts and reports are made from its
    /// content, so that parts written on many machines go together.
    pub fn observations<B>(&self, mut row: impl FnMut(&[Value]) -> ControlFlow<B>) -> Option<B> {
        let text = |t: &str| Value::Text(t.to_string());
        let whole = |n: u32| {
            if n == 0 {
                Value::Null
            } else {
                Value::Whole(n.into())
            }
        };
        for (i, f) in self.facts.iter().enumerate() {
            let (Some(line), Some((number, r, c)), Some(period), Some([value, low, high])) =
                (f.measure_id, f.cell, f.period, f.millionths)
            else {
                continue;
            };
            let report = &self.reports[f.report];
            let Some(table) = self.tables.get(number as usize) else {
                continue;
            };
            let Some(published) = report.period else {
                continue;
            };
            if report.body.is_empty() || table.doubt.is_some() {
                continue;
            }
            let done = row(&[
                text(&report.body),
                Value::Whole(across::number_of(self, "fact", i)),
                Value::Whole(across::number_of(self, "report", f.report)),
                text(&self.sha256),
                text(&self.path),
                text(&report.series),
                Value::Whole(line),
                text(&f.measure),
                text(&f.dimensions),
                text(&period.start.to_string()),
                text(&period.end.to_string()),
                text(shape(period)),
                text(&published.end.to_string()),
                text(f.unit),
                text(&f.value),
                Value::Whole(value),
                Value::Whole(low),
                Value::Whole(high),
                text(&f.text),
                Value::Whole(across::number_of(self, "table", number as usize)),
                Value::Whole(number.into()),
                Value::Whole(r.into()),
                Value::Whole(c.into()),
                Value::Whole(table.restated.into()),
                whole(f.place.page),
                whole(f.place.line()),
            ]);
            if let ControlFlow::Break(b) = done {
                return Some(b);
            }
        }
        None
    }
}
