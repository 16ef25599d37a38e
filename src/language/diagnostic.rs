//! A fault in a rule file, shown with its line and a caret.

use crate::error::Error;
use crate::figure::Span;
use std::fmt;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth a look; the file still works.
    Remark,
    /// The line cannot be used.
    Fault,
}

/// A fault or remark at a place of a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Fault or remark.
    pub weight: Weight,
    /// The rule file.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// The line itself.
    pub source: String,
    /// Where in the line.
    pub span: Span,
    /// What was found there, lower case, without a full stop.
    pub message: String,
    /// What to do, or a name that may be meant; empty when there is nothing to advise.
    pub advice: String,
}

impl Diagnostic {
    /// The same as what stops a run, on one line.
    pub fn to_error(&self) -> Error {
        Error::new(&self.path, &self.message, &self.advice).at(format!("line {}", self.line))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.source.get(..self.span.start as usize).unwrap_or("");
        let column = before.chars().count();
        let length = self.span.of(&self.source).chars().count().max(1);
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(
            f,
            "{}:{}:{}: {}",
            self.path,
            self.line,
            column + 1,
            self.message
        )?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {}", self.source.replace('\t', " "))?;
        write!(f, "{gutter} | {}{}", " ".repeat(column), "^".repeat(length))?;
        if self.advice.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", self.advice)
        }
    }
}

/// The known name nearest to one that is not known, when it is near enough to be meant.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let near = similar::get_close_matches(name, &known, 1, 0.75);
    near.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_fault() {
        let d = Diagnostic {
            weight: Weight::Fault,
            path: "rules/a.rules".into(),
            line: 12,
            source: "rate = / enquiries".into(),
            span: Span::new(7, 8),
            message: "a measure is missing".into(),
            advice: "write it before the /".into(),
        };
        assert_eq!(
            d.to_string(),
            "rules/a.rules:12:8: a measure is missing\n   |\n12 | rate = / enquiries\n   |        ^ write it before the /"
        );
    }

    #[test]
    fn only_a_near_name_is_suggested() {
        assert_eq!(
            did_you_mean("enquiry", ["enquiries", "approvals"]),
            Some("enquiries")
        );
        assert_eq!(did_you_mean("turnover", ["enquiries", "approvals"]), None);
    }
}
