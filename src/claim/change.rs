//! Changes: from, to and by in any order, linked to a word that says rose, fell or stayed, or to "compared with".

use super::cue::{self, Cue, Form};
use super::measure;
use super::sentence::{Kind, Prose, Sentence, Token};
use super::{Claim, Part};
use crate::figure::{Figure, Form as Writing, Hedge, Period, PeriodRef, Span, Unit};

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
    let mut told: Option<(Slots, Option<super::Direction>)> = None;
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
            && (*direction == c.direction || c.direction.is_none())
        {
            slots.current = values.current;
            slots.previous.clone_from(&values.previous);
            slots.periods.extend(values.periods.iter().copied());
        }
        if slots.current.is_some() && !slots.previous.is_empty() && slots.current_sentence.is_none()
        {
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
            if same_clause(prose, s, w, c) && w.direction.is_none() {
                let own = measure_of(prose, s, w, &Slots::default());
                if !own.is_empty() {
                    claim.measure = own;
                }
            } else if same_clause(prose, s, w, c) {
                let mut twin = claim.clone();
                twin.direction = w.direction;
                twin.direction_span = Some(span_of(s, w));
                let own = measure_of(prose, s, w, &Slots::default());
                if !own.is_empty() {
                    claim.measure.clone_from(&own);
                    twin.measure = own;
                }
                out.push(twin);
            } else {
                bare(prose, n, w, own_slots, report, out);
            }
        }
        out.push(claim);
    }
    for (w, own_slots) in waiting {
        bare(prose, n, w, own_slots, report, out);
    }
}

/// A direction without figures: "a noticeable reduction in the number of enquiries".
fn bare(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    found: Slots,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    if cue::is_hypothetical(prose, s, c)
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
    if !reported {
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

fn span_of(s: &Sentence, c: &Cue) -> Span {
    Span {
        start: s.tokens[c.at].span.start,
        end: s.tokens[c.last].span.end,
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

/// Reads the figures to the right of a cue.
fn right(prose: &Prose<'_>, s: &Sentence, c: &Cue, stop: usize) -> Slots {
    let mut slots = Slots::default();
    let neutral = c.form == Form::Neutral;
    let mut role: Option<Part> = match c.form {
        Form::Comparative if prose.word(s, c.last) == "than" => Some(Part::Previous),
        Form::Record => Some(Part::Current),
        _ => None,
    };
    let mut compare = matches!(c.form, Form::Comparative) && role.is_some()
        || matches!(prose.word(s, c.at), "compared" | "comparison");
    if compare {
        role = Some(Part::Previous);
    }
    let mut direct = !matches!(c.form, Form::Comparative | Form::Record) && !neutral;
    let mut paren = 0;
    let mut words = 0;
    let mut earlier = false;
    let mut last: Option<(Part, usize)> = None;
    let mut i = c.last + 1;
    while i < s.tokens.len() {
        if i >= stop && !(compare && slots.previous.is_empty()) {
            break;
        }
        match s.tokens[i].kind {
            Kind::Mark(b'(') => {
                paren = 0;
                let inner = i + 1;
                if prose.figure(s, inner).is_some() {
                    let f = inner;
                    if earlier && fits(prose, s, &slots, f) {
                        slots.previous.push(f);
                        earlier = false;
                        last = Some((Part::Previous, f));
                    } else if let Some((Part::Change, l)) = last
                        && other_unit(prose, s, l, f)
                        && slots.change.len() < 2
                    {
                        slots.change.push(f);
                    }
                    i = close(s, i);
                    continue;
                }
                if prose.period(s, inner).is_some()
                    && last.is_some()
                    && prose.figure(s, inner + 1).is_none()
                {
                    attach(&mut slots, last, inner, compare);
                    i = close(s, i);
                    continue;
                }
                if prose.period(s, inner).is_some() && earlier {
                    slots.previous_period = Some(inner);
                    i = close(s, i);
                    continue;
                }
                if matches!(
                    prose.word(s, inner),
                    "from" | "compared" | "by" | "up" | "down" | "previously" | "against" | "was"
                ) {
                    paren = 1;
                    i += 1;
                    continue;
                }
                i = close(s, i);
                continue;
            }
            Kind::Mark(b')') => {
                if paren == 0 {
                    break;
                }
                paren = 0;
            }
            Kind::Mark(b',' | b'-') => {
                let next = i + 1;
                // "more than in 2023/24, and 66 others": the period alone was the comparison
                let told = compare && slots.previous_period.is_some() && slots.previous.is_empty();
                let goes_on = told && matches!(prose.word(s, next), "when" | "where")
                    || !told
                        && (prose.period(s, next).is_some()
                            || matches!(
                                prose.word(s, next),
                                "compared"
                                    | "from"
                                    | "to"
                                    | "by"
                                    | "against"
                                    | "versus"
                                    | "in"
                                    | "when"
                            )
                            || compare
                                && slots.previous.is_empty()
                                && prose.figure(s, next).is_some()
                            || prose.word(s, next) == "and"
                                && second_previous(prose, s, next, &slots)
                            || !slots.previous.is_empty()
                                && prose.figure(s, next).is_some()
                                && timed(prose, s, next));
                if !goes_on {
                    break;
                }
                if !compare {
                    role = None;
                }
                if !slots.previous.is_empty() && prose.figure(s, next).is_some() {
                    role = Some(Part::Previous);
                }
                direct = false;
            }
            Kind::Mark(b'/') => {}
            Kind::Mark(_) => break,
            Kind::Period(_) => {
                let previous = prose.period(s, i).is_some_and(PeriodRef::is_previous);
                if role == Some(Part::Current) && !previous {
                    slots.current_period.get_or_insert(i);
                    role = None;
                    i += 1;
                    continue;
                }
                let lead = prose.word_before(s, i, 1);
                let lead = if is_article(lead) {
                    prose.word_before(s, i, 2)
                } else {
                    lead
                };
                if last.is_some()
                    && words == 0
                    && matches!(
                        lead,
                        "in" | "for" | "at" | "on" | "during" | "of" | "by" | "as" | "year" | ""
                    )
                    && !(previous && matches!(lead, "on" | "from"))
                {
                    attach(&mut slots, last, i, compare);
                } else if previous
                    || compare
                    || role == Some(Part::Previous)
                    || matches!(lead, "than")
                {
                    slots.previous_period.get_or_insert(i);
                    earlier = true;
                    if matches!(lead, "on" | "from" | "than" | "with" | "to" | "over")
                        && prose.word(s, i + 1) == "when"
                        || prose.is_mark(s, i + 1, b'(')
                            && prose.period(s, i + 2).is_some()
                            && prose.word(s, i + 4) == "when"
                    {
                        slots.clause = true;
                        compare = true;
                        role = Some(Part::Previous);
                    }
                }
                if previous {
                    earlier = true;
                }
            }
            Kind::Word => {
                let w = prose.word(s, i);
                match w {
                    "compared" | "against" | "versus" | "vs" | "relative" => {
                        role = Some(Part::Previous);
                        compare = true;
                        direct = false;
                        words = 0;
                    }
                    // "a £3m increase on the budget of £40m"
                    "on" if c.form == Form::Noun && words == 0 && amount_before(prose, s, c) => {
                        role = Some(Part::Previous);
                        compare = true;
                        direct = false;
                    }
                    "by" if !compare => {
                        role = Some(Part::Change);
                        direct = false;
                    }
                    "from" => {
                        role = Some(Part::Previous);
                        direct = false;
                    }
                    "to" if !compare => {
                        role = Some(Part::Current);
                        direct = false;
                    }
                    "of" if direct && c.form == Form::Noun => role = Some(Part::Change),
                    "when" | "where" | "was" | "with" | "at" | "of" | "to" | "had" | "were"
                    | "met"
                        if compare => {}
                    "and" => {
                        if second_previous(prose, s, i, &slots) {
                            role = Some(Part::Previous);
                        } else if slots.previous_period.is_some()
                            && prose.period(s, i + 1).is_some()
                        {
                            role = Some(Part::Current);
                        } else if !compare
                            || !slots.previous.is_empty()
                            || slots.previous_period.is_some()
                            || last.is_some()
                        {
                            break;
                        }
                    }
                    "but" | "while" | "whilst" | "whereas" | "however" | "although" | "though"
                    | "which" | "due" | "despite" | "because" | "driven" | "primarily"
                    | "mainly" | "including" | "meaning" | "reflecting" | "resulting" | "as"
                    | "who" | "offset" | "partially" | "partly" | "excluding" | "attributable"
                    | "with" | "following" => {
                        if !(compare
                            && slots.previous.is_empty()
                            && matches!(w, "which" | "who" | "as"))
                        {
                            break;
                        }
                    }
                    _ if cue::is_filler(w) => {}
                    _ => {
                        words += 1;
                        direct = false;
                        if !compare {
                            role = None;
                        }
                        if words > if c.form == Form::Comparative { 8 } else { 16 } {
                            break;
                        }
                    }
                }
            }
            Kind::Figure(_) => {
                let Some(f) = prose.figure(s, i) else { break };
                if f.form == Writing::Ordinal {
                    break;
                }
                let part = match role {
                    Some(p) => p,
                    None if direct => Part::Change,
                    None => break,
                };
                if !place(prose, s, &mut slots, part, i) {
                    break;
                }
                last = Some((part, i));
                words = 0;
                direct = false;
                role = None;
                if part == Part::Previous {
                    compare = false;
                    if slots.clause {
                        // further values of the clause are paired by their nouns
                        collect(prose, s, i + 1, &mut slots);
                        i = s.tokens.len();
                        continue;
                    }
                }
            }
        }
        i += 1;
    }
    slots.end = i;
    slots
}

/// Whether the amount stands right before a noun cue: "a £3m net increase".
fn amount_before(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    (1..=3)
        .take_while(|b| *b == 1 || cue_adjective(prose.word_before(s, c.at, b - 1)))
        .any(|b| {
            c.at.checked_sub(b)
                .is_some_and(|k| prose.figure(s, k).is_some())
        })
}

fn is_article(w: &str) -> bool {
    matches!(w, "the" | "a" | "an" | "that" | "our" | "its" | "year")
}

/// Past the bracket that closes the one at `i`.
fn close(s: &Sentence, i: usize) -> usize {
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

/// ", and 50 weeks for 2022/23": a further earlier value.
fn second_previous(prose: &Prose<'_>, s: &Sentence, at: usize, slots: &Slots) -> bool {
    !slots.previous.is_empty()
        && slots.previous.len() < 4
        && prose.word(s, at) == "and"
        && prose.figure(s, at + 1).is_some()
        && timed(prose, s, at + 1)
        && fits(prose, s, slots, at + 1)
}

/// Whether a figure has its own period right behind it.
fn timed(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    period_behind(prose, s, i).is_some()
}

/// The period token behind a figure: "34 weeks for year 2023/24", "76% on 31 March", "18 (2022/23)".
pub(super) fn period_behind(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
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

/// Puts a figure into its place; false when the place is taken or the units differ.
fn place(prose: &Prose<'_>, s: &Sentence, slots: &mut Slots, part: Part, i: usize) -> bool {
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
fn fits(prose: &Prose<'_>, s: &Sentence, slots: &Slots, i: usize) -> bool {
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

fn other_unit(prose: &Prose<'_>, s: &Sentence, a: usize, b: usize) -> bool {
    match (prose.figure(s, a), prose.figure(s, b)) {
        (Some(x), Some(y)) => x.unit != y.unit,
        _ => false,
    }
}

fn attach(slots: &mut Slots, last: Option<(Part, usize)>, period: usize, compare: bool) {
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
fn collect(prose: &Prose<'_>, s: &Sentence, from: usize, slots: &mut Slots) {
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

/// Finds the figures to the left of a cue.
fn left(prose: &Prose<'_>, n: usize, c: &Cue, cues: &[Cue], slots: &mut Slots) {
    let s = &prose.sentences[n];
    let mut at = c.at;
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
            && cue_adjective(prose.word(s, k - 1))
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
    let Some(found) = (floor..at).rev().find(|k| {
        prose
            .figure(s, *k)
            .is_some_and(|f| f.form != Writing::Ordinal && unit.is_none_or(|u| f.unit == u))
            && comparable(prose, s, slots, *k)
    }) else {
        return;
    };
    if unit.is_none() && slots.change.is_empty() {
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

fn cue_adjective(w: &str) -> bool {
    matches!(
        w,
        "small"
            | "slight"
            | "significant"
            | "further"
            | "overall"
            | "net"
            | "real"
            | "total"
            | "marked"
            | "steady"
            | "large"
            | "sharp"
            | "annual"
            | "modest"
            | "marginal"
            | "cumulative"
            | "year-on-year"
            | "average"
            | "like-for-like"
            | "proportional"
    )
}

/// "This is an increase", "This represents a fall", "an increase of" at a sentence's start: the subject is the last
/// sentence. None when the cue has a subject of its own.
fn anaphor(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> Option<bool> {
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

/// One claim for each pair of a figure of this clause's own values and the earlier ones with the same noun.
fn pairs(
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
fn measure_of(prose: &Prose<'_>, s: &Sentence, c: &Cue, slots: &Slots) -> String {
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
        .take_while(|k| *k == i + 1 || cue::is_filler(prose.word(s, k - 1)))
        .any(|k| prose.figure(s, k).is_some())
}

/// The claim itself.
fn build(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    slots: &Slots,
    report: Option<Period>,
    measure: String,
) -> Claim {
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
    let leading = || {
        (0..c.at)
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
            operands.push(super::Operand {
                part,
                figure: *f,
                period,
                measure: if noun.is_empty() {
                    measure.clone()
                } else {
                    noun
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
    if let Some((up, down)) = c.factor {
        operands.push(super::Operand {
            part: Part::Change,
            figure: Figure {
                value: rust_decimal::Decimal::from(up) / rust_decimal::Decimal::from(down),
                scale: 0,
                places: 1,
                unit: Unit::Times,
                form: Writing::Words,
                hedge: Hedge::None,
                signed: false,
                span: span_of(s, c),
            },
            period: None,
            measure: String::new(),
        });
    }
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
        ..Claim::new(super::Kind::Change, prose.block, Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn from_to_and_by_are_linked_in_any_order() {
        for (text, claim) in [
            (
                "Visits rose to 44% compared to 34% in the previous year.",
                "Change up: Current 44% Previous 34%",
            ),
            (
                "The wait fell by 3 weeks to 31 weeks compared to 34 weeks for 2022/23, and 50 weeks for 2021/22.",
                "Change down: Change 3 weeks Current 31 weeks Previous 34 weeks Previous 50 weeks",
            ),
            (
                "There has been a decrease from 42 to 29 licences granted.",
                "Change down: Previous 42 Current 29",
            ),
            (
                "The rate decreased slightly from 76% on 31/3/23 to 65%.",
                "Change down: Previous 76% Current 65%",
            ),
            (
                "It helped 547 families, up from 505 in 2022/23.",
                "Change up: Current 547 Previous 505",
            ),
            (
                "Twelve clubs closed, 6 more than the previous year.",
                "Change up: Current Twelve Change 6",
            ),
            (
                "Sales of £1.4m in 2023 increased 15.2% from £1.2m.",
                "Change up: Current £1.4m Change 15.2% Previous £1.2m",
            ),
            (
                "The grant is £26.9m, an increase of £12.5m (86%) on last year.",
                "Change up: Current £26.9m Change £12.5m Change 86%",
            ),
            (
                "The number of agency staff has reduced by twelve.",
                "Change down: Change twelve",
            ),
            (
                "A record high 502 letters came in, compared with 445 in the previous year.",
                "Change up: Current 502 Previous 445",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }

    #[test]
    fn two_words_may_speak_of_the_same_figures() {
        assert_eq!(
            told(
                "There was an increase in the number of homes let rising to 44% compared to 34% in the previous year."
            ),
            [
                "Change up: Current 44% Previous 34%",
                "Change up: Current 44% Previous 34%"
            ]
        );
        assert_eq!(
            told("The share rose from 42% to 48%, an increase of six percentage points."),
            [
                "Change up: Previous 42% Current 48%",
                "Change up: Previous 42% Current 48% Change six percentage points"
            ]
        );
    }

    #[test]
    fn this_is_an_increase_takes_its_value_from_the_sentence_before() {
        assert_eq!(
            told(
                "We paid out £412,300. This is an increase on the amount paid in the previous year (£455,120)."
            ),
            ["Change up: Current £412,300 Previous £455,120"]
        );
        assert_eq!(
            told(
                "The panel met on 21 occasions hearing 51 cases. This is a fall on the previous year when it met on 18 occasions, hearing 49 cases."
            ),
            [
                "Change down: Current 21 Previous 18",
                "Change down: Current 51 Previous 49"
            ]
        );
    }

    #[test]
    fn figures_of_another_clause_are_left_alone() {
        assert_eq!(
            told("We saw 121 homes, three more than in 2022/23, and 66 reviews began."),
            ["Change up: Current 121 Change three"]
        );
        assert_eq!(
            told("Mr Rose met 12 people in line with the plan."),
            Vec::<String>::new()
        );
        assert_eq!(
            told(
                "Profit of $672 million, or $0.74 per share, was higher than the $606 million of 2022."
            ),
            ["Change up: Current $672 million Previous $606 million"]
        );
    }

    #[test]
    fn a_direction_may_stand_without_figures_but_not_as_a_wish() {
        assert_eq!(
            told("There was a noticeable reduction in the number of enquiries."),
            ["Change down:"]
        );
        assert_eq!(
            told("We aim to reduce the number of enquiries."),
            Vec::<String>::new()
        );
    }
}
