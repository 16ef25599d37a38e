//! The tests of a claim that was linked to a line, and their messages.

use super::claims::{Link, Strength};
use super::value::Asserted;
use crate::fact::Reading;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::rules::prose::basis;
use crate::store::Series;

/// The tests of a linked claim: one for each thing that it asserts.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    block: u32,
    target: &Reading,
    link: &Link<'_>,
) -> Vec<Test> {
    link.checks
        .iter()
        .map(|c| {
            let mut locations = vec![Location::prose(reading, Role::Primary, block, c.span)];
            locations.extend(
                c.cells
                    .iter()
                    .map(|f| Location::fact(target, Role::Evidence, f.source)),
            );
            let line = name(link.series);
            // "rose by 4% and 5% in 2025 and 2024 respectively": which figure is of which period is not sure; "fell 11% in
            // constant currency": not what the line's own figures make.
            let text = reading.block(block).map_or("", |b| b.text.as_str());
            let differs = matches!(c.outcome, Outcome::Differs | Outcome::UnlikelyRounding);
            let sentence = sentence(text, c.span);
            let aside = if !differs {
                None
            } else if sentence.contains("respectively") {
                Some("the sentence tells several figures respectively")
            } else if !matches!(c.asserted, Asserted::Value(_))
                && basis::is_other(sentence)
                && !basis::is_other(link.series.label())
            {
                Some("the sentence tells a change on another basis")
            } else {
                None
            };
            let outcome = match aside {
                Some(_) => Outcome::NotTested,
                None => c.outcome,
            };
            let message = match outcome {
                Outcome::Differs | Outcome::UnlikelyRounding => {
                    format!(
                        "states {}, but the table's line {line} has {} (linked by {})",
                        c.asserted(),
                        c.found(),
                        link.why
                    )
                }
                Outcome::NotTested => format!(
                    "{}; the table's line {line} has {}",
                    aside.unwrap_or("only roughly stated"),
                    c.found()
                ),
                _ => format!("{}: {line} has {}", c.asserted(), c.found()),
            };
            Test {
                rule,
                outcome,
                level: match (outcome, link.strength) {
                    (Outcome::UnlikelyRounding, Strength::Good) => Level::Note,
                    // The difference of two rounded cells is no firm ground for the last digit.
                    (Outcome::UnlikelyRounding, _) if c.cells.len() > 1 => Level::Note,
                    (Outcome::Differs, Strength::Certain) => Level::Error,
                    _ => Level::Warning,
                },
                message,
                stated: c.stated,
                computed: c.computed,
                cause: match (outcome, c.stated, c.computed) {
                    (Outcome::Differs, Some(a), Some(b)) => super::figures::slip(a, b),
                    _ => None,
                },
                sum: Vec::new(),
                locations,
            }
        })
        .collect()
}

/// The sentence around a span.
fn sentence(text: &str, span: crate::figure::Span) -> &str {
    let at = (span.start as usize).min(text.len());
    let ends =
        |t: &str, from: usize| -> Option<usize> { t.get(from..)?.find(". ").map(|k| from + k) };
    let start = text.get(..at).and_then(|t| t.rfind(". ")).unwrap_or(0);
    let end = ends(text, at).unwrap_or(text.len());
    text.get(start..end).unwrap_or("")
}

/// The test that could not be made because several lines fit.
pub(in crate::rules) fn several(
    rule: &'static str,
    reading: &Reading,
    block: u32,
    span: crate::figure::Span,
    lines: &[&Series],
) -> Test {
    let names: Vec<String> = lines.iter().map(|s| name(s)).collect();
    Test::new(
        rule,
        Outcome::NotTested,
        Level::Note,
        format!(
            "it is not clear which line of a table is meant: {}",
            names.join(", ")
        ),
        vec![Location::prose(reading, Role::Primary, block, span)],
    )
}

/// A line's label, cut to what a message can hold.
fn name(series: &Series) -> String {
    let label: String = series.label().chars().take(60).collect();
    if label.len() < series.label().len() {
        format!("\"{label}…\"")
    } else {
        format!("\"{label}\"")
    }
}
