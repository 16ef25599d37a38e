//! How a claim finds its line of a table, and what the line says of it.
//!
//! A link needs evidence: a code ("A10"), the words of the line's name, or a stated value that stands in the line at
//! the period meant. It must be clearly better than the next one; otherwise the claim is not tested and the candidates
//! are named.

use super::value::{Check, check};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::Period;
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

struct Candidate<'a> {
    series: &'a Series,
    /// Words of the line's name found in the sentence, by weight, 0 to 1.
    said: f32,
    /// Words of the claim's measure found in the line's name, by weight, 0 to 1.
    meant: f32,
    head: bool,
    code: bool,
    /// A rare word in capitals ("ADM") that only this line and the claim share.
    acronym: bool,
    near: bool,
    matches: usize,
    differs: usize,
    checks: Vec<Check<'a>>,
}

impl Candidate<'_> {
    fn name(&self) -> f32 {
        if self.said + self.meant == 0.0 {
            0.0
        } else {
            2.0 * self.said * self.meant / (self.said + self.meant)
        }
    }
    fn points(&self) -> f32 {
        let bonus = |on: bool, worth: f32| if on { worth } else { 0.0 };
        self.name()
            + bonus(self.head, 0.35)
            + bonus(self.acronym, 0.8)
            + bonus(self.code, 2.0)
            + 0.6 * self.matches.min(2) as f32
            + bonus(self.near, 0.1)
    }
}

/// Searches the line that a claim speaks of, among the lines of its section.
pub(in crate::rules) fn find<'a>(
    reading: &'a Reading,
    shelf: &'a Shelf,
    claim: &Claim,
    when: When,
) -> Found<'a> {
    let Some(block) = reading.blocks.get(claim.block as usize) else {
        return Found::Nothing;
    };
    let text = claim.span.of(&block.text);
    let sentence = Name::of(text);
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
    let section = reading.section_of(claim.block);
    let lines = shelf
        .series
        .iter()
        .filter(|s| s.section == section)
        .count()
        .max(1) as f32;
    let weight = |word: &str| {
        let spread = shelf.spread(word);
        if spread == 0 {
            0.8
        } else {
            (1.0 + lines / spread as f32).ln()
        }
    };
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    let mut indices = shelf.sharing(&sentence);
    // The total line of a table next to the sentence bears no name of its own.
    indices.extend(
        shelf
            .series
            .iter()
            .enumerate()
            .filter(|(_, s)| s.total && s.block.abs_diff(claim.block) <= 4)
            .map(|(i, _)| i as u32),
    );
    indices.sort_unstable();
    indices.dedup();
    for series in indices
        .into_iter()
        .filter_map(|i| shelf.series.get(i as usize))
    {
        if series.section != section || sentence.other_code(&series.name) {
            continue;
        }
        let all: f32 = series.name.words.iter().map(|w| weight(w)).sum();
        let said: f32 = series
            .name
            .words
            .iter()
            .filter(|w| sentence.has(w) || sentence.near(w).is_some())
            .map(|w| weight(w))
            .sum();
        let wanted: f32 = focus.words.iter().map(|w| weight(w)).sum();
        let meant: f32 = focus
            .words
            .iter()
            .filter(|w| series.name.has(w) || series.around.has(w))
            .map(|w| weight(w))
            .sum();
        let checks = check(reading, series, claim, when, &sentence);
        let strong = |c: &&Check<'_>| {
            c.value && matches!(c.outcome, Outcome::Agrees | Outcome::WithinRounding)
        };
        let acronym = acronyms(text).any(|a| {
            series.label.contains(a)
                && shelf.spread(&crate::fact::measure::stem(&a.to_lowercase())) == 1
        });
        candidates.push(Candidate {
            said: if all > 0.0 { said / all } else { 0.0 },
            meant: if wanted > 0.0 { meant / wanted } else { 0.0 },
            head: !about.is_empty() && about == series.head,
            code: sentence.same_code(&series.name),
            acronym,
            near: series.block.abs_diff(claim.block) <= 4,
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

fn decide<'a>(mut candidates: Vec<Candidate<'a>>, claim: &Claim) -> Found<'a> {
    if candidates.is_empty() {
        return Found::Nothing;
    }
    let best = candidates.remove(0);
    let total = best.series.total && best.near && best.said == 0.0;
    let single = claim.operands.len() <= 1 && claim.kind != Kind::Change;
    let (strength, why) = if best.code {
        (Strength::Certain, "the same code")
    } else if best.matches > 0
        && (best.name() >= 0.45 || best.acronym || best.head && best.said >= 0.45)
    {
        (Strength::Certain, "its name and a value that it holds")
    } else if best.matches > 0
        && (best.name() >= 0.3 || best.said >= 0.6 || (total && distinctive(&best)))
    {
        (Strength::Good, "a value that it holds")
    } else if best.acronym || best.head && best.meant >= 0.95 && best.said >= 0.4 && !single {
        (Strength::Good, "its name")
    } else if best.head && best.meant >= 0.95 && best.said >= 0.95 {
        (Strength::Good, "its name")
    } else {
        return Found::Nothing;
    };
    let rivals: Vec<&Candidate<'a>> = candidates
        .iter()
        .filter(|c| {
            best.points() - c.points() < 0.25 && c.name() > 0.0 && c.series.name != best.series.name
        })
        .collect();
    // Another print of the same line is no rival, nor is one that says the same.
    if rivals
        .iter()
        .any(|r| r.differs != best.differs || r.matches < best.matches && best.differs > 0)
        && !best.code
    {
        let mut several = vec![best.series];
        several.extend(rivals.iter().map(|c| c.series).take(4));
        return Found::Several(several);
    }
    // The same line printed twice with different values: the claim may speak of either.
    if best.differs > 0
        && candidates.iter().any(|c| {
            c.series.name == best.series.name
                && c.differs < best.differs
                && c.matches >= best.matches
        })
    {
        return Found::Several(vec![best.series]);
    }
    Found::Line(Link {
        series: best.series,
        strength,
        why,
        checks: best.checks,
    })
}

/// A value found in a line without a name is evidence only when it is no small number that stands everywhere.
fn distinctive(c: &Candidate<'_>) -> bool {
    c.checks.iter().any(|k| {
        k.value
            && matches!(k.outcome, Outcome::Agrees | Outcome::WithinRounding)
            && k.stated.is_some_and(|v| v >= rust_decimal::Decimal::TEN)
    })
}

fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    crate::fact::measure::words(text)
        .filter(|w| (3..=6).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase()))
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
