//! Which figures before a cue are the values that the change lies between, and which are its amount.

use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::{Form as Writing, Unit};

/// The two values before a cue that a change lies between, as far as they can be told.
pub(super) struct Values {
    pub(super) later: Option<usize>,
    pub(super) earlier: Option<usize>,
}

/// The value before another one in that one's unit.
fn alike_before(prose: &Prose<'_>, s: &Sentence, floor: usize, found: usize) -> Option<usize> {
    let unit = prose.figure(s, found)?.unit;
    (floor..found).rev().find(|k| {
        prose
            .figure(s, *k)
            .is_some_and(|f| f.unit == unit && f.form != Writing::Ordinal)
    })
}

/// "£8.9m compared to £7.3m": none where no comparison leads to the second value.
pub(super) fn compared_from(
    prose: &Prose<'_>,
    s: &Sentence,
    floor: usize,
    found: usize,
) -> Option<Values> {
    let before = alike_before(prose, s, floor, found);
    let after = before.map_or(floor, |k| k + 1);
    // Nothing parts the comparison from its value: "rose compared to last year, and costs of £3m" compares no costs.
    let compared = (after..found)
        .rev()
        .take_while(|k| !matches!(s.tokens[*k].kind, Kind::Mark(_)))
        .find(|k| {
            matches!(
                prose.word(s, *k),
                "compared" | "comparison" | "versus" | "vs" | "against"
            )
        })?;
    let apart = (after..compared).any(|k| prose.is_mark(s, k, b';'));
    Some(Values {
        later: before.filter(|_| !apart),
        earlier: Some(found),
    })
}

/// "£8.9m and £7.3m in 2021 and 2020, respectively": which is the later one their periods tell, or nothing does.
pub(super) fn in_turn(
    prose: &Prose<'_>,
    s: &Sentence,
    floor: usize,
    found: usize,
    at: usize,
) -> Option<Values> {
    if !(found + 1..at).any(|k| prose.word(s, k) == "respectively") {
        return None;
    }
    let mut periods = (found + 1..at).filter_map(|k| prose.period(s, k)?.fixed());
    let order = periods
        .next()
        .zip(periods.next())
        .map(|(a, b)| a.start.cmp(&b.start));
    let before = alike_before(prose, s, floor, found)
        .filter(|k| (k + 1..found).any(|j| prose.word(s, j) == "and"));
    let (later, earlier) = match (before, order) {
        (Some(first), Some(std::cmp::Ordering::Greater)) => (Some(first), Some(found)),
        (Some(first), Some(std::cmp::Ordering::Less)) => (Some(found), Some(first)),
        _ => (None, None),
    };
    Some(Values { later, earlier })
}

/// The value of "49 people stood for the 16 seats, up from 41" and "31 schools in the top 200, down from 32": a count that
/// only says of or among how many gives way to the one before it.
pub(super) fn told_of(prose: &Prose<'_>, s: &Sentence, floor: usize, found: usize) -> usize {
    let aside = |k: usize| {
        let article = matches!(
            prose.word_before(s, k, 1),
            "the" | "our" | "all" | "these" | "its" | "their"
        );
        let limit = matches!(
            prose.word_before(s, k, 1),
            "top" | "best" | "first" | "last"
        );
        limit
            || matches!(
                prose.word_before(s, k, 1 + usize::from(article)),
                "for" | "in" | "across" | "among" | "from" | "at" | "with"
            )
    };
    let unit = prose.figure(s, found).map(|f| f.unit);
    if unit != Some(Unit::Number) || !aside(found) {
        return found;
    }
    let parted = |k: usize| matches!(s.tokens[k].kind, Kind::Mark(b';' | b','));
    alike_before(prose, s, floor, found)
        .filter(|k| !aside(*k) && !(*k..found).any(parted))
        .unwrap_or(found)
}
