//! Parts told one after the other: "the other two", two shares of a hundred, a list under a total.

use super::whole::{called_total, total_of};
use super::{At, claim};
use crate::claim::base::is_count;
use crate::claim::sentence::{Prose, Sentence};
use crate::claim::{Claim, Link, measure};
use crate::figure::{Hedge, Period, Unit};

/// "87% ... and only 13%", "the remaining 13%": two shares that make a hundred.
pub(super) fn complement(
    prose: &Prose<'_>,
    n: usize,
    made: &impl Fn(crate::claim::Kind, Link, Option<At>, &[usize]) -> Claim,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    let percents: Vec<usize> = shares(prose, s).collect();
    let [a, b] = percents.as_slice() else { return };
    let near = b - a <= 24;
    let word = |back| prose.word_before(s, *b, back);
    let rest = (1..=3).any(|k| matches!(word(k), "remaining" | "rest" | "remainder" | "balance"))
        || (1..=2).any(|k| word(k) == "other") && (1..=3).any(|k| word(k) == "the");
    // "56% of women ..., whilst only 34% of men" sets one group against another.
    let only =
        matches!(word(1), "only" | "just") && (2..=4).any(|k| matches!(word(k), "and" | "with"));
    let changes = (*a..*b)
        .any(|k| crate::claim::cue::at(prose, s, k).is_some() || prose.period(s, k).is_some());
    if near && !changes && (rest || only) {
        // "65% agreed. 31% did not, and the remaining 4% gave no answer": shares told before belong to them.
        let before = n.checked_sub(1).and_then(|b| prose.sentences.get(b));
        let earlier = before.is_some_and(|b| shares(prose, b).next().is_some());
        let link = if rest && !earlier {
            Link::Complete
        } else {
            Link::Weak
        };
        out.push(made(crate::claim::Kind::Complement, link, None, &[*a, *b]));
    }
}

/// The shares that a sentence gives.
fn shares<'a>(prose: &'a Prose<'_>, s: &'a Sentence) -> impl Iterator<Item = usize> + 'a {
    prose.figure_tokens(s).filter(|k| {
        prose
            .figure(s, *k)
            .is_some_and(|f| f.unit == Unit::Percent && !f.signed)
    })
}

/// "Four children have ... One child is ..., the other two will": the parts of a whole told one after the other.
pub(super) fn remainder(
    prose: &Prose<'_>,
    n: usize,
    made: &impl Fn(crate::claim::Kind, Link, Option<At>, &[usize]) -> Claim,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    let counts: Vec<usize> = prose
        .figure_tokens(s)
        .filter(|k| prose.figure(s, *k).is_some_and(is_count))
        .collect();
    let Some((last, rest)) = counts.split_last() else {
        return;
    };
    let closes = matches!(prose.word_before(s, *last, 1), "other" | "remaining")
        && prose.word_before(s, *last, 2) == "the";
    if !closes || rest.is_empty() {
        return;
    }
    let stem = |w: &str| w.trim_end_matches('s').trim_end_matches("ren").to_string();
    let head = stem(measure::head(prose, s, *last));
    let Some(b) = n.checked_sub(1) else { return };
    // a list that "the remaining" closes: the whole may stand anywhere before, when it is the sum
    let sum: rust_decimal::Decimal = counts
        .iter()
        .filter_map(|k| prose.figure(s, *k))
        .map(|f| f.value)
        .sum();
    if counts.len() >= 3
        && let Some(whole) = (0..n).rev().take(12).find_map(|b| {
            let own = &prose.sentences[b];
            prose
                .figure_tokens(own)
                .find(|k| {
                    prose
                        .figure(own, *k)
                        .is_some_and(|f| is_count(f) && f.value == sum)
                })
                .map(|k| (b, k))
        })
    {
        out.push(made(
            crate::claim::Kind::Parts,
            Link::Complete,
            Some(whole),
            &counts,
        ));
        return;
    }
    let before = &prose.sentences[b];
    let whole = prose.figure_tokens(before).find(|k| {
        prose.figure(before, *k).is_some_and(is_count)
            && stem(measure::head(prose, before, *k)) == head
    });
    if head.is_empty()
        || whole.is_none()
        || rest
            .iter()
            .any(|k| stem(measure::head(prose, s, *k)) != head)
    {
        return;
    }
    out.push(made(
        crate::claim::Kind::Parts,
        Link::Weak,
        whole.map(|k| (b, k)),
        &counts,
    ));
}

/// "25 applications and 24 matches were heard, as well as one withdrawal and one approval": three or more counts that
/// open a sentence, under a total told just before.
pub(super) fn listed(
    prose: &Prose<'_>,
    n: usize,
    before: Option<&Prose<'_>>,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    let opens = prose.figure(s, 0).is_some_and(is_count)
        || matches!(prose.word(s, 0), "these" | "there" | "this");
    let all: Vec<usize> = prose.figure_tokens(s).collect();
    if !opens
        || all.len() < 3
        || all.len() > 12
        || !all.iter().all(|k| {
            prose
                .figure(s, *k)
                .is_some_and(|f| is_count(f) && f.hedge == Hedge::None)
        })
    {
        return;
    }
    let joined = all.windows(2).all(|w| {
        (w[0] + 1..w[1])
            .any(|k| prose.is_mark(s, k, b',') || matches!(prose.word(s, k), "and" | "plus"))
            && !(w[0]..w[1]).any(|k| {
                matches!(
                    prose.word(s, k),
                    "of" | "from" | "compared" | "than" | "which" | "out"
                )
            })
    });
    if !joined || prose.word_before(s, all[all.len() - 1], 1) != "and" {
        return;
    }
    let here = (0..n).rev().take(2).find_map(|b| {
        total_of(prose, b, Some(Unit::Number))
            .filter(|k| called_total(prose, &prose.sentences[b], *k))
            .map(|k| (b, k))
    });
    if let Some(whole) = here {
        out.push(claim(
            prose,
            n,
            crate::claim::Kind::Parts,
            Link::Told,
            Some(whole),
            &all,
            report,
        ));
        return;
    }
    // the total may close the paragraph before
    let Some(earlier) = before.filter(|_| n == 0) else {
        return;
    };
    let found = (0..earlier.sentences.len()).rev().take(3).find_map(|b| {
        let os = &earlier.sentences[b];
        earlier
            .figure_tokens(os)
            .find(|k| earlier.figure(os, *k).is_some_and(is_count) && called_total(earlier, os, *k))
            .map(|k| (b, k))
    });
    if let Some((b, k)) = found
        && let Some(f) = earlier.figure(&earlier.sentences[b], k)
    {
        let mut c = claim(
            prose,
            n,
            crate::claim::Kind::Parts,
            Link::Told,
            None,
            &all,
            report,
        );
        c.far = Some(Box::new((earlier.block, *f)));
        out.push(c);
    }
}
