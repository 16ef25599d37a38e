//! The search for relations between three measures of a table: one is the sum of the others, or one over the other.

use super::observe::{Observations, OfTable};
use super::{PLACES, holds, written};
use crate::fact::{Fact, Reading};
use crate::figure::Span;
use crate::figure::{Figure, Unit};
use crate::finding::message;
use crate::language::evaluate;
use crate::language::formula::{Compare, Expression, Formula, Measure, Operator};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A place where a relation holds: the facts of the result and the two operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub reading: usize,
    pub facts: [usize; 3],
}

/// A relation and the places where it holds.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    measures: [u32; 3],
    operator: Operator,
    pub places: Vec<Place>,
}

/// The relations of a table's measures that hold wherever they stand together.
pub(super) fn relations(
    readings: &[Reading],
    observations: &Observations,
    table: &OfTable,
) -> Vec<Relation> {
    // Many triples are tried: each factor of ten asks for one digit more of evidence.
    let tried = table.measures.len().pow(3).to_string().len() as u32;
    let mut out = Vec::new();
    for &a in &table.measures {
        for (n, &b) in table.measures.iter().enumerate() {
            for (k, &c) in table.measures.iter().enumerate() {
                if a == b || a == c || b == c {
                    continue;
                }
                for operator in [Operator::Plus, Operator::Over] {
                    // The order of addends says nothing.
                    if operator == Operator::Plus && k < n {
                        continue;
                    }
                    let measures = [a, b, c];
                    if first_holds(readings, observations, table, measures, operator) {
                        out.extend(whole(
                            readings,
                            observations,
                            Relation {
                                measures,
                                operator,
                                places: Vec::new(),
                            },
                            4 + tried,
                        ));
                    }
                }
            }
        }
    }
    out
}

/// A quick look at the first place of the table where the three stand together.
fn first_holds(
    readings: &[Reading],
    observations: &Observations,
    table: &OfTable,
    measures: [u32; 3],
    operator: Operator,
) -> bool {
    let first = table.observations.iter().find_map(|o| {
        let o = observations.all.get(*o as usize)?;
        let [a, b, c] = measures.map(|m| o.facts.get(&m).copied());
        let facts = &readings.get(o.reading)?.facts;
        Some((
            &facts.get(a?)?.figure,
            &facts.get(b?)?.figure,
            &facts.get(c?)?.figure,
        ))
    });
    let Some((a, b, c)) = first else { return false };
    let wide = a.precision() + b.precision() + c.precision();
    match operator {
        Operator::Over => {
            let Some(q) = b.scaled().checked_div(c.scaled()) else {
                return false;
            };
            let hundred = q.saturating_mul(Decimal::ONE_HUNDRED);
            let near = |v: Decimal| (v - a.scaled()).abs() <= a.scaled_precision();
            near(q) || near(hundred)
        }
        _ => (b.value.saturating_add(c.value) - a.value).abs() <= wide,
    }
}

/// The relation with all its places, where it is worth proposing.
fn whole(
    readings: &[Reading],
    observations: &Observations,
    relation: Relation,
    digits: u32,
) -> Option<Relation> {
    let formula = relation.formula();
    let mut places = Vec::new();
    let mut told = BTreeSet::new();
    let (mut evidence, mut full, mut rounded) = (0, 0, 0);
    let mut reports = BTreeSet::new();
    for (reading, facts) in observations.together(&relation.measures) {
        let of = |i: usize| readings.get(reading).and_then(|r| r.facts.get(facts[i]));
        let (a, b, c) = (of(0)?, of(1)?, of(2)?);
        let figure = |m: &Measure| -> Option<&Figure> {
            Some(match m.name.as_str() {
                "a" => &a.figure,
                "b" => &b.figure,
                _ => &c.figure,
            })
        };
        let result = evaluate::evaluate(&formula, None, figure).ok()?;
        if !holds(result.comparison) {
            return None;
        }
        let values = [a, b, c].map(|f| f.figure.scaled());
        rounded += usize::from(values[0] != result.computed && relation.operator == Operator::Plus);
        let nought = values.iter().any(Decimal::is_zero);
        // One over itself, over one: nothing is learned from them.
        let trivial = relation.operator == Operator::Over
            && (values[1] == values[2] || values[2].abs() == Decimal::ONE);
        if !nought && !trivial {
            full += 1;
            if told.insert(values) {
                reports.insert(reading);
                evidence += match relation.operator {
                    Operator::Over => significant(&a.figure),
                    _ => significant(&b.figure).min(significant(&c.figure)),
                };
            }
        }
        places.push(Place { reading, facts });
    }
    let enough = told.len() >= PLACES || reports.len() >= 2;
    (enough && evidence >= digits && 2 * full > places.len() && 3 * rounded <= places.len())
        .then_some(Relation { places, ..relation })
}

/// Digits printed, leading zeros aside.
fn significant(figure: &Figure) -> u32 {
    figure
        .value
        .normalize()
        .mantissa()
        .unsigned_abs()
        .to_string()
        .len() as u32
}

impl Relation {
    fn formula(&self) -> Formula {
        let measure = |name: &str| {
            Expression::Measure(Measure {
                name: name.to_string(),
                last_year: false,
                span: Span::new(0, 0),
            })
        };
        Formula {
            left: measure("a"),
            compare: Compare::Equal,
            right: Expression::Binary(
                Box::new(measure("b")),
                self.operator,
                Box::new(measure("c")),
            ),
        }
    }

    /// The measures in the order in which the line names them, and its sign. A sum whose parts stand around it reads
    /// better as the difference that its last line is.
    fn order(&self) -> ([usize; 3], &'static str) {
        let [a, b, c] = self.measures;
        match self.operator {
            Operator::Over => ([0, 1, 2], "/"),
            _ if a > b && a < c => ([2, 0, 1], "-"),
            _ if a > c && a < b => ([1, 0, 2], "-"),
            _ => ([0, 1, 2], "+"),
        }
    }

    /// The relation as a line of a rule file; none when a name cannot be written there.
    pub(super) fn line(&self, observations: &Observations) -> Option<String> {
        let name = |i: usize| written(observations.names.get(self.measures[i] as usize)?);
        let ([a, b, c], sign) = self.order();
        Some(format!("{} = {} {sign} {}", name(a)?, name(b)?, name(c)?))
    }

    /// Where it holds, in words: how often, and the first places with their figures.
    pub(super) fn evidence(&self, readings: &[Reading]) -> Vec<String> {
        let documents: BTreeSet<usize> = self.places.iter().map(|p| p.reading).collect();
        let noun = if documents.len() == 1 {
            "report"
        } else {
            "reports"
        };
        let mut out = vec![format!(
            "holds in {} of {} places, in {} {noun}",
            self.places.len(),
            self.places.len(),
            documents.len()
        )];
        for place in self.places.iter().take(3) {
            let Some(reading) = readings.get(place.reading) else {
                continue;
            };
            let (order, sign) = self.order();
            let facts = order.map(|i| reading.facts.get(place.facts[i]));
            if let [Some(a), Some(b), Some(c)] = facts {
                out.push(format!(
                    "  {}: {} = {} {sign} {}",
                    at(reading, a),
                    printed(a),
                    printed(b),
                    printed(c)
                ));
            }
        }
        out
    }
}

fn printed(fact: &Fact) -> String {
    let number = message::number(fact.figure.value);
    if fact.figure.unit == Unit::Percent {
        format!("{number}%")
    } else {
        number
    }
}

/// The report, the place in it, and the period.
fn at(reading: &Reading, fact: &Fact) -> String {
    let name = reading
        .path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(&reading.path);
    let place =
        crate::finding::Location::fact(reading, crate::finding::Role::Primary, fact.source).place;
    let place = if place.page > 0 {
        format!("page {}", place.page)
    } else {
        format!("line {}", place.line)
    };
    match fact.period {
        Some(p) => format!("{name}, {place}, {}", message::period(p)),
        None => format!("{name}, {place}"),
    }
}
