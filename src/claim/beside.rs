//! Words beside a cue: what makes it a wish, and what stands between it and its figure.

use super::cue::Cue;
use super::sentence::{Prose, Sentence};

/// Whether the change is wished, expected or denied rather than reported.
pub(super) fn is_hypothetical(prose: &Prose<'_>, s: &Sentence, cue: &Cue) -> bool {
    (1..=4).any(|back| {
        let w = prose.word_before(s, cue.at, back);
        matches!(
            w,
            "to" | "will"
                | "would"
                | "could"
                | "may"
                | "might"
                | "should"
                | "can"
                | "must"
                | "not"
                | "no"
                | "if"
                | "expected"
                | "expects"
                | "expect"
                | "anticipate"
                | "anticipates"
                | "anticipated"
                | "hypothetical"
                | "assumed"
                | "aim"
                | "aims"
                | "planned"
                | "forecast"
                | "projected"
                | "target"
                | "likely"
                | "further"
                | "without"
                | "help"
                | "helping"
                | "potential"
                | "proposed"
                | "any"
                | "never"
                | "n't"
                | "didn't"
                | "cannot"
        ) && (back <= 2 || w != "to")
    })
}

/// Words that stand between a cue and its figure without meaning.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "just"
            | "some"
            | "about"
            | "around"
            | "approximately"
            | "further"
            | "only"
            | "nearly"
            | "almost"
            | "over"
            | "under"
            | "more"
            | "less"
            | "than"
            | "total"
            | "figure"
            | "figures"
            | "level"
            | "levels"
            | "average"
            | "roughly"
            | "circa"
            | "additional"
            | "period"
            | "year"
            | "years"
            | "end"
            | "another"
            | "net"
            | "current"
            | "combined"
            | "overall"
            | "now"
            | "also"
            | "equivalent"
            | "currently"
            | "up"
            | "estimated"
            | "high"
            | "low"
    ) || word.len() > 4 && word.ends_with("ly")
}

/// Adjectives between an amount and its noun: "a £3m net increase".
pub(super) fn is_adjective(w: &str) -> bool {
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
