//! A part is at most its whole, and a mean lies between the lowest and the highest.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct WithinBounds;
pub(super) static RULE: WithinBounds = WithinBounds;

impl Rule for WithinBounds {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Bounds)
    }
}
