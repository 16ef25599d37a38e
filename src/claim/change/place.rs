//! Which figure of a change goes where: the amount, the present value and the earlier ones.

use super::{Slots, period_behind};
use crate::claim::Part;
use crate::claim::beside;
use crate::claim::cue::Cue;
use crate::claim::sentence::{Prose, Sentence};
use crate::figure::Form as Writing;

/// ", and 50 weeks for 2022/23": a further earlier value.
pub(super) fn second_previous(prose: &Prose<'_>, s: &Sentence, at: usize, slots: &Slots) -> bool {
    !slots.previous.is_empty()
        && slots.previous.len() < 4
        && prose.word(s, at) == "and"
        && prose.figure(s, at + 1).is_some()
        && timed(prose, s, at + 1)
        && fits(prose, s, slots, at + 1)
}

/// Whether a figure has its own period right behind it.
pub(super) fn timed(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    period_behind(prose, s, i).is_some()
}

/// Puts a figure into its place; false when the place is taken or the units differ.
pub(super) fn place(
    prose: &Prose<'_>,
    s: &Sentence,
    slots: &mut Slots,
    part: Part,
    i: usize,
) -> bool {
    match part {
        Part::Change => {
            if slots.change.len() >= 2 || slots.change.iter().any(|c| !other_unit(prose, s, *c, i))
            {
                return false;
            }
            slots.change.push(i);
        }
        Part::Current => {
            if slots.current.is_some() || !fits(prose, s, slots, i) {
                return false;
            }
            slots.current = Some(i);
        }
        _ => {
            if slots.previous.len() >= 4 || !fits(prose, s, slots, i) {
                return false;
            }
            slots.previous.push(i);
        }
    }
    true
}

/// Whether a figure has the unit of the values already found.
pub(super) fn fits(prose: &Prose<'_>, s: &Sentence, slots: &Slots, i: usize) -> bool {
    let Some(f) = prose.figure(s, i) else {
        return false;
    };
    slots
        .previous
        .iter()
        .chain(
            slots
                .current
                .iter()
                .filter(|_| slots.current_sentence.is_none()),
        )
        .all(|k| prose.figure(s, *k).is_none_or(|g| g.unit == f.unit))
}

pub(super) fn other_unit(prose: &Prose<'_>, s: &Sentence, a: usize, b: usize) -> bool {
    match (prose.figure(s, a), prose.figure(s, b)) {
        (Some(x), Some(y)) => x.unit != y.unit,
        _ => false,
    }
}

pub(super) fn attach(slots: &mut Slots, last: Option<(Part, usize)>, period: usize, compare: bool) {
    match last {
        // "reduced by twelve in 2024-25 compared with 2023-24"
        Some((_, f)) if !compare && !slots.periods.iter().any(|p| p.0 == f) => {
            slots.periods.push((f, period))
        }
        _ => {
            slots.previous_period.get_or_insert(period);
        }
    }
}

/// Further figures of a "when" clause.
pub(super) fn collect(prose: &Prose<'_>, s: &Sentence, from: usize, slots: &mut Slots) {
    for i in from..s.tokens.len() {
        if prose.word(s, i) == "and" || slots.previous.len() >= 4 {
            break;
        }
        if prose
            .figure(s, i)
            .is_some_and(|f| f.form != Writing::Ordinal)
        {
            slots.previous.push(i);
        }
    }
}

/// Whether the amount stands right before a noun cue: "a £3m net increase".
pub(super) fn amount_before(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    (1..=3)
        .take_while(|b| *b == 1 || beside::is_adjective(prose.word_before(s, c.at, b - 1)))
        .any(|b| {
            c.at.checked_sub(b)
                .is_some_and(|k| prose.figure(s, k).is_some())
        })
}
