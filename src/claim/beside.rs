//! Words beside a cue: what makes it a wish, and what stands between it and its figure.

use super::sentence::{Prose, Sentence};
use crate::figure::{Form, Unit};

/// Whether the change that the word at token `cue` tells of is wished, expected or denied rather than reported.
pub(super) fn is_hypothetical(prose: &Prose<'_>, s: &Sentence, cue: usize) -> bool {
    (1..=4).any(|back| {
        let w = prose.word_before(s, cue, back);
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

/// An amount and its percentage right before a cue: "an £89m (10%) increase", "£50m or 25% more".
pub(super) fn told_twice(prose: &Prose<'_>, s: &Sentence, cue: usize) -> Option<(usize, usize)> {
    let mut end = cue;
    while end > 0 && cue - end < 2 && is_adjective(prose.word_before(s, end, 1)) {
        end -= 1;
    }
    let (first, second) = if end >= 4 && prose.is_mark(s, end - 1, b')') {
        prose
            .is_mark(s, end - 3, b'(')
            .then_some((end - 4, end - 2))?
    } else if end >= 3 && prose.word(s, end - 2) == "or" {
        (end - 3, end - 1)
    } else {
        return None;
    };
    let (a, b) = (prose.figure(s, first)?, prose.figure(s, second)?);
    let told = (a.unit == Unit::Percent) != (b.unit == Unit::Percent)
        && a.form != Form::Ordinal
        && prose.word_before(s, first, 1) != "to";
    told.then_some((first, second))
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
