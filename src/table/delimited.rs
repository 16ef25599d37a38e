//! Tables in text and delimited files: lines and records to cells.

use super::{Axis, Cell, Table};
use crate::document::{Grid, Line, Place};
use crate::layout::lines::Delimiter;

/// A table from a delimited file; rows and columns are those of the file.
pub fn from_grid(grid: &Grid) -> Table {
    let rows = grid
        .records
        .iter()
        .map(|(line, fields)| (*line, fields.clone()))
        .collect();
    from_rows(rows)
}

/// A table from lines of text.
pub fn from_lines(lines: &[Line], region: &[u32], _delimiter: Delimiter) -> Table {
    let rows = region
        .iter()
        .map(|i| &lines[*i as usize])
        .map(|l| {
            (
                l.number,
                l.text.split('\t').map(|f| f.trim().to_string()).collect(),
            )
        })
        .collect();
    from_rows(rows)
}

fn from_rows(rows: Vec<(u32, Vec<String>)>) -> Table {
    let width = rows.iter().map(|(_, f)| f.len()).max().unwrap_or(0);
    let mut table = Table {
        rows: vec![Axis::default(); rows.len()],
        columns: vec![Axis::default(); width],
        ..Table::default()
    };
    for (r, (line, fields)) in rows.into_iter().enumerate() {
        let place = Place {
            page: 0,
            line,
            bbox: None,
        };
        if r == 0 {
            table.place = place;
        }
        for (c, text) in fields.into_iter().enumerate() {
            table.cells.push(Cell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                text,
                place,
                ..Cell::default()
            });
        }
    }
    table.reindex();
    table
}
