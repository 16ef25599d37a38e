//! Each opening balance is the closing balance of the period before.

use super::grid::{Grid, Way};
use super::settle::figure;
use super::view::View;
use super::{Kind, Relation};
use crate::figure::interval::Interval;
use crate::figure::scale;
use crate::finding::{Outcome, cause};
use crate::table::{Axis, Table};

/// Each opening balance against the closing balance of the period before, in the same table.
pub(super) fn find(
    table: &Table,
    grid: &Grid,
    view: &View,
    opening: usize,
    closing: usize,
) -> Vec<Relation> {
    let axes = match view.way {
        Way::Down => &table.columns,
        Way::Across => &table.rows,
    };
    let outer = |a: &Axis| a.path.split_last().map(|(_, o)| o.to_vec());
    let mut out: Vec<Relation> = Vec::new();
    for l in 0..view.lines.len() {
        let Some(axis) = axes.get(view.lines[l]) else {
            continue;
        };
        // The half of a year ends half a year before the next one begins.
        let whole = axis.period.filter(|p| p.is_year() || p.days() == 1);
        let Some(before) = whole.and_then(|p| p.years_back(1)) else {
            continue;
        };
        let mut earlier = (0..view.lines.len()).filter(|k| {
            axes.get(view.lines[*k])
                .is_some_and(|a| a.period == Some(before) && outer(a) == outer(axis))
        });
        // One earlier column only: two of the same year are two different things.
        let (Some(k), None) = (earlier.next(), earlier.next()) else {
            continue;
        };
        let (to, from) = (view.cell(opening, l), view.cell(closing, k));
        let (Some(a), Some(b)) = (figure(table, to), figure(table, from)) else {
            continue;
        };
        if a.unit != b.unit {
            continue;
        }
        let mut relation = Relation::new(Kind::RollForward, view.way == Way::Down, to, vec![from]);
        relation.stated = Some(a.value);
        relation.computed = Some(scale::apply(b.scaled(), -a.scale));
        relation.outcome = if a.scaled() == b.scaled() {
            Outcome::Agrees
        } else {
            let (x, y) = (grid.precision(a, to), grid.precision(b, from));
            let (own, other) = (
                Interval::rounded(a.scaled(), x),
                Interval::rounded(b.scaled(), y),
            );
            if x != y && own.meets(other) {
                Outcome::WithinRounding
            } else {
                Outcome::Differs
            }
        };
        if relation.outcome == Outcome::Differs {
            relation.cause = relation.computed.and_then(|c| cause::between(a.value, c));
        }
        out.push(relation);
    }
    let holds = out
        .iter()
        .filter(|r| matches!(r.outcome, Outcome::Agrees | Outcome::WithinRounding))
        .count();
    for r in &mut out {
        r.holds = holds;
        // An opening balance may have been restated: a slip must be seen, or the other years must carry over.
        if r.outcome == Outcome::Differs && r.cause.is_none() && holds < 2 {
            r.outcome = Outcome::NotTested;
            r.reason = Some(
                "opening is not the closing figure of the year before, which may have been restated"
                    .into(),
            );
        }
    }
    out
}
