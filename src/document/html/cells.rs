//! A table of a web page while it is read.

use crate::document::Place;
use crate::document::flow::{FlowCell, FlowTable};

/// The most rows and columns that one cell may cover, as the standard has it.
const MOST_ROWS: u32 = 65_534;
const MOST_COLUMNS: u32 = 1_000;

/// A table under way.
pub(super) struct OpenTable {
    place: Place,
    rows: Vec<Vec<FlowCell>>,
    row: Vec<FlowCell>,
    cell: Option<FlowCell>,
}

impl OpenTable {
    pub(super) fn new(place: Place) -> OpenTable {
        OpenTable {
            place,
            rows: Vec::new(),
            row: Vec::new(),
            cell: None,
        }
    }

    /// A row begins or ends; the one before is kept if it has cells.
    pub(super) fn row(&mut self) {
        self.end();
        if !self.row.is_empty() {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    /// A cell begins; `spans` are its rows and columns, where it gives them. Nought rows reach to the table's end.
    pub(super) fn begin(&mut self, place: Place, spans: (Option<u32>, Option<u32>)) {
        self.end();
        let rows = match spans.0 {
            Some(0) => MOST_ROWS,
            rows => rows.unwrap_or(1).min(MOST_ROWS),
        };
        let columns = spans.1.unwrap_or(1).clamp(1, MOST_COLUMNS);
        self.cell = Some(FlowCell::new(rows as u16, columns as u16, place));
    }

    /// The open cell ends.
    pub(super) fn end(&mut self) {
        self.row.extend(self.cell.take());
    }

    /// Adds text to the open cell; false when there is none.
    pub(super) fn put(&mut self, text: &str) -> bool {
        self.cell.as_mut().map(|cell| cell.add(text)).is_some()
    }

    pub(super) fn finish(mut self) -> (Place, FlowTable) {
        self.row();
        (self.place, FlowTable { rows: self.rows })
    }
}
