//! The numbers of one test as its cells have them: what was stated, what was computed and by which formula.

use super::cells;
use super::format::{Style, View, fraction, is_share, number_format, value};
use super::ledger::{DIFFERENCE, FIGURE, RECALCULATED};
use super::sheet::Sheet;
use super::working::{self, Operand};
use crate::fact::Reading;
use crate::figure::{Figure, Reading as CellReading, Unit};
use crate::finding::{Location, Role, Test};
use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::XlsxError;

/// What stands in a test's cells for numbers.
pub(super) struct Sums {
    pub(super) view: View,
    /// The figure of each location.
    pub(super) figures: Vec<Option<Figure>>,
    /// What was stated; with the row of the figure that says it.
    stated: Option<(Decimal, Option<u32>)>,
    computed: Option<Decimal>,
    working: Option<working::Working>,
    format: String,
}

impl Sums {
    pub(super) fn of(test: &Test, readings: &[Reading], head: u32) -> Sums {
        let figures: Vec<Option<Figure>> = test
            .locations
            .iter()
            .map(|at| {
                cells::figure(readings, at).or_else(|| share_beside_its_parts(test, readings, at))
            })
            .collect();
        let views = [View::Printed, View::Full]
            .map(|view| Sums::in_view(test, readings, head, &figures, view));
        let [printed, full] = views;
        let complete =
            |s: &Sums| s.working.is_some() && s.stated.is_none_or(|(_, row)| row.is_some());
        let said = |s: &Sums| s.stated.is_some_and(|(_, row)| row.is_some());
        if complete(&full) && !complete(&printed) || (said(&full) && !said(&printed)) {
            return full;
        }
        printed
    }

    fn in_view(
        test: &Test,
        readings: &[Reading],
        head: u32,
        figures: &[Option<Figure>],
        view: View,
    ) -> Sums {
        let row = |i: usize| head + 1 + i as u32;
        let first = figures.first().copied().flatten();
        let unit = unit_of(first, figures);
        // The figure that says what is stated is mostly the first; a phrase such as "rose" has another one say it.
        let by = test.stated.and_then(|stated| {
            let says = |f: &Figure| match view {
                View::Printed => f.value == stated,
                View::Full => f.scaled() == stated,
            };
            figures.iter().position(|f| f.as_ref().is_some_and(says))
        });
        let stated = test.stated.map(|stated| {
            let own = by.and_then(|i| figures.get(i).copied().flatten());
            let unit = own.map_or(unit, |f| f.unit);
            (fraction(stated, unit), by.map(row))
        });
        let computed = test.computed.map(|c| fraction(c, unit));
        let taken_off = taken_off(test);
        let parts = |without: Option<usize>| -> Option<Vec<Operand>> {
            let all = test.locations.iter().zip(figures).enumerate();
            all.filter(|(i, (_, f))| Some(*i) != without && (*i > 0 || f.is_some()))
                .map(|(i, (at, figure))| {
                    let value = match figure {
                        Some(figure) => value(figure, view),
                        None if cells::empty(readings, at) => Decimal::ZERO,
                        None => return None,
                    };
                    Some(Operand {
                        value,
                        off: taken_off.contains(&i),
                        row: row(i),
                    })
                })
                .collect()
        };
        let column = cells::letter(FIGURE);
        let working = computed.and_then(|computed| {
            let over = |without| working::find(&parts(without)?, computed, column);
            over(by).or_else(|| if by == Some(0) { None } else { over(None) })
        });
        let shape = first.or_else(|| figures.iter().copied().flatten().next());
        let format = shape.map_or_else(
            || "General".to_string(),
            |f| {
                let printed = test.locations.first().map_or("", |l| l.text.as_str());
                let finer = computed.is_some_and(|c| {
                    let more = if is_share(f.unit) { 2 } else { 0 };
                    c.normalize().scale() as i32 > i32::from(f.places) + more
                });
                number_format(&f, printed, view, if finer { 2 } else { 0 })
            },
        );
        Sums {
            view,
            figures: figures.to_vec(),
            stated,
            computed,
            working,
            format,
        }
    }

    pub(super) fn write(&self, sheet: &mut Sheet<'_>, head: u32) -> Result<(), XlsxError> {
        let style = Style {
            number: self.format.clone(),
            bold: true,
            ..Style::default()
        };
        match self.stated {
            Some((value, Some(row))) => {
                let formula = format!("={}", cells::name(FIGURE, row));
                sheet.formula(FIGURE, &formula, value, &style)?;
            }
            Some((value, None)) => sheet.number(FIGURE, value, &style)?,
            None => {}
        }
        let result = self.working.as_ref().map(|w| w.result).or(self.computed);
        match (&self.working, self.computed) {
            (Some(working), _) => {
                sheet.formula(RECALCULATED, &working.formula, working.result, &style)?
            }
            (None, Some(computed)) => sheet.number(RECALCULATED, computed.round_dp(10), &style)?,
            (None, None) => {}
        }
        if let (Some((stated, _)), Some(result)) = (self.stated, result) {
            let (f, r) = (cells::name(FIGURE, head), cells::name(RECALCULATED, head));
            // Doubles of decimals leave crumbs; those of whole numbers do not.
            let whole = stated.fract().is_zero() && result.fract().is_zero();
            let formula = if whole {
                format!("={f}-{r}")
            } else {
                format!("=ROUND({f}-{r},8)")
            };
            let difference = rounded(stated.checked_sub(result).unwrap_or_default());
            sheet.formula(DIFFERENCE, &formula, difference, &style)?;
        }
        Ok(())
    }

    /// The number format of what was stated.
    pub(super) fn format(&self) -> &str {
        &self.format
    }

    /// What was stated and what was computed, as the sheet has them.
    pub(super) fn both(&self) -> (Option<Decimal>, Option<Decimal>) {
        let computed = self.working.as_ref().map(|w| w.result).or(self.computed);
        (self.stated.map(|s| s.0), computed)
    }
}

/// A difference as the sheet's ROUND gives it, halves away from zero.
pub(super) fn rounded(difference: Decimal) -> Decimal {
    difference.round_dp_with_strategy(8, RoundingStrategy::MidpointAwayFromZero)
}

/// The unit of what was stated: of the figure that states it, or of what it was computed from.
fn unit_of(first: Option<Figure>, figures: &[Option<Figure>]) -> Unit {
    first
        .or_else(|| figures.iter().copied().flatten().next())
        .map_or(Unit::Number, |f| f.unit)
}

/// The share of a cell that holds it beside its count and its whole.
fn share_beside_its_parts(test: &Test, readings: &[Reading], at: &Location) -> Option<Figure> {
    let (table, row, column) = at.cell.filter(|_| at.role == Role::Primary)?;
    let table = readings
        .get(at.document as usize)?
        .tables
        .get(table as usize)?;
    match &table.cell(row as usize, column as usize)?.reading {
        CellReading::Several(figures) => {
            let mut those = figures.iter().filter(|f| Some(f.value) == test.stated);
            those.next().copied().filter(|_| those.next().is_none())
        }
        _ => None,
    }
}

/// The locations that the sum takes off; its lines stand in the order of the evidence.
fn taken_off(test: &Test) -> Vec<usize> {
    let off = |i: usize| test.sum.get(i).is_some_and(|l| l.remark == "taken off");
    (1..test.locations.len()).filter(|i| off(i - 1)).collect()
}
