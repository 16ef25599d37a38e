//! Tables without rules: columns where the rows of figures leave rivers of white, rows from baselines; wrapped labels
//! and wrapped headers joined.

use super::Table;
use super::columns::{self, Column, reach};
use super::grid::{self, Draft};
use crate::document::{Page, Rect};
use crate::layout::page::Region;
use crate::layout::rows::{self, Row, Segment};

/// Lines of one text lie no further apart, in sizes.
const TIGHT: f32 = 1.3;

/// A row being put together: its cells as (first column, last column, words).
#[derive(Debug, Clone)]
pub(super) struct GridRow {
    pub(super) cells: Vec<(usize, usize, Vec<u32>)>,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) figures: usize,
}

impl GridRow {
    /// What stands in a column.
    pub(super) fn at_column(&self, column: usize) -> Option<&(usize, usize, Vec<u32>)> {
        self.at(column)
    }
    fn at(&self, column: usize) -> Option<&(usize, usize, Vec<u32>)> {
        self.cells.iter().find(|c| c.0 <= column && column <= c.1)
    }
    fn only(&self, column: usize) -> bool {
        self.cells.len() == 1 && self.cells[0].0 <= column && column <= self.cells[0].1
    }
}

/// Reads the cells of an aligned region.
pub fn read(page: &Page, region: &Region) -> Option<Table> {
    let rows = rows::rows(page, &region.words, &rows::walls(page));
    let columns = columns::infer(rows.iter());
    if columns.len() < 2 {
        return None;
    }
    let mut grid: Vec<GridRow> = rows.iter().map(|r| assign(page, r, &columns)).collect();
    let label = label_column(page, &grid, columns.len());
    widen_headers(page, &mut grid, &columns, label);
    join_headers(page, &mut grid, &columns, label);
    join_labels(page, &mut grid, label, TIGHT);
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

/// Gives each segment of a row its column or columns.
pub(super) fn assign(page: &Page, row: &Row, columns: &[Column]) -> GridRow {
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

/// Cuts a segment between columns when every word lies in one column and figures are among them.
fn split(
    page: &Page,
    s: &Segment,
    columns: &[Column],
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

/// A heading: its lines, stacked.
struct Heading {
    from: usize,
    to: usize,
    words: Vec<u32>,
    /// Row and baseline of its lowest line.
    row: usize,
    bottom: f32,
    size: f32,
    /// Rows of headings below it, over the same columns.
    level: usize,
    /// The row of headings gives units only.
    units: bool,
}

/// Headings of several lines: lines that stand tight above each other over the same columns are one text, whatever
/// stands beside them at half height; then headings are put in rows by how many stand below them.
fn join_headers(page: &Page, grid: &mut Vec<GridRow>, columns: &[Column], label: usize) {
    let Some(body) = grid.iter().position(|r| is_body(r, label)) else {
        return;
    };
    if body < 2 {
        return;
    }
    let mut headings: Vec<Heading> = Vec::new();
    for (r, row) in grid[..body].iter().enumerate() {
        let units = is_units(page, row);
        for (from, to, words) in &row.cells {
            let size = words
                .iter()
                .filter_map(|w| page.words.get(*w as usize))
                .map(|w| w.size)
                .fold(1.0, f32::max);
            let above = headings
                .iter_mut()
                .rev()
                .find(|h| h.from <= *to && *from <= h.to);
            match above {
                Some(h)
                    if covers(h, *from, *to, &row.cells)
                        && !units
                        && !h.units
                        // Lines with another heading at half height between them may lie wider apart.
                        && h.bottom - row.baseline
                            < if r > h.row + 1 { 1.7 } else { 1.35 } * size.max(h.size) =>
                {
                    (h.from, h.to) = (h.from.min(*from), h.to.max(*to));
                    h.words.extend(words);
                    h.row = r;
                    h.bottom = row.baseline;
                }
                _ => headings.push(Heading {
                    from: *from,
                    to: *to,
                    words: words.clone(),
                    row: r,
                    bottom: row.baseline,
                    size,
                    level: 0,
                    units,
                }),
            }
        }
    }
    if headings.len() > 400 {
        return;
    }
    for i in (0..headings.len()).rev() {
        let level = headings[i + 1..]
            .iter()
            .filter(|h| h.from <= headings[i].to && headings[i].from <= h.to)
            .map(|h| h.level + 1)
            .max()
            .unwrap_or(0);
        headings[i].level = level;
    }
    center_headings(page, &mut headings, columns, label);
    let depth = headings.iter().map(|h| h.level + 1).max().unwrap_or(0);
    let mut rows: Vec<GridRow> = (0..depth)
        .map(|_| GridRow {
            cells: Vec::new(),
            baseline: f32::MAX,
            size: 1.0,
            figures: 0,
        })
        .collect();
    for h in headings {
        let row = &mut rows[depth - 1 - h.level];
        row.baseline = row.baseline.min(h.bottom);
        row.size = row.size.max(h.size);
        row.cells.push((h.from, h.to, h.words));
    }
    for row in &mut rows {
        row.cells.sort_by_key(|c| c.0);
    }
    grid.splice(..body, rows);
}

/// Whether a cell of a row stands under the same columns as a heading: one holds the other, and nothing else of its
/// row stands under them.
fn covers(h: &Heading, from: usize, to: usize, row: &[(usize, usize, Vec<u32>)]) -> bool {
    let nested = h.from <= from && to <= h.to || from <= h.from && h.to <= to;
    let (low, high) = (h.from.min(from), h.to.max(to));
    nested && row.iter().filter(|c| c.0 <= high && low <= c.1).count() == 1
}

/// Headings that stand over the middle of several columns with headings of their own cover them all, as far as no
/// other heading of their row does.
fn center_headings(page: &Page, headings: &mut [Heading], columns: &[Column], label: usize) {
    let places: Vec<(usize, usize, usize)> =
        headings.iter().map(|h| (h.level, h.from, h.to)).collect();
    for (i, h) in headings.iter_mut().enumerate() {
        if h.level == 0 || h.from != h.to || h.from == label {
            continue;
        }
        let free = |c: usize| {
            c != label
                && places
                    .iter()
                    .enumerate()
                    .all(|(j, p)| j == i || p.0 != h.level || c < p.1 || p.2 < c)
                && places.iter().any(|p| p.0 < h.level && p.1 <= c && c <= p.2)
        };
        let (mut low, mut high) = (h.from, h.from);
        while low > 0 && free(low - 1) {
            low -= 1;
        }
        while high + 1 < columns.len() && free(high + 1) {
            high += 1;
        }
        let b = rows::bbox_of(page, &h.words);
        let middle = (b.x0 + b.x1) / 2.0;
        let best = (low..=h.from)
            .flat_map(|f| (h.from..=high).map(move |t| (f, t)))
            .filter(|(f, t)| {
                f < t && {
                    let center = (columns[*f].x0 + columns[*t].x1) / 2.0;
                    (center - middle).abs() < 0.8 * h.size
                }
            })
            .max_by_key(|(f, t)| t - f);
        if let Some((f, t)) = best {
            (h.from, h.to) = (f, t);
        }
    }
}

/// Headings over several columns by what is drawn around them: the uprights at their sides, or a line under them.
fn widen_headers(page: &Page, grid: &mut [GridRow], columns: &[Column], label: usize) {
    let walls = rows::walls(page);
    let lines: Vec<Rect> = page
        .strokes
        .iter()
        .filter(|s| s.horizontal && !s.shading)
        .map(|s| s.bbox)
        .take(1_000)
        .collect();
    let body = grid.iter().position(|r| is_body(r, label)).unwrap_or(0);
    for r in 0..body {
        let below = grid.get(r + 1).map_or(f32::MIN, |g| g.baseline);
        let taken: Vec<(usize, usize)> = grid[r].cells.iter().map(|c| (c.0, c.1)).collect();
        let row = &mut grid[r];
        for (k, cell) in row.cells.iter_mut().enumerate() {
            let b = rows::bbox_of(page, &cell.2);
            let y = (b.y0 + b.y1) / 2.0;
            let here = || walls.iter().filter(|w| w.y0 < y && y < w.y1);
            let left = here()
                .map(|w| w.x)
                .filter(|x| *x <= b.x0 + 1.5)
                .fold(f32::MIN, f32::max);
            let right = here()
                .map(|w| w.x)
                .filter(|x| *x >= b.x1 - 1.5)
                .fold(f32::MAX, f32::min);
            let framed = (left > f32::MIN && right < f32::MAX).then_some((left, right));
            let under = lines
                .iter()
                .filter(|l| l.y1 < b.y0 + 2.0 && l.y0 > below - 1.0 && l.y0 > b.y0 - 1.2 * row.size)
                .filter(|l| l.x0 <= b.x0 + 2.0 && l.x1 >= b.x1 - 2.0)
                .map(|l| (l.x0, l.x1))
                .next();
            let Some((x0, x1)) = framed.or(under) else {
                continue;
            };
            let inside = |c: &Column| {
                let middle = (c.x0 + c.x1) / 2.0;
                x0 <= middle && middle <= x1
            };
            let (Some(first), Some(last)) = (
                columns.iter().position(inside),
                columns.iter().rposition(inside),
            ) else {
                continue;
            };
            let free = |c: usize| {
                taken
                    .iter()
                    .enumerate()
                    .all(|(j, t)| j == k || c < t.0 || t.1 < c)
            };
            if first <= cell.0 && cell.1 <= last && (first..=last).all(free) {
                (cell.0, cell.1) = (first, last);
            }
        }
    }
}

/// The column that names rows: the one with most words among rows of figures; the first of several.
pub(super) fn label_column(page: &Page, grid: &[GridRow], width: usize) -> usize {
    let mut words = vec![0_usize; width];
    for row in grid.iter().filter(|r| r.figures > 0) {
        for c in row.cells.iter().filter(|c| c.0 == c.1 && c.0 < width) {
            words[c.0] += usize::from(!rows::is_figure(page, &c.2));
        }
    }
    let most = words.iter().copied().max().unwrap_or(0);
    words.iter().position(|n| *n * 10 >= most * 9).unwrap_or(0)
}

/// A row of figures with a name.
fn is_body(r: &GridRow, label: usize) -> bool {
    r.figures > 0 && r.figures + 1 >= r.cells.len() && r.at(label).is_some()
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

fn first_text<'a>(page: &'a Page, row: &GridRow, label: usize) -> &'a str {
    row.at(label)
        .and_then(|c| c.2.first())
        .map_or("", |w| page.word(&page.words[*w as usize]))
}

/// What a label looks like: where it begins and ends, and whether it is bold.
struct LabelLine {
    x0: f32,
    x1: f32,
    bold: bool,
    first_word: f32,
    size: f32,
}

fn label_line(page: &Page, row: &GridRow, label: usize) -> Option<LabelLine> {
    let words = &row.at(label)?.2;
    let first = page.words.get(*words.first()? as usize)?;
    let bbox = rows::bbox_of(page, words);
    Some(LabelLine {
        x0: bbox.x0,
        x1: bbox.x1,
        bold: first.style.bold,
        first_word: first.bbox.width(),
        size: first.size,
    })
}

/// Labels of several lines: a row without figures whose text goes on in the row below, or comes from the row above.
/// Text goes on when its next word is lower-case, or had not fitted on the line before, on a line no more than
/// `spacing` sizes below.
pub(super) fn join_labels(page: &Page, grid: &mut Vec<GridRow>, label: usize, spacing: f32) {
    let right = grid
        .iter()
        .filter(|r| r.figures > 0 || r.only(label))
        .filter_map(|r| label_line(page, r, label))
        .map(|l| l.x1)
        .fold(f32::MIN, f32::max);
    let mut i = 1;
    while i < grid.len() {
        let (above, below) = (&grid[i - 1], &grid[i]);
        let gap = above.baseline - below.baseline;
        let tight = gap < spacing * above.size.max(below.size);
        let lower = first_text(page, below, label)
            .starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&');
        let full = match (
            label_line(page, above, label),
            label_line(page, below, label),
        ) {
            (Some(a), Some(b)) => {
                a.bold == b.bold
                    && a.x1 + 0.25 * a.size + b.first_word > right + 0.5
                    && b.x0 + 1.0 >= a.x0
                    && right - a.x0 > 6.0 * a.size
            }
            _ => false,
        };
        let goes_on = lower || full;
        let down = above.only(label)
            && below.figures > 0
            && tight
            && (goes_on || below.at(label).is_none());
        let up = below.only(label)
            && above.figures > 0
            && tight
            && (goes_on || above.at(label).is_none());
        let between = above.only(label) && below.only(label) && tight && goes_on;
        if down || up || between {
            merge(grid, i - 1, i);
        } else {
            i += 1;
        }
    }
}
