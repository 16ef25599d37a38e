//! The cells of aligned rows and columns, figure by figure.

use super::columns::{self, Tie};
use super::rows::{Aligned, RowAt, label};
use crate::document::Place;
use crate::fact::Reading;
use crate::figure::{Figure, Period, Unit};
use crate::section::Kind as Part;
use crate::store::restated;
use crate::table::{self, CellRole};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What became of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Another value than in the other version.
    Changed,
    /// The other version prints none there.
    Appeared,
    /// The new version prints none there.
    Vanished,
    /// A figure of an earlier period, printed otherwise in the later report.
    Restated,
    /// The later year's figure beside the earlier year's.
    Next,
}

/// A figure as it stands in its document.
#[derive(Debug, Clone)]
pub struct Cell {
    /// As printed.
    pub text: String,
    /// Its value with the scale applied, where it is one figure.
    pub value: Option<Decimal>,
    /// Its unit.
    pub unit: Unit,
    /// Table, row and column, from 0.
    pub at: (u32, u32, u32),
    /// Where it stands.
    pub place: Place,
}

/// One line of the measure-by-measure table.
#[derive(Debug, Clone)]
pub struct Change {
    /// What became of it.
    pub kind: Kind,
    /// The row's label in the new document.
    pub measure: String,
    /// The heads of the column in the new document.
    pub column: String,
    /// The period of the new figure, where one is known.
    pub period: Option<Period>,
    /// The old figure.
    pub old: Option<Cell>,
    /// The new figure.
    pub new: Option<Cell>,
    /// New less old: in printed units where both have the same scale, otherwise with the scales applied.
    pub change: Option<Decimal>,
    /// The change in percent of the old figure, to one place; none from zero.
    pub percent: Option<Decimal>,
    /// Words at the new table say that earlier figures were changed.
    pub told: bool,
}

/// The words of two cells that hold no figures.
pub(super) struct Words {
    pub old: (String, Place),
    pub new: (String, Place),
}

/// Compares the cells of aligned rows. Gives how many figures were compared, those that are not as they were, and cells
/// whose words are not.
pub(super) fn compare(
    old: &Reading,
    new: &Reading,
    aligned: &Aligned,
    years: i16,
) -> (usize, Vec<Change>, Vec<Words>) {
    let own = old
        .sections
        .iter()
        .filter(|s| matches!(s.kind, Part::Report | Part::Appendix))
        .find_map(|s| s.period);
    let mut by_tables: BTreeMap<(u32, u32), Vec<(RowAt, RowAt)>> = BTreeMap::new();
    for (a, b, _) in &aligned.pairs {
        by_tables
            .entry((b.table, a.table))
            .or_default()
            .push((*a, *b));
    }
    let (mut compared, mut changes, mut words) = (0, Vec::new(), Vec::new());
    for ((k, i), rows) in by_tables {
        let (Some(x), Some(y)) = (old.tables.get(i as usize), new.tables.get(k as usize)) else {
            continue;
        };
        let told = years != 0 && restated(new, k);
        let columns = columns::pairs(x, y, &rows, years, own);
        let mut lines = Vec::new();
        for (a, b) in rows {
            for (left, right, tie) in &columns {
                let p = x
                    .cell(a.row as usize, *left as usize)
                    .filter(|c| c.row == a.row);
                let q = y
                    .cell(b.row as usize, *right as usize)
                    .filter(|c| c.row == b.row);
                // A cell over several columns is compared once, at its first.
                let first = |c: &table::Cell, at: u32| c.column == at;
                if p.is_some_and(|c| !first(c, *left)) || q.is_some_and(|c| !first(c, *right)) {
                    continue;
                }
                let figures = |c: Option<&table::Cell>| {
                    c.filter(|c| c.role == CellRole::Figure)
                        .map_or(0, |c| c.reading.figures().len())
                };
                if figures(p) + figures(q) == 0 {
                    if let (Some(p), Some(q)) = (p, q)
                        && p.role == CellRole::Note
                        && p.text != q.text
                    {
                        words.push(Words {
                            old: (p.text.to_string(), p.place),
                            new: (q.text.to_string(), q.place),
                        });
                    }
                    continue;
                }
                compared += 1;
                let Some(kind) = outcome(p, q, *tie, years) else {
                    continue;
                };
                let axis = y.columns.get(*right as usize);
                let (old_cell, new_cell) = (p.and_then(|c| cell(c, i)), q.and_then(|c| cell(c, k)));
                let (change, percent) = difference(p, q);
                lines.push(Change {
                    kind,
                    measure: label(new, b),
                    column: axis.map(|a| a.path.join(" ")).unwrap_or_default(),
                    period: axis.and_then(|a| a.period),
                    old: old_cell,
                    new: new_cell,
                    change,
                    percent,
                    told,
                });
            }
        }
        changes.append(&mut lines);
    }
    (compared, changes, words)
}

fn cell(c: &table::Cell, table: u32) -> Option<Cell> {
    (!c.text.is_empty()).then(|| Cell {
        text: c.text.to_string(),
        value: c.reading.figure().map(Figure::scaled),
        unit: c.reading.figures().first().map_or(Unit::Number, |f| f.unit),
        at: (table, c.row, c.column),
        place: c.place,
    })
}

/// What became of a figure; none when nothing did.
fn outcome(
    old: Option<&table::Cell>,
    new: Option<&table::Cell>,
    tie: Tie,
    years: i16,
) -> Option<Kind> {
    let figures = |c: Option<&table::Cell>| c.map_or(&[][..], |c| c.reading.figures()).to_vec();
    let (x, y) = (figures(old), figures(new));
    if tie == Tie::Next {
        return (!x.is_empty() && !y.is_empty()).then_some(Kind::Next);
    }
    match (x.is_empty(), y.is_empty()) {
        // A nil that is printed in one and left out of the other says the same.
        (true, _) if y.iter().all(|f| f.value.is_zero()) => return None,
        (_, true) if x.iter().all(|f| f.value.is_zero()) => return None,
        (true, _) => return (years == 0).then_some(Kind::Appeared),
        (_, true) => return (years == 0).then_some(Kind::Vanished),
        _ => {}
    }
    let same = x.len() == y.len() && x.iter().zip(&y).all(|(a, b)| unchanged(a, b));
    (!same).then_some(if years == 0 {
        Kind::Changed
    } else {
        Kind::Restated
    })
}

/// Whether two prints give one value: equal, or one rounded more coarsely.
fn unchanged(a: &Figure, b: &Figure) -> bool {
    a.scaled() == b.scaled()
        || (a.scaled_precision() != b.scaled_precision()
            && a.rounded_interval().meets(b.rounded_interval()))
}

/// New less old, and in percent of the old.
fn difference(
    old: Option<&table::Cell>,
    new: Option<&table::Cell>,
) -> (Option<Decimal>, Option<Decimal>) {
    let figure = |c: Option<&table::Cell>| c.and_then(|c| c.reading.figure().copied());
    let (Some(a), Some(b)) = (figure(old), figure(new)) else {
        return (None, None);
    };
    let (x, y) = if a.scale == b.scale {
        (a.value, b.value)
    } else {
        (a.scaled(), b.scaled())
    };
    let Some(change) = y.checked_sub(x) else {
        return (None, None);
    };
    let percent = change
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|c| c.checked_div(x.abs()))
        .map(|p| p.round_dp(1));
    (Some(change), percent)
}
