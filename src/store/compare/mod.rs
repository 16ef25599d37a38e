//! Two sets of documents side by side: drafts against final papers, one year against the next.
//!
//! Documents are paired by what they have in common (`documents`), rows of their tables and columns are aligned
//! (`rows`, `columns`), then cells are compared (`figures`) and sentences (`passages`). Of a pack that holds the other
//! document as one of its reports that part is compared (`parts`).

mod columns;
mod documents;
mod figures;
mod parts;
mod passages;
mod rows;
#[cfg(test)]
mod tests;

pub use figures::{Cell, Change, Kind};
pub use parts::Within;
pub use passages::{Passage, PassageKind, Piece};
pub use rows::{RowChange, RowKind};

use crate::fact::Reading;
use rayon::prelude::*;

/// What two sets of documents have in common, and what not.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Documents that belong together, in the order of the old ones.
    pub pairs: Vec<Pair>,
    /// Old documents without a new one, by position.
    pub only_old: Vec<usize>,
    /// New documents without an old one, by position.
    pub only_new: Vec<usize>,
}

/// Two documents that belong together, and how they differ.
#[derive(Debug, Default)]
pub struct Pair {
    /// Position among the old documents.
    pub old: usize,
    /// Position among the new documents.
    pub new: usize,
    /// Which of the two is a pack that holds the other among its reports.
    pub within: Option<Within>,
    /// By how many years the new one is later; 0 for versions of one report.
    pub years: i16,
    /// Figures of tables that were compared.
    pub compared: usize,
    /// Figures that are not as they were, in the order of the new document.
    pub changes: Vec<Change>,
    /// Rows that were dropped, added, renamed, renumbered or moved.
    pub rows: Vec<RowChange>,
    /// Sentences that both have, word for word and at the same place.
    pub carried: usize,
    /// Sentences that are not as they were; those in which only numbers changed come first.
    pub passages: Vec<Passage>,
}

/// Compares the readings of two sets of documents. A lone document on each side is a pair whatever it holds.
pub fn compare(old: &[Reading], new: &[Reading]) -> Comparison {
    let found = documents::pair(old, new);
    let pairs: Vec<Pair> = found
        .par_iter()
        .map(|(o, n)| Pair {
            old: *o,
            new: *n,
            ..pair(&old[*o], &new[*n])
        })
        .collect();
    let without = |count: usize, taken: fn(&(usize, usize)) -> usize| -> Vec<usize> {
        (0..count)
            .filter(|i| found.iter().all(|p| taken(p) != *i))
            .collect()
    };
    Comparison {
        pairs,
        only_old: without(old.len(), |p| p.0),
        only_new: without(new.len(), |p| p.1),
    }
}

fn pair(old: &Reading, new: &Reading) -> Pair {
    match parts::narrowed(old, new) {
        Some((part, within)) => {
            let (old, new) = if within.new {
                (old, &part)
            } else {
                (&part, new)
            };
            Pair {
                within: Some(within),
                ..like(old, new)
            }
        }
        None => like(old, new),
    }
}

/// Two documents of one kind.
fn like(old: &Reading, new: &Reading) -> Pair {
    let years = documents::years_between(old, new);
    let aligned = rows::align(old, new);
    let (compared, changes, words) = figures::compare(old, new, &aligned, years);
    let (carried, passages) = passages::compare(old, new, years, words);
    Pair {
        years,
        compared,
        changes,
        rows: aligned.changes(old, new),
        carried,
        passages,
        ..Pair::default()
    }
}
