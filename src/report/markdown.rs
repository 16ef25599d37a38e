//! Extracts as Markdown: tables to look at, and what was read from prose.

use super::Stage;
use super::sanitize::clean;
use crate::document::Place;
use crate::fact::Reading;
use crate::fact::names;
use crate::finding::message::{number, period};
use crate::finding::{Location, Role};
use crate::table::Table;
use std::io::{self, Write};

/// Writes a reading, or one stage of it.
pub fn extract(out: &mut dyn Write, reading: &Reading, stage: Option<Stage>) -> io::Result<()> {
    writeln!(
        out,
        "# {}",
        clean(reading.title.as_deref().unwrap_or(&reading.path))
    )?;
    match stage {
        None => {
            for (i, t) in reading.tables.iter().enumerate() {
                table(out, i, t)?;
            }
            claims(out, reading)
        }
        Some(Stage::Tables) => reading
            .tables
            .iter()
            .enumerate()
            .try_for_each(|(i, t)| table(out, i, t)),
        Some(Stage::Claims) => claims(out, reading),
        Some(Stage::Facts) => facts(out, reading),
        Some(Stage::Blocks | Stage::Words) => blocks(out, reading),
    }
}

fn at(place: Place) -> String {
    match (place.page, place.line) {
        (0, 0) => String::new(),
        (0, line) => format!("line {line}"),
        (page, _) => format!("page {page}"),
    }
}

fn cell_text(text: &str) -> String {
    clean(text).replace('\\', "\\\\").replace('|', "\\|")
}

fn table(out: &mut dyn Write, index: usize, t: &Table) -> io::Result<()> {
    let title = t
        .title
        .as_deref()
        .map(|t| format!(": {}", clean(t)))
        .unwrap_or_default();
    writeln!(out, "\n## Table {}{title} ({})\n", index + 1, at(t.place))?;
    let header = (t.header_rows as usize).clamp(1, t.rows.len().max(1));
    for row in 0..t.rows.len() {
        write!(out, "|")?;
        for column in 0..t.columns.len() {
            let own = t
                .cell(row, column)
                .filter(|c| c.row as usize == row && c.column as usize == column);
            write!(
                out,
                " {} |",
                own.map(|c| cell_text(&c.text)).unwrap_or_default()
            )?;
        }
        writeln!(out)?;
        if row + 1 == header {
            writeln!(out, "|{}", " --- |".repeat(t.columns.len()))?;
        }
    }
    for note in &t.notes {
        writeln!(out, "\n{}", clean(note))?;
    }
    Ok(())
}

fn claims(out: &mut dyn Write, reading: &Reading) -> io::Result<()> {
    writeln!(out, "\n## Claims\n")?;
    for c in &reading.claims {
        let Some(block) = reading.blocks.get(c.block as usize) else {
            continue;
        };
        let operands: Vec<String> = c
            .operands
            .iter()
            .map(|o| {
                format!(
                    "{} {}",
                    names::part(o.part),
                    clean(o.figure.span.of(&block.text))
                )
            })
            .collect();
        writeln!(
            out,
            "- {} ({}): {} [{}]",
            names::claim(c.kind),
            at(block.place_at(c.span.start)),
            clean(c.span.of(&block.text)),
            operands.join(", ")
        )?;
    }
    Ok(())
}

fn facts(out: &mut dyn Write, reading: &Reading) -> io::Result<()> {
    writeln!(
        out,
        "\n| measure | period | dimensions | value | unit | place |\n| --- | --- | --- | ---: | --- | --- |"
    )?;
    for f in &reading.facts {
        let members: Vec<&str> = f.dimensions.iter().map(|(_, m)| m.as_str()).collect();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            cell_text(&f.measure),
            f.period.map(period).unwrap_or_default(),
            cell_text(&members.join("; ")),
            number(f.figure.scaled()),
            f.figure.unit.code(),
            at(Location::fact(reading, Role::Primary, f.source).place)
        )?;
    }
    Ok(())
}

fn blocks(out: &mut dyn Write, reading: &Reading) -> io::Result<()> {
    writeln!(out)?;
    for b in &reading.blocks {
        writeln!(
            out,
            "- {} ({}): {}",
            names::block(b.role),
            at(b.place_at(0)),
            clean(&b.text)
        )?;
    }
    Ok(())
}
