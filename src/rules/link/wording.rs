//! What the wording around a claim says: its sentence, a place or group that limits it, words in capitals.

use crate::claim::Claim;
use crate::fact::measure::Name;
use crate::figure::{pattern, period};
use regex::Regex;
use std::sync::LazyLock;

/// The place or group, in capitals, that the words after a direction limit it to; months and years aside.
pub(super) fn part_of(text: &str, claim: &Claim) -> Option<Name> {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:in|at|across|among|within|for|from)\s+(?:both\s+)?(?:the\s+|our\s+)?((?:[A-Z][\w'’-]+\s?)+)",
        )
    });
    claim.direction?;
    PART.captures_iter(text)
        .filter(|c| period::parse(c[1].trim()).is_none() && period::scan(&c[0]).is_empty())
        .map(|c| Name::of(&c[1]))
        .find(|n| !n.words.is_empty())
}

/// Words of three to six letters, all of them capitals.
pub(super) fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    crate::fact::measure::words(text)
        .filter(|w| (3..=6).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase()))
}
