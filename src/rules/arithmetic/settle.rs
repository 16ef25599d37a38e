//! Compares every line of the sums that were found, and decides what is a finding and how sure.

use super::alike;
use super::culprit;
use super::doubts;
use super::grid::{Class, Grid, Slot, Way};
use super::rolls;
use super::sums::Pattern;
use super::together;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::{self, Comparison, Interval};
use crate::figure::{Figure, scale};
use crate::finding::{Level, Outcome, cause};
use crate::table::numbered::{self, Made};
use crate::table::{Line, Table};
use rust_decimal::Decimal;

/// The figure of a cell.
pub(super) fn figure(table: &Table, at: At) -> Option<&Figure> {
    table.cell(at.0, at.1)?.reading.figure()
}

/// Whether a table's notes say that figures were rounded.
pub(super) fn says_rounded(table: &Table) -> bool {
    table.rounded
        || table.notes.iter().chain(&table.title).any(|n| {
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
    together::barren(table, &mut out);
    together::borne_out(&mut out);
    culprit::share(table, &mut out);
    together::one_way(&mut out);
    together::adjusted(&mut out);
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
    let kind = match (down, inner) {
        _ if rolls(view, pattern) => Kind::RollForward,
        (true, false) => Kind::Footing,
        (true, true) => Kind::Subtotal,
        (false, _) => Kind::CrossFooting,
    };
    let mut relation = Relation {
        parts,
        in_percent: percent,
        holds: pattern.tally.hits(),
        ..Relation::new(kind, down, total, Vec::new())
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
    let mut added = Added::default();
    let mut reach = Interval::exact(Decimal::ZERO);
    let mut steps = Vec::with_capacity(pattern.parts.len() + 1);
    let base = |at: At| Decimal::from(grid.base.get(at.1).copied().unwrap_or(1));
    let mut range = |f: &Figure, value: Decimal, at: At| -> Interval {
        let step = match (rounded, grid.is_exact(f, at)) {
            (false, true) => Decimal::ZERO,
            (false, false) => grid.precision(f, at),
            (true, _) => grid.precision(f, at) * base(at),
        };
        steps.push((value, step));
        Interval::rounded(value, step)
    };
    added.own = stated.scaled();
    let own = range(stated, added.own, total);
    let mut dashes = 0;
    for (p, (at, _)) in pattern.parts.iter().zip(&relation.parts) {
        match view.slot(*p, l) {
            Slot::Value { value, .. } => {
                if let Some(f) = figure(table, *at) {
                    let value = f.scaled();
                    reach = reach.plus(range(f, value, *at));
                    added.sum += value;
                    added.units_differ |= f.unit != stated.unit;
                    if value.scale() > added.places {
                        added.places = added.places.max(value.normalize().scale());
                    }
                } else if value != 0 {
                    added.unknown += 1;
                }
                added.filled += 1;
                added.negative |= value < 0;
            }
            Slot::Dash => {
                added.blanks += 1;
                dashes += 1;
            }
            Slot::Blank => added.blanks += 1,
            Slot::Unknown | Slot::Other => {
                added.unknown += 1;
                // Of two figures in one cell neither the part is known nor its sign: "377 (2,468)".
                let cell = table.cell(at.0, at.1);
                added.negative |= cell.is_some_and(|c| c.reading.figures().len() > 1);
            }
        }
    }
    // Among rounded figures a dash may stand for one that rounds to nothing.
    if !grid.is_exact(stated, total) {
        let step = grid.precision(stated, total);
        for _ in 0..dashes {
            steps.push((Decimal::ZERO, step));
            reach = reach.plus(Interval::rounded(Decimal::ZERO, step));
        }
    }
    let printed = |v: Decimal| scale::apply(v, -stated.scale);
    let mut values: Vec<Decimal> = Vec::new();
    if added.own != added.sum {
        let given = relation.parts.iter().filter_map(|p| figure(table, p.0));
        values.extend(given.map(|f| printed(f.scaled())));
    }
    let comparison = if added.own == added.sum {
        Comparison::Agrees
    } else if alike::shared_out(stated.value, &values) {
        Comparison::WithinRounding
    } else {
        let steps = alike::independent(steps);
        interval::compare_sum(added.own, own, added.sum, reach, &steps)
    };
    relation.computed = Some(printed(added.sum));
    relation.outcome = comparison.into();
    if added.filled == 0 {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("no part is given".into());
        return Some(relation);
    }
    if comparison == Comparison::Agrees || comparison == Comparison::WithinRounding {
        return Some(relation);
    }
    relation.cause = cause::of_sum(stated.value, &values);
    let doubt = || doubts::of(view, pattern, l, &added, stated, relation.cause.is_some());
    let formula = (!down && made_otherwise(table, total.1, &relation.parts))
        .then(|| "the number above the column makes it of other columns".to_string());
    if let Some(reason) = formula.or_else(doubt) {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some(reason.into());
        return Some(relation);
    }
    let tally = &pattern.tally;
    let (hits, against) = (tally.hits(), tally.misses());
    let named = view.positions[pattern.total].kind == Line::Total;
    let sure =
        tally.weight + pattern.prior >= pattern.bar + 2.0 && hits >= 3 * against && hits >= 2
            || named && hits >= 2;
    let gap = (added.own - added.sum).abs();
    // A whole count off by no more than rounding could explain, in a table that shows no rounding otherwise.
    let loose = Decimal::from(pattern.parts.len() as u64 + 1) / Decimal::TWO
        * grid.precision(stated, total);
    relation.level = if comparison == Comparison::UnlikelyRounding {
        Level::Note
    } else if sure && added.blanks == 0 && gap > loose {
        Level::Error
    } else {
        Level::Warning
    };
    if relation.cause.is_none() && added.blanks > 0 {
        relation.cause = Some("a part is blank".into());
    }
    Some(relation)
}

/// Whether the number of a column says that it is made of other columns than these.
fn made_otherwise(table: &Table, column: usize, parts: &[(At, bool)]) -> bool {
    match numbered::made_of(table, column) {
        None => false,
        Some(Made::Of(columns)) => !parts.iter().map(|p| p.0.1).eq(columns),
        Some(Made::Otherwise) => true,
    }
}

/// Whether a sum is a closing balance made of its opening balance and what moved.
fn rolls(view: &View, pattern: &Pattern) -> bool {
    let label = |p: usize| view.positions[p].label;
    rolls::is_closing(label(pattern.total))
        && pattern.parts.iter().any(|p| rolls::is_opening(label(*p)))
}

/// What the parts of a line come to.
#[derive(Default)]
pub(super) struct Added {
    /// The total as stated, and the parts together, scales applied.
    pub own: Decimal,
    pub sum: Decimal,
    pub filled: usize,
    pub blanks: usize,
    pub unknown: usize,
    pub negative: bool,
    pub units_differ: bool,
    /// The most decimals that any part has.
    pub places: u32,
}
