//! An average against its total and the number it is taken over.

use super::{Context, Rule, prose};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Average;
pub(super) static RULE: Average = Average;

impl Rule for Average {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        prose::average::tests(reading)
    }
}
