//! Opening balance and movements make the closing balance, which is the next opening balance.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct RollForward;
pub(super) static RULE: RollForward = RollForward;

impl Rule for RollForward {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("roll-forward", reading, context)
    }
}
