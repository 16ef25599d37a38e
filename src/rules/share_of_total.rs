//! A percentage of a total.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct ShareOfTotal;
pub(super) static RULE: ShareOfTotal = ShareOfTotal;

impl Rule for ShareOfTotal {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Share)
    }
}
