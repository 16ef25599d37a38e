//! A figure that is another one than was first published, in a report that says so.

use super::{Context, Rule, Stage};
use crate::finding::Test;

pub(super) struct Restatement;
pub(super) static RULE: Restatement = Restatement;

impl Rule for Restatement {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        context.reprints().told.clone()
    }
}
