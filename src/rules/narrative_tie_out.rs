//! What the text says of a measure is what its line of a table says.

use super::link::claims::{Found, Shelves, find, when};
use super::link::told::{several, tests};
use super::link::{base, near, none};
use super::{Context, Rule, Stage};
use crate::fact::Reading;
use crate::finding::Test;
use crate::section::Kind;
use crate::store::Shelf;
use std::collections::BTreeSet;

pub(super) struct NarrativeTieOut;
pub(super) static RULE: NarrativeTieOut = NarrativeTieOut;

/// The sections whose tables a section speaks of: its own, or, when it has none, those of the appendices it brings.
fn reach(reading: &Reading, shelf: &Shelf, section: u32) -> Vec<u32> {
    let mut out = vec![section];
    if shelf.lines(section) == 0 {
        let after = reading
            .sections
            .iter()
            .enumerate()
            .skip(section as usize + 1);
        out.extend(
            after
                .take_while(|(_, s)| s.kind == Kind::Appendix)
                .map(|(i, _)| i as u32),
        );
    }
    out
}

const NAME: &str = "narrative-tie-out";

impl Rule for NarrativeTieOut {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let shelf = context.shelf(reading);
        let sentences = context.sentences(reading);
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        let nought = none::claims(reading);
        for claim in reading.claims.iter().chain(&nought) {
            let target = Shelves {
                reading,
                shelf: &shelf,
                sections: &reach(reading, &shelf, reading.section_of(claim.block)),
            };
            match find(reading, &sentences, claim, target, when(reading, claim)) {
                Found::Line(link) => {
                    let made = tests(NAME, reading, claim.block, reading, &link);
                    for (check, mut test) in link.checks.iter().zip(made) {
                        // A word that the table's line bears out is a test of that word, not of a figure.
                        if !check.value {
                            test.rule = "direction";
                        }
                        // Claims overlap: "rising to 44% compared to 34%" is a change and its values.
                        let key = test
                            .locations
                            .iter()
                            .map(|l| (l.prose.map(|(b, s)| (b, s.start, s.end)), l.cell))
                            .collect::<Vec<_>>();
                        if seen.insert(key) {
                            out.push(test);
                        }
                    }
                }
                Found::Several(lines) => {
                    out.push(several(NAME, reading, claim.block, claim.span, &lines))
                }
                Found::Nothing => {}
            }
        }
        drop(seen);
        out.extend(base::tests(NAME, reading, &shelf, &sentences));
        out.extend(near::tests(NAME, reading, &shelf, &sentences, &out));
        out
    }
}
