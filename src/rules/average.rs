//! An average against its total and the number it is taken over; in tables, the mean of its neighbours.

use super::arithmetic::{Kind, Worked};
use super::{Context, Rule, Stage, prose};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Average;
pub(super) static RULE: Average = Average;

impl Rule for Average {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Average)
    }

    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        prose::average::tests(reading)
    }
}
