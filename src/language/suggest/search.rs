//! The search for relations between measures: one is the sum of two others, or one over the other; two are the same;
//! one is what another was a year before.

use super::observe::{Observation, Observations};
use super::{PLACES, holds, written};
use crate::document::file_name;
use crate::fact::{Fact, Reading};
use crate::figure::{Figure, Span, Unit};
use crate::finding::{Location, Role, message};
use crate::language::evaluate;
use crate::language::formula::{Compare, Expression, Formula, Measure, Operator};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A place where a relation holds: the facts of the result and the operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub reading: usize,
    pub facts: Vec<usize>,
}

/// What the result is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Same,
    Carried,
    Sum,
    Ratio,
}

/// A relation and the places where it holds.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    measures: Vec<u32>,
    form: Form,
    pub places: Vec<Place>,
}

/// So many pairs are tried in one section.
const PAIRS: usize = 400_000;

/// The relations of a section's measures that hold wherever they stand together.
pub(super) fn relations(
    readings: &[Reading],
    observations: &Observations,
    section: &[u32],
) -> Vec<Relation> {
    let mut tried = BTreeSet::new();
    let mut left = PAIRS;
    let mut largest = 0;
    for o in section
        .iter()
        .filter_map(|o| observations.all.get(*o as usize))
    {
        largest = largest.max(o.facts.len());
        candidates(readings, observations, o, &mut left, &mut tried);
    }
    let mut twins: BTreeSet<u32> = BTreeSet::new();
    let mut out = Vec::new();
    for (form, measures) in tried {
        // What holds for one of two that are always the same, holds for the other.
        if measures.iter().any(|m| twins.contains(m)) {
            continue;
        }
        let operands = measures.len() as u32;
        // Many combinations are tried: each factor of ten asks for one digit more of evidence.
        let digits = 4 + largest.saturating_pow(operands).to_string().len() as u32;
        let relation = Relation {
            measures,
            form,
            places: Vec::new(),
        };
        if let Some(found) = whole(readings, observations, relation, digits) {
            if form == Form::Same {
                twins.extend(found.measures.iter().max());
            }
            out.push(found);
        }
    }
    out
}

/// The relations that one place suggests.
fn candidates(
    readings: &[Reading],
    observations: &Observations,
    o: &Observation,
    left: &mut usize,
    out: &mut BTreeSet<(Form, Vec<u32>)>,
) {
    let Some(reading) = readings.get(o.reading) else {
        return;
    };
    let figures = |o: &Observation| -> Vec<(Decimal, u32, Figure)> {
        let mut all: Vec<(Decimal, u32, Figure)> = o
            .facts
            .iter()
            .filter_map(|(m, i)| Some((*m, *reading.fact(*i)?.figure)))
            .map(|(m, f)| (f.scaled(), m, f))
            .filter(|(v, ..)| !v.is_zero())
            .collect();
        all.sort_unstable_by_key(|(v, m, _)| (*v, *m));
        all
    };
    let all = figures(o);
    if all.len() * all.len() > *left {
        return;
    }
    *left -= all.len() * all.len();
    // The few measures within a range of values.
    let within = |low: Decimal, high: Decimal| {
        let from = all.partition_point(|(v, ..)| *v < low);
        all[from..]
            .iter()
            .take_while(move |(v, ..)| *v <= high)
            .take(6)
    };
    for w in all.windows(2) {
        if w[0].0 == w[1].0 && significant(&w[0].2) >= 3 && w[0].2.unit == w[1].2.unit {
            out.insert((Form::Same, vec![w[0].1, w[1].1]));
        }
    }
    for (n, (x, b, f)) in all.iter().enumerate() {
        for (y, c, g) in &all[n + 1..] {
            let (sum, wide) = (
                x.saturating_add(*y),
                f.scaled_precision() + g.scaled_precision(),
            );
            for (_, a, _) in within(sum.saturating_sub(wide), sum.saturating_add(wide)) {
                if a != b && a != c {
                    out.insert((Form::Sum, vec![*a, *b.min(c), *b.max(c)]));
                }
            }
        }
        let percent = f.unit == Unit::Percent;
        if percent || f.places > 0 && x.abs() < Decimal::ONE_THOUSAND {
            let part = if percent {
                Decimal::ONE_HUNDRED
            } else {
                Decimal::ONE
            };
            for (y, c, _) in &all {
                let target = x.saturating_mul(*y) / part;
                let wide = (f.scaled_precision().saturating_mul(*y) / part).abs();
                for (_, a, _) in within(target.saturating_sub(wide), target.saturating_add(wide)) {
                    if a != b && a != c && b != c {
                        out.insert((Form::Ratio, vec![*b, *a, *c]));
                    }
                }
            }
        }
    }
    let before = o.year_before.and_then(|p| observations.all.get(p as usize));
    for (y, c, g) in before.map(figures).unwrap_or_default() {
        for (_, a, f) in within(y, y) {
            if *a != c && significant(&g) >= 3 && f.unit == g.unit {
                out.insert((Form::Carried, vec![*a, c]));
            }
        }
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
    let carried = relation.form == Form::Carried;
    for (reading, facts) in observations.together(&relation.measures, carried) {
        let figures: Vec<&Figure> = facts
            .iter()
            .filter_map(|f| Some(readings.get(reading)?.fact(*f)?.figure))
            .collect();
        let figure = |m: &Measure| figures.get(m.span.start as usize).copied();
        let result = evaluate::evaluate(&formula, None, figure).ok()?;
        if !holds(result.comparison) {
            return None;
        }
        let values: Vec<Decimal> = figures.iter().map(|f| f.scaled()).collect();
        rounded += usize::from(values[0] != result.computed && relation.form != Form::Ratio);
        let nought = values.iter().any(Decimal::is_zero);
        // One over itself, over one: nothing is learned from them.
        let trivial = relation.form == Form::Ratio
            && (values[1] == values[2] || values[2].abs() == Decimal::ONE);
        if !nought && !trivial {
            full += 1;
            if told.insert(values) {
                reports.insert(reading);
                let parts = if relation.form == Form::Sum { 1.. } else { 0.. };
                evidence += figures[parts]
                    .iter()
                    .map(|f| significant(f))
                    .min()
                    .unwrap_or(0);
            }
        }
        places.push(Place { reading, facts });
    }
    let enough = told.len() >= PLACES || told.len() >= 2 && reports.len() >= 2;
    (enough && evidence >= digits && 2 * full > places.len() && 3 * rounded <= places.len())
        .then_some(Relation { places, ..relation })
}

/// Digits printed, leading zeros aside.
fn significant(figure: &Figure) -> u32 {
    let digits = figure.value.normalize().mantissa().unsigned_abs();
    digits.to_string().len() as u32
}

impl Relation {
    /// The formula, its measures numbered by their spans.
    fn formula(&self) -> Formula {
        let measure = |i: usize, last_year: bool| {
            Expression::Measure(Measure {
                name: i.to_string(),
                last_year,
                span: Span::new(i, i),
            })
        };
        let binary = |operator| {
            let (b, c) = (measure(1, false), measure(2, false));
            Expression::Binary(Box::new(b), operator, Box::new(c))
        };
        Formula {
            left: measure(0, false),
            compare: Compare::Equal,
            right: match self.form {
                Form::Same => measure(1, false),
                Form::Carried => measure(1, true),
                Form::Sum => binary(Operator::Plus),
                Form::Ratio => binary(Operator::Over),
            },
        }
    }

    /// The operands in the order in which the line names them, and its sign. A sum whose parts stand around it reads
    /// better as the difference that its last line is.
    fn order(&self) -> (Vec<usize>, &'static str) {
        match (self.form, self.measures.as_slice()) {
            (Form::Same, [a, b]) if a < b => (vec![1, 0], ""),
            (Form::Same | Form::Carried, _) => (vec![0, 1], ""),
            (Form::Ratio, _) => (vec![0, 1, 2], "/"),
            (Form::Sum, [a, b, c]) if a > b && a < c => (vec![2, 0, 1], "-"),
            (Form::Sum, _) => (vec![0, 1, 2], "+"),
        }
    }

    /// An equation of what `name` gives for each operand.
    fn equation(&self, name: impl Fn(usize) -> Option<String>) -> Option<String> {
        let (order, sign) = self.order();
        let names: Vec<String> = order.into_iter().map(name).collect::<Option<_>>()?;
        match names.as_slice() {
            [a, b] => Some(format!("{a} = {b}")),
            [a, b, c] => Some(format!("{a} = {b} {sign} {c}")),
            _ => None,
        }
    }

    /// The relation as a line of a rule file; none when a name cannot be written there.
    pub(super) fn line(&self, observations: &Observations) -> Option<String> {
        let line = self.equation(|i| {
            let m = *self.measures.get(i)?;
            written(observations.names.get(m as usize)?)
        })?;
        Some(match self.form {
            Form::Carried => format!("{line} last year"),
            _ => line,
        })
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
            "held in all {} places, in {} {noun}",
            self.places.len(),
            documents.len()
        )];
        for place in self.places.iter().take(3) {
            let Some(reading) = readings.get(place.reading) else {
                continue;
            };
            let fact = |i: usize| reading.fact(*place.facts.get(i)?);
            let figures = self.equation(|i| fact(i).map(|f| printed(&f)));
            if let (Some(first), Some(figures)) = (fact(0), figures) {
                out.push(format!("  {}: {figures}", at(reading, &first)));
            }
        }
        out
    }
}

fn printed(fact: &Fact<'_>) -> String {
    let number = message::number(fact.figure.value);
    if fact.figure.unit == Unit::Percent {
        format!("{number}%")
    } else {
        number
    }
}

/// The report, the place in it, and the period.
fn at(reading: &Reading, fact: &Fact<'_>) -> String {
    let name = file_name(&reading.path);
    let place = Location::fact(reading, Role::Primary, fact.source).place;
    let place = place.words(reading.format);
    match fact.period {
        Some(p) => format!("{name}, {place}, {}", message::period(p)),
        None => format!("{name}, {place}"),
    }
}
