//! Tables by their rules: words fall into the cells of a lattice. Where rules are missing (only around the body, only
//! between some columns), a lattice cell that holds several columns or rows of figures is cut by their alignment.

use super::Table;
use super::aligned;
use super::columns::{self, Column};
use super::grid;
use super::stacked::{Piece, emit, lists, row_starts};
use super::wide;
use crate::document::{Page, Rect};
use crate::layout::lattice::{Lattice, column_at};
use crate::layout::page::Region;
use crate::layout::rows::{self, Row};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the cells of a ruled region.
pub fn read(page: &Page, region: &Region, lattice: &Lattice) -> Option<Table> {
    let mut filled = fill(page, region, lattice)?;
    if is_half_ruled(lattice, &filled) {
        return aligned::read(page, region);
    }
    let cuts = column_cuts(lattice, &filled);
    let xs = edges(lattice, &cuts);
    let mut drafts = Vec::new();
    let mut shift = 0;
    let mut by_row: Vec<Vec<usize>> = vec![Vec::new(); lattice.rows as usize];
    for (i, c) in lattice.cells.iter().enumerate() {
        if let Some(row) = by_row.get_mut(c.row as usize) {
            row.push(i);
        }
    }
    // The lattice row down to which the texts above reach.
    let mut reached = 0;
    for (r, members) in by_row.iter().enumerate() {
        let height = common_height(lattice, &filled, &by_row, r).filter(|_| reached <= r);
        for i in members.iter().filter(|i| !filled[**i].is_empty()) {
            reached = reached.max(r + lattice.cells[*i].row_span as usize);
        }
        let mut band: Vec<(usize, Vec<Piece>)> = Vec::new();
        for i in members {
            let rows = std::mem::take(&mut filled[*i]);
            band.push((*i, pieces(page, lattice, *i, rows, &cuts, &xs)));
        }
        let starts = match height {
            Some(h) if h == 1 || lists(page, &band) >= 2 => row_starts(page, &band),
            _ => Vec::new(),
        };
        for (i, pieces) in band {
            let c = &lattice.cells[i];
            emit(c.row_span, r + shift, &starts, pieces, &mut drafts);
        }
        shift += starts.len().saturating_sub(1);
    }
    grid::build(page, wide::cut(page, drafts), region.bbox)
}

/// How many lattice rows the texts of a row reach down when they are one row of cells. A cell over several lattice rows
/// ends where they end and its own lines are one text, unless all beside it are as tall: then lines drawn elsewhere cut
/// the lattice.
fn common_height(
    lattice: &Lattice,
    filled: &[Vec<Row>],
    by_row: &[Vec<usize>],
    row: usize,
) -> Option<u32> {
    let texts = |rows: Range<usize>| {
        let cells = by_row.get(rows).unwrap_or_default().iter().flatten();
        cells
            .filter(|i| !filled[**i].is_empty())
            .map(|i| lattice.cells[*i].row_span)
    };
    let mut beginning = texts(row..row + 1);
    let height = beginning.next()?;
    let end = (row + height as usize).min(by_row.len());
    (beginning.all(|h| h == height) && texts(row + 1..end).next().is_none()).then_some(height)
}

/// The lines of text in each cell of a lattice.
fn fill(page: &Page, region: &Region, lattice: &Lattice) -> Option<Vec<Vec<Row>>> {
    let mut placed: Vec<(usize, u32)> = Vec::with_capacity(region.words.len());
    for w in &region.words {
        let bbox = page.words.get(*w as usize)?.bbox;
        let at = lattice.cell_of(bbox).or_else(|| nearest(lattice, bbox));
        placed.extend(at.map(|i| (i, *w)));
    }
    placed.sort_by_key(|(cell, _)| *cell);
    let words: Vec<u32> = placed.iter().map(|(_, w)| *w).collect();
    let mut filled = vec![Vec::new(); lattice.cells.len()];
    let mut from = 0;
    for of_cell in placed.chunk_by(|a, b| a.0 == b.0) {
        let to = from + of_cell.len();
        filled[of_cell[0].0] = rows::rows(page, &words[from..to], &[]);
        from = to;
    }
    Some(filled)
}

/// Rules part columns only: cells that reach over the height of their neighbours hold columns of figures.
fn is_half_ruled(lattice: &Lattice, filled: &[Vec<Row>]) -> bool {
    let mut lists = 0;
    for (i, f) in filled.iter().enumerate() {
        let c = &lattice.cells[i];
        let lines = f
            .iter()
            .filter(|r| r.segments.iter().all(|s| s.numeric))
            .count();
        let tall = || {
            c.row_span > 1
                || lattice
                    .cells
                    .iter()
                    .any(|o| o.row_span > 1 && o.row <= c.row && c.row < o.row + o.row_span)
        };
        if lines >= 4 && tall() {
            lists += 1;
        }
    }
    lists >= 2
}

/// The cell that lies nearest to a word on a rule or just outside.
fn nearest(lattice: &Lattice, b: Rect) -> Option<usize> {
    let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    let distance = |c: Rect| {
        let dx = (c.x0 - x).max(x - c.x1).max(0.0);
        let dy = (c.y0 - y).max(y - c.y1).max(0.0);
        dx + dy
    };
    (0..lattice.cells.len()).min_by(|i, j| {
        distance(lattice.cells[*i].bbox).total_cmp(&distance(lattice.cells[*j].bbox))
    })
}

/// Columns that the text of cells in the same lattice columns shows: (first lattice column, span) to columns.
type Cuts = BTreeMap<(u32, u32), Vec<Column>>;

fn column_cuts(lattice: &Lattice, filled: &[Vec<Row>]) -> Cuts {
    let mut groups: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (i, c) in lattice.cells.iter().enumerate() {
        if !filled[i].is_empty() {
            groups.entry((c.column, c.column_span)).or_default().push(i);
        }
    }
    let mut cuts = Cuts::new();
    for (key, members) in groups {
        let rows = || members.iter().flat_map(|i| &filled[*i]);
        let several = rows().filter(|r| r.segments.len() >= 2).count();
        let lines = rows().count();
        let figures = rows()
            .filter(|r| r.segments.iter().skip(1).any(|s| s.numeric))
            .count();
        // A wide gap or two in running text is no column: most lines must have one, and figures behind it.
        if several < 2 && !(several == 1 && lines == 1 && key.1 > 1)
            || several * 2 < lines
            || figures * 2 < several
        {
            continue;
        }
        let mut found = columns::infer(rows());
        // A column that few lines know is a wide gap in words.
        found.retain(|c| c.support() * 3 >= several || c.figures >= 2);
        if found.len() >= 2 {
            cuts.insert(key, found);
        }
    }
    cuts
}

/// All edges of columns: those of the lattice, and the middles of gaps between columns found in its cells.
fn edges(lattice: &Lattice, cuts: &Cuts) -> Vec<f32> {
    let mut xs = lattice.xs.clone();
    for found in cuts.values() {
        for pair in found.windows(2) {
            let (a, b) = (pair[0].x1, pair[1].x0);
            let (low, high) = (a.min(b) - 1.0, a.max(b) + 1.0);
            if !xs.iter().any(|x| *x >= low && *x <= high) {
                xs.push((a + b) / 2.0);
            }
        }
    }
    xs.sort_by(f32::total_cmp);
    xs
}

/// Cuts a cell's text by columns where its lattice columns are cut; otherwise it stays one.
fn pieces(
    page: &Page,
    lattice: &Lattice,
    cell: usize,
    rows: Vec<Row>,
    cuts: &Cuts,
    xs: &[f32],
) -> Vec<Piece> {
    let c = &lattice.cells[cell];
    let whole = (
        column_at(xs, c.bbox.x0 + 0.5),
        column_at(xs, c.bbox.x1 - 0.5),
    );
    let Some(found) = cuts.get(&(c.column, c.column_span)) else {
        return vec![Piece {
            from: whole.0,
            to: whole.1,
            rows,
        }];
    };
    let mut out: Vec<Piece> = Vec::new();
    for row in &rows {
        let assigned = aligned::assign(page, row, found);
        for (from, to, words) in assigned.cells {
            let (a, b) = (&found[from], &found[to]);
            let from = column_at(xs, (a.x0 + a.x1) / 2.0);
            let to = column_at(xs, (b.x0 + b.x1) / 2.0).max(from);
            let rows = rows::rows(page, &words, &[]);
            match out.iter_mut().find(|p| p.from <= to && from <= p.to) {
                Some(p) => {
                    p.from = p.from.min(from);
                    p.to = p.to.max(to);
                    p.rows.extend(rows);
                }
                None => out.push(Piece { from, to, rows }),
            }
        }
    }
    out
}
