//! Tables by the structure tree: its rows and cells, spans placed as in HTML.

use super::Table;
use super::columns;
use super::drawn;
use super::grid::{self, Draft};
use super::heads;
use super::merged;
use super::ruled;
use super::spans;
use super::stacked::{Piece, emit, is_unit, row_starts};
use super::wide;
use crate::document::{Page, Rect, StructureRole};
use crate::layout::lattice::{self, Lattice};
use crate::layout::numeric;
use crate::layout::page::Region;
use crate::layout::rows::{self, Row, Segment};
use crate::layout::tags;
use std::collections::BTreeMap;

/// Reads the cells of a tagged region.
pub fn read(page: &Page, region: &Region, table: u32) -> Option<Table> {
    let (rows, words) = tree(page, region, table);
    let mut read = cells(page, region, &rows, &words)?;
    if let Some(y) = head_ends(page, &rows, &words) {
        read.heads = heads::above(&read, y);
    }
    Some(read)
}

/// Where the rows at the top end that hold nothing but header cells; `None` where all rows do, or none does.
fn head_ends(page: &Page, rows: &[Vec<u32>], words: &Cells) -> Option<f32> {
    let heads = |row: &&Vec<u32>| {
        row.iter()
            .all(|c| page.structure[*c as usize].role == StructureRole::HeaderCell)
    };
    let n = rows.iter().take_while(heads).count();
    rows.get(n)?;
    rows[..n]
        .iter()
        .flatten()
        .map(|c| words.of(*c))
        .filter(|w| !w.is_empty())
        .map(|w| rows::bbox_of(page, &w).y0)
        .reduce(f32::min)
}

/// Words by the cell that holds them: pairs of cell and word.
pub(super) struct Cells(Vec<(u32, u32)>);

impl Cells {
    /// The words of a cell, in their order.
    pub(super) fn of(&self, cell: u32) -> Vec<u32> {
        let first = self.0.partition_point(|(c, _)| *c < cell);
        let after = self.0.partition_point(|(c, _)| *c <= cell);
        self.0[first..after].iter().map(|(_, word)| *word).collect()
    }
}

/// The rows of a table by the structure tree, each with its cells, and the words of the cells.
fn tree(page: &Page, region: &Region, table: u32) -> (Vec<Vec<u32>>, Cells) {
    let mut words: Vec<(u32, u32)> = tags::cells_of(page, &region.words)
        .into_iter()
        .filter_map(|(word, cell)| Some((cell?, word)))
        .collect();
    words.sort_by_key(|(cell, _)| *cell);
    let words = Cells(words);
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, node) in page.structure.iter().enumerate() {
        let i = i as u32;
        if !matches!(
            node.role,
            StructureRole::HeaderCell | StructureRole::DataCell
        ) {
            continue;
        }
        if tags::above(page, i, |r| r == StructureRole::Table) != Some(table) {
            continue;
        }
        if let Some(row) = tags::above(page, i, |r| r == StructureRole::Row) {
            rows.entry(row).or_default().push(i);
        }
    }
    (rows.into_values().collect(), words)
}

fn cells(page: &Page, region: &Region, rows: &[Vec<u32>], words: &Cells) -> Option<Table> {
    let mut drafts = by_order(page, rows, words);
    if agrees(page, &drafts) {
        let body = first_figures(page, &drafts);
        merged::join(page, &mut drafts, body);
        return grid::build(page, wide::cut(page, split_rows(page, drafts)), region.bbox);
    }
    let drafts = by_place(page, rows, words)?;
    let found = drafts.iter().map(|d| d.column + d.column_span).max();
    let most = rows.iter().map(Vec::len).max();
    // Where lines are drawn they show the columns better than the words do: lines around everything, or around most
    // when there are more columns than any row has cells.
    let share = if found > most { 90 } else { 100 };
    let drafts = match lattice_around(page, region, most.unwrap_or(0), share) {
        Some(lattice) => match drawn::place(page, rows, words, &lattice) {
            Some(drafts) => drafts,
            None => return ruled::read(page, region, &lattice),
        },
        None => drafts,
    };
    grid::build(page, wide::cut(page, split_rows(page, drafts)), region.bbox)
}

/// The lattice of rules that holds a region, or such a share of it, in at least so many columns.
fn lattice_around(page: &Page, region: &Region, columns: usize, percent: usize) -> Option<Lattice> {
    let inside = |l: &Lattice| {
        if (l.columns as usize) < columns {
            return false;
        }
        let held = region
            .words
            .iter()
            .filter_map(|w| page.words.get(*w as usize))
            .filter(|w| l.cell_of(w.bbox).is_some())
            .count();
        held * 100 >= region.words.len() * percent
    };
    lattice::find_all(page).into_iter().find(inside)
}

/// The first row that holds two figures, or none.
fn first_figures(page: &Page, drafts: &[Draft]) -> usize {
    let amount = |d: &&Draft| !d.words.is_empty() && d.words.iter().all(|w| is_amount(page, *w));
    let mut rows: Vec<usize> = drafts.iter().filter(amount).map(|d| d.row).collect();
    rows.sort_unstable();
    rows.windows(2).find(|w| w[0] == w[1]).map_or(0, |w| w[0])
}

/// A figure that is no year: "1,204", "(3.5)".
fn is_amount(page: &Page, word: u32) -> bool {
    let text = page.words.get(word as usize).map_or("", |w| page.word(w));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let year = digits >= 4 && (text.starts_with("19") || text.starts_with("20"));
    digits >= 2 && !year && !is_unit(page, word) && numeric::is_numeric(text)
}

/// Cuts rows whose cells hold several lines of figures below each other: a row of the table for each line.
fn split_rows(page: &Page, mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|d| (d.row, d.column));
    let tall = |d: &Draft| {
        let b = rows::bbox_of(page, &d.words);
        d.words
            .first()
            .and_then(|w| page.words.get(*w as usize))
            .is_some_and(|w| b.height() > 1.9 * w.bbox.height())
    };
    // The first row below all cells that reach over several rows.
    let mut free = 0;
    let mut shift = 0;
    let mut out = Vec::with_capacity(drafts.len());
    let mut rest = drafts.into_iter().peekable();
    while let Some(first) = rest.next() {
        let row = first.row;
        let mut members = vec![first];
        while let Some(d) = rest.next_if(|d| d.row == row) {
            members.push(d);
        }
        // Years over units are headings of two lines; with figures below them they are a table in one row.
        let words = || members.iter().flat_map(|d| &d.words);
        let heads =
            row == 0 || words().any(|w| is_unit(page, *w)) && !words().any(|w| is_amount(page, *w));
        let alone = !heads && free <= row && members.iter().all(|d| d.row_span <= 1);
        free = members
            .iter()
            .map(|d| d.row + d.row_span)
            .fold(free, usize::max);
        if !alone || members.iter().filter(|d| tall(d)).count() < 2 {
            out.extend(members.into_iter().map(|d| Draft {
                row: row + shift,
                ..d
            }));
            continue;
        }
        let band: Vec<(usize, Vec<Piece>)> = members
            .iter()
            .enumerate()
            .filter(|(_, d)| !d.words.is_empty())
            .map(|(i, d)| {
                let piece = Piece {
                    from: d.column,
                    to: d.column + d.column_span.max(1) - 1,
                    rows: rows::rows(page, &d.words, &[]),
                };
                (i, vec![piece])
            })
            .collect();
        let starts = row_starts(page, &band);
        if starts.len() < 2 {
            out.extend(members.into_iter().map(|d| Draft {
                row: row + shift,
                ..d
            }));
            continue;
        }
        for (_, pieces) in band {
            emit(1, row + shift, &starts, pieces, &mut out);
        }
        shift += starts.len() - 1;
    }
    out
}

/// Cells where their order and spans put them.
fn by_order(page: &Page, rows: &[Vec<u32>], words: &Cells) -> Vec<Draft> {
    let spans: Vec<Vec<(usize, usize)>> = rows
        .iter()
        .enumerate()
        .map(|(r, cells)| {
            let span = |cell: &u32| {
                let node = &page.structure[*cell as usize];
                let row_span = usize::from(node.row_span.clamp(1, 500)).min(rows.len() - r);
                (row_span, usize::from(node.column_span.clamp(1, 200)))
            };
            cells.iter().map(span).collect()
        })
        .collect();
    let mut drafts = Vec::with_capacity(rows.iter().map(Vec::len).sum());
    for (r, columns) in spans::place(&spans).into_iter().enumerate() {
        for ((cell, column), (row_span, column_span)) in
            rows[r].iter().zip(columns).zip(spans[r].iter().copied())
        {
            drafts.push(Draft {
                row: r,
                column,
                row_span,
                column_span,
                words: words.of(*cell),
            });
        }
    }
    drafts
}

/// Whether columns by order stand where they should: no two of them share a place on the page.
fn agrees(page: &Page, drafts: &[Draft]) -> bool {
    let mut columns: BTreeMap<usize, Vec<Rect>> = BTreeMap::new();
    for d in drafts
        .iter()
        .filter(|d| d.column_span == 1 && !d.words.is_empty())
    {
        columns
            .entry(d.column)
            .or_default()
            .push(rows::bbox_of(page, &d.words));
    }
    // The typical place of a column, from the middle of its cells.
    let middles: Vec<f32> = columns
        .values()
        .map(|boxes| {
            let mut m: Vec<f32> = boxes.iter().map(|b| (b.x0 + b.x1) / 2.0).collect();
            m.sort_by(f32::total_cmp);
            m[m.len() / 2]
        })
        .collect();
    if middles.windows(2).any(|w| w[0] >= w[1]) {
        return false;
    }
    let (mut all, mut astray) = (0, 0);
    for (k, boxes) in columns.values().enumerate() {
        for b in boxes {
            all += 1;
            let left = k.checked_sub(1).and_then(|j| middles.get(j));
            let right = middles.get(k + 1);
            let past = left
                .is_some_and(|m| b.x0 < *m && (b.x0 + b.x1) / 2.0 < (*m + middles[k]) / 2.0)
                || right
                    .is_some_and(|m| b.x1 > *m && (b.x0 + b.x1) / 2.0 > (*m + middles[k]) / 2.0);
            astray += usize::from(past);
        }
    }
    astray * 50 <= all
}

/// Cells by where they stand on the page, for producers that leave out empty cells or spans.
fn by_place(page: &Page, rows: &[Vec<u32>], words: &Cells) -> Option<Vec<Draft>> {
    let mut laid: Vec<(usize, Row)> = Vec::new();
    for (r, cells) in rows.iter().enumerate() {
        let mut segments: Vec<Segment> = cells
            .iter()
            .map(|c| words.of(*c))
            .filter(|w| !w.is_empty())
            .map(|w| Segment {
                bbox: rows::bbox_of(page, &w),
                numeric: numeric::is_figure(page, &w),
                words: w,
            })
            .collect();
        segments.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        if let Some(row) = Row::new(segments, 0.0, 0.0) {
            laid.push((r, row));
        }
    }
    let found = columns::infer(laid.iter().map(|(_, r)| r));
    if found.len() < 2 {
        return None;
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for (r, row) in laid {
        for s in row.segments {
            let (from, to) = columns::reach(s.bbox, &found);
            match drafts
                .last_mut()
                .filter(|d| d.row == r && d.column + d.column_span > from)
            {
                Some(d) => {
                    d.column_span = d.column_span.max((to + 1).saturating_sub(d.column));
                    d.words.extend(s.words);
                }
                None => drafts.push(Draft {
                    row: r,
                    column: from,
                    row_span: 1,
                    column_span: to + 1 - from,
                    words: s.words,
                }),
            }
        }
    }
    Some(drafts)
}
