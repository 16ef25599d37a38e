//! Figures of the text that nearly stand in a table: the same digits but for one, or two of them swapped.
//!
//! Near numbers meet by chance, so a finding needs more: the sentence names the line and its period, or holds another
//! figure of the same line. A figure that stands in the table as printed agrees.

use super::cells::{Cells, key, neighbours};
use super::figures::{shown, slip};
use crate::claim::Part;
use crate::fact::measure::{Name, words};
use crate::fact::{Fact, Reading};
use crate::figure::{Figure, Form, Period, PeriodRef, Span};
use crate::finding::{Level, Location, Outcome, Role, Test, message};
use crate::store::{Sentences, Series, Shelf, same_span};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What a near number needs to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bar {
    /// The sentence names the line or holds another figure of it.
    NameOrMate,
    /// Both.
    NameAndMate,
    /// It is only looked for as printed.
    NoFinding,
}

/// A sentence as evidence: its words, the periods it names, and its other figures.
struct Around<'a> {
    sentences: &'a Sentences,
    number: u32,
    text: &'a str,
    periods: Vec<Period>,
    values: Vec<Decimal>,
}

/// The tests of all prose figures with three digits or more that no test of `made` has used.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    shelf: &Shelf,
    sentences: &Sentences,
    made: &[Test],
) -> Vec<Test> {
    if shelf.series.is_empty() {
        return Vec::new();
    }
    let used: BTreeSet<(u32, u32)> = made
        .iter()
        .filter(|t| t.outcome != Outcome::NotTested)
        .flat_map(|t| {
            t.locations
                .iter()
                .filter_map(|l| l.prose)
                .map(|(b, s)| (b, s.start))
        })
        .collect();
    // What a claim knows to be a change, a target or a base is not the value of a line.
    let other: BTreeSet<(u32, u32)> = reading
        .claims
        .iter()
        .flat_map(|c| {
            c.operands
                .iter()
                .filter(|o| !matches!(o.part, Part::Current | Part::Previous | Part::Stated))
                .map(|o| (c.block, o.figure.span.start))
        })
        .collect();
    let cells = Cells::of(reading, shelf);
    let mut all: Vec<u128> = reading.prose.iter().map(|(_, f)| key(f.value)).collect();
    all.sort_unstable();
    let mut out = Vec::new();
    for of_block in reading.prose.chunk_by(|a, b| a.0 == b.0) {
        let block = of_block[0].0;
        if let Some(text) = reading.blocks.get(block as usize).map(|b| b.text.as_str()) {
            for (number, span) in sentences.of_block(block) {
                let inside: Vec<&Figure> = reading.figures_in(block, span).collect();
                if !inside.iter().any(|f| digits(f) >= 2) {
                    continue;
                }
                // A line of figures with hardly a word is a row that was not read as one.
                let row = inside.len() >= 3
                    && words(span.of(text))
                        .filter(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic()))
                        .count()
                        < 4 * inside.len();
                let of = |f: &&&Figure| usable(f) && !used.contains(&(block, f.span.start));
                if !row && inside.iter().any(|f| of(&f)) {
                    let sentence = (sentences, number, span.of(text));
                    let around = around(reading, sentence, span, block, &inside);
                    for f in inside.iter().filter(of) {
                        // In long lists some number is near some cell, and every line's name is in one of several.
                        let alike = inside.iter().filter(|o| o.unit == f.unit).count();
                        let change = other.contains(&(block, f.span.start));
                        let key = key(f.value);
                        let first = all.partition_point(|k| *k < key);
                        let repeated = all.get(first + 1) == Some(&key);
                        let bar = if inside.len() > 8 || change || repeated {
                            Bar::NoFinding
                        } else if alike >= 4 {
                            Bar::NameAndMate
                        } else {
                            Bar::NameOrMate
                        };
                        out.extend(one(rule, &cells, block, f, &around, bar));
                    }
                }
            }
        }
    }
    out
}

fn usable(f: &Figure) -> bool {
    f.form == Form::Digits && digits(f) >= 2 && f.hedge == crate::figure::Hedge::None
}

/// Printed digits, leading zeros aside.
fn digits(f: &Figure) -> usize {
    f.value
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |n| n as usize + 1)
}

fn around<'a>(
    reading: &Reading,
    (sentences, number, text): (&'a Sentences, u32, &'a str),
    span: Span,
    block: u32,
    inside: &[&Figure],
) -> Around<'a> {
    let report = reading
        .sections
        .get(reading.section_of(block) as usize)
        .and_then(|s| s.period);
    Around {
        sentences,
        number,
        text,
        periods: reading
            .periods_in(block, span)
            .filter_map(|(_, p)| match p {
                PeriodRef::Fixed(p) => Some(p),
                other => other.resolve(report),
            })
            .collect(),
        values: inside.iter().map(|f| f.value.abs().normalize()).collect(),
    }
}

impl Around<'_> {
    /// The words of the sentence.
    fn words(&self) -> &Name {
        self.sentences.name(self.number, self.text)
    }
}

fn one(
    rule: &'static str,
    cells: &Cells<'_>,
    block: u32,
    f: &Figure,
    around: &Around<'_>,
    bar: Bar,
) -> Option<Test> {
    let section = cells.reading.section_of(block);
    let value = f.value.abs().normalize();
    let equal: Vec<u32> = cells.equal(value, section).collect();
    let make = |outcome, level, message: String, cell: u32| {
        let fact = cells.fact(cell)?;
        Some(Test {
            rule,
            outcome,
            level,
            message,
            stated: Some(value),
            computed: Some(fact.figure.value.abs().normalize()),
            cause: if outcome == Outcome::Differs {
                slip(value, fact.figure.value)
            } else {
                None
            },
            sum: Vec::new(),
            locations: vec![
                Location::prose(cells.reading, Role::Primary, block, f.span),
                Location::fact(cells.reading, Role::Evidence, fact.source),
            ],
        })
    };
    if !equal.is_empty() {
        // Equal and named: the text tells what the cell says.
        let named = equal.iter().copied().find(|i| {
            cells
                .fact(*i)
                .is_some_and(|c| super::figures::units_meet(f.unit, c.figure.unit))
                && cells
                    .line(*i)
                    .is_some_and(|l| l.name().shared(around.words()).next().is_some())
                && fits(cells.fact(*i), around)
        })?;
        let line = cells.line(named)?;
        return make(
            Outcome::Agrees,
            Level::Warning,
            format!("{}: \"{}\" has it", shown(f), line.label()),
            named,
        );
    }
    if bar == Bar::NoFinding || digits(f) < 3 || cells.anywhere(value) || cells.rounds_to(f) {
        return None;
    }
    // One candidate only, with its evidence.
    let mut found: Vec<(u32, bool, bool)> = Vec::new();
    for near in neighbours(value) {
        for i in cells.equal(near, section) {
            let (Some(fact), Some(line)) = (cells.fact(i), cells.line(i)) else {
                continue;
            };
            if !super::figures::units_meet(f.unit, fact.figure.unit)
                || cells.computable(line, value)
                || line.label().bytes().any(|b| b.is_ascii_digit())
                || !member_named(cells, line, &fact, around)
            {
                continue;
            }
            let mate = around.values.iter().any(|v| {
                *v != value
                    && v.mantissa() >= 100
                    && line.facts.iter().any(|k| {
                        *k != i
                            && cells
                                .fact(*k)
                                .is_some_and(|o| o.figure.value.abs().normalize() == *v)
                    })
            });
            let length = line.name().words.len().max(1);
            let said = line.name().shared(around.words()).count();
            let named = said * 10 >= length * 6 && !line.name().words.is_empty();
            let dated = fits(Some(fact), around) && (digits(f) >= 4 || !around.periods.is_empty());
            // Three digits meet by chance one time in thirty.
            let enough = mate && named
                || bar == Bar::NameOrMate && digits(f) >= 4 && (mate || named && length >= 2);
            if dated && enough {
                found.push((i, mate, named));
            }
        }
    }
    found.sort_unstable_by_key(|(_, mate, named)| std::cmp::Reverse((*mate, *named)));
    let (best, mate, named) = *found.first()?;
    let as_good = found
        .iter()
        .filter(|(i, m, n)| {
            (*m, *n) == (mate, named)
                && cells.fact(*i).map(|f| f.figure.value)
                    != cells.fact(best).map(|f| f.figure.value)
        })
        .count();
    let (fact, line) = (cells.fact(best)?, cells.line(best)?);
    let value_there = fact.figure.value.abs().normalize();
    if as_good > 0 || !mate && cells.is_one_of_several(line, value_there) {
        return None;
    }
    let when = fact
        .period
        .map(|p| format!(" for {}", message::period(p)))
        .unwrap_or_default();
    make(
        Outcome::Differs,
        if mate && named {
            Level::Error
        } else {
            Level::Warning
        },
        format!(
            "states {}, but the table's line \"{}\" has {}{when}",
            shown(f),
            line.label(),
            message::number(fact.figure.value)
        ),
        best,
    )
}

/// Whether the sentence names the column of a cell among several of one period: "Actual", "North".
fn member_named(cells: &Cells<'_>, line: &Series, fact: &Fact<'_>, around: &Around<'_>) -> bool {
    let beside = line
        .facts
        .iter()
        .filter_map(|i| cells.fact(*i))
        .filter(|f| f.period == fact.period && f.figure.unit == fact.figure.unit)
        .count();
    beside <= 1
        || fact
            .dimensions
            .last()
            .is_some_and(|(_, m)| Name::of(m).shared(around.words()).next().is_some())
}

/// Whether a cell's period is one that the sentence names; a sentence without periods fits all.
fn fits(fact: Option<Fact<'_>>, around: &Around<'_>) -> bool {
    let Some(fact) = fact else { return false };
    around.periods.is_empty()
        || fact.period.is_none_or(|q| {
            around
                .periods
                .iter()
                .any(|p| same_span(*p, q) || p.same_year(q))
        })
}
