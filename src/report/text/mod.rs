//! The text report: findings first, each with its place, its evidence and its arithmetic; then a summary.

mod finding;
mod quote;
mod style;
pub(super) mod summary;
mod untested;

pub use style::Style;

use super::Outcome;
use super::told::told;
use std::io::{self, Write};

/// What a text report shows beyond findings and summary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Colour.
    pub style: Style,
    /// Every test, agreements too.
    pub ledger: bool,
    /// Every figure that took part in no test, with the reason.
    pub untested: bool,
    /// What was read, tested and found, at the end.
    pub summary: bool,
}

/// Writes the findings, what was asked for besides, and the summary.
pub fn check(out: &mut dyn Write, outcome: &Outcome, options: Options) -> io::Result<()> {
    let style = options.style;
    for told in told(outcome).iter().filter(|t| t.accepted.is_none()) {
        finding::write(out, told, outcome, style)?;
    }
    if options.ledger {
        summary::ledger(out, outcome, style)?;
    }
    if options.untested {
        untested::write(out, outcome, style)?;
    }
    if options.summary {
        summary::write(out, outcome, style)?;
    }
    Ok(())
}
