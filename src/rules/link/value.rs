//! What a line of a table says of the things that a claim asserts: its values, its change, its direction.

use super::claims::When;
use super::figures::compare;
use crate::claim::{Claim, Direction, Part};
use crate::fact::measure::Name;
use crate::fact::{Fact, Reading, Source};
use crate::figure::interval::{Interval, compare_ratio, compare_sum};
use crate::figure::{Figure, Hedge, Period, Span, Unit};
use crate::finding::Outcome;
use crate::store::{Series, Shelf};
use rust_decimal::Decimal;

/// One thing a claim asserts, held against the cells of a line.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Check<'a> {
    pub outcome: Outcome,
    /// Whether a number was compared (a direction is weaker evidence).
    pub value: bool,
    /// Where the claim says it.
    pub span: Span,
    pub asserted: Asserted,
    pub stated: Option<Decimal>,
    pub computed: Option<Decimal>,
    /// The cells used: the present one first.
    pub cells: Vec<Fact<'a>>,
}

/// What is asserted.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) enum Asserted {
    Value(Figure),
    Change(Figure),
    Course(Direction),
}

impl Check<'_> {
    /// What is asserted, for the message: "216 days", "a change of 12", "a rise".
    pub(super) fn asserted(&self) -> String {
        match self.asserted {
            Asserted::Value(f) => super::figures::shown(&f),
            Asserted::Change(f) => format!("a change of {}", super::figures::shown(&f)),
            Asserted::Course(Direction::Up) => "a rise".into(),
            Asserted::Course(Direction::Down) => "a fall".into(),
            Asserted::Course(Direction::Level) => "no change".into(),
        }
    }

    /// What the cells say: "222 days for 2023/24", the earlier one first.
    pub(super) fn found(&self) -> String {
        let told: Vec<String> = self.cells.iter().rev().map(|f| told(f)).collect();
        told.join(" and ")
    }
}

/// Whether a claim tells anything that a line could be held against.
pub(super) fn tells(claim: &Claim, when: When) -> bool {
    let pair = when.current.is_some() && when.previous.is_some();
    let course = claim.kind == crate::claim::Kind::Change && claim.direction_span.is_some();
    pair && course
        || claim.operands.iter().any(|o| match o.part {
            Part::Current | Part::Stated => o.period.or(when.current).is_some(),
            Part::Previous => o.period.or(when.previous).is_some(),
            Part::Change => pair,
            _ => false,
        })
}

/// A line of a table, with the words that tell its cells apart.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a, 's> {
    pub reading: &'a Reading,
    pub shelf: &'a Shelf,
    pub series: &'a Series,
    /// The words of the claim's sentence.
    pub sentence: &'s Name,
}

/// The checks that a line allows; empty when it has no cell for the periods, or other units.
pub(super) fn check<'a>(
    line: Cells<'a, '_>,
    claim: &Claim,
    when: When,
    foreign: &[usize],
) -> Vec<Check<'a>> {
    let mut out = Vec::new();
    for (i, operand) in claim.operands.iter().enumerate() {
        if foreign.contains(&i) {
            continue;
        }
        let f = &operand.figure;
        match operand.part {
            Part::Current | Part::Stated | Part::Previous => {
                let period = operand.period.or(if operand.part == Part::Previous {
                    when.previous
                } else {
                    when.current
                });
                // "7.4 million shares" is no amount of money, whatever "share" heads in a table.
                let counted =
                    |fact: &Fact<'_>| f.unit == Unit::Number && fact.figure.unit.is_money();
                if let Some(fact) = period.and_then(|p| line.cell(p, f.unit))
                    && !counted(&fact)
                    && let Some(c) = compare(f, fact.figure)
                {
                    out.push(Check {
                        outcome: c.outcome,
                        value: true,
                        span: f.span,
                        asserted: Asserted::Value(*f),
                        stated: Some(c.stated),
                        computed: Some(c.other),
                        cells: vec![fact],
                    });
                }
            }
            Part::Change => {
                let unit = if f.unit == Unit::Percent {
                    None
                } else {
                    Some(f.unit)
                };
                if let Some((now, before)) = line.both(when, unit)
                    && let Some(check) = change(f, now, before)
                {
                    out.push(check);
                }
            }
            _ => {}
        }
    }
    if let (Some(direction), Some(span)) = (claim.direction, claim.direction_span)
        && claim.kind == crate::claim::Kind::Change
        // With both values beside it the direction is tested where it stands.
        && (claim.operand(Part::Current).is_none() || claim.operand(Part::Previous).is_none())
        && let Some((now, before)) = line.both(when, None)
    {
        out.push(course(direction, span, now, before));
    }
    out
}

impl<'a> Cells<'a, '_> {
    /// The cell of a line for a period. Cells that differ in a dimension are told apart by the words of the sentence.
    fn cell(self, period: Period, unit: Unit) -> Option<Fact<'a>> {
        let mut facts = self.series.facts_at(self.reading, period);
        facts.retain(|(_, f)| super::figures::units_meet(f.figure.unit, unit));
        // A length of time stands in a line of bare numbers only when the line's name says that it counts time.
        let bare = |f: &Fact<'_>| f.figure.unit == Unit::Number;
        if unit.is_time() && facts.iter().any(|(_, f)| bare(f)) && !counts_time(self.series) {
            facts.retain(|(_, f)| !bare(f));
        }
        if facts.len() > 1 && facts.iter().any(|(_, f)| own_period(self.reading, f)) {
            facts.retain(|(_, f)| own_period(self.reading, f));
        }
        if facts.len() > 1 {
            let named = |i: u32| {
                let member = self.shelf.member(self.reading, i);
                member.is_some_and(|m| m.words.iter().any(|w| self.sentence.has(w)))
            };
            let kept: Vec<(u32, Fact<'a>)> = facts.iter().copied().filter(|f| named(f.0)).collect();
            if !kept.is_empty() {
                facts = kept;
            }
        }
        if facts.len() > 1 && facts.iter().any(|(_, f)| f.figure.unit == unit) {
            facts.retain(|(_, f)| f.figure.unit == unit);
        }
        match facts.as_slice() {
            [one] => Some(one.1),
            // The same figure printed twice.
            [(_, first), rest @ ..]
                if rest
                    .iter()
                    .all(|(_, f)| f.figure.scaled() == first.figure.scaled()) =>
            {
                Some(*first)
            }
            _ => None,
        }
    }

    fn both(self, when: When, unit: Option<Unit>) -> Option<(Fact<'a>, Fact<'a>)> {
        let (now, before) = (when.current?, when.previous?);
        if now == before {
            return None;
        }
        // Without a unit of its own the change is in the line's.
        let unit = unit.or_else(|| {
            let mut facts = self.reading.facts_of(&self.series.facts);
            facts.next().map(|f| f.figure.unit)
        })?;
        let (a, b) = (self.cell(now, unit)?, self.cell(before, unit)?);
        let own = own_period(self.reading, &a) && own_period(self.reading, &b);
        (own && a.figure.unit == b.figure.unit && a.figure.scale == b.figure.scale)
            .then_some((a, b))
    }
}

/// Whether a line's name says that it counts time.
fn counts_time(series: &Series) -> bool {
    let label = series.label().to_lowercase();
    [
        "day", "week", "month", "year", "hour", "minute", "time", "duration",
    ]
    .iter()
    .any(|w| label.contains(w))
}

/// Whether a cell's own row or column gives its period, rather than the report's title.
pub(super) fn own_period(reading: &Reading, fact: &Fact<'_>) -> bool {
    let Source::Cell {
        table, row, column, ..
    } = fact.source
    else {
        return false;
    };
    reading.tables.get(table as usize).is_some_and(|t| {
        t.columns
            .get(column as usize)
            .is_some_and(|a| a.period.is_some())
            || t.rows.get(row as usize).is_some_and(|a| a.period.is_some())
    })
}

fn change<'a>(stated: &Figure, now: Fact<'a>, before: Fact<'a>) -> Option<Check<'a>> {
    let (a, b) = (now.figure.interval(), before.figure.interval());
    let s = stated.scaled().abs();
    if stated.unit.is_money()
        && (stated.scale == 0) != (now.figure.scale == 0)
        && other_scale(s, &now, &before)
    {
        return None;
    }
    let (outcome, computed) = if stated.unit == Unit::Percent && now.figure.unit != Unit::Percent {
        let computed = (now.figure.scaled() - before.figure.scaled())
            .checked_div(before.figure.scaled())?
            .abs()
            * Decimal::ONE_HUNDRED;
        let range = a.minus(b).over(b)?.scaled(Decimal::ONE_HUNDRED);
        let range = if range.high < Decimal::ZERO {
            range.scaled(Decimal::NEGATIVE_ONE)
        } else {
            range
        };
        (
            Outcome::from(compare_ratio(s, stated.scaled_precision(), computed, range)),
            computed.round_dp(1),
        )
    } else {
        let computed = (now.figure.scaled() - before.figure.scaled()).abs();
        let range = a.minus(b);
        let range = if range.high < Decimal::ZERO {
            range.scaled(Decimal::NEGATIVE_ONE)
        } else {
            range
        };
        // Amounts of a unit of their own are exact only if both ends are whole counts of the same kind.
        let interval = if stated.unit.is_time() && stated.places <= 0 {
            Interval::exact(s)
        } else {
            stated.interval()
        };
        let range = if stated.unit.is_time() {
            Interval::exact(computed)
        } else {
            range
        };
        let (coarse, fine) = (stated.scaled_precision(), now.figure.scaled_precision());
        let comparison = if coarse > fine {
            compare_ratio(s, coarse, computed, range)
        } else {
            let precisions = [coarse, fine, before.figure.scaled_precision()];
            compare_sum(s, interval, computed, range, &precisions)
        };
        (Outcome::from(comparison), computed)
    };
    let outcome = if outcome == Outcome::Differs && stated.hedge != Hedge::None {
        Outcome::NotTested
    } else {
        outcome
    };
    Some(Check {
        outcome,
        value: true,
        span: stated.span,
        asserted: Asserted::Change(*stated),
        stated: Some(s),
        computed: Some(computed),
        cells: vec![now, before],
    })
}

/// Whether an amount of change is thousands of times larger or smaller than the cells: one side leaves its scale out.
fn other_scale(stated: Decimal, now: &Fact<'_>, before: &Fact<'_>) -> bool {
    let computed = (now.figure.scaled() - before.figure.scaled()).abs();
    let far = |a: Decimal, b: Decimal| a > b.saturating_mul(Decimal::from(200));
    far(stated, computed) || far(computed, stated)
}

fn course<'a>(direction: Direction, span: Span, now: Fact<'a>, before: Fact<'a>) -> Check<'a> {
    let (a, b) = (now.figure.scaled(), before.figure.scaled());
    // Costs and falls are printed as negative numbers: which way is up is then the table's secret.
    let secret = a < Decimal::ZERO || b < Decimal::ZERO;
    let went = match a.cmp(&b) {
        std::cmp::Ordering::Greater => Direction::Up,
        std::cmp::Ordering::Less => Direction::Down,
        std::cmp::Ordering::Equal => Direction::Level,
    };
    let outcome = if went == direction {
        Outcome::Agrees
    } else if secret || went == Direction::Level && !now.figure.is_exact() {
        Outcome::NotTested
    } else if direction == Direction::Level
        && now
            .figure
            .rounded_interval()
            .meets(before.figure.rounded_interval())
    {
        Outcome::WithinRounding
    } else {
        Outcome::Differs
    };
    Check {
        outcome,
        value: false,
        span,
        asserted: Asserted::Course(direction),
        stated: None,
        computed: Some(a.saturating_sub(b)),
        cells: vec![now, before],
    }
}

fn told(fact: &Fact<'_>) -> String {
    let shown = super::figures::shown(fact.figure);
    match fact.period {
        Some(p) => format!("{shown} for {}", crate::finding::message::period(p)),
        None => shown,
    }
}
