//! Table regions that a page shows by itself: tables of the structure tree, and lattices of rules.

use super::lattice::Lattice;
use super::page::{Evidence, Region};
use super::{banded, forms, heads, lattice, outskirts, rows, tags};
use crate::document::{Page, Rect, StructureRole, Word};
use std::collections::BTreeMap;

/// A gap between words that is no blank, in points.
const MORE_THAN_A_BLANK: f32 = 6.0;

/// Tables of the structure tree whose cells hold words of this page; the innermost of nested ones.
pub(super) fn tagged(page: &Page, free: &mut [bool]) -> Vec<Region> {
    let nodes = &page.structure;
    let mut out = Vec::new();
    if !nodes.iter().any(|n| n.role == StructureRole::Table) {
        return out;
    }
    let owner = tags::owners(page);
    let mut by_table: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, o) in owner.iter().enumerate() {
        if let Some(t) = o
            && free[i]
        {
            by_table.entry(*t).or_default().push(i as u32);
        }
    }
    by_table.retain(|_, words| words.len() >= 4 && tags::is_sound(page, words));
    // Producers that cut one table into pieces lie about the whole page.
    if by_table.values().any(|words| is_beside_others(page, words)) {
        return out;
    }
    for (t, words) in by_table {
        for i in &words {
            free[*i as usize] = false;
        }
        let bbox = rows::bbox_of(page, &words);
        out.push(Region {
            bbox,
            evidence: Evidence::Tagged(t),
            words,
            after: 0,
        });
    }
    out
}

/// The baselines on which words stand, from the bottom.
pub(super) fn baselines(page: &Page, words: &[u32]) -> Vec<f32> {
    let mut out: Vec<f32> = words
        .iter()
        .map(|i| page.words[*i as usize].baseline)
        .collect();
    out.sort_by(f32::total_cmp);
    out.dedup_by(|b, a| *b - *a < 2.5);
    out
}

/// Whether most rows of these words go on with words that are not among them: a table cut in two.
fn is_beside_others(page: &Page, words: &[u32]) -> bool {
    goes_on_beside(page, rows::bbox_of(page, words), words, &[], 0.61)
}

/// Whether a share of the rows of `words` goes on left or right of `bbox`, outside of other boxes.
pub(super) fn goes_on_beside(
    page: &Page,
    bbox: Rect,
    words: &[u32],
    others: &[Rect],
    share: f32,
) -> bool {
    let baselines = baselines(page, words);
    let mut beside = vec![false; baselines.len()];
    for w in &page.words {
        let outside = w.style.turns == 0
            && (w.bbox.x1 <= bbox.x0 || w.bbox.x0 >= bbox.x1)
            && !others.iter().any(|o| holds(*o, w.bbox));
        if outside {
            let at = baselines.partition_point(|b| *b < w.baseline - 2.0);
            if baselines.get(at).is_some_and(|b| *b <= w.baseline + 2.0) {
                beside[at] = true;
            }
        }
    }
    let n = beside.iter().filter(|b| **b).count();
    baselines.len() >= 3 && n as f32 >= share * baselines.len() as f32
}

/// Whether the middle of `inner` lies in `outer`.
pub(super) fn holds(outer: Rect, inner: Rect) -> bool {
    let (x, y) = ((inner.x0 + inner.x1) / 2.0, (inner.y0 + inner.y1) / 2.0);
    outer.x0 <= x && x < outer.x1 && outer.y0 <= y && y < outer.y1
}

/// Whether boxes form only some rows, every second one or so, and all between them is open: stripes, whose columns the
/// words show better. What is open is one tall cell, or rows of one cell each whose words stand in columns.
fn is_striped(page: &Page, lattice: &Lattice, words: &[u32]) -> bool {
    let mut rows: BTreeMap<usize, (Option<u32>, Vec<Rect>)> = BTreeMap::new();
    for w in words.iter().filter_map(|w| page.words.get(*w as usize)) {
        let y = (w.bbox.y0 + w.bbox.y1) / 2.0;
        let (row, open) = match lattice.open_row(y) {
            Some((row, cell)) => (row, Some(cell)),
            None => match lattice.cell_of(w.bbox).and_then(|i| lattice.cells.get(i)) {
                Some(cell) => (cell.row as usize, None),
                None => continue,
            },
        };
        let entry = rows.entry(row).or_default();
        entry.0 = open;
        entry.1.push(w.bbox);
    }
    let tall = |cell: u32| {
        let cell = lattice.cells.get(cell as usize);
        cell.is_some_and(|c| c.row_span > 1)
    };
    let first = rows.values().find_map(|r| r.0.filter(|c| tall(*c)));
    let open: Vec<bool> = rows
        .values()
        .map(|(cell, boxes)| match cell {
            Some(cell) if tall(*cell) => Some(*cell) == first,
            Some(_) => stands_in_columns(lattice, boxes),
            None => false,
        })
        .collect();
    let stripes = open.iter().filter(|o| **o).count();
    let changes = open.windows(2).filter(|p| p[0] && !p[1]).count();
    changes >= 2 && stripes * 3 >= open.len()
}

/// Whether words keep clear of two inner edges of the columns or more, with more than a blank on both sides.
fn stands_in_columns(lattice: &Lattice, words: &[Rect]) -> bool {
    let inner = lattice.xs.get(1..lattice.xs.len().saturating_sub(1));
    let clear = |edge: f32| {
        let left = words.iter().map(|w| w.x1).filter(|x| *x <= edge + 1.0);
        let right = words.iter().map(|w| w.x0).filter(|x| *x >= edge - 1.0);
        let (left, right) = (
            left.fold(f32::MIN, f32::max),
            right.fold(f32::MAX, f32::min),
        );
        let crossed = words.iter().any(|w| w.x0 < edge - 1.0 && w.x1 > edge + 1.0);
        !crossed && left > f32::MIN && right < f32::MAX && right - left > MORE_THAN_A_BLANK
    };
    inner.unwrap_or(&[]).iter().filter(|e| clear(**e)).count() >= 2
}

/// Whether boxes may be no more than the head of a table that goes on below them: they have but few rows, or most of
/// their rows are one cell.
fn may_be_head(page: &Page, lattice: &Lattice) -> bool {
    const ROWS: u32 = 3;
    let words = || {
        let all = (0..page.words.len() as u32).filter(|i| page.words[*i as usize].style.turns == 0);
        let own = all.filter(|i| holds(lattice.bbox, page.words[*i as usize].bbox));
        own.collect::<Vec<_>>()
    };
    lattice.rows <= ROWS
        || lattice.is_open()
        || lattice.rows <= 2 * ROWS && heads::holds_headings(page, lattice, &words())
}

/// Lattices of rules that hold words in at least two columns and two rows. Those that are but the head of rows with
/// nothing drawn around them leave their words free and are given apart.
pub(super) fn ruled(page: &Page, free: &mut [bool]) -> (Vec<Region>, Vec<Lattice>) {
    let (mut out, mut open) = (Vec::new(), Vec::new());
    let mut lattices = forms::join(page, lattice::find_all(page));
    let closed = lattices.iter().filter(|l| !may_be_head(page, l));
    let closed: Vec<Rect> = closed.map(|l| l.bbox).collect();
    for (banded, words) in banded::find(page, free, &closed) {
        let b = banded.bbox;
        let boxed = |i: &&u32| {
            let word = page.words[**i as usize].bbox;
            lattices.iter().any(|l| holds(l.bbox, word))
        };
        // Boxes that hold most of it are what it is.
        if words.iter().filter(boxed).count() * 2 > words.len() {
            continue;
        }
        lattices.retain(|l| !holds(b, l.bbox));
        words.iter().for_each(|i| free[*i as usize] = false);
        out.push(Region {
            bbox: b,
            evidence: Evidence::Ruled(banded),
            words,
            after: 0,
        });
    }
    let found = out.iter().map(|r: &Region| r.bbox);
    let boxes: Vec<Rect> = lattices.iter().map(|l| l.bbox).chain(found).collect();
    for mut lattice in lattices {
        let b = lattice.bbox;
        let inside = |w: &Word| {
            let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
            b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1
        };
        let mut words: Vec<u32> = (0..page.words.len())
            .filter(|i| free[*i] && inside(&page.words[*i]))
            .map(|i| i as u32)
            .collect();
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        let mut counts = vec![0_usize; lattice.cells.len()];
        for i in &words {
            if let Some(n) = lattice
                .cell_of(page.words[*i as usize].bbox)
                .and_then(|c| counts.get_mut(c))
            {
                *n += 1;
            }
        }
        let wordiest = counts.iter().copied().max().unwrap_or(0);
        for (c, n) in lattice.cells.iter().zip(&counts) {
            if *n > 0 {
                rows.push(c.row);
                columns.push(c.column);
            }
        }
        let filled = rows.len();
        // Most of a drawing's boxes are empty.
        let drawing = filled * 5 < lattice.cells.len();
        rows.sort_unstable();
        rows.dedup();
        columns.sort_unstable();
        columns.dedup();
        // Boxes drawn around running text are no table.
        let boxed_text = wordiest > 60 && wordiest * 3 > words.len() * 2;
        if rows.len() < 2 || columns.len() < 2 || filled < 4 || boxed_text || drawing {
            continue;
        }
        if is_striped(page, &lattice, &words) {
            continue;
        }
        // Columns or blocks that were shaded are part of a wider table when its rows go on beside them.
        let lines = baselines(page, &words).len();
        let part = (lattice.shaded || lines > 4 * rows.len())
            && goes_on_beside(
                page,
                b,
                &words,
                &boxes,
                if lattice.shaded { 0.5 } else { 0.61 },
            );
        if part {
            continue;
        }
        if heads::is_head(page, &lattice, &words, free) {
            open.push(lattice);
            continue;
        }
        if heads::is_first_stripe(page, &lattice, free) {
            continue;
        }
        lattice.part_title();
        outskirts::extend(page, &mut lattice, &mut words, free, &boxes);
        for i in &words {
            free[*i as usize] = false;
        }
        out.push(Region {
            bbox: lattice.bbox,
            evidence: Evidence::Ruled(lattice),
            words,
            after: 0,
        });
    }
    (out, open)
}
