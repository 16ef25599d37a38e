//! The text report: findings first, each with its place, its evidence and its arithmetic; then a summary.

mod finding;
mod quote;
mod style;
pub(super) mod summary;
mod untested;

pub use style::Style;

use super::told::told;
use super::{Outcome, RuleText};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What a text report shows beyond findings and summary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Colour.
    pub style: Style,
    /// The rules whose pages are shown, each beneath its first finding; none without.
    pub explain: Option<&'a [RuleText]>,
    /// Every test, agreements too.
    pub ledger: bool,
    /// Every figure that took part in no test, with the reason.
    pub untested: bool,
    /// What was read, tested and found, at the end.
    pub summary: bool,
}

/// Writes the findings, what was asked for besides, and the summary.
pub fn check(out: &mut dyn Write, outcome: &Outcome, options: Options<'_>) -> io::Result<()> {
    let style = options.style;
    let mut explained = BTreeSet::new();
    for told in told(outcome).iter().filter(|t| t.accepted.is_none()) {
        finding::write(out, told, outcome, style)?;
        let page = options.explain.and_then(|rules| {
            let rule = rules.iter().find(|r| r.name == told.test.rule)?;
            explained.insert(rule.name).then_some(rule.page)
        });
        if let Some(page) = page {
            explain(out, page, style)?;
        }
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

/// A rule's page, set off from the findings around it.
fn explain(out: &mut dyn Write, page: &str, style: Style) -> io::Result<()> {
    let bar = style.faint("|");
    for line in page.trim_end().lines() {
        let line = match line.starts_with('#') {
            true => style.strong(line),
            false => line.to_string(),
        };
        writeln!(out, "{}", format!("  {bar} {line}").trim_end())?;
    }
    writeln!(out)
}
