//! Table cells and claims to facts: figures bound to measure, period, dimensions, unit and the place they were read.

mod bind;
mod cell_prose;
mod facts;
pub mod measure;
pub mod names;
mod stem;
mod word;

pub use bind::{bind, names_columns};
pub use facts::{Fact, Facts, Member};
pub use word::{Folding, Word};

use crate::claim::Claim;
use crate::document::{Format, Textless};
use crate::figure::period::DateFound;
use crate::figure::{Figure, PeriodRef, Span};
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

/// A cell of a table that holds sentences.
#[derive(Debug, Clone)]
pub struct CellProse {
    /// Its text as a block of its own.
    pub block: Block,
    /// Table, row and column.
    pub cell: (u32, u32, u32),
    /// The block of its table.
    pub host: u32,
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
    /// Names of the sheets, for workbooks; a place's page counts them.
    pub sheets: Vec<String>,
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
    /// Dates with a day found in prose: block and date, in order.
    pub days: Vec<(u32, DateFound)>,
    /// The cells that hold sentences, in order. As blocks they are counted on from the last of `blocks`.
    pub cell_prose: Vec<CellProse>,
    /// The claims in those cells, in order.
    pub cell_claims: Vec<Claim>,
    /// Claims in order.
    pub claims: Vec<Claim>,
    /// Facts in order; [`Reading::facts`] shows them.
    pub facts: Facts,
    /// What was not fully read, each naming its page or line.
    pub unread: Vec<String>,
    /// The pages that give no text to read, in order; each is among `unread` too.
    pub textless: Vec<(u32, Textless)>,
    /// What a reader should know of how the document was read.
    pub notes: Vec<String>,
    /// It is known from the store alone: it was read in an earlier run.
    pub stored: bool,
}

impl Reading {
    /// Reads the cells that hold sentences, once tables, sections and blocks stand.
    pub fn read_cells(&mut self) {
        cell_prose::read(self);
    }

    /// The block of an index, or the text of a cell that is counted on behind the blocks.
    pub fn block(&self, index: u32) -> Option<&Block> {
        let index = index as usize;
        self.blocks.get(index).or_else(|| {
            let cell = index.checked_sub(self.blocks.len())?;
            self.cell_prose.get(cell).map(|c| &c.block)
        })
    }

    /// The claims of the text, and behind them those of cells that hold sentences.
    pub fn all_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().chain(&self.cell_claims)
    }

    /// Index of the section that holds a block.
    pub fn section_of(&self, block: u32) -> u32 {
        let cell = (block as usize).checked_sub(self.blocks.len());
        let block = cell
            .and_then(|i| self.cell_prose.get(i))
            .map_or(block, |c| c.host);
        self.sections
            .partition_point(|s| s.end <= block)
            .min(self.sections.len().saturating_sub(1)) as u32
    }

    /// The periods named inside a stretch of a block of prose, with their places in the block's text.
    pub fn periods_in(&self, block: u32, span: Span) -> impl Iterator<Item = (Span, PeriodRef)> {
        let first = self
            .times
            .partition_point(|(b, s, _)| (*b, s.start) < (block, span.start));
        self.times[first..]
            .iter()
            .take_while(move |(b, s, _)| *b == block && s.start < span.end)
            .filter(move |(_, s, _)| s.end <= span.end)
            .map(|(_, s, p)| (*s, *p))
    }

    /// The figures inside a stretch of a block of prose.
    pub fn figures_in(&self, block: u32, span: Span) -> impl Iterator<Item = &Figure> {
        let first = self
            .prose
            .partition_point(|(b, f)| (*b, f.span.start) < (block, span.start));
        self.prose[first..]
            .iter()
            .take_while(move |(b, f)| *b == block && f.span.start < span.end)
            .filter(move |(_, f)| f.span.end <= span.end)
            .map(|(_, f)| f)
    }

    /// The dates with a day in a block of prose.
    pub fn days_of(&self, block: u32) -> impl Iterator<Item = DateFound> {
        let first = self.days.partition_point(|(b, _)| *b < block);
        self.days[first..]
            .iter()
            .take_while(move |(b, _)| *b == block)
            .map(|(_, d)| *d)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Operand;
    use crate::layout::Piece;
    use crate::table::Cell;
    use measure::Name;

    /// Bytes of one, at most: a report of 2,000 pages has 10,000 claims and 50,000 each of cells and facts.
    #[test]
    fn what_a_long_report_has_many_of_stays_small() {
        let sizes = [
            ("figure", size_of::<Figure>(), 32),
            ("cell", size_of::<Cell>(), 96),
            ("fact, as kept", facts::SIZE, 20),
            ("operand", size_of::<Operand>(), 64),
            ("claim", size_of::<Claim>(), 104),
            ("block", size_of::<Block>(), 72),
            ("piece", size_of::<Piece>(), 28),
            ("name", size_of::<Name>(), 32),
        ];
        for (what, size, most) in sizes {
            assert!(size <= most, "a {what} takes {size} bytes");
        }
    }
}
