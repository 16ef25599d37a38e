//! The regions of a page to tables, each by the evidence that found it.

use super::{Table, aligned, chart, headed, ruled, tagged};
use crate::document::Page;
use crate::layout::page::{Evidence, Region};

/// What a region turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A table.
    Table(Box<Table>),
    /// Numbers of a chart.
    Chart,
    /// Running text.
    Prose,
}

/// Reads the cells of a region.
pub fn region(page: &Page, region: &Region) -> Found {
    let table = match &region.evidence {
        Evidence::Tagged(node) => tagged::read(page, region, *node),
        Evidence::Ruled(lattice) => ruled::read(page, region, lattice),
        Evidence::Headed(head) => headed::read(page, region, head),
        Evidence::Aligned => aligned::read(page, region),
    };
    match table {
        Some(t) if !matches!(region.evidence, Evidence::Tagged(_)) && chart::is_chart(&t) => {
            Found::Chart
        }
        Some(t) => Found::Table(Box::new(t)),
        None => Found::Prose,
    }
}
