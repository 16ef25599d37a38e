//! Rows of figures inside one row of cells: where nothing is drawn between them, each line of figures is a row.

use super::aligned::GridRow;
use super::grid::Draft;
use super::labels;
use crate::document::Page;
use crate::layout::rows::{Row, is_bold};
use std::collections::BTreeMap;

/// How far apart lines of one cell may lie, in sizes.
const SPACING: f32 = 2.2;

/// Text that stands in columns `from..=to` of a row of cells.
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) rows: Vec<Row>,
}

/// Where the rows of figures inside one row of cells begin, from the top: each entry is the lowest baseline of a row.
/// Empty when it is one row.
pub(super) fn row_starts(page: &Page, band: &[(usize, Vec<Piece>)]) -> Vec<f32> {
    let pieces: Vec<&Piece> = band
        .iter()
        .flat_map(|(_, p)| p)
        .filter(|p| !p.rows.is_empty())
        .collect();
    let most = pieces.iter().map(|p| p.rows.len()).max().unwrap_or(0);
    if most < 2 {
        return Vec::new();
    }
    let listed = lists(page, band);
    let enough = if pieces.len() <= 3 {
        listed >= 1 && most >= 2 && pieces.iter().filter(|p| p.rows.len() >= 2).count() >= 2
    } else {
        listed >= 2
    };
    if !enough {
        return heading_above(page, &pieces).map_or(Vec::new(), Vec::from);
    }
    let mut lines: Vec<(f32, f32, usize, Row)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(k, p)| {
            p.rows
                .iter()
                .map(move |r| (r.baseline, r.size, k, r.clone()))
        })
        .collect();
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut grid: Vec<GridRow> = Vec::new();
    for (baseline, size, column, row) in lines {
        let figures = usize::from(row.segments.iter().any(|s| s.numeric));
        match grid.last_mut() {
            Some(g)
                if g.baseline - baseline <= 0.35 * size
                    && g.cells
                        .last()
                        .is_some_and(|_| g.at_column(column).is_none()) =>
            {
                g.cells.push((column, column, row.words().collect()));
                g.figures += figures;
            }
            _ => grid.push(GridRow {
                cells: vec![(column, column, row.words().collect())],
                baseline,
                size,
                figures,
            }),
        }
    }
    for g in &mut grid {
        g.cells.sort_by_key(|c| c.0);
    }
    let width = grid
        .iter()
        .flat_map(|g| &g.cells)
        .map(|c| c.1 + 1)
        .max()
        .unwrap_or(1);
    let label = labels::label_column(page, &grid, width);
    labels::join_labels(page, &mut grid, label, SPACING);
    if grid.len() < 2 {
        return Vec::new();
    }
    grid.iter()
        .map(|g| {
            g.cells
                .iter()
                .flat_map(|c| &c.2)
                .filter_map(|w| page.words.get(*w as usize))
                .filter(|w| !w.style.superscript)
                .map(|w| w.baseline)
                .fold(f32::MAX, f32::min)
        })
        .collect()
}

/// How many columns of figures stand in a row of cells, a figure on each line.
pub(super) fn lists(page: &Page, band: &[(usize, Vec<Piece>)]) -> usize {
    let is_list = |p: &&Piece| p.rows.len() >= 2 && figure_lines(page, p) * 10 >= p.rows.len() * 9;
    band.iter().flat_map(|(_, p)| p).filter(is_list).count()
}

/// A bold heading in the cell of a row's name, over the name itself: the figures stand beside what is below it.
fn heading_above(page: &Page, pieces: &[&Piece]) -> Option<[f32; 2]> {
    let bold = |r: &Row| is_bold(page, r.words());
    let (name, figures) = pieces.split_first()?;
    let heads = name.rows.iter().take_while(|r| bold(r)).count();
    let (above, below) = name.rows.split_at_checked(heads)?;
    let (last, first) = (above.last()?, below.first()?);
    let lowest = below.iter().map(|r| r.baseline).fold(f32::MAX, f32::min);
    // Everything else stands on the lines of the name.
    let beside = figures.iter().all(|p| {
        let [line] = p.rows.as_slice() else {
            return false;
        };
        line.segments.iter().all(|s| s.numeric)
            && line.baseline <= first.baseline + 0.35 * line.size
            && line.baseline >= lowest - 0.35 * line.size
    });
    let whole = !below.iter().any(bold) && name.rows.iter().all(|r| r.segments.len() == 1);
    (beside && whole && figures.len() >= 2).then_some([last.baseline, lowest])
}

/// Lines that are figures; years over units are headings.
fn figure_lines(page: &Page, p: &Piece) -> usize {
    let units = p.rows.iter().any(|r| r.words().any(|w| is_unit(page, w)));
    let heads = |r: &Row| {
        units
            && r.words().all(|w| {
                let text = page.words.get(w as usize).map_or("", |w| page.word(w));
                is_unit(page, w) || super::headers::is_period(text)
            })
    };
    p.rows
        .iter()
        .filter(|r| r.segments.iter().all(|s| s.numeric) && !heads(r))
        .count()
}

/// "£000", "£m", "$'000": what heads figures.
pub(super) fn is_unit(page: &Page, word: u32) -> bool {
    let text = page.words.get(word as usize).map_or("", |w| page.word(w));
    let rest = text.trim_start_matches(['(', '£', '$', '€']);
    rest.len() < text.len()
        && rest
            .trim_start_matches(['\'', '’'])
            .starts_with(['0', 'm', 'k', 'b'])
        && !rest.contains('.')
        && rest != "0"
}

/// Adds the drafts of one cell's pieces, each line in its row.
pub(super) fn emit(
    row_span: u32,
    row: usize,
    starts: &[f32],
    pieces: Vec<Piece>,
    drafts: &mut Vec<Draft>,
) {
    for p in pieces {
        if starts.len() < 2 {
            drafts.push(Draft {
                row,
                column: p.from,
                row_span: row_span as usize,
                column_span: p.to - p.from + 1,
                words: p.rows.iter().flat_map(Row::words).collect(),
            });
            continue;
        }
        let mut by_row: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for r in &p.rows {
            // Rows run from the top: the first whose lowest baseline is not above this line.
            let k = starts
                .iter()
                .position(|s| *s <= r.baseline + 0.35 * r.size)
                .unwrap_or(starts.len() - 1);
            by_row.entry(k).or_default().extend(r.words());
        }
        for (k, words) in by_row {
            drafts.push(Draft {
                row: row + k,
                column: p.from,
                row_span: 1,
                column_span: p.to - p.from + 1,
                words,
            });
        }
    }
}
