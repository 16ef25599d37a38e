//! A row adds up to its total, and one wrong cell is one finding.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct CrossFooting;
pub(super) static RULE: CrossFooting = CrossFooting;

impl Rule for CrossFooting {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("cross-footing", reading, context)
    }
}
