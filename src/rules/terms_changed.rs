//! Targets and definitions are those of the year before, or the change is seen.

use super::link::figures::{compare, shown};
use super::link::{across, tables};
use super::{Context, Rule, Stage};
use crate::fact::measure::Name;
use crate::fact::{Fact, Reading};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::Series;
use std::collections::HashMap;

pub(super) struct TermsChanged;
pub(super) static RULE: TermsChanged = TermsChanged;
const NAME: &str = "terms-changed";

impl Rule for TermsChanged {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let mut out = Vec::new();
        tables::each_step(context, |new, old| {
            for (s, t) in tables::twins(new, old) {
                out.extend(target(new, s, old, t));
            }
            out.extend(definitions(new, old));
        });
        out
    }
}

/// The only target of a line.
fn target_of<'a>(reading: &'a Reading, line: &Series) -> Option<Fact<'a>> {
    let facts = reading.facts_of(&line.facts);
    let mut targets = facts.filter(|f| tables::is_target(reading, f));
    let first = targets.next()?;
    targets.next().is_none().then_some(first)
}

fn target(new: tables::Side<'_>, s: &Series, old: tables::Side<'_>, t: &Series) -> Option<Test> {
    let (f, g) = (target_of(new.reading, s)?, target_of(old.reading, t)?);
    let c = compare(f.figure, g.figure)?;
    let outcome = match c.outcome {
        Outcome::Agrees | Outcome::WithinRounding | Outcome::NotTested => c.outcome,
        _ => Outcome::Differs,
    };
    Some(Test {
        rule: NAME,
        outcome,
        level: Level::Note,
        message: match outcome {
            Outcome::Differs => format!(
                "the target for {} is {}; in {} it was {}",
                s.label(),
                shown(f.figure),
                across::name(old.reading),
                shown(g.figure)
            ),
            Outcome::NotTested => "one of the targets is only approximate".to_string(),
            _ => format!("the target is {} in both years", shown(f.figure)),
        },
        stated: Some(c.stated),
        computed: Some(c.other),
        cause: None,
        sum: Vec::new(),
        locations: vec![
            Location::fact(new.reading, Role::Primary, f.source),
            Location::fact(old.reading, Role::Evidence, g.source),
        ],
    })
}

/// A label and the words in brackets behind it that say what is counted; none when they are a unit or the mark of a note.
fn defined(label: &str) -> Option<(Name, &str)> {
    let open = label.find('(')?;
    let (name, rest) = label.split_at(open);
    let inside = rest.get(1..rest.find(')')?)?.trim();
    let words = inside
        .split_whitespace()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        .count();
    let name = Name::of(name);
    (words >= 2 && !name.is_empty()).then_some((name, inside))
}

/// Lines whose label has a definition, by the words before it and what the line stands under.
type Defined<'a> = HashMap<(Name, &'a Name), Vec<(&'a Series, &'a str)>>;

fn by_definition(side: tables::Side<'_>) -> Defined<'_> {
    let mut lines = Defined::new();
    for s in side.lines() {
        if let Some((name, inside)) = defined(s.label()) {
            lines
                .entry((name, &s.around))
                .or_default()
                .push((s, inside));
        }
    }
    lines
}

/// Labels that are the same but for the definition in brackets.
fn definitions(new: tables::Side<'_>, old: tables::Side<'_>) -> Vec<Test> {
    let (now, before) = (by_definition(new), by_definition(old));
    // In the order of the report, which a hash has not.
    let mut found: Vec<(&Series, &str, &Series, &str)> = Vec::new();
    for s in new.lines() {
        let Some((name, _)) = defined(s.label()) else {
            continue;
        };
        let key = (name, &*s.around);
        let lists = (now.get(&key), before.get(&key));
        if let (Some([(s, a)]), Some([(t, b)])) =
            (lists.0.map(Vec::as_slice), lists.1.map(Vec::as_slice))
        {
            found.push((s, a, t, b));
        }
    }
    let test = |(s, a, t, b): (&Series, &str, &Series, &str)| {
        let same = Name::of(a) == Name::of(b);
        Some(Test::new(
            NAME,
            if same {
                Outcome::Agrees
            } else {
                Outcome::Differs
            },
            Level::Note,
            if same {
                format!("“{a}” in both years")
            } else {
                let name = across::name(old.reading);
                format!("counts “{a}”; in {name} it counted “{b}”")
            },
            vec![new.place(s, Role::Primary)?, old.place(t, Role::Evidence)?],
        ))
    };
    found.into_iter().filter_map(test).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_words_and_no_unit_or_mark() {
        let inside = |label| defined(label).map(|(_, i)| i);
        assert_eq!(inside("Visits (in person only)"), Some("in person only"));
        assert_eq!(inside("Visits (1)"), None);
        assert_eq!(inside("Income (£000)"), None);
        assert_eq!(inside("Visits (days)"), None);
    }
}
