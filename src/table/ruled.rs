//! Tables by their rules: words fall into the cells of a lattice; a lattice row that holds several rows of figures
//! (rules only around the whole body) is cut at their baselines.

use super::Table;
use super::grid::{self, Draft};
use crate::document::Page;
use crate::layout::lattice::Lattice;
use crate::layout::page::{Region, holds};
use crate::layout::rows;

/// Reads the cells of a ruled region.
pub fn read(page: &Page, region: &Region, lattice: &Lattice) -> Option<Table> {
    let mut words: Vec<Vec<u32>> = vec![Vec::new(); lattice.cells.len()];
    for w in &region.words {
        let bbox = page.words[*w as usize].bbox;
        if let Some(i) = lattice.cells.iter().position(|c| holds(c.bbox, bbox)) {
            words[i].push(*w);
        }
    }
    let mut drafts = Vec::new();
    let mut shift = 0;
    for r in 0..lattice.rows {
        let members: Vec<usize> = (0..lattice.cells.len())
            .filter(|i| lattice.cells[*i].row == r)
            .collect();
        let whole = members.iter().all(|i| lattice.cells[*i].row_span == 1)
            && !lattice
                .cells
                .iter()
                .any(|c| c.row < r && c.row + c.row_span > r);
        let cuts = if whole {
            baselines(
                page,
                &members
                    .iter()
                    .map(|i| words[*i].as_slice())
                    .collect::<Vec<_>>(),
            )
        } else {
            Vec::new()
        };
        for i in members {
            let c = &lattice.cells[i];
            let mut parts: Vec<Vec<u32>> = vec![Vec::new(); cuts.len().max(1)];
            for w in &words[i] {
                let b = page.words[*w as usize].baseline;
                let k = cuts
                    .iter()
                    .enumerate()
                    .min_by(|x, y| (x.1 - b).abs().total_cmp(&(y.1 - b).abs()))
                    .map_or(0, |(k, _)| k);
                parts[k].push(*w);
            }
            for (k, words) in parts.into_iter().enumerate() {
                drafts.push(Draft {
                    row: r as usize + shift + k,
                    column: c.column as usize,
                    row_span: c.row_span as usize,
                    column_span: c.column_span as usize,
                    words,
                });
            }
        }
        shift += cuts.len().saturating_sub(1);
    }
    grid::build(page, drafts, region.bbox)
}

/// The baselines at which the cells of one lattice row hold rows of figures of their own: at least two cells have the
/// same several lines, all numeric. Empty when the row is one row.
fn baselines(page: &Page, cells: &[&[u32]]) -> Vec<f32> {
    let mut found: Vec<Vec<f32>> = Vec::new();
    for words in cells {
        let lines = rows::rows(page, words);
        if lines.len() >= 2 && lines.iter().all(|l| l.segments.iter().all(|s| s.numeric)) {
            found.push(lines.iter().map(|l| l.baseline).collect());
        }
    }
    let Some(longest) = found.iter().max_by_key(|l| l.len()).cloned() else {
        return Vec::new();
    };
    let same = found
        .iter()
        .filter(|l| {
            l.len() * 2 > longest.len()
                && l.iter()
                    .all(|y| longest.iter().any(|b| (b - y).abs() < 3.0))
        })
        .count();
    if same >= 2 || cells.len() == 2 && longest.len() >= 3 {
        longest
    } else {
        Vec::new()
    }
}
