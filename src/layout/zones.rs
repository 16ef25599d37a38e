//! Pages of two columns of prose, read one after the other.

use super::rows::{self, Row};
use super::staggered;
use crate::document::Page;

/// Cuts a page of two columns of prose into zones in reading order, each with its rows; other pages are one zone.
pub(super) fn zones(page: &Page, words: &[u32], walls: &[rows::Wall]) -> Vec<Vec<Row>> {
    let all = rows::rows(page, words, &[]);
    let Some(gutter) = gutter(page, &all) else {
        return staggered::part(rows::cut_at_walls(page, all, walls));
    };
    let mut zones: Vec<Vec<u32>> = Vec::new();
    let (mut left, mut right): (Vec<u32>, Vec<u32>) = Default::default();
    let mut across: Vec<u32> = Vec::new();
    for row in &all {
        let crosses = row
            .segments
            .iter()
            .any(|s| s.bbox.x0 < gutter - 2.0 && s.bbox.x1 > gutter + 2.0);
        if crosses {
            zones.extend([std::mem::take(&mut left), std::mem::take(&mut right)]);
            across.extend(row.words());
        } else {
            zones.push(std::mem::take(&mut across));
            for s in &row.segments {
                if s.bbox.x0 < gutter {
                    left.extend(&s.words)
                } else {
                    right.extend(&s.words)
                }
            }
        }
    }
    zones.extend([left, right, across]);
    zones
        .into_iter()
        .filter(|z| !z.is_empty())
        .flat_map(|z| staggered::part(rows::rows(page, &z, walls)))
        .collect()
}

/// Rows with a text on both sides at least, for the gap between them to part columns.
const PARTED: usize = 8;

/// Where the gap between two columns of prose lies.
fn gutter(page: &Page, rows: &[Row]) -> Option<f32> {
    if rows.len() < 10 {
        return None;
    }
    let wordy = |s: &rows::Segment| s.words.len() >= 4 && !s.numeric;
    let parted = |r: &&Row| r.segments.iter().filter(|s| wordy(s)).take(2).count() == 2;
    if rows.iter().filter(parted).take(PARTED).count() < PARTED {
        return None;
    }
    let mut best: Option<(usize, f32)> = None;
    for step in 0..40 {
        let x = page.width * (0.3 + 0.4 * step as f32 / 40.0);
        let (mut both, mut crossing) = (0, 0);
        for row in rows {
            if row.segments.iter().any(|s| s.bbox.x0 < x && s.bbox.x1 > x) {
                crossing += 1;
            } else if row.segments.iter().any(|s| s.bbox.x1 <= x && wordy(s))
                && row.segments.iter().any(|s| s.bbox.x0 >= x && wordy(s))
            {
                both += 1;
            }
        }
        if both >= PARTED && both > crossing && best.is_none_or(|(n, _)| both > n) {
            best = Some((both, x));
        }
    }
    best.map(|(_, x)| x)
}
