//! Identities that hold in reports, for a person to keep as rules: learning from what is silent.
//!
//! A relation is proposed when it holds wherever its measures stand together, in three places or two reports at least,
//! with more digits than chance explains, and when no rule has tested it already.

mod observe;
mod search;

use super::formula::Measure;
use super::names::Measures;
use super::resolve::{Bound, Operand};
use super::{Settings, evaluate, syntax};
use crate::fact::{Reading, Source};
use crate::figure::Figure;
use crate::figure::interval::Comparison;
use crate::finding::{Outcome, Test};
use observe::Observations;
use search::Relation;
use std::collections::{BTreeSet, HashMap};

/// An identity that holds, ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The rule's line.
    pub formula: String,
    /// Where it holds, with figures; comments of the rule file.
    pub evidence: Vec<String>,
}

/// So many places at least, unless two reports agree on it.
const PLACES: usize = 3;

/// The identities that hold in readings and that none of `tests` has tested, in the order of the documents.
pub fn suggest(readings: &[Reading], tests: &[Test], settings: &Settings) -> Vec<Suggestion> {
    let observations = Observations::of(readings, settings);
    let tested = Tested::of(tests);
    let mut seen = BTreeSet::new();
    let mut found: Vec<(String, Relation)> = Vec::new();
    for section in &observations.sections {
        for relation in search::relations(readings, &observations, section) {
            let known = relation
                .places
                .iter()
                .filter(|place| tested.has(readings, place))
                .count();
            if 2 * known >= relation.places.len() {
                continue;
            }
            if let Some(line) = relation.line(&observations)
                && seen.insert(line.clone())
            {
                found.push((line, relation));
            }
        }
    }
    let kept = holding(readings, settings, &found);
    found
        .into_iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|((formula, relation), _)| Suggestion {
            evidence: relation.evidence(readings),
            formula,
        })
        .collect()
}

/// The tests that were made, by the cells they used.
struct Tested {
    of_cell: HashMap<(u32, u32, u32, u32), Vec<u32>>,
}

impl Tested {
    fn of(tests: &[Test]) -> Tested {
        let mut of_cell: HashMap<_, Vec<u32>> = HashMap::new();
        for (i, t) in tests.iter().enumerate() {
            if t.outcome == Outcome::NotTested {
                continue;
            }
            for l in &t.locations {
                if let Some((table, row, column)) = l.cell {
                    let list = of_cell.entry((l.document, table, row, column)).or_default();
                    if list.last() != Some(&(i as u32)) {
                        list.push(i as u32);
                    }
                }
            }
        }
        Tested { of_cell }
    }

    /// Whether one test used all cells of a place.
    fn has(&self, readings: &[Reading], place: &search::Place) -> bool {
        let Some(reading) = readings.get(place.reading) else {
            return false;
        };
        let mut common: Option<Vec<u32>> = None;
        for fact in place.facts.iter().filter_map(|f| reading.fact(*f)) {
            let Source::Cell {
                table, row, column, ..
            } = fact.source
            else {
                return false;
            };
            let Some(list) = self.of_cell.get(&(reading.document, table, row, column)) else {
                return false;
            };
            common = Some(match common {
                None => list.clone(),
                Some(old) => old.into_iter().filter(|t| list.contains(t)).collect(),
            });
        }
        common.is_some_and(|c| !c.is_empty())
    }
}

/// Which of the lines hold when they are read back as rules and tried on all that the reports hold.
fn holding(readings: &[Reading], settings: &Settings, found: &[(String, Relation)]) -> Vec<bool> {
    let text: String = found.iter().map(|(line, _)| format!("{line}\n")).collect();
    let (mut own, faults) = super::read("suggested.rules", &text);
    if !faults.is_empty() || own.identities.len() != found.len() {
        return vec![false; found.len()];
    }
    own.synonyms.clone_from(&settings.synonyms);
    let measures = Measures::of(&own);
    let mut kept = vec![true; found.len()];
    for reading in readings {
        let bound = Bound::of(reading, &measures);
        for (identity, kept) in own.identities.iter().zip(&mut kept) {
            for operands in bound.combinations(reading, &measures, identity) {
                let figure = |m: &Measure| -> Option<&Figure> {
                    operands.iter().find_map(|(n, o)| match o {
                        Operand::Fact(i) if n == m => reading.fact(*i).map(|f| f.figure),
                        _ => None,
                    })
                };
                let complete = operands.iter().all(|(_, o)| matches!(o, Operand::Fact(_)));
                let holds = !complete
                    || match evaluate::evaluate(&identity.formula, None, figure) {
                        Ok(r) => holds(r.comparison),
                        Err(_) => true,
                    };
                *kept &= holds;
            }
        }
    }
    kept
}

fn holds(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Agrees | Comparison::WithinRounding)
}

/// A measure's name as rules can write it: bare where it reads back as itself, else between quotation marks.
fn written(name: &str) -> Option<String> {
    if name.contains(['"', '#']) {
        return None;
    }
    let reads = |text: &str| {
        syntax::formula(&format!("{text} = x")).is_ok_and(|f| match f.measures().as_slice() {
            [first, _] => first.name == name && !first.last_year,
            _ => false,
        })
    };
    let quoted = format!("\"{name}\"");
    [name.to_string(), quoted].into_iter().find(|t| reads(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_an_operator_in_it_is_quoted() {
        assert_eq!(written("re-let time").as_deref(), Some("re-let time"));
        assert_eq!(
            written("loans - adult").as_deref(),
            Some("\"loans - adult\"")
        );
        assert_eq!(
            written("visits last year").as_deref(),
            Some("\"visits last year\"")
        );
        assert_eq!(written("a \"b\""), None);
    }
}
