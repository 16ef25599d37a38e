//! How far a cue reaches to its right: where another clause begins, and figures that are no values of it.

use crate::claim::sentence::{Prose, Sentence};

/// Words that begin another clause.
pub(super) fn ends_reach(word: &str) -> bool {
    matches!(
        word,
        "but"
            | "while"
            | "whilst"
            | "whereas"
            | "however"
            | "although"
            | "though"
            | "which"
            | "due"
            | "despite"
            | "because"
            | "driven"
            | "primarily"
            | "mainly"
            | "including"
            | "meaning"
            | "reflecting"
            | "resulting"
            | "as"
            | "who"
            | "offset"
            | "partially"
            | "partly"
            | "excluding"
            | "attributable"
            | "with"
            | "following"
    )
}

/// "Compared to a growth of 19%": what follows is no value that something rose from.
pub(super) fn is_change(word: &str) -> bool {
    matches!(
        word,
        "growth" | "increase" | "rise" | "fall" | "decrease" | "decline" | "reduction" | "drop"
    )
}

/// "From one post per 325 pupils to one per 250", "from 3.25 to 1 to 3.75 to 1": what changes is the ratio, not its
/// first figure, which stands at token `i`.
pub(super) fn is_ratio(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    let Some(first) = prose.figure(s, i) else {
        return false;
    };
    let is_figure = |k: usize| prose.figure(s, k).is_some();
    let to = |k: usize| prose.word(s, k) == "to" && is_figure(k + 1);
    if to(i + 1) && to(i + 3) {
        return true;
    }
    first.value == rust_decimal::Decimal::ONE
        && (i + 1..=i + 3)
            .find(|k| prose.word(s, *k) == "per")
            .is_some_and(|k| {
                let base = prose.word(s, k + 1);
                is_figure(k + 1) || base.starts_with(|c: char| c.is_ascii_digit())
            })
}
