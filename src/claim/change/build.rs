//! The claim of a cue and its figures: measure, periods and operands.

use super::left::anaphor;
use super::{Slots, period_behind};
use crate::claim::beside;
use crate::claim::cue::{self, Cue, Form};
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::claim::{self, Claim, Operand, Part, measure};
use crate::figure::{Figure, Form as Writing, Period, PeriodRef, Span, Unit};
use std::sync::Arc;

/// One claim for each pair of a figure of this clause's own values and the earlier ones with the same noun.
pub(super) fn pairs(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    slots: &Slots,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    let before = if anaphor(prose, s, c) == Some(true) {
        n.checked_sub(1)
    } else {
        Some(n)
    };
    let Some(b) = before else { return };
    let own = &prose.sentences[b];
    for &p in &slots.previous {
        let noun = measure::head(prose, s, p);
        if noun.is_empty() {
            continue;
        }
        let mut found = prose
            .figure_tokens(own)
            .filter(|k| (b < n || *k < c.at) && measure::head(prose, own, *k) == noun);
        if let (Some(current), None) = (found.next(), found.next()) {
            let one = Slots {
                current: Some(current),
                current_sentence: (b < n).then_some(b),
                previous: vec![p],
                ..slots.clone()
            };
            out.push(build(prose, n, c, &one, report, measure::of(prose, s, p)));
        }
    }
}

/// The words that name what changed.
pub(super) fn measure_of(prose: &Prose<'_>, s: &Sentence, c: &Cue, slots: &Slots) -> String {
    let current = slots.current.filter(|_| slots.current_sentence.is_none());
    // "249 requests, a rise from 238"; "547 families, up from 505"
    if let Some(k) = current
        && k < c.at
    {
        return measure::of(prose, s, k);
    }
    if matches!(c.form, Form::Noun | Form::Neutral) {
        // "a decrease from 42 to 29 placement orders"
        if matches!(prose.word(s, c.last + 1), "in" | "of" | "on")
            && prose.figure(s, c.last + 2).is_none()
        {
            let end = (c.last + 2..s.tokens.len())
                .take(24)
                .find(|k| match s.tokens[*k].kind {
                    Kind::Mark(_) | Kind::Figure(_) => true,
                    Kind::Period(_) => false,
                    Kind::Word => {
                        cue::at(prose, s, *k).is_some()
                            || matches!(prose.word(s, *k), "from" | "to" | "by")
                                && figure_follows(prose, s, *k)
                            || matches!(
                                prose.word(s, *k),
                                "compared"
                                    | "but"
                                    | "while"
                                    | "has"
                                    | "have"
                                    | "was"
                                    | "which"
                                    | "when"
                                    | "due"
                                    | "comparable"
                                    | "is"
                                    | "are"
                                    | "alongside"
                            )
                    }
                })
                .unwrap_or((c.last + 26).min(s.tokens.len()));
            return measure::phrase(prose, s, c.last + 2, end);
        }
        for k in current.iter().chain(&slots.change).chain(&slots.previous) {
            if *k > c.at {
                let noun = measure::after(prose, s, *k);
                if !noun.is_empty() {
                    return noun;
                }
            }
        }
    }
    // "we have reduced our average wait by 19 weeks"
    let first = current
        .iter()
        .chain(&slots.change)
        .chain(&slots.previous)
        .filter(|k| **k > c.last)
        .min();
    if c.form == Form::Verb
        && let Some(k) = first
    {
        let object = measure::phrase(prose, s, c.last + 1, *k);
        if object.split(' ').filter(|w| w.len() > 3).count() >= 2 {
            return object;
        }
    }
    let cut = slots
        .change
        .first()
        .filter(|k| **k < c.at)
        .map_or(c.at, |k| *k);
    let subject = measure::subject(prose, s, cut);
    if subject.is_empty()
        && let Some(k) = current
    {
        return measure::of(prose, s, k);
    }
    subject
}

/// Whether a figure follows within a filler or two.
fn figure_follows(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    (i + 1..i + 4)
        .take_while(|k| *k == i + 1 || beside::is_filler(prose.word(s, k - 1)))
        .any(|k| prose.figure(s, k).is_some())
}

/// The claim itself.
pub(super) fn build(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    slots: &Slots,
    report: Option<Period>,
    measure: String,
) -> Claim {
    let measure: Arc<str> = measure.into();
    let s = &prose.sentences[n];
    let behind = |k: usize| {
        slots
            .periods
            .iter()
            .find(|p| p.0 == k)
            .map(|p| p.1)
            .or_else(|| period_behind(prose, s, k))
            .and_then(|p| prose.period(s, p))
    };
    let current_period = slots
        .current_period
        .and_then(|k| prose.period(s, k))
        .or_else(|| match (slots.current, slots.current_sentence) {
            (Some(k), None) => behind(k).filter(|p| !p.is_previous()),
            _ => None,
        });
    let of_previous = |k: usize| {
        let mut owned = slots
            .periods
            .iter()
            .filter(|p| slots.previous.contains(&p.0));
        owned.any(|p| p.1 == k)
    };
    let leading = || {
        (0..c.at)
            .filter(|k| !of_previous(*k))
            .find_map(|k| prose.period(s, k).filter(|p| !p.is_previous()))
            .filter(|p| p.fixed().is_some())
    };
    let change_period = slots
        .change
        .first()
        .and_then(|k| behind(*k))
        .filter(|p| !p.is_previous() && p.fixed().is_some());
    let period = current_period
        .or(change_period)
        .or_else(leading)
        .and_then(|p| p.resolve(report))
        .or(report);
    let previous_ref = slots
        .previous
        .first()
        .and_then(|k| behind(*k))
        .or_else(|| slots.previous_period.and_then(|k| prose.period(s, k)));
    let lasting = || {
        s.tokens
            .iter()
            .enumerate()
            .find_map(|(k, _)| match prose.period(s, k)? {
                PeriodRef::LastMonths(m) if m % 12 == 0 => Some(PeriodRef::YearsBack(m / 12)),
                _ => None,
            })
    };
    let previous = match previous_ref {
        Some(PeriodRef::LastMonths(m)) if m % 12 == 0 => Some(PeriodRef::YearsBack(m / 12)),
        Some(p) => Some(p),
        None => lasting(),
    }
    .and_then(|p| p.resolve(period));
    let mut operands = Vec::new();
    let mut push = |part, sentence: &Sentence, k: usize, period: Option<Period>| {
        if let Some(f) = prose.figure(sentence, k) {
            let noun = if f.unit == Unit::Number {
                measure::after(prose, sentence, k)
            } else {
                String::new()
            };
            operands.push(Operand {
                part,
                figure: *f,
                period,
                measure: if noun.is_empty() {
                    measure.clone()
                } else {
                    noun.into()
                },
            });
        }
    };
    if let Some(k) = slots.current {
        let own = slots.current_sentence.map_or(s, |b| &prose.sentences[b]);
        push(Part::Current, own, k, period);
    }
    for (i, k) in slots.previous.iter().enumerate() {
        let own = behind(*k).and_then(|p| p.resolve(period));
        push(
            Part::Previous,
            s,
            *k,
            if i == 0 { own.or(previous) } else { own },
        );
    }
    for k in &slots.change {
        push(
            Part::Change,
            s,
            *k,
            behind(*k).and_then(|p| p.resolve(period)),
        );
    }
    if let Some((up, down, hedge)) = c.factor {
        operands.push(Operand {
            part: Part::Change,
            figure: Figure {
                value: rust_decimal::Decimal::from(up) / rust_decimal::Decimal::from(down),
                scale: 0,
                places: 1,
                unit: Unit::Times,
                form: Writing::Words,
                hedge,
                signed: false,
                span: span_of(s, c),
            },
            period: None,
            measure: Arc::default(),
        });
    }
    share_scale(&mut operands);
    operands.sort_by_key(|o| o.figure.span);
    let start = operands
        .iter()
        .map(|o| o.figure.span.start)
        .chain([s.tokens[c.at].span.start])
        .min()
        .unwrap_or(s.span.start);
    let end = operands
        .iter()
        .map(|o| o.figure.span.end)
        .chain([s.tokens[c.last].span.end])
        .max()
        .unwrap_or(s.span.end);
    Claim {
        operands,
        direction: c.direction,
        direction_span: Some(span_of(s, c)),
        measure,
        period,
        previous,
        ..Claim::new(claim::Kind::Change, prose.block, Span { start, end })
    }
}

/// "from £1,247 to £1,570 million", "from 4 trillion volts to 6.5": the million and the trillion are of both.
fn share_scale(operands: &mut [Operand]) {
    let of = |part: Part, operands: &[Operand]| operands.iter().position(|o| o.part == part);
    let (Some(now), Some(before)) = (of(Part::Current, operands), of(Part::Previous, operands))
    else {
        return;
    };
    let (a, b) = (operands[now].figure, operands[before].figure);
    let most = |x: &Figure| match x.unit {
        // A count may well be of a few; with decimals it is of as many as the other.
        Unit::Number if x.places == 0 => rust_decimal::Decimal::ZERO,
        _ => rust_decimal::Decimal::from(10_000),
    };
    let lacks = |x: &Figure, y: &Figure| {
        (x.unit.is_money() || x.unit == Unit::Number)
            && x.unit == y.unit
            && x.scale == 0
            && y.scale >= 6
            && x.value.abs() < most(x)
    };
    if lacks(&b, &a) {
        operands[before].figure.scale = a.scale;
    } else if lacks(&a, &b) {
        operands[now].figure.scale = b.scale;
    }
}

pub(super) fn span_of(s: &Sentence, c: &Cue) -> Span {
    Span {
        start: s.tokens[c.at].span.start,
        end: s.tokens[c.last].span.end,
    }
}
