//! A column adds to its total.

use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::Test;

pub(super) struct Footing;
pub(super) static RULE: Footing = Footing;

impl Rule for Footing {
    fn test(&self, _reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        Vec::new()
    }
}
