//! What a report of findings needs of a reading, so that a run over many files holds one whole reading at a time.

use crate::fact::Reading;
use crate::finding::{Outcome, Test};
use crate::layout::Block;
use crate::table::Table;

/// How much of what was read and tested a report will show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Findings, and how many other tests there were.
    Findings,
    /// Every test, or figures that took part in none.
    Everything,
}

/// Drops what no report of findings shows: tables and blocks that no finding cites (their places in the order stay),
/// what was derived from them, and of other tests all but how they came out.
pub fn keep(reading: &mut Reading, tests: &mut [Test]) {
    let mut tables = vec![false; reading.tables.len()];
    let mut blocks = vec![false; reading.blocks.len()];
    for test in tests {
        if !test.is_finding() {
            forget(test);
            continue;
        }
        for location in &test.locations {
            let table = location.cell.map(|(table, ..)| table);
            if let Some(cited) = table.and_then(|t| tables.get_mut(t as usize)) {
                *cited = true;
            }
            let block = location.prose.map(|(block, _)| block);
            if let Some(cited) = block.and_then(|b| blocks.get_mut(b as usize)) {
                *cited = true;
            }
        }
    }
    for table in uncited(&mut reading.tables, &tables) {
        *table = Table::default();
    }
    for block in uncited(&mut reading.blocks, &blocks) {
        *block = Block {
            role: block.role,
            text: String::new(),
            pieces: Vec::new(),
            table: block.table,
        };
    }
    reading
        .prose
        .retain(|(block, _)| blocks.get(*block as usize) == Some(&true));
    reading.prose.shrink_to_fit();
    reading.claims = Vec::new();
    reading.cell_claims = Vec::new();
    reading.times = Vec::new();
}

fn uncited<'a, T>(all: &'a mut [T], cited: &'a [bool]) -> impl Iterator<Item = &'a mut T> {
    let all = all.iter_mut().zip(cited);
    all.filter(|(_, cited)| !**cited).map(|(one, _)| one)
}

/// Forgets of tests that are no findings all but how they came out.
pub fn forget_all(tests: &mut [Test]) {
    tests
        .iter_mut()
        .filter(|t| !t.is_finding())
        .for_each(forget);
}

/// A test that is no finding counts by its rule and its outcome; one that could not be made also by its reason.
fn forget(test: &mut Test) {
    test.locations = Vec::new();
    test.sum = Vec::new();
    test.cause = None;
    if test.outcome != Outcome::NotTested {
        test.message = String::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Level, Location, Role};
    use crate::layout;

    #[test]
    fn what_findings_cite_stays_in_its_place_and_the_rest_goes() {
        let block = |text: &str| Block {
            role: layout::Role::Paragraph,
            text: text.into(),
            pieces: Vec::new(),
            table: None,
        };
        let mut reading = Reading {
            blocks: vec![block("Spent 3"), block("Spent 4")],
            ..Reading::default()
        };
        let test = |block: u32, outcome| Test {
            rule: "target",
            outcome,
            level: Level::Error,
            message: "said".into(),
            stated: None,
            computed: None,
            cause: None,
            sum: Vec::new(),
            locations: vec![Location::prose(
                &reading,
                Role::Primary,
                block,
                crate::figure::Span::new(6, 7),
            )],
        };
        let mut tests = [test(0, Outcome::Agrees), test(1, Outcome::Differs)];
        keep(&mut reading, &mut tests);
        assert_eq!(reading.blocks[0].text, "");
        assert_eq!(reading.blocks[1].text, "Spent 4");
        assert!(tests[0].locations.is_empty() && tests[0].message.is_empty());
        assert_eq!(tests[1].locations[0].text, "4");
    }
}
