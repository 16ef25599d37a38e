//! The names of measures: how a printed name finds the measure that rules speak of.

use super::Settings;
use super::formula::Measure;
use crate::fact::measure::Name;
use std::collections::HashMap;

/// A name without case, blanks, punctuation at its ends, and a unit in brackets: `Average wait (days):` is `average
/// wait`.
pub fn plain(name: &str) -> String {
    let words = without_unit(name).to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_unit(name: &str) -> &str {
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '£' | '(' | ')');
    let whole = name.trim_matches(edge);
    match whole.strip_suffix(')').and_then(|w| w.rsplit_once('(')) {
        Some((before, unit))
            if !before.trim().is_empty()
                && UNITS.contains(&unit.trim().to_lowercase().as_str()) =>
        {
            before.trim_matches(edge)
        }
        _ => whole,
    }
}

/// What stands in brackets after a label only to give its unit.
const UNITS: [&str; 18] = [
    "%",
    "£",
    "£k",
    "£m",
    "£000",
    "£000s",
    "£'000",
    "£’000",
    "no",
    "no.",
    "number",
    "percentage",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
];

/// Every measure that rules name, findable by the words of a report.
#[derive(Debug, Default)]
pub struct Measures {
    pub(super) names: Vec<String>,
    exact: HashMap<String, Vec<usize>>,
    near: HashMap<Name, Vec<usize>>,
}

impl Measures {
    /// Those of the settings' identities, with their synonyms.
    pub fn of(settings: &Settings) -> Measures {
        let mut measures = Measures::default();
        for measure in settings
            .identities
            .iter()
            .flat_map(|i| i.formula.measures())
        {
            if measures.names.contains(&measure.name) {
                continue;
            }
            let index = measures.names.len();
            for name in settings.names_of(&measure.name) {
                measures.exact.entry(plain(name)).or_default().push(index);
                let near = Name::of(without_unit(name));
                if !near.is_empty() {
                    measures.near.entry(near).or_default().push(index);
                }
            }
            measures.names.push(measure.name);
        }
        measures
    }

    /// The measures that a printed name may stand for, and whether it is one of their names word for word.
    pub(super) fn find(&self, printed: &str) -> (&[usize], bool) {
        if let Some(found) = self.exact.get(&plain(printed)) {
            return (found, true);
        }
        (
            self.near.get(&Name::of(printed)).map_or(&[], Vec::as_slice),
            false,
        )
    }

    pub(super) fn index(&self, measure: &Measure) -> Option<usize> {
        self.names.iter().position(|n| *n == measure.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_name_finds_its_measure_by_wording_synonym_or_word_forms() {
        let (settings, _) = crate::language::read(
            "a.rules",
            "rate = homes let / offers made\nhomes let: also lettings\n",
        );
        let measures = Measures::of(&settings);
        let find = |printed: &str| {
            measures
                .find(printed)
                .0
                .iter()
                .map(|i| measures.names[*i].as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(find("Homes let:"), ["homes let"]);
        assert_eq!(find("Lettings"), ["homes let"]);
        assert_eq!(find("Homes let (number)"), ["homes let"]);
        assert_eq!(find("Number of offers made"), ["offers made"]);
        assert_eq!(find("Voids"), Vec::<&str>::new());
    }
}
