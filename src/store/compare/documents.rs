//! Which document of one set is which of the other.

use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::section::{Kind, same_organisation};
use crate::store::sentence::sentences;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Less in common than this is chance.
const LEAST: u64 = 20;

/// Pairs of positions, in the order of the old documents; each document is used once, the most alike first.
pub(super) fn pair(old: &[Reading], new: &[Reading]) -> Vec<(usize, usize)> {
    if let ([_], [_]) = (old, new) {
        return vec![(0, 0)];
    }
    let left: Vec<BTreeSet<u64>> = old.iter().map(marks).collect();
    let right: Vec<BTreeSet<u64>> = new.iter().map(marks).collect();
    let mut owners: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, marks) in right.iter().enumerate() {
        for mark in marks {
            owners.entry(*mark).or_default().push(i);
        }
    }
    let mut scores: Vec<(u64, usize, usize)> = Vec::new();
    for (i, marks) in left.iter().enumerate() {
        let mut shared: BTreeMap<usize, u64> = BTreeMap::new();
        for list in marks.iter().filter_map(|m| owners.get(m)) {
            for k in list {
                *shared.entry(*k).or_default() += 1;
            }
        }
        let named = (0..new.len()).filter(|k| same_name(&old[i], &new[*k]));
        for k in named.collect::<Vec<_>>() {
            shared.entry(k).or_default();
        }
        for (k, n) in shared {
            if other_body(&old[i], &new[k]) {
                continue;
            }
            let all = (marks.len() + right[k].len()).max(1) as u64;
            let mut score = n * 200 / all;
            if same_name(&old[i], &new[k]) {
                score += 20;
            }
            if score >= LEAST {
                scores.push((score, i, k));
            }
        }
    }
    scores.sort_by_key(|(score, i, k)| (std::cmp::Reverse(*score), *i, *k));
    let (mut taken, mut given) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, i, k) in scores {
        if !taken[i] && !given[k] {
            taken[i] = true;
            given[k] = true;
            pairs.push((i, k));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// What a document is known by: its longer sentences without their numbers, and the labels of its rows.
fn marks(reading: &Reading) -> BTreeSet<u64> {
    let mut out = BTreeSet::new();
    let mut mark = |what: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        what(&mut hasher);
        out.insert(hasher.finish());
    };
    for s in sentences(reading) {
        mark(&|h| s.stems.hash(h));
    }
    for axis in reading.tables.iter().flat_map(|t| &t.rows) {
        let name = Name::of(axis.label());
        if !name.is_empty() {
            mark(&|h| name.hash(h));
        }
    }
    out
}

/// Whether two files bear the same name, years and dates aside.
fn same_name(a: &Reading, b: &Reading) -> bool {
    let name = |r: &Reading| {
        let stem = std::path::Path::new(&r.path).file_stem();
        Name::of(&stem.unwrap_or_default().to_string_lossy())
    };
    let name = (name(a), name(b));
    !name.0.is_empty() && name.0 == name.1
}

/// Two councils' figures are never compared.
fn other_body(a: &Reading, b: &Reading) -> bool {
    let body = |r: &Reading| r.sections.iter().find_map(|s| s.body.clone());
    match (body(a), body(b)) {
        (Some(x), Some(y)) => !same_organisation(Some(&x), Some(&y)),
        _ => false,
    }
}

/// By how many years the new document is later than the old one, by the years that they report on.
pub(super) fn years_between(old: &Reading, new: &Reading) -> i16 {
    let year = |r: &Reading| {
        let reports = r
            .sections
            .iter()
            .filter(|s| matches!(s.kind, Kind::Report | Kind::Appendix));
        reports.filter_map(|s| s.period).next().map(|p| p.end)
    };
    match (year(old), year(new)) {
        (Some(a), Some(b)) => {
            let months = (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month())
                - i32::from(a.month());
            // Two quarters of one year are two reports of it.
            if months % 12 == 0 {
                i16::try_from(months / 12).unwrap_or(0)
            } else {
                0
            }
        }
        _ => 0,
    }
}
