//! A table of a word-processor document while it is read: cells that go on from the row above become one.

use super::super::xml::Attributes;
use crate::document::Place;
use crate::document::flow::{FlowCell, FlowTable};

/// The most columns that a table of a word processor has.
const COLUMNS: u32 = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    No,
    Begins,
    GoesOn,
}

#[derive(Debug)]
struct Draft {
    cell: FlowCell,
    merge: Merge,
}

impl Draft {
    fn new(columns: u32, place: Place) -> Draft {
        Draft {
            cell: FlowCell::new(1, columns as u16, place),
            merge: Merge::No,
        }
    }
}

/// A table under way.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    table: FlowTable,
    row: Vec<FlowCell>,
    /// Column that the next cell begins at.
    column: usize,
    cell: Option<Draft>,
    /// Row and index of the cell that reaches down in each column.
    reaching: Vec<Option<(usize, usize)>>,
}

impl OpenTable {
    pub(super) fn start(&mut self, name: &str, a: &Attributes<'_>, place: Place) {
        match name {
            "tr" => {
                self.row.clear();
                self.column = 0;
            }
            "gridBefore" => {
                let span = a.number("val").unwrap_or(0).min(COLUMNS);
                if span > 0 {
                    self.close(Draft::new(span, place));
                }
            }
            "tc" => self.cell = Some(Draft::new(1, place)),
            "gridSpan" => {
                if let Some(draft) = &mut self.cell {
                    let columns = a.number("val").unwrap_or(1).clamp(1, COLUMNS);
                    draft.cell.column_span = columns as u16;
                }
            }
            "vMerge" => {
                if let Some(cell) = &mut self.cell {
                    let begins = a.get("val").as_deref() == Some("restart");
                    cell.merge = if begins { Merge::Begins } else { Merge::GoesOn };
                }
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "tc" => {
                if let Some(cell) = self.cell.take() {
                    self.close(cell);
                }
            }
            "tr" => self.table.rows.push(std::mem::take(&mut self.row)),
            _ => {}
        }
    }

    /// Adds a paragraph to the open cell; false when there is none.
    pub(super) fn put(&mut self, text: &str) -> bool {
        self.cell.as_mut().map(|d| d.cell.add(text)).is_some()
    }

    fn close(&mut self, Draft { cell, merge }: Draft) {
        let from = self.column;
        let to = from + usize::from(cell.column_span);
        self.column = to;
        if self.reaching.len() < to {
            self.reaching.resize(to, None);
        }
        if merge == Merge::GoesOn
            && let Some((row, index)) = self.reaching[from]
            && let Some(above) = self.table.rows.get_mut(row).and_then(|r| r.get_mut(index))
        {
            above.row_span = above.row_span.saturating_add(1);
            return;
        }
        let here = (self.table.rows.len(), self.row.len());
        let begun = (merge == Merge::Begins).then_some(here);
        self.reaching[from..to].fill(begun);
        self.row.push(cell);
    }

    pub(super) fn finish(mut self) -> FlowTable {
        if !self.row.is_empty() {
            self.table.rows.push(self.row);
        }
        self.table
    }
}
