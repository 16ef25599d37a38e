//! What bounds a figure without fixing it: a part is at most its whole, a mean lies between the lowest and the highest.

use super::grid::{Class, Grid, Slot, Way};
use super::settle::figure;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::Interval;
use crate::figure::pattern;
use crate::finding::{Level, Outcome, cause};
use crate::table::{Line, Table};
use regex::Regex;
use std::sync::LazyLock;

/// Positions in the order that their figures must have, lowest first.
const ORDER: [&str; 5] = [
    r"(?i)^\W*(?:min(?:imum)?|lowest|smallest|shortest|youngest)\b",
    r"(?i)^\W*(?:lower|first|1st|25th)\s+(?:quartile|percentile)\b",
    r"(?i)^\W*(?:mean|median|average)\b",
    r"(?i)^\W*(?:upper|third|3rd|75th)\s+(?:quartile|percentile)\b",
    r"(?i)^\W*(?:max(?:imum)?|highest|largest|longest|oldest)\b",
];

/// All bounds of a view.
pub(super) fn find(table: &Table, grid: &Grid, view: &View) -> Vec<Relation> {
    let mut out = Vec::new();
    for (part, whole) in of_which(view) {
        out.extend(compare(table, grid, view, part, whole));
    }
    for (low, high) in ordered(view) {
        out.extend(compare(table, grid, view, low, high));
    }
    out
}

/// "Of which" positions and the one that they are part of: the nearest before them that is not itself such a part. A
/// label that goes on from one that ends in a comma names no part: "Boats and engines," above "including oars".
fn of_which(view: &View) -> Vec<(usize, usize)> {
    let mut whole = None;
    let mut out = Vec::new();
    for (p, position) in view.positions.iter().enumerate() {
        let before = p.checked_sub(1).and_then(|b| view.positions.get(b));
        let goes_on = before.is_some_and(|b| b.label.trim_end().ends_with(','));
        match (&position.kind, whole) {
            (Line::OfWhich, _) if goes_on => whole = None,
            (Line::OfWhich, Some(w)) if position.class == Class::Amount => out.push((p, w)),
            (Line::OfWhich, _) => {}
            _ => whole = (position.class == Class::Amount).then_some(p),
        }
    }
    out
}

/// Pairs of positions of which the first is never higher than the second.
fn ordered(view: &View) -> Vec<(usize, usize)> {
    static NAMES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let compile = |p: &&str| pattern(p);
        ORDER.iter().map(compile).collect()
    });
    // Labels of lowest and highest are short; a table without one has no such order.
    let short = |p: &usize| view.positions[*p].label.len() <= 40;
    let found: Vec<Option<usize>> = NAMES
        .iter()
        .map(|name| {
            let mut named = (0..view.positions.len())
                .filter(short)
                .filter(|p| name.is_match(view.positions[*p].label));
            named.next().filter(|_| named.next().is_none())
        })
        .collect();
    let present: Vec<usize> = found.iter().copied().flatten().collect();
    let ends = found[0].is_some() || found[4].is_some() || found[1].is_some() && found[3].is_some();
    let close = |w: &[usize]| w[0].abs_diff(w[1]) <= 4;
    match ends && present.len() >= 2 {
        true => (present.windows(2).filter(|w| close(w)))
            .map(|w| (w[0], w[1]))
            .collect(),
        false => Vec::new(),
    }
}

/// Every line: the first position's figure is at most the second's.
fn compare(table: &Table, grid: &Grid, view: &View, low: usize, high: usize) -> Vec<Relation> {
    let mut out = Vec::new();
    let range = |at: At| {
        let f = figure(table, at)?;
        Some((f, Interval::rounded(f.scaled(), grid.precision(f, at))))
    };
    for l in 0..view.lines.len() {
        let (Slot::Value { value: a, .. }, Slot::Value { value: b, .. }) =
            (view.slot(low, l), view.slot(high, l))
        else {
            continue;
        };
        let (part, whole) = (view.cell(low, l), view.cell(high, l));
        let (Some((f, own)), Some((g, other))) = (range(part), range(whole)) else {
            continue;
        };
        // Signs may tell directions, and figures of other units no bounds.
        if a < 0 || b < 0 || f.unit != g.unit || view.changes[l] {
            continue;
        }
        let mut relation = Relation::new(Kind::Bounds, view.way == Way::Down, part, vec![whole]);
        relation.stated = Some(f.value);
        relation.computed = Some(crate::figure::scale::apply(g.scaled(), -f.scale));
        relation.outcome = if a <= b {
            Outcome::Agrees
        } else if own.low <= other.high {
            Outcome::WithinRounding
        } else {
            Outcome::Differs
        };
        relation.cause = relation
            .computed
            .filter(|_| relation.outcome == Outcome::Differs)
            .and_then(|c| cause::swapped(f.value, c));
        out.push(relation);
    }
    let misses = (out.iter().filter(|r| r.outcome == Outcome::Differs)).count();
    let holds = out.len() - misses;
    for r in &mut out {
        r.holds = holds;
        r.level = if holds >= 2 {
            Level::Error
        } else {
            Level::Warning
        };
        if r.outcome == Outcome::Differs && (holds == 0 || misses > 1 && holds < 4 * misses) {
            r.outcome = Outcome::NotTested;
            r.reason = Some("the figure is not kept below the other in several lines".into());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;
    use crate::table::{tabbed, totals};

    #[test]
    fn a_label_that_goes_on_from_the_one_above_names_no_part() {
        let bounds = |above: &str| {
            let mut table = tabbed(&format!(
                "Scheme\tPlan\tSpent\tLeft\n{above}\t90\t80\t70\nincluding oars\t40\t95\t30\nRopes\t12\t9\t7"
            ));
            totals::mark(&mut table);
            let relations = analyse(&table);
            relations.iter().filter(|r| r.kind == Kind::Bounds).count()
        };
        assert_eq!(["Boats and engines", "Boats, engines,"].map(bounds), [3, 0]);
    }
}
