//! Where rates stand: positions of percentages and rates, fractions among larger figures, cells that hold several.

use super::grid::{Class, Grid, Slot, Way};
use super::sums::Pattern;
use super::view::View;
use crate::figure::Reading;
use crate::table::Table;

/// The stated figures of a position: value and step in units of the grid, by line.
pub(super) struct Target {
    pub position: usize,
    pub nth: usize,
    pub values: Vec<Option<(i64, i64)>>,
    /// All figures are small: a sheet may give 0.35 for 35%.
    pub small: bool,
    /// Nothing but its figures says that the position holds rates.
    pub unnamed: bool,
}

/// Positions that hold rates, and those whose cells hold several.
pub(super) fn find(
    table: &Table,
    grid: &Grid,
    view: &View,
    unit: i64,
    known: &[Pattern],
) -> Vec<Target> {
    let mut out = Vec::new();
    for p in 0..view.positions.len() {
        let rate = matches!(view.positions[p].class, Class::Percent | Class::Rate);
        if !rate && known.iter().any(|k| k.total == p) {
            continue;
        }
        let (mut small, mut broken, mut filled) = (true, 0, 0);
        let values: Vec<Option<i64>> = (view.slots(p).iter())
            .map(|s| match s {
                Slot::Value { value, .. } => {
                    small &= value.abs() <= 2 * unit;
                    filled += usize::from(*value != 0);
                    broken += usize::from(value % unit != 0);
                    Some(*value)
                }
                _ => None,
            })
            .collect();
        // Fractions of one among larger figures.
        let unnamed = !rate;
        if unnamed && !(small && broken >= 4 && broken * 4 >= filled * 3) {
            continue;
        }
        let steps = (0..view.lines.len()).map(|l| grid.step(table, view.cell(p, l)));
        out.push(Target {
            position: p,
            nth: 0,
            values: (values.into_iter().zip(steps))
                .map(|(v, s)| Some((v?, s?)))
                .collect(),
            small,
            unnamed,
        });
    }
    for (p, axis) in several(table, view) {
        for nth in 0..3 {
            let values: Vec<Option<(i64, i64)>> = view
                .lines
                .iter()
                .map(|l| {
                    let (r, c) = match view.way {
                        Way::Down => (axis, *l),
                        Way::Across => (*l, axis),
                    };
                    let cell = table.cell(r, c)?;
                    let Reading::Several(figures) = &cell.reading else {
                        return None;
                    };
                    // "35% (39 of 112)" speaks for itself.
                    if figures
                        .iter()
                        .any(|f| f.unit != crate::figure::Unit::Percent)
                    {
                        return None;
                    }
                    grid.units_of(figures.get(nth)?)
                })
                .collect();
            if values.iter().flatten().count() >= 2 {
                out.push(Target {
                    position: p,
                    nth,
                    values,
                    small: false,
                    unnamed: false,
                });
            }
        }
    }
    out
}

/// Rows or columns with cells of several figures, as positions beyond those of the view.
fn several(table: &Table, view: &View) -> Vec<(usize, usize)> {
    let axes = match view.way {
        Way::Down => &table.rows,
        Way::Across => &table.columns,
    };
    (0..axes.len())
        .filter(|axis| {
            view.lines
                .iter()
                .filter(|l| {
                    let (r, c) = match view.way {
                        Way::Down => (*axis, **l),
                        Way::Across => (**l, *axis),
                    };
                    table
                        .cell(r, c)
                        .is_some_and(|k| matches!(k.reading, Reading::Several(_)))
                })
                .take(2)
                .count()
                == 2
        })
        .map(|axis| (view.positions.len() + axis, axis))
        .collect()
}
