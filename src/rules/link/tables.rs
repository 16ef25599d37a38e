//! Lines of tables in two parts that print the same measures, tested cell by cell.

use super::figures::{compare, shown, slip};
use crate::fact::measure::{Name, stem_as_printed};
use crate::fact::{Fact, Reading, Source, Word};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::{Series, Shelf, restated};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A part of a document with its lines.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Side<'a> {
    pub reading: &'a Reading,
    pub shelf: &'a Shelf,
    pub section: u32,
}

impl<'a> Side<'a> {
    fn lines(self) -> impl Iterator<Item = &'a Series> {
        self.shelf
            .series
            .iter()
            .filter(move |s| s.section == self.section && !s.name.is_empty())
    }
}

/// Tests every cell of `left` against the cell of `right` with the same measure, period and dimensions. The message
/// names the other print by `other`.
pub(in crate::rules) fn cells(
    rule: &'static str,
    left: Side<'_>,
    right: Side<'_>,
    other: &str,
) -> Vec<Test> {
    let mut by_name: BTreeMap<(&Name, &Name), Vec<&Series>> = BTreeMap::new();
    let mut by_bare: BTreeMap<&Name, Vec<&Series>> = BTreeMap::new();
    for s in right.lines() {
        by_name.entry((&s.name, &s.around)).or_default().push(s);
        by_bare.entry(&s.name).or_default().push(s);
    }
    let mut left_bare: BTreeMap<&Name, usize> = BTreeMap::new();
    for s in left.lines() {
        *left_bare.entry(&s.name).or_default() += 1;
    }
    // By the tables compared: a pair that differs in most cells never showed the same thing.
    let mut groups: BTreeMap<(u32, u32), Vec<Test>> = BTreeMap::new();
    for s in left.lines() {
        let only = |list: Option<&Vec<&'_ Series>>| match list.map(Vec::as_slice) {
            Some([one]) => Some((*one).clone()),
            _ => None,
        };
        let found = only(by_name.get(&(&s.name, &s.around)))
            .or_else(|| only(by_bare.get(&s.name)).filter(|_| left_bare.get(&s.name) == Some(&1)));
        let Some(t) = found else { continue };
        groups.entry((s.table, t.table)).or_default().extend(line(
            rule,
            left.reading,
            s,
            right.reading,
            &t,
            other,
        ));
    }
    let mut out = Vec::new();
    for ((table, _), mut tests) in groups {
        if restated(left.reading, table) {
            for t in tests.iter_mut().filter(|t| t.is_finding()) {
                t.outcome = Outcome::NotTested;
                t.message =
                    "a note at the table says that earlier figures were restated".to_string();
                t.cause = None;
            }
        }
        let apart = super::differences(&tests);
        if apart > 2 && apart * 4 > tests.len() {
            for t in tests.iter_mut().filter(|t| t.is_finding()) {
                t.outcome = Outcome::NotTested;
                t.message =
                    "most figures of the two tables differ: they do not show the same thing"
                        .to_string();
                t.cause = None;
            }
        }
        out.append(&mut tests);
    }
    out
}

/// Whether a line is an index: it stands at 100 somewhere along several periods.
fn index(reading: &Reading, series: &Series) -> bool {
    series.facts.len() >= 4
        && series
            .facts
            .iter()
            .filter_map(|i| reading.facts.get(*i as usize))
            .any(|f| f.figure.value == rust_decimal::Decimal::ONE_HUNDRED)
}

static TARGET: LazyLock<Word> = LazyLock::new(|| stem_as_printed("target"));

fn line(
    rule: &'static str,
    left: &Reading,
    s: &Series,
    right: &Reading,
    t: &Series,
    other: &str,
) -> Vec<Test> {
    let key = |reading: &Reading, f: &Fact| {
        let Source::Cell { nth, .. } = f.source else {
            return None;
        };
        let members: Vec<Name> = f
            .dimensions
            .iter()
            .map(|(_, m)| Name::of(m))
            .filter(|n| !n.is_empty())
            .collect();
        // A target stands beside the years and has none of its own.
        let target =
            members.last().is_some_and(|m| m.has(&TARGET)) && !super::value::own_period(reading, f);
        Some(((!target).then_some(f.period?), members, nth))
    };
    let mut of_right: BTreeMap<_, Vec<&Fact>> = BTreeMap::new();
    for f in t.facts.iter().filter_map(|i| right.facts.get(*i as usize)) {
        if let Some(k) = key(right, f) {
            of_right.entry(k).or_default().push(f);
        }
    }
    let index = index(left, s) || index(right, t);
    let mut out: Vec<Test> = Vec::new();
    for f in s.facts.iter().filter_map(|i| left.facts.get(*i as usize)) {
        let Some(k) = key(left, f) else { continue };
        let Some([g]) = of_right.get(&k).map(Vec::as_slice) else {
            continue;
        };
        let Some(mut c) = compare(&f.figure, &g.figure) else {
            continue;
        };
        let moved = c.outcome == Outcome::Differs && f.period != g.period;
        let rebased = index && c.outcome == Outcome::Differs;
        if moved || rebased {
            c.outcome = Outcome::NotTested;
        }
        let at = Location::fact(left, Role::Primary, f.source);
        // One cell, one finding: "35% (39 of 112)" against "36% (40 of 112)".
        if c.outcome == Outcome::Differs
            && out
                .last()
                .is_some_and(|p| p.outcome == Outcome::Differs && p.locations.first() == Some(&at))
        {
            continue;
        }
        let message = match c.outcome {
            Outcome::Differs | Outcome::UnlikelyRounding => format!(
                "{} for {} is {}, but {other} gives {}",
                s.label,
                k.0.map_or_else(|| "all years".to_string(), crate::finding::message::period),
                shown(&f.figure),
                shown(&g.figure)
            ),
            Outcome::NotTested if rebased => {
                "an index may be counted from another year".to_string()
            }
            Outcome::NotTested if moved => "targets may change from year to year".to_string(),
            Outcome::NotTested => "one of the figures is only approximate".to_string(),
            _ => format!("{} in both", shown(&f.figure)),
        };
        out.push(Test {
            rule,
            outcome: c.outcome,
            level: Level::Warning,
            message,
            stated: Some(c.stated),
            computed: Some(c.other),
            cause: slip(c.stated, c.other).filter(|_| c.outcome == Outcome::Differs),
            sum: Vec::new(),
            locations: vec![at, Location::fact(right, Role::Evidence, g.source)],
        });
    }
    out
}
