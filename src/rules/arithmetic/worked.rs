//! The tables of a document in stretches: the relations of one are found, tested by all rules that speak of them, and go
//! before the next is looked at, as those of a long report would take more room than its tables.

use super::{Kind, Relation, analyse, around, spread, word};
use crate::fact::Reading;
use crate::finding::{Outcome, Test};
use crate::table::{Axis, Line};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How many tables, or groups of tables that belong together, are looked at together. They are also the tables around
/// one that may show its rounding.
const STRETCH: usize = 32;

/// The tables of a document, in the groups that are searched together.
pub struct Tables<'a> {
    reading: &'a Reading,
    groups: Vec<Vec<Vec<usize>>>,
    /// Of each table, whether its rows go on in another.
    parted: Vec<bool>,
    /// Only findings are told of: tests that agree need no words.
    brief: bool,
}

impl<'a> Tables<'a> {
    /// The tables of a reading; of a run that is `brief` only findings are told, and tests that agree are made without
    /// their words.
    pub fn of(reading: &'a Reading, brief: bool) -> Tables<'a> {
        Tables {
            reading,
            groups: spread::groups(&reading.tables),
            parted: parted(reading),
            brief,
        }
    }

    /// The stretches that [`Tables::work`] takes, in order.
    pub fn stretches(&self) -> Vec<Range<usize>> {
        let groups = self.groups.len();
        (0..groups)
            .step_by(STRETCH)
            .map(|from| from..(from + STRETCH).min(groups))
            .collect()
    }

    /// Finds the relations of a stretch.
    pub fn work(&self, stretch: Range<usize>) -> Worked<'a> {
        let groups = self.groups.get(stretch).unwrap_or(&[]);
        let found = groups.iter().flat_map(|group| self.search(group));
        let mut found: Vec<(u32, Vec<Relation>)> = found.collect();
        around::settle(&self.reading.tables, &mut found);
        Worked {
            reading: self.reading,
            found,
            brief: self.brief,
        }
    }

    /// The relations of a group, with the number of their table.
    fn search(&self, group: &[Vec<usize>]) -> Vec<(u32, Vec<Relation>)> {
        let tables = &self.reading.tables;
        let alone = group.len() == 1 && group[0].len() == 1;
        let joined = (!alone).then(|| spread::join(tables, group)).flatten();
        if let Some((whole, spread)) = joined {
            let spread = Arc::new(spread);
            let mut found = analyse(&whole);
            for relation in &mut found {
                relation.spread = Some(spread.clone());
            }
            return vec![(group[0][0] as u32, found)];
        }
        let each = group.iter().flatten().map(|i| {
            let mut found = analyse(&tables[*i]);
            if self.parted[*i] {
                found.iter_mut().for_each(hold_back);
            }
            (*i as u32, found)
        });
        each.collect()
    }
}

/// A total of a row whose parts may stand in another table is not tested.
fn hold_back(relation: &mut Relation) {
    if !relation.down && relation.outcome == Outcome::Differs {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("the row goes on in another table".into());
    }
}

/// Which tables are too wide for their page, and go on in another with the same rows: their row totals have parts there.
fn parted(reading: &Reading) -> Vec<bool> {
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, t) in reading.tables.iter().enumerate() {
        let labels: Vec<&str> = t
            .rows
            .iter()
            .filter(|r| !matches!(r.kind, Line::Header | Line::Note))
            .map(Axis::label)
            .collect();
        if labels.len() >= 3 {
            rows.entry(labels.join("\n")).or_default().push(i);
        }
    }
    let mut parted = vec![false; reading.tables.len()];
    for i in rows.into_values().filter(|g| g.len() >= 2).flatten() {
        parted[i] = true;
    }
    parted
}

/// The relations between the figures of a stretch of tables.
pub struct Worked<'a> {
    reading: &'a Reading,
    /// By the number of their table.
    found: Vec<(u32, Vec<Relation>)>,
    brief: bool,
}

impl Worked<'_> {
    /// The tests of one kind.
    pub(in crate::rules) fn tests(&self, kind: Kind) -> Vec<Test> {
        let mut out = Vec::new();
        for (table, relations) in &self.found {
            for relation in relations.iter().filter(|r| r.kind == kind) {
                out.push(word::test(self.reading, *table, relation, self.brief));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{tabbed, totals};

    #[test]
    fn the_stretches_of_a_long_document_hold_each_of_its_tables_once() {
        let mut table = tabbed("Team\tMay\nAdvice\t412\nVisits\t1211\nCalls\t230\nTotal\t1853");
        totals::mark(&mut table);
        let reading = Reading {
            tables: vec![table; 2 * STRETCH + 1],
            ..Reading::default()
        };
        let tables = Tables::of(&reading, true);
        let stretches = tables.stretches();
        assert_eq!(stretches.len(), 3);
        let tests = stretches
            .into_iter()
            .flat_map(|s| tables.work(s).tests(Kind::Footing));
        let totals = tests.filter_map(|t| t.locations.first()?.cell);
        let tested: Vec<u32> = totals.map(|(table, ..)| table).collect();
        assert!(tested.into_iter().eq(0..reading.tables.len() as u32));
    }
}
