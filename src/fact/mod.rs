//! Table cells and claims to facts: figures bound to measure, period, dimensions, unit and the place they were read.

mod bind;
pub mod measure;
pub mod names;

pub use bind::{bind, names_columns};

use crate::claim::Claim;
use crate::document::Format;
use crate::figure::{Figure, Period, PeriodRef, Span};
use crate::layout::Block;
use crate::section::Section;
use crate::table::Table;

/// Where a fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A cell of a table, with the position of its figure among the cell's figures.
    Cell {
        /// Table index in the reading.
        table: u32,
        /// Row.
        row: u32,
        /// Column.
        column: u32,
        /// Which of the cell's figures.
        nth: u8,
    },
    /// An operand of a claim.
    Claim {
        /// Claim index in the reading.
        claim: u32,
        /// Operand index.
        operand: u32,
    },
}

/// A figure bound to what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The measure's name as printed: a row label, a column label or a noun phrase.
    pub measure: String,
    /// The period, where one is known.
    pub period: Option<Period>,
    /// Dimension and member, outermost first: ("Fund", "Core"); the dimension may be empty.
    pub dimensions: Vec<(String, String)>,
    /// The figure, units and scales of its headers applied.
    pub figure: Figure,
    /// Section it stands in.
    pub section: u32,
    /// Where it was read.
    pub source: Source,
}

/// Everything read from one document: what rules see.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Position among the documents of the run.
    pub document: u32,
    /// The path as given.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Format; none only in tests.
    pub format: Option<Format>,
    /// Pages, 0 for formats without.
    pub pages: u32,
    /// Title of the document.
    pub title: Option<String>,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// Parts of the pack, in order, covering all blocks.
    pub sections: Vec<Section>,
    /// Figures found in prose: block and figure, in order; also those in no claim.
    pub prose: Vec<(u32, Figure)>,
    /// Periods named in prose: block, place and period, in order.
    pub times: Vec<(u32, Span, PeriodRef)>,
    /// Claims in order.
    pub claims: Vec<Claim>,
    /// Facts in order.
    pub facts: Vec<Fact>,
    /// What was not fully read, each naming its page or line.
    pub unread: Vec<String>,
    /// What a reader should know of how the document was read.
    pub notes: Vec<String>,
}

impl Reading {
    /// Index of the section that holds a block.
    pub fn section_of(&self, block: u32) -> u32 {
        self.sections
            .partition_point(|s| s.end <= block)
            .min(self.sections.len().saturating_sub(1)) as u32
    }
}
