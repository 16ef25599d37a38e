//! Means of neighbours, learned from labels and from the lines that hold.

use super::grid::{Class, Grid, Slot};
use super::sums::Pattern;
use super::tally::Tally;
use super::view::View;
use crate::table::Table;
use regex::Regex;
use std::sync::LazyLock;

/// A learned mean of neighbours.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Pattern> {
    static MEAN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:averages?|avg|mean)\b").expect("a fixed pattern"));
    let n = view.positions.len();
    let mut out: Vec<Pattern> = Vec::new();
    if n * view.lines.len() > 200_000 {
        return out;
    }
    for total in 0..n {
        let named = MEAN.is_match(&view.positions[total].label);
        if !named && view.lines.len() < 5 || known.iter().any(|k| k.total == total) {
            continue;
        }
        let bar = 1.6 + ((n * 24) as f32).log10();
        let mut best: Option<(f32, Vec<usize>, Tally)> = None;
        for down in [true, false] {
            let side: Vec<usize> = if down {
                (total + 1..n).collect()
            } else {
                (0..total).rev().collect()
            };
            for k in 2..=side.len().min(13) {
                let parts = &side[..k];
                if parts
                    .iter()
                    .any(|p| view.positions[*p].class == Class::Percent)
                    != (view.positions[total].class == Class::Percent)
                {
                    break;
                }
                let (tally, weight) = mean_of(table, grid, view, total, parts);
                let score = weight + if named { 2.0 } else { 0.0 };
                let enough =
                    tally.hits() >= if named { 1 } else { 5 } && tally.hits() >= 4 * tally.miss;
                if enough && score >= bar && best.as_ref().is_none_or(|b| score > b.0) {
                    let mut parts = parts.to_vec();
                    parts.sort_unstable();
                    best = Some((score, parts, tally));
                }
            }
        }
        if let Some((_, parts, tally)) = best {
            out.push(Pattern {
                total,
                parts,
                tally,
                prior: if named { 2.0 } else { 0.0 },
                bar,
            });
        }
    }
    out
}

fn mean_of(table: &Table, grid: &Grid, view: &View, total: usize, parts: &[usize]) -> (Tally, f32) {
    let mut tally = Tally::default();
    let mut weight = 0.0;
    let count = parts.len() as i64;
    let mut last = None;
    'lines: for l in 0..view.lines.len() {
        // Printed digits count here, not a base that the figures share.
        let (Slot::Value { value, .. }, Some(step)) =
            (view.slot(total, l), grid.step(table, view.cell(total, l)))
        else {
            continue;
        };
        let (mut sum, mut steps, mut low, mut high) = (0, 0, i64::MAX, i64::MIN);
        for p in parts {
            let (Slot::Value { value, .. }, Some(step)) =
                (view.slot(*p, l), grid.step(table, view.cell(*p, l)))
            else {
                continue 'lines;
            };
            sum += value;
            steps += step;
            low = low.min(value);
            high = high.max(value);
        }
        let gap = (value.saturating_mul(count) - sum).abs();
        let width = step.saturating_mul(count) + steps;
        if gap.saturating_mul(2) <= width {
            // Figures that lie close together have their mean among them anyway.
            let spread = (high - low).saturating_mul(count) / width.max(1) + 1;
            let again = last.replace((value, sum)) == Some((value, sum));
            if spread < 3 || again {
                tally.trivial += 1;
                continue;
            }
            tally.exact += 1;
            weight += (spread as f32).log10().min(2.5) * 0.8;
        } else {
            tally.miss += 1;
            weight -= 2.0;
        }
    }
    (tally, weight)
}
