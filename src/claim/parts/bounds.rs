//! Parts of a base that is named beside them: "29 of which", "of the 40 homes, 22 were large".

use super::At;
use super::members::members;
use super::whole::whole_in;
use crate::claim::base::is_count;
use crate::claim::sentence::{Prose, Sentence};
use crate::claim::{Claim, Link, measure};

/// "six homes ..., of which five are good and one is not": parts that may make up the whole; one alone is a bound.
pub(super) fn of_which(
    prose: &Prose<'_>,
    n: usize,
    i: usize,
    made: &impl Fn(crate::claim::Kind, Link, Option<At>, &[usize]) -> Claim,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    let count = |k: usize| prose.figure(s, k).is_some_and(is_count);
    // "29 of which", "three of whom"
    if let Some(k) = i.checked_sub(1)
        && count(k)
    {
        // "three in four of these" is a proportion, "the two of which" are all of them.
        if matches!(prose.word_before(s, k, 1), "in" | "the") {
            return;
        }
        // "4 or 5 of these": one count, told loosely.
        let other = |w: usize| w + 2 == k && matches!(prose.word(s, w + 1), "or" | "to");
        let whole = (0..k).rev().take(20).find(|w| count(*w) && !other(*w));
        if let Some(w) = whole.filter(|w| speaks_of(prose, s, k, *w) && !outdone(prose, s, k, *w)) {
            out.push(made(
                crate::claim::Kind::Parts,
                Link::Within,
                Some((n, w)),
                &[k],
            ));
        }
        return;
    }
    // "the sum of which is four", "as part of which we raised £2m": what is made of them, not some of them.
    if prose.word_before(s, i, 2) == "the" || prose.word_before(s, i, 1) == "part" {
        return;
    }
    let found = members(prose, s, i + 2);
    let Some(first) = found.first() else { return };
    // "three overs of which they needed 33 runs": another thing is counted.
    if found.len() == 1 && *first > i + 3 {
        return;
    }
    let unit = prose.figure(s, *first).map(|f| f.unit);
    let same_sentence = matches!(prose.word(s, i + 1), "which" | "whom");
    let whole = if same_sentence {
        whole_in(prose, n, i, unit).filter(|w| count(w.1) == count(*first))
    } else {
        None
    };
    let Some(whole) = whole else { return };
    let link = if found.len() >= 2 {
        Link::Weak
    } else {
        Link::Within
    };
    out.push(made(crate::claim::Kind::Parts, link, Some(whole), &found));
}

/// Whether "29 of these", with the noun behind it, can be a part of what a count before it counts: the bosses of "17
/// churches hold 29 of these bosses" were named before the churches.
fn speaks_of(prose: &Prose<'_>, s: &Sentence, part: usize, whole: usize) -> bool {
    let noun = measure::head(prose, s, part);
    noun.len() < 4 || !noun.ends_with('s') || (whole + 1..part).any(|k| prose.word(s, k) == noun)
}

/// Whether a part is more than the count before it but not than one further back: "of 276 runners from 24 clubs, 55 of
/// which came by train" counts runners.
fn outdone(prose: &Prose<'_>, s: &Sentence, part: usize, whole: usize) -> bool {
    let value = |k: usize| prose.figure(s, k).filter(|f| is_count(f)).map(|f| f.value);
    let (Some(p), Some(w)) = (value(part), value(whole)) else {
        return false;
    };
    p > w && (0..whole).filter_map(value).any(|v| v >= p)
}

/// "Of the 40 homes, 22 were large and 18 were small": parts of a base that is named first.
pub(super) fn of_these(
    prose: &Prose<'_>,
    n: usize,
    i: usize,
    made: &impl Fn(crate::claim::Kind, Link, Option<At>, &[usize]) -> Claim,
    out: &mut Vec<Claim>,
) -> bool {
    let s = &prose.sentences[n];
    let Some(base) = crate::claim::base::base_behind(prose, s, i) else {
        return false;
    };
    let from = (base + 1..s.tokens.len())
        .take(12)
        .find(|k| prose.is_mark(s, *k, b',') || prose.figure(s, *k).is_some());
    let Some(from) = from else { return false };
    let found = members(prose, s, from);
    if found.len() < 2
        || !found
            .iter()
            .all(|k| prose.figure(s, *k).is_some_and(is_count))
    {
        return false;
    }
    let last = found[found.len() - 1];
    let closes = (1..=2).any(|b| {
        matches!(
            prose.word_before(s, last, b),
            "remaining" | "other" | "rest"
        )
    });
    let link = if closes || halves(prose, s) {
        Link::Complete
    } else {
        Link::Weak
    };
    out.push(made(
        crate::claim::Kind::Parts,
        link,
        Some((n, base)),
        &found,
    ));
    true
}

/// Whether a sentence names two kinds that leave no third: boys and girls.
pub(super) fn halves(prose: &Prose<'_>, s: &Sentence) -> bool {
    let has = |w: &[&str]| (0..s.tokens.len()).any(|k| w.contains(&prose.word(s, k)));
    [
        (["boys", "boy"], ["girls", "girl"]),
        (["male", "males"], ["female", "females"]),
        (["men", "man"], ["women", "woman"]),
    ]
    .iter()
    .any(|(a, b)| has(a) && has(b))
}

/// "149 recommendations, however only 138": the count that an "only" stays within.
pub(super) fn bounded_by(prose: &Prose<'_>, s: &Sentence, only: usize) -> Option<usize> {
    let lead = prose.word_before(s, only, 1);
    let out_of = (0..only)
        .find(|k| prose.word(s, *k) == "of" && (*k == 0 || prose.word_before(s, *k, 1) == "out"));
    let contrast = matches!(
        lead,
        "however" | "but" | "although" | "though" | "yet" | "and"
    ) || prose.is_mark(s, only.checked_sub(1)?, b',');
    let found = (0..only)
        .rev()
        .take(22)
        .find(|k| prose.figure(s, *k).is_some_and(is_count))?;
    let own_base = out_of.is_some_and(|k| found > k && found <= k + 3);
    let head = measure::head(prose, s, only + 1);
    let same_noun = head.is_empty()
        || matches!(head, "proceeded" | "went" | "progressed" | "completed")
        || measure::head(prose, s, found) == head
        || prose.word(s, only + 2).ends_with("ed");
    (own_base || contrast && lead != "and" && same_noun).then_some(found)
}
