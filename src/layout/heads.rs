//! Where the head of a table begins whose rows nothing is drawn around: at a grid of headings above them, or at the
//! first row that heads their columns.

use super::lattice::Lattice;
use super::prose::{is_caption_row, is_prose_row};
use super::rows::{self, Row, Segment};
use super::{frames, looks, numeric};
use crate::document::{Page, Rect};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far below a grid of headings the rows begin that it heads, in points.
const UNDER: f32 = 110.0;
/// Rows of figures that must stand there.
const LEAST_ROWS: usize = 2;

/// Whether a grid with its words holds nothing but headings, has the width of the page's text to itself, and what stands
/// below it, free of other tables, is rows of figures under its columns.
pub(super) fn is_head(page: &Page, lattice: &Lattice, words: &[u32], free: &[bool]) -> bool {
    // Most grids hold figures: the rest of the page is looked at only where there are none.
    lattice.columns > 2
        && holds_headings(page, lattice, words)
        && rows_below(page, lattice, free).is_some()
}

/// Whether the first rows of a table are shaded cell by cell, and the next ones stand below them with less or nothing
/// drawn around them: rows whose columns the words show better.
pub(super) fn is_first_stripe(page: &Page, lattice: &Lattice, free: &[bool]) -> bool {
    const STRIPES: u32 = 3;
    const NEAR: f32 = 1.5;
    lattice.shaded
        && lattice.columns > 2
        && lattice.rows <= STRIPES
        && rows_below(page, lattice, free)
            .is_some_and(|row| lattice.bbox.y0 - row.bbox.y1 < NEAR * row.size)
}

/// The first of the rows of figures that stand below a grid, under its columns, free of other tables; none where the grid
/// has not the width of the page's text to itself.
fn rows_below(page: &Page, lattice: &Lattice, free: &[bool]) -> Option<Row> {
    let b = lattice.bbox;
    let names_end = lattice.xs.get(1)?;
    let mut below = Vec::new();
    for (i, w) in (0_u32..).zip(&page.words) {
        let y = (w.bbox.y0 + w.bbox.y1) / 2.0;
        if w.style.turns != 0 || free.get(i as usize) != Some(&true) {
            continue;
        }
        if y > b.y0 && y < b.y1 && !frames::holds(b, w.bbox) {
            return None;
        }
        if y <= b.y0 && y > b.y0 - UNDER {
            below.push(i);
        }
    }
    let under = |row: &Row| {
        let heads = |s: &&Segment| s.numeric && s.bbox.x0 > *names_end && s.bbox.x1 < b.x1 + 2.0;
        row.segments.iter().filter(heads).count() >= 2
    };
    let mut body = rows::rows(page, &below, &[]);
    body.retain(under);
    (body.len() >= LEAST_ROWS).then(|| body.swap_remove(0))
}

/// Whether no cell of a grid holds a figure; periods head columns.
pub(super) fn holds_headings(page: &Page, lattice: &Lattice, words: &[u32]) -> bool {
    let mut cells: BTreeMap<Option<usize>, Vec<u32>> = BTreeMap::new();
    for i in words {
        let cell = lattice.cell_of(page.words[*i as usize].bbox);
        cells.entry(cell).or_default().push(*i);
    }
    let mut text = String::new();
    cells.values().all(|words| {
        text.clear();
        rows::text_of(page, words, &mut text);
        let unit = || text.len() > 1 && !numeric::counts(&text);
        !looks::is_numeric(&text) || looks::is_period(&text) || unit()
    })
}

/// Which of these rows lie in each grid of headings, for those of which any do.
pub(super) fn rows_of<'a>(
    page: &Page,
    rows: &[Row],
    heads: &'a [Lattice],
) -> Vec<(Range<usize>, &'a Lattice)> {
    let inside = |row: &Row, head: &Lattice| {
        let mut words = row.words().filter_map(|i| page.words.get(i as usize));
        words.all(|w| frames::holds(head.bbox, w.bbox))
    };
    heads
        .iter()
        .filter_map(|head| {
            let first = rows.iter().position(|r| inside(r, head))?;
            let more = rows[first..].iter().take_while(|r| inside(r, head));
            Some((first..first + more.count(), head))
        })
        .collect()
}

/// The first row of a table's head, given the rows of figures `first..=last` and one past the table before.
pub(super) fn start(
    page: &Page,
    rows: &[Row],
    grids: &[(Range<usize>, &Lattice)],
    (top, first, last): (usize, usize, usize),
    zone_width: f32,
) -> usize {
    let over = |grid: &Range<usize>| {
        let between = rows.get(grid.end..first).unwrap_or_default();
        grid.start >= top
            && grid.end <= first
            && !between.iter().any(|r| is_prose_row(r, zone_width))
    };
    match grids.iter().rfind(|g| over(&g.0)) {
        Some(grid) => grid.0.start,
        None => header_start(page, rows, (top, first, last), zone_width),
    }
}

/// Whether a row is a caption, or a later line of one: single texts tight below it.
fn ends_caption(page: &Page, rows: &[Row], top: usize, at: usize) -> bool {
    const MOST_LINES: usize = 4;
    for k in (top..=at).rev().take(MOST_LINES) {
        if is_caption_row(page, &rows[k]) {
            return true;
        }
        let tight = k > top && rows[k - 1].drop_to(&rows[k]) < 1.5 * rows[k].size.max(6.0);
        if !tight || rows[k].segments.len() > 1 {
            return false;
        }
    }
    false
}

/// A line drawn with underscores.
fn is_line(page: &Page, row: &Row) -> bool {
    let mut words = row.words().filter_map(|i| page.words.get(i as usize));
    words.all(|w| page.word(w).bytes().all(|b| matches!(b, b'_' | b'-')))
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1
}

/// Whether the texts of a row stand each over a column of figures of its own, over three and over most of them.
fn heads_columns(row: &Row, body: &[Row]) -> bool {
    let Some(figures) = body.iter().find(|r| r.segments.iter().any(|s| s.numeric)) else {
        return false;
    };
    let columns = || figures.segments.iter().filter(|s| s.numeric);
    let over = |c: &Segment| {
        row.segments
            .iter()
            .filter(|s| overlap(s.bbox, c.bbox))
            .count()
            == 1
    };
    let alone = |s: &Segment| columns().filter(|c| overlap(s.bbox, c.bbox)).count() <= 1;
    let headed = columns().filter(|c| over(c)).count();
    headed >= 3 && headed * 3 >= columns().count() * 2 && row.segments.iter().all(alone)
}

/// How many rows before the last of these, the first of a table's figures, are the beginning of its name: tight above each
/// other, left of all figures, and nearer to them than to the headings of several columns that stand above.
fn lines_of_name(rows: &[Row], zone_width: f32) -> usize {
    const MOST_LINES: usize = 4;
    let Some((first, before)) = rows.split_last() else {
        return 0;
    };
    let figures = || first.segments.iter().filter(|s| s.numeric);
    let is_line = |pair: &&[Row]| {
        let left = figures().all(|f| pair[0].bbox.x1 < f.bbox.x0);
        let tight = pair[0].drop_to(&pair[1]) < 1.3 * pair[0].size;
        pair[0].segments.len() == 1 && left && tight
    };
    let pairs = rows.windows(2).rev().take(MOST_LINES);
    let lines = pairs.take_while(is_line).count();
    let (above, name) = before.split_at(before.len() - lines);
    let (Some(above), Some(top)) = (above.last(), name.first()) else {
        return 0;
    };
    let heads = |f: &&Segment| above.segments.iter().any(|s| overlap(s.bbox, f.bbox));
    let headed = figures().filter(heads).count() >= 2 && !is_prose_row(above, zone_width);
    let nearer = above.drop_to(top) > before[before.len() - 1].drop_to(first);
    if headed && nearer { lines } else { 0 }
}

/// Rows above the first row of figures that head its columns.
fn header_start(
    page: &Page,
    rows: &[Row],
    (top, first, last): (usize, usize, usize),
    zone_width: f32,
) -> usize {
    let body = &rows[first..=last];
    // Where the columns of figures begin: right of the first segment of most rows.
    let mut starts: Vec<f32> = body
        .iter()
        .filter_map(|r| r.segments.get(1))
        .map(|s| s.bbox.x0)
        .collect();
    starts.sort_by(f32::total_cmp);
    let figures_from = starts.first().copied().unwrap_or(f32::MAX);
    let body_box = body
        .iter()
        .map(|r| r.bbox)
        .reduce(Rect::union)
        .unwrap_or_default();
    let mut head = first - lines_of_name(&rows[top..=first], zone_width);
    while head > top && first - head < 8 {
        let row = &rows[head - 1];
        let gap = row.drop_to(&rows[head]);
        let headings = row.segments.len() >= 2 && row.bbox.x1 > figures_from;
        let widest = match headings {
            true if head == first && heads_columns(row, body) => 5.0,
            true => 3.0,
            false => 2.1,
        };
        if gap > widest * row.size.max(6.0)
            || is_prose_row(row, zone_width)
            || !overlap(row.bbox, body_box)
        {
            break;
        }
        let over_figures = row.segments.iter().all(|s| s.bbox.x1 > figures_from);
        // A name of the label column at half height: the heading above it lies over figures.
        let side = row.segments.len() == 1
            && row.segments[0].words.len() <= 5
            && gap < 1.5 * row.size
            && head.checked_sub(2).filter(|k| *k >= top).is_some_and(|k| {
                rows[k].drop_to(row) < 1.5 * row.size
                    && rows[k].segments.iter().all(|s| {
                        s.bbox.x0 > row.bbox.x1 && s.bbox.x1 > figures_from && s.words.len() <= 10
                    })
            });
        let wraps =
            row.bbox.x0 < figures_from - row.size && ends_caption(page, rows, top, head - 1);
        if wraps || is_caption_row(page, row) || is_line(page, row) {
            break;
        }
        let short = row.segments.len() >= 2 && row.segments.iter().all(|s| s.words.len() <= 8);
        if over_figures && row.segments.iter().map(|s| s.words.len()).sum::<usize>() <= 30
            || short
            || side
        {
            head -= 1;
        } else {
            break;
        }
    }
    head
}
