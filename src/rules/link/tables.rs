//! Lines of tables in two parts that print the same measures, tested cell by cell.

use super::figures::{compare, shown, slip};
use crate::fact::measure::{Name, stem_as_printed};
use crate::fact::{Fact, Reading, Source, Word};
use crate::figure::Period;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::language::names::plain;
use crate::rules::Context;
use crate::store::{Kinship, Part, Relation, Series, Shelf};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A part of a document with its lines.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Side<'a> {
    pub reading: &'a Reading,
    pub shelf: &'a Shelf,
    pub section: u32,
    /// Other names of measures, from `measures.rules`.
    pub synonyms: &'a HashMap<String, &'a str>,
}

impl<'a> Side<'a> {
    /// What the part reports on.
    pub(in crate::rules) fn period(self) -> Option<Period> {
        let section = self.reading.sections.get(self.section as usize)?;
        section.period
    }
    /// Where a line of the part stands: its first figure.
    pub(in crate::rules) fn place(self, line: &Series, role: Role) -> Option<Location> {
        let fact = self.reading.fact(*line.facts.first()? as usize)?;
        Some(Location::fact(self.reading, role, fact.source))
    }
    /// The lines of the part that have a name.
    pub(in crate::rules) fn lines(self) -> impl Iterator<Item = &'a Series> {
        self.shelf
            .series
            .iter()
            .filter(move |s| s.section == self.section && !s.name().is_empty())
    }
}

/// The lines of `left` with the one of `right` that prints the same measure: under the same label and headings, or under
/// a label, or a name by `measures.rules`, that each side has once.
pub(in crate::rules) fn twins<'a>(
    left: Side<'a>,
    right: Side<'a>,
) -> Vec<(&'a Series, &'a Series)> {
    let mut by_name: BTreeMap<(&Name, &Name), Vec<&'a Series>> = BTreeMap::new();
    let mut by_bare: BTreeMap<&Name, Vec<&'a Series>> = BTreeMap::new();
    for s in right.lines() {
        by_name.entry((s.name(), &s.around)).or_default().push(s);
        by_bare.entry(s.name()).or_default().push(s);
    }
    let mut left_bare: BTreeMap<&Name, usize> = BTreeMap::new();
    for s in left.lines() {
        *left_bare.entry(s.name()).or_default() += 1;
    }
    let only = |list: Option<&Vec<&'a Series>>| match list.map(Vec::as_slice) {
        Some([one]) => Some(*one),
        _ => None,
    };
    let known = |s: &Series| left.synonyms.get(&plain(s.label())).copied();
    let mut by_synonym: BTreeMap<&str, (usize, Vec<&'a Series>)> = BTreeMap::new();
    if !left.synonyms.is_empty() {
        for name in left.lines().filter_map(known) {
            by_synonym.entry(name).or_default().0 += 1;
        }
        for s in right.lines() {
            if let Some(list) = known(s).and_then(|name| by_synonym.get_mut(name)) {
                list.1.push(s);
            }
        }
    }
    let twin = |s: &'a Series| {
        let found = only(by_name.get(&(s.name(), &*s.around)))
            .or_else(|| only(by_bare.get(s.name())).filter(|_| left_bare.get(s.name()) == Some(&1)))
            .or_else(|| {
                let (here, there) = by_synonym.get(known(s)?)?;
                only(Some(there)).filter(|_| *here == 1)
            });
        Some((s, found?))
    };
    left.lines().filter_map(twin).collect()
}

/// Twins by the tables that they stand in: of the left part, of the right one.
pub(in crate::rules) fn by_tables<'a>(
    left: Side<'a>,
    right: Side<'a>,
) -> BTreeMap<(u32, u32), Vec<(&'a Series, &'a Series)>> {
    let mut groups: BTreeMap<(u32, u32), Vec<(&Series, &Series)>> = BTreeMap::new();
    for (s, t) in twins(left, right) {
        groups.entry((s.table, t.table)).or_default().push((s, t));
    }
    groups
}

/// Calls for every two reports of one series and of different years: the kinship, the later part, the earlier one.
pub(in crate::rules) fn each_year(
    context: &Context<'_>,
    mut call: impl FnMut(&Kinship, Side<'_>, Side<'_>),
) {
    let shelves = context.shelves();
    let synonyms = context.settings.canonical_names();
    for (kin, earlier, later) in context.kin(|r| r == Relation::Successive) {
        let side = |reading, part: Part| {
            let shelf = shelves.get(part.document)?;
            Some(Side {
                reading,
                shelf,
                section: part.section,
                synonyms: &synonyms,
            })
        };
        if let (Some(new), Some(old)) = (side(later, kin.right), side(earlier, kin.left)) {
            call(kin, new, old);
        }
    }
}

/// As [`each_year`], for reports that follow each other: no other report of the run lies between them.
pub(in crate::rules) fn each_step(context: &Context<'_>, mut call: impl FnMut(Side<'_>, Side<'_>)) {
    let mut nearest: BTreeMap<Part, Date> = BTreeMap::new();
    let end = |side: &Side<'_>| side.period().map(|p| p.end);
    each_year(context, |kin, _, old| {
        if let Some(end) = end(&old) {
            let known = nearest.entry(kin.right).or_insert(end);
            *known = end.max(*known);
        }
    });
    each_year(context, |kin, new, old| {
        if end(&old).is_some() && nearest.get(&kin.right).copied() == end(&old) {
            call(new, old);
        }
    });
}

/// Tests every cell of `left` against the cell of `right` with the same measure, period and dimensions. The message
/// names the other print by `other`.
pub(in crate::rules) fn cells(
    rule: &'static str,
    left: Side<'_>,
    right: Side<'_>,
    other: &str,
) -> Vec<Test> {
    // By the tables compared: a pair that differs in most cells never showed the same thing.
    let mut out = Vec::new();
    for lines in by_tables(left, right).into_values() {
        let tested = lines
            .into_iter()
            .flat_map(|(s, t)| line(rule, left.reading, s, right.reading, t, other));
        let mut tests: Vec<Test> = tested.collect();
        let apart = super::differences(&tests);
        if apart > 2 && apart * 4 > tests.len() {
            let why = "most figures of the two tables differ: they do not show the same thing";
            set_aside(&mut tests, why);
        }
        if tests.iter().any(|t| t.message == UNSCALED) {
            set_aside(&mut tests, UNSCALED);
        }
        out.append(&mut tests);
    }
    out
}

/// Why nothing is told of two tables of which one gives its scale somewhere else.
const UNSCALED: &str =
    "the same digits stand in both, but only one of the two tables tells of thousands or millions";

/// What differs is not tested, for a reason.
pub(in crate::rules) fn set_aside<'a>(tests: impl IntoIterator<Item = &'a mut Test>, why: &str) {
    for t in tests.into_iter().filter(|t| t.is_finding()) {
        t.outcome = Outcome::NotTested;
        t.message = why.to_string();
        t.cause = None;
    }
}

/// Whether a line is an index: it stands at 100 somewhere along several periods.
fn index(reading: &Reading, series: &Series) -> bool {
    series.facts.len() >= 4
        && reading
            .facts_of(&series.facts)
            .any(|f| f.figure.value == rust_decimal::Decimal::ONE_HUNDRED)
}

static TARGET: LazyLock<Word> = LazyLock::new(|| stem_as_printed("target"));

/// Whether a figure is a target that stands beside the years and has none of its own.
pub(in crate::rules) fn is_target(reading: &Reading, fact: &Fact<'_>) -> bool {
    let last = fact.dimensions.last();
    last.is_some_and(|(_, m)| Name::of(m).has(&TARGET)) && !super::value::own_period(reading, fact)
}

fn line(
    rule: &'static str,
    left: &Reading,
    s: &Series,
    right: &Reading,
    t: &Series,
    other: &str,
) -> Vec<Test> {
    let key = |reading: &Reading, f: &Fact<'_>| {
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
    let mut of_right: BTreeMap<_, Vec<Fact<'_>>> = BTreeMap::new();
    for f in right.facts_of(&t.facts) {
        if let Some(k) = key(right, &f) {
            of_right.entry(k).or_default().push(f);
        }
    }
    let index = index(left, s) || index(right, t);
    let mut out: Vec<Test> = Vec::new();
    for f in left.facts_of(&s.facts) {
        let Some(k) = key(left, &f) else { continue };
        let Some([g]) = of_right.get(&k).map(Vec::as_slice) else {
            continue;
        };
        let Some(mut c) = compare(f.figure, g.figure) else {
            continue;
        };
        let moved = c.outcome == Outcome::Differs && f.period != g.period;
        let rebased = index && matches!(c.outcome, Outcome::Differs | Outcome::UnlikelyRounding);
        // The same digits in both: one of the tables tells its scale elsewhere.
        let unscaled = c.outcome == Outcome::Differs
            && f.figure.value == g.figure.value
            && !f.figure.value.is_zero()
            && f.figure.scale != g.figure.scale;
        if moved || rebased || unscaled {
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
        let drifted = if s.name() == t.name() {
            String::new()
        } else {
            format!(" under “{}”", t.label())
        };
        let message = match c.outcome {
            Outcome::Differs | Outcome::UnlikelyRounding => format!(
                "{} for {} is {}, but {other} gives {}{drifted}",
                s.label(),
                k.0.map_or_else(|| "all years".to_string(), crate::finding::message::period),
                shown(f.figure),
                shown(g.figure)
            ),
            Outcome::NotTested if rebased => {
                "an index may be counted from another year".to_string()
            }
            Outcome::NotTested if unscaled => UNSCALED.to_string(),
            Outcome::NotTested if moved => "targets may change from year to year".to_string(),
            Outcome::NotTested => "one of the figures is only approximate".to_string(),
            _ => format!("{} in both", shown(f.figure)),
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
