//! An equation or bound between measures that a user wrote, and the lines that prove it.

use super::evaluate;
use super::formula::{self, Formula};
use crate::document::file_name;
use crate::figure::Figure;
use crate::figure::interval::Comparison;
use crate::finding::Level;

/// An equation or bound between measures that a user wrote.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its name; empty unless `name:` gives one.
    pub name: String,
    /// What must hold.
    pub formula: Formula,
    /// Why it must.
    pub why: String,
    /// How loudly a difference is told.
    pub level: Level,
    /// Allowance beyond rounding.
    pub within: Option<Figure>,
    /// Words of the titles of reports that it is meant for; empty for all.
    pub applies_to: String,
    /// Its `pass:` and `fail:` lines.
    pub cases: Vec<Case>,
    /// The rule file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// The line itself.
    pub source: String,
}

/// A `pass:` or `fail:` line: figures with which the formula must, or must not, hold.
#[derive(Debug, Clone)]
pub struct Case {
    /// `pass:`
    pub passes: bool,
    /// Every measure of the formula with its figure.
    pub figures: Vec<(String, Figure)>,
    /// The line, from 1.
    pub line: u32,
}

impl Identity {
    /// Whether it is meant for a report with one of these names.
    pub fn applies(&self, names: [&str; 3]) -> bool {
        let words = self.applies_to.to_lowercase();
        words.is_empty() || names.iter().any(|n| n.to_lowercase().contains(&words))
    }

    /// Where it was written: `homes.rules, line 4`, with its name where it has one.
    pub fn origin(&self) -> String {
        let file = file_name(&self.file);
        let name = if self.name.is_empty() {
            String::new()
        } else {
            format!(": {}", self.name)
        };
        format!("{file}, line {}{name}", self.line)
    }

    /// Its two sides as written.
    pub fn sides(&self) -> (&str, &str) {
        let source = self.source.split(" #").next().unwrap_or("");
        let sign = format!(" {} ", self.formula.compare.sign());
        source
            .split_once(&sign)
            .map_or((source, ""), |(left, right)| (left.trim(), right.trim()))
    }

    /// Runs its `pass:` and `fail:` lines; each that comes out otherwise is named with its line.
    pub fn run_cases(&self) -> Vec<(u32, String)> {
        let mut failures = Vec::new();
        for case in &self.cases {
            let figure = |m: &formula::Measure| {
                let name = m.to_string();
                case.figures
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, f)| f)
            };
            let holds = evaluate::evaluate(&self.formula, self.within.as_ref(), figure).map(|r| {
                matches!(
                    r.comparison,
                    Comparison::Agrees | Comparison::WithinRounding
                )
            });
            match holds {
                Ok(holds) if holds == case.passes => {}
                Ok(true) => failures.push((
                    case.line,
                    "the formula holds although the line says fail".to_string(),
                )),
                Ok(false) => failures.push((
                    case.line,
                    "the formula does not hold although the line says pass".to_string(),
                )),
                Err(reason) => failures.push((
                    case.line,
                    format!("the formula cannot be worked out: {reason}"),
                )),
            }
        }
        failures
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_case_that_comes_out_otherwise_is_named_with_its_line() {
        let (settings, _) =
            crate::language::read("a.rules", "a = b\n  pass: a 1, b 2\n  fail: a 1, b 1\n");
        let lines: Vec<u32> = settings.identities[0]
            .run_cases()
            .iter()
            .map(|f| f.0)
            .collect();
        assert_eq!(lines, [2, 3]);
    }
}
