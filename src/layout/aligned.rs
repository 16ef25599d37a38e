//! Rows of a page to table regions without rules: rows of several segments, held together by figures that align.

use super::lattice::Lattice;
use super::prose::{is_caption_row, is_prose_row};
use super::rows::{Row, Segment};
use super::{contents, heads};
use crate::document::{Page, Rect};
use std::ops::Range;

/// Rows `first..end` that form one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First row.
    pub first: usize,
    /// One past the last row.
    pub end: usize,
}

/// How many lines of the body's height may lie between two rows of one table.
const WIDEST_GAP: f32 = 3.2;
/// How many rows of one segment (headings, wrapped labels) may stand between rows of figures.
const MOST_SINGLE_ROWS: usize = 3;

/// Rows that show a column of words behind the figures.
const LEAST_ROWS_OF_WORDS: usize = 2;

/// How many more may when they keep to the columns of text.
const MOST_BESIDE_FIGURES: usize = 8;

/// Where the figures of a row begin and end, when a name stands before them, and maybe other words.
fn figures_of(row: &Row) -> Option<(f32, f32)> {
    let name = row.segments.iter().position(|s| !s.numeric)?;
    let mut behind = row.segments.get(name + 1..)?.iter();
    let first = behind.find(|s| s.numeric)?;
    let last = row.segments.iter().rfind(|s| s.numeric)?;
    // A figure in front of a name is its number.
    (name <= 1).then_some((first.bbox.x0, last.bbox.x1))
}

/// Text that stands under the name of a row of figures or behind its figures, and is no wider than these columns.
fn is_beside_figures(above: &Row, row: &Row) -> bool {
    let Some((from, to)) = figures_of(above) else {
        return false;
    };
    let left = above.bbox.x0 - 3.0;
    let beside = |s: &Segment| s.bbox.x0 >= left && s.bbox.x1 <= from || s.bbox.x0 >= to;
    row.segments.iter().all(beside)
}

/// Text that stands behind the figures of a row.
fn is_behind_figures(above: &Row, row: &Row) -> bool {
    figures_of(above).is_some_and(|(_, to)| row.bbox.x0 >= to)
}

/// Whether each figure of one row stands above one of the other; two are enough where texts do, too.
fn same_columns(a: &Row, b: &Row) -> bool {
    let slack = 0.35 * a.size.max(b.size);
    let count = |r: &Row, numeric: bool| r.segments.iter().filter(|s| s.numeric == numeric).count();
    let shared = |numeric: bool| {
        let own = a.segments.iter().filter(|s| s.numeric == numeric);
        let below = |s: &Segment| {
            let mut others = b.segments.iter().filter(|t| t.numeric == numeric);
            others.any(|t| in_line(s, t, slack))
        };
        own.filter(|s| below(s)).count()
    };
    let (n, most) = (shared(true), count(a, true).max(count(b, true)));
    n >= 3 && n * 3 >= most * 2 || n == 2 && most == 2 && shared(false) >= 2
}

/// Whether right edges, left edges or middles of two texts align.
fn in_line(s: &Segment, t: &Segment, slack: f32) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() <= slack;
    near(s.bbox.x1, t.bbox.x1)
        || near(s.bbox.x0, t.bbox.x0)
        || near((s.bbox.x0 + s.bbox.x1) / 2.0, (t.bbox.x0 + t.bbox.x1) / 2.0)
}

/// A row with a list marker or paragraph number before running words.
fn is_marked(page: &Page, row: &Row) -> bool {
    let [marker, rest] = row.segments.as_slice() else {
        return false;
    };
    if rest.numeric || marker.words.len() > 1 || rest.words.len() < 2 {
        return false;
    }
    let text = marker
        .words
        .first()
        .and_then(|i| page.words.get(*i as usize))
        .map_or("", |w| page.word(w));
    let core = text.trim_matches(|c: char| "().•·-–—o▪●".contains(c));
    core.len() <= 1
        || core
            .split('.')
            .all(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_tabular(page: &Page, row: &Row) -> bool {
    let numeric = row.segments.iter().filter(|s| s.numeric).count();
    row.segments.len() >= 2 && (numeric >= 1 || row.segments.len() >= 3) && !is_marked(page, row)
}

/// Whether two rows share a figure column: right edges, left edges or middles of two numeric segments align.
fn aligns(a: &Row, b: &Row) -> bool {
    let slack = 0.35 * a.size.max(b.size);
    let same = |s: &Segment, t: &Segment| in_line(s, t, slack);
    let pairs = a
        .segments
        .iter()
        .skip(1)
        .filter(|s| b.segments.iter().skip(1).any(|t| same(s, t)))
        .count();
    let lone = a.segments.first().is_some_and(|s| {
        b.segments
            .first()
            .is_some_and(|t| s.numeric && t.numeric && same(s, t))
    });
    pairs >= 1 || lone
}

/// The first line of a paragraph, set apart by the gaps of justified text: it is wordy, ends in words, and a full line
/// goes on tight below it, flush with it or with what stands behind the paragraph's number.
fn opens_paragraph(row: &Row, next: &Row, width: f32) -> bool {
    let wordy = |s: &Segment| s.words.len() >= 7 && s.bbox.width() > 0.4 * width;
    let flush = |s: &Segment| (s.bbox.x0 - next.bbox.x0).abs() < 0.5 * row.size;
    row.segments.iter().any(wordy)
        && row.segments.last().is_some_and(|s| !s.numeric)
        && is_prose_row(next, width)
        && row.drop_to(next) < 1.5 * row.size.max(6.0)
        && (row.bbox.x1 - next.bbox.x1).abs() < 2.0 * row.size
        && row.segments.iter().take(2).any(flush)
}

/// A row of headings below figures, behind a line of text: another table begins.
fn begins_anew(above: &[Row], row: &Row, distance: usize) -> bool {
    let figures = |r: &Row| r.segments.iter().any(|s| s.numeric);
    distance > 1 && !figures(row) && above.iter().filter(|r| figures(r)).count() >= 2
}

/// Finds the table stretches among the rows of one zone; `grids` are the rows that grids of headings hold.
pub fn stretches(page: &Page, rows: &[Row], grids: &[(Range<usize>, &Lattice)]) -> Vec<Stretch> {
    let mut tabular: Vec<bool> = rows.iter().map(|r| is_tabular(page, r)).collect();
    contents::set_apart(page, rows, &mut tabular);
    for grid in grids {
        tabular[grid.0.clone()].fill(false);
    }
    let zone = rows.iter().map(|r| r.bbox).reduce(Rect::union);
    let zone_width = zone.map_or(0.0, Rect::width);
    for (k, pair) in rows.windows(2).enumerate() {
        tabular[k] &= !opens_paragraph(&pair[0], &pair[1], zone_width);
    }
    let mut out: Vec<Stretch> = Vec::new();
    let mut i = 0;
    while i < rows.len() {
        if !tabular[i] {
            i += 1;
            continue;
        }
        let first = i;
        let mut last = i;
        let mut count = 1;
        let mut aligned = 0;
        let mut j = i + 1;
        // How many rows since the last row of figures keep to the columns of text.
        let mut beside = 0;
        while j < rows.len() {
            let gap = rows[j - 1].drop_to(&rows[j]);
            if gap > WIDEST_GAP * rows[j].size.max(rows[j - 1].size).max(6.0)
                || j - last > MOST_SINGLE_ROWS + beside.min(MOST_BESIDE_FIGURES)
            {
                break;
            }
            // A long note under the names parts two tables, unless the same columns go on below it.
            if tabular[j]
                && j - last > MOST_SINGLE_ROWS
                && !rows[last + 1..j]
                    .iter()
                    .all(|r| is_behind_figures(&rows[last], r))
                && (rows[j].segments.len() < 4 || !same_columns(&rows[last], &rows[j]))
            {
                break;
            }
            if tabular[j] && begins_anew(&rows[first..j], &rows[j], j - last)
                || !tabular[j] && is_caption_row(page, &rows[j])
                || grids.iter().any(|g| g.0.start == j)
            {
                break;
            }
            if tabular[j] {
                aligned += usize::from(aligns(&rows[last], &rows[j]));
                last = j;
                count += 1;
                beside = 0;
            } else if is_beside_figures(&rows[last], &rows[j]) {
                beside += 1;
            } else if is_prose_row(&rows[j], zone_width) {
                break;
            }
            j += 1;
        }
        let figured = rows[first..=last]
            .iter()
            .filter(|r| r.segments.iter().any(|s| s.numeric))
            .count();
        let figures = rows[first..=last]
            .iter()
            .flat_map(|r| &r.segments)
            .filter(|s| s.numeric)
            .count();
        if count >= 2
            && figures >= 2
            && 2 * aligned >= count - 1
            && aligned >= 1
            && 2 * figured >= count
        {
            let top = out.last().map_or(0, |s: &Stretch| s.end);
            let head = heads::start(page, rows, grids, (top, first, last), zone_width);
            let end = tail_end(rows, (first, last), &tabular);
            out.push(Stretch { first: head, end });
            i = end;
        } else {
            i = last + 1;
        }
    }
    out
}

/// Where a table ends below its last row of figures: behind the rest of a wrapped name, one short tight row, and behind
/// lines that go on in a column of words behind the figures.
fn tail_end(rows: &[Row], (first, last): (usize, usize), tabular: &[bool]) -> usize {
    let row = &rows[last];
    let mut end = last + 1;
    let tight = |end: usize, next: &Row| rows[end - 1].drop_to(next) < 1.3 * next.size;
    let wraps = |next: &Row| {
        let (Some(label), [s]) = (row.segments.first(), next.segments.as_slice()) else {
            return false;
        };
        !label.numeric
            && (s.bbox.x0 - label.bbox.x0).abs() < 3.0
            && s.bbox.x1 < label.bbox.x1 + 20.0
            && s.words.len() <= 5
    };
    let in_words = |next: &Row| {
        let Some((_, to)) = figures_of(row) else {
            return false;
        };
        let begins = |r: &&Row, s: &Segment| {
            let behind = r.segments.last().filter(|l| !l.numeric && l.bbox.x0 >= to);
            behind.is_some_and(|l| (l.bbox.x0 - s.bbox.x0).abs() < 3.0)
        };
        let column = |s: &Segment| {
            rows[first..=last].iter().filter(|r| begins(r, s)).count() >= LEAST_ROWS_OF_WORDS
        };
        next.segments.last().is_some_and(column) && is_beside_figures(row, next)
    };
    while end - last <= MOST_BESIDE_FIGURES
        && let (Some(next), Some(false)) = (rows.get(end), tabular.get(end))
        && tight(end, next)
        && (end == last + 1 && wraps(next) || in_words(next))
    {
        end += 1;
    }
    end
}
