//! The sheets of a workbook to blocks and tables: a sheet holds titles, tables and notes, one below the other.

use super::flow::{Flowed, block};
use super::lines::{is_caption, is_note};
use super::{Block, Pieces, Role, looks, markup};
use crate::document::Place;
use crate::document::flow::{FlowCell, FlowTable, FlowText, Sheet, TextRole};

type Row = (u32, Vec<FlowCell>);

/// Turns sheets into blocks and tables, in order. Each begins with its name as a heading.
pub fn lay_out(sheets: Vec<Sheet>) -> Vec<Flowed> {
    let mut out = Vec::new();
    for (i, sheet) in sheets.into_iter().enumerate() {
        let place = Place::at_line(i as u32 + 1, 1);
        out.push(Flowed::Block(Block {
            role: Role::Heading(1),
            text: markup::one_line(&sheet.name),
            pieces: Pieces::of(place),
            table: None,
        }));
        lay_out_sheet(sheet, &mut out);
    }
    out
}

/// Cuts rows where some are left empty. Rows of figures behind a gap go on with the table above: a blank row often sets
/// a total apart.
fn chunks(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let follows = |last: &Vec<Row>| {
            let Some((number, _)) = last.last() else {
                return false;
            };
            row.0 <= number + 1
                || row.0 <= number + 2
                    && has_figures(&row.1)
                    && last.iter().any(|r| has_figures(&r.1))
        };
        match out.last_mut() {
            Some(last) if follows(last) => last.push(row),
            _ => out.push(vec![row]),
        }
    }
    out
}

fn filled(cells: &[FlowCell]) -> impl Iterator<Item = &FlowCell> {
    cells.iter().filter(|c| !c.text.trim().is_empty())
}

fn has_figures(cells: &[FlowCell]) -> bool {
    filled(cells)
        .skip(1)
        .any(|c| looks::is_numeric(&c.text) && !looks::is_period(&c.text))
}

/// A row of one cell of words.
fn alone(row: &Row) -> Option<&FlowCell> {
    let mut cells = filled(&row.1);
    let only = cells.next()?;
    (cells.next().is_none() && !looks::is_numeric(&only.text)).then_some(only)
}

/// A part of a sheet.
enum Part {
    Text(FlowCell),
    Table(Vec<Row>),
}

/// Titles above, notes below, and the table between them.
fn cut(mut rows: Vec<Row>, parts: &mut Vec<Part>) {
    let head = rows.iter().take_while(|r| alone(r).is_some()).count();
    let is_end = |r: &&Row| alone(r).is_some_and(|c| is_note(&c.text) || c.text.len() > 60);
    let tail = rows[head..].iter().rev().take_while(is_end).count();
    let below = rows.split_off(rows.len() - tail);
    let body = rows.split_off(head);
    let texts = |rows: Vec<Row>| {
        let text = |r: &Row| alone(r).cloned().map(Part::Text);
        rows.iter().filter_map(text).collect::<Vec<_>>()
    };
    parts.extend(texts(rows));
    if !body.is_empty() {
        parts.push(Part::Table(body));
    }
    parts.extend(texts(below));
}

/// The most lines of words over a table of which the first is its title.
const TITLE_LINES: usize = 3;

fn lay_out_sheet(sheet: Sheet, out: &mut Vec<Flowed>) {
    let mut parts = Vec::new();
    for chunk in chunks(sheet.rows) {
        cut(chunk, &mut parts);
    }
    let is_table: Vec<bool> = parts.iter().map(|p| matches!(p, Part::Table(_))).collect();
    let mut below = false;
    for (i, part) in parts.into_iter().enumerate() {
        match part {
            Part::Table(rows) => {
                let place = rows.first().and_then(|r| r.1.first()).map(|c| c.place);
                let table = uncovered(rows);
                out.push(Flowed::Table(place.unwrap_or_default(), table));
                below = true;
            }
            Part::Text(cell) => {
                let next = &is_table[i + 1..];
                let above = next.iter().take(TITLE_LINES).any(|t| *t);
                out.extend(text(&cell, above, below).map(Flowed::Block));
            }
        }
    }
}

/// Rows of cells at their columns to cells that follow each other: those that a merged one covers go.
fn uncovered(rows: Vec<Row>) -> FlowTable {
    // The first row that each column is free in again.
    let mut free: Vec<usize> = Vec::new();
    let keep = |(r, (_, cells)): (usize, Row)| -> Vec<FlowCell> {
        free.resize(free.len().max(cells.len()), 0);
        let mut kept = Vec::with_capacity(cells.len());
        for (c, cell) in cells.into_iter().enumerate() {
            if free[c] > r {
                continue;
            }
            let to = c + usize::from(cell.column_span.max(1));
            free.resize(free.len().max(to), 0);
            free[c..to].fill(r + usize::from(cell.row_span.max(1)));
            kept.push(cell);
        }
        kept
    };
    FlowTable {
        rows: rows.into_iter().enumerate().map(keep).collect(),
    }
}

/// The block of a cell that stands alone in its row.
fn text(cell: &FlowCell, above_table: bool, below_table: bool) -> Option<Block> {
    let line = markup::one_line(&cell.text);
    let role = if is_caption(&line) {
        TextRole::Caption
    } else if below_table && is_note(&line) {
        TextRole::Note
    } else if above_table && looks::is_title(&line) {
        TextRole::Heading(2)
    } else {
        TextRole::Paragraph
    };
    let text = FlowText {
        role,
        text: line,
        bold: false,
    };
    block(&text, cell.place, below_table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let cell = |line: u32, text: &&str| FlowCell {
            text: (*text).to_string(),
            row_span: 1,
            column_span: 1,
            place: Place::at_line(1, line),
        };
        Sheet {
            name: "Budget".to_string(),
            rows: rows
                .iter()
                .map(|(n, cells)| (*n, cells.iter().map(|c| cell(*n, c)).collect()))
                .collect(),
        }
    }

    fn told(sheet: Sheet) -> Vec<String> {
        let tell = |f: &Flowed| match f {
            Flowed::Block(b) => format!("{:?} {}", b.role, b.text),
            Flowed::Table(p, t) => format!("table at {} of {}", p.line(), t.rows.len()),
        };
        lay_out(vec![sheet]).iter().map(tell).collect()
    }

    #[test]
    fn titles_tables_and_notes_are_told_apart() {
        let out = told(sheet(&[
            (1, &["Revenue budget by service"]),
            (2, &["All figures in £m"]),
            (4, &["Service", "2024/25", "2025/26"]),
            (5, &["Parks", "12", "13"]),
            (7, &["Total", "12", "13"]),
            (9, &["Note: before reserves are drawn on"]),
        ]));
        assert_eq!(
            out,
            [
                "Heading(1) Budget",
                "Heading(2) Revenue budget by service",
                "Caption All figures in £m",
                "table at 4 of 3",
                "Note Note: before reserves are drawn on"
            ]
        );
    }

    #[test]
    fn cells_under_a_merged_one_are_not_repeated() {
        let mut merged = sheet(&[
            (1, &["Park", "2024/25", "", "Note"]),
            (2, &["", "Budget", "Actual"]),
            (3, &["North", "12", "13", "x"]),
        ]);
        merged.rows[0].1[0].row_span = 2;
        merged.rows[0].1[1].column_span = 2;
        let table = uncovered(merged.rows);
        let texts =
            |r: usize| -> Vec<&str> { table.rows[r].iter().map(|c| c.text.as_str()).collect() };
        assert_eq!(texts(0), ["Park", "2024/25", "Note"]);
        assert_eq!(texts(1), ["Budget", "Actual"]);
        assert_eq!(texts(2).len(), 4);
    }

    #[test]
    fn a_second_table_below_a_gap_is_a_table_of_its_own() {
        let out = told(sheet(&[
            (1, &["Service", "2024/25"]),
            (2, &["Parks", "12"]),
            (4, &["Ward", "Homes"]),
            (5, &["North", "40"]),
        ]));
        assert_eq!(out[1..], ["table at 1 of 2", "table at 4 of 2"]);
    }
}
