//! What a run says, in one format per file. A reporter sees tests and findings, never rules.

pub mod json;
pub mod text;

use crate::error::Error;
use crate::fact::Reading;
use crate::finding::Test;

/// The result of checking documents.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was read, in the order given.
    pub readings: Vec<Reading>,
    /// Every test made, in the order document, page, position, rule.
    pub tests: Vec<Test>,
    /// The inputs that could not be read.
    pub failures: Vec<Error>,
}
