//! Percentage changes, and the difference of two columns.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Variance;
pub(super) static RULE: Variance = Variance;

impl Rule for Variance {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("variance", reading, context)
    }
}
