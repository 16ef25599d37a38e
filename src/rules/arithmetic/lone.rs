//! Totals by name that no search explains. In a table of one column no other line shows of what a total is the sum: a
//! slip of the hand away from the sum of what stands above it is told, anything else is not tested.

use super::grid::{Class, Grid, Slot, Way};
use super::settle::figure;
use super::sums::Pattern;
use super::view::View;
use super::{Kind, Relation, rolls};
use crate::figure::scale;
use crate::finding::{Level, Outcome, cause};
use crate::table::{Line, Table};
use rust_decimal::Decimal;

/// The fewest parts that make the rows above a total its parts.
const FEWEST: usize = 3;

/// The totals by name that are neither totals nor parts of what was found.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Relation> {
    let unexplained = |p: &usize| {
        view.positions[*p].kind == Line::Total
            && view.positions[*p].class == Class::Amount
            && !rolls::is_opening(view.positions[*p].label)
            && !rolls::is_closing(view.positions[*p].label)
            && !known.iter().any(|k| k.total == *p || k.parts.contains(p))
    };
    (0..view.positions.len())
        .filter(unexplained)
        .filter_map(|p| one(table, grid, view, p))
        .collect()
}

fn one(table: &Table, grid: &Grid, view: &View, total: usize) -> Option<Relation> {
    let mut given = (0..view.lines.len())
        .filter(|l| !view.soft[*l] && matches!(view.slot(total, *l), Slot::Value { .. }));
    let line = given.next()?;
    let alone = given.next().is_none();
    let down = view.way == Way::Down;
    let at = view.cell(total, line);
    let stated = figure(table, at)?;
    let mut relation = Relation::new(
        if down {
            Kind::Footing
        } else {
            Kind::CrossFooting
        },
        down,
        at,
        Vec::new(),
    );
    relation.stated = Some(stated.value);
    relation.reason = Some("nothing shows of which figures this is the total".into());
    let Some(parts) = above(view, total, line).filter(|_| alone) else {
        return Some(relation);
    };
    relation.parts = parts.iter().map(|p| (view.cell(*p, line), false)).collect();
    let mut sum = Decimal::ZERO;
    for (at, _) in &relation.parts {
        let part = figure(table, *at).filter(|f| f.unit == stated.unit)?;
        sum = sum.checked_add(part.scaled())?;
    }
    let computed = scale::apply(sum, -stated.scale);
    relation.computed = Some(computed);
    let last_digit = grid.precision(stated, at);
    let telling = |v: Decimal| v >= last_digit.saturating_mul(Decimal::ONE_THOUSAND);
    relation.cause =
        cause::between(stated.value, computed).filter(|_| telling(stated.scaled()) && telling(sum));
    if relation.cause.is_some() {
        relation.outcome = Outcome::Differs;
        relation.level = Level::Warning;
        relation.reason = None;
    }
    Some(relation)
}

/// What stands above a total back to the one before it, or to the beginning: figures of one section, none of them blank,
/// unread or below nothing.
fn above(view: &View, total: usize, line: usize) -> Option<Vec<usize>> {
    let parts: Vec<usize> = (0..total)
        .rev()
        .take_while(|p| view.positions[*p].kind != Line::Total)
        .collect();
    let whole = |p: &usize| {
        view.positions[*p].class == Class::Amount
            && view.positions[*p].kind == Line::Body
            && matches!(view.slot(*p, line), Slot::Value { value, .. } if value > 0)
    };
    (parts.len() >= FEWEST && parts.iter().all(whole)).then(|| parts.into_iter().rev().collect())
}
