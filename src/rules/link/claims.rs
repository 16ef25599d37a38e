//! How a claim finds its line of a table, and what the line says of it.
//!
//! A link needs evidence: a code ("A10"), the words of the line's name, or a stated value that stands in the line at
//! the period meant. It must be clearly better than the next one; otherwise the claim is not tested and the candidates
//! are named.

use super::value::{Check, check};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::{Period, Span, period};
use crate::finding::Outcome;
use crate::store::{Series, Shelf, head};
use regex::Regex;
use std::sync::LazyLock;

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
    /// The same, found in the claim's own measure.
    own: f32,
    /// Words of the claim's measure found in the line's name, by weight, 0 to 1.
    meant: f32,
    head: bool,
    code: bool,
    /// A rare word in capitals ("ADM") that only this line and the claim share.
    acronym: bool,
    /// All words of the line's own noun phrase ("placement orders") stand in the measure.
    phrase: bool,
    near: bool,
    /// The sentence names a period.
    dated: bool,
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

fn decide<'a>(candidates: Vec<Candidate<'a>>, claim: &Claim) -> Found<'a> {
    let fits: Vec<Option<(Strength, &'static str)>> = candidates
        .iter()
        .map(|c| evidence(c, &candidates, claim))
        .collect();
    let Some(first) = fits.iter().position(Option::is_some) else {
        return Found::Nothing;
    };
    let (Some(best), Some(Some((strength, why)))) = (candidates.get(first), fits.get(first)) else {
        return Found::Nothing;
    };
    let (strength, why) = (*strength, *why);
    let others = || {
        candidates
            .iter()
            .zip(&fits)
            .skip(first + 1)
            .filter(|(_, f)| f.is_some())
            .map(|(c, _)| c)
    };
    // Another print of the same line is no rival, nor is one that says the same.
    let rivals: Vec<&'a Series> = others()
        .filter(|c| best.points() - c.points() < 0.25 && c.series.name != best.series.name)
        .filter(|c| c.differs != best.differs || c.matches < best.matches && best.differs > 0)
        .map(|c| c.series)
        .take(4)
        .collect();
    if !rivals.is_empty() && !best.code {
        return Found::Several(std::iter::once(best.series).chain(rivals).collect());
    }
    // The same line printed twice with different values: the claim may speak of either.
    if best.differs > 0
        && others().any(|c| {
            c.series.name == best.series.name
                && c.differs < best.differs
                && c.matches >= best.matches
        })
    {
        return Found::Several(vec![best.series]);
    }
    let mut checks = best.checks.clone();
    of_another_size(&mut checks);
    // The whole name of several words with a period beside it leaves no room for another measure.
    // Money is spoken of in parts too often for that.
    let counted = claim
        .operands
        .iter()
        .all(|o| !o.figure.unit.is_money() && o.figure.scale == 0);
    let whole = counted
        && best.own >= 0.95
        && best.meant >= 0.95
        && best.series.name.words.len() >= 2
        && best.dated;
    if best.matches == 0 && !best.code && !whole {
        by_name_only(&mut checks, claim);
    } else if whole && best.matches == 0 && !best.code {
        // Figures of another order of size are of another thing.
        for c in checks
            .iter_mut()
            .filter(|c| c.outcome == Outcome::Differs && c.value)
        {
            let like = |a: rust_decimal::Decimal, b: rust_decimal::Decimal| {
                a.max(b) <= a.min(b).saturating_mul(rust_decimal::Decimal::TWO)
            };
            if !matches!((c.stated, c.computed), (Some(a), Some(b)) if like(a, b)) {
                c.outcome = Outcome::NotTested;
            }
        }
    } else if claim.kind == Kind::Stated && !whole {
        // "The B2 average of 31 days is 4 days above the target of 27": a figure beside the line's value is another
        // thing, unless it is a slip away from it.
        for c in checks.iter_mut().filter(|c| c.outcome == Outcome::Differs) {
            if !matches!((c.stated, c.computed), (Some(a), Some(b)) if super::figures::slip(a, b).is_some())
            {
                c.outcome = Outcome::NotTested;
            }
        }
    }
    Found::Line(Link {
        series: best.series,
        strength,
        why,
        checks,
    })
}

/// A value twice as large as the cell is of another thing, unless a slip of the pen or of the scale explains it.
fn of_another_size(checks: &mut [Check<'_>]) {
    use rust_decimal::Decimal;
    for c in checks
        .iter_mut()
        .filter(|c| c.outcome == Outcome::Differs && c.value && c.cells.len() == 1)
    {
        let (Some(a), Some(b)) = (c.stated, c.computed) else {
            continue;
        };
        let (low, high) = (a.min(b), a.max(b));
        let scale = [10, 100, 1000]
            .iter()
            .any(|k| low.saturating_mul(Decimal::from(*k)) == high);
        if high > low.saturating_mul(Decimal::TWO) && !scale && super::figures::slip(a, b).is_none()
        {
            c.outcome = Outcome::NotTested;
        }
    }
}

/// Without a value that the line holds, a name is weak evidence: the text may speak of a part or of another measure of
/// the same name. A slip of the pen away from the cell is evidence again, and so is a direction told without values.
fn by_name_only(checks: &mut [Check<'_>], claim: &Claim) {
    for c in checks.iter_mut().filter(|c| c.outcome == Outcome::Differs) {
        let near = match (c.stated, c.computed) {
            (Some(a), Some(b)) => {
                a >= rust_decimal::Decimal::ONE_THOUSAND && super::figures::slip(a, b).is_some()
            }
            _ => false,
        };
        if c.value && !near || !c.value && !claim.operands.is_empty() {
            c.outcome = Outcome::NotTested;
        }
    }
}

/// What links a candidate to the claim, if anything does.
fn evidence(
    c: &Candidate<'_>,
    all: &[Candidate<'_>],
    claim: &Claim,
) -> Option<(Strength, &'static str)> {
    let own = if c.own + c.meant > 0.0 {
        2.0 * c.own * c.meant / (c.own + c.meant)
    } else {
        0.0
    };
    let named = c.acronym || c.phrase || own >= 0.45 || c.head && own >= 0.3;
    if c.code {
        Some((Strength::Certain, "the same code"))
    } else if c.matches > 0 && named {
        Some((Strength::Certain, "its name and a value that it holds"))
    } else if c.matches > 0 && c.series.total && c.near && c.said == 0.0 && distinctive(c) {
        Some((Strength::Good, "a value that it holds"))
    } else if c.matches > 0 && c.differs == 0 && (c.name() >= 0.3 || c.said >= 0.6) {
        // Too little to speak of a difference, enough to see that the two agree.
        Some((Strength::Good, "a value that it holds"))
    } else if c.acronym && own >= 0.3
        || c.head
            && c.meant >= 0.95
            && (c.own >= 0.95 || c.own >= 0.3 && alone(c, all) && claim.kind == Kind::Change)
    {
        Some((Strength::Good, "its name"))
    } else {
        None
    }
}

/// Whether no other line is about the same thing: "enquiries" names one line, "children" names many.
fn alone(best: &Candidate<'_>, others: &[Candidate<'_>]) -> bool {
    others
        .iter()
        .all(|c| c.series.head != best.series.head || c.series.name == best.series.name)
}

/// A value found in a line without a name is evidence only when it is no small number that stands everywhere.
fn distinctive(c: &Candidate<'_>) -> bool {
    c.checks.iter().any(|k| {
        k.value
            && matches!(k.outcome, Outcome::Agrees | Outcome::WithinRounding)
            && k.stated.is_some_and(|v| v >= rust_decimal::Decimal::TEN)
    })
}

/// The place or group, in capitals, that the words after a direction limit it to; months and years aside.
fn part_of(text: &str, claim: &Claim) -> Option<Name> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:in|at|across|among|within|for|from)\s+(?:both\s+)?(?:the\s+|our\s+)?((?:[A-Z][\w'’-]+\s?)+)").expect("a pattern")
    });
    claim.direction?;
    PART.captures_iter(text)
        .filter(|c| period::parse(c[1].trim()).is_none() && period::scan(&c[0]).is_empty())
        .map(|c| Name::of(&c[1]))
        .find(|n| !n.words.is_empty())
}

/// The sentence that a claim stands in.
fn sentence_of(text: &str, span: Span) -> &str {
    let all = crate::store::split(text);
    match all
        .into_iter()
        .find(|s| s.start <= span.start && span.start < s.end)
    {
        Some(s) => Span {
            start: s.start,
            end: s.end.max(span.end),
        }
        .of(text),
        None => span.of(text),
    }
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
