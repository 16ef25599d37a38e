//! Means of neighbours, learned from labels and from the lines that hold.

use super::grid::{Class, Grid, Slot, Way};
use super::settle::figure;
use super::sums::Pattern;
use super::tally::Tally;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::{self, Comparison, Interval};
use crate::figure::{pattern, scale};
use crate::finding::{Level, Outcome};
use crate::table::Table;
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// The most neighbours of a mean whose label does not call it one.
const UNNAMED: usize = 13;

/// The most steps (neighbours times lines) that one search may take.
const BUDGET: usize = 1_000_000;

/// Figures of one line, taken together.
#[derive(Clone, Copy)]
struct Together {
    sum: i64,
    steps: i64,
    low: i64,
    high: i64,
    filled: i64,
    /// Something is not told.
    open: bool,
}

impl Together {
    const NOTHING: Together = Together {
        sum: 0,
        steps: 0,
        low: i64::MAX,
        high: i64::MIN,
        filled: 0,
        open: false,
    };

    fn add(&mut self, slot: Slot, step: Option<i64>) {
        match (slot, step) {
            (Slot::Value { value, .. }, Some(step)) => {
                self.sum = self.sum.saturating_add(value);
                self.steps = self.steps.saturating_add(step);
                self.low = self.low.min(value);
                self.high = self.high.max(value);
                self.filled += 1;
            }
            // A mean is taken over what is given.
            (Slot::Blank, _) => {}
            _ => self.open = true,
        }
    }
}

/// One of so many parts that what is no mean by name may be off: quarters are seldom equally large.
const NEAR: u32 = 20;

/// A learned mean.
pub(super) struct Mean {
    pub pattern: Pattern,
    /// Most lines are each other times a factor (sample sizes by design effect): they say once, not many times, that one
    /// of their figures lies in the middle.
    alike: bool,
}

/// Learned means.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Mean> {
    static MEAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:averages?|avg|mean)\b"));
    let n = view.positions.len();
    let lines = view.lines.len();
    let mut out: Vec<Mean> = Vec::new();
    if n * lines > 200_000 {
        return out;
    }
    // Every figure is taken together with others many times: its step is looked up once.
    let mut all_steps: Option<Vec<Option<i64>>> = None;
    let mut together = Vec::with_capacity(lines);
    let mut spent = 0;
    for total in 0..n {
        let named = MEAN.is_match(view.positions[total].label);
        if !named && lines < 5 || known.iter().any(|k| k.total == total) || spent > BUDGET {
            continue;
        }
        let percent = view.positions[total].class == Class::Percent;
        // Printed digits count here, not a base that the figures share.
        let all_steps = all_steps.get_or_insert_with(|| {
            let cells = (0..n).flat_map(|p| (0..lines).map(move |l| view.cell(p, l)));
            cells.map(|at| grid.step(table, at)).collect()
        });
        let steps = |p: usize| &all_steps[p * lines..(p + 1) * lines];
        let own: Vec<Option<(i64, i64)>> = (view.slots(total).iter().zip(steps(total)))
            .map(|(slot, step)| match slot {
                Slot::Value { value, .. } => Some((*value, (*step)?)),
                _ => None,
            })
            .collect();
        let bar = 1.6 + ((n * 24) as f32).log10();
        let mut best: Option<(f32, Vec<usize>, Tally)> = None;
        for down in [true, false] {
            together.clear();
            together.resize(lines, Together::NOTHING);
            let side = if down { n - 1 - total } else { total };
            let longest = if named { side } else { side.min(UNNAMED) };
            for k in 1..=longest {
                let p = if down { total + k } else { total - k };
                if (view.positions[p].class == Class::Percent) != percent {
                    break;
                }
                for ((t, slot), step) in together.iter_mut().zip(view.slots(p)).zip(steps(p)) {
                    t.add(*slot, *step);
                }
                spent += lines;
                if k == 1 {
                    continue;
                }
                let (tally, weight) = weigh(&own, &together);
                let score = weight + if named { 2.0 } else { 0.0 };
                let enough =
                    tally.hits() >= if named { 1 } else { 5 } && tally.hits() >= 4 * tally.miss;
                if enough && score >= bar && best.as_ref().is_none_or(|b| score > b.0) {
                    let (first, last) = if down { (total + 1, p) } else { (p, total - 1) };
                    best = Some((score, (first..=last).collect(), tally));
                }
            }
        }
        if let Some((_, parts, tally)) = best {
            let alike = !named && alike(view, &parts);
            out.push(Mean {
                alike,
                pattern: Pattern {
                    total,
                    parts,
                    tally,
                    prior: if named { 2.0 } else { 0.0 },
                    bar,
                },
            });
        }
    }
    out
}

/// How a mean fares over all lines, and how much that says.
fn weigh(own: &[Option<(i64, i64)>], together: &[Together]) -> (Tally, f32) {
    let mut tally = Tally::default();
    let mut weight = 0.0;
    let mut last = None;
    for (own, t) in own.iter().zip(together) {
        let Some((value, step)) = own else {
            continue;
        };
        if t.open || t.filled < 2 {
            continue;
        }
        let gap = (value.saturating_mul(t.filled) - t.sum).abs();
        let width = step.saturating_mul(t.filled).saturating_add(t.steps);
        if gap.saturating_mul(2) <= width {
            // Figures that lie close together have their mean among them anyway.
            let spread = (t.high - t.low).saturating_mul(t.filled) / width.max(1) + 1;
            let again = last.replace((*value, t.sum)) == Some((*value, t.sum));
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

/// How far the least and the largest figure of two lines may lie apart, as shares of their sums, when the lines are
/// alike.
const LIKE: f32 = 0.01;

/// Whether most lines of some positions are about the same but for a factor.
fn alike(view: &View, parts: &[usize]) -> bool {
    let shape = |l: usize| -> Option<(f32, f32)> {
        let mut line = Together::NOTHING;
        for p in parts {
            line.add(view.slot(*p, l), Some(0));
        }
        let share = |v: i64| v as f32 / line.sum as f32;
        (line.filled >= 2 && line.sum != 0).then(|| (share(line.low), share(line.high)))
    };
    let shapes: Vec<(f32, f32)> = (0..view.lines.len()).filter_map(shape).take(200).collect();
    let like =
        |a: &(f32, f32), b: &(f32, f32)| (a.0 - b.0).abs() <= LIKE && (a.1 - b.1).abs() <= LIKE;
    let most = shapes
        .iter()
        .map(|a| shapes.iter().filter(|b| like(a, b)).count())
        .max();
    most.is_some_and(|n| n * 4 >= shapes.len() * 3)
}

/// One line of a learned mean, compared.
pub(super) fn line(table: &Table, view: &View, mean: &Mean, l: usize) -> Option<Relation> {
    let Mean {
        pattern: mean,
        alike,
    } = mean;
    let at = view.cell(mean.total, l);
    let stated = figure(table, at)?;
    let parts: Vec<At> = mean.parts.iter().map(|p| view.cell(*p, l)).collect();
    let mut relation = Relation::new(Kind::Average, view.way == Way::Down, at, parts.clone());
    relation.holds = mean.tally.hits();
    relation.stated = Some(stated.value);
    let mut sum = Decimal::ZERO;
    let mut reach = Interval::exact(Decimal::ZERO);
    let mut filled = 0_u64;
    for (p, at) in mean.parts.iter().zip(&parts) {
        match (view.slot(*p, l), figure(table, *at)) {
            (Slot::Value { .. }, Some(f)) => {
                sum = sum.checked_add(f.scaled())?;
                reach = reach.plus(f.interval());
                filled += 1;
            }
            (Slot::Blank, _) => {}
            _ => {
                relation.reason = Some("a figure of the average is not given".into());
                return Some(relation);
            }
        }
    }
    let count = Decimal::from(filled);
    let computed = scale::apply(sum.checked_div(count)?, -stated.scale);
    let factor = scale::power_of_ten(-i32::from(stated.scale)).checked_div(count)?;
    relation.computed = Some(computed);
    let named = mean.prior > 0.0;
    let mut comparison = interval::compare_ratio(
        stated.value,
        stated.precision(),
        computed,
        reach.scaled(factor),
    );
    // Without a name a mean is not sure enough to speak of its last digit.
    if comparison == Comparison::UnlikelyRounding && !named {
        comparison = Comparison::WithinRounding;
    }
    relation.outcome = comparison.into();
    let blank = parts.len() as u64 > filled;
    let most = if named { 2 } else { 1 };
    // A pooled line has means in most columns, and in that of the cases their number.
    let total = stated.interval().contains(sum);
    let reason = if blank {
        Some("a figure of the average is blank")
    } else if mean.tally.miss > most {
        Some("the average does not hold in several lines")
    } else if *alike {
        Some("the lines are alike, so that they do not show an average")
    } else if total {
        Some("it is the total of these figures, not their average")
    } else if !named && (stated.value - computed).abs() * Decimal::from(NEAR) <= computed.abs() {
        Some("nothing says that it is their average, and a weighted one may be meant")
    } else {
        None
    };
    if let (Comparison::Differs | Comparison::UnlikelyRounding, Some(reason)) = (comparison, reason)
    {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some(reason.into());
    }
    relation.level = if comparison == Comparison::UnlikelyRounding {
        Level::Note
    } else {
        Level::Warning
    };
    Some(relation)
}
