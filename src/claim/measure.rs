//! What a figure counts: the words after it, or the subject before it.

use super::sentence::{Kind, Prose, Sentence};

/// Words that end the noun phrase after a figure.
fn ends_noun(word: &str) -> bool {
    matches!(
        word,
        "were"
            | "was"
            | "are"
            | "is"
            | "have"
            | "has"
            | "had"
            | "will"
            | "would"
            | "who"
            | "which"
            | "that"
            | "when"
            | "where"
            | "while"
            | "whilst"
            | "compared"
            | "and"
            | "but"
            | "as"
            | "from"
            | "by"
            | "than"
            | "during"
            | "however"
            | "or"
            | "up"
            | "down"
            | "being"
            | "been"
            | "be"
            | "because"
            | "due"
            | "since"
            | "although"
            | "after"
            | "before"
            | "until"
            | "against"
            | "versus"
            | "representing"
            | "including"
            | "rising"
            | "falling"
            | "increased"
            | "decreased"
            | "resulted"
            | "proceeded"
            | "ceased"
            | "so"
            | "if"
            | "plus"
            | "did"
            | "do"
            | "can"
            | "could"
            | "respectively"
            | "at"
    )
}

/// Words that a phrase should not begin or end with.
fn is_edge(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "in"
            | "for"
            | "to"
            | "at"
            | "by"
            | "on"
            | "with"
            | "from"
            | "has"
            | "have"
            | "had"
            | "was"
            | "were"
            | "is"
            | "are"
            | "been"
            | "be"
            | "also"
            | "there"
            | "and"
            | "that"
            | "this"
            | "which"
            | "these"
            | "those"
            | "it"
            | "we"
            | "our"
            | "as"
            | "only"
            | "just"
            | "over"
            | "under"
            | "about"
            | "around"
            | "approximately"
            | "total"
            | "some"
            | "further"
            | "but"
            | "or"
            | "stood"
            | "stands"
            | "totalled"
            | "totaled"
            | "reached"
            | "being"
            | "its"
            | "will"
            | "would"
            | "now"
            | "currently"
            | "than"
            | "more"
            | "during"
            | "between"
            | "their"
            | "they"
            | "continued"
            | "continues"
            | "remained"
            | "remains"
            | "slightly"
            | "significantly"
            | "so"
            | "then"
            | "while"
            | "whilst"
            | "including"
            | "however"
            | "year"
            | "amounted"
            | "equal"
            | "saw"
            | "seen"
            | "show"
            | "shows"
            | "experienced"
            | "nearly"
            | "almost"
            | "up"
            | "down"
            | "would've"
            | "did"
            | "into"
            | "per"
            | "since"
            | "after"
            | "compared"
            | "period"
            | "against"
    )
}

/// The words of tokens `from..to`, periods and figures left out, edges trimmed.
pub(super) fn phrase(prose: &Prose<'_>, s: &Sentence, from: usize, to: usize) -> String {
    let mut from = from;
    let mut to = to.min(s.tokens.len());
    let skip = |i: usize| match s.tokens[i].kind {
        Kind::Word => is_edge(prose.word(s, i)),
        _ => true,
    };
    while from < to && skip(from) {
        from += 1;
    }
    while from < to && skip(to - 1) {
        to -= 1;
    }
    let mut out = String::new();
    for t in s.tokens.get(from..to).unwrap_or(&[]) {
        match t.kind {
            Kind::Word => {
                if !out.is_empty() && !out.ends_with('(') {
                    out.push(' ');
                }
                out.push_str(t.span.of(prose.text));
            }
            Kind::Mark(b'(') => out.push_str(" ("),
            Kind::Mark(b')') => out.push(')'),
            Kind::Figure(_) | Kind::Period(_) | Kind::Mark(_) => {}
        }
    }
    out.replace(" ()", "").trim().to_string()
}

/// One past the last token of the noun phrase that follows token `i`.
pub(super) fn noun_end(prose: &Prose<'_>, s: &Sentence, i: usize) -> usize {
    let mut k = i + 1;
    while k < s.tokens.len() && k <= i + 12 {
        match s.tokens[k].kind {
            Kind::Word if !ends_noun(prose.word(s, k)) => k += 1,
            _ => break,
        }
    }
    k
}

/// The noun phrase after a figure: "requests for assessment" of "249 requests for assessment were".
pub(super) fn after(prose: &Prose<'_>, s: &Sentence, i: usize) -> String {
    let mut from = i + 1;
    // "7 of the homes", "7 (38%) of homes"
    while from < s.tokens.len()
        && matches!(
            prose.word(s, from),
            "of" | "the"
                | "these"
                | "those"
                | "its"
                | "our"
                | "more"
                | "new"
                | "further"
                | "other"
                | "separate"
                | "different"
        )
    {
        from += 1;
    }
    phrase(prose, s, from, noun_end(prose, s, from.saturating_sub(1)))
}

/// The first plain words of the noun phrase after a figure, for pairing: "cases" of "51 cases".
pub(super) fn head<'p>(prose: &'p Prose<'_>, s: &Sentence, i: usize) -> &'p str {
    let mut k = i + 1;
    while matches!(
        prose.word(s, k),
        "of" | "the" | "these" | "those" | "new" | "more" | "other" | "further"
    ) {
        k += 1;
    }
    match s.tokens.get(k) {
        Some(t) if t.kind == Kind::Word && !ends_noun(t.span.of(&prose.lower)) => {
            t.span.of(&prose.lower)
        }
        _ => "",
    }
}

/// The subject before token `i`, back to the clause's beginning.
pub(super) fn subject(prose: &Prose<'_>, s: &Sentence, i: usize) -> String {
    let mut from = i;
    let mut depth = 0;
    while from > 0 {
        let k = from - 1;
        match s.tokens[k].kind {
            Kind::Mark(b')') => depth += 1,
            Kind::Mark(b'(') => depth -= 1,
            Kind::Mark(_) if depth == 0 => break,
            Kind::Word
                if depth == 0
                    && matches!(
                        prose.word(s, k),
                        "but"
                            | "while"
                            | "whilst"
                            | "however"
                            | "although"
                            | "whereas"
                            | "because"
                            | "despite"
                    ) =>
            {
                break;
            }
            _ => {}
        }
        if depth < 0 || i - k > 40 {
            break;
        }
        from = k;
    }
    phrase(prose, s, from, i)
}

/// The words directly before a figure, back to the last figure, mark or conjunction.
pub(super) fn before(prose: &Prose<'_>, s: &Sentence, i: usize) -> String {
    let mut from = i;
    while from > 0 && i - from < 30 {
        let k = from - 1;
        match s.tokens[k].kind {
            Kind::Figure(_) | Kind::Mark(_) => break,
            Kind::Word
                if matches!(
                    prose.word(s, k),
                    "and"
                        | "but"
                        | "while"
                        | "whilst"
                        | "however"
                        | "although"
                        | "whereas"
                        | "compared"
                ) =>
            {
                break;
            }
            _ => from = k,
        }
    }
    phrase(prose, s, from, i)
}

/// What a figure counts or measures: for counts the noun after it, otherwise the words before it.
pub(super) fn of(prose: &Prose<'_>, s: &Sentence, i: usize) -> String {
    let Some(f) = prose.figure(s, i) else {
        return String::new();
    };
    let behind = after(prose, s, i);
    if f.unit == crate::figure::Unit::Number && !behind.is_empty() {
        return behind;
    }
    let ahead = before(prose, s, i);
    let words = |t: &str| t.split(' ').filter(|w| w.len() > 2).count();
    if words(&ahead) == 0 { behind } else { ahead }
}
