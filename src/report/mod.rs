//! What a run says, in one format per file. A reporter sees tests and findings, never rules.

pub mod annotate;
pub mod cited;
pub mod compare;
pub mod csv;
pub mod drawing;
mod escape;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod parquet;
pub mod place;
pub mod sanitize;
pub mod sarif;
pub mod spot;
pub mod text;
pub mod told;
pub mod words;
pub mod workbook;

use crate::error::Error;
use crate::fact::Reading;
use crate::finding::accepted::Accepted;
use crate::finding::coverage::Coverage;
use crate::finding::{self, Test};
use crate::language::diagnostic::Diagnostic;
use cited::Counts;

/// The result of checking documents.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was read, in the order given.
    pub readings: Vec<Reading>,
    /// The tests made, in the order document, page, position, rule.
    pub tests: Vec<Test>,
    /// Further tests, of which a report of findings tells only how many there were: none of them is a finding.
    pub counts: Counts,
    /// Findings that somebody has explained, with what explains them.
    pub accepted: Vec<(Test, Accepted)>,
    /// The user's rules that found none of their measures, and how many rules there are.
    pub idle_rules: (usize, usize),
    /// What is worth saying about the user's rules.
    pub remarks: Vec<Diagnostic>,
    /// Figures read and figures tested.
    pub coverage: Coverage,
    /// The inputs that could not be read.
    pub failures: Vec<Error>,
    /// Files of walked folders that are no documents, and were left out.
    pub skipped: Vec<String>,
}

impl Outcome {
    /// Every test by rule, how it came out and its message (of one that agrees it may be left out), with how many
    /// there were of it.
    pub(crate) fn tally(
        &self,
    ) -> impl Iterator<Item = (&'static str, finding::Outcome, &str, usize)> {
        let tests = self.tests.iter();
        tests
            .map(|t| (t.rule, t.outcome, t.message.as_str(), 1))
            .chain(
                self.counts
                    .iter()
                    .map(|((rule, outcome, message), n)| (*rule, *outcome, message.as_str(), *n)),
            )
    }
}

/// A rule as outputs describe it to people who have no Crossfoot at hand.
#[derive(Debug, Clone, Copy)]
pub struct RuleText {
    /// Its name.
    pub name: &'static str,
    /// What it tests, in a sentence.
    pub summary: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
}

/// The stages that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Words as the document has them.
    Words,
    /// Headings, paragraphs, lists, tables, running heads.
    Blocks,
    /// Tables with their labels, units and periods.
    Tables,
    /// What sentences assert.
    Claims,
    /// Figures bound to measure, period and dimensions.
    Facts,
}
