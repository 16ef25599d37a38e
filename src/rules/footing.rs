//! A column adds up to its total.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Footing;
pub(super) static RULE: Footing = Footing;

impl Rule for Footing {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("footing", reading, context)
    }
}
