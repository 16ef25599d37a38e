//! How a claim finds its line of a table, and what the line says of it.
//!
//! A link needs evidence: a code ("A10"), the words of the line's name, or a stated value that stands in the line at
//! the period meant. It must be clearly better than the next one; otherwise the claim is not tested and the candidates
//! are named.

use super::decide::{Candidate, decide};
use super::value::{Check, check};
use super::wording::{acronyms, part_of, sentence_of};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::{Period, period};
use crate::finding::Outcome;
use crate::store::{Series, Shelf, head};

/// How sure a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Strength {
    /// Good enough to look at a difference.
    Good,
    /// A code, or words and a value that both fit.
    Certain,
}

/// A claim's line of a table.
pub(in crate::rules) struct Link<'a> {
    pub series: &'a Series,
    pub strength: Strength,
    /// What made the link, for the message.
    pub why: &'static str,
    /// What the line says of each thing the claim asserts.
    pub checks: Vec<Check<'a>>,
}

/// What the search for a claim's line came to.
pub(in crate::rules) enum Found<'a> {
    Line(Link<'a>),
    /// Several lines fit equally well.
    Several(Vec<&'a Series>),
    Nothing,
}

/// The periods a claim speaks of, as far as the document tells.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct When {
    pub current: Option<Period>,
    pub previous: Option<Period>,
}

/// Where lines are searched: the lines of a document, in the sections that the claim may speak of.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Shelves<'a> {
    pub reading: &'a Reading,
    pub shelf: &'a Shelf,
    /// The sections whose lines are looked at: a paper's own, or those that it brings along.
    pub sections: &'a [u32],
}

/// Searches the line that a claim of `reading` speaks of.
pub(in crate::rules) fn find<'a>(
    reading: &Reading,
    claim: &Claim,
    target: Shelves<'a>,
    when: When,
) -> Found<'a> {
    let Some(block) = reading.blocks.get(claim.block as usize) else {
        return Found::Nothing;
    };
    let here = std::ptr::eq(reading, target.reading);
    let (shelf, sections) = (target.shelf, target.sections);
    let text = sentence_of(&block.text, claim.span);
    let sentence = Name::of(text);
    let dated = period::scan(text).iter().any(|(_, p)| p.fixed().is_some());
    let mut measure = claim.measure.clone();
    for o in claim
        .operands
        .iter()
        .filter(|o| !o.measure.is_empty() && o.measure != claim.measure)
    {
        measure.push(' ');
        measure.push_str(&o.measure);
    }
    let focus = Name::of(&measure);
    let about = if claim.measure.is_empty() {
        claim
            .operands
            .iter()
            .map(|o| o.measure.as_str())
            .find(|m| !m.is_empty())
            .unwrap_or("")
    } else {
        claim.measure.as_str()
    };
    let about = head(about);
    // Words of figures that are said to count something else than the claim does.
    let claimed = Name::of(&claim.measure);
    let others: Vec<(usize, Vec<String>)> = claim
        .operands
        .iter()
        .enumerate()
        .filter(|(_, o)| !o.measure.is_empty() && !o.measure.contains(claim.measure.as_str()))
        .map(|(i, o)| {
            (
                i,
                Name::of(&o.measure)
                    .words
                    .into_iter()
                    .filter(|w| !claimed.has(w))
                    .collect(),
            )
        })
        .collect();
    let capitals: Vec<&str> = acronyms(&measure).collect();
    // A figure that is said to count something else ("and 39 returns were made") is not of this line.
    let foreign = |series: &Series| -> Vec<usize> {
        let alien = |w: &&String| !series.name.has(w) && !series.around.has(w);
        others
            .iter()
            .filter(|(_, words)| words.iter().any(|w| alien(&w)))
            .map(|(i, _)| *i)
            .collect()
    };
    let lines = sections
        .iter()
        .map(|s| shelf.lines(*s))
        .sum::<usize>()
        .max(1) as f32;
    let weight = |word: &str| {
        let spread = shelf.spread(word);
        if spread == 0 {
            0.8
        } else {
            (1.0 + lines / spread as f32).ln()
        }
    };
    // "Sales grew in the Northern Region": a part of what the line counts.
    let place = part_of(text, claim);
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    let mut indices = shelf.sharing(&sentence);
    // The total line of a table next to the sentence bears no name of its own.
    if here {
        indices.extend(shelf.totals_near(claim.block, 4));
    }
    indices.sort_unstable();
    indices.dedup();
    for series in indices
        .into_iter()
        .filter_map(|i| shelf.series.get(i as usize))
    {
        if !sections.contains(&series.section) || sentence.other_code(&series.name) {
            continue;
        }
        let all: f32 = series.name.words.iter().map(|w| weight(w)).sum();
        // A misspelling is looked for only where it is the one word that is missing.
        let missing = series
            .name
            .words
            .iter()
            .filter(|w| !sentence.has(w))
            .count();
        let misspelt = missing == 1 && series.name.words.len() > 1;
        let said: f32 = series
            .name
            .words
            .iter()
            .filter(|w| sentence.has(w) || (misspelt && sentence.near(w).is_some()))
            .map(|w| weight(w))
            .sum();
        let own: f32 = series
            .name
            .words
            .iter()
            .filter(|w| focus.has(w))
            .map(|w| weight(w))
            .sum();
        let wanted: f32 = focus.words.iter().map(|w| weight(w)).sum();
        let meant: f32 = focus
            .words
            .iter()
            .filter(|w| series.name.has(w) || series.around.has(w))
            .map(|w| weight(w))
            .sum();
        let checks = check(
            target.reading,
            series,
            claim,
            when,
            &sentence,
            &foreign(series),
        );
        let mut checks = checks;
        if place.as_ref().is_some_and(|p| {
            !p.words
                .iter()
                .any(|w| series.name.has(w) || series.around.has(w))
        }) {
            checks.retain(|c| c.value);
        }
        let strong = |c: &&Check<'_>| {
            c.value && matches!(c.outcome, Outcome::Agrees | Outcome::WithinRounding)
        };
        let acronym = capitals.iter().any(|a| {
            series.label.contains(*a)
                && shelf.spread(&crate::fact::measure::stem(&a.to_lowercase())) == 1
        });
        candidates.push(Candidate {
            said: if all > 0.0 { said / all } else { 0.0 },
            own: if all > 0.0 { own / all } else { 0.0 },
            meant: if wanted > 0.0 { meant / wanted } else { 0.0 },
            head: !about.is_empty() && about == series.head,
            code: sentence.same_code(&series.name),
            acronym,
            phrase: series.phrase.words.len() >= 2
                && series.phrase.words.iter().all(|w| focus.has(w)),
            dated,
            near: here && series.block.abs_diff(claim.block) <= 4,
            matches: checks.iter().filter(strong).count(),
            differs: checks
                .iter()
                .filter(|c| c.outcome == Outcome::Differs)
                .count(),
            checks,
            series,
        });
    }
    candidates.retain(|c| !c.checks.is_empty());
    candidates.sort_by(|a, b| {
        b.points()
            .total_cmp(&a.points())
            .then(a.differs.cmp(&b.differs))
    });
    decide(candidates, claim)
}

/// The periods of a claim: its own words first, then the section's year and the one before; without either, the last
/// two columns of the line are what a reader takes.
pub(in crate::rules) fn when(reading: &Reading, claim: &Claim) -> When {
    let section = reading
        .sections
        .get(reading.section_of(claim.block) as usize)
        .and_then(|s| s.period);
    let own = |part: Part| claim.operand(part).and_then(|o| o.period);
    let current = claim
        .period
        .or_else(|| own(Part::Current))
        .or_else(|| own(Part::Stated))
        .or(section);
    let previous = claim.previous.or_else(|| own(Part::Previous)).or_else(|| {
        if claim.kind == Kind::Change {
            current.and_then(|p| p.years_back(1))
        } else {
            None
        }
    });
    When { current, previous }
}
