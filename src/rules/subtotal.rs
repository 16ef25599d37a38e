//! Rows add up to a subtotal.

use super::arithmetic::{Kind, Worked};
use super::{Rule, Stage};
use crate::finding::Test;

pub(super) struct Subtotal;
pub(super) static RULE: Subtotal = Subtotal;

impl Rule for Subtotal {
    fn stage(&self) -> Stage {
        Stage::Tables
    }

    fn test_tables(&self, worked: &Worked<'_>) -> Vec<Test> {
        worked.tests(Kind::Subtotal)
    }
}
