//! Names in rules to measures in reports: exact wording first, then synonyms, then the same words in another form.

use super::diagnostic::{Diagnostic, Weight, did_you_mean};
use super::formula::Measure;
use super::names::{Measures, plain};
use super::{Identity, Settings};
use crate::claim::Part;
use crate::fact::{Fact, Member, Reading, Source};
use crate::figure::{Form, Hedge, Period};
use std::collections::{BTreeMap, HashSet};

/// Where operands must come from together: section, period and members.
type Place<'r> = (u32, Option<Period>, &'r [Member]);

/// The facts of a reading that rules may use, by place and measure.
#[derive(Debug, Default)]
pub struct Bound<'r> {
    places: BTreeMap<Place<'r>, BTreeMap<usize, Vec<(bool, usize)>>>,
}

/// One measure of a formula, bound or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// The fact's index in its reading.
    Fact(usize),
    /// No report names it here.
    Missing,
    /// Several values compete; the indices of two of them.
    Ambiguous(usize, usize),
}

impl<'r> Bound<'r> {
    /// Sorts a reading's facts.
    pub fn of(reading: &'r Reading, measures: &Measures) -> Bound<'r> {
        let mut bound = Bound::default();
        for (i, fact) in reading
            .facts()
            .enumerate()
            .filter(|(_, f)| usable(reading, f))
        {
            let (found, exact) = measures.find(fact.measure);
            for measure in found {
                let place = (fact.section, fact.period, fact.dimensions);
                bound
                    .places
                    .entry(place)
                    .or_default()
                    .entry(*measure)
                    .or_default()
                    .push((exact, i));
            }
        }
        bound
    }

    /// Every combination of facts that a rule applies to, in the order of the reading: the operands of one report, one
    /// period and one member. Combinations that lack more than half of the operands are left out.
    pub fn combinations(
        &self,
        reading: &Reading,
        measures: &Measures,
        identity: &Identity,
    ) -> Vec<Vec<(Measure, Operand)>> {
        let wanted = identity.formula.measures();
        let mut out = Vec::new();
        for (place, here) in &self.places {
            let homes: HashSet<Option<u32>> = here
                .values()
                .flatten()
                .map(|(_, i)| table_of(reading, *i))
                .collect();
            let mut homes: Vec<Option<u32>> = homes.into_iter().collect();
            homes.sort_unstable();
            let mut tries: Vec<Vec<(Measure, Operand)>> = homes
                .iter()
                .map(|home| self.bind(reading, measures, &wanted, place, Some(*home)))
                .collect();
            let complete =
                |t: &Vec<(Measure, Operand)>| t.iter().all(|(_, o)| matches!(o, Operand::Fact(_)));
            if tries.iter().any(complete) {
                tries.retain(complete);
            } else if place.1.is_some() {
                tries = vec![self.bind(reading, measures, &wanted, place, None)];
            }
            tries
                .retain(|t| 2 * t.iter().filter(|(_, o)| *o != Operand::Missing).count() > t.len());
            out.extend(tries);
        }
        out
    }

    fn bind(
        &self,
        reading: &Reading,
        measures: &Measures,
        wanted: &[Measure],
        place: &Place<'r>,
        home: Option<Option<u32>>,
    ) -> Vec<(Measure, Operand)> {
        let operand = |measure: &Measure| {
            let period = if measure.last_year {
                place.1.and_then(a_year_before)
            } else {
                place.1
            };
            if measure.last_year && period.is_none() {
                return Operand::Missing;
            }
            let facts = measures
                .index(measure)
                .and_then(|m| self.places.get(&(place.0, period, place.2))?.get(&m));
            let Some(facts) = facts else {
                return Operand::Missing;
            };
            let at_home = |i: &usize| home.is_none_or(|h| table_of(reading, *i) == h);
            let exact = facts.iter().any(|(exact, i)| *exact && at_home(i));
            let mut candidates = facts
                .iter()
                .filter(|(e, i)| (*e || !exact) && at_home(i))
                .map(|(_, i)| *i);
            let Some(first) = candidates.next() else {
                return Operand::Missing;
            };
            let value = |i: usize| reading.fact(i).map(|f| f.figure.scaled());
            candidates
                .find(|i| value(*i) != value(first))
                .map_or(Operand::Fact(first), |other| {
                    Operand::Ambiguous(first, other)
                })
        };
        wanted.iter().map(|m| (m.clone(), operand(m))).collect()
    }
}

/// The table of a fact's figure; none for prose.
fn table_of(reading: &Reading, fact: usize) -> Option<u32> {
    match reading.fact(fact)?.source {
        Source::Cell { table, .. } => Some(table),
        Source::Claim { .. } => None,
    }
}

/// Figures that state the value of a measure plainly: no hedges, no changes, no targets, no second figures of a cell.
fn usable(reading: &Reading, fact: &Fact<'_>) -> bool {
    let figure = fact.figure;
    if figure.hedge != Hedge::None || figure.form == Form::Ordinal {
        return false;
    }
    match fact.source {
        Source::Cell { nth, .. } => nth == 0,
        Source::Claim { claim, operand } => {
            let operand = reading
                .claims
                .get(claim as usize)
                .and_then(|c| c.operands.get(operand as usize));
            operand.is_some_and(|o| match o.part {
                Part::Current | Part::Previous | Part::Stated | Part::Whole => {
                    fact.period.is_some()
                }
                Part::Change
                | Part::Share
                | Part::Count
                | Part::Base
                | Part::Member
                | Part::Target => false,
            })
        }
    }
}

/// The same period one year earlier.
pub(super) fn a_year_before(period: Period) -> Option<Period> {
    let back = |d: jiff::civil::Date| d.checked_sub(jiff::Span::new().years(1)).ok();
    let (start, end) = (back(period.start)?, back(period.end)?);
    // A month that ends in a leap day ends on the last day a year before, too.
    let last = period.end.last_of_month() == period.end;
    Some(Period {
        start,
        end: if last { end.last_of_month() } else { end },
        shape: period.shape,
    })
}

/// What the rules of a folder did not find: measures that no report names although others of their rule are there,
/// with the name that may be meant; and how many rules found nothing at all.
pub fn unmatched(settings: &Settings, readings: &[Reading]) -> (Vec<Diagnostic>, usize) {
    if settings.identities.is_empty() {
        return (Vec::new(), 0);
    }
    let measures = Measures::of(settings);
    let mut found = HashSet::new();
    let mut printed: Vec<&str> = Vec::new();
    for (measure, in_table) in readings.iter().flat_map(Reading::measures) {
        let (indices, _) = measures.find(measure);
        found.extend(indices.iter().copied());
        // Only labels are names that somebody chose; words of a sentence make odd suggestions.
        if indices.is_empty() && in_table {
            printed.push(measure);
        }
    }
    printed.sort_unstable();
    printed.dedup();
    let mut remarks = Vec::new();
    let mut unused = 0;
    for identity in &settings.identities {
        let wanted = identity.formula.measures();
        let is_found = |m: &Measure| measures.index(m).is_some_and(|i| found.contains(&i));
        let hits = wanted.iter().filter(|m| is_found(m)).count();
        if hits == 0 {
            unused += 1;
        }
        if 2 * hits <= wanted.len() {
            continue;
        }
        for measure in wanted.iter().filter(|m| !is_found(m)) {
            let Some(near) = did_you_mean(&plain(&measure.name), printed.iter().copied()) else {
                continue;
            };
            remarks.push(Diagnostic {
                weight: Weight::Remark,
                path: identity.file.clone(),
                line: identity.line,
                source: identity.source.clone(),
                span: measure.span,
                message: format!("no report has a measure named \"{}\"", measure.name),
                advice: format!("did you mean \"{near}\"?"),
            });
        }
    }
    (remarks, unused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::period::Shape;
    use jiff::civil::date;

    #[test]
    fn a_year_before_keeps_the_end_of_the_month() {
        let month = |y: i16, last: i8| Period {
            start: date(y, 2, 1),
            end: date(y, 2, last),
            shape: Shape::Duration,
        };
        assert_eq!(a_year_before(month(2025, 28)), Some(month(2024, 29)));
        assert_eq!(a_year_before(month(2024, 29)), Some(month(2023, 28)));
    }
}
