//! What formats without pages of their own are read to, when they say themselves what their text is: elements in
//! order, each with its role. Word-processor documents and web pages give these, and the sheets of a workbook.

use super::Place;

/// What reading a file of marked text gave.
#[derive(Debug, Default)]
pub struct Read<T> {
    /// Its content.
    pub content: T,
    /// Its title, by the file's own properties.
    pub title: Option<String>,
    /// What a reader should know of how it was read.
    pub notes: Vec<String>,
    /// What was not read.
    pub unread: Vec<String>,
}

impl<T> Read<T> {
    /// Content of which nothing more is known.
    pub fn plain(content: T) -> Read<T> {
        Read {
            content,
            title: None,
            notes: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// The same with its content as something else.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Read<U> {
        Read {
            content: with(self.content),
            title: self.title,
            notes: self.notes,
            unread: self.unread,
        }
    }
}

/// Says that pictures were not read; nothing where there are none.
pub(in crate::document) fn pictures(count: usize) -> Option<String> {
    let s = if count == 1 { "" } else { "s" };
    (count > 0).then(|| format!("{count} picture{s}: what they show was not read"))
}

/// The most elements and cells that are kept of a document.
const MOST: usize = 4_000_000;

/// How many elements and cells a document may still have.
#[derive(Debug)]
pub struct Room {
    left: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { left: MOST }
    }
}

impl Room {
    /// Takes one; false when there is none left.
    pub fn take(&mut self) -> bool {
        let some = self.left > 0;
        self.left = self.left.saturating_sub(1);
        some
    }

    /// What a reader is told when there was not room for all.
    pub fn said(&self) -> Option<String> {
        (self.left == 0)
            .then(|| format!("it has over {MOST} paragraphs and cells; those behind were not read"))
    }
}

/// What a stretch of text is by the document's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// A paragraph, and nothing more is known.
    Paragraph,
    /// An item of a list; its marker stands at the start of the text.
    ListItem,
    /// A caption.
    Caption,
    /// A footnote or endnote.
    Note,
    /// A line of a table of contents.
    Contents,
    /// A header, footer or menu.
    Furniture,
    /// Text that is not shown.
    Hidden,
    /// A program, or what one prints.
    Code,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowText {
    /// Its role.
    pub role: TextRole,
    /// The text; blanks as they came.
    pub text: String,
    /// All of it is bold.
    pub bold: bool,
}

/// A cell as its format gives it: cells follow each other in their row, as in HTML, and those that reach down from rows
/// above are not repeated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowCell {
    /// The text; blanks as they came.
    pub text: String,
    /// Rows covered, at least 1.
    pub row_span: u16,
    /// Columns covered, at least 1.
    pub column_span: u16,
    /// Where it stands.
    pub place: Place,
}

impl FlowCell {
    /// An empty cell.
    pub fn new(rows: u16, columns: u16, place: Place) -> FlowCell {
        FlowCell {
            text: String::new(),
            row_span: rows,
            column_span: columns,
            place,
        }
    }

    /// Adds a paragraph, on a line of its own.
    pub fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowTable {
    /// Its rows.
    pub rows: Vec<Vec<FlowCell>>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text.
    Text(FlowText),
    /// A table.
    Table(FlowTable),
}

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Where it begins.
    pub place: Place,
    /// Text or table.
    pub content: Content,
}

impl Element {
    /// Its texts, in order, each with its line.
    pub fn texts(&self) -> Vec<(u32, &str)> {
        match &self.content {
            Content::Text(text) => vec![(self.place.line(), text.text.as_str())],
            Content::Table(table) => {
                let cells = table.rows.iter().flatten();
                cells.map(|c| (c.place.line(), c.text.as_str())).collect()
            }
        }
    }
}

/// Adds a table that was read. A frame around text, of one cell to a row, is no table: its lines are texts of that role.
pub(in crate::document) fn push_table(
    out: &mut Vec<Element>,
    place: Place,
    table: FlowTable,
    role: TextRole,
) {
    if table.rows.iter().any(|r| r.len() > 1) {
        out.push(Element {
            place,
            content: Content::Table(table),
        });
        return;
    }
    for cell in table.rows.into_iter().flatten() {
        for line in cell.text.lines() {
            push_text(out, cell.place, line, role);
        }
    }
}

/// Adds a line of text; a blank one says nothing.
pub(in crate::document) fn push_text(
    out: &mut Vec<Element>,
    place: Place,
    line: &str,
    role: TextRole,
) {
    if !line.trim().is_empty() {
        out.push(Element {
            place,
            content: Content::Text(FlowText {
                role,
                text: line.to_string(),
                bold: false,
            }),
        });
    }
}

/// One sheet of a workbook, as shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows that hold something, in order, with their numbers from 1. Cells stand at their columns, so that all but the
    /// first of a row's cells may be empty text; those that reach down from rows above are empty, too.
    pub rows: Vec<(u32, Vec<FlowCell>)>,
}
