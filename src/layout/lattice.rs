//! Rules and shading edges to lattices of cells.
//!
//! The stages are those of pdfplumber's table finder (after Nurminen 2013), on joined rules: snap and join edges,
//! connect those that touch, lay a grid over each connected set, and merge grid positions that no rule parts.

use super::mesh::lattices;
use crate::document::{Page, Rect, Stroke};

/// One cell of a lattice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LatticeCell {
    /// Row from the top.
    pub row: u32,
    /// Column from the left.
    pub column: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub column_span: u32,
    /// Box.
    pub bbox: Rect,
}

/// A row of cells of a lattice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    /// Upper edge.
    pub(super) top: f32,
    /// Lower edge.
    pub(super) bottom: f32,
    /// First and last column of each cell, from the left, all columns.
    pub(super) spans: Vec<(usize, usize)>,
}

/// Cells that rules form.
#[derive(Debug, Clone, PartialEq)]
pub struct Lattice {
    /// Box around all.
    pub bbox: Rect,
    /// Row count.
    pub rows: u32,
    /// Column count.
    pub columns: u32,
    /// Edges of the columns, from the left.
    pub xs: Vec<f32>,
    /// Edges of the rows, from the top.
    pub ys: Vec<f32>,
    /// Cells, row-major.
    pub cells: Vec<LatticeCell>,
    /// Only edges of shading form it.
    pub shaded: bool,
    /// The cell at each position, row-major.
    pub(super) at: Vec<u32>,
}

impl LatticeCell {
    /// The cell from one position of a grid (row and column) to another, between edges from the left and from the top.
    pub(super) fn over(
        (r0, c0): (usize, usize),
        (r1, c1): (usize, usize),
        xs: &[f32],
        ys: &[f32],
    ) -> LatticeCell {
        LatticeCell {
            row: r0 as u32,
            column: c0 as u32,
            row_span: (r1 - r0 + 1) as u32,
            column_span: (c1 - c0 + 1) as u32,
            bbox: Rect {
                x0: xs[c0],
                x1: xs[c1 + 1],
                y1: ys[r0],
                y0: ys[r1 + 1],
            },
        }
    }
}

impl Lattice {
    /// A lattice of single cells between edges, those of the columns from the left, those of the rows from the top.
    pub(super) fn full(xs: Vec<f32>, ys: Vec<f32>) -> Option<Lattice> {
        let single: Vec<(usize, usize)> = (0..xs.len().checked_sub(1)?).map(|c| (c, c)).collect();
        let row = |y: &[f32]| Band {
            top: y[0],
            bottom: y[1],
            spans: single.clone(),
        };
        Lattice::of_bands(xs, ys.windows(2).map(row).collect())
    }
    /// A lattice of rows of cells between edges of columns from the left, each row from where the one above it ends.
    pub(super) fn of_bands(xs: Vec<f32>, bands: Vec<Band>) -> Option<Lattice> {
        let (columns, rows) = (xs.len().checked_sub(1)?, bands.len());
        if columns < 2 || rows < 2 || rows * columns > 20_000 {
            return None;
        }
        let first = bands.first()?.top;
        let ys: Vec<f32> = [first]
            .into_iter()
            .chain(bands.iter().map(|b| b.bottom))
            .collect();
        let (mut cells, mut at) = (Vec::new(), Vec::with_capacity(rows * columns));
        for (r, band) in bands.iter().enumerate() {
            for (from, to) in &band.spans {
                at.extend((*from..=*to).map(|_| cells.len() as u32));
                cells.push(LatticeCell::over((r, *from), (r, *to), &xs, &ys));
            }
        }
        Some(Lattice {
            bbox: Rect {
                x0: xs[0],
                x1: xs[columns],
                y1: ys[0],
                y0: ys[rows],
            },
            cells,
            at,
            rows: rows as u32,
            columns: columns as u32,
            xs,
            ys,
            shaded: false,
        })
    }
    /// The cell that holds a point.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|e| *e <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|e| *e > y).checked_sub(1)?;
        if column >= self.columns as usize || row >= self.rows as usize {
            return None;
        }
        self.at
            .get(row * self.columns as usize + column)
            .map(|i| *i as usize)
    }
    /// Adds rows of cells above and below, each from the top; their spans cover all columns.
    pub(super) fn add(&mut self, above: Vec<Band>, below: Vec<Band>) {
        let (Some(top), Some(bottom)) = (self.ys.first().copied(), self.ys.last().copied()) else {
            return;
        };
        let shift = above.len() as u32;
        for c in &mut self.cells {
            c.row += shift;
        }
        let mut ys: Vec<f32> = above.iter().map(|b| b.top.max(top + 0.1)).collect();
        ys.extend(&self.ys);
        ys.extend(below.iter().map(|b| b.bottom.min(bottom - 0.1)));
        let mut at: Vec<u32> = Vec::with_capacity((ys.len() - 1) * self.columns as usize);
        let (mut row, old) = (0, std::mem::take(&mut self.at));
        for (k, band) in above.iter().chain(&below).enumerate() {
            if k == above.len() {
                at.extend(&old);
                row += self.rows as usize;
            }
            for (from, to) in &band.spans {
                at.extend((*from..=*to).map(|_| self.cells.len() as u32));
                self.cells.push(LatticeCell {
                    row: row as u32,
                    column: *from as u32,
                    row_span: 1,
                    column_span: (to - from + 1) as u32,
                    bbox: Rect {
                        x0: self.xs[*from],
                        x1: self.xs[*to + 1],
                        y0: ys[row + 1],
                        y1: ys[row],
                    },
                });
            }
            row += 1;
        }
        if below.is_empty() {
            at.extend(&old);
        }
        self.at = at;
        self.rows += (above.len() + below.len()) as u32;
        self.bbox.y1 = ys.first().copied().unwrap_or(top);
        self.bbox.y0 = ys.last().copied().unwrap_or(bottom);
        self.ys = ys;
    }
    /// Parts a title over all columns from the corner over the names of rows, where no rule does: together they are no
    /// box, and the headings beside the corner would lie in the title.
    pub(super) fn part_title(&mut self) {
        let columns = self.columns as usize;
        let wide = |c: &LatticeCell| c.column_span == self.columns && c.row_span > 1;
        let Some(k) = self.cells.iter().position(wide) else {
            return;
        };
        let title = self.cells[k];
        let (top, end) = (title.row as usize, (title.row + title.row_span) as usize);
        let own = |r: &usize| {
            let row = self.at.get(r * columns..(r + 1) * columns).unwrap_or(&[]);
            row.iter().filter(|i| **i == k as u32).count()
        };
        let below = (top..end).take_while(|r| own(r) == columns).count() + top;
        let is_corner = |r: usize| self.at.get(r * columns) == Some(&(k as u32));
        if below == top || below == end || !(below..end).all(is_corner) {
            return;
        }
        self.cells[k].row_span = (below - top) as u32;
        self.cells[k].bbox.y0 = self.ys[below];
        // The corner, and row by row what else is open.
        let mut open = vec![(below, 0, end - 1, 0)];
        for r in below..end {
            let mut c = 1;
            while c < columns {
                let from = c;
                while c < columns && self.at[r * columns + c] == k as u32 {
                    c += 1;
                }
                if c > from {
                    open.push((r, from, r, c - 1));
                }
                c += 1;
            }
        }
        for (r0, c0, r1, c1) in open {
            for r in r0..=r1 {
                self.at[r * columns + c0..=r * columns + c1].fill(self.cells.len() as u32);
            }
            let cell = LatticeCell::over((r0, c0), (r1, c1), &self.xs, &self.ys);
            self.cells.push(cell);
        }
    }
    /// The row at a height where it is nothing but one cell, or part of one over several rows, and that cell.
    pub(super) fn open_row(&self, y: f32) -> Option<(usize, u32)> {
        let row = self.ys.partition_point(|e| *e > y).checked_sub(1)?;
        let columns = self.columns as usize;
        let positions = self.at.get(row * columns..(row + 1) * columns)?;
        let cell = *positions.first()?;
        positions.iter().all(|i| *i == cell).then_some((row, cell))
    }
    /// Whether most of its rows are one cell.
    pub(super) fn is_open(&self) -> bool {
        let rows = || self.ys.windows(2).map(|y| (y[0] + y[1]) / 2.0);
        let open = rows().filter(|y| self.open_row(*y).is_some()).count();
        open * 2 > self.rows as usize
    }
    /// The cell that holds the middle of a box.
    pub fn cell_of(&self, b: Rect) -> Option<usize> {
        self.cell_at((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0)
    }
}

/// The column in which x lies, between edges from the left; the first or last of all for what lies outside.
pub fn column_at(xs: &[f32], x: f32) -> usize {
    let last = xs.len().saturating_sub(2);
    xs.partition_point(|e| *e <= x).saturating_sub(1).min(last)
}

/// Finds the lattices of a page with at least two rows and two columns. Edges of shading count only where painted
/// rules do not form the table: producers shade line by line, inside cells.
pub fn find_all(page: &Page) -> Vec<Lattice> {
    let shaded = page.strokes.iter().any(Stroke::is_edge);
    let painted = lattices(page, false);
    if !shaded {
        return painted;
    }
    let mut out: Vec<Lattice> = Vec::new();
    let mut used = vec![false; painted.len()];
    let bare = !page.strokes.iter().any(|s| !s.is_edge());
    for mut lattice in lattices(page, true) {
        let covered: f32 = painted
            .iter()
            .map(|p| area(intersection(p.bbox, lattice.bbox)))
            .sum();
        lattice.shaded = bare || covered == 0.0;
        let inside = |p: &Lattice| area(intersection(p.bbox, lattice.bbox));
        if covered < 0.6 * area(lattice.bbox) {
            for (u, p) in used.iter_mut().zip(&painted) {
                *u |= inside(p) > 0.5 * area(p.bbox);
            }
            out.push(lattice);
        }
    }
    out.extend(
        painted
            .into_iter()
            .zip(used)
            .filter(|(_, u)| !u)
            .map(|(p, _)| p),
    );
    sort(&mut out);
    out
}

/// Puts lattices in order from the top of the page, those at one height from the left.
pub(super) fn sort(lattices: &mut [Lattice]) {
    lattices.sort_by(|a, b| {
        let height = b.bbox.y1.total_cmp(&a.bbox.y1);
        height.then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
}

fn intersection(a: Rect, b: Rect) -> Rect {
    Rect {
        x0: a.x0.max(b.x0),
        y0: a.y0.max(b.y0),
        x1: a.x1.min(b.x1),
        y1: a.y1.min(b.y1),
    }
}

fn area(r: Rect) -> f32 {
    r.width().max(0.0) * r.height().max(0.0)
}
