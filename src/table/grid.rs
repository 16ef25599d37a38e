//! Words of cells to a [`Table`]: signs joined to their figures, empty rows and columns dropped.

use super::texts::cell_text;
use super::{Axis, Cell, Table};
use crate::document::{Page, Place, Rect};
use crate::figure::number;

/// A cell before its text is read.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
    /// At least 1.
    pub row_span: usize,
    /// At least 1.
    pub column_span: usize,
    /// Its words.
    pub words: Vec<u32>,
}

/// What a cell that holds only a sign belongs to: the figure to its right (currency) or to its left.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Before,
    After,
}

fn sign(page: &Page, words: &[u32]) -> Option<Sign> {
    let mut signs = words.iter().map(|w| {
        let word = page.words.get(*w as usize)?;
        match page.word(word) {
            "$" | "£" | "€" | "$(" | "£(" | "€(" | "(" | "US$" => Some(Sign::Before),
            ")" | "%" | ")%" => Some(Sign::After),
            _ => None,
        }
    });
    let first = signs.next()??;
    signs.all(|s| s == Some(first)).then_some(first)
}

/// Joins columns that hold nothing but currency signs, closing brackets or percent signs to the figures beside them.
fn join_signs(page: &Page, drafts: &mut Vec<Draft>) {
    let width = drafts
        .iter()
        .map(|d| d.column + d.column_span.max(1))
        .max()
        .unwrap_or(0)
        .min(1_000);
    // The first row of signs of each column; a column that holds other things below has none.
    let mut firsts: Vec<Option<usize>> = vec![None; width];
    let mut spoiled = vec![false; width];
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|i| drafts[*i].row);
    for i in order {
        let d = &drafts[i];
        if d.words.is_empty() || d.column_span > 1 || d.column >= width {
            continue;
        }
        if sign(page, &d.words).is_some() {
            firsts[d.column].get_or_insert(d.row);
        } else if firsts[d.column].is_some() {
            spoiled[d.column] = true;
        }
    }
    // Signs belong to figures: among headings alone they head a column of their own.
    let figures = || {
        let mut words = drafts.iter().flat_map(|d| &d.words);
        words.any(|w| {
            let word = page.words.get(*w as usize).map_or("", |w| page.word(w));
            word.bytes().any(|b| b.is_ascii_digit())
        })
    };
    if firsts.iter().all(Option::is_none) || !figures() {
        return;
    }
    // Narrow columns that hold nothing stand between signs and figures.
    let mut used = vec![false; width];
    for d in drafts
        .iter()
        .filter(|d| d.column_span <= 1 && !d.words.is_empty())
    {
        if let Some(u) = used.get_mut(d.column) {
            *u = true;
        }
    }
    for c in (0..width).rev() {
        let Some(first) = firsts[c].filter(|_| !spoiled[c]) else {
            continue;
        };
        for d in drafts.iter_mut() {
            let to = (c + 1..width).find(|k| used[*k]).unwrap_or(c + 1);
            if d.column == c && d.column + d.column_span > to && d.row < first {
                d.column_span -= to - c;
                d.column = to;
            }
        }
        let (moved, kept): (Vec<Draft>, Vec<Draft>) = std::mem::take(drafts)
            .into_iter()
            .partition(|d| d.column == c && d.column_span <= 1 && !d.words.is_empty());
        *drafts = kept;
        for m in moved {
            // A heading over the signs goes with the figures to their right.
            let other = match sign(page, &m.words).unwrap_or(Sign::Before) {
                Sign::Before => (c + 1..width)
                    .find(|k| used[*k])
                    .unwrap_or((c + 1).min(width - 1)),
                Sign::After => (0..c)
                    .rev()
                    .find(|k| used[*k])
                    .unwrap_or(c.saturating_sub(1)),
            };
            let target = drafts.iter_mut().find(|d| {
                d.row == m.row && d.column <= other && other < d.column + d.column_span.max(1)
            });
            match target {
                Some(t) => t.words.extend(m.words),
                None => drafts.push(Draft { column: other, ..m }),
            }
        }
    }
}

/// How many lines are used before each, and in all.
fn ranks(used: &[bool]) -> Vec<usize> {
    let mut rank = Vec::with_capacity(used.len() + 1);
    let mut n = 0;
    for u in used {
        rank.push(n);
        n += usize::from(*u);
    }
    rank.push(n);
    rank
}

/// Which columns stand for themselves. One in which no text begins goes with the one before it, one in which none ends
/// with the next: cells that hold both a sign and its figure are as wide as two where others hold them apart.
fn columns_used(drafts: &[Draft], width: usize) -> Vec<bool> {
    let (mut begins, mut ends) = (vec![false; width], vec![false; width]);
    for d in drafts.iter().filter(|d| !d.words.is_empty()) {
        begins[d.column] = true;
        ends[(d.column + d.column_span.max(1)).min(width) - 1] = true;
    }
    // Whether a text has ended since a column was last found.
    let mut ended = true;
    let mut used = vec![false; width];
    for c in 0..width {
        // What begins where nothing has ended since goes with the column to its left, which only wider texts begin in.
        if begins[c]
            && !ended
            && let Some(last) = used[..c].iter_mut().rfind(|u| **u)
        {
            *last = false;
        }
        used[c] = begins[c];
        ended = if begins[c] { ends[c] } else { ended || ends[c] };
    }
    used
}

/// Builds a table; rows and columns in which no text begins are dropped.
pub fn build(page: &Page, mut drafts: Vec<Draft>, bbox: Rect) -> Option<Table> {
    join_signs(page, &mut drafts);
    let height = drafts.iter().map(|d| d.row + d.row_span.max(1)).max()?;
    let width = drafts
        .iter()
        .map(|d| d.column + d.column_span.max(1))
        .max()?;
    if height.saturating_mul(width) > 200_000 {
        return None;
    }
    let mut row_used = vec![false; height];
    for d in drafts.iter().filter(|d| !d.words.is_empty()) {
        row_used[d.row] = true;
    }
    let row_rank = ranks(&row_used);
    let column_rank = ranks(&columns_used(&drafts, width));
    let (rows, columns) = (row_rank[height], column_rank[width]);
    if rows < 2 || columns < 2 {
        return None;
    }
    let place = |bbox| Place::on_page(page.number, bbox);
    let mut table = Table {
        place: place(Some(bbox)),
        rows: vec![Axis::default(); rows],
        columns: vec![Axis::default(); columns],
        ..Table::default()
    };
    let filled = || drafts.iter().filter(|d| !d.words.is_empty());
    table.cells.reserve_exact(filled().count());
    for d in filled() {
        let (text, found) = cell_text(page, &d.words);
        let (row, column) = (row_rank[d.row], column_rank[d.column]);
        let row_end = row_rank[(d.row + d.row_span.max(1)).min(height)];
        let column_end = column_rank[(d.column + d.column_span.max(1)).min(width)];
        table.cells.push(Cell {
            row: row as u32,
            column: column as u32,
            row_span: (row_end - row).max(1) as u16,
            column_span: (column_end - column).max(1) as u16,
            reading: number::read_cell(&text),
            text: text.into(),
            place: place(found),
            ..Cell::default()
        });
    }
    table.cells.sort_by_key(|c| (c.row, c.column));
    table.reindex();
    let filled = table.cells.len();
    // Blank positions hold a figure that is not printed: rules ask for them by place.
    let blank = table.uncovered();
    table.cells.reserve_exact(blank.len());
    for at in blank {
        table.cells.push(Cell {
            row: (at / columns) as u32,
            column: (at % columns) as u32,
            row_span: 1,
            column_span: 1,
            place: place(None),
            ..Cell::default()
        });
    }
    if table.cells.len() > filled {
        table.cells.sort_by_key(|c| (c.row, c.column));
        table.reindex();
    }
    Some(table)
}
