//! The figure that stands at a place, and names of cells.

use crate::fact::Reading;
use crate::figure::Figure;
use crate::finding::Location;

/// The only figure at a place; none where there are several, or words.
pub(super) fn figure(readings: &[Reading], at: &Location) -> Option<Figure> {
    let reading = readings.get(at.document as usize)?;
    if let Some((block, span)) = at.prose {
        let mut inside = reading.figures_in(block, span);
        let first = inside.next().copied();
        if first.is_some() {
            return first.filter(|_| inside.next().is_none());
        }
        let operands = reading
            .all_claims()
            .filter(|c| c.block == block)
            .flat_map(|c| &c.operands);
        return operands
            .map(|o| o.figure)
            .find(|f| span.start <= f.span.start && f.span.end <= span.end);
    }
    let (table, row, column) = at.cell?;
    let table = reading.tables.get(table as usize)?;
    table
        .cell(row as usize, column as usize)?
        .reading
        .figure()
        .copied()
}

/// Whether a cell of a table has nothing in it that could be added up.
pub(super) fn empty(readings: &[Reading], at: &Location) -> bool {
    let cell = || {
        let (table, row, column) = at.cell.filter(|_| at.prose.is_none())?;
        let table = readings
            .get(at.document as usize)?
            .tables
            .get(table as usize)?;
        table.cell(row as usize, column as usize)
    };
    use crate::figure::Reading::{Blank, Suppressed};
    cell().is_some_and(|c| matches!(c.reading, Blank | Suppressed(_)))
}

/// A column by its letters, as Excel names it, from 0.
pub(super) fn letter(column: u16) -> char {
    char::from(b'A' + (column.min(25)) as u8)
}

/// A cell by its name: column from 0, row from 0.
pub(super) fn name(column: u16, row: u32) -> String {
    format!("{}{}", letter(column), row + 1)
}
