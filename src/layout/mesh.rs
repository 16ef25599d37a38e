//! Rules and edges of shading to the cells that they enclose.

use super::lattice::{self, Lattice, LatticeCell};
use crate::document::{Page, Rect, Stroke};
use std::collections::BTreeMap;

/// How far apart rules may lie and still be one, in points.
const SNAP: f32 = 2.5;
/// How far short of another a rule may end and still touch it.
const REACH: f32 = 4.0;
/// More rules than this on a page, joined, are a drawing.
const MOST_RULES: usize = 4_000;

/// A rule: where it lies across (`at`), and from where to where it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// Snaps rules to common lines and joins those that overlap or nearly meet.
fn join(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut i = 0;
    while i < rules.len() {
        let mut j = i + 1;
        while j < rules.len()
            && rules[j].at - rules[j - 1].at <= SNAP
            && rules[j].at - rules[i].at <= 2.0 * SNAP
        {
            j += 1;
        }
        let band = &mut rules[i..j];
        let at = band.iter().map(|r| r.at).sum::<f32>() / band.len() as f32;
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for r in band.iter() {
            match out[first..].last_mut() {
                Some(last) if r.from <= last.to + REACH => last.to = last.to.max(r.to),
                _ => out.push(Rule {
                    at,
                    from: r.from,
                    to: r.to,
                }),
            }
        }
        i = j;
    }
    out
}

fn find(parents: &mut [usize], mut i: usize) -> usize {
    while parents[i] != i {
        parents[i] = parents[parents[i]];
        i = parents[i];
    }
    i
}

/// Positions of rules, near ones merged, in rising order.
fn positions(rules: &[Rule]) -> Vec<f32> {
    let mut at: Vec<f32> = rules.iter().map(|r| r.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a <= SNAP);
    at
}

/// Whether a rule at (about) `at` covers the point `along`.
fn covered(rules: &[Rule], at: f32, along: f32) -> bool {
    rules
        .iter()
        .any(|r| (r.at - at).abs() <= 2.0 * SNAP && r.from <= along && along <= r.to)
}

/// The lattices that painted rules form, or these and the edges of shading.
pub(super) fn lattices(page: &Page, shading: bool) -> Vec<Lattice> {
    let as_rule = |s: &Stroke| {
        let b = s.bbox;
        if s.horizontal {
            Rule {
                at: (b.y0 + b.y1) / 2.0,
                from: b.x0,
                to: b.x1,
            }
        } else {
            Rule {
                at: (b.x0 + b.x1) / 2.0,
                from: b.y0,
                to: b.y1,
            }
        }
    };
    let frame =
        |s: &Stroke| s.bbox.width() > 0.97 * page.width || s.bbox.height() > 0.97 * page.height;
    let pick = |horizontal: bool| {
        let rules = page
            .strokes
            .iter()
            .filter(|s| s.horizontal == horizontal && (shading || !s.is_edge()) && !frame(s))
            .map(as_rule);
        join(rules.collect())
            .into_iter()
            .filter(|r| r.to - r.from > 3.0)
            .collect::<Vec<_>>()
    };
    let (across, down) = (pick(true), pick(false));
    let drawing = across.len() + down.len() > MOST_RULES || across.len() * down.len() > 1_000_000;
    if across.len() < 2 || down.is_empty() || drawing {
        return Vec::new();
    }
    let mut parents: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, h) in across.iter().enumerate() {
        for (j, v) in down.iter().enumerate() {
            let touch = v.at >= h.from - REACH
                && v.at <= h.to + REACH
                && h.at >= v.from - REACH
                && h.at <= v.to + REACH;
            if touch {
                let (a, b) = (find(&mut parents, i), find(&mut parents, across.len() + j));
                parents[a] = b;
            }
        }
    }
    let mut sets: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = Default::default();
    for (i, h) in across.iter().enumerate() {
        sets.entry(find(&mut parents, i)).or_default().0.push(*h);
    }
    for (j, v) in down.iter().enumerate() {
        sets.entry(find(&mut parents, across.len() + j))
            .or_default()
            .1
            .push(*v);
    }
    let mut found: Vec<Lattice> = sets
        .into_values()
        .filter_map(|(h, v)| of_set(&h, &v))
        .collect();
    lattice::sort(&mut found);
    found
}

/// Positions of rules, and the ends of those that cross them where they stick out by more than `least`.
fn edges(rules: &[Rule], crossing: &[Rule], least: f32) -> Vec<f32> {
    let mut at = positions(rules);
    let low = crossing.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let high = crossing.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    if let (Some(first), Some(last)) = (at.first().copied(), at.last().copied()) {
        if first - low > least {
            at.insert(0, low);
        }
        if high - last > least {
            at.push(high);
        }
    }
    at
}

/// The lattice of one connected set of rules.
fn of_set(across: &[Rule], down: &[Rule]) -> Option<Lattice> {
    // Rules that stick out of the outermost uprights open a column at the side: half-ruled tables.
    let xs = edges(down, across, 12.0);
    let mut ys = edges(across, down, 6.0);
    ys.reverse();
    let (rows, columns) = (ys.len().checked_sub(1)?, xs.len().checked_sub(1)?);
    if rows < 2 || columns < 2 || rows * columns > 20_000 {
        return None;
    }
    let mut parents: Vec<usize> = (0..rows * columns).collect();
    for r in 0..rows {
        let y = (ys[r] + ys[r + 1]) / 2.0;
        for c in 0..columns {
            let x = (xs[c] + xs[c + 1]) / 2.0;
            if c + 1 < columns && !covered(down, xs[c + 1], y) {
                let (a, b) = (
                    find(&mut parents, r * columns + c),
                    find(&mut parents, r * columns + c + 1),
                );
                parents[a.max(b)] = a.min(b);
            }
            if r + 1 < rows && !covered(across, ys[r + 1], x) {
                let (a, b) = (
                    find(&mut parents, r * columns + c),
                    find(&mut parents, (r + 1) * columns + c),
                );
                parents[a.max(b)] = a.min(b);
            }
        }
    }
    let mut bounds: BTreeMap<usize, (usize, usize, usize, usize)> = Default::default();
    for i in 0..rows * columns {
        let root = find(&mut parents, i);
        let (r, c) = (i / columns, i % columns);
        let b = bounds.entry(root).or_insert((r, c, r, c));
        *b = (b.0.min(r), b.1.min(c), b.2.max(r), b.3.max(c));
    }
    let ranks: BTreeMap<usize, u32> = bounds.keys().copied().zip(0..).collect();
    let at = (0..rows * columns)
        .map(|i| ranks.get(&find(&mut parents, i)).copied().unwrap_or(0))
        .collect();
    let cells = bounds
        .into_values()
        .map(|(r0, c0, r1, c1)| LatticeCell::over((r0, c0), (r1, c1), &xs, &ys))
        .collect::<Vec<_>>();
    if cells.len() < 4 {
        return None;
    }
    let bbox = Rect {
        x0: xs[0],
        x1: xs[columns],
        y1: ys[0],
        y0: ys[rows],
    };
    Some(Lattice {
        bbox,
        rows: rows as u32,
        columns: columns as u32,
        xs,
        ys,
        cells,
        shaded: false,
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Painted;
    use crate::layout::lattice::find_all;

    fn stroke(x0: f32, y0: f32, x1: f32, y1: f32) -> Stroke {
        Stroke {
            bbox: Rect { x0, y0, x1, y1 },
            horizontal: (y1 - y0).abs() < 0.01,
            painted: Painted::Line,
        }
    }

    fn page_of(strokes: Vec<Stroke>) -> Page {
        Page {
            width: 600.0,
            height: 800.0,
            strokes,
            ..Page::default()
        }
    }

    #[test]
    fn a_grid_with_a_merged_head_has_one_wide_cell() {
        let mut strokes = vec![
            stroke(0.0, 40.0, 100.0, 40.0),
            stroke(0.0, 20.0, 100.0, 20.0),
            stroke(0.0, 0.0, 100.0, 0.0),
        ];
        strokes.extend([
            stroke(0.0, 0.0, 0.0, 40.0),
            stroke(50.0, 0.0, 50.0, 20.0),
            stroke(100.0, 0.0, 100.0, 40.0),
        ]);
        let mut page = page_of(strokes);
        let found = find_all(&page);
        assert_eq!(found.len(), 0, "three cells are not a table");
        page.strokes.push(stroke(0.0, -20.0, 100.0, -20.0));
        page.strokes.extend([
            stroke(0.0, -20.0, 0.0, 0.0),
            stroke(50.0, -20.0, 50.0, 0.0),
            stroke(100.0, -20.0, 100.0, 0.0),
        ]);
        let found = find_all(&page);
        assert_eq!(
            (found[0].rows, found[0].columns, found[0].cells.len()),
            (3, 2, 5)
        );
        assert_eq!(found[0].cells[0].column_span, 2);
    }

    #[test]
    fn a_title_that_no_rule_parts_from_the_corner_below_it_is_a_cell_of_its_own() {
        let mut strokes: Vec<Stroke> = [0.0, 20.0, 60.0].map(|y| stroke(0.0, y, 150.0, y)).into();
        // The line under the title does not reach over the corner.
        strokes.push(stroke(50.0, 40.0, 150.0, 40.0));
        strokes.extend([stroke(0.0, 0.0, 0.0, 60.0), stroke(150.0, 0.0, 150.0, 60.0)]);
        strokes.extend([50.0, 100.0].map(|x| stroke(x, 0.0, x, 40.0)));
        let page = page_of(strokes);
        let mut lattice = find_all(&page).remove(0);
        assert_eq!(lattice.cells.len(), 6);
        lattice.part_title();
        let places: Vec<(u32, u32, u32, u32)> = lattice
            .cells
            .iter()
            .filter(|c| c.column == 0)
            .map(|c| (c.row, c.column, c.row_span, c.column_span))
            .collect();
        assert_eq!(places, [(0, 0, 1, 3), (2, 0, 1, 1), (1, 0, 1, 1)]);
        let corner = lattice.cell_at(10.0, 30.0).expect("a cell");
        assert_eq!(lattice.cells[corner].row, 1);
        assert_eq!(lattice.cell_at(10.0, 50.0), Some(0));
    }

    #[test]
    fn a_grid_is_found_however_many_areas_its_cells_were_filled_with() {
        let ys = (0..=10).map(|i| 20.0 * i as f32);
        let mut strokes: Vec<Stroke> = ys.map(|y| stroke(0.0, y, 150.0, y)).collect();
        strokes.extend([0.0, 50.0, 100.0, 150.0].map(|x| stroke(x, 0.0, x, 200.0)));
        // Every cell is filled over and over, each time with an area of its own.
        let edges = (0..5_000).map(|i| Stroke {
            painted: Painted::Unseen,
            ..stroke(0.0, (i % 11) as f32 * 20.0, 50.0, (i % 11) as f32 * 20.0)
        });
        strokes.extend(edges);
        let page = page_of(strokes);
        let found = find_all(&page);
        assert_eq!((found[0].rows, found[0].columns), (10, 3));
    }
}
