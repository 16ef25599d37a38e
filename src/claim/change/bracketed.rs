//! The value of an earlier period in brackets behind a value: "income of £4.2m (2019: £3.9m)", as accounts print it.

use super::Slots;
use crate::claim::cue::{Cue, Form};
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::Form as Writing;
use std::ops::Range;

/// A value and, behind it in brackets, that of another period: token positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub value: usize,
    pub period: usize,
    pub earlier: usize,
    /// One past the closing bracket.
    pub end: usize,
}

/// The pair whose first value is the figure at token `i`.
pub(super) fn pair(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<Pair> {
    let value = prose.figure(s, i)?;
    let period = i + 2;
    if !prose.is_mark(s, i + 1, b'(') || prose.period(s, period).is_none() {
        return None;
    }
    let joint = prose.is_mark(s, period + 1, b':')
        || prose.is_mark(s, period + 1, b'-')
        || prose.word(s, period + 1) == "was";
    let earlier = period + 1 + usize::from(joint);
    let found = prose.figure(s, earlier)?;
    let alike = found.unit == value.unit && [found.form, value.form] == [Writing::Digits; 2];
    (alike && prose.is_mark(s, earlier + 1, b')')).then_some(Pair {
        value: i,
        period,
        earlier,
        end: earlier + 2,
    })
}

/// Takes a pair among the last tokens of a stretch, from where a cue and its amount begin, when it leads to them: "£4.2m
/// (2019: £3.9m), an increase of", "fees of £4.2m (2019: £3.9m) increased".
pub(super) fn before(
    prose: &Prose<'_>,
    s: &Sentence,
    c: &Cue,
    stretch: Range<usize>,
    slots: &mut Slots,
) {
    let at = stretch.end;
    let mut last = stretch.rev().take(24);
    let found = last.find_map(|k| pair(prose, s, k));
    let Some(found) = found.filter(|p| p.end <= at && slots.previous.is_empty()) else {
        return;
    };
    let between = || (found.end..at).map(|k| (&s.tokens[k].kind, prose.word(s, k)));
    let leads = match c.form {
        // The value is what rises: nothing but "also" or "have" lies between.
        Form::Verb => {
            matches!(
                prose.word_before(s, found.value, 1),
                "of" | "at" | "was" | "were"
            ) && between().all(|(kind, w)| {
                *kind == Kind::Word && matches!(w, "has" | "have" | "had" | "also" | "both")
            })
        }
        Form::Noun | Form::Adverb => {
            between().count() <= 6
                && between().all(|(kind, w)| match kind {
                    Kind::Mark(b',' | b'-') => true,
                    Kind::Word => matches!(
                        w,
                        "a" | "an"
                            | "which"
                            | "is"
                            | "was"
                            | "represents"
                            | "represented"
                            | "representing"
                            | "being"
                            | "reflecting"
                            | "showing"
                            | "net"
                            | "small"
                            | "slight"
                            | "significant"
                    ),
                    _ => false,
                })
        }
        _ => false,
    };
    if leads {
        slots.current = Some(found.value);
        slots.previous.push(found.earlier);
        slots.periods.push((found.earlier, found.period));
    }
}

/// Past the bracket that closes the one at `i`.
pub(super) fn close(s: &Sentence, i: usize) -> usize {
    let mut depth = 0;
    for (k, t) in s.tokens.iter().enumerate().skip(i) {
        match t.kind {
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => {
                depth -= 1;
                if depth == 0 {
                    return k + 1;
                }
            }
            _ => {}
        }
    }
    s.tokens.len()
}
