//! A table of a web page while it is read, and a list of terms, which is one where it tells figures.

use crate::document::Place;
use crate::document::flow::{FlowCell, FlowTable};
use crate::figure::Reading;
use crate::figure::number::read_cell;

/// The most rows and columns that one cell may cover, as the standard has it.
const MOST_ROWS: u32 = 65_534;
const MOST_COLUMNS: u32 = 1_000;

/// A table under way.
pub(super) struct OpenTable {
    /// It is a list of terms (`dl`): a row for each term with what is said of it.
    pub(super) of_terms: bool,
    place: Place,
    rows: Vec<Vec<FlowCell>>,
    row: Vec<FlowCell>,
    cell: Option<FlowCell>,
}

impl OpenTable {
    pub(super) fn new(place: Place, of_terms: bool) -> OpenTable {
        OpenTable {
            of_terms,
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

/// Whether a list of terms is a table: two terms or more, and at most of them nothing but figures.
pub(super) fn tells_figures(table: &FlowTable) -> bool {
    let of_figures = |row: &&Vec<FlowCell>| {
        row.len() > 1
            && row[1..]
                .iter()
                .all(|c| matches!(read_cell(&c.text), Reading::Figure(_)))
    };
    let rows = table.rows.len();
    rows >= 2 && table.rows.iter().filter(of_figures).count() * 2 > rows
}
