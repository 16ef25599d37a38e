//! Percentages, rates and changes that are computed from other rows or columns: one over another, or the change from one
//! to another, learned from the lines in which it holds.

use super::grid::{Class, Grid, Slot, View, Way};
use super::sums::{self, Pattern};
use crate::figure::Reading;
use crate::table::{Line, Table, units};
use regex::Regex;
use std::sync::LazyLock;

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

/// The stated figures of a position: value and step in units of the grid, by line.
struct Target {
    position: usize,
    nth: usize,
    values: Vec<Option<(i64, i64)>>,
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
    for target in targets(table, grid, view).into_iter().take(60) {
        let near: Vec<usize> = if sources.len() <= MOST_SOURCES {
            sources.clone()
        } else {
            let at = sources.partition_point(|s| *s < target.position);
            let from = at.saturating_sub(MOST_SOURCES / 2);
            sources[from..(from + MOST_SOURCES).min(sources.len())].to_vec()
        };
        out.extend(learn(view, &target, &near, unit, known));
    }
    out
}

/// Positions that hold rates, and those whose cells hold several.
fn targets(table: &Table, grid: &Grid, view: &View) -> Vec<Target> {
    let mut out = Vec::new();
    for p in 0..view.positions.len() {
        if matches!(view.positions[p].class, Class::Percent | Class::Rate) {
            let values = view.slots(p).iter().map(|s| match s {
                Slot::Value { value, .. } => Some(*value),
                _ => None,
            });
            let steps = (0..view.lines.len()).map(|l| grid.step(table, view.cell(p, l)));
            out.push(Target {
                position: p,
                nth: 0,
                values: values.zip(steps).map(|(v, s)| Some((v?, s?))).collect(),
            });
        }
    }
    for (p, axis) in several(table, view) {
        for nth in 0..3 {
            let values: Vec<Option<(i64, i64)>> = view
                .lines
                .iter()
                .map(|l| {
                    let (r, c) = match view.way {
                        Way::Down => (axis, *l),
                        Way::Across => (*l, axis),
                    };
                    let cell = table.cell(r, c)?;
                    let Reading::Several(figures) = &cell.reading else {
                        return None;
                    };
                    // "35% (39 of 112)" speaks for itself.
                    if figures
                        .iter()
                        .any(|f| f.unit != crate::figure::Unit::Percent)
                    {
                        return None;
                    }
                    grid.units_of(figures.get(nth)?)
                })
                .collect();
            if values.iter().flatten().count() >= 2 {
                out.push(Target {
                    position: p,
                    nth,
                    values,
                });
            }
        }
    }
    out
}

/// Rows or columns with cells of several figures, as positions beyond those of the view.
fn several(table: &Table, view: &View) -> Vec<(usize, usize)> {
    let axes = match view.way {
        Way::Down => &table.rows,
        Way::Across => &table.columns,
    };
    (0..axes.len())
        .filter(|axis| {
            view.lines
                .iter()
                .filter(|l| {
                    let (r, c) = match view.way {
                        Way::Down => (*axis, **l),
                        Way::Across => (**l, *axis),
                    };
                    table
                        .cell(r, c)
                        .is_some_and(|k| matches!(k.reading, Reading::Several(_)))
                })
                .take(2)
                .count()
                == 2
        })
        .map(|axis| (view.positions.len() + axis, axis))
        .collect()
}

fn learn(
    view: &View,
    target: &Target,
    sources: &[usize],
    unit: i64,
    known: &[Pattern],
) -> Option<Rate> {
    let position = view.positions.get(target.position);
    let label = position.map_or("", |p| p.label.as_str());
    let path = position.map(|p| p.path.join(" ")).unwrap_or_default();
    let percent = position.is_none_or(|p| p.class == Class::Percent);
    let change = units::is_change(&path);
    let factors: &[i64] = if percent { &[100] } else { &[1, 100, 1_000] };
    let pairs = sources.len() * (sources.len() - 1);
    let named = named(view, label, sources);
    let bar = 1.5 + ((pairs * (factors.len() + 1)) as f32).log10();
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
                .chain(std::iter::once((Operation::Change, 100)))
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
                    prior += 0.5 * alike(label, &view.positions[*a].label).min(3) as f32;
                    prior += 0.4 * alike(label, &view.positions[*b].label).min(3) as f32;
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
        && (best.misses <= 1 || best.hits >= 3 * best.misses);
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
    let mut tight = 0;
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
        let width = step * y128.abs() + loose;
        if gap <= width {
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

/// Between two words of a rate's label, and whether the first names what is counted: "approvals per enquiry" is the
/// first over the second, "enquiry to approval" the second over the first.
const JOINTS: [(&str, bool); 5] = [
    (" to ", false),
    (" per ", true),
    (" as a percentage of ", true),
    (" as % of ", true),
    (" over ", true),
];

/// The figures that a rate's own label names, as (over, under), where each name fits one of them better than all others.
fn named(view: &View, label: &str, sources: &[usize]) -> Option<(usize, usize)> {
    let lower = label.to_lowercase();
    let fits = |name: &str| -> Option<usize> {
        let likeness = |p: &usize| alike(name, &view.positions[*p].label);
        let best = sources.iter().copied().max_by_key(|p| likeness(p))?;
        let most = likeness(&best);
        let alone = sources.iter().filter(|p| likeness(p) == most).count() == 1;
        (most > 0 && alone).then_some(best)
    };
    JOINTS.iter().find_map(|(joint, first_over)| {
        let (first, second) = lower.split_once(joint)?;
        let (first, second) = (fits(first)?, fits(second)?);
        match (first == second, first_over) {
            (true, _) => None,
            (false, true) => Some((first, second)),
            (false, false) => Some((second, first)),
        }
    })
}

/// How many words two labels share, by their first letters.
fn alike(a: &str, b: &str) -> usize {
    let stems = |t: &str| -> Vec<String> {
        t.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() >= 4 || w.parse::<u8>().is_ok())
            .map(|w| w.chars().take(5).collect())
            .collect()
    };
    let other = stems(b);
    let mut own = stems(a);
    own.sort();
    own.dedup();
    own.iter().filter(|w| other.contains(w)).count()
}

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
pub(super) fn shares(view: &View, grid: &Grid, taken: &[Rate]) -> Vec<Shares> {
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

/// A learned mean of neighbours.
pub(super) fn means(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Pattern> {
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
        let mut best: Option<(f32, Vec<usize>, sums::Tally)> = None;
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

fn mean_of(
    table: &Table,
    grid: &Grid,
    view: &View,
    total: usize,
    parts: &[usize],
) -> (sums::Tally, f32) {
    let mut tally = sums::Tally::default();
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
