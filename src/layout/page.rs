//! One page of positioned words to lines, blocks and table regions; then the pages of a document to one sequence.

use super::Block;
use crate::document::{Page, Rect};

/// How a table region on a page was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A structure tree's Table, by its node.
    Tagged(u32),
    /// Rules or shading edges that form cells.
    Ruled,
    /// Alignment of figures and gaps.
    Aligned,
}

/// A table region of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its box.
    pub bbox: Rect,
    /// What shows that it is a table.
    pub evidence: Evidence,
    /// Indices of its words.
    pub words: Vec<u32>,
    /// Position among the page's blocks: the number of blocks before it.
    pub after: u32,
}

/// What one page holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageLayout {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Table regions in reading order.
    pub regions: Vec<Region>,
}

/// Lays out one page.
pub fn lay_out(_page: &Page) -> PageLayout {
    PageLayout::default()
}

/// Looks across the pages of a document: marks running heads, page numbers and stamps as furniture, and joins
/// paragraphs that run over a page break.
pub fn across(_pages: &mut [PageLayout]) {}
