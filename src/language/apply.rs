//! The user's settings on what rules found: levels, materiality, accepted differences.

use super::diagnostic::{Diagnostic, Weight, did_you_mean};
use super::{Accepted, Settings};
use crate::fact::Reading;
use crate::figure::Span;
use crate::figure::{Figure, Unit};
use crate::finding::fingerprint::Ids;
use crate::finding::{Level, Location, Test};

/// Tests after the user's settings.
#[derive(Debug, Default)]
pub struct Applied {
    /// Every test whose finding, if it is one, is still to be told.
    pub tests: Vec<Test>,
    /// Findings that are accepted, each with the index of what accepts it.
    pub accepted: Vec<(Test, usize)>,
}

/// Applies levels, then materiality, then accepted differences.
pub fn apply(settings: &Settings, readings: &[Reading], tests: Vec<Test>) -> Applied {
    let mut accepted = Vec::new();
    let mut ids = Ids::default();
    let told = |mut test: Test| {
        if !test.is_finding() {
            return Some(test);
        }
        match settings
            .levels
            .iter()
            .rev()
            .find(|(rule, _)| rule == test.rule)
        {
            Some((_, Some(level))) => test.level = *level,
            Some((_, None)) => return None,
            None => {}
        }
        if below_materiality(settings, readings, &test) {
            test.level = Level::Note;
        }
        let explained = if settings.accepted.is_empty() {
            None
        } else {
            let id = ids.of(&test, readings);
            settings
                .accepted
                .iter()
                .position(|a| a.covers(&test, &id, readings))
        };
        match explained {
            Some(index) => {
                accepted.push((test, index));
                None
            }
            None => Some(test),
        }
    };
    let tests = tests.into_iter().filter_map(told).collect();
    Applied { tests, accepted }
}

fn below_materiality(settings: &Settings, readings: &[Reading], test: &Test) -> bool {
    let Some(difference) = test.difference() else {
        return false;
    };
    let Some(unit) = test.locations.first().and_then(|l| unit_at(l, readings)) else {
        return false;
    };
    settings
        .materiality
        .iter()
        .any(|m| m.unit == unit && difference < m.scaled())
}

/// The unit of the figure at a location.
fn unit_at(location: &Location, readings: &[Reading]) -> Option<Unit> {
    let reading = readings.get(location.document as usize)?;
    let first = |figures: &[Figure]| figures.first().map(|f| f.unit);
    if let Some((table, row, column)) = location.cell {
        return first(
            reading
                .tables
                .get(table as usize)?
                .cell(row as usize, column as usize)?
                .reading
                .figures(),
        );
    }
    let (block, span) = location.prose?;
    let inside = |(b, f): &&(u32, Figure)| {
        *b == block && span.start <= f.span.start && f.span.end <= span.end
    };
    reading.prose.iter().find(inside).map(|(_, f)| f.unit)
}

/// Accepted differences that explain nothing any more, and settings for rules that do not exist.
pub fn unused(settings: &Settings, applied: &Applied, rules: &[&str]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut say = |file: &str, line: u32, source: String, message: String, advice: String| {
        let span = Span::new(0, source.len());
        out.push(Diagnostic {
            weight: Weight::Remark,
            path: file.to_string(),
            line,
            source,
            span,
            message,
            advice,
        });
    };
    for (
        i,
        Accepted {
            rule, file, line, ..
        },
    ) in settings.accepted.iter().enumerate()
    {
        let source = format!("accept {rule}");
        if !rules.contains(&rule.as_str()) {
            let near = did_you_mean(rule, rules.iter().copied());
            let advice = near.map_or_else(String::new, |n| format!("did you mean {n}?"));
            say(
                file,
                *line,
                source,
                format!("there is no rule named \"{rule}\""),
                advice,
            );
        } else if !applied.accepted.iter().any(|(_, a)| *a == i) {
            let message = "this accepted difference explains no finding here".to_string();
            say(
                file,
                *line,
                source,
                message,
                "take it out when it is settled".to_string(),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::finding::{Outcome, Role};
    use crate::layout::{Block, Piece};
    use rust_decimal::Decimal;

    fn finding(readings: &[Reading], computed: i64) -> Test {
        Test {
            rule: "footing",
            outcome: Outcome::Differs,
            level: Level::Error,
            message: String::new(),
            stated: Some(Decimal::from(12_000)),
            computed: Some(Decimal::from(computed)),
            cause: None,
            sum: Vec::new(),
            locations: vec![Location::prose(
                &readings[0],
                Role::Primary,
                0,
                Span::new(0, 7),
            )],
        }
    }

    fn readings() -> [Reading; 1] {
        let text = "£12,000 was spent".to_string();
        let mut figure = *crate::figure::number::read_cell("12,000")
            .figure()
            .expect("a number");
        figure.unit = Unit::Pounds;
        figure.span = Span::new(0, 7);
        let piece = Piece {
            start: 0,
            place: Place::default(),
        };
        [Reading {
            blocks: vec![Block {
                role: crate::layout::Role::Paragraph,
                text,
                pieces: piece.into(),
                table: None,
            }],
            prose: vec![(0, figure)],
            ..Reading::default()
        }]
    }

    #[test]
    fn levels_materiality_and_accepted_differences_are_applied_in_turn() {
        let readings = readings();
        let level = |rules: &str, computed: i64| {
            let (settings, diagnostics) = super::super::read("a.rules", rules);
            assert_eq!(diagnostics, []);
            let applied = apply(&settings, &readings, vec![finding(&readings, computed)]);
            applied.tests.first().map(|t| t.level)
        };
        assert_eq!(level("", 11_000), Some(Level::Error));
        assert_eq!(
            level("level of footing: warning", 11_000),
            Some(Level::Warning)
        );
        assert_eq!(level("level of footing: off", 11_000), None);
        assert_eq!(level("materiality: £2,000", 11_000), Some(Level::Note));
        assert_eq!(level("materiality: £500", 11_000), Some(Level::Error));
        assert_eq!(
            level(
                "accept footing\n  figures: 12,000 and 11,000\n  because: x\n  agreed by: y",
                11_000
            ),
            None
        );
    }

    #[test]
    fn what_explains_nothing_is_told() {
        let (settings, _) = super::super::read(
            "a.rules",
            "accept footing\n  figures: 7\n  because: x\n  agreed by: y\naccept fotting\n  figures: 7\n  because: x\n  agreed by: y",
        );
        let readings = readings();
        let applied = apply(&settings, &readings, vec![finding(&readings, 11_000)]);
        let told: Vec<String> = unused(&settings, &applied, &["footing"])
            .into_iter()
            .map(|d| d.message + &d.advice)
            .collect();
        assert_eq!(told.len(), 2);
        assert!(
            told[0].contains("explains no finding") && told[1].contains("did you mean footing?"),
            "{told:?}"
        );
    }
}
