//! Extracts as Markdown: tables to look at, and what was read from prose.

use super::Stage;
use super::sanitize::clean;
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
                table(out, reading, i, t)?;
            }
            claims(out, reading)
        }
        Some(Stage::Tables) => reading
            .tables
            .iter()
            .enumerate()
            .try_for_each(|(i, t)| table(out, reading, i, t)),
        Some(Stage::Claims) => claims(out, reading),
        Some(Stage::Facts) => facts(out, reading),
        Some(Stage::Blocks | Stage::Words) => blocks(out, reading),
    }
}

fn cell_text(text: &str) -> String {
    clean(text).replace('\\', "\\\\").replace('|', "\\|")
}

fn table(out: &mut dyn Write, reading: &Reading, index: usize, t: &Table) -> io::Result<()> {
    let title = t
        .title
        .as_deref()
        .map(|t| format!(": {}", clean(t)))
        .unwrap_or_default();
    writeln!(
        out,
        "\n## Table {}{title} ({})\n",
        index + 1,
        t.place.words(reading.format)
    )?;
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
            block.place_at(c.span.start).words(reading.format),
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
    for f in reading.facts() {
        let members: Vec<&str> = f.dimensions.iter().map(|(_, m)| &**m).collect();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            cell_text(f.measure),
            f.period.map(period).unwrap_or_default(),
            cell_text(&members.join("; ")),
            number(f.figure.scaled()),
            f.figure.unit.code(),
            Location::fact(reading, Role::Primary, f.source)
                .place
                .words(reading.format)
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
            b.place_at(0).words(reading.format),
            clean(&b.text)
        )?;
    }
    Ok(())
}
