//! Tables without rules: columns where the rows of figures leave rivers of white, rows from baselines; wrapped labels
//! and wrapped headers joined.

use super::Table;
use super::grid::{self, Draft};
use crate::document::{Page, Rect};
use crate::layout::page::Region;
use crate::layout::rows::{self, Row, Segment};

/// A row being put together: its cells as (first column, last column, words).
#[derive(Debug, Clone)]
struct GridRow {
    cells: Vec<(usize, usize, Vec<u32>)>,
    baseline: f32,
    size: f32,
    figures: usize,
}

impl GridRow {
    fn at(&self, column: usize) -> Option<&(usize, usize, Vec<u32>)> {
        self.cells.iter().find(|c| c.0 <= column && column <= c.1)
    }
    fn spans(&self) -> bool {
        self.cells.iter().any(|c| c.0 != c.1)
    }
    fn only_label(&self) -> bool {
        self.cells.len() == 1 && self.cells[0].0 == 0
    }
}

/// Reads the cells of an aligned region.
pub fn read(page: &Page, region: &Region) -> Option<Table> {
    let rows = rows::rows(page, &region.words);
    let columns = columns(&rows, region.bbox)?;
    let mut grid: Vec<GridRow> = rows.iter().map(|r| assign(page, r, &columns)).collect();
    join_headers(page, &mut grid);
    join_labels(page, &mut grid);
    let mut drafts = Vec::new();
    for (r, row) in grid.into_iter().enumerate() {
        for (from, to, words) in row.cells {
            drafts.push(Draft {
                row: r,
                column: from,
                row_span: 1,
                column_span: to - from + 1,
                words,
            });
        }
    }
    grid::build(page, drafts, region.bbox)
}

/// Columns as intervals of x: what the rows of figures cover, parted where (nearly) none of them crosses.
fn columns(rows: &[Row], bbox: Rect) -> Option<Vec<(f32, f32)>> {
    let is_body = |r: &&Row| r.segments.len() >= 2 && r.segments.iter().any(|s| s.numeric);
    let mut body: Vec<&Row> = rows.iter().filter(is_body).collect();
    if body.len() < 2 {
        body = rows.iter().filter(|r| r.segments.len() >= 2).collect();
    }
    let width = bbox.width().ceil() as usize + 2;
    if body.is_empty() || width > 20_000 {
        return None;
    }
    let mut cover = vec![0_u32; width];
    for row in &body {
        for s in &row.segments {
            let (a, b) = (s.bbox.x0 - bbox.x0, s.bbox.x1 - bbox.x0);
            for slot in &mut cover
                [(a.max(0.0) as usize).min(width - 1)..(b.max(0.0).ceil() as usize).min(width)]
            {
                *slot += 1;
            }
        }
    }
    let few = body.len() as u32 / 12;
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut from: Option<usize> = None;
    for (x, n) in cover.iter().enumerate() {
        if *n > few {
            from.get_or_insert(x);
        } else if let Some(start) = from.take() {
            columns.push((bbox.x0 + start as f32, bbox.x0 + x as f32));
        }
    }
    if let Some(start) = from {
        columns.push((bbox.x0 + start as f32, bbox.x1));
    }
    (columns.len() >= 2).then_some(columns)
}

/// Gives each segment of a row its column or columns.
fn assign(page: &Page, row: &Row, columns: &[(f32, f32)]) -> GridRow {
    let mut cells: Vec<(usize, usize, Vec<u32>)> = Vec::new();
    let mut put = |from: usize, to: usize, words: Vec<u32>| match cells.last_mut() {
        Some(last) if last.1 >= from => {
            last.1 = last.1.max(to);
            last.2.extend(words);
        }
        _ => cells.push((from, to, words)),
    };
    for s in &row.segments {
        let (from, to) = reach(s.bbox, columns);
        if from == to {
            put(from, to, s.words.clone());
            continue;
        }
        match split(page, s, columns, from, to) {
            Some(parts) => parts.into_iter().for_each(|(c, words)| put(c, c, words)),
            None => put(from, to, s.words.clone()),
        }
    }
    let figures = row.segments.iter().filter(|s| s.numeric).count();
    GridRow {
        cells,
        baseline: row.baseline,
        size: row.size,
        figures,
    }
}

/// The first and last column that a box covers; a box between columns belongs to both neighbours.
fn reach(b: Rect, columns: &[(f32, f32)]) -> (usize, usize) {
    let touched = |c: &(f32, f32)| b.x1.min(c.1) - b.x0.max(c.0) > 1.0;
    let first = columns.iter().position(touched);
    let last = columns.iter().rposition(touched);
    if let (Some(f), Some(l)) = (first, last) {
        return (f, l);
    }
    let middle = (b.x0 + b.x1) / 2.0;
    let after = columns
        .partition_point(|c| (c.0 + c.1) / 2.0 < middle)
        .min(columns.len() - 1);
    (after, after)
}

/// Cuts a segment between columns when every word lies in one column and figures are among them.
fn split(
    page: &Page,
    s: &Segment,
    columns: &[(f32, f32)],
    from: usize,
    to: usize,
) -> Option<Vec<(usize, Vec<u32>)>> {
    let mut parts: Vec<(usize, Vec<u32>)> = Vec::new();
    for w in &s.words {
        let (a, b) = reach(page.words[*w as usize].bbox, columns);
        if a != b {
            return None;
        }
        match parts.last_mut() {
            Some((c, words)) if *c == a => words.push(*w),
            _ => parts.push((a, vec![*w])),
        }
    }
    let starts = |words: &[u32]| {
        words
            .first()
            .is_some_and(|w| rows::is_numeric(page.word(&page.words[*w as usize])))
    };
    let numeric = parts.iter().skip(1).all(|(_, words)| starts(words));
    (numeric && parts.len() == to - from + 1).then_some(parts)
}

/// Whether a row gives units only: `£000`, `%`, `(£m)`.
fn is_units(page: &Page, row: &GridRow) -> bool {
    row.cells.iter().all(|c| {
        c.2.len() == 1 && {
            let t = page
                .word(&page.words[c.2[0] as usize])
                .trim_matches(['(', ')']);
            t.starts_with(['£', '$', '€', '%']) || matches!(t, "days" | "No." | "no." | "m" | "k")
        }
    })
}

/// Header texts of several lines: tight rows above the first row of figures, neither of which spans columns.
fn join_headers(page: &Page, grid: &mut Vec<GridRow>) {
    let Some(body) = grid
        .iter()
        .position(|r| r.figures > 0 && r.figures + 1 >= r.cells.len() && r.at(0).is_some())
    else {
        return;
    };
    let mut i = 1;
    let mut body = body;
    while i < body {
        let (above, below) = (&grid[i - 1], &grid[i]);
        let tight = above.baseline - below.baseline < 1.35 * above.size.max(below.size);
        let shares = below.cells.iter().any(|c| above.at(c.0).is_some());
        let joins = tight
            && shares
            && !above.spans()
            && !below.spans()
            && !is_units(page, below)
            && above.figures == 0
            && below.figures == 0;
        if joins {
            merge(grid, i - 1, i);
            body -= 1;
        } else {
            i += 1;
        }
    }
}

/// Moves the cells of row `from` into row `into`.
fn merge(grid: &mut Vec<GridRow>, into: usize, from: usize) {
    let (a, b) = (into.min(from), into.max(from));
    let lower = grid.remove(b);
    let upper = &mut grid[a];
    for (f, t, words) in lower.cells {
        match upper.cells.iter_mut().find(|c| c.0 <= t && f <= c.1) {
            Some(c) => {
                c.0 = c.0.min(f);
                c.1 = c.1.max(t);
                c.2.extend(words);
            }
            None => upper.cells.push((f, t, words)),
        }
    }
    upper.cells.sort_by_key(|c| c.0);
    upper.figures += lower.figures;
    if into > from {
        upper.baseline = lower.baseline;
    }
}

fn first_text<'a>(page: &'a Page, row: &GridRow) -> &'a str {
    row.at(0)
        .and_then(|c| c.2.first())
        .map_or("", |w| page.word(&page.words[*w as usize]))
}

/// Labels of several lines: a row without figures whose text goes on in the row below, or comes from the row above.
fn join_labels(page: &Page, grid: &mut Vec<GridRow>) {
    let mut i = 1;
    while i < grid.len() {
        let (above, below) = (&grid[i - 1], &grid[i]);
        let gap = above.baseline - below.baseline;
        let tight = gap < 1.3 * above.size.max(below.size);
        let lower =
            first_text(page, below).starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&');
        let down =
            above.only_label() && below.figures > 0 && tight && (lower || below.at(0).is_none());
        let up =
            below.only_label() && above.figures > 0 && tight && (lower || above.at(0).is_none());
        let label = above.only_label() && below.only_label() && tight && lower;
        if down || up || label {
            merge(grid, i - 1, i);
        } else {
            i += 1;
        }
    }
}
