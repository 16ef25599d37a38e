//! Headings of columns in tables without rules: lines stacked to one text, texts over several columns.

use super::aligned::{GridRow, is_body};
use super::columns::Column;
use super::labels::first_text;
use super::spaced;
use crate::document::{Page, Rect};
use crate::layout::numeric;
use crate::layout::{looks, rows};

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
pub(super) fn join_headers(page: &Page, grid: &mut Vec<GridRow>, columns: &[Column], label: usize) {
    let begins = |r: &GridRow| {
        is_body(r, label) || lists_amount(page, r, label) || counts_twice(page, r, label)
    };
    // Years whose second lines stand below them are headings.
    let goes_on = |r: usize| {
        let row = &grid[r];
        let under_year = |c: &(usize, usize, Vec<u32>)| {
            row.at(c.0).is_some_and(|y| numeric::is_figure(page, &y.2))
        };
        let below = grid.get(r + 1).filter(|b| {
            let tight = row.baseline - b.baseline < 1.35 * b.size.max(row.size);
            tight && b.figures == 0 && b.cells.iter().all(under_year)
        });
        below.is_some() && spaced::is_heading(page, row)
    };
    let Some(first) = (0..grid.len()).find(|r| begins(&grid[*r]) && !goes_on(*r)) else {
        return;
    };
    let body = headed_until(page, grid, first, label);
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

/// A row of a list: a name, words in other columns ("Grant to the museum | by bank | €500.00"), and an amount, which no
/// heading gives.
fn lists_amount(page: &Page, row: &GridRow, label: usize) -> bool {
    let amount = |words: &[u32]| {
        let [word] = words else { return false };
        let text = page.word(&page.words[*word as usize]);
        numeric::counts(text)
            && text.contains(['.', ',', '£', '$', '€'])
            && numeric::is_numeric(text)
            && !looks::is_period(text)
    };
    row.at(label).is_some() && row.cells.iter().any(|c| c.0 != label && amount(&c.2))
}

/// A row of a name and figures, whatever stands beside them: two or more of several digits that are no periods.
fn counts_twice(page: &Page, row: &GridRow, label: usize) -> bool {
    let counts = |words: &[u32]| {
        let [word] = words else { return false };
        let text = page.word(&page.words[*word as usize]);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let marked = text.contains(['.', ',', '%', '(']);
        numeric::counts(text)
            && (digits > 2 || marked)
            && numeric::is_numeric(text)
            && !looks::is_period(text)
    };
    let named = row
        .at(label)
        .is_some_and(|c| !numeric::is_figure(page, &c.2));
    let figures = row.cells.iter().filter(|c| c.0 > label && counts(&c.2));
    named && figures.count() >= 2
}

/// Where the headings end: names that stand alone below the last row of headings belong to the body, as notes and
/// titles of its sections, unless they go on with the heading of the column of names.
fn headed_until(page: &Page, grid: &[GridRow], first: usize, label: usize) -> usize {
    let mut end = grid[..first]
        .iter()
        .rposition(|r| !r.only(label))
        .map_or(first, |r| r + 1);
    while end < first
        && end > 0
        && grid[end - 1].at(label).is_some()
        && grid[end - 1].baseline - grid[end].baseline < 1.35 * grid[end].size
        && first_text(page, &grid[end], label).starts_with(|c: char| c.is_lowercase() || c == '(')
    {
        end += 1;
    }
    end
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
pub(super) fn widen_headers(page: &Page, grid: &mut [GridRow], columns: &[Column], label: usize) {
    let walls = rows::walls(page);
    let lines: Vec<Rect> = page
        .strokes
        .iter()
        .filter(|s| s.horizontal && !s.is_edge())
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
            // Around all of the table a frame says nothing, save to what stands in its middle.
            let whole = |(x0, x1): &(f32, f32)| {
                let ends = columns.first().zip(columns.last());
                ends.is_some_and(|(a, z)| *x0 < a.x1 && z.x0 < *x1)
            };
            let centred = |(x0, x1): &(f32, f32)| {
                let off = (x0 + x1) / 2.0 - (b.x0 + b.x1) / 2.0;
                off.abs() < 0.5 * row.size
            };
            let framed = (left > f32::MIN && right < f32::MAX).then_some((left, right));
            let framed = framed.filter(|f| !whole(f) || centred(f));
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
