//! A row adds up to its total, and one wrong cell is one finding.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct CrossFooting;
pub(super) static RULE: CrossFooting = CrossFooting;

impl Rule for CrossFooting {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::CrossFooting)
    }
}
