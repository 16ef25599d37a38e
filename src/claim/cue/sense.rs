//! In which sense a word of change stands: what happens to figures, a noun, or the name of what is spoken of.

use super::Form;
use crate::claim::sentence::{Kind, Prose, Sentence};

/// Whether "growth" is what the sentence speaks of, and so no word for what happens to the figures: "growth is set to
/// slow from 3% to 2%", "the growth rate", "a growth slowdown".
pub(super) fn names_a_rate(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    let compound = s.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Word)
        && !matches!(
            prose.word(s, i + 1),
            "in" | "of"
                | "on"
                | "from"
                | "to"
                | "by"
                | "over"
                | "across"
                | "at"
                | "for"
                | "with"
                | "between"
                | "during"
                | "since"
                | "this"
                | "last"
                | "compared"
                | "against"
                | "and"
                | "which"
        );
    compound
        || (i + 1..s.tokens.len())
            .take(24)
            .take_while(|k| {
                !matches!(
                    s.tokens[*k].kind,
                    Kind::Figure(_) | Kind::Mark(b',' | b';' | b':' | b'(')
                )
            })
            .any(|k| {
                matches!(
                    prose.word(s, k),
                    "is" | "was"
                        | "are"
                        | "were"
                        | "has"
                        | "had"
                        | "will"
                        | "would"
                        | "could"
                        | "may"
                        | "slows"
                        | "slowed"
                        | "eases"
                        | "eased"
                        | "moderates"
                        | "moderated"
                        | "weakens"
                        | "weakened"
                        | "cooled"
                        | "accelerated"
                        | "fell"
                        | "falls"
                        | "rose"
                        | "rises"
                        | "declined"
                        | "declines"
                        | "dropped"
                        | "drops"
                        | "decreased"
                        | "increased"
                )
            })
}

/// Whether "higher" before "than" is said of a figure to its left ("the rate was slightly higher than", "44%, higher
/// than"), and not of the noun beside it: "a quarter lost a share higher than 10%".
pub(super) fn predicated(prose: &Prose<'_>, s: &Sentence, i: usize) -> bool {
    i > 0 && matches!(s.tokens[i - 1].kind, Kind::Mark(_) | Kind::Figure(_))
        || (1..=4).any(|b| {
            matches!(
                prose.word_before(s, i, b),
                "is" | "was"
                    | "are"
                    | "were"
                    | "be"
                    | "been"
                    | "being"
                    | "remains"
                    | "remained"
                    | "stands"
                    | "stood"
                    | "stays"
                    | "stayed"
                    | "came"
                    | "ended"
            )
        })
}

/// Whether "increase" and its like stand as a noun here.
pub(super) fn noun_or_verb(prose: &Prose<'_>, s: &Sentence, i: usize) -> Form {
    let next = prose.word(s, i + 1);
    // What is done to something: "the allowance reduces the amount". "Reduce" and "grow" are no nouns at all.
    if matches!(prose.word(s, i), "reduce" | "reduces" | "grow" | "grows")
        || matches!(
            next,
            "the" | "its" | "their" | "our" | "this" | "these" | "both"
        )
    {
        return Form::Verb;
    }
    if matches!(next, "in" | "of" | "on") {
        return Form::Noun;
    }
    for back in 1..=4 {
        let Some(k) = i.checked_sub(back) else { break };
        match prose.word(s, k) {
            "a" | "an" | "the" | "this" | "that" | "any" | "no" | "our" | "and" if back == 1 => {
                return Form::Noun;
            }
            "a" | "an" | "the" | "this" => return Form::Noun,
            "to" | "will" | "would" | "could" | "may" | "might" | "should" | "can" => {
                return Form::Verb;
            }
            "" if prose.figure(s, k).is_some() => return Form::Noun,
            _ => {}
        }
    }
    Form::Verb
}
