//! What a report of findings needs of a reading, so that a run over many files holds one whole reading at a time.

use crate::fact::Reading;
use crate::finding::{Outcome, Test};
use crate::layout::{Block, Pieces};
use crate::table::Table;
use std::collections::BTreeMap;

/// How much of what was read and tested a report will show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Findings, and how many other tests there were.
    Findings,
    /// Every test, or figures that took part in none.
    Everything,
}

/// How many tests of a rule came out in a way; of those that could not be made, for each reason.
pub type Counts = BTreeMap<(&'static str, Outcome, String), usize>;

/// Drops what no report of findings shows: tables and blocks that none of these findings cites (their places in the
/// order stay), and what was derived from them.
pub fn keep(reading: &mut Reading, findings: &[Test]) {
    let mut tables = vec![false; reading.tables.len()];
    let mut blocks = vec![false; reading.blocks.len()];
    for location in findings.iter().flat_map(|t| &t.locations) {
        let table = location.cell.map(|(table, ..)| table);
        if let Some(cited) = table.and_then(|t| tables.get_mut(t as usize)) {
            *cited = true;
        }
        let block = location.prose.map(|(block, _)| block);
        if let Some(cited) = block.and_then(|b| blocks.get_mut(b as usize)) {
            *cited = true;
        }
    }
    for table in uncited(&mut reading.tables, &tables) {
        *table = Table::default();
    }
    for block in uncited(&mut reading.blocks, &blocks) {
        *block = Block {
            role: block.role,
            text: String::new(),
            pieces: Pieces::default(),
            table: block.table,
        };
    }
    reading
        .prose
        .retain(|(block, _)| blocks.get(*block as usize) == Some(&true));
    reading.prose.shrink_to_fit();
    reading.cell_claims = Vec::new();
    reading.times = Vec::new();
}

fn uncited<'a, T>(all: &'a mut [T], cited: &'a [bool]) -> impl Iterator<Item = &'a mut T> {
    let all = all.iter_mut().zip(cited);
    all.filter(|(_, cited)| !**cited).map(|(one, _)| one)
}

/// The findings among tests. The others are told by their number alone, and only counted.
pub fn findings(tests: Vec<Test>, counts: &mut Counts) -> Vec<Test> {
    let mut findings = Vec::new();
    for test in tests {
        if test.is_finding() {
            findings.push(test);
            continue;
        }
        let reason = match test.outcome {
            Outcome::NotTested => test.message,
            _ => String::new(),
        };
        *counts.entry((test.rule, test.outcome, reason)).or_default() += 1;
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Level, Location, Role};
    use crate::layout::{self, Pieces};

    #[test]
    fn what_findings_cite_stays_in_its_place_and_the_rest_goes() {
        let block = |text: &str| Block {
            role: layout::Role::Paragraph,
            text: text.into(),
            pieces: Pieces::default(),
            table: None,
        };
        let mut reading = Reading {
            blocks: vec![block("Spent 3"), block("Spent 4")],
            ..Reading::default()
        };
        let test = |block: u32, outcome| {
            Test::new(
                "target",
                outcome,
                Level::Error,
                "said".into(),
                vec![Location::prose(
                    &reading,
                    Role::Primary,
                    block,
                    crate::figure::Span::new(6, 7),
                )],
            )
        };
        let tests = vec![
            test(0, Outcome::Agrees),
            test(0, Outcome::NotTested),
            test(1, Outcome::Differs),
            test(0, Outcome::Agrees),
        ];
        let mut counts = Counts::new();
        let kept = findings(tests, &mut counts);
        keep(&mut reading, &kept);
        assert_eq!(reading.blocks[0].text, "");
        assert_eq!(reading.blocks[1].text, "Spent 4");
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].locations[0].text, "4");
        let counts: Vec<_> = counts.into_iter().collect();
        assert_eq!(
            counts,
            [
                (("target", Outcome::Agrees, String::new()), 2),
                (("target", Outcome::NotTested, "said".to_string()), 1),
            ]
        );
    }
}
