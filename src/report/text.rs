//! The text report.

use super::Outcome;
use std::io::{self, Write};

/// Writes the findings and the summary.
pub fn check(out: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    for t in outcome.tests.iter().filter(|t| t.is_finding()) {
        writeln!(
            out,
            "{}[{}]: {}",
            t.level.name(),
            t.rule,
            super::sanitize::clean(&t.message)
        )?;
    }
    Ok(())
}
