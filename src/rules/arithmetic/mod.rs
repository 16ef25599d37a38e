//! The arithmetic structure of a table, searched once and shared by the rules of tables.
//!
//! `grid` holds the figures as whole numbers and `view` shows them along rows or columns; `sums`, `apart`, `rates`,
//! `shares` and `means` find which positions are computed from which others (`tally` weighs the lines that hold),
//! `settle` and `derived` compare every line of what was found and decide outcomes (`doubts` holds back, `culprit` tells
//! one wrong cell once), `rolls` carries balances from period to period, `bounds` knows what is at most what, `lone`
//! looks at totals that stay unexplained, `around` knows the rounding that other tables show, `spread` puts tables together that go on over pages, `cells` reads what single
//! cells say of themselves, `word` puts all into tests, stretch by stretch of a document's tables as
//! `worked` has it.

mod alike;
mod apart;
mod around;
mod bounds;
mod carried;
mod cells;
mod culprit;
mod declared;
mod derived;
mod doubts;
mod grid;
mod lone;
mod means;
mod names;
mod nested;
mod rates;
mod rolls;
mod settle;
mod shares;
mod spread;
mod sums;
mod tally;
mod targets;
mod together;
mod view;
mod word;
mod worked;

use crate::finding::{Level, Outcome};
use crate::table::Table;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::Arc;
pub use worked::{Tables, Worked};

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
    /// A percentage of the whole in its own row or column.
    PercentagesTotal,
    /// A percentage change between two others.
    Change,
    /// A percentage of a total.
    Share,
    /// One figure over another.
    Ratio,
    /// The mean of others.
    Average,
    /// Opening and movements, or the closing figure of the period before.
    RollForward,
    /// At most another.
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
            Kind::Change => "variance",
            Kind::Share => "share-of-total",
            Kind::Ratio => "ratio",
            Kind::Average => "average",
            Kind::RollForward => "roll-forward",
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
    pub reason: Option<Cow<'static, str>>,
    pub cause: Option<String>,
    /// A cell that breaks several relations, and what it would have to be for all of them.
    pub culprit: Option<Box<(At, Decimal)>>,
    /// Stated and computed are percentages.
    pub in_percent: bool,
    /// How many lines of the same pattern hold.
    pub holds: usize,
    /// Where the cells come from, in a table put together from several.
    pub spread: Option<Arc<spread::Spread>>,
}

impl Relation {
    /// A relation of added parts that is still to be tested.
    fn new(kind: Kind, down: bool, total: At, parts: Vec<At>) -> Relation {
        Relation {
            kind,
            down,
            total,
            parts: parts.into_iter().map(|p| (p, false)).collect(),
            nth: 0,
            outcome: Outcome::NotTested,
            level: Level::Warning,
            stated: None,
            computed: None,
            reason: None,
            cause: None,
            culprit: None,
            in_percent: false,
            holds: 0,
            spread: None,
        }
    }
}

/// Searches one table.
pub(super) fn analyse(table: &Table) -> Vec<Relation> {
    if table.doubt.is_some() || table.rows.len() < 2 || table.columns.len() < 2 {
        return Vec::new();
    }
    let Some(grid) = grid::Grid::new(table) else {
        return cells::find(table);
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
    for (view, known) in [(&down, &sums_down), (&across, &sums_across)] {
        out.extend(derived::find(table, &grid, view, known));
        out.extend(rolls::find(table, &grid, view, known));
        out.extend(bounds::find(table, &grid, view));
        out.extend(lone::find(table, &grid, view, known));
    }
    out.extend(cells::find(table));
    // One wrong cell is one finding: what else it breaks is not told again.
    let culprits: Vec<At> = out
        .iter()
        .filter_map(|r| Some(r.culprit.as_ref()?.0))
        .collect();
    out.retain(|r| {
        let speaks = |at: At| culprits.contains(&at);
        r.outcome != Outcome::Differs
            || r.culprit.is_some()
            || !(speaks(r.total) || r.parts.iter().any(|p| speaks(p.0)))
    });
    out.sort_by_key(|r| (r.total, r.nth));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{tabbed, totals};

    fn relations(t: &str) -> Vec<Relation> {
        let mut table = tabbed(t);
        totals::mark(&mut table);
        analyse(&table)
    }

    fn findings(t: &str) -> Vec<(Kind, At, Option<Decimal>)> {
        relations(t)
            .into_iter()
            .filter(|r| matches!(r.outcome, Outcome::Differs | Outcome::UnlikelyRounding))
            .map(|r| (r.kind, r.total, r.computed))
            .collect()
    }

    #[test]
    fn nested_totals_above_their_parts_are_found_level_by_level() {
        let r = relations(
            "Place\t2021\t2022\t2023\nAll\t1210\t1305\t1377\nEast\t700\t760\t801\nHill\t410\t433\t476\nDale\t290\t327\t325\nWest\t510\t545\t576\nFord\t300\t312\t331\nMoor\t210\t233\t245",
        );
        let sums: Vec<(At, usize)> = r.iter().map(|r| (r.total, r.parts.len())).collect();
        assert!(sums.contains(&((1, 1), 2)));
        assert!(sums.contains(&((2, 1), 2)));
        assert!(sums.contains(&((5, 3), 2)));
        assert!(r.iter().all(|r| r.outcome == Outcome::Agrees));
    }

    #[test]
    fn a_cell_that_breaks_its_row_and_its_column_is_one_finding() {
        let f = findings(
            "Team\tMay\tJune\tTotal\nAdvice\t412\t388\t800\nVisits\t1211\t997\t2118\nCalls\t230\t244\t474\nTotal\t1763\t1629\t3392",
        );
        assert_eq!(f.len(), 1, "{f:?}");
        assert_eq!(f[0].1, (2, 1));
        assert_eq!(f[0].2, Some(Decimal::from(1121)));
    }

    #[test]
    fn rounding_explains_small_gaps_where_the_table_shows_it() {
        let f = findings(
            "Area\t2022 %\t2023 %\nNorth\t33.3\t41.2\nEast\t33.3\t30.4\nSouth\t33.3\t28.3\nTotal\t100.0\t100.0",
        );
        assert!(f.is_empty(), "{f:?}");
    }

    #[test]
    fn figures_without_a_pattern_are_left_alone() {
        let r = relations(
            "Measure\t2022\t2023\nOrders\t50\t48\nMatches\t40\t35\nPlans\t38\t45\nAdoptions\t32\t56",
        );
        assert!(r.is_empty(), "{r:?}");
    }

    #[test]
    fn a_column_in_which_nothing_is_added_up_has_no_findings() {
        let table = |index: [u32; 7]| {
            let [a, b, ab, c, d, cd, all] = index;
            format!(
                "Yard\tDocked\tFitted\tRigging\nQuay\t251\t139\t{a}\nPier\t440\t276\t{b}\nNorth total\t691\t415\t{ab}\n\
                 Slip\t265\t119\t{c}\nDock\t394\t91\t{d}\nSouth total\t659\t210\t{cd}\nTotal\t1350\t625\t{all}"
            )
        };
        assert_eq!(findings(&table([104, 126, 118, 99, 61, 76, 97])), []);
        // One of them wrong is one finding.
        let one = findings(&table([104, 126, 230, 99, 61, 106, 336]));
        assert_eq!(one.len(), 1, "{one:?}");
    }

    #[test]
    fn a_very_tall_and_a_very_wide_table_take_bounded_time() {
        let tall: String = (0..6000)
            .map(|i| format!("r{i}\t{}\t{}\n", i * 7 % 1013, i * 13 % 997))
            .collect();
        let wide: String = (0..40)
            .map(|i| {
                let cells: Vec<String> = (0..400)
                    .map(|j| format!("{}", (i * 31 + j * 17) % 997))
                    .collect();
                format!("r{i}\t{}\n", cells.join("\t"))
            })
            .collect();
        let start = std::time::Instant::now();
        relations(&format!("a\tb\tc\n{tall}"));
        relations(&wide);
        assert!(start.elapsed().as_secs() < 60);
    }

    #[test]
    fn a_rate_whose_label_names_both_its_figures_needs_fewer_lines() {
        let table = |label: &str| {
            format!(
                "Stage\t2021\t2022\t2023\t2024\nVisits in round 1\t96\t74\t88\t71\nVisits in round 2\t90\t68\t84\t66\n\
                 Offers made\t\t33\t41\t37\n{label}\t55%\t44.6%\t48.8%\t56.1%"
            )
        };
        let named = findings(&table("Rate of round 2 visits to offers"));
        assert_eq!(named.len(), 1, "{named:?}");
        assert_eq!((named[0].0, named[0].1), (Kind::Ratio, (4, 2)));
        assert_eq!(findings(&table("Overall rate")), []);
    }
}
