//! Opening balance and movements make the closing balance, which is the next opening balance.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct RollForward;
pub(super) static RULE: RollForward = RollForward;

impl Rule for RollForward {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::RollForward)
    }
}
