//! Percentages that are shares of a whole in their own row or column.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct PercentagesTotal;
pub(super) static RULE: PercentagesTotal = PercentagesTotal;

impl Rule for PercentagesTotal {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("percentages-total", reading, context)
    }
}
