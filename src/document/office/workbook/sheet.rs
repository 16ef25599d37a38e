//! One sheet: the cells that hold something, as shown, with what is merged.

use super::number_format::NumberFormat;
use super::{Book, decimal};
use crate::document::Place;
use crate::document::flow::{FlowCell, Sheet};
use crate::document::office::xml::{Attributes, Node};
use std::collections::HashMap;

/// The most columns and rows that a sheet may have.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;
/// The most cells of a sheet that are kept, empty ones before the last of a row included.
const CELLS: usize = 4_000_000;

/// A sheet while it is read.
pub(super) struct OpenSheet<'a> {
    book: &'a Book,
    number: u32,
    rows: Vec<(u32, Vec<FlowCell>)>,
    row: u32,
    column: u32,
    cell: Option<Draft>,
    capture: bool,
    kept: usize,
    merged: Vec<[u32; 4]>,
    /// Formulas whose result is not in the file: how many, and the first.
    empty: (usize, String),
    full: bool,
}

#[derive(Default)]
struct Draft {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    value: String,
    formula: bool,
    in_phonetic: bool,
}

impl<'a> OpenSheet<'a> {
    pub(super) fn new(book: &'a Book, number: u32) -> OpenSheet<'a> {
        OpenSheet {
            book,
            number,
            rows: Vec::new(),
            row: 0,
            column: 0,
            cell: None,
            capture: false,
            kept: 0,
            merged: Vec::new(),
            empty: (0, String::new()),
            full: false,
        }
    }

    pub(super) fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Start("row", a) => {
                self.row = a.number("r").unwrap_or(self.row + 1).clamp(1, ROWS);
                self.column = 0;
            }
            Node::Start("c", a) => self.cell = Some(self.begin(a)),
            Node::Start("f", _) => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            Node::Start("v", _) => self.capture = self.cell.is_some(),
            Node::Start("rPh", _) => self.phonetic(true),
            Node::End("rPh") => self.phonetic(false),
            Node::Start("t", _) => {
                self.capture = self.cell.as_ref().is_some_and(|c| !c.in_phonetic);
            }
            Node::End("v" | "t") => self.capture = false,
            Node::Text(t) if self.capture => {
                if let Some(cell) = &mut self.cell {
                    cell.value.push_str(t);
                }
            }
            Node::End("c") => {
                if let Some(cell) = self.cell.take() {
                    self.put(cell);
                }
            }
            Node::Start("mergeCell", a) => {
                self.merged.extend(a.get("ref").as_deref().and_then(area));
            }
            _ => {}
        }
    }

    fn phonetic(&mut self, inside: bool) {
        if let Some(cell) = &mut self.cell {
            cell.in_phonetic = inside;
        }
    }

    fn begin(&self, a: &Attributes<'_>) -> Draft {
        let at = a.get("r").as_deref().and_then(reference);
        let (column, row) = at.unwrap_or((self.column + 1, self.row.max(1)));
        Draft {
            row,
            column,
            kind: a.get("t").unwrap_or_default(),
            style: a.number("s").unwrap_or(0) as usize,
            ..Draft::default()
        }
    }

    fn put(&mut self, cell: Draft) {
        self.column = cell.column;
        let text = self.shown(&cell);
        if cell.formula && cell.value.is_empty() && cell.kind != "str" {
            if self.empty.0 == 0 {
                self.empty.1 = name(cell.column, cell.row);
            }
            self.empty.0 += 1;
        }
        if text.trim().is_empty() {
            return;
        }
        // Rows come in order; what does not is taken where it stands.
        let row = match self.rows.last_mut() {
            Some((row, _)) if *row == cell.row => self.rows.last_mut(),
            Some((row, _)) if *row > cell.row => return,
            _ => {
                self.rows.push((cell.row, Vec::new()));
                self.rows.last_mut()
            }
        };
        let Some((_, cells)) = row else { return };
        let wanted = cell.column as usize;
        self.kept += wanted.saturating_sub(cells.len());
        if self.kept > CELLS {
            self.full = true;
            return;
        }
        let place = Place::at_line(self.number, cell.row);
        if cells.len() < wanted {
            cells.resize(wanted, FlowCell::new(1, 1, place));
        }
        cells[wanted - 1].text = text;
    }

    /// The text that a cell shows.
    fn shown(&self, cell: &Draft) -> String {
        let value = cell.value.as_str();
        let format = self.book.formats.get(cell.style);
        match cell.kind.as_str() {
            "s" => {
                let text = value.trim().parse().ok();
                let text = text.and_then(|i: usize| self.book.texts.get(i));
                let text = text.map_or("", String::as_str);
                format.map_or_else(|| text.to_string(), |f| f.show_text(text))
            }
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(),
            "str" | "inlineStr" | "e" | "d" => value.to_string(),
            _ if value.trim().is_empty() => String::new(),
            _ => match decimal(value) {
                Some(number) => match format {
                    Some(f) => f.show(number, self.book.from_1904),
                    None => NumberFormat::default().show(number, self.book.from_1904),
                },
                None => value.trim().to_string(),
            },
        }
    }

    /// The sheet, and what was not read of it.
    pub(super) fn finish(mut self, name: &str) -> (Sheet, Vec<String>) {
        self.merge();
        let mut unread = Vec::new();
        let (count, first) = &self.empty;
        if *count > 0 {
            let s = if *count == 1 { "" } else { "s" };
            unread.push(format!(
                "sheet \"{name}\": {count} formula{s} without a stored result, the first in {first}; open the file in a spreadsheet program and save it"
            ));
        }
        if self.full {
            unread.push(format!(
                "sheet \"{name}\": it has over {CELLS} cells; those behind were not read"
            ));
        }
        let sheet = Sheet {
            name: name.to_string(),
            rows: self.rows,
        };
        (sheet, unread)
    }

    /// Gives the first cell of each merged area its spans.
    fn merge(&mut self) {
        let rows: HashMap<u32, usize> = self
            .rows
            .iter()
            .enumerate()
            .map(|(i, r)| (r.0, i))
            .collect();
        for [left, top, right, bottom] in &self.merged {
            let cell = rows
                .get(top)
                .and_then(|i| self.rows.get_mut(*i))
                .and_then(|r| r.1.get_mut(*left as usize - 1));
            if let Some(cell) = cell {
                cell.column_span = (right - left + 1).min(COLUMNS) as u16;
                // Rows that hold nothing are not kept, so that they do not count.
                let reached = (*top..=*bottom)
                    .take(1_000)
                    .filter(|r| rows.contains_key(r));
                cell.row_span = reached.count().max(1) as u16;
            }
        }
    }
}

/// "BC12": column and row, from 1.
fn reference(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text[..letters].bytes().take(4).fold(0_u32, |n, b| {
        n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = text[letters..].parse().ok()?;
    ((1..=COLUMNS).contains(&column) && (1..=ROWS).contains(&row)).then_some((column, row))
}

/// "A1:C2": left, top, right and bottom.
fn area(text: &str) -> Option<[u32; 4]> {
    let (from, to) = text.split_once(':')?;
    let ((left, top), (right, bottom)) = (reference(from)?, reference(to)?);
    (left <= right && top <= bottom).then_some([left, top, right, bottom])
}

/// The name of a cell: "BC12".
fn name(column: u32, row: u32) -> String {
    format!("{}{row}", crate::document::column_letters(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_columns_and_rows() {
        assert_eq!(reference("A1"), Some((1, 1)));
        assert_eq!(reference("BC12"), Some((55, 12)));
        assert_eq!(reference("XFE1"), None);
        assert_eq!(reference("12"), None);
        assert_eq!(area("A1:C2"), Some([1, 1, 3, 2]));
        assert_eq!(area("C2:A1"), None);
        assert_eq!(name(55, 12), "BC12");
    }
}
