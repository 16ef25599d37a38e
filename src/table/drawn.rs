//! Cells by the structure tree in the columns that lines draw, for producers that leave out empty cells or spans: the
//! tree knows which words are one cell and one row, the lines know where its column is.

use super::grid::Draft;
use super::tagged::Cells;
use crate::document::{Page, Rect};
use crate::layout::lattice::{Lattice, column_at};
use crate::layout::rows;
use std::ops::Range;

/// How far a text may reach over a line and still stand on one side of it, in points.
const SLACK: f32 = 2.0;

/// A cell of the tree that holds text.
struct Filled {
    /// Row of the tree.
    row: usize,
    words: Vec<u32>,
    bbox: Rect,
    /// The cell of the lattice that holds its middle.
    within: Option<usize>,
}

/// The cells of the tree, each in the columns of the lattice's cell that holds it, or in those its text reaches into
/// when no lines part it from another. `None` where two of a row would share a column: then the tree is not what was drawn.
pub(super) fn place(
    page: &Page,
    tree: &[Vec<u32>],
    words: &Cells,
    lattice: &Lattice,
) -> Option<Vec<Draft>> {
    let filled = filled(page, tree, words, lattice);
    let mut holds = vec![0usize; lattice.cells.len()];
    for f in &filled {
        *holds.get_mut(f.within?)? += 1;
    }
    let heights = heights(&filled, tree.len());
    let mut drafts: Vec<Draft> = Vec::with_capacity(filled.len());
    for f in filled {
        let within = f.within.filter(|i| holds[*i] == 1);
        let (columns, row_span) = match within.and_then(|i| lattice.cells.get(i)) {
            Some(cell) => {
                let from = cell.column as usize;
                let below = heights[f.row + 1..]
                    .iter()
                    .take_while(|y| y.is_none_or(|y| y > cell.bbox.y0));
                (from..from + cell.column_span as usize, 1 + below.count())
            }
            None => (reach(&lattice.xs, f.bbox), 1),
        };
        drafts.push(Draft {
            row: f.row,
            column: columns.start,
            row_span,
            column_span: columns.len(),
            words: f.words,
        });
    }
    drafts.sort_by_key(|d| (d.row, d.column));
    let apart = |pair: &[Draft]| {
        pair[0].row < pair[1].row || pair[0].column + pair[0].column_span <= pair[1].column
    };
    drafts.windows(2).all(apart).then_some(drafts)
}

/// The cells of the tree that hold text.
fn filled(page: &Page, tree: &[Vec<u32>], words: &Cells, lattice: &Lattice) -> Vec<Filled> {
    let cells = tree.iter().enumerate();
    cells
        .flat_map(|(row, cells)| cells.iter().map(move |cell| (row, *cell)))
        .filter_map(|(row, cell)| {
            let words = words.of(cell);
            let bbox = (!words.is_empty()).then(|| rows::bbox_of(page, &words))?;
            Some(Filled {
                row,
                words,
                bbox,
                within: lattice.cell_of(bbox),
            })
        })
        .collect()
}

/// The middle height of the text of each row of the tree.
fn heights(filled: &[Filled], rows: usize) -> Vec<Option<f32>> {
    let mut out: Vec<Option<f32>> = vec![None; rows];
    for row in filled.chunk_by(|a, b| a.row == b.row) {
        let low = row.iter().map(|f| f.bbox.y0).fold(f32::MAX, f32::min);
        let high = row.iter().map(|f| f.bbox.y1).fold(f32::MIN, f32::max);
        out[row[0].row] = Some((low + high) / 2.0);
    }
    out
}

/// The columns that a box reaches into.
fn reach(xs: &[f32], b: Rect) -> Range<usize> {
    let from = column_at(xs, b.x0 + SLACK);
    from..column_at(xs, b.x1 - SLACK).max(from) + 1
}
