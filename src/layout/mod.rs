//! A document to blocks: headings, paragraphs, list items and table regions in reading order; running heads and page
//! numbers set apart.

mod abreast;
#[cfg(test)]
mod abreast_tests;
pub mod across;
pub mod aligned;
mod banded;
pub mod bands;
mod beside;
mod contents;
mod ends;
mod fences;
pub mod flow;
mod forms;
mod frames;
mod front_matter;
pub mod furniture;
mod heads;
pub mod lattice;
mod laying;
pub mod lines;
pub mod looks;
pub mod markup;
mod mesh;
pub mod numeric;
mod outskirts;
pub mod page;
mod pieces;
pub mod prose;
pub mod regions;
mod rivers;
pub mod rows;
mod runs;
pub mod seams;
mod series;
pub mod sheets;
#[cfg(test)]
pub mod sketch;
mod staggered;
mod strips;
mod tabbed;
pub mod tags;
mod tiers;
mod zones;

use crate::document::Place;
use crate::figure::Span;
pub use pieces::{Piece, Pieces};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// A paragraph of prose.
    Paragraph,
    /// One item of a list; its marker is kept at the start of the text.
    ListItem,
    /// A table; [`Block::table`] says which.
    Table,
    /// A table's or picture's caption, or a line that gives its unit.
    Caption,
    /// A footnote, or a note under a table.
    Note,
    /// A line of a table of contents.
    Contents,
    /// A running head, page number, watermark or stamp.
    Furniture,
    /// Words and numbers drawn in a chart or picture.
    Chart,
    /// Text painted invisibly over nothing.
    Hidden,
    /// A program, or what one prints.
    Code,
}

impl Role {
    /// Whether the text is told beside what the document says: lines of its contents, of charts, of code, and what nobody
    /// sees.
    pub fn is_apart(self) -> bool {
        matches!(
            self,
            Role::Contents | Role::Chart | Role::Code | Role::Hidden
        )
    }
}

/// A block of text in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Its text on one line: soft hyphens and line breaks resolved.
    pub text: String,
    /// Where each stretch of the text was read, in order; at least one.
    pub pieces: Pieces,
    /// Index of the table in its reading, for [`Role::Table`].
    pub table: Option<u32>,
}

impl Block {
    /// The place of the piece that holds the byte `at`.
    pub fn place_at(&self, at: u32) -> Place {
        let i = self.pieces.partition_point(|p| p.start <= at);
        self.pieces
            .get(i.saturating_sub(1))
            .map(|p| p.place)
            .unwrap_or_default()
    }
    /// The places of all pieces that a span touches.
    pub fn places(&self, span: Span) -> impl Iterator<Item = Place> + '_ {
        let first = self
            .pieces
            .partition_point(|p| p.start <= span.start)
            .saturating_sub(1);
        self.pieces[first.min(self.pieces.len())..]
            .iter()
            .take_while(move |p| p.start < span.end.max(span.start + 1))
            .map(|p| p.place)
    }
}
