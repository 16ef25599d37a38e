//! Compares every line of the sums that were found, and decides what is a finding and how sure.

use super::culprit;
use super::doubts;
use super::grid::{Class, Grid, Slot, Way};
use super::rolls;
use super::sums::Pattern;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::{self, Comparison, Interval};
use crate::figure::{Figure, scale};
use crate::finding::{Level, Outcome, cause};
use crate::table::numbered::{self, Made};
use crate::table::{Line, Table};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How many sums must all be off the same way before rounding is an unlikely reason: chance does it once in 500 times.
const ONE_WAY: usize = 10;

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
    barren(&mut out);
    culprit::share(table, &mut out);
    one_way(&mut out);
    adjusted(&mut out);
    out
}

/// How far off, as a part of what the parts come to, is no slip: one over this.
const FAR: u32 = 4;

/// A line in which two sums or more are far off by different amounts and none holds is not added up at all:
/// "complexity" beside columns of capacities.
fn barren(relations: &mut [Relation]) {
    let line = |r: &Relation| (r.down, if r.down { r.total.1 } else { r.total.0 });
    let mut lines: BTreeMap<(bool, usize), Vec<&mut Relation>> = BTreeMap::new();
    for r in relations.iter_mut() {
        lines.entry(line(r)).or_default().push(r);
    }
    for sums in lines.into_values() {
        let holds =
            |r: &&mut Relation| matches!(r.outcome, Outcome::Agrees | Outcome::WithinRounding);
        let fails = |r: &&&mut Relation| {
            r.outcome == Outcome::Differs || r.reason.as_deref() == Some(doubts::NOT_ADDED)
        };
        let gap = |r: &&mut Relation| {
            let (stated, computed) = (r.stated?, r.computed?);
            let gap = (stated - computed).abs();
            (gap * Decimal::from(FAR) >= computed.abs()).then(|| gap.normalize())
        };
        let gaps: BTreeSet<Decimal> = sums.iter().filter(fails).filter_map(gap).collect();
        if gaps.len() < 2 || sums.iter().any(holds) {
            continue;
        }
        for r in sums.into_iter().filter(|r| r.outcome == Outcome::Differs) {
            r.outcome = Outcome::NotTested;
            r.reason = Some("no sum holds in this line: its figures may not be added".into());
        }
    }
}

/// How many totals of a table must be off by a little before that is how they were made, and how little: units of the
/// last digit given, and the share of the total.
const ADJUSTED: usize = 3;
const LITTLE: (u32, u32) = (10, 100);

/// Seasonally adjusted, chained or estimated figures are made one by one: their totals miss their sums by a little more
/// than rounding does, again and again. No slip of the pen does that.
fn adjusted(relations: &mut [Relation]) {
    let little = |r: &Relation| {
        let (Some(stated), Some(computed)) = (r.stated, r.computed) else {
            return false;
        };
        let unit = Decimal::new(1, stated.normalize().scale());
        let gap = (stated - computed).abs();
        r.outcome == Outcome::Differs
            && gap <= unit * Decimal::from(LITTLE.0)
            && gap * Decimal::from(LITTLE.1) <= stated.abs()
    };
    let off = relations.iter().filter(|r| little(r)).count();
    if off < ADJUSTED {
        return;
    }
    for r in relations.iter_mut().filter(|r| little(r)) {
        r.outcome = Outcome::NotTested;
        let reason = format!(
            "{off} totals here are off by a little more than rounding is: they may be adjusted or estimated by themselves"
        );
        r.reason = Some(reason.into());
    }
}

/// Rounding turns sums up as often as down: where all of many are off the same way, one of them says so.
fn one_way(relations: &mut [Relation]) {
    let gap = |r: &Relation| Some(r.stated? - r.computed?);
    let off = || {
        (relations.iter())
            .filter(|r| r.outcome == Outcome::WithinRounding && !r.in_percent)
            .filter_map(gap)
            .filter(|g| !g.is_zero())
    };
    let (all, above) = (
        off().count(),
        off().filter(Decimal::is_sign_positive).count(),
    );
    if all < ONE_WAY || above != 0 && above != all {
        return;
    }
    let first = relations
        .iter_mut()
        .find(|r| r.outcome == Outcome::WithinRounding && !r.in_percent);
    if let Some(r) = first {
        let way = if above > 0 { "above" } else { "below" };
        r.outcome = Outcome::UnlikelyRounding;
        r.level = Level::Note;
        r.cause = Some(format!(
            "all {all} totals here that are off lie {way} their sums; figures may be cut off, not rounded"
        ));
    }
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
        steps.push(step);
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
            steps.push(step);
            reach = reach.plus(Interval::rounded(Decimal::ZERO, step));
        }
    }
    let comparison = interval::compare_sum(added.own, own, added.sum, reach, &steps);
    let printed = |v: Decimal| scale::apply(v, -stated.scale);
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
    let values: Vec<Decimal> = relation
        .parts
        .iter()
        .filter_map(|(at, _)| figure(table, *at))
        .map(|f| printed(f.scaled()))
        .collect();
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
