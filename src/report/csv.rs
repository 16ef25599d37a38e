//! Extracts as comma-separated values: one row for each cell, fact, claim operand, block or word.

use super::Stage;
use crate::document::Place;
use crate::fact::Reading;
use crate::fact::names;
use crate::finding::message::period;
use crate::finding::{Location, Role};
use std::io::{self, Write};

fn place(p: Place) -> [String; 2] {
    let number = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    [number(p.page), number(p.line())]
}

/// Writes one stage of readings; where there are several, each row begins with its file.
pub fn extract(out: &mut dyn Write, readings: &[Reading], stage: Stage) -> io::Result<()> {
    let mut rows = Rows::new(out);
    for reading in readings {
        rows.of_file((readings.len() > 1).then_some(&reading.path));
        stage_of(&mut rows, reading, stage)?;
    }
    rows.finish()
}

fn stage_of(rows: &mut Rows<'_>, reading: &Reading, stage: Stage) -> io::Result<()> {
    match stage {
        Stage::Tables => {
            rows.header(&[
                "table",
                "title",
                "page",
                "line",
                "row",
                "column",
                "role",
                "row label",
                "column label",
                "text",
                "value",
                "unit",
            ])?;
            for (i, t) in reading.tables.iter().enumerate() {
                for c in &t.cells {
                    let [page, line] = place(c.place);
                    let label = |axes: &[crate::table::Axis], at: u32| {
                        axes.get(at as usize)
                            .map(|a| a.path.join(" / "))
                            .unwrap_or_default()
                    };
                    let figure = c.reading.figure();
                    rows.write(&[
                        &i.to_string(),
                        t.title.as_deref().unwrap_or(""),
                        &page,
                        &line,
                        &c.row.to_string(),
                        &c.column.to_string(),
                        names::cell(c.role),
                        &label(&t.rows, c.row),
                        &label(&t.columns, c.column),
                        &c.text,
                        &figure
                            .map(|f| f.scaled().normalize().to_string())
                            .unwrap_or_default(),
                        figure.map_or("", |f| f.unit.code()),
                    ])?;
                }
            }
        }
        Stage::Facts => {
            rows.header(&[
                "measure",
                "period",
                "dimensions",
                "value",
                "unit",
                "page",
                "line",
                "text",
            ])?;
            for f in reading.facts() {
                let at = Location::fact(reading, Role::Primary, f.source);
                let [page, line] = place(at.place);
                let dimensions: Vec<String> = f
                    .dimensions
                    .iter()
                    .map(|(d, m)| {
                        if d.is_empty() {
                            m.to_string()
                        } else {
                            format!("{d}: {m}")
                        }
                    })
                    .collect();
                rows.write(&[
                    f.measure,
                    &f.period.map(period).unwrap_or_default(),
                    &dimensions.join("; "),
                    &f.figure.scaled().normalize().to_string(),
                    f.figure.unit.code(),
                    &page,
                    &line,
                    &at.text,
                ])?;
            }
        }
        Stage::Claims => {
            rows.header(&[
                "claim", "kind", "page", "line", "part", "value", "unit", "measure", "period",
                "text",
            ])?;
            for (i, c) in reading.claims.iter().enumerate() {
                let Some(block) = reading.blocks.get(c.block as usize) else {
                    continue;
                };
                for o in &c.operands {
                    let [page, line] = place(block.place_at(o.figure.span.start));
                    rows.write(&[
                        &i.to_string(),
                        names::claim(c.kind),
                        &page,
                        &line,
                        names::part(o.part),
                        &o.figure.scaled().normalize().to_string(),
                        o.figure.unit.code(),
                        &o.measure,
                        &o.period.map(period).unwrap_or_default(),
                        c.span.of(&block.text),
                    ])?;
                }
            }
        }
        Stage::Blocks | Stage::Words => {
            rows.header(&["block", "role", "page", "line", "text"])?;
            for (i, b) in reading.blocks.iter().enumerate() {
                let [page, line] = place(b.place_at(0));
                rows.write(&[&i.to_string(), names::block(b.role), &page, &line, &b.text])?;
            }
        }
    }
    Ok(())
}

/// Rows of a comma-separated file. Cells that a spreadsheet would take for a formula get a leading apostrophe.
pub(crate) struct Rows<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    /// The file that rows are of, where there are several.
    file: Option<String>,
    headed: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Rows {
            writer: csv::Writer::from_writer(out),
            file: None,
            headed: false,
        }
    }
    /// The rows that follow are of this file, and begin with it.
    pub(crate) fn of_file(&mut self, file: Option<&String>) {
        self.file = file.cloned();
    }
    /// The names of the columns, written once.
    pub(crate) fn header(&mut self, names: &[&str]) -> io::Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        let path = self.file.as_ref().map(|_| "path");
        self.writer
            .write_record(path.iter().chain(names))
            .map_err(io::Error::other)
    }
    pub(crate) fn write(&mut self, fields: &[&str]) -> io::Result<()> {
        self.writer
            .write_record(
                self.file
                    .as_deref()
                    .iter()
                    .chain(fields)
                    .map(|f| guarded(f)),
            )
            .map_err(io::Error::other)
    }
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn guarded(field: &str) -> String {
    let clean = super::sanitize::clean(field);
    let formula =
        clean.starts_with(['=', '+', '-', '@']) && clean.parse::<rust_decimal::Decimal>().is_err();
    if formula {
        format!("'{clean}")
    } else {
        clean.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_guarded() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded("-836.6"), "-836.6");
        assert_eq!(guarded("Total"), "Total");
    }
}
