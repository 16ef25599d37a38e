//! A table region to a [`Table`]: cells with roles and figures, header tree, units, periods, totals.

pub mod aligned;
#[cfg(test)]
mod banded_tests;
mod bare;
pub mod beside;
mod broken;
mod cells;
pub mod chart;
mod columns;
pub mod context;
pub mod continued;
pub mod delimited;
mod drawn;
#[cfg(test)]
mod drawn_tests;
#[cfg(test)]
mod edge_tests;
pub mod flow;
mod given;
pub mod grid;
mod headed;
pub mod headers;
#[cfg(test)]
mod heading_tests;
mod headings;
mod heads;
mod labels;
mod mended;
mod merged;
mod names;
pub mod numbered;
#[cfg(test)]
mod page_tests;
pub mod parted;
mod path;
mod paths;
pub mod read;
pub mod ruled;
mod shape;
mod spaced;
mod spans;
mod stacked;
pub mod tagged;
#[cfg(test)]
mod tagged_tests;
mod text;
mod texts;
pub mod totals;
pub mod units;
mod wide;

use crate::document::Place;
use crate::figure::{Period, Reading, Unit};
pub use path::{Once, Path};
pub use text::Text;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CellRole {
    /// Heads one or more columns.
    Header,
    /// Names its row.
    Label,
    /// Holds figures (or stands where one belongs).
    #[default]
    Figure,
    /// Running text inside the table.
    Note,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u16,
    /// Columns covered, at least 1.
    pub column_span: u16,
    /// The text on one line.
    pub text: Text,
    /// Where it was read.
    pub place: Place,
    /// Header, label, figure or note.
    pub role: CellRole,
    /// What the text says, units and scales of its headers applied.
    pub reading: Reading,
}

/// What a row or column is, and what it adds up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Line {
    /// Ordinary figures.
    #[default]
    Body,
    /// Header cells only.
    Header,
    /// A heading inside the body: no figures of its own.
    Section,
    /// A total or subtotal by its label.
    Total,
    /// "of which": a part that is already inside the line above.
    OfWhich,
    /// A note, memorandum or unit line.
    Note,
}

/// A row or a column of a table, as the whole pipeline knows it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// The label: own words, then those of the levels above, outermost first.
    pub path: Path,
    /// What it is.
    pub kind: Line,
    /// Depth of indentation or of the header tree, from 0.
    pub level: u8,
    /// Unit that its header or label gives.
    pub unit: Option<Unit>,
    /// Power of ten that its header or label gives.
    pub scale: Option<i8>,
    /// Period that its header or label gives.
    pub period: Option<Period>,
}

impl Axis {
    /// The innermost label.
    pub fn label(&self) -> &str {
        self.path.last().map_or("", |label| label)
    }
}

/// A table, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Caption or heading above it.
    pub title: Option<String>,
    /// Lines around the table that speak of it: units, notes, "figures may not sum due to rounding".
    pub notes: Vec<String>,
    /// Where it begins.
    pub place: Place,
    /// Cells in row-major order.
    pub cells: Vec<Cell>,
    /// Row count.
    pub rows: Vec<Axis>,
    /// Column count.
    pub columns: Vec<Axis>,
    /// Header rows at the top.
    pub header_rows: u32,
    /// Rows at the top that the structure tree calls headings; 0 where it says nothing.
    pub heads: u32,
    /// The column that names rows (not always the first).
    pub label_column: Option<u32>,
    /// Which of `cells` covers a position.
    pub(crate) index: Index,
    /// Unit of the whole table.
    pub unit: Option<Unit>,
    /// Power of ten of the whole table.
    pub scale: Option<i8>,
    /// The amounts of the document's other tables are in thousands or more: this one's are rounded too, though it does
    /// not say so.
    pub rounded: bool,
    /// Something in how it was read is in doubt, with the reason; rules then hold back.
    pub doubt: Option<String>,
}

/// Which cell covers a position of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Index {
    /// One for each position, row-major; a spanned position points at its spanning cell.
    Listed(Vec<Option<u32>>),
    /// Every position has a cell of its own, in order.
    InOrder,
}

impl Default for Index {
    fn default() -> Index {
        Index::Listed(Vec::new())
    }
}

/// The most positions (rows times columns) that a table may have; wider rows are cut, and the table says so.
const MOST_POSITIONS: usize = 2_000_000;

impl Table {
    /// A table of so many rows, the widest of `widest` cells, before it has any cell. Rows that are too wide are cut, and
    /// that is its doubt.
    pub(crate) fn sized(rows: usize, widest: usize, place: Place) -> Table {
        let width = widest.min((MOST_POSITIONS / rows.max(1)).max(1));
        Table {
            rows: vec![Axis::default(); rows],
            columns: vec![Axis::default(); width],
            place,
            doubt: (width < widest)
                .then(|| format!("rows have up to {widest} cells; the first {width} were read")),
            ..Table::default()
        }
    }

    /// The cell that covers a position.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.position(row, column)?)
    }

    /// Where the cell that covers a position stands in `cells`.
    pub(crate) fn position(&self, row: usize, column: usize) -> Option<usize> {
        if column >= self.columns.len() {
            return None;
        }
        let at = row * self.columns.len() + column;
        match &self.index {
            Index::Listed(cells) => Some((*cells.get(at)?)? as usize),
            Index::InOrder => (row < self.rows.len()).then_some(at),
        }
    }

    /// The positions, row-major, that no cell covers.
    fn uncovered(&self) -> Vec<usize> {
        let Index::Listed(cells) = &self.index else {
            return Vec::new();
        };
        let all = cells.iter().enumerate();
        all.filter(|(_, cell)| cell.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// Lays the index over the cells' positions and spans. Call after cells were added or moved.
    pub fn reindex(&mut self) {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let alone = |(i, c): (usize, &Cell)| {
            (c.row as usize, c.column as usize) == (i / columns, i % columns)
                && c.row_span.max(c.column_span) <= 1
        };
        if self.cells.len() == rows * columns && self.cells.iter().enumerate().all(alone) {
            self.index = Index::InOrder;
            return;
        }
        let mut index = vec![None; rows * columns];
        for (i, c) in self.cells.iter().enumerate() {
            for r in c.row as usize..(c.row as usize + usize::from(c.row_span.max(1))).min(rows) {
                for k in c.column as usize
                    ..(c.column as usize + usize::from(c.column_span.max(1))).min(columns)
                {
                    index[r * columns + k].get_or_insert(i as u32);
                }
            }
        }
        self.index = Index::Listed(index);
    }
}

/// A table of rows of texts whose cells are read and nothing else, for tests.
#[cfg(test)]
pub(crate) fn of_texts<'t>(rows: &[impl AsRef<[&'t str]>]) -> Table {
    let width = rows.first().map_or(0, |row| row.as_ref().len());
    let mut table = Table {
        rows: vec![Axis::default(); rows.len()],
        columns: vec![Axis::default(); width],
        ..Table::default()
    };
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.as_ref().iter().enumerate() {
            table.cells.push(Cell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                text: (*text).into(),
                reading: crate::figure::number::read_cell(text),
                ..Cell::default()
            });
        }
    }
    table.reindex();
    table
}

/// A table of tabbed lines with its headers read, for tests.
#[cfg(test)]
pub(crate) fn tabbed(t: &str) -> Table {
    let lines = crate::document::text::lines(t.as_bytes());
    let region: Vec<u32> = (0..lines.len() as u32).collect();
    let delimiter = crate::layout::lines::Delimiter::Tab;
    let mut table = delimited::from_lines(&lines, &region, delimiter);
    headers::read(&mut table, &mut Once::default());
    table
}
