//! A report and the pack that holds it: only the part of the pack that is the report is compared with it.

use crate::fact::Reading;
use crate::store::sentence::sentences;
use crate::table::Table;
use std::collections::{HashMap, HashSet};

/// The side of a pair that holds more than the other, cut down to what the other is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// The new document holds more; otherwise the old one does.
    pub new: bool,
    /// Titles of the parts that were compared.
    pub compared: Vec<String>,
    /// Titles of the parts that only this document has.
    pub others: Vec<String>,
}

/// A report of fewer sentences is found in parts of a pack by chance.
const LEAST: usize = 8;

/// Cuts the larger of two documents down to the parts that the smaller one is; none when they are of one kind.
pub(super) fn narrowed(old: &Reading, new: &Reading) -> Option<(Reading, Within)> {
    let found = of(old, new).map(|parts| (old, new, parts, true));
    let (report, pack, parts, new) =
        found.or_else(|| of(new, old).map(|parts| (new, old, parts, false)))?;
    let title = |of: &dyn Fn(usize) -> bool| -> Vec<String> {
        let sections = pack.sections.iter().enumerate();
        sections
            .filter(|(i, _)| of(*i))
            .map(|(_, s)| s.title.clone())
            .collect()
    };
    let within = Within {
        new,
        compared: title(&|i| parts.contains(&i)),
        others: title(&|i| !parts.contains(&i)),
    };
    Some((cut(report, pack, &parts), within))
}

/// The sections of a pack that together are the report; none when the pack holds little else, or not the report.
fn of(report: &Reading, pack: &Reading) -> Option<Vec<usize>> {
    if pack.sections.len() < 2 {
        return None;
    }
    let wanted: HashSet<Vec<u64>> = sentences(report).into_iter().map(|s| s.stems).collect();
    let mut by_section: Vec<(usize, HashSet<Vec<u64>>)> =
        vec![(0, HashSet::new()); pack.sections.len()];
    for s in sentences(pack) {
        if let Some((all, shared)) = by_section.get_mut(s.section as usize) {
            *all += 1;
            if wanted.contains(&s.stems) {
                shared.insert(s.stems);
            }
        }
    }
    let mut order: Vec<usize> = (0..by_section.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(by_section[*i].1.len()));
    let mut covered: HashSet<&Vec<u64>> = HashSet::new();
    let (mut taken, mut size) = (Vec::new(), 0);
    for i in order {
        let (all, shared) = &by_section[i];
        let fresh = shared.iter().filter(|s| !covered.contains(s)).count();
        // A covering note repeats what the report says; a part of the report says something of its own.
        if fresh * 10 >= wanted.len() && fresh * 5 >= all * 2 {
            covered.extend(shared);
            taken.push(i);
            size += all;
        }
    }
    let sentences: usize = by_section.iter().map(|(all, _)| all).sum();
    let whole = covered.len() >= LEAST && covered.len() * 10 >= wanted.len() * 6;
    // The rest has to be worth leaving out.
    let more = (sentences - size) * 4 >= size;
    taken.sort_unstable();
    (whole && more).then_some(taken)
}

/// A reading with nothing but some of its sections; positions of blocks and tables stay. Sentences of the report that
/// stand in other parts alone, such as the lines of a cover, stay with it.
fn cut(report: &Reading, pack: &Reading, parts: &[usize]) -> Reading {
    let mut reading = pack.clone();
    let mut open: HashMap<Vec<u64>, isize> = HashMap::new();
    for s in sentences(report) {
        *open.entry(s.stems).or_default() += 1;
    }
    let all = sentences(pack);
    let within = |section: u32| parts.contains(&(section as usize));
    for s in all.iter().filter(|s| within(s.section)) {
        if let Some(n) = open.get_mut(&s.stems) {
            *n -= 1;
        }
    }
    let mut kept: HashSet<u32> = HashSet::new();
    for s in all.iter().filter(|s| !within(s.section)).rev() {
        if let Some(n) = open.get_mut(&s.stems).filter(|n| **n > 0) {
            *n -= 1;
            kept.insert(s.block);
        }
    }
    for i in 0..reading.blocks.len() {
        if within(reading.section_of(i as u32)) || kept.contains(&(i as u32)) {
            continue;
        }
        let block = &mut reading.blocks[i];
        block.text.clear();
        if let Some(t) = block.table
            && let Some(table) = reading.tables.get_mut(t as usize)
        {
            *table = Table::default();
        }
    }
    for (i, section) in reading.sections.iter_mut().enumerate() {
        if !parts.contains(&i) {
            section.period = None;
        }
    }
    reading
}
