//! Compares every line of the sums that were found, and decides what is a finding and how sure.

use super::grid::{Class, Grid, Slot, View, Way};
use super::sums::Pattern;
use super::{At, Kind, Relation};
use crate::figure::Figure;
use crate::figure::interval::{self, Comparison, Interval};
use crate::finding::{Level, Outcome, cause};
use crate::table::{Line, Table};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The figure of a cell.
pub(super) fn figure(table: &Table, at: At) -> Option<&Figure> {
    table.cell(at.0, at.1)?.reading.figure()
}

/// Whether a table's notes say that figures were rounded.
pub(super) fn says_rounded(table: &Table) -> bool {
    table.notes.iter().chain(&table.title).any(|n| {
        let n = n.to_lowercase();
        n.contains("rounding")
            || n.contains("rounded")
            || n.contains("may not sum")
            || n.contains("may not add")
    })
}

/// Every line of every pattern, compared.
pub(super) fn sums(table: &Table, grid: &Grid, views: &[(&View, &[Pattern])]) -> Vec<Relation> {
    let (mut near, mut made) = (0, 0);
    for p in views.iter().flat_map(|(_, ps)| ps.iter()) {
        near += p.tally.near;
        made += p.tally.hits() + p.tally.miss;
    }
    // Several totals off by a little, or a note, show that whole figures were rounded.
    // figures that are all multiples of 5 or 10 show it by themselves.
    let based = grid.base.iter().filter(|b| **b > 1 && **b <= 100).count();
    let shown = near >= 1 && based * 2 >= grid.base.len().saturating_sub(1) && based > 0;
    let rounded = says_rounded(table) || shown || near >= 2 && near * 20 >= made;
    let mut out = Vec::new();
    for (view, patterns) in views {
        for pattern in *patterns {
            let inner = patterns.iter().any(|p| p.parts.contains(&pattern.total));
            for l in 0..view.lines.len() {
                out.extend(line(table, grid, view, pattern, l, inner, rounded));
            }
        }
    }
    share_cells(table, &mut out);
    out
}

fn line(
    table: &Table,
    grid: &Grid,
    view: &View,
    pattern: &Pattern,
    l: usize,
    inner: bool,
    rounded: bool,
) -> Option<Relation> {
    let total = view.cell(pattern.total, l);
    let parts: Vec<(At, bool)> = pattern
        .parts
        .iter()
        .map(|p| (view.cell(*p, l), false))
        .collect();
    let percent = view.positions[pattern.total].class == Class::Percent;
    let down = view.way == Way::Down;
    let mut relation = Relation {
        kind: match (down, inner) {
            (true, false) => Kind::Footing,
            (true, true) => Kind::Subtotal,
            (false, _) => Kind::CrossFooting,
        },
        down,
        total,
        parts,
        nth: 0,
        outcome: Outcome::NotTested,
        level: Level::Warning,
        stated: None,
        computed: None,
        reason: None,
        cause: None,
        culprit: None,
        in_percent: percent,
        holds: pattern.tally.hits(),
    };
    let Slot::Value { .. } = view.slot(pattern.total, l) else {
        if pattern
            .parts
            .iter()
            .any(|p| matches!(view.slot(*p, l), Slot::Value { .. }))
        {
            relation.reason = Some("the total is not given".into());
            return Some(relation);
        }
        return None;
    };
    let stated = figure(table, total)?;
    relation.stated = Some(stated.value);
    let mut sum = Decimal::ZERO;
    let mut reach = Interval::exact(Decimal::ZERO);
    let mut steps = Vec::with_capacity(pattern.parts.len() + 1);
    let (mut blanks, mut unknown, mut negative, mut filled) = (0, 0, false, 0);
    let mut units_differ = false;
    let base = |at: At| Decimal::from(grid.base.get(at.1).copied().unwrap_or(1));
    let mut add = |f: &Figure, at: At| -> (Interval, Decimal) {
        let exact = f.is_exact() && !rounded;
        let step = if exact {
            Decimal::ZERO
        } else {
            f.scaled_precision() * if rounded { base(at) } else { Decimal::ONE }
        };
        steps.push(step);
        (Interval::rounded(f.scaled(), step), f.scaled())
    };
    let (own, own_value) = add(stated, total);
    for (p, (at, _)) in pattern.parts.iter().zip(&relation.parts) {
        match view.slot(*p, l) {
            Slot::Value { value, .. } => {
                if let Some(f) = figure(table, *at) {
                    let (i, v) = add(f, *at);
                    reach = reach.plus(i);
                    sum += v;
                    units_differ |= f.unit != stated.unit;
                } else if value != 0 {
                    unknown += 1;
                }
                filled += 1;
                negative |= value < 0;
            }
            Slot::Blank | Slot::Dash => blanks += 1,
            Slot::Unknown | Slot::Other => unknown += 1,
        }
    }
    let comparison = interval::compare_sum(own_value, own, sum, reach, &steps);
    let printed = crate::figure::scale::apply(sum, -stated.scale);
    relation.computed = Some(printed);
    relation.outcome = comparison.into();
    if filled == 0 {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("no part is given".into());
        return Some(relation);
    }
    if comparison == Comparison::Agrees || comparison == Comparison::WithinRounding {
        return Some(relation);
    }
    let hold_back = |mut relation: Relation, reason: String| {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some(reason);
        Some(relation)
    };
    if unknown > 0 {
        // What is not told can only add to figures that are none of them negative.
        if negative || own_value >= sum || own_value.is_sign_negative() {
            return hold_back(
                relation,
                format!("{unknown} of {} parts are not given", pattern.parts.len()),
            );
        }
    }
    if units_differ {
        return hold_back(relation, "the parts have different units".into());
    }
    if view.soft[l] {
        let hundred =
            own_value == Decimal::ONE_HUNDRED && stated.unit == crate::figure::Unit::Percent;
        if !hundred || (sum - own_value).abs() > Decimal::TEN {
            return hold_back(
                relation,
                "rates and percentages are not always added".into(),
            );
        }
    }
    let tally = &pattern.tally;
    let hits = tally.hits();
    let against = tally.miss + tally.gaps;
    if blanks > 0 && (tally.gaps > 1 || hits < if pattern.prior >= 3.5 { 1 } else { 2 }) {
        return hold_back(
            relation,
            format!("{blanks} of {} parts are blank", pattern.parts.len()),
        );
    }
    if against > 1 && hits < 3 * against {
        return hold_back(
            relation,
            format!(
                "the figures add up in only {hits} of {} lines",
                hits + against
            ),
        );
    }
    let hundred = Decimal::ONE_HUNDRED;
    if percent && (own_value - hundred).abs() > Decimal::ONE && hits < 4 {
        return hold_back(
            relation,
            "percentages are not always parts of their total".into(),
        );
    }
    if filled < 2 {
        return hold_back(relation, "only one part is given".into());
    }
    if otherwise(view, pattern, l) || beside(view, pattern, l) || apart_from_one(view, pattern, l) {
        return hold_back(
            relation,
            "the figures beside it make it in another way".into(),
        );
    }
    if view.changes[l] && signs_explain(view, pattern, l) {
        return hold_back(
            relation,
            "the signs of differences are not kept in this line".into(),
        );
    }
    let named = view.positions[pattern.total].kind == Line::Total;
    let sure =
        tally.weight + pattern.prior >= pattern.bar + 2.0 && hits >= 3 * against && hits >= 2
            || named && hits >= 2;
    let gap = (own_value - sum).abs();
    // A whole count off by no more than rounding could explain, in a table that shows no rounding otherwise.
    let loose =
        Decimal::from(pattern.parts.len() as u64 + 1) / Decimal::TWO * stated.scaled_precision();
    relation.level = if comparison == Comparison::UnlikelyRounding {
        Level::Note
    } else if sure && blanks == 0 && gap > loose {
        Level::Error
    } else {
        Level::Warning
    };
    let values: Vec<Decimal> = relation
        .parts
        .iter()
        .filter_map(|(at, _)| figure(table, *at))
        .map(|f| crate::figure::scale::apply(f.scaled(), -stated.scale))
        .collect();
    relation.cause = cause::of_sum(stated.value, &values)
        .or_else(|| (blanks > 0).then(|| "a part is blank".into()));
    Some(relation)
}

/// Whether, in this line, other neighbours than the pattern's add up to the total exactly.
fn otherwise(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return false;
    };
    let n = view.positions.len();
    let class = view.positions[pattern.total].class;
    [true, false].iter().any(|down| {
        let (mut sum, mut filled) = (0_i64, 0);
        for k in 1..=6 {
            let at = if *down {
                pattern.total + k
            } else {
                pattern.total.wrapping_sub(k)
            };
            if at >= n || view.positions[at].class != class {
                return false;
            }
            if let Slot::Value { value, .. } = view.slot(at, l) {
                sum += value;
                filled += usize::from(value != 0);
            }
            // Small figures meet by chance.
            if filled >= 2 && sum == value && value.abs() >= 100 {
                return true;
            }
        }
        false
    })
}

/// Total and sum of a line, as far as figures are given.
fn gap(view: &View, pattern: &Pattern, l: usize) -> Option<i64> {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return None;
    };
    let sum: i64 = pattern
        .parts
        .iter()
        .map(|p| match view.slot(*p, l) {
            Slot::Value { value, .. } => value,
            _ => 0,
        })
        .sum();
    Some(value - sum)
}

/// Whether a position that stands among the parts, but was not taken for one, makes up the difference.
fn beside(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Some(gap) = gap(view, pattern, l) else {
        return false;
    };
    let all = || {
        pattern
            .parts
            .iter()
            .copied()
            .chain(std::iter::once(pattern.total))
    };
    let (first, last) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    let within = first.saturating_sub(1)..=(last + 1).min(view.positions.len() - 1);
    within
        .filter(|p| all().all(|q| q != *p))
        .any(|p| matches!(view.slot(p, l), Slot::Value { value, .. } if value == gap && value.abs() >= 10))
}

/// Whether this and another line both hold without one and the same part: then that is none everywhere.
fn apart_from_one(view: &View, pattern: &Pattern, l: usize) -> bool {
    let without = |l: usize| -> Vec<usize> {
        let Some(gap) = gap(view, pattern, l).filter(|g| *g != 0) else {
            return Vec::new();
        };
        let fits =
            |p: &&usize| matches!(view.slot(**p, l), Slot::Value { value, .. } if value == -gap);
        pattern.parts.iter().filter(fits).copied().collect()
    };
    let own = without(l);
    !own.is_empty()
        && (0..view.lines.len()).any(|k| k != l && without(k).iter().any(|p| own.contains(p)))
}

/// Whether the parts make the total when some of their signs are turned.
fn signs_explain(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return false;
    };
    let parts: Vec<i64> = pattern
        .parts
        .iter()
        .filter_map(|p| match view.slot(*p, l) {
            Slot::Value { value, .. } if value != 0 => Some(value),
            _ => None,
        })
        .collect();
    if parts.len() > 12 {
        return false;
    }
    (0_u32..1 << parts.len()).any(|signs| {
        let sum: i64 = parts
            .iter()
            .enumerate()
            .map(|(i, p)| if signs >> i & 1 == 1 { -p } else { *p })
            .sum();
        sum == value
    })
}

/// One wrong cell that breaks a row and a column (or a subtotal and the total above) is one finding: where several
/// relations that differ ask the same of one cell, they become one.
fn share_cells(table: &Table, relations: &mut Vec<Relation>) {
    let mut asked: BTreeMap<(At, Decimal), Vec<usize>> = BTreeMap::new();
    for (i, r) in relations.iter().enumerate() {
        if r.outcome != Outcome::Differs {
            continue;
        }
        let (Some(stated), Some(computed)) = (r.stated, r.computed) else {
            continue;
        };
        let Some(scale) = figure(table, r.total).map(|f| f.scale) else {
            continue;
        };
        asked
            .entry((r.total, computed.normalize()))
            .or_default()
            .push(i);
        for (at, off) in &r.parts {
            if let Some(f) = figure(table, *at)
                && f.scale == scale
            {
                let change = if *off {
                    computed - stated
                } else {
                    stated - computed
                };
                asked
                    .entry((*at, (f.value + change).normalize()))
                    .or_default()
                    .push(i);
            }
        }
    }
    // The cell that most relations ask the same of, first.
    let mut groups: Vec<((At, Decimal), Vec<usize>)> =
        asked.into_iter().filter(|(_, v)| v.len() >= 2).collect();
    groups.sort_by_key(|((at, _), v)| (std::cmp::Reverse(v.len()), *at));
    let mut used = vec![false; relations.len()];
    let mut dropped = vec![false; relations.len()];
    for ((at, value), members) in groups {
        let members: Vec<usize> = members.into_iter().filter(|m| !used[*m]).collect();
        if members.len() < 2 {
            continue;
        }
        let ways = members.iter().any(|m| relations[*m].down)
            && members.iter().any(|m| !relations[*m].down);
        let chief = members
            .iter()
            .copied()
            .find(|m| relations[*m].total == at)
            .unwrap_or(members[0]);
        let Some(own) = figure(table, at).map(|f| f.value) else {
            continue;
        };
        let level = members
            .iter()
            .map(|m| relations[*m].level)
            .max()
            .unwrap_or(Level::Warning);
        let mut parts: Vec<(At, bool)> = Vec::new();
        for m in &members {
            used[*m] = true;
            dropped[*m] = *m != chief;
            let r = &relations[*m];
            for p in std::iter::once((r.total, false)).chain(r.parts.iter().copied()) {
                if p.0 != at && !parts.iter().any(|k| k.0 == p.0) {
                    parts.push(p);
                }
            }
        }
        let first = &mut relations[chief];
        first.culprit = Some((at, value));
        first.kind = if ways { Kind::CrossFooting } else { first.kind };
        first.total = at;
        first.parts = parts;
        first.stated = Some(own);
        first.computed = Some(value);
        first.level = level;
        first.cause = cause::between(own, value).or(first.cause.take());
        first.holds = members.len();
    }
    let mut i = 0;
    relations.retain(|_| {
        i += 1;
        !dropped[i - 1]
    });
}
