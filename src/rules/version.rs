//! The same report given twice: its copies agree, and what differs is named.

use super::link::{across, differences, tables};
use super::{Context, Rule, Stage};
use crate::finding::{Level, Outcome, Test};
use crate::store::{Relation, restated};

pub(super) struct Version;
pub(super) static RULE: Version = Version;

const NAME: &str = "version";

impl Rule for Version {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let shelves = context.shelves();
        let synonyms = context.settings.canonical_names();
        let mut out = Vec::new();
        for (kin, left, right) in context.kin(|r| matches!(r, Relation::Copy | Relation::Related)) {
            let mut tests: Vec<Test> = Vec::new();
            for (l, r, share) in &kin.common {
                let made = across::sentences(NAME, (left, l), (right, r));
                // Papers that only quote each other are held to whole sentences; of others that are alike it can be
                // said where they agree.
                let whole = *share > 0.95 || kin.relation == Relation::Copy;
                if whole || made.iter().all(|t| t.outcome == Outcome::Agrees) {
                    tests.extend(made);
                }
            }
            if kin.relation == Relation::Copy {
                let side = |reading, document: usize, section| tables::Side {
                    reading,
                    shelf: &shelves[document],
                    section,
                    synonyms: &synonyms,
                };
                let mut cells = tables::cells(
                    NAME,
                    side(left, kin.left.document, kin.left.section),
                    side(right, kin.right.document, kin.right.section),
                    across::name(right),
                );
                let told = |t: &&mut Test| {
                    let table = t.locations.first().and_then(|l| l.cell);
                    t.is_finding() && table.is_some_and(|(table, _, _)| restated(left, table))
                };
                let why = "a note at the table says that earlier figures were restated";
                tables::set_aside(cells.iter_mut().filter(told), why);
                tests.append(&mut cells);
            }
            // Papers that date the same sentences differently are of different times.
            let dates = tests
                .iter()
                .filter(|t| t.is_finding() && across::is_date(t))
                .count();
            if dates > 1 {
                tables::set_aside(&mut tests, "the two papers are of different times");
            }
            // Many changes are a later draft, and changes of figures are what drafts are for.
            let many = differences(&tests) > (tests.len() / 30).max(3);
            for t in tests.iter_mut().filter(|t| t.is_finding()) {
                t.level = if many { Level::Note } else { Level::Warning };
            }
            out.append(&mut tests);
        }
        across::gathered(out)
    }
}
