//! One figure over another, learned from the lines in which it holds.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Ratio;
pub(super) static RULE: Ratio = Ratio;

impl Rule for Ratio {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("ratio", reading, context)
    }
}
