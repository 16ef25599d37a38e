//! Counts, and what they are out of: the 82 of "31 of the 82 homes".

use super::measure;
use super::sentence::{Kind, Prose, Sentence};
use crate::figure::{Figure, Form, Unit};
use rust_decimal::Decimal;

/// A count: whole, unscaled, of things.
pub(super) fn is_count(f: &Figure) -> bool {
    f.unit == Unit::Number
        && f.places == 0
        && f.scale == 0
        && matches!(f.form, Form::Digits | Form::Words)
        && !f.value.is_sign_negative()
}

/// "Pamphlet 123 of 52", the number of a paper and the year behind it; "32 beds out of 24 rooms", other things.
pub(super) fn is_no_part(prose: &Prose<'_>, s: &Sentence, i: usize, base: usize) -> bool {
    let (Some(count), Some(of)) = (prose.figure(s, i), prose.figure(s, base)) else {
        return false;
    };
    let noun = measure::head(prose, s, base);
    let other = !matches!(prose.word(s, i + 1), "of" | "out" | "in")
        && !noun.is_empty()
        && !(i + 1..base).any(|k| prose.word(s, k) == noun);
    let named = i.checked_sub(1).filter(|k| *k > 0).is_some_and(|k| {
        let word = s.tokens[k].span.of(prose.text);
        s.tokens[k].kind == Kind::Word && word.starts_with(char::is_uppercase)
    });
    count.value > of.value && (named || other)
}

/// The base of "31 of the 82", "31 out of 82", "36/85", "one in five".
pub(super) fn base_of(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
    if prose.is_mark(s, i + 1, b'/') && adjacent(s, i, i + 1) && adjacent(s, i + 1, i + 2) {
        return prose
            .figure(s, i + 2)
            .filter(|f| is_count(f))
            .map(|_| i + 2);
    }
    let mut k = i + 1;
    // "31 cases out of 82", "three children of the nine"
    let mut nouns = 0;
    while nouns < 3
        && s.tokens.get(k).is_some_and(|t| t.kind == Kind::Word)
        && !matches!(prose.word(s, k), "of" | "out" | "in")
        && !matches!(
            prose.word(s, k),
            "and"
                | "or"
                | "were"
                | "was"
                | "are"
                | "is"
                | "to"
                | "from"
                | "by"
                | "for"
                | "at"
                | "with"
                | "on"
                | "had"
                | "have"
        )
    {
        k += 1;
        nouns += 1;
    }
    match prose.word(s, k) {
        "out" if prose.word(s, k + 1) == "of" => base_behind(prose, s, k + 1),
        "of" if nouns == 0 => base_behind(prose, s, k),
        "in" if nouns == 0
            && s.tokens.get(k + 1).is_some_and(|_| {
                prose.figure(s, k + 1).is_some_and(|b| {
                    is_count(b) && b.form == prose.figure(s, i).map_or(Form::Digits, |a| a.form)
                })
            }) =>
        {
            // "one in five", not "3 in 2023" or "12 in 4 schools"
            let value = |k: usize| prose.figure(s, k).map(|f| f.value);
            let small = value(i)
                .is_some_and(|a| a <= Decimal::from(9) && value(k + 1).is_some_and(|b| a < b));
            let bare = !matches!(
                prose.word(s, k + 2),
                "schools"
                    | "locations"
                    | "sites"
                    | "areas"
                    | "wards"
                    | "months"
                    | "days"
                    | "weeks"
                    | "years"
                    | "hours"
            );
            (small && bare).then_some(k + 1)
        }
        _ => None,
    }
}

fn adjacent(s: &Sentence, a: usize, b: usize) -> bool {
    match (s.tokens.get(a), s.tokens.get(b)) {
        (Some(x), Some(y)) => x.span.end == y.span.start,
        _ => false,
    }
}

/// Whether a figure may be a part of what another one of its kind is the whole of.
pub(super) type Fits = fn(&Figure) -> bool;

/// An amount of money.
pub(super) fn is_amount(f: &Figure) -> bool {
    f.unit.is_money() && !f.value.is_sign_negative() && f.form == Form::Digits
}

/// The count behind "of [the|all|a total of]" at token `k`.
pub(super) fn base_behind(prose: &Prose<'_>, s: &Sentence, k: usize) -> Option<usize> {
    whole_behind(prose, s, k, is_count)
}

/// The same of any kind of figure.
pub(super) fn whole_behind(prose: &Prose<'_>, s: &Sentence, k: usize, fits: Fits) -> Option<usize> {
    if prose.word(s, k) != "of" {
        return None;
    }
    let mut at = k + 1;
    while matches!(
        prose.word(s, at),
        "the"
            | "all"
            | "a"
            | "total"
            | "of"
            | "our"
            | "these"
            | "those"
            | "their"
            | "its"
            | "overall"
            | "eligible"
            | "remaining"
            | "approved"
            | "revised"
            | "original"
    ) && at < k + 6
    {
        at += 1;
    }
    // "three of these one morning": one thing has no parts to count.
    prose
        .figure(s, at)
        .filter(|f| fits(f) && f.value > Decimal::ONE)
        .map(|_| at)
}

/// The base named first: "Of the 82 children, 31 (38%) waited".
pub(super) fn base_ahead(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
    whole_ahead(prose, s, i, is_count)
}

/// The same of any kind of figure.
pub(super) fn whole_ahead(prose: &Prose<'_>, s: &Sentence, i: usize, fits: Fits) -> Option<usize> {
    let start = (0..i).find(|k| {
        prose.word(s, *k) == "of"
            && (*k == 0
                || matches!(prose.word_before(s, *k, 1), "out" | "and")
                || prose.is_mark(s, k.saturating_sub(1), b','))
    })?;
    if i - start > 24 {
        return None;
    }
    let base = whole_behind(prose, s, start, fits)?;
    (base < i
        && (base + 1..i)
            .any(|k| prose.is_mark(s, k, b',') || matches!(prose.word(s, k), "only" | "just")))
    .then_some(base)
}
