//! What stands to the left of a cue: the present value, or the amount.

use super::values::{compared_from, in_turn, told_of};
use super::{Slots, bracketed};
use crate::claim::beside;
use crate::claim::cue::{Cue, Form};
use crate::claim::sentence::{Kind, Prose, Sentence, Token};
use crate::figure::{Form as Writing, Unit};

/// Finds the figures to the left of a cue.
pub(super) fn left(prose: &Prose<'_>, n: usize, c: &Cue, cues: &[Cue], slots: &mut Slots) {
    let s = &prose.sentences[n];
    let mut at = c.at;
    if matches!(c.form, Form::Comparative | Form::Noun)
        && slots.change.is_empty()
        && let Some((amount, again)) = beside::told_twice(prose, s, c.at)
    {
        slots.change.extend([amount, again]);
        at = amount;
    }
    if matches!(c.form, Form::Comparative)
        && let Some(k) = at.checked_sub(1)
        && prose.figure(s, k).is_some()
        && slots.change.is_empty()
    {
        slots.change.push(k);
        at = k;
    }
    if c.form == Form::Noun && slots.change.is_empty() {
        // "a 5% increase", "a £3m (2.4%) reduction", "a 12 day fall"
        let mut k = at;
        while k > 0
            && at - k < 3
            && s.tokens[k - 1].kind == Kind::Word
            && beside::is_adjective(prose.word(s, k - 1))
        {
            k -= 1;
        }
        if k > 0
            && prose
                .figure(s, k - 1)
                .is_some_and(|f| f.form != Writing::Ordinal)
            && prose.word_before(s, k - 1, 1) != "to"
        {
            slots.change.push(k - 1);
            at = k - 1;
        }
    }
    if slots.current.is_some() || slots.clause {
        return;
    }
    let unit = slots
        .previous
        .first()
        .or(slots.change.first().filter(|k| {
            prose
                .figure(s, **k)
                .is_some_and(|f| !matches!(f.unit, Unit::Percent | Unit::Points | Unit::Times))
        }))
        .and_then(|k| prose.figure(s, *k))
        .map(|f| f.unit);
    // "This is an increase": the value stands in the sentence before
    if let Some(p) = anaphor(prose, s, c) {
        if p && let Some(before) = n.checked_sub(1).and_then(|k| prose.sentences.get(k)) {
            let mut found = prose.figure_tokens(before).filter(|k| {
                unit.is_none_or(|u| prose.figure(before, *k).is_some_and(|f| f.unit == u))
            });
            if let (Some(only), None) = (found.next(), found.next())
                && unit.is_some()
            {
                slots.current = Some(only);
                slots.current_sentence = Some(n - 1);
            }
        }
        return;
    }
    let floor = cues
        .iter()
        .take_while(|x| x.at < c.at)
        .last()
        .map_or(0, |x| {
            if x.direction.is_none() || c.form == Form::Neutral {
                0
            } else {
                x.last + 1
            }
        });
    bracketed::before(prose, s, c, floor..at, slots);
    if slots.current.is_some() {
        return;
    }
    let percent = slots
        .change
        .iter()
        .any(|k| prose.figure(s, *k).is_some_and(|f| f.unit == Unit::Percent));
    let Some(found) = (floor..at)
        .rev()
        .take_while(|k| !prose.is_mark(s, *k, b';'))
        .find(|k| {
            prose.figure(s, *k).is_some_and(|f| {
                f.form != Writing::Ordinal
                    && unit.is_none_or(|u| f.unit == u)
                    && !(unit.is_none() && percent && f.unit == Unit::Percent)
            }) && comparable(prose, s, slots, *k)
        })
    else {
        return;
    };
    if unit.is_none() && slots.change.is_empty() {
        return;
    }
    let found = told_of(prose, s, floor, found);
    // "$8.9m in 2021 compared to $7.3m in 2020, an increase of $1.6m": the nearest value is the earlier one.
    let pair =
        || compared_from(prose, s, floor, found).or_else(|| in_turn(prose, s, floor, found, at));
    if c.form != Form::Verb
        && let Some(pair) = pair()
    {
        if leads_to(prose, s, found, c, at) && slots.previous.is_empty() {
            slots.previous.extend(pair.earlier);
            slots.current = pair.later;
        }
        return;
    }
    if leads_to(prose, s, found, c, at)
        && !slots.change.contains(&found)
        && !in_brackets(s, found, at)
    {
        slots.current = Some(found);
    }
}

/// Whether a figure is of the earlier value's size: "$0.74 per share" is none against "$606 million".
fn comparable(prose: &Prose<'_>, s: &Sentence, slots: &Slots, i: usize) -> bool {
    let Some((a, b)) = slots
        .previous
        .first()
        .and_then(|p| prose.figure(s, *p))
        .zip(prose.figure(s, i))
    else {
        return true;
    };
    let (x, y) = (a.scaled().abs(), b.scaled().abs());
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    a.scale == b.scale || x <= y.saturating_mul(hundred) && y <= x.saturating_mul(hundred)
}

/// "This is an increase", "This represents a fall", "an increase of" at a sentence's start: the subject is the last
/// sentence. None when the cue has a subject of its own.
pub(super) fn anaphor(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> Option<bool> {
    let mut k = 0;
    while matches!(prose.word(s, k), "and" | "overall" | "again" | "however")
        || prose.is_mark(s, k, b',')
    {
        k += 1;
    }
    if !matches!(prose.word(s, k), "this" | "that" | "it" | "which" | "these") {
        return None;
    }
    let near = c.at.saturating_sub(k) <= 6;
    let verb = matches!(
        prose.word(s, k + 1),
        "is" | "was"
            | "represents"
            | "represented"
            | "equates"
            | "equated"
            | "means"
            | "reflects"
            | "shows"
            | "showed"
            | "has"
            | "compares"
            | "compared"
            | "had"
    );
    (near && verb).then_some(!matches!(c.form, Form::Adverb))
}

/// Whether a figure lies inside brackets that close before the cue.
fn in_brackets(s: &Sentence, figure: usize, until: usize) -> bool {
    let mut depth = 0;
    for t in s.tokens.get(figure..until).unwrap_or(&[]) {
        match t.kind {
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// Whether the words between a figure and a cue make the figure the present value.
fn leads_to(prose: &Prose<'_>, s: &Sentence, figure: usize, c: &Cue, at: usize) -> bool {
    let between = s.tokens.get(figure + 1..at).unwrap_or(&[]);
    let marks = between
        .iter()
        .filter(|t| matches!(t.kind, Kind::Mark(_)))
        .count();
    let words = between.iter().filter(|t| t.kind == Kind::Word).count();
    match c.form {
        Form::Neutral => words <= 30,
        Form::Verb => {
            // "sales of £5m in 2023 increased by"
            prose.word_before(s, figure, 1) == "of"
                && marks == 0
                && words <= 3
                && has_no_noun(prose, s, between, figure)
        }
        Form::Level => words <= 24,
        Form::Record => false,
        Form::Comparative if c.last > c.at && at == c.at => words <= 6,
        Form::Noun | Form::Adverb | Form::Comparative => {
            let joined = marks >= 1
                || c.form == Form::Adverb && words <= 6
                || (figure + 1..at).any(|k| {
                    matches!(
                        prose.word(s, k),
                        "which" | "representing" | "showing" | "and" | "being" | "an" | "a"
                    )
                });
            let broken = (figure + 1..at).any(|k| {
                matches!(
                    prose.word(s, k),
                    "but"
                        | "resulting"
                        | "while"
                        | "whilst"
                        | "however"
                        | "due"
                        | "because"
                        | "with"
                        | "although"
                        | "despite"
                        | "offset"
                        | "primarily"
                        | "mainly"
                        | "from"
                        | "by"
                )
            });
            joined && !broken && words <= 16 && marks <= 3
        }
    }
}

/// Only prepositions and periods between a figure and its verb.
fn has_no_noun(prose: &Prose<'_>, _s: &Sentence, between: &[Token], _figure: usize) -> bool {
    between.iter().all(|t| match t.kind {
        Kind::Word => matches!(
            t.span.of(&prose.lower),
            "in" | "for"
                | "at"
                | "the"
                | "has"
                | "have"
                | "was"
                | "were"
                | "during"
                | "on"
                | "fiscal"
                | "year"
                | "also"
        ),
        _ => true,
    })
}
