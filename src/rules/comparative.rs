//! A figure of an earlier year that a later report reprints is the one first published.

use super::{Context, Rule, Stage};
use crate::finding::Test;

pub(super) struct Comparative;
pub(super) static RULE: Comparative = Comparative;

impl Rule for Comparative {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        context.reprints().held.clone()
    }
}
