//! A table's figures as whole numbers of one common digit, seen along rows or along columns.

use crate::figure::{Figure, Reading, Suppressed, Unit};
use crate::table::{CellRole, Line, Table, units};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Digits after the point that are kept; a table with finer figures is not searched.
const MOST_PLACES: i32 = 8;

/// What stands at a place where a figure could stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A figure: its value and the worth of its last printed digit, in units of the grid.
    Value { value: i64, step: i64 },
    /// Nothing printed.
    Blank,
    /// A dash: nil or not available.
    Dash,
    /// Withheld, not applicable, below a bound: a figure that is not told.
    Unknown,
    /// Words, or no place for a figure.
    Other,
}

/// Which way a view looks at a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Positions are rows, lines are columns: relations between rows, down each column.
    Down,
    /// Positions are columns, lines are rows: relations between columns, across each row.
    Across,
}

/// Whether figures at a position may be added to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Counts and amounts.
    Amount,
    /// Percentages.
    Percent,
    /// Rates, averages, ratios, indices: derived figures.
    Rate,
    /// Lengths of time, as measured.
    Time,
}

/// All figures of a table.
pub(super) struct Grid {
    pub rows: usize,
    pub columns: usize,
    slots: Vec<Slot>,
    /// Base to which the figures of each column are rounded, 1 step where nothing shows it.
    pub base: Vec<i64>,
    /// Power of ten that one unit of the grid stands for, scales applied.
    pub exponent: i32,
}

impl Grid {
    /// The figures of a table; none when they cannot be held in one common digit.
    pub fn new(table: &Table) -> Option<Grid> {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let mut lowest = i32::MAX;
        let mut figures = 0_usize;
        for cell in table.cells.iter().filter(|c| c.role == CellRole::Figure) {
            for f in cell.reading.figures() {
                lowest = lowest.min(i32::from(f.scale) - i32::from(f.places.max(0)));
                figures += 1;
            }
        }
        if figures < 3 || lowest < -MOST_PLACES {
            return None;
        }
        let mut slots = vec![Slot::Other; rows * columns];
        for cell in table.cells.iter().filter(|c| c.role == CellRole::Figure) {
            let (r, c) = (cell.row as usize, cell.column as usize);
            if r >= rows || c >= columns {
                continue;
            }
            slots[r * columns + c] = match &cell.reading {
                Reading::Blank => Slot::Blank,
                Reading::Suppressed(Suppressed::Dash) => Slot::Dash,
                Reading::Suppressed(Suppressed::Negligible) => Slot::Value { value: 0, step: 1 },
                Reading::Suppressed(_) => Slot::Unknown,
                Reading::Figure(f) => {
                    let shift = i32::from(f.scale) - lowest;
                    let step = power(shift - i32::from(f.places));
                    match (whole(f.value, shift), step) {
                        (Some(value), Some(step)) => Slot::Value { value, step },
                        _ => Slot::Unknown,
                    }
                }
                Reading::Several(_) | Reading::Text => Slot::Other,
            };
        }
        let mut grid = Grid {
            rows,
            columns,
            slots,
            base: vec![1; columns],
            exponent: lowest,
        };
        grid.find_bases(table);
        Some(grid)
    }

    /// What stands at a cell.
    pub fn slot(&self, row: usize, column: usize) -> Slot {
        self.slots
            .get(row * self.columns + column)
            .copied()
            .unwrap_or(Slot::Other)
    }

    /// What the number one is in units of the grid; none where the table counts in more than ones.
    pub fn unit(&self) -> Option<i64> {
        power(-self.exponent)
    }

    /// A figure's value and step in units of the grid.
    pub fn units_of(&self, f: &Figure) -> Option<(i64, i64)> {
        let shift = i32::from(f.scale) - self.exponent;
        Some((whole(f.value, shift)?, power(shift - i32::from(f.places))?))
    }

    /// The worth of a cell's last printed digit in units of the grid.
    pub fn step(&self, table: &Table, at: (usize, usize)) -> Option<i64> {
        let f = table.cell(at.0, at.1)?.reading.figure()?;
        power(i32::from(f.scale) - self.exponent - i32::from(f.places))
    }

    /// A column whose figures are all multiples of 5, 10, 50, 100 ... is rounded to that base.
    fn find_bases(&mut self, table: &Table) {
        let rates: Vec<bool> = table
            .rows
            .iter()
            .map(|r| units::is_rate(r.label()))
            .collect();
        let mut whole = 0;
        let mut count = 0;
        for c in 0..self.columns {
            // Averages among whole figures say nothing of how those were rounded.
            let figures = || {
                (0..self.rows)
                    .filter(|r| !rates[*r])
                    .filter_map(|r| match self.slot(r, c) {
                        Slot::Value { value, step } if value != 0 && step > 0 => {
                            Some((value, step))
                        }
                        _ => None,
                    })
            };
            let coarse = figures().map(|f| f.1).max().unwrap_or(1);
            let (mut divisor, mut n) = (0_i64, 0);
            let mut distinct: Vec<i64> = Vec::new();
            for (value, _) in figures().filter(|f| f.1 == coarse) {
                divisor = gcd(divisor, (value / coarse).abs());
                n += 1;
                if distinct.len() < 4 && !distinct.contains(&value) {
                    distinct.push(value);
                }
            }
            // One figure over and over has no base to show.
            if distinct.len() < 4 {
                continue;
            }
            if table
                .columns
                .get(c)
                .is_some_and(|k| units::is_rate(k.label()) || k.unit == Some(Unit::Percent))
            {
                continue;
            }
            if n >= 5 {
                self.base[c] = base_of(divisor, n);
            }
            whole = gcd(whole, divisor);
            count += n;
        }
        let whole = base_of(whole, count);
        for (c, b) in self.base.iter_mut().enumerate() {
            if table
                .columns
                .get(c)
                .is_none_or(|k| k.unit != Some(Unit::Percent))
            {
                *b = (*b).max(whole);
            }
        }
    }

    /// The table seen one way.
    pub fn view(&self, table: &Table, way: Way) -> View {
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
                label: axis.label().to_string(),
                path: axis.path.clone(),
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
                class_of(&other_axes[*l], percents * 2 > figures)
            })
            .collect();
        let changes = lines
            .iter()
            .map(|l| other_axes[*l].path.iter().any(|t| units::is_change(t)))
            .collect();
        let amounts = classes.contains(&Class::Amount);
        let soft = classes
            .iter()
            .map(|c| amounts && *c != Class::Amount)
            .collect();
        View {
            way,
            positions,
            lines,
            soft,
            changes,
            slots,
        }
    }
}

/// The largest of 5, 10, 50, 100, 500, 1000 that divides all figures, where enough figures show it.
fn base_of(divisor: i64, figures: usize) -> i64 {
    let mut base = 1;
    for b in [5, 10, 50, 100, 500, 1_000] {
        let shown = if b == 5 { figures >= 8 } else { figures >= 5 };
        if divisor > 0 && divisor % b == 0 && shown {
            base = b;
        }
    }
    base
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn power(exponent: i32) -> Option<i64> {
    (0..=17)
        .contains(&exponent)
        .then(|| 10_i64.pow(exponent.unsigned_abs()))
}

/// `value * 10^shift` as a whole number below 10^15, so that sums of thousands of them stay whole.
fn whole(value: Decimal, shift: i32) -> Option<i64> {
    let scaled = if shift >= 0 {
        value.checked_mul(crate::figure::scale::power_of_ten(shift))?
    } else {
        value
    };
    scaled.to_i64().filter(|v| {
        v.unsigned_abs() < 1_000_000_000_000_000 && Decimal::from(*v) == scaled.normalize()
    })
}

fn class_of(axis: &crate::table::Axis, percent: bool) -> Class {
    if percent || matches!(axis.unit, Some(Unit::Percent | Unit::Points)) {
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
pub(super) struct Position {
    /// Row or column of the table.
    pub at: usize,
    pub class: Class,
    pub kind: Line,
    pub label: String,
    pub path: Vec<String>,
}

/// A table seen along rows or columns: positions that may be related, and the lines that show whether they are.
pub(super) struct View {
    pub way: Way,
    pub positions: Vec<Position>,
    /// Columns (down) or rows (across) of the table.
    pub lines: Vec<usize>,
    /// Lines of percentages or rates among lines of amounts: they need not add up.
    pub soft: Vec<bool>,
    /// Lines of differences, whose signs follow conventions of their own.
    pub changes: Vec<bool>,
    slots: Vec<Slot>,
}

impl View {
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
