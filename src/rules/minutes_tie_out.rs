//! What minutes say of a report agrees with the report they note.

use super::link::across;
use super::{Context, Rule};
use crate::finding::Test;
use crate::store::{Library, Relation};

pub(super) struct MinutesTieOut;
pub(super) static RULE: MinutesTieOut = MinutesTieOut;

const NAME: &str = "minutes-tie-out";

impl Rule for MinutesTieOut {
    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        if context.readings.len() < 2 {
            return Vec::new();
        }
        let library = Library::of(context.readings);
        let mut out = Vec::new();
        for kin in library.kin(context.readings) {
            if kin.relation != Relation::MinutesOf {
                continue;
            }
            let (Some(minutes), Some(report)) = (
                context.readings.get(kin.left.document),
                context.readings.get(kin.right.document),
            ) else {
                continue;
            };
            for (said, noted, _) in &kin.common {
                out.extend(across::sentences(NAME, (minutes, said), (report, noted)));
            }
        }
        out
    }
}
