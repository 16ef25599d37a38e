//! A part is at most its whole, and a mean lies between the lowest and the highest.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct WithinBounds;
pub(super) static RULE: WithinBounds = WithinBounds;

impl Rule for WithinBounds {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("within-bounds", reading, context)
    }
}
