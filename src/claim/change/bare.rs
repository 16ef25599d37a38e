//! Directions that are told without figures, and those that tell of something else.

use super::Slots;
use super::build::{build, measure_of};
use crate::claim::cue::{Cue, Form};
use crate::claim::sentence::{Prose, Sentence};
use crate::claim::{Claim, beside};
use crate::figure::{Period, PeriodRef};

/// A direction without figures: "a noticeable reduction in the number of enquiries".
pub(super) fn bare(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    found: Slots,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    if beside::is_hypothetical(prose, s, c.at)
        || matches!(c.form, Form::Comparative | Form::Adverb | Form::Neutral)
    {
        return;
    }
    let word = prose.word(s, c.at);
    let reported = match c.form {
        // "has fallen", not "to reduce", "reducing", "continues to grow"
        Form::Verb => {
            word.ends_with("ed")
                || matches!(
                    word,
                    "rose" | "risen" | "fell" | "fallen" | "grew" | "grown" | "shrank"
                )
        }
        Form::Noun => (1..=4).any(|b| {
            matches!(
                prose.word_before(s, c.at, b),
                "a" | "an"
                    | "the"
                    | "this"
                    | "seen"
                    | "saw"
                    | "further"
                    | "continued"
                    | "continuing"
            )
        }),
        _ => true,
    };
    if !reported || explains(prose, s, c) || of_another_kind(prose, s, c) {
        return;
    }
    let slots = Slots {
        end: c.last + 1,
        previous_period: found.previous_period.or_else(|| {
            (c.last + 1..(c.last + 20).min(s.tokens.len()))
                .find(|i| prose.period(s, *i).is_some_and(PeriodRef::is_previous))
        }),
        current_period: found.current_period,
        ..Slots::default()
    };
    let measure = measure_of(prose, s, c, &slots);
    if measure.is_empty() {
        return;
    }
    out.push(build(prose, n, c, &slots, report, measure));
}

/// Whether a change is told as a reason for another: "driven by a decrease in", "partly offset by an increase in".
fn explains(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    (1..=24).any(|b| {
        matches!(
            prose.word_before(s, c.at, b),
            "offset"
                | "driven"
                | "due"
                | "owing"
                | "reflecting"
                | "reflects"
                | "attributable"
                | "because"
                | "caused"
                | "primarily"
                | "mainly"
        )
    })
}

/// "decreased as a percentage of sales" is a change of the share; "is reduced by payments" tells how a sum is made.
fn of_another_kind(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    let next = |k: usize| prose.word(s, c.last + k);
    let share = next(1) == "as"
        && (2..=4).any(|k| {
            matches!(
                next(k),
                "percent" | "percentage" | "share" | "proportion" | "%"
            )
        });
    let made = c.form == Form::Verb
        && matches!(prose.word_before(s, c.at, 1), "is" | "are" | "be")
        && next(1) == "by";
    share || made
}
