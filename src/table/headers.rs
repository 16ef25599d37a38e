//! Which rows head columns and which column names rows; units, scales and periods that headers give to figures.

use super::{CellRole, Table};
use crate::figure::number;

/// Gives every cell its role and reading, and every row and column its label, unit, scale and period.
pub fn read(table: &mut Table) {
    for cell in &mut table.cells {
        cell.reading = number::read_cell(&cell.text);
        cell.role = if cell.row == 0 {
            CellRole::Header
        } else if cell.column == 0 {
            CellRole::Label
        } else {
            CellRole::Figure
        };
    }
    table.header_rows = 1;
    table.label_column = Some(0);
    for i in 0..table.rows.len() {
        table.rows[i].path = table
            .cell(i, 0)
            .map(|c| vec![c.text.clone()])
            .unwrap_or_default();
    }
    for i in 0..table.columns.len() {
        table.columns[i].path = table
            .cell(0, i)
            .map(|c| vec![c.text.clone()])
            .unwrap_or_default();
    }
}
