//! The cells of a document by their values.

use crate::fact::measure::Name;
use crate::fact::{Fact, Folding, Reading};
use crate::figure::Figure;
use crate::store::{Series, Shelf};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The cells of a document by printed value, and each cell's line.
pub(super) struct Cells<'a> {
    /// The key of each cell's value, in order, its place among the cells of all lines, and the cell.
    by_value: Vec<(u128, u32, u32)>,
    /// The line of each fact that is a cell's.
    line_of: Vec<Option<u32>>,
    /// All cells' values, scales applied, in order.
    scaled: OnceCell<Vec<Decimal>>,
    /// The lines of each name.
    of_name: OnceCell<HashMap<&'a Name, Vec<u32>, Folding>>,
    pub(super) reading: &'a Reading,
    shelf: &'a Shelf,
}

/// A number that two values share if they are equal, signs aside.
pub(super) fn key(value: Decimal) -> u128 {
    let value = value.normalize();
    // Mantissas have 96 bits, scales five.
    value.mantissa().unsigned_abs() << 8 | u128::from(value.scale())
}

impl<'a> Cells<'a> {
    pub(super) fn of(reading: &'a Reading, shelf: &'a Shelf) -> Cells<'a> {
        let facts = || shelf.series.iter().flat_map(|s| &s.facts);
        let mut by_value: Vec<(u128, u32, u32)> = Vec::with_capacity(facts().count());
        let mut line_of = vec![None; facts().max().map_or(0, |last| *last as usize + 1)];
        for (i, series) in shelf.series.iter().enumerate() {
            for f in &series.facts {
                if let Some(fact) = reading.fact(*f as usize) {
                    line_of[*f as usize] = Some(i as u32);
                    by_value.push((key(fact.figure.value), by_value.len() as u32, *f));
                }
            }
        }
        // A stable sort would need the room twice.
        by_value.sort_unstable_by_key(|(key, order, _)| (*key, *order));
        Cells {
            by_value,
            line_of,
            scaled: OnceCell::new(),
            of_name: OnceCell::new(),
            reading,
            shelf,
        }
    }

    /// The cells with a value, in the order of their lines.
    fn with(&self, value: Decimal) -> impl Iterator<Item = u32> {
        let key = key(value);
        let from = self.by_value.partition_point(|(k, ..)| *k < key);
        let found = self.by_value.get(from..).unwrap_or(&[]).iter();
        found.take_while(move |(k, ..)| *k == key).map(|(.., f)| *f)
    }

    fn scaled(&self) -> &[Decimal] {
        self.scaled.get_or_init(|| {
            let cells = self.by_value.iter().filter_map(|(.., f)| self.fact(*f));
            let mut scaled: Vec<Decimal> = cells.map(|f| f.figure.scaled().abs()).collect();
            // Written with as many decimals, they compare sooner as whole numbers.
            let places = scaled.iter().map(Decimal::scale).max().unwrap_or(0);
            let fits = |v: &Decimal| {
                let up = 10_i128.checked_pow(places - v.scale());
                let whole = up.and_then(|up| v.mantissa().checked_mul(up));
                whole.is_some_and(|n| n <= Decimal::MAX.mantissa())
            };
            if scaled.iter().all(fits) {
                scaled.iter_mut().for_each(|v| v.rescale(places));
                scaled.sort_unstable_by_key(Decimal::mantissa);
            } else {
                scaled.sort_unstable();
            }
            scaled
        })
    }

    pub(super) fn fact(&self, i: u32) -> Option<Fact<'a>> {
        self.reading.fact(i as usize)
    }

    pub(super) fn line(&self, fact: u32) -> Option<&'a Series> {
        let line = (*self.line_of.get(fact as usize)?)?;
        self.shelf.series.get(line as usize)
    }

    /// Whether another line of the same name has other values: then the name does not say which line is meant.
    pub(super) fn is_one_of_several(&self, line: &Series, value: Decimal) -> bool {
        let of_name = self.of_name.get_or_init(|| {
            let mut of_name: HashMap<&Name, Vec<u32>, Folding> = HashMap::default();
            for (i, series) in (0_u32..).zip(&self.shelf.series) {
                of_name.entry(series.name()).or_default().push(i);
            }
            of_name
        });
        let lines = of_name.get(line.name()).map_or(&[][..], Vec::as_slice);
        let has = |series: &Series| {
            let mut facts = series.facts.iter().filter_map(|f| self.fact(*f));
            facts.any(|f| f.figure.value.abs().normalize() == value)
        };
        let mut lines = lines
            .iter()
            .filter_map(|i| self.shelf.series.get(*i as usize));
        lines.any(|series| !has(series))
    }

    /// Whether a cell anywhere rounds to the figure: then the text speaks of that one.
    pub(super) fn rounds_to(&self, f: &Figure) -> bool {
        let (value, half) = (f.scaled().abs(), f.scaled_precision() / Decimal::TWO);
        let scaled = self.scaled();
        let from = scaled.partition_point(|v| *v < value.saturating_sub(half));
        scaled
            .get(from)
            .is_some_and(|v| *v <= value.saturating_add(half))
    }

    pub(super) fn equal(&self, value: Decimal, section: u32) -> impl Iterator<Item = u32> {
        self.with(value)
            .filter(move |i| self.fact(*i).is_some_and(|f| f.section == section))
    }

    /// Whether a value stands in any table of the document, or is a table's value in other units (thousands, millions).
    pub(super) fn anywhere(&self, value: Decimal) -> bool {
        [
            Decimal::ONE,
            Decimal::ONE_THOUSAND,
            Decimal::from(1_000_000),
        ]
        .iter()
        .any(|k| {
            [value.checked_mul(*k), value.checked_div(*k)]
                .into_iter()
                .flatten()
                .any(|v| self.with(v).next().is_some())
        })
    }

    /// Whether a value is the difference or sum of two cells of a line: then it is no slip of a third.
    pub(super) fn computable(&self, line: &Series, value: Decimal) -> bool {
        let of: Vec<Decimal> = line
            .facts
            .iter()
            .take(24)
            .filter_map(|i| self.fact(*i))
            .map(|f| f.figure.value.abs())
            .collect();
        of.iter().enumerate().any(|(n, a)| {
            of[n + 1..]
                .iter()
                .any(|b| (*a - *b).abs() == value || a.saturating_add(*b) == value)
        })
    }
}

/// All values that differ in one digit or in two swapped neighbours, with as many digits.
pub(super) fn neighbours(value: Decimal) -> Vec<Decimal> {
    let mantissa = value.mantissa().unsigned_abs().to_string();
    let scale = value.scale();
    if mantissa.len() > 12 {
        return Vec::new();
    }
    let digits = mantissa.as_bytes();
    let mut out = Vec::with_capacity(10 * digits.len());
    let mut keep = |d: &[u8]| {
        if d[0] != b'0'
            && let Ok(m) = std::str::from_utf8(d).unwrap_or("0").parse::<i128>()
        {
            out.push(Decimal::from_i128_with_scale(m, scale).normalize());
        }
    };
    for i in 0..digits.len() {
        let mut d = digits.to_vec();
        for c in b'0'..=b'9' {
            if c != digits[i] {
                d[i] = c;
                keep(&d);
            }
        }
        if i + 1 < digits.len() && digits[i] != digits[i + 1] {
            let mut d = digits.to_vec();
            d.swap(i, i + 1);
            keep(&d);
        }
    }
    out
}
