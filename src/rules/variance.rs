//! Percentage changes, and the difference of two columns.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct Variance;
pub(super) static RULE: Variance = Variance;

impl Rule for Variance {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Change)
    }
}
