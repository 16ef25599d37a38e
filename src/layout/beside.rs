//! Tables without rules that stand side by side: the same headings come again, each time over names and figures.

use super::rows::{self, Row, Segment};
use crate::document::Page;

/// How many rows below a stretch's first may hold the headings that come again.
const HEADINGS: usize = 4;
/// How narrow a gap between two tables may be, in points.
const NARROWEST: f32 = 6.0;
/// Rows that each of the tables must have.
const FEWEST_ROWS: usize = 3;

/// Where the rows of a stretch are cut into tables that stand side by side, from the left.
pub fn cuts(page: &Page, stretch: &[Row]) -> Vec<f32> {
    for (h, row) in stretch.iter().enumerate().take(HEADINGS) {
        if row.segments.len() < 4 {
            continue;
        }
        for cuts in candidates(page, row, &stretch[h + 1..]) {
            if part(&stretch[h + 1..], &cuts) {
                return cuts;
            }
        }
    }
    Vec::new()
}

/// Cuts behind, or in front of, each heading that comes again in a row.
fn candidates(page: &Page, row: &Row, body: &[Row]) -> Vec<Vec<f32>> {
    let texts: Vec<String> = row
        .segments
        .iter()
        .map(|s| rows::text(page, &s.words))
        .collect();
    let between = |k: usize| {
        let (a, b): (&Segment, &Segment) = (&row.segments[k - 1], &row.segments[k]);
        gap(body, a.bbox.x1, b.bbox.x0)
    };
    let mut out = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        let again: Vec<usize> = (0..texts.len()).filter(|k| texts[*k] == *text).collect();
        let named = text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        if again.len() < 2 || again.len() > 6 || again[0] != i || !named {
            continue;
        }
        let last = texts.len();
        out.push(
            again[..again.len() - 1]
                .iter()
                .map(|k| between(k + 1))
                .collect(),
        );
        out.push(
            again[1..]
                .iter()
                .filter(|k| **k < last)
                .map(|k| between(*k))
                .collect(),
        );
    }
    out
}

/// The middle of the first gap between two headings in which nothing stands below them: names without a heading of their
/// own may stand there too.
fn gap(body: &[Row], from: f32, to: f32) -> f32 {
    let mut inside: Vec<(f32, f32)> = body
        .iter()
        .flat_map(|r| &r.segments)
        .map(|s| (s.bbox.x0, s.bbox.x1))
        .filter(|(x0, x1)| *x1 > from && *x0 < to)
        .collect();
    inside.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = from;
    for (x0, x1) in inside {
        if x0 - free >= NARROWEST {
            return (free + x0) / 2.0;
        }
        free = free.max(x1);
    }
    (free.min(to) + to) / 2.0
}

/// Whether cuts part names and figures from names and figures: in each part most rows begin with words and go on with
/// a figure, and nothing lies across a cut.
fn part(body: &[Row], cuts: &[f32]) -> bool {
    let crossing = |r: &&Row| {
        let across = |s: &Segment| cuts.iter().any(|x| s.bbox.x0 < *x && *x < s.bbox.x1);
        r.segments.iter().any(across)
    };
    if body.iter().filter(crossing).count() * 20 > body.len() {
        return false;
    }
    (0..=cuts.len()).all(|p| {
        let left = p.checked_sub(1).map_or(f32::MIN, |k| cuts[k]);
        let right = cuts.get(p).copied().unwrap_or(f32::MAX);
        let (mut filled, mut good) = (0, 0);
        for row in body {
            let mut inside = row
                .segments
                .iter()
                .filter(|s| left < s.bbox.x0 && s.bbox.x1 < right);
            let Some(first) = inside.next() else {
                continue;
            };
            filled += 1;
            good += usize::from(!first.numeric && inside.any(|s| s.numeric));
        }
        filled >= FEWEST_ROWS && good * 10 >= filled * 7
    })
}
