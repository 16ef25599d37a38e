//! The structure tree of a page: which table a word belongs to, and whether the tree can be believed.

use super::numeric;
use super::rows;
use crate::document::{Page, StructureRole};

/// Which structure node lists a piece of marked content: the first of them.
struct Nodes {
    /// Identifiers and nodes, by identifier.
    by_mcid: Vec<(i32, u32)>,
}

impl Nodes {
    fn of(page: &Page) -> Nodes {
        let count = page.structure.iter().map(|n| n.mcids.len()).sum();
        let mut by_mcid: Vec<(i32, u32)> = Vec::with_capacity(count);
        for (node, i) in page.structure.iter().zip(0..) {
            by_mcid.extend(node.mcids.iter().map(|m| (*m, i)));
        }
        by_mcid.sort_by_key(|(m, _)| *m);
        by_mcid.dedup_by_key(|(m, _)| *m);
        Nodes { by_mcid }
    }

    fn get(&self, mcid: i32) -> Option<u32> {
        let at = self.by_mcid.binary_search_by_key(&mcid, |(m, _)| *m).ok()?;
        (mcid >= 0).then_some(self.by_mcid.get(at)?.1)
    }
}

/// For words, by index, what `find` gives for the structure node that lists their marked content. Words of one piece of
/// content follow each other: what was found for one is mostly what the next one asks for.
fn by_node<'p>(
    page: &'p Page,
    words: impl Iterator<Item = u32> + 'p,
    find: impl Fn(u32) -> Option<u32> + 'p,
) -> impl Iterator<Item = (u32, Option<u32>)> + 'p {
    let nodes = Nodes::of(page);
    let mut latest = (-1, None);
    words.map(move |i| {
        let mcid = page.words.get(i as usize).map_or(-1, |w| w.mcid);
        if mcid != latest.0 {
            latest = (mcid, nodes.get(mcid).and_then(&find));
        }
        (i, latest.1)
    })
}

/// The nearest node at or above `node` that `wanted` accepts.
pub fn above(page: &Page, node: u32, wanted: impl Fn(StructureRole) -> bool) -> Option<u32> {
    let mut at = node;
    for _ in 0..256 {
        let n = page.structure.get(at as usize)?;
        if wanted(n.role) {
            return Some(at);
        }
        if n.parent == at {
            return None;
        }
        at = n.parent;
    }
    None
}

/// For every word the innermost table node that holds it.
pub fn owners(page: &Page) -> Vec<Option<u32>> {
    let table = |n| above(page, n, |r| r == StructureRole::Table);
    by_node(page, 0..page.words.len() as u32, table)
        .map(|(_, owner)| owner)
        .collect()
}

/// The cell node of each word of a table, and the rows' order of cells.
pub fn cells_of(page: &Page, words: &[u32]) -> Vec<(u32, Option<u32>)> {
    let is_cell = |r| matches!(r, StructureRole::HeaderCell | StructureRole::DataCell);
    by_node(page, words.iter().copied(), |n| above(page, n, is_cell)).collect()
}

/// Whether a tagged table can be believed: it has rows and columns, its cells follow each other left to right within
/// rows and top to bottom between rows, and they do not hold whole pages of text.
pub fn is_sound(page: &Page, words: &[u32]) -> bool {
    let cells = cells_of(page, words);
    if cells.iter().filter(|(_, c)| c.is_none()).count() * 5 > cells.len() {
        return false;
    }
    let mut boxes: std::collections::BTreeMap<u32, (f32, f32, f32, usize)> = Default::default();
    for (w, c) in &cells {
        let Some(c) = c else { continue };
        let b = page.words[*w as usize].bbox;
        let e = boxes.entry(*c).or_insert((b.x0, b.y0, b.y1, 0));
        *e = (e.0.min(b.x0), e.1.min(b.y0), e.2.max(b.y1), e.3 + 1);
    }
    let row_of = |c: u32| above(page, c, |r| r == StructureRole::Row);
    let mut rows: std::collections::BTreeMap<u32, Vec<u32>> = Default::default();
    for c in boxes.keys() {
        if let Some(r) = row_of(*c) {
            rows.entry(r).or_default().push(*c);
        }
    }
    let widest = rows.values().map(Vec::len).max().unwrap_or(0);
    if rows.len() < 2 || widest < 2 || boxes.len() < 4 {
        return false;
    }
    if boxes.values().any(|b| b.3 > 250) && boxes.len() < 8 || holds_grids(page, &cells) {
        return false;
    }
    let (mut good, mut bad) = (0, 0);
    let mut before: Option<f32> = None;
    for cells in rows.values() {
        for pair in cells.windows(2) {
            if boxes[&pair[0]].0 <= boxes[&pair[1]].0 + 2.0 {
                good += 1
            } else {
                bad += 1
            }
        }
        let top = cells.iter().map(|c| boxes[c].2).fold(f32::MIN, f32::max);
        if let Some(b) = before {
            if top <= b + 2.0 { good += 1 } else { bad += 1 }
        }
        before = Some(top);
    }
    bad * 10 <= good
}

/// Whether much of a table stands in cells that are tables themselves: lines below each other, each with several
/// figures side by side. Producers that see cells only where lines are drawn tag a block of figures as one cell.
fn holds_grids(page: &Page, cells: &[(u32, Option<u32>)]) -> bool {
    let mut swallowed = 0;
    let mut sorted: Vec<(u32, u32)> = cells
        .iter()
        .filter_map(|(w, c)| Some(((*c)?, *w)))
        .collect();
    sorted.sort_unstable();
    for cell in sorted.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() >= 4) {
        let words = cell.iter().filter_map(|(_, w)| page.words.get(*w as usize));
        let numeric = words.filter(|w| numeric::is_numeric(page.word(w))).count();
        if numeric * 2 < cell.len() {
            continue;
        }
        let words: Vec<u32> = cell.iter().map(|(_, w)| *w).collect();
        let lines = rows::rows(page, &words, &[]);
        let wide = lines
            .iter()
            .filter(|l| l.segments.iter().filter(|s| s.numeric).count() >= 2);
        if wide.count() >= 2 {
            swallowed += cell.len();
        }
    }
    swallowed * 10 > cells.len()
}
