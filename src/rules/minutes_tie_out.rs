//! What minutes say of a report agrees with the report they note.

use super::link::across;
use super::link::claims::{Found, Shelves, find, when};
use super::link::told::tests;
use super::{Context, Rule, Stage};
use crate::finding::Test;
use crate::store::Relation;

pub(super) struct MinutesTieOut;
pub(super) static RULE: MinutesTieOut = MinutesTieOut;

const NAME: &str = "minutes-tie-out";

impl Rule for MinutesTieOut {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let shelves = context.shelves();
        let mut out = Vec::new();
        for (kin, minutes, report) in context.kin(|r| r == Relation::MinutesOf) {
            for (said, noted, share) in &kin.common {
                out.extend(across::sentences(NAME, (minutes, said), (report, noted)));
                if *share >= 1.0 && said.values.is_empty() && noted.values.is_empty() {
                    out.push(across::same_words(NAME, (minutes, said), (report, noted)));
                }
            }
            let Some(shelf) = shelves.get(kin.right.document) else {
                continue;
            };
            let sentences = context.sentences(minutes);
            let period = report
                .sections
                .get(kin.right.section as usize)
                .and_then(|s| s.period);
            for claim in minutes
                .claims
                .iter()
                .filter(|c| minutes.section_of(c.block) == kin.left.section)
            {
                let target = Shelves {
                    reading: report,
                    shelf,
                    sections: &[kin.right.section],
                };
                let mut when = when(minutes, claim);
                // Minutes speak of the report's year.
                when.current = when.current.or(period);
                if let Found::Line(link) = find(minutes, &sentences, claim, target, when) {
                    out.extend(tests(NAME, minutes, claim.block, report, &link));
                }
            }
        }
        across::gathered(out)
    }
}
