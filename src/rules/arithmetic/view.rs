//! A table seen along its rows or along its columns.

use super::grid::{Class, Grid, Slot, Way};
use crate::figure::Unit;
use crate::table::{Axis, Line, Table, units};
use std::sync::Arc;

impl Grid {
    /// The table seen one way.
    pub fn view<'t>(&self, table: &'t Table, way: Way) -> View<'t> {
        let (axes, other) = match way {
            Way::Down => (&table.rows, self.columns),
            Way::Across => (&table.columns, self.rows),
        };
        let slot = |p: usize, l: usize| match way {
            Way::Down => self.slot(p, l),
            Way::Across => self.slot(l, p),
        };
        // Lines worth looking at: those with figures.
        let mut lines = Vec::new();
        for l in 0..other {
            let body = match way {
                Way::Down => true,
                Way::Across => !matches!(table.rows[l].kind, Line::Header | Line::Note),
            };
            let figures = (0..axes.len())
                .filter(|p| matches!(slot(*p, l), Slot::Value { .. }))
                .take(1)
                .count();
            if body && figures >= 1 {
                lines.push(l);
            }
        }
        let mut positions = Vec::new();
        let mut slots = Vec::new();
        for (p, axis) in axes.iter().enumerate() {
            if matches!(axis.kind, Line::Header | Line::Note | Line::Section) {
                continue;
            }
            let from = slots.len();
            let mut figures = 0;
            let mut percents = 0;
            for l in &lines {
                let s = slot(p, *l);
                if let Slot::Value { .. } = s {
                    figures += 1;
                    let (r, c) = match way {
                        Way::Down => (p, *l),
                        Way::Across => (*l, p),
                    };
                    let unit = table
                        .cell(r, c)
                        .and_then(|k| k.reading.figure())
                        .map(|f| f.unit);
                    if matches!(unit, Some(Unit::Percent | Unit::Points)) {
                        percents += 1;
                    }
                }
                slots.push(match s {
                    Slot::Value { value, step } => {
                        let base = match way {
                            Way::Down => self.base[*l],
                            Way::Across => self.base[p],
                        };
                        Slot::Value {
                            value,
                            step: step.saturating_mul(base),
                        }
                    }
                    other => other,
                });
            }
            if figures == 0 {
                slots.truncate(from);
                continue;
            }
            positions.push(Position {
                at: p,
                class: class_of(axis, percents * 2 > figures),
                kind: axis.kind.clone(),
                label: axis.label(),
                path: &axis.path,
            });
        }
        let other_axes = match way {
            Way::Down => &table.columns,
            Way::Across => &table.rows,
        };
        let classes: Vec<Class> = lines
            .iter()
            .map(|l| {
                let (mut figures, mut percents) = (0, 0);
                for p in &positions {
                    let (r, c) = match way {
                        Way::Down => (p.at, *l),
                        Way::Across => (*l, p.at),
                    };
                    if let Some(f) = table.cell(r, c).and_then(|k| k.reading.figure()) {
                        figures += 1;
                        percents += usize::from(matches!(f.unit, Unit::Percent | Unit::Points));
                    }
                }
                let axis = &other_axes[*l];
                // "2024 vs 2023" with a per cent sign at its first figure only.
                let percent = percents * 2 > figures
                    || percents > 0 && axis.path.last().is_some_and(|t| is_versus(t));
                class_of(axis, percent)
            })
            .collect();
        let changes = lines
            .iter()
            .map(|l| other_axes[*l].path.iter().any(|t| units::is_change(t)))
            .collect();
        let fractions = self.fractions(way, &positions, &lines);
        let amounts = (classes.iter().zip(&fractions)).any(|(c, f)| *c == Class::Amount && !f);
        let whole = fractions.contains(&false);
        let soft = (classes.iter().zip(&fractions))
            .map(|(c, f)| amounts && *c != Class::Amount || whole && *f)
            .collect();
        let labels = lines.iter().map(|l| other_axes[*l].label()).collect();
        View {
            way,
            positions,
            lines,
            labels,
            soft,
            changes,
            slots,
        }
    }
}

impl Grid {
    /// Lines of figures below one with decimals: shares and changes as sheets write them.
    fn fractions(&self, way: Way, positions: &[Position], lines: &[usize]) -> Vec<bool> {
        let Some(unit) = self.unit().filter(|u| *u > 1) else {
            return vec![false; lines.len()];
        };
        let is_fraction = |l: &usize| {
            let (mut filled, mut large, mut broken) = (0, 0, 0);
            for p in positions {
                let slot = match way {
                    Way::Down => self.slot(p.at, *l),
                    Way::Across => self.slot(*l, p.at),
                };
                if let Slot::Value { value, .. } = slot {
                    large += usize::from(value.abs() > 2 * unit);
                    filled += usize::from(value != 0);
                    broken += usize::from(value % unit != 0);
                }
            }
            broken >= 4 && broken * 4 >= (filled - large) * 3 && large * 3 <= filled
        };
        lines.iter().map(is_fraction).collect()
    }
}

/// "2024 vs. 2023", "'24 versus '23".
fn is_versus(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    ["vs", "versus"].iter().any(|w| {
        label.split_once(w).is_some_and(|(a, b)| {
            a.trim_end().ends_with(|c: char| c.is_ascii_digit())
                && b.trim_start_matches(['.', ' ', '’', '\''])
                    .starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

fn class_of(axis: &Axis, percent: bool) -> Class {
    if percent || matches!(axis.unit, Some(Unit::Percent | Unit::Points)) {
        return Class::Percent;
    }
    // "% change" over "2021 on 2020".
    let percent_sign = |t: &Arc<str>| {
        t.split_once('%')
            .is_some_and(|(before, _)| !before.ends_with(|c: char| c.is_ascii_digit()))
    };
    let change = |t: &Arc<str>| t.len() <= 40 && percent_sign(t) && units::is_change(t);
    if axis.path.iter().any(change) {
        return Class::Percent;
    }
    if axis.path.last().is_some_and(|t| units::is_rate(t)) {
        return Class::Rate;
    }
    if axis.unit.is_some_and(Unit::is_time) {
        return Class::Time;
    }
    Class::Amount
}

/// A row or column of a view.
pub(super) struct Position<'t> {
    /// Row or column of the table.
    pub at: usize,
    pub class: Class,
    pub kind: Line,
    pub label: &'t str,
    pub path: &'t [Arc<str>],
}

/// A table seen along rows or columns: positions that may be related, and the lines that show whether they are.
pub(super) struct View<'t> {
    pub way: Way,
    pub positions: Vec<Position<'t>>,
    /// Columns (down) or rows (across) of the table.
    pub lines: Vec<usize>,
    /// The label of each line.
    pub labels: Vec<&'t str>,
    /// Lines of percentages or rates among lines of amounts: they need not add up.
    pub soft: Vec<bool>,
    /// Lines of differences, whose signs follow conventions of their own.
    pub changes: Vec<bool>,
    slots: Vec<Slot>,
}

impl View<'_> {
    /// What stands at a position in a line; both count within the view.
    pub fn slot(&self, position: usize, line: usize) -> Slot {
        self.slots[position * self.lines.len() + line]
    }

    /// All slots of a position, by line.
    pub fn slots(&self, position: usize) -> &[Slot] {
        let n = self.lines.len();
        &self.slots[position * n..(position + 1) * n]
    }

    /// Row and column of the table.
    pub fn cell(&self, position: usize, line: usize) -> (usize, usize) {
        let (p, l) = (self.positions[position].at, self.lines[line]);
        match self.way {
            Way::Down => (p, l),
            Way::Across => (l, p),
        }
    }
}
