//! Changes: from, to and by in any order, linked to a word that says rose, fell or stayed, or to "compared with".

mod bare;
mod bracketed;
mod build;
pub(super) mod grown;
mod left;
mod place;
mod reach;
mod right;
mod values;

use super::cue::{self, Cue, Form};
use super::sentence::{Kind, Prose, Sentence, Token};
use super::{Claim, Direction};
use crate::figure::Period;
use bare::bare;
use build::{build, measure_of, pairs, span_of};
use left::left;
use right::right;

/// The figures found around a cue: token positions, with the periods beside them.
#[derive(Debug, Default, Clone)]
pub(super) struct Slots {
    pub current: Option<usize>,
    pub previous: Vec<usize>,
    pub change: Vec<usize>,
    /// Period token of an operand's token.
    pub periods: Vec<(usize, usize)>,
    /// The period compared with, where it stands without a figure.
    pub previous_period: Option<usize>,
    /// Period token of the present value, where it stands apart: "from 2021/22 to 2022/23".
    pub current_period: Option<usize>,
    /// Sentence of `current`, when it is an earlier one.
    pub current_sentence: Option<usize>,
    /// "when 18 met, hearing 49": the earlier values stand in a clause of their own.
    pub clause: bool,
    /// One past the last token read.
    pub end: usize,
}

/// All changes of one sentence.
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let cues: Vec<Cue> = {
        let mut found = Vec::new();
        let mut i = 0;
        while i < s.tokens.len() {
            match cue::at(prose, s, i) {
                Some(c) => {
                    i = c.last + 1;
                    found.push(c);
                }
                None => i += 1,
            }
        }
        found
    };
    let mut done = 0;
    let mut told: Option<(Slots, Option<Direction>)> = None;
    // "20% fewer complaints, down from 90 to 72": the amount comes first
    let mut amount: Option<(Vec<usize>, Option<Direction>)> = None;
    let mut waiting: Vec<(&Cue, Slots)> = Vec::new();
    for (k, c) in cues.iter().enumerate() {
        if c.at < done {
            // "compared" inside the reach of an earlier cue
            if c.direction.is_none() {
                continue;
            }
        }
        let stop = cues[k + 1..]
            .iter()
            .find(|x| x.direction.is_some())
            .map_or(s.tokens.len(), |x| x.at);
        let mut slots = right(prose, s, c, stop);
        left(prose, n, c, &cues, &mut slots);
        let partial = slots.current.is_none() || slots.previous.is_empty();
        if slots.current.is_none() && slots.previous.is_empty() && slots.change.is_empty()
            || c.form == Form::Neutral && partial
        {
            if c.direction.is_some()
                || matches!(
                    prose.word(s, c.at),
                    "improvement" | "change" | "deterioration"
                )
            {
                waiting.push((c, slots));
            }
            continue;
        }
        // "rose from 42% to 48%, an increase of six points": the later cue takes the values of the first
        if slots.previous.is_empty()
            && !slots.change.is_empty()
            && let Some((values, direction)) = &told
            && (slots.current == values.current || slots.current.is_none() && trails(prose, s, c))
            && slots.current_sentence.is_none()
            && (direction.is_none() || *direction == c.direction || c.direction.is_none())
        {
            slots.current = values.current;
            slots.previous.clone_from(&values.previous);
            slots.periods.extend(values.periods.iter().copied());
        }
        let whole = slots.current.is_some() && !slots.previous.is_empty();
        if let Some((change, way)) = amount.take()
            && whole
            && slots.change.is_empty()
            && c.form == Form::Adverb
            && way == c.direction
            && c.at
                .checked_sub(1)
                .is_some_and(|k| matches!(s.tokens[k].kind, Kind::Mark(b',' | b'-')))
        {
            slots.change = change;
        }
        if c.form == Form::Comparative && slots.current.is_none() && slots.previous.is_empty() {
            amount = Some((slots.change.clone(), c.direction));
        }
        if whole && slots.current_sentence.is_none() {
            told = Some((slots.clone(), c.direction));
        }
        done = slots.end;
        if slots.clause {
            pairs(prose, n, c, &slots, report, out);
            continue;
        }
        let mut claim = build(prose, n, c, &slots, report, measure_of(prose, s, c, &slots));
        // "an increase in X rising to 44%": both words speak of the same figures
        for (w, own_slots) in waiting.drain(..) {
            // "losses that decrease the fund come of an increase in": two changes, not one told twice
            let two = w.direction.is_some() && c.form == Form::Noun && !trails(prose, s, c);
            if two || !same_clause(prose, s, w, c) {
                bare(prose, n, w, own_slots, report, out);
                continue;
            }
            let own = measure_of(prose, s, w, &Slots::default());
            if !own.is_empty() {
                claim.measure = own.into();
            }
            // "the increase slowed and fell from": the noun is what falls
            let subject = c.form == Form::Verb && !prose.word(s, c.at).ends_with("ing");
            if w.direction.is_some() && !subject {
                out.push(Claim {
                    direction: w.direction,
                    direction_span: Some(span_of(s, w)),
                    ..claim.clone()
                });
            }
        }
        out.push(claim);
    }
    for (w, own_slots) in waiting {
        bare(prose, n, w, own_slots, report, out);
    }
}

/// Whether a noun cue trails its clause: ", an increase of", "(a rise of".
fn trails(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    c.form == Form::Noun
        && (1..=5).any(|b| {
            c.at.checked_sub(b).is_some_and(|k| {
                matches!(s.tokens[k].kind, Kind::Mark(b',' | b'(' | b'-'))
                    || prose.word(s, k) == "which"
            })
        })
}

/// Whether nothing but words stands between two cues; a comma may stand before "rising" or "up".
fn same_clause(prose: &Prose<'_>, s: &Sentence, a: &Cue, b: &Cue) -> bool {
    if a.last >= b.at || b.at - a.last > 36 {
        return false;
    }
    let between = s.tokens.get(a.last + 1..b.at).unwrap_or(&[]);
    // "unchanged at 41, compared with", "a record high of £3m compared with": the value stands between
    if matches!(a.form, Form::Level | Form::Record) && b.form == Form::Neutral && between.len() <= 5
    {
        let figures = between
            .iter()
            .filter(|t| matches!(t.kind, Kind::Figure(_)))
            .count();
        let rest = |t: &Token| matches!(t.kind, Kind::Word | Kind::Figure(_) | Kind::Mark(b','));
        if figures == 1 && between.iter().all(rest) {
            return true;
        }
    }
    let trails = b.form == Form::Adverb || prose.word(s, b.at).ends_with("ing");
    let end = if trails && prose.is_mark(s, b.at - 1, b',') {
        b.at - 1
    } else {
        b.at
    };
    s.tokens[(a.last + 1).min(end)..end]
        .iter()
        .all(|t| t.kind == Kind::Word)
}

/// The period token behind a figure: "34 weeks for year 2023/24", "76% on 31 March", "18 (2022/23)".
pub(super) fn period_behind(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
    // "£4.2m (2019: £3.9m)": that period is the other figure's.
    if bracketed::pair(prose, s, i).is_some() {
        return None;
    }
    let mut k = i + 1;
    let mut words = 0;
    while let Some(t) = s.tokens.get(k) {
        match t.kind {
            Kind::Period(_) => {
                let lead = prose.word_before(s, k, 1);
                return (words == 0
                    || !matches!(
                        lead,
                        "from" | "than" | "since" | "to" | "compared" | "against"
                    ))
                .then_some(k);
            }
            Kind::Word if words < 8 => {
                if matches!(
                    prose.word(s, k),
                    "compared"
                        | "and"
                        | "but"
                        | "from"
                        | "than"
                        | "by"
                        | "while"
                        | "whilst"
                        | "against"
                        | "versus"
                        | "up"
                        | "down"
                        | "which"
                        | "when"
                ) {
                    return None;
                }
                words += 1;
            }
            Kind::Mark(b'(') if words == 0 => {}
            _ => return None,
        }
        k += 1;
    }
    None
}

#[cfg(test)]
mod tests;
