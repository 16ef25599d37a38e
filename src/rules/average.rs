//! An average against its total and the number it is taken over; in tables, the mean of its neighbours.

use super::{Context, Rule, Stage, arithmetic, prose};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Average;
pub(super) static RULE: Average = Average;

impl Rule for Average {
    fn stage(&self) -> Stage {
        Stage::Arithmetic
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let mut out = arithmetic::tests("average", reading, context);
        out.extend(prose::average::tests(reading));
        out
    }
}
