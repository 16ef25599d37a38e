//! Which parts of several documents belong together: copies of one report, successive reports of one series, minutes
//! and the report they note.

use super::sentence::{Sentence, pairs, sentences};
use crate::fact::measure::Name;
use crate::fact::{Reading, Word};
use crate::section::{Kind, Section, same_organisation};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How two parts belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same report twice: draft and final, appendix and stand-alone.
    Copy,
    /// Two years of one series; the second part is the later one.
    Successive,
    /// The first part is the minutes that note the second.
    MinutesOf,
    /// Different papers of one organisation that repeat each other in places: a covering note and its appendix.
    Related,
}

/// A part of a document of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Position among the readings.
    pub document: usize,
    /// Section of the reading.
    pub section: u32,
}

/// Two parts that belong together, and the sentences they have in common.
#[derive(Debug, Clone)]
pub struct Kinship {
    /// How.
    pub relation: Relation,
    /// The part given first (the earlier year of a series, the minutes).
    pub left: Part,
    /// The other.
    pub right: Part,
    /// Like sentences with the share of common words.
    pub common: Vec<(Arc<Sentence>, Arc<Sentence>, f32)>,
}

/// The sentences of all readings, by document and section.
pub struct Library {
    parts: Vec<(Part, Vec<Arc<Sentence>>)>,
}

impl Library {
    /// Of the readings of a run.
    pub fn of(readings: &[Reading]) -> Library {
        let mut parts: BTreeMap<Part, Vec<Arc<Sentence>>> = BTreeMap::new();
        for (document, reading) in readings.iter().enumerate() {
            for s in sentences(reading) {
                parts
                    .entry(Part {
                        document,
                        section: s.section,
                    })
                    .or_default()
                    .push(Arc::new(s));
            }
        }
        Library {
            parts: parts.into_iter().collect(),
        }
    }

    /// The pairs of parts in different documents that belong together.
    pub fn kin(&self, readings: &[Reading]) -> Vec<Kinship> {
        let mut out = Vec::new();
        for (a, b) in self.candidates(readings) {
            let (pa, sa) = &self.parts[a];
            let (pb, sb) = &self.parts[b];
            let section = |p: &Part| {
                readings
                    .get(p.document)
                    .and_then(|r| r.sections.get(p.section as usize))
            };
            let (Some(x), Some(y)) = (section(pa), section(pb)) else {
                continue;
            };
            if unrelated(x, y) {
                continue;
            }
            let common = pairs(sa, sb);
            let Some(relation) = relation(x, y, sa.len(), sb.len(), common.len()) else {
                continue;
            };
            let swap = match relation {
                Relation::MinutesOf => x.kind != Kind::Minutes,
                Relation::Successive => later(x, y),
                _ => false,
            };
            out.push(if swap {
                Kinship {
                    relation,
                    left: *pb,
                    right: *pa,
                    common: common.into_iter().map(|(l, r, n)| (r, l, n)).collect(),
                }
            } else {
                Kinship {
                    relation,
                    left: *pa,
                    right: *pb,
                    common,
                }
            });
        }
        latest_noted(out, readings)
    }

    /// Pairs of parts of different documents that share at least two whole sentences, or are of one series by their
    /// titles, or minutes and a report of one body; found without comparing all sentences.
    fn candidates(&self, readings: &[Reading]) -> Vec<(usize, usize)> {
        let mut owners: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
        for (i, (_, sentences)) in self.parts.iter().enumerate() {
            for s in sentences.iter().filter(|s| s.stems.len() >= 8) {
                let list = owners.entry(s.stems.as_slice()).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        // A sentence in very many parts is boilerplate and leads nowhere.
        for list in owners.into_values().filter(|l| (2..=24).contains(&l.len())) {
            for (n, a) in list.iter().enumerate() {
                for b in &list[n + 1..] {
                    *shared.entry((*a, *b)).or_default() += 1;
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = shared
            .into_iter()
            .filter(|(_, n)| *n >= 2)
            .map(|(p, _)| p)
            .collect();
        // Parts of one body by a word of their titles; minutes lead to all reports of their body.
        let mut by_title: BTreeMap<(String, Word), Vec<usize>> = BTreeMap::new();
        let mut minutes: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (i, (part, _)) in self.parts.iter().enumerate() {
            let Some(section) = readings
                .get(part.document)
                .and_then(|r| r.sections.get(part.section as usize))
            else {
                continue;
            };
            let Some(body) = section.body.as_ref().map(|b| Name::of(b).joined()) else {
                continue;
            };
            let of_body = minutes.entry(body.clone()).or_default();
            match section.kind {
                Kind::Minutes => of_body.0.push(i),
                Kind::Agenda => {}
                _ => of_body.1.push(i),
            }
            for w in series_name(section).words {
                by_title.entry((body.clone(), w)).or_default().push(i);
            }
        }
        for list in by_title.into_values().filter(|l| l.len() <= 40) {
            pairs.extend(
                list.iter()
                    .enumerate()
                    .flat_map(|(n, a)| list[n + 1..].iter().map(move |b| (*a, *b))),
            );
        }
        for (records, reports) in minutes.into_values() {
            if records.len() * reports.len() <= 4000 {
                pairs.extend(
                    records
                        .iter()
                        .flat_map(|a| reports.iter().map(move |b| (*a.min(b), *a.max(b)))),
                );
            }
        }
        // Two that are known from the store alone are none of this run's.
        let stored = |i: &usize| {
            let document = self.parts.get(*i).map(|(p, _)| p.document);
            document
                .and_then(|d| readings.get(d))
                .is_some_and(|r| r.stored)
        };
        pairs.retain(|(a, b)| {
            self.parts[*a].0.document != self.parts[*b].0.document && !(stored(a) && stored(b))
        });
        pairs.into_iter().collect()
    }
}

/// Minutes note the latest report of a series; earlier ones that say the like are left to other rules.
fn latest_noted(kin: Vec<Kinship>, readings: &[Reading]) -> Vec<Kinship> {
    let section = |p: &Part| {
        readings
            .get(p.document)
            .and_then(|r| r.sections.get(p.section as usize))
    };
    let key = |k: &Kinship| section(&k.right).map(|s| (k.left, series_name(s)));
    let mut latest: BTreeMap<(Part, Name), jiff::civil::Date> = BTreeMap::new();
    for k in kin.iter().filter(|k| k.relation == Relation::MinutesOf) {
        if let (Some(key), Some(p)) = (key(k), section(&k.right).and_then(|s| s.period)) {
            let end = latest.entry(key).or_insert(p.end);
            *end = (*end).max(p.end);
        }
    }
    let stale = |k: &Kinship| {
        let end = key(k).and_then(|key| latest.get(&key).copied());
        matches!((end, section(&k.right).and_then(|s| s.period)), (Some(end), Some(p)) if p.end < end)
    };
    kin.into_iter()
        .filter(|k| k.relation != Relation::MinutesOf || !stale(k))
        .collect()
}

/// Two bodies that are known and differ are never compared.
fn unrelated(a: &Section, b: &Section) -> bool {
    a.body.is_some() && b.body.is_some() && !same_organisation(a.body.as_deref(), b.body.as_deref())
}

fn later(a: &Section, b: &Section) -> bool {
    matches!((a.period, b.period), (Some(p), Some(q)) if p.end > q.end)
}

fn relation(a: &Section, b: &Section, in_a: usize, in_b: usize, common: usize) -> Option<Relation> {
    let years = matches!((a.period, b.period), (Some(p), Some(q)) if !p.same_year(q));
    if (a.kind == Kind::Minutes) != (b.kind == Kind::Minutes) {
        let days =
            |d: i32| matches!((a.date, b.date), (Some(p), Some(q)) if (p - q).get_days().abs() > d);
        return (!years && !days(200) && common > 0).then_some(Relation::MinutesOf);
    }
    let series = same_series(a, b);
    if series && years {
        return Some(Relation::Successive);
    }
    let share = common * 100 / in_a.min(in_b).max(1);
    let sizes = in_a.min(in_b) * 100 / in_a.max(in_b).max(1);
    if !years && !far_apart(a, b) && common >= 5 && share >= 60 && (sizes >= 50 || series) {
        return Some(Relation::Copy);
    }
    // Papers of other years and meetings share their phrases and nothing else. A covering note bears the day of its
    // meeting, the report of the same year and name its own.
    let same_year = matches!((a.period, b.period), (Some(p), Some(q)) if p.same_year(q));
    let dated = a.date.is_some() && b.date.is_some();
    let near = !far_apart(a, b) || (series && same_year && a.body.is_some() && b.body.is_some());
    (common >= 2 && !years && near && (same_year || dated)).then_some(Relation::Related)
}

/// Whether two parts bear dates more than two months apart; two agendas or two minutes, dates apart at all.
fn far_apart(a: &Section, b: &Section) -> bool {
    let meeting = a.kind == b.kind && matches!(a.kind, Kind::Agenda | Kind::Minutes);
    match (a.date, b.date) {
        (Some(p), Some(q)) => (p - q).get_days().abs() > if meeting { 0 } else { 62 },
        _ => meeting,
    }
}

/// A title without years, the body's own name and the words that all reports bear.
pub(super) fn series_name(section: &Section) -> Name {
    const COMMON: [&str; 10] = [
        "annual", "report", "council", "city", "county", "quarter", "monitor", "of", "draft",
        "final",
    ];
    let body = section.body.as_deref().map(Name::of).unwrap_or_default();
    Name::of(&section.title).without(|w| body.has(w) || COMMON.contains(&w.as_str()))
}

/// Whether two titles are the same but for years and the body's own name.
fn same_series(a: &Section, b: &Section) -> bool {
    let (x, y) = (series_name(a), series_name(b));
    let shared = x.shared(&y).count();
    !x.words.is_empty() && shared * 10 >= x.words.len().max(y.words.len()) * 7
}
