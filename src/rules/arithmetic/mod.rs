//! The arithmetic structure of a table, searched once and shared by the rules of tables.
//!
//! `grid` holds the figures as whole numbers, `sums` and `derived` find which positions are computed from which others,
//! `settle` compares every line of what was found and decides outcomes, `word` puts them into tests.

mod apart;
mod derived;
mod grid;
mod rates;
mod settle;
mod sums;
mod word;

use super::Context;
use crate::fact::Reading;
use crate::finding::{Level, Outcome, Test};
use crate::table::{Axis, Line, Table};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A cell by row and column.
pub(super) type At = (usize, usize);

/// What sort of relation was tested; decides its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A column adds up to its total.
    Footing,
    /// A part of a column adds up to a subtotal.
    Subtotal,
    /// A row adds up to its total.
    CrossFooting,
    /// Shares add up to 100%.
    PercentagesTotal,
    /// One figure is the difference of two others.
    Variance,
    /// Opening and movements make the closing figure.
    RollForward,
    /// A percentage change between two others.
    Change,
    /// A percentage of a total.
    Share,
    /// One figure over another.
    Ratio,
    /// The mean of others.
    Average,
    /// A figure that no count or share can be.
    Bounds,
}

impl Kind {
    /// The rule that speaks of it.
    pub fn rule(self) -> &'static str {
        match self {
            Kind::Footing => "footing",
            Kind::Subtotal => "subtotal",
            Kind::CrossFooting => "cross-footing",
            Kind::PercentagesTotal => "percentages-total",
            Kind::Variance | Kind::Change => "variance",
            Kind::RollForward => "roll-forward",
            Kind::Share => "share-of-total",
            Kind::Ratio => "ratio",
            Kind::Average => "average",
            Kind::Bounds => "within-bounds",
        }
    }
}

/// One comparison within a table, before it is put into words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    pub kind: Kind,
    /// Between rows (down a column), else between columns (across a row).
    pub down: bool,
    /// The computed figure.
    pub total: At,
    /// The figures it is computed from; true where one is taken off.
    pub parts: Vec<(At, bool)>,
    /// Which of the cell's figures is meant, for cells with several.
    pub nth: usize,
    pub outcome: Outcome,
    pub level: Level,
    /// As printed, without a header's scale.
    pub stated: Option<Decimal>,
    pub computed: Option<Decimal>,
    /// Why it was not tested.
    pub reason: Option<String>,
    pub cause: Option<String>,
    /// A cell that breaks several relations, and what it would have to be for all of them.
    pub culprit: Option<(At, Decimal)>,
    /// Stated and computed are percentages.
    pub in_percent: bool,
    /// How many lines of the same pattern hold.
    pub holds: usize,
}

/// Searches one table.
pub(super) fn analyse(table: &Table) -> Vec<Relation> {
    if table.doubt.is_some() || table.rows.len() < 2 || table.columns.len() < 2 {
        return Vec::new();
    }
    let Some(grid) = grid::Grid::new(table) else {
        return derived::within_cells(table);
    };
    let down = grid.view(table, grid::Way::Down);
    let across = grid.view(table, grid::Way::Across);
    let sums_down = sums::find(&down);
    let sums_across = sums::find(&across);
    let mut out = settle::sums(
        table,
        &grid,
        &[(&down, &sums_down), (&across, &sums_across)],
    );
    out.extend(derived::find(table, &grid, &down, &sums_down));
    out.extend(derived::find(table, &grid, &across, &sums_across));
    out.extend(derived::within_cells(table));
    out.sort_by_key(|r| (r.total, r.nth));
    out
}

/// All tests of one rule in one document.
pub(super) fn tests(rule: &str, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
    let all = context.arithmetic(reading);
    let mut out = Vec::new();
    for (t, relations) in all.iter().enumerate() {
        for relation in relations.iter().filter(|r| r.kind.rule() == rule) {
            out.push(word::test(reading, t as u32, relation));
        }
    }
    out
}

/// The relations of all tables of a document.
pub(super) fn of(reading: &Reading) -> Vec<Vec<Relation>> {
    let mut out: Vec<Vec<Relation>> = reading.tables.iter().map(analyse).collect();
    // A table too wide for its page goes on in another with the same rows: its row totals have parts there.
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, t) in reading.tables.iter().enumerate() {
        let labels: Vec<&str> = t
            .rows
            .iter()
            .filter(|r| !matches!(r.kind, Line::Header | Line::Note))
            .map(Axis::label)
            .collect();
        if labels.len() >= 3 {
            rows.entry(labels.join("\n")).or_default().push(i);
        }
    }
    for group in rows.into_values().filter(|g| g.len() >= 2) {
        for i in group {
            for r in out[i]
                .iter_mut()
                .filter(|r| !r.down && r.outcome == Outcome::Differs)
            {
                r.outcome = Outcome::NotTested;
                r.reason = Some("the row goes on in another table".into());
            }
        }
    }
    out
}
