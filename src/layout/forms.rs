//! Forms of boxes: one around the names and the first column of figures, one around each other column, with blanks between
//! the boxes of a row and between blocks of rows. Their lines form no lattice that holds the table, but they show its rows
//! and columns.

use super::frames;
use super::lattice::Lattice;
use super::numeric;
use crate::document::{Page, Rect, Stroke, Word};

/// Boxes of one row stand no further apart, in points.
const BESIDE: f32 = 16.0;
/// Blocks of rows stand no further apart, in points.
const BELOW: f32 = 48.0;
/// How far lines of one place may lie apart.
const SNAP: f32 = 4.0;

/// Puts one lattice in the place of those that are part of a form.
pub(super) fn join(page: &Page, mut lattices: Vec<Lattice>) -> Vec<Lattice> {
    let narrow = |l: &Lattice| l.columns <= 2 && !l.shaded;
    let mut i = 0;
    while i < lattices.len() {
        let boxes: Vec<Rect> = lattices.iter().map(|l| l.bbox).collect();
        let form = Some(&lattices[i])
            .filter(|l| narrow(l) && figures_go_on(page, l.bbox, &boxes))
            .and_then(|l| form(page, l.bbox).filter(|f| frames::holds(f.bbox, l.bbox)));
        if let Some(form) = form {
            let b = form.bbox;
            lattices.retain(|l| !frames::holds(b, l.bbox));
            let at = lattices.partition_point(|l| l.bbox.y1 > b.y1);
            lattices.insert(at, form);
            i = at;
        }
        i += 1;
    }
    lattices
}

/// Whether the rows of figures inside `bbox` go on to the right of it, outside of other boxes.
fn figures_go_on(page: &Page, bbox: Rect, others: &[Rect]) -> bool {
    let numeric = |w: &Word| w.style.turns == 0 && numeric::is_numeric(page.word(w));
    let figures: Vec<u32> = (0..page.words.len() as u32)
        .filter(|i| {
            let w = &page.words[*i as usize];
            frames::holds(bbox, w.bbox) && numeric(w)
        })
        .collect();
    let baselines = frames::baselines(page, &figures);
    if baselines.len() < 3 {
        return false;
    }
    let mut beside = vec![false; baselines.len()];
    for w in page.words.iter().filter(|w| w.bbox.x0 >= bbox.x1) {
        if !numeric(w) || others.iter().any(|o| frames::holds(*o, w.bbox)) {
            continue;
        }
        let at = baselines.partition_point(|b| *b < w.baseline - 2.0);
        if baselines.get(at).is_some_and(|b| *b <= w.baseline + 2.0) {
            beside[at] = true;
        }
    }
    let n = beside.iter().filter(|b| **b).count();
    n * 4 >= baselines.len() * 3
}

/// Places that lie near each other, each group by its lowest and its highest.
fn groups(mut at: Vec<f32>, apart: f32) -> Vec<(f32, f32)> {
    at.sort_by(f32::total_cmp);
    let mut out: Vec<(f32, f32)> = Vec::new();
    for x in at {
        match out.last_mut() {
            Some(last) if x - last.1 <= apart => last.1 = x,
            _ => out.push((x, x)),
        }
    }
    out
}

/// The form that boxes beside `part`, above it and below it make.
fn form(page: &Page, part: Rect) -> Option<Lattice> {
    let lines = |horizontal: bool| {
        let side = move |b: Rect| if horizontal { b.width() } else { b.height() };
        page.strokes
            .iter()
            .filter(move |s| s.horizontal == horizontal && !s.is_edge() && side(s.bbox) > 4.0)
    };
    let x = |s: &Stroke| (s.bbox.x0 + s.bbox.x1) / 2.0;
    let y = |s: &Stroke| (s.bbox.y0 + s.bbox.y1) / 2.0;
    // Uprights at the height of the part, and the edges of columns between them.
    let level = |s: &&Stroke| s.bbox.y0 < part.y1 && part.y0 < s.bbox.y1;
    let walls = groups(
        lines(false)
            .filter(level)
            .map(x)
            .filter(|x| *x >= part.x0 - SNAP)
            .collect(),
        BESIDE,
    );
    if walls.len() < 4 {
        return None;
    }
    let on_wall = |s: &&Stroke| {
        let x = x(s);
        walls.iter().any(|w| w.0 - SNAP <= x && x <= w.1 + SNAP)
    };
    // Uprights at the same places above and below go on with the form.
    let mut heights: Vec<(f32, f32)> = lines(false)
        .filter(on_wall)
        .map(|s| (s.bbox.y0, s.bbox.y1))
        .collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut blocks: Vec<(f32, f32)> = Vec::new();
    for (low, high) in heights {
        match blocks.last_mut() {
            Some(last) if low - last.1 <= BELOW => last.1 = last.1.max(high),
            _ => blocks.push((low, high)),
        }
    }
    let (bottom, top) = blocks
        .into_iter()
        .find(|(low, high)| *low < part.y1 && part.y0 < *high)?;
    let (left, right) = (walls.first()?.0, walls.last()?.1);
    let within = |s: &&Stroke| {
        let y = y(s);
        bottom - SNAP <= y && y <= top + SNAP && s.bbox.x0 < right && left < s.bbox.x1
    };
    let last = walls.len() - 1;
    let xs = walls
        .iter()
        .enumerate()
        .map(|(k, w)| match k {
            0 => w.0,
            _ if k == last => w.1,
            _ => (w.0 + w.1) / 2.0,
        })
        .collect();
    let ys = groups(lines(true).filter(within).map(y).collect(), SNAP);
    let ys = ys.into_iter().rev().map(|(a, b)| (a + b) / 2.0).collect();
    Lattice::full(xs, ys)
}
