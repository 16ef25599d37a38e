//! Tables of formats that give their cells: rows of cells with spans to a [`Table`].

use super::spans;
use super::{Cell, Table};
use crate::document::Place;
use crate::document::flow::FlowTable;
use crate::layout::markup;

/// Reads a table.
pub fn read(table: &FlowTable, place: Place) -> Table {
    let rows = table.rows.len();
    let spans: Vec<Vec<(usize, usize)>> = table
        .rows
        .iter()
        .map(|r| {
            let span = |c: &crate::document::flow::FlowCell| {
                (usize::from(c.row_span), usize::from(c.column_span))
            };
            r.iter().map(span).collect()
        })
        .collect();
    let places = spans::place(&spans);
    let widest = places
        .iter()
        .zip(&spans)
        .filter_map(|(p, s)| Some(p.last()? + s.last()?.1))
        .max()
        .unwrap_or(0);
    let mut out = Table::sized(rows, widest, place);
    let width = out.columns.len();
    for (r, (cells, columns)) in table.rows.iter().zip(&places).enumerate() {
        for (cell, column) in cells.iter().zip(columns) {
            if *column >= width {
                continue;
            }
            out.cells.push(Cell {
                row: r as u32,
                column: *column as u32,
                row_span: cell
                    .row_span
                    .clamp(1, (rows - r).min(usize::from(u16::MAX)) as u16),
                column_span: cell
                    .column_span
                    .clamp(1, (width - column).min(usize::from(u16::MAX)) as u16),
                text: markup::one_line(&cell.text).into(),
                place: cell.place,
                ..Cell::default()
            });
        }
    }
    out.reindex();
    fill(&mut out);
    out
}

/// Gives positions that no cell covers an empty one, since rows may be shorter than others.
fn fill(table: &mut Table) {
    let columns = table.columns.len();
    let missing = table.uncovered();
    if missing.is_empty() {
        return;
    }
    let mut places = vec![table.place; table.rows.len()];
    for c in &table.cells {
        places[c.row as usize] = c.place;
    }
    for i in missing {
        let row = i / columns;
        table.cells.push(Cell {
            row: row as u32,
            column: (i % columns) as u32,
            row_span: 1,
            column_span: 1,
            place: places[row],
            ..Cell::default()
        });
    }
    table.cells.sort_by_key(|c| (c.row, c.column));
    table.reindex();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::flow::FlowCell;

    fn cell(text: &str, row_span: u16, column_span: u16) -> FlowCell {
        FlowCell {
            text: text.to_string(),
            row_span,
            column_span,
            place: Place::default(),
        }
    }

    #[test]
    fn spans_are_placed_and_short_rows_filled() {
        let table = FlowTable {
            rows: vec![
                vec![cell("Park", 2, 1), cell("2024/25", 1, 2)],
                vec![cell("Budget", 1, 1), cell("Actual", 1, 1)],
                vec![cell("North\n field", 1, 1), cell("12", 1, 1)],
            ],
        };
        let t = read(&table, Place::default());
        let text = |r, c| t.cell(r, c).map(|c| c.text.as_str());
        assert_eq!(text(1, 0), Some("Park"));
        assert_eq!(text(0, 2), Some("2024/25"));
        assert_eq!(text(1, 2), Some("Actual"));
        assert_eq!(text(2, 0), Some("North field"));
        assert_eq!(text(2, 2), Some(""));
    }

    #[test]
    fn a_hostile_table_is_bounded() {
        let mut rows = vec![vec![cell("x", 65_000, 1_000); 60]];
        rows.extend((0..5_000).map(|_| vec![cell("1", 1, 1)]));
        let t = read(&FlowTable { rows }, Place::default());
        assert!(t.rows.len() * t.columns.len() <= crate::table::MOST_POSITIONS);
        assert!(t.doubt.is_some());
    }
}
