//! Compares every line of the sums that were found, and decides what is a finding and how sure.

use super::culprit;
use super::doubts;
use super::grid::{Class, Grid, Slot, Way};
use super::sums::Pattern;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::Figure;
use crate::figure::interval::{self, Comparison, Interval};
use crate::finding::{Level, Outcome, cause};
use crate::table::{Line, Table};
use rust_decimal::Decimal;

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
    culprit::share(table, &mut out);
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
    if doubts::otherwise(view, pattern, l)
        || doubts::beside(view, pattern, l)
        || doubts::apart_from_one(view, pattern, l)
    {
        return hold_back(
            relation,
            "the figures beside it make it in another way".into(),
        );
    }
    if view.changes[l] && doubts::signs_explain(view, pattern, l) {
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
