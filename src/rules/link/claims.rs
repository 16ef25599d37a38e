//! How a claim finds its line of a table, and what the line says of it.
//!
//! A link needs evidence: a code ("A10"), the words of the line's name, or a stated value that stands in the line at
//! the period meant. It must be clearly better than the next one; otherwise the claim is not tested and the candidates
//! are named.

use super::decide::{Candidate, decide};
use super::value::{Cells, Check, check, tells};
use super::wording::{acronyms, part_of};
use crate::claim::{Claim, Kind, Part};
use crate::fact::measure::{Name, stem_as_printed};
use crate::fact::{Reading, Word};
use crate::figure::{Period, Span};
use crate::finding::Outcome;
use crate::store::{Sentences, Series, Shelf, head};

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
    sentences: &Sentences,
    claim: &Claim,
    target: Shelves<'a>,
    when: When,
) -> Found<'a> {
    let Some(block) = reading.blocks.get(claim.block as usize) else {
        return Found::Nothing;
    };
    let here = std::ptr::eq(reading, target.reading);
    let (shelf, sections) = (target.shelf, target.sections);
    let lines: usize = sections.iter().map(|s| shelf.lines(*s)).sum();
    if lines == 0 || !tells(claim, when) {
        return Found::Nothing;
    }
    let at = sentences.at(claim.block, claim.span.start);
    let whole = at.map_or(claim.span, |(_, s)| Span {
        start: s.start,
        end: s.end.max(claim.span.end),
    });
    let text = whole.of(&block.text);
    let own;
    let sentence = match at {
        Some((number, s)) if s == whole => sentences.name(number, text),
        _ => {
            own = Name::of(text);
            &own
        }
    };
    let mut indices = shelf.sharing(sentence);
    // The total line of a table next to the sentence bears no name of its own.
    if here {
        indices.extend(shelf.totals_near(claim.block, 4));
    }
    indices.retain(|i| {
        let series = shelf.series.get(*i as usize);
        series.is_some_and(|s| sections.contains(&s.section) && !sentence.other_code(s.name()))
    });
    if indices.is_empty() {
        return Found::Nothing;
    }
    indices.sort_unstable();
    indices.dedup();
    let dated = reading
        .periods_in(claim.block, whole)
        .any(|(_, p)| p.fixed().is_some());
    // Words of figures that are said to count something else than the claim does.
    let claimed = Name::of(&claim.measure);
    let others: Vec<(usize, Vec<Word>)> = claim
        .operands
        .iter()
        .enumerate()
        .filter(|(_, o)| !o.measure.is_empty() && !o.measure.contains(&*claim.measure))
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
    // A figure that is said to count something else ("and 39 returns were made") is not of this line.
    let foreign = |series: &Series| -> Vec<usize> {
        let alien = |w: &Word| !series.name().has(w) && !series.around.has(w);
        others
            .iter()
            .filter(|(_, words)| words.iter().any(alien))
            .map(|(i, _)| *i)
            .collect()
    };
    // "Sales grew in the Northern Region": a part of what the line counts.
    let mut place = None;
    let mut checked: Vec<(&Series, Vec<Check<'a>>)> = Vec::new();
    for series in indices
        .into_iter()
        .filter_map(|i| shelf.series.get(i as usize))
    {
        let line = Cells {
            reading: target.reading,
            shelf,
            series,
            sentence,
        };
        let mut checks = check(line, claim, when, &foreign(series));
        if checks.iter().any(|c| !c.value) {
            let place = place.get_or_insert_with(|| part_of(text, claim));
            let other = |w: &Word| !series.name().has(w) && !series.around.has(w);
            if place.as_ref().is_some_and(|p| p.words.iter().all(other)) {
                checks.retain(|c| c.value);
            }
        }
        if !checks.is_empty() {
            checked.push((series, checks));
        }
    }
    if checked.is_empty() {
        return Found::Nothing;
    }
    let mut measure = claim.measure.to_string();
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
            .map(|o| &*o.measure)
            .find(|m| !m.is_empty())
            .unwrap_or("")
    } else {
        &claim.measure
    };
    let about = head(about);
    let capitals: Vec<&str> = acronyms(&measure).collect();
    let lines = lines as f32;
    let rarity = |spread: usize| {
        if spread == 0 {
            0.8
        } else {
            (1.0 + lines / spread as f32).ln()
        }
    };
    let focused: Vec<f32> = focus
        .words
        .iter()
        .map(|w| rarity(shelf.spread(w)))
        .collect();
    let wanted: f32 = focused.iter().sum();
    let mut candidates: Vec<Candidate<'a>> = Vec::with_capacity(checked.len());
    for (series, checks) in checked {
        // The words of the line's name, each with its weight and whether the sentence has it.
        let words: Vec<(&Word, f32, bool)> = series
            .words()
            .map(|(w, spread)| (w, rarity(spread), sentence.has(w)))
            .collect();
        let all: f32 = words.iter().map(|w| w.1).sum();
        // A misspelling is looked for only where it is the one word that is missing.
        let misspelt = words.len() > 1 && words.iter().filter(|w| !w.2).count() == 1;
        let said: f32 = words
            .iter()
            .filter(|w| w.2 || (misspelt && sentence.near(w.0).is_some()))
            .map(|w| w.1)
            .sum();
        let own: f32 = words.iter().filter(|w| focus.has(w.0)).map(|w| w.1).sum();
        let meant: f32 = focus
            .words
            .iter()
            .zip(&focused)
            .filter(|(w, _)| series.name().has(w) || series.around.has(w))
            .map(|(_, weight)| *weight)
            .sum();
        let strong = |c: &&Check<'_>| {
            c.value && matches!(c.outcome, Outcome::Agrees | Outcome::WithinRounding)
        };
        let acronym = capitals
            .iter()
            .any(|a| series.label().contains(*a) && shelf.spread(&stem_as_printed(a)) == 1);
        candidates.push(Candidate {
            said: if all > 0.0 { said / all } else { 0.0 },
            own: if all > 0.0 { own / all } else { 0.0 },
            meant: if wanted > 0.0 { meant / wanted } else { 0.0 },
            head: !about.is_empty() && about == *series.head(),
            code: sentence.same_code(series.name()),
            acronym,
            phrase: series.phrase().words.len() >= 2
                && series.phrase().words.iter().all(|w| focus.has(w)),
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
    let stated = claim
        .period
        .or_else(|| own(Part::Current))
        .or_else(|| own(Part::Stated));
    let before = claim.previous.or_else(|| own(Part::Previous));
    // What the claim was given for want of words of its own makes room for years that it names.
    let year_before = section.and_then(|p| p.years_back(1));
    let unsaid =
        (stated.is_none() || stated == section) && (before.is_none() || before == year_before);
    if unsaid && let Some((first, last)) = super::stretch::years(reading, claim, section) {
        return When {
            current: Some(last),
            previous: Some(first),
        };
    }
    let current = stated.or(section);
    let previous = before.or_else(|| {
        if claim.kind == Kind::Change {
            current.and_then(|p| p.years_back(1))
        } else {
            None
        }
    });
    When { current, previous }
}
