//! The whole that parts belong to: before them in the sentence, or in the one before.

use super::At;
use crate::claim::base::is_count;
use crate::claim::measure;
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::{Form, Hedge, Unit};

/// The whole to the left of a cue in the same sentence: the nearest figure of the unit.
pub(super) fn whole_in(prose: &Prose<'_>, n: usize, cue: usize, unit: Option<Unit>) -> Option<At> {
    let s = &prose.sentences[n];
    let verb = (1..=3)
        .take_while(|b| is_form_of_be(prose.word_before(s, cue, *b)))
        .count();
    // "a team which consists of", "it was split into": what stands right before is the whole.
    let noun = prose.word_before(s, cue, verb + 2);
    match prose.word_before(s, cue, verb + 1) {
        "it" => return None,
        "which" | "that" | "who" if !noun.is_empty() => {
            let named = |k: usize| measure::head(prose, s, k) == noun;
            if !(0..cue).any(|k| prose.figure(s, k).is_some() && named(k)) {
                return None;
            }
        }
        _ => {}
    }
    let mut depth = 0;
    let found = (0..cue).rev().take(24).find(|k| {
        match s.tokens[*k].kind {
            Kind::Mark(b')') => depth += 1,
            Kind::Mark(b'(') => depth -= 1,
            _ => {}
        }
        // "£0.9m at 17p per share": a price is no whole, nor what stands aside in brackets; and "a £3m underspend
        // against the budget of £40m, split between" splits the first
        depth <= 0
            && !is_held_against(prose, s, *k)
            && !matches!(prose.word(s, k + 1), "per" | "each")
            && prose
                .figure(s, *k)
                .is_some_and(|f| Some(f.unit) == unit && f.form != Form::Ordinal)
    })?;
    let f = prose.figure(s, found)?;
    let base = prose.word_before(s, found, 1) == "of"
        && found >= 2
        && prose.figure(s, found - 2).is_some();
    (f.hedge == Hedge::None && !base).then_some((n, found))
}

/// "against the budget of £40m": what something else is held against.
fn is_held_against(prose: &Prose<'_>, s: &Sentence, k: usize) -> bool {
    (1..=5)
        .map(|b| prose.word_before(s, k, b))
        .take_while(|w| !w.is_empty())
        .any(|w| matches!(w, "against" | "versus"))
}

/// The most words between a count and "consisting of", where no comma takes the sentence up again.
const REACH: usize = 10;

/// Whether parts behind a cue are those of a count before it, not of something told between them: "two rooms with a
/// kitchen; and a yard consisting of 6 tables and 30 chairs", "four floors consisting of a first floor with three rooms".
pub(super) fn is_of(
    prose: &Prose<'_>,
    s: &Sentence,
    (n, cue): At,
    whole: Option<At>,
    (after, first): At,
) -> bool {
    let holds = |k: usize| matches!(prose.word(s, k), "with" | "having" | "containing");
    let Some((_, whole)) = whole.filter(|w| w.0 == n) else {
        return true;
    };
    let counted = prose.figure(s, whole).is_some_and(is_count);
    let between = whole + 1..cue;
    let taken_up = cue > 0 && prose.is_mark(s, cue - 1, b',');
    let other = between.len() > REACH && !taken_up
        || between
            .clone()
            .any(|k| holds(k) || prose.is_mark(s, k, b';'))
        || (after..first).any(holds);
    !counted || !other
}

fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "was" | "are" | "were" | "be" | "been" | "being" | "has" | "have" | "had"
    )
}

/// The whole in the sentence before: its only figure of the unit, or the one called a total.
pub(super) fn whole_before(prose: &Prose<'_>, n: usize, unit: Option<Unit>) -> Option<At> {
    let b = n.checked_sub(1)?;
    total_of(prose, b, unit).map(|k| (b, k))
}

pub(super) fn total_of(prose: &Prose<'_>, b: usize, unit: Option<Unit>) -> Option<usize> {
    let s = prose.sentences.get(b)?;
    let fits: Vec<usize> = prose
        .figure_tokens(s)
        .filter(|k| {
            prose.figure(s, *k).is_some_and(|f| {
                Some(f.unit) == unit
                    && f.hedge == Hedge::None
                    && (f.unit != Unit::Number || is_count(f))
            })
        })
        .collect();
    let total: Vec<usize> = fits
        .iter()
        .copied()
        .filter(|k| called_total(prose, s, *k))
        .collect();
    match (fits.as_slice(), total.as_slice()) {
        (_, [k]) | ([k], _) => Some(*k),
        _ => None,
    }
}

/// "a total of 33", "a total number of 51", "51 in total".
pub(super) fn called_total(prose: &Prose<'_>, s: &Sentence, k: usize) -> bool {
    (1..=4).any(|b| matches!(prose.word_before(s, k, b), "total" | "totalling"))
        && (1..=4)
            .take_while(|b| prose.word_before(s, k, *b) != "total")
            .all(|b| {
                matches!(
                    prose.word_before(s, k, b),
                    "of" | "number" | "a" | "the" | "was" | "were" | "is" | ""
                )
            })
        || (k + 1..k + 5).any(|j| prose.word(s, j) == "total" && prose.word_before(s, j, 1) == "in")
}

/// The count whose noun stands right before a bracket: "33 children (".
pub(super) fn noun_before_bracket(prose: &Prose<'_>, s: &Sentence, open: usize) -> Option<usize> {
    let mut k = open.checked_sub(1)?;
    while open - k <= 6 {
        match s.tokens[k].kind {
            Kind::Figure(_) => {
                return prose
                    .figure(s, k)
                    .filter(|f| f.hedge == Hedge::None && f.form != Form::Ordinal)
                    .map(|_| k);
            }
            Kind::Word => {}
            _ => return None,
        }
        k = k.checked_sub(1)?;
    }
    None
}
