//! Which rows and columns are totals, by label, position and style.

use super::{Line, Table};

/// Marks totals and subtotals.
pub fn mark(table: &mut Table) {
    for axis in table.rows.iter_mut().chain(&mut table.columns) {
        if axis.label().to_lowercase().contains("total") {
            axis.kind = Line::Total;
        }
    }
}
