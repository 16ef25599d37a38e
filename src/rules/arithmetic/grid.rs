//! A table's figures as whole numbers of one common digit, seen along rows or along columns.

use crate::figure::pattern;
use crate::figure::{Figure, Reading, Suppressed, Unit, scale};
use crate::table::{Cell, CellRole, Table, units};
use regex::Regex;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::sync::LazyLock;

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
    /// Decimals that the figures of a row and of a column need, where all are printed with more.
    needed: (Vec<Option<i8>>, Vec<Option<i8>>),
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
        let needed = (
            needed_places(table, rows, |c| c.row as usize),
            needed_places(table, columns, |c| c.column as usize),
        );
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
                    let step = power(shift - i32::from(places(f, &needed, (r, c))));
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
            needed,
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

    /// What the last telling digit of a figure is worth, scale applied: sheets written out with five decimals throughout
    /// hold whole figures all the same.
    pub fn precision(&self, f: &Figure, at: (usize, usize)) -> Decimal {
        let places = places(f, &self.needed, at);
        scale::apply(scale::power_of_ten(-i32::from(places)), f.scale)
    }

    /// Whether a figure stands for itself, as [`Figure::is_exact`], decimals that say nothing left off.
    pub fn is_exact(&self, f: &Figure, at: (usize, usize)) -> bool {
        f.is_exact() || {
            let places = places(f, &self.needed, at);
            places <= 0 && f.scale == 0 && f.unit.is_counted()
        }
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
        let places = places(f, &self.needed, at);
        power(i32::from(f.scale) - self.exponent - i32::from(places))
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
        let whole = base_of(whole, count).max(self.noted_base(table));
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

    /// The base that a note names ("rounded to the nearest 5"), where most whole figures keep to it.
    fn noted_base(&self, table: &Table) -> i64 {
        static NEAREST: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\bnearest\s+(?:(5|five)|(10|ten)|(50|fifty)|(100|hundred))\b")
        });
        let texts = || table.notes.iter().chain(&table.title);
        let Some(found) = texts()
            .filter(|t| t.contains("nearest"))
            .find_map(|t| NEAREST.captures(t))
        else {
            return 1;
        };
        let base = [5, 10, 50, 100]
            .into_iter()
            .zip(1..)
            .find(|(_, group)| found.get(*group).is_some())
            .map_or(1, |(base, _)| base);
        let (mut keeps, mut all) = (0, 0);
        for slot in &self.slots {
            if let Slot::Value { value, step } = slot
                && *value != 0
                && *step > 0
            {
                all += 1;
                keeps += usize::from(value % (base * step) == 0);
            }
        }
        if keeps * 4 >= all * 3 { base } else { 1 }
    }
}

/// Decimals of a figure that tell something: no more than its row or its column needs.
fn places(f: &Figure, needed: &(Vec<Option<i8>>, Vec<Option<i8>>), at: (usize, usize)) -> i8 {
    let of = |axis: &[Option<i8>], i: usize| axis.get(i).copied().flatten().unwrap_or(f.places);
    f.places.min(of(&needed.0, at.0)).min(of(&needed.1, at.1))
}

/// Decimals that the figures of each row or column need, where several stand in it and every one of them is printed
/// with three decimals or more.
fn needed_places(table: &Table, lines: usize, line: impl Fn(&Cell) -> usize) -> Vec<Option<i8>> {
    // The most decimals needed, and how many figures there are; none where one is printed with fewer.
    let mut needed: Vec<Option<(i8, usize)>> = vec![Some((0, 0)); lines];
    for cell in table.cells.iter().filter(|c| c.role == CellRole::Figure) {
        let (Some(f), Some(known)) = (cell.reading.figure(), needed.get_mut(line(cell))) else {
            continue;
        };
        if let Some((most, count)) = known {
            if f.places < 3 {
                *known = None;
                continue;
            }
            let own = i8::try_from(f.value.normalize().scale()).unwrap_or(f.places);
            (*most, *count) = ((*most).max(own), *count + 1);
        }
    }
    let told = |n: Option<(i8, usize)>| n.filter(|n| n.1 >= 3).map(|n| n.0);
    needed.into_iter().map(told).collect()
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
        value.checked_mul(scale::power_of_ten(shift))?
    } else {
        value
    };
    scaled.to_i64().filter(|v| {
        v.unsigned_abs() < 1_000_000_000_000_000 && Decimal::from(*v) == scaled.normalize()
    })
}
