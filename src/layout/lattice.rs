//! Rules and shading edges to lattices of cells.
//!
//! The stages are those of pdfplumber's table finder (after Nurminen 2013), on joined rules: snap and join edges,
//! connect those that touch, lay a grid over each connected set, and merge grid positions that no rule parts.

use crate::document::{Page, Rect, Stroke};

/// How far apart rules may lie and still be one, in points.
const SNAP: f32 = 2.5;
/// How far short of another a rule may end and still touch it.
const REACH: f32 = 4.0;
/// More rules than this on a page are a drawing.
const MOST_RULES: usize = 4_000;

/// A rule: where it lies across (`at`), and from where to where it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

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

/// A row of cells to add to a lattice.
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
    at: Vec<u32>,
}

impl Lattice {
    /// A lattice of single cells between edges, those of the columns from the left, those of the rows from the top.
    pub(super) fn full(xs: Vec<f32>, ys: Vec<f32>) -> Option<Lattice> {
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns < 2 || rows < 2 || rows * columns > 20_000 {
            return None;
        }
        let cell = |i: usize| {
            let (r, c) = (i / columns, i % columns);
            LatticeCell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                bbox: Rect {
                    x0: xs[c],
                    x1: xs[c + 1],
                    y1: ys[r],
                    y0: ys[r + 1],
                },
            }
        };
        Some(Lattice {
            bbox: Rect {
                x0: xs[0],
                x1: xs[columns],
                y1: ys[0],
                y0: ys[rows],
            },
            cells: (0..rows * columns).map(cell).collect(),
            at: (0..(rows * columns) as u32).collect(),
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
    /// The cell that holds the middle of a box.
    pub fn cell_of(&self, b: Rect) -> Option<usize> {
        self.cell_at((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0)
    }
}

/// Snaps rules to common lines and joins those that overlap or nearly meet.
fn join(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut i = 0;
    while i < rules.len() {
        let mut j = i + 1;
        while j < rules.len()
            && rules[j].at - rules[j - 1].at <= SNAP
            && rules[j].at - rules[i].at <= 2.0 * SNAP
        {
            j += 1;
        }
        let band = &mut rules[i..j];
        let at = band.iter().map(|r| r.at).sum::<f32>() / band.len() as f32;
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for r in band.iter() {
            match out[first..].last_mut() {
                Some(last) if r.from <= last.to + REACH => last.to = last.to.max(r.to),
                _ => out.push(Rule {
                    at,
                    from: r.from,
                    to: r.to,
                }),
            }
        }
        i = j;
    }
    out
}

fn find(parents: &mut [usize], mut i: usize) -> usize {
    while parents[i] != i {
        parents[i] = parents[parents[i]];
        i = parents[i];
    }
    i
}

/// Positions of rules, near ones merged, in rising order.
fn positions(rules: &[Rule]) -> Vec<f32> {
    let mut at: Vec<f32> = rules.iter().map(|r| r.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a <= SNAP);
    at
}

/// Whether a rule at (about) `at` covers the point `along`.
fn covered(rules: &[Rule], at: f32, along: f32) -> bool {
    rules
        .iter()
        .any(|r| (r.at - at).abs() <= 2.0 * SNAP && r.from <= along && along <= r.to)
}

/// Finds the lattices of a page with at least two rows and two columns. Edges of shading count only where painted
/// rules do not form the table: producers shade line by line, inside cells.
pub fn find_all(page: &Page) -> Vec<Lattice> {
    let shaded = page.strokes.iter().any(|s| s.shading);
    let painted = lattices(page, false);
    if !shaded {
        return painted;
    }
    let mut out: Vec<Lattice> = Vec::new();
    let mut used = vec![false; painted.len()];
    let bare = !page.strokes.iter().any(|s| !s.shading);
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
    out.sort_by(|a, b| {
        b.bbox
            .y1
            .total_cmp(&a.bbox.y1)
            .then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    out
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

fn lattices(page: &Page, shading: bool) -> Vec<Lattice> {
    if page.strokes.len() > MOST_RULES {
        return Vec::new();
    }
    let as_rule = |s: &Stroke| {
        let b = s.bbox;
        if s.horizontal {
            Rule {
                at: (b.y0 + b.y1) / 2.0,
                from: b.x0,
                to: b.x1,
            }
        } else {
            Rule {
                at: (b.x0 + b.x1) / 2.0,
                from: b.y0,
                to: b.y1,
            }
        }
    };
    let frame =
        |s: &Stroke| s.bbox.width() > 0.97 * page.width || s.bbox.height() > 0.97 * page.height;
    let pick = |horizontal: bool| {
        let rules = page
            .strokes
            .iter()
            .filter(|s| s.horizontal == horizontal && (shading || !s.shading) && !frame(s))
            .map(as_rule);
        join(rules.collect())
            .into_iter()
            .filter(|r| r.to - r.from > 3.0)
            .collect::<Vec<_>>()
    };
    let (across, down) = (pick(true), pick(false));
    if across.len() < 2 || down.is_empty() || across.len() * down.len() > 1_000_000 {
        return Vec::new();
    }
    let mut parents: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, h) in across.iter().enumerate() {
        for (j, v) in down.iter().enumerate() {
            let touch = v.at >= h.from - REACH
                && v.at <= h.to + REACH
                && h.at >= v.from - REACH
                && h.at <= v.to + REACH;
            if touch {
                let (a, b) = (find(&mut parents, i), find(&mut parents, across.len() + j));
                parents[a] = b;
            }
        }
    }
    let mut sets: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = Default::default();
    for (i, h) in across.iter().enumerate() {
        sets.entry(find(&mut parents, i)).or_default().0.push(*h);
    }
    for (j, v) in down.iter().enumerate() {
        sets.entry(find(&mut parents, across.len() + j))
            .or_default()
            .1
            .push(*v);
    }
    let mut found: Vec<Lattice> = sets
        .into_values()
        .filter_map(|(h, v)| lattice(&h, &v))
        .collect();
    found.sort_by(|a, b| {
        b.bbox
            .y1
            .total_cmp(&a.bbox.y1)
            .then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    found
}

/// The lattice of one connected set of rules.
fn lattice(across: &[Rule], down: &[Rule]) -> Option<Lattice> {
    let mut ys = positions(across);
    let mut xs = positions(down);
    // Rules that stick out of the outermost uprights open a column at the side: half-ruled tables.
    let (left, right) = (
        across.iter().map(|r| r.from).fold(f32::MAX, f32::min),
        across.iter().map(|r| r.to).fold(f32::MIN, f32::max),
    );
    if let (Some(first), Some(last)) = (xs.first().copied(), xs.last().copied()) {
        if first - left > 12.0 {
            xs.insert(0, left);
        }
        if right - last > 12.0 {
            xs.push(right);
        }
    }
    let (bottom, top) = (
        down.iter().map(|r| r.from).fold(f32::MAX, f32::min),
        down.iter().map(|r| r.to).fold(f32::MIN, f32::max),
    );
    if let (Some(first), Some(last)) = (ys.first().copied(), ys.last().copied()) {
        if first - bottom > 6.0 {
            ys.insert(0, bottom);
        }
        if top - last > 6.0 {
            ys.push(top);
        }
    }
    ys.reverse();
    let (rows, columns) = (ys.len().checked_sub(1)?, xs.len().checked_sub(1)?);
    if rows < 2 || columns < 2 || rows * columns > 20_000 {
        return None;
    }
    let mut parents: Vec<usize> = (0..rows * columns).collect();
    for r in 0..rows {
        let y = (ys[r] + ys[r + 1]) / 2.0;
        for c in 0..columns {
            let x = (xs[c] + xs[c + 1]) / 2.0;
            if c + 1 < columns && !covered(down, xs[c + 1], y) {
                let (a, b) = (
                    find(&mut parents, r * columns + c),
                    find(&mut parents, r * columns + c + 1),
                );
                parents[a.max(b)] = a.min(b);
            }
            if r + 1 < rows && !covered(across, ys[r + 1], x) {
                let (a, b) = (
                    find(&mut parents, r * columns + c),
                    find(&mut parents, (r + 1) * columns + c),
                );
                parents[a.max(b)] = a.min(b);
            }
        }
    }
    let mut bounds: std::collections::BTreeMap<usize, (usize, usize, usize, usize)> =
        Default::default();
    for i in 0..rows * columns {
        let root = find(&mut parents, i);
        let (r, c) = (i / columns, i % columns);
        let b = bounds.entry(root).or_insert((r, c, r, c));
        *b = (b.0.min(r), b.1.min(c), b.2.max(r), b.3.max(c));
    }
    let ranks: std::collections::BTreeMap<usize, u32> = bounds.keys().copied().zip(0..).collect();
    let at = (0..rows * columns)
        .map(|i| ranks.get(&find(&mut parents, i)).copied().unwrap_or(0))
        .collect();
    let cells = bounds
        .into_values()
        .map(|(r0, c0, r1, c1)| LatticeCell {
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
        })
        .collect::<Vec<_>>();
    if cells.len() < 4 {
        return None;
    }
    let bbox = Rect {
        x0: xs[0],
        x1: xs[columns],
        y1: ys[0],
        y0: ys[rows],
    };
    Some(Lattice {
        bbox,
        rows: rows as u32,
        columns: columns as u32,
        xs,
        ys,
        cells,
        shaded: false,
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(x0: f32, y0: f32, x1: f32, y1: f32) -> Stroke {
        Stroke {
            bbox: Rect { x0, y0, x1, y1 },
            horizontal: (y1 - y0).abs() < 0.01,
            shading: false,
        }
    }

    #[test]
    fn a_grid_with_a_merged_head_has_one_wide_cell() {
        let mut strokes = vec![
            stroke(0.0, 40.0, 100.0, 40.0),
            stroke(0.0, 20.0, 100.0, 20.0),
            stroke(0.0, 0.0, 100.0, 0.0),
        ];
        strokes.extend([
            stroke(0.0, 0.0, 0.0, 40.0),
            stroke(50.0, 0.0, 50.0, 20.0),
            stroke(100.0, 0.0, 100.0, 40.0),
        ]);
        let page = Page {
            width: 600.0,
            height: 800.0,
            strokes,
            ..Page::default()
        };
        let found = find_all(&page);
        assert_eq!(found.len(), 0, "three cells are not a table");
        let mut page = page;
        page.strokes.push(stroke(0.0, -20.0, 100.0, -20.0));
        page.strokes.extend([
            stroke(0.0, -20.0, 0.0, 0.0),
            stroke(50.0, -20.0, 50.0, 0.0),
            stroke(100.0, -20.0, 100.0, 0.0),
        ]);
        let found = find_all(&page);
        assert_eq!(
            (found[0].rows, found[0].columns, found[0].cells.len()),
            (3, 2, 5)
        );
        assert_eq!(found[0].cells[0].column_span, 2);
    }
}
