//! One figure over another, learned from the lines in which it holds.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct Ratio;
pub(super) static RULE: Ratio = Ratio;

impl Rule for Ratio {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Ratio)
    }
}
