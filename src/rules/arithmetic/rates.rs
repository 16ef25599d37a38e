//! Percentages, rates and changes that are computed from other rows or columns: one over another, or the change from one
//! to another, learned from the lines in which it holds.

use super::declared;
use super::grid::{Class, Grid, Slot};
use super::names::{self, alike, named};
use super::sums::Pattern;
use super::targets::{self, Target};
use super::view::View;
use crate::table::{Line, Table, units};

/// The most sources that are paired with each other; beyond, only those near the target.
const MOST_SOURCES: usize = 26;

/// How the target is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// `factor * a / b`.
    Over,
    /// `factor * (a - b) / b`.
    Change,
}

/// A learned rate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rate {
    /// Position of the stated figures, and which of a cell's figures they are.
    pub target: usize,
    pub nth: usize,
    pub operation: Operation,
    pub factor: i64,
    pub a: usize,
    pub b: usize,
    pub hits: usize,
    /// Several lines hold only when the sources are taken as rounded.
    pub rounded: bool,
    pub misses: usize,
    pub score: f32,
    pub bar: f32,
    /// Another pair explains the target as well: then what does not hold is not told.
    pub rivalled: bool,
}

/// Learns the rates of a view.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Rate> {
    let mut out = Vec::new();
    let Some(unit) = grid.unit() else {
        return out;
    };
    let sources: Vec<usize> = (0..view.positions.len())
        .filter(|p| matches!(view.positions[*p].class, Class::Amount | Class::Time))
        .collect();
    if sources.len() < 2 || view.lines.len() > 3_000 {
        return out;
    }
    for target in targets::find(table, grid, view, unit, known)
        .into_iter()
        .take(60)
    {
        let near: Vec<usize> = if sources.len() <= MOST_SOURCES {
            sources.clone()
        } else {
            let at = sources.partition_point(|s| *s < target.position);
            let from = at.saturating_sub(MOST_SOURCES / 2);
            sources[from..(from + MOST_SOURCES).min(sources.len())].to_vec()
        };
        let label = names::whole(table, view, target.position);
        let learned = learn(view, &target, &near, unit, known, &label);
        out.extend(learned.or_else(|| declared::find(view, &target, &near, unit, &label)));
    }
    out
}

fn learn(
    view: &View,
    target: &Target,
    sources: &[usize],
    unit: i64,
    known: &[Pattern],
    label: &str,
) -> Option<Rate> {
    let position = view.positions.get(target.position);
    let path = position.map(|p| p.path.join(" ")).unwrap_or_default();
    let percent = position.is_none_or(|p| p.class == Class::Percent);
    let change = units::is_change(&path);
    let factors: &[i64] = match (percent, target.small, target.unnamed) {
        (_, _, true) => &[1],
        (true, true, _) => &[100, 1],
        (true, false, _) => &[100],
        (false, ..) => &[1, 100, 1_000],
    };
    let changes: &[i64] = match (target.small, target.unnamed) {
        (_, true) => &[1],
        (true, false) => &[100, 1],
        (false, false) => &[100],
    };
    let pairs = sources.len() * (sources.len() - 1);
    let named = named(view, label, sources);
    let ways = pairs * (factors.len() + changes.len());
    let bar = 1.5 + (ways as f32).log10() + if target.unnamed { 1.5 } else { 0.0 };
    let mut best: Option<Rate> = None;
    let mut second = f32::MIN;
    for a in sources {
        for b in sources {
            if a == b || *a == target.position || *b == target.position {
                continue;
            }
            for (operation, factor) in factors
                .iter()
                .map(|f| (Operation::Over, *f))
                .chain(changes.iter().map(|f| (Operation::Change, *f)))
            {
                if operation == Operation::Over && change && percent {
                    continue;
                }
                let Some((hits, tight, misses, weight)) =
                    weigh(view, target, *a, *b, operation, factor, unit)
                else {
                    continue;
                };
                // What fails as often as it holds is no rival to what holds.
                if hits <= misses || misses > 1 && hits < 3 * misses {
                    continue;
                }
                let mut prior = 0.0;
                if operation == Operation::Change && change {
                    prior += 1.0;
                }
                if operation == Operation::Over {
                    let total = view.positions[*b].kind == Line::Total
                        || known.iter().any(|k| k.total == *b && k.parts.contains(a));
                    prior += if total { 0.4 } else { 0.0 };
                    prior += 0.5 * alike(label, view.positions[*a].label).min(3) as f32;
                    prior += 0.4 * alike(label, view.positions[*b].label).min(3) as f32;
                }
                if operation == Operation::Over && named == Some((*a, *b)) {
                    prior += 1.2;
                }
                // Near columns rather than far ones, when both explain it.
                let far = a
                    .abs_diff(target.position)
                    .max(b.abs_diff(target.position))
                    .min(20);
                let score = weight + prior - 0.02 * far as f32;
                let rate = Rate {
                    target: target.position,
                    nth: target.nth,
                    operation,
                    factor,
                    a: *a,
                    b: *b,
                    hits,
                    rounded: hits >= tight + 2,
                    misses,
                    score,
                    bar,
                    rivalled: false,
                };
                match &best {
                    Some(known) if known.score >= score => second = second.max(score),
                    _ => {
                        second = second.max(best.as_ref().map_or(f32::MIN, |k| k.score));
                        best = Some(rate);
                    }
                }
            }
        }
    }
    let mut best = best?;
    best.rivalled = second > best.score - 0.5;
    let holds = best.hits >= 2
        && best.hits > best.misses
        && (best.misses <= 1 || best.hits >= 3 * best.misses)
        && (!target.unnamed || best.hits >= 4 && best.hits >= 8 * best.misses);
    (best.score >= bar && holds).then_some(best)
}

/// Lines that hold, those of them that hold as printed, lines that do not, and the weight; none as soon as too many do not.
fn weigh(
    view: &View,
    target: &Target,
    a: usize,
    b: usize,
    operation: Operation,
    factor: i64,
    unit: i64,
) -> Option<(usize, usize, usize, f32)> {
    let (mut hits, mut misses, mut weight) = (0_usize, 0_usize, 0.0_f32);
    let mut last: Option<(i64, i64, i64)> = None;
    let (mut tight, mut whole) = (0, 0);
    let (first, second) = (view.slots(a), view.slots(b));
    for (l, stated) in target.values.iter().enumerate() {
        let (Some((t, step)), Slot::Value { value: x, step: p }, Slot::Value { value: y, step: q }) =
            (*stated, first[l], second[l])
        else {
            continue;
        };
        if y == 0 || t == 0 && x == 0 {
            continue;
        }
        let (t, step, y128) = (i128::from(t), i128::from(step), i128::from(y));
        let top = i128::from(match operation {
            Operation::Over => x,
            Operation::Change => x - y,
        });
        let scale = i128::from(factor) * i128::from(unit);
        // Twice the gap against the widths of the stated figure and of both sources.
        let gap = if operation == Operation::Change && y < 0 {
            // From a negative figure the change is given of its size or with the sign of a growth: both are found.
            2 * ((t * y128).abs() - (scale * top).abs()).abs()
        } else {
            2 * (t * y128 - scale * top).abs()
        };
        let loose = scale * i128::from(p)
            + (t.abs()
                + if operation == Operation::Change {
                    scale
                } else {
                    0
                })
                * i128::from(q);
        let strict = gap <= step * y128.abs();
        // Small whole counts are no rounded figures.
        let loose = if q != unit || y.abs() >= 20 * q {
            loose
        } else {
            0
        };
        let width = step * y128.abs() + loose;
        if gap <= width {
            // A whole of itself is 100% in its total's line; more such lines say nothing of what the rate is made of.
            if operation == Operation::Over && x == y {
                whole += 1;
                if whole > 1 {
                    continue;
                }
            }
            hits += 1;
            let worth = (width / y128.abs().max(1)).max(1);
            // A rate that stays while its sources move says as much as one that moves.
            let swing = |now: i64, before: i64| {
                t.abs() * i128::from((now - before).abs()) / i128::from(before.abs().max(1))
            };
            let moved = last.map_or(t.abs(), |(k, i, j): (i64, i64, i64)| {
                (t - i128::from(k)).abs().max(swing(x, i)).max(swing(y, j))
            });
            tight += usize::from(strict);
            let say = |n: i128| ((n / worth + 1) as f32).log10();
            weight += say(t.abs()).min(say(moved * 4)).min(2.5);
            last = Some((t as i64, x, y));
        } else if view.soft[l] {
            // A rate of rates need not be kept up.
        } else {
            misses += 1;
            weight -= 1.5;
            if misses > 3 && misses > hits {
                return None;
            }
        }
    }
    (hits >= 2).then_some((hits, tight, misses, weight))
}
