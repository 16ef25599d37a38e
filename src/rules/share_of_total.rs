//! A percentage of a total.

use super::{Context, Rule, Stage, arithmetic};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct ShareOfTotal;
pub(super) static RULE: ShareOfTotal = ShareOfTotal;

impl Rule for ShareOfTotal {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        arithmetic::tests("share-of-total", reading, context)
    }
}
