//! Percentages that are shares of a whole in their own row or column.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct PercentagesTotal;
pub(super) static RULE: PercentagesTotal = PercentagesTotal;

impl Rule for PercentagesTotal {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::PercentagesTotal)
    }
}
