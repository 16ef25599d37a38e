//! Percentages of a whole that stands in their own row or column.

use super::grid::{Class, Grid, Slot};
use super::rates::Rate;
use super::view::View;

/// Percentages of the total that stands in another line: 100 where the source is the whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shares {
    pub target: usize,
    pub source: usize,
    /// The line of the whole.
    pub whole: usize,
    pub hits: usize,
    pub misses: usize,
    pub sure: bool,
}

/// Learns which percentages are shares of a whole in their own row or column.
pub(super) fn find(view: &View, grid: &Grid, taken: &[Rate]) -> Vec<Shares> {
    let mut out = Vec::new();
    let (Some(unit), lines) = (grid.unit(), view.lines.len()) else {
        return out;
    };
    if !(4..=2_000).contains(&lines) {
        return out;
    }
    let of = |wanted: Class| {
        let fits = move |p: &usize| view.positions[*p].class == wanted;
        (0..view.positions.len())
            .filter(fits)
            .take(60)
            .collect::<Vec<_>>()
    };
    let sources = of(Class::Amount);
    for target in of(Class::Percent) {
        if taken.iter().any(|r| r.target == target) || sources.is_empty() {
            continue;
        }
        let values = view.slots(target);
        let hundred = i64::saturating_mul(100, unit);
        let Some(whole) = (0..lines)
            .find(|l| matches!(values[*l], Slot::Value { value, .. } if value == hundred))
        else {
            continue;
        };
        let bar = 2.5 + (sources.len() as f32).log10();
        let mut best: Option<(f32, Shares)> = None;
        for source in &sources {
            let amounts = view.slots(*source);
            let Slot::Value { value: base, .. } = amounts[whole] else {
                continue;
            };
            let (mut hits, mut misses, mut weight) = (0, 0, 0.0_f32);
            for l in (0..lines).filter(|l| *l != whole) {
                let (Slot::Value { value: t, step }, Slot::Value { value: x, .. }) =
                    (values[l], amounts[l])
                else {
                    continue;
                };
                if base == 0 || x == 0 || x == base {
                    continue;
                }
                let (t, base) = (i128::from(t), i128::from(base));
                let gap = 2 * (t * base - i128::from(hundred) * i128::from(x)).abs();
                // Figures in thousands or millions are rounded themselves: twice the width allows for that.
                if gap <= 2 * i128::from(step) * base.abs() {
                    hits += 1;
                    weight += ((t.abs() / i128::from(step.max(1)) + 1) as f32)
                        .log10()
                        .min(2.5);
                } else {
                    misses += 1;
                    weight -= 1.5;
                }
            }
            let far = 0.02 * source.abs_diff(target).min(20) as f32;
            let holds = hits >= 3 && hits >= 3 * misses;
            if holds && weight - far >= bar && best.as_ref().is_none_or(|b| weight - far > b.0) {
                let sure = hits >= 5 * misses && hits >= 4;
                let found = Shares {
                    target,
                    source: *source,
                    whole,
                    hits,
                    misses,
                    sure,
                };
                best = Some((weight - far, found));
            }
        }
        out.extend(best.map(|b| b.1));
    }
    out
}
