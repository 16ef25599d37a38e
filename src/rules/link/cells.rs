//! The cells of a document by their values.

use crate::fact::{Fact, Reading};
use crate::figure::Figure;
use crate::store::{Series, Shelf};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The cells of a document by printed value, and each cell's line.
pub(super) struct Cells<'a> {
    by_value: HashMap<Decimal, Vec<u32>>,
    line_of: HashMap<u32, u32>,
    /// All cells' values, scales applied, in order.
    scaled: Vec<Decimal>,
    pub(super) reading: &'a Reading,
    shelf: &'a Shelf,
}

impl<'a> Cells<'a> {
    pub(super) fn of(reading: &'a Reading, shelf: &'a Shelf) -> Cells<'a> {
        let mut by_value: HashMap<Decimal, Vec<u32>> = HashMap::new();
        let mut line_of = HashMap::new();
        let mut scaled = Vec::new();
        for (i, series) in shelf.series.iter().enumerate() {
            for f in &series.facts {
                line_of.insert(*f, i as u32);
                if let Some(fact) = reading.facts.get(*f as usize) {
                    scaled.push(fact.figure.scaled().abs());
                    by_value
                        .entry(fact.figure.value.abs().normalize())
                        .or_default()
                        .push(*f);
                }
            }
        }
        scaled.sort_unstable();
        Cells {
            by_value,
            line_of,
            scaled,
            reading,
            shelf,
        }
    }

    pub(super) fn fact(&self, i: u32) -> Option<&'a Fact> {
        self.reading.facts.get(i as usize)
    }

    pub(super) fn line(&self, fact: u32) -> Option<&'a Series> {
        self.line_of
            .get(&fact)
            .and_then(|l| self.shelf.series.get(*l as usize))
    }

    /// Whether a cell anywhere rounds to the figure: then the text speaks of that one.
    pub(super) fn rounds_to(&self, f: &Figure) -> bool {
        let (value, half) = (f.scaled().abs(), f.scaled_precision() / Decimal::TWO);
        let from = self
            .scaled
            .partition_point(|v| *v < value.saturating_sub(half));
        self.scaled
            .get(from)
            .is_some_and(|v| *v <= value.saturating_add(half))
    }

    pub(super) fn equal(&self, value: Decimal, section: u32) -> impl Iterator<Item = u32> {
        self.by_value
            .get(&value.normalize())
            .into_iter()
            .flatten()
            .copied()
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
                .any(|v| self.by_value.contains_key(&v.normalize()))
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
