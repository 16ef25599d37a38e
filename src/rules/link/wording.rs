//! What the wording around a claim says: its sentence, a place or group that limits it, words in capitals.

use crate::claim::Claim;
use crate::fact::measure::Name;
use crate::figure::{Span, period};
use regex::Regex;
use std::sync::LazyLock;

/// The place or group, in capitals, that the words after a direction limit it to; months and years aside.
pub(super) fn part_of(text: &str, claim: &Claim) -> Option<Name> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:in|at|across|among|within|for|from)\s+(?:both\s+)?(?:the\s+|our\s+)?((?:[A-Z][\w'’-]+\s?)+)").expect("a pattern")
    });
    claim.direction?;
    PART.captures_iter(text)
        .filter(|c| period::parse(c[1].trim()).is_none() && period::scan(&c[0]).is_empty())
        .map(|c| Name::of(&c[1]))
        .find(|n| !n.words.is_empty())
}

/// The sentence that a claim stands in.
pub(super) fn sentence_of(text: &str, span: Span) -> &str {
    let all = crate::store::split(text);
    match all
        .into_iter()
        .find(|s| s.start <= span.start && span.start < s.end)
    {
        Some(s) => Span {
            start: s.start,
            end: s.end.max(span.end),
        }
        .of(text),
        None => span.of(text),
    }
}

/// Words of three to six letters, all of them capitals.
pub(super) fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    crate::fact::measure::words(text)
        .filter(|w| (3..=6).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase()))
}
