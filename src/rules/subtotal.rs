//! Rows add up to a subtotal.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Subtotal;
pub(super) static RULE: Subtotal = Subtotal;

impl Rule for Subtotal {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("subtotal", reading, context)
    }
}
