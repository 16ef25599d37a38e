//! Tables without rules that stand side by side: the same headings come again, each time over names and figures.

use super::rows::{self, Row, Segment};
use crate::document::Page;

/// How many rows below a stretch's first may hold the headings that come again.
const HEADINGS: usize = 4;
/// Rows that each of the tables must have.
const FEWEST_ROWS: usize = 3;

/// Where the rows of a stretch are cut into tables that stand side by side, from the left.
pub fn cuts(page: &Page, stretch: &[Row]) -> Vec<f32> {
    for (h, row) in stretch.iter().enumerate().take(HEADINGS) {
        if row.segments.len() < 4 {
            continue;
        }
        for cuts in candidates(page, row) {
            if part(&stretch[h + 1..], &cuts) {
                return cuts;
            }
        }
    }
    Vec::new()
}

/// Cuts behind, or in front of, each heading that comes again in a row.
fn candidates(page: &Page, row: &Row) -> Vec<Vec<f32>> {
    let texts: Vec<String> = row
        .segments
        .iter()
        .map(|s| {
            let mut text = String::new();
            rows::text_of(page, &s.words, &mut text);
            text
        })
        .collect();
    let between = |k: usize| {
        let (a, b): (&Segment, &Segment) = (&row.segments[k - 1], &row.segments[k]);
        (a.bbox.x1 + b.bbox.x0) / 2.0
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
