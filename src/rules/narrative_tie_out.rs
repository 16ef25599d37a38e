//! What the text says of a measure is what its line of a table says.

use super::link::claims::{Found, Link, Strength, find, when};
use super::link::near;
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::{Series, Shelf};

pub(super) struct NarrativeTieOut;
pub(super) static RULE: NarrativeTieOut = NarrativeTieOut;

const NAME: &str = "narrative-tie-out";

impl Rule for NarrativeTieOut {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let shelf = Shelf::of(reading);
        let mut out = Vec::new();
        for claim in &reading.claims {
            let Some(block) = reading.blocks.get(claim.block as usize) else { continue };
            match find(reading, &shelf, claim, when(reading, claim)) {
                Found::Line(link) => out.extend(tests(reading, claim.block, &link)),
                Found::Several(lines) => out.push(several(reading, claim.block, claim.span, &lines)),
                Found::Nothing => {}
            }
            let _ = block;
        }
        out.extend(near::tests(NAME, reading, &shelf, &out));
        out
    }
}

fn tests(reading: &Reading, block: u32, link: &Link<'_>) -> Vec<Test> {
    link.checks
        .iter()
        .map(|c| {
            let mut locations = vec![Location::prose(reading, Role::Primary, block, c.span)];
            locations.extend(c.cells.iter().map(|f| Location::fact(reading, Role::Evidence, f.source)));
            let line = name(link.series);
            let message = match c.outcome {
                Outcome::Differs | Outcome::UnlikelyRounding => {
                    format!("states {}, but the table's line {line} has {} (linked by {})", c.asserted, c.found, link.why)
                }
                Outcome::NotTested => format!("only roughly stated; the table's line {line} has {}", c.found),
                _ => format!("{}: {line} has {}", c.asserted, c.found),
            };
            Test {
                rule: NAME,
                outcome: c.outcome,
                level: match (c.outcome, link.strength) {
                    (Outcome::UnlikelyRounding, Strength::Good) => Level::Note,
                    (Outcome::Differs, Strength::Certain) => Level::Error,
                    _ => Level::Warning,
                },
                message,
                stated: c.stated,
                computed: c.computed,
                cause: match (c.outcome, c.stated, c.computed) {
                    (Outcome::Differs, Some(a), Some(b)) => super::link::slip(a, b),
                    _ => None,
                },
                sum: Vec::new(),
                locations,
            }
        })
        .collect()
}

fn several(reading: &Reading, block: u32, span: crate::figure::Span, lines: &[&Series]) -> Test {
    let names: Vec<String> = lines.iter().map(|s| name(s)).collect();
    Test {
        rule: NAME,
        outcome: Outcome::NotTested,
        level: Level::Note,
        message: format!("it is not clear which line of a table is meant: {}", names.join(", ")),
        stated: None,
        computed: None,
        cause: None,
        sum: Vec::new(),
        locations: vec![Location::prose(reading, Role::Primary, block, span)],
    }
}

/// A line's label, cut to what a message can hold.
fn name(series: &Series) -> String {
    let label: String = series.label.chars().take(60).collect();
    if label.len() < series.label.len() { format!("\"{label}…\"") } else { format!("\"{label}\"") }
}
