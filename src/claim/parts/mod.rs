//! A whole and its parts, in one sentence or two; shares that make up a hundred; a part beside its whole.

mod bounds;
mod closing;
mod members;
mod told;
mod whole;

use super::assemble;
use super::base::is_count;
use super::measure;
use super::sentence::{Kind, Prose, Sentence};
use super::{Claim, Link, Operand, Part};
use crate::figure::{Figure, Hedge, Period};
use std::sync::Arc;

use bounds::{bounded_by, of_these, of_which};
use closing::closing;
use members::members;
use told::{complement, listed, remainder};
use whole::{noun_before_bracket, whole_before, whole_in};

/// A figure by sentence and token.
type At = (usize, usize);

/// All partitions and bounds that one sentence closes.
pub(super) fn find(
    prose: &Prose<'_>,
    n: usize,
    before: Option<&Prose<'_>>,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    if s.tokens.len() < 4 {
        return;
    }
    let made = |kind, link, whole: Option<At>, members: &[usize]| {
        claim(prose, n, kind, link, whole, members, report)
    };
    let mut found = false;
    for i in 0..s.tokens.len() {
        if let Some((after, own)) = breaks_down(prose, s, i) {
            let members = members(prose, s, after);
            let unit = members
                .first()
                .and_then(|k| prose.figure(s, *k))
                .map(|f| f.unit);
            let whole = if own {
                whole_in(prose, n, i, unit)
            } else {
                whole_before(prose, n, unit)
            };
            let colon = prose.is_mark(s, i, b':');
            let link = if colon {
                Link::Bracketed
            } else {
                Link::Complete
            };
            let near = !colon || whole.is_some_and(|(_, k)| leads_to(s, k, i));
            let own_parts = members
                .first()
                .is_some_and(|m| whole::is_of(prose, s, (n, i), whole, (after, *m)));
            if members.len() >= 2 && whole.is_some() && near && own_parts {
                out.push(made(super::Kind::Parts, link, whole, &members));
                found = true;
            }
        }
        if prose.is_mark(s, i, b'(')
            && let Some(whole) = noun_before_bracket(prose, s, i)
        {
            let members = members(prose, s, i + 1);
            let closed = members.last().is_some_and(|k| {
                (k + 1..s.tokens.len())
                    .take(16)
                    .any(|j| prose.is_mark(s, j, b')'))
            });
            if members.len() >= 2
                && closed
                && members.iter().all(|k| same_kind(prose, s, whole, *k))
            {
                out.push(made(
                    super::Kind::Parts,
                    Link::Bracketed,
                    Some((n, whole)),
                    &members,
                ));
                found = true;
            }
        }
        if prose.word(s, i) == "of"
            && matches!(prose.word(s, i + 1), "which" | "whom" | "these" | "those")
        {
            of_which(prose, n, i, &made, out);
        }
        // "From 23 degrees up to and including 61" ends a range.
        if matches!(prose.word(s, i), "includes" | "including" | "included")
            && prose.word_before(s, i, 1) != "and"
            && prose
                .figure(s, i + 1)
                .is_some_and(|f| is_count(f) && f.hedge == Hedge::None)
            && let Some(k) = (0..i)
                .rev()
                .take(24)
                .find(|k| prose.figure(s, *k).is_some_and(is_count))
            && !measure::head(prose, s, k).is_empty()
            && measure::head(prose, s, k) == measure::head(prose, s, i + 1)
        {
            out.push(made(
                super::Kind::Parts,
                Link::Within,
                Some((n, k)),
                &[i + 1],
            ));
        }
        if matches!(prose.word(s, i), "only" | "just")
            && prose.figure(s, i + 1).is_some_and(is_count)
            && let Some(k) = bounded_by(prose, s, i)
        {
            out.push(made(
                super::Kind::Parts,
                Link::Within,
                Some((n, k)),
                &[i + 1],
            ));
        }
    }
    complement(prose, n, &made, out);
    for i in 0..s.tokens.len().min(12) {
        if !found
            && prose.word(s, i) == "of"
            && (i == 0 || matches!(prose.word_before(s, i, 1), "out" | "and"))
        {
            found = of_these(prose, n, i, &made, out);
        }
    }
    if !found {
        closing(prose, n, &made, out);
        remainder(prose, n, &made, out);
        listed(prose, n, before, report, out);
    }
}

/// Whether token `i` begins words that break a whole down; where the parts begin, and whether the whole stands in this
/// sentence.
fn breaks_down(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<(usize, bool)> {
    let w = |k| prose.word(s, k);
    let after = match w(i) {
        "broken" | "breaks" | "break" if w(i + 1) == "down" => {
            i + 2
                + usize::from(matches!(w(i + 2), "into" | "as" | "between" | "by" | "to"))
                + usize::from(w(i + 3) == "follows")
        }
        "comprising" | "comprises" | "comprised" | "comprise" => {
            i + 1 + usize::from(w(i + 1) == "of")
        }
        "made" if w(i + 1) == "up" && w(i + 2) == "of" => i + 3,
        "consisting" | "consists" | "consisted" | "consist" if w(i + 1) == "of" => i + 2,
        "split" | "divided" if matches!(w(i + 1), "between" | "into" | "as") => i + 2,
        "split" if prose.figure(s, i + 1).is_some() => i + 1,
        "namely" => i + 1,
        "" if prose.is_mark(s, i, b':') && prose.figure(s, i + 1).is_some() => i + 1,
        _ => return None,
    };
    let first = (0..i)
        .find(|k| s.tokens[*k].kind == Kind::Word)
        .map_or("", |k| w(k));
    let anaphor = matches!(first, "this" | "these" | "they" | "it" | "those" | "which")
        && (0..i).all(|k| prose.figure(s, k).is_none());
    Some((after, !anaphor))
}

/// Whether a whole leads up to the colon behind it: "33 homes in the north:".
fn leads_to(s: &Sentence, whole: usize, colon: usize) -> bool {
    let between = s.tokens.get(whole + 1..colon).unwrap_or(&[]);
    (1..=8).contains(&between.len()) && between.iter().all(|t| t.kind == Kind::Word)
}

fn same_kind(prose: &Prose<'_>, s: &Sentence, a: usize, b: usize) -> bool {
    match (prose.figure(s, a), prose.figure(s, b)) {
        (Some(x), Some(y)) => x.unit == y.unit && is_count(x) == is_count(y),
        _ => false,
    }
}

fn claim(
    prose: &Prose<'_>,
    n: usize,
    kind: super::Kind,
    link: Link,
    whole: Option<At>,
    members: &[usize],
    report: Option<Period>,
) -> Claim {
    let s = &prose.sentences[n];
    let period = (0..s.tokens.len())
        .find_map(|k| prose.period(s, k))
        .and_then(|p| p.resolve(report))
        .or(report);
    let operand = |part, b: usize, k: usize| {
        let own = &prose.sentences[b];
        prose.figure(own, k).map(|f: &Figure| Operand {
            part,
            figure: *f,
            period,
            measure: measure::of(prose, own, k).into(),
        })
    };
    let mut operands: Vec<Operand> = members
        .iter()
        .filter_map(|k| operand(Part::Member, n, *k))
        .collect();
    let mut named: Arc<str> = Arc::default();
    if let Some((b, k)) = whole
        && let Some(o) = operand(Part::Whole, b, k)
    {
        named = o.measure.clone();
        operands.push(o);
    }
    Claim {
        measure: named,
        link,
        ..assemble::claim(prose, s, kind, operands, period)
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn parts_are_linked_to_their_whole() {
        for (text, claim) in [
            (
                "There were 33 homes, comprising 23 large homes and 10 small ones.",
                "Parts: Whole 33 Member 23 Member 10",
            ),
            (
                "There were a total of 33 homes in 2 areas. This is broken down into 23 large homes and 10 small ones.",
                "Parts: Whole 33 Member 23 Member 10",
            ),
            (
                "There were 33 homes (23 large and 10 small).",
                "Parts: Whole 33 Member 23 Member 10",
            ),
            (
                "There were 33 homes in the north: 23 large, 10 small.",
                "Parts: Whole 33 Member 23 Member 10",
            ),
            (
                "Reserves were £3.6m, made up of £1.2m general and £2.4m (66%) earmarked.",
                "Parts: Whole £3.6m Member £1.2m Member £2.4m",
            ),
            (
                "Six homes were seen, of which five were good and one rated poor.",
                "Parts: Whole Six Member five Member one",
            ),
            (
                "We had 45 calls, 29 of which led to a visit.",
                "Parts: Whole 45 Member 29",
            ),
            (
                "There are 25 members, 4 or 5 of these are new.",
                "Parts: Whole 25 Member 5",
            ),
            (
                "There were 149 requests, however only 138 proceeded.",
                "Parts: Whole 149 Member 138",
            ),
            (
                "Four homes have a new plan. One home is sold, one home is let, the other two homes are empty.",
                "Parts: Whole Four Member One Member one Member two",
            ),
            (
                "A total of 51 cases were heard. 25 loans and 24 grants were heard, as well as one gift and one appeal.",
                "Parts: Whole 51 Member 25 Member 24 Member one Member one",
            ),
            (
                "With only four players (and one keeper) the side is divided into two forwards and two backs.",
                "Parts: Whole four Member two Member two",
            ),
            (
                "With 87% let at once and only 13% later.",
                "Complement: Member 87% Member 13%",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }

    #[test]
    fn lists_that_are_offset_or_unreadable_are_no_partition() {
        for text in [
            "Cash of $45m consisted of $24m of income and $47m of charges, offset by $26m of capital.",
            "The panel saw 501 papers. Section 12: 50 USC 1861 of 1978.",
            "File 2, its pages: 0, its pictures: 5.",
            "There are 49 numbers, and the prize is split 50/50 between them.",
            "Two plus two, the sum of which is four.",
            "It came down to the last 3 rounds of which the side needed 33 points.",
            "They joined a field of 276 runners from 24 clubs, 55 of which came by train.",
            "The annexe can house 32 bed spaces out of 24 bedrooms.",
            "Three games were won by the team which consists of two students of law, one of French and one of art.",
            "Grants go to three charities: one local, one national and another abroad.",
            "We had two mixed teams consisting of four runners, and one team consisting of three, with each running one leg each.",
            "Two rooms with a kitchen; and a yard consisting of 6 tables and 30 chairs.",
            "Four floors consisting of a first floor with three rooms and a second with two rooms.",
            "It burns from 23 degrees up to and including 61 degrees.",
            "She named 4 people: 2 of them did not answer, one was away and one plainly denied it.",
            "It raised £0.9m at 17p per share, as part of which the chair gave £0.15m.",
            "Of women 56% named time, whilst only 34% did not.",
            "That comprises 3 houses and 2 flats.",
            "Who is made up of 3 boys and 2 girls?",
            "In the county 17 churches hold a total of 29 of these bosses.",
            "A group of 3 bodies comprised of village boards 12 and 13.",
            "Please choose three and number them (1 = best, 3 = worst).",
            "The county asked for 3 boards (1 or 3 were proposed).",
            "Reserves of £0.358bn (£0.043bn general, £0.0.10bn special and £0.305bn other).",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            told("Many were ill in three years. Three in four of these told no doctor."),
            ["ShareOfCount: Count Three Base four"]
        );
    }
}
