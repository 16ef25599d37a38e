//! The regions of a page to tables, each by the evidence that found it.

use super::{Table, aligned, ruled, tagged};
use crate::document::Page;
use crate::layout::page::{Evidence, Region};

/// Reads the cells of a region; `None` when it turns out not to be a table.
pub fn region(page: &Page, region: &Region) -> Option<Table> {
    match &region.evidence {
        Evidence::Tagged(node) => tagged::read(page, region, *node),
        Evidence::Ruled(lattice) => ruled::read(page, region, lattice),
        Evidence::Aligned => aligned::read(page, region),
    }
}
