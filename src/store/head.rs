//! What a label is about.

use crate::fact::Word;
use crate::fact::measure::{Name, stem_in_small_letters, words};
use std::sync::Arc;

/// Words that lead to what a label is about.
const LEAD: [&str; 15] = [
    "a",
    "all",
    "an",
    "average",
    "cent",
    "no",
    "number",
    "numbers",
    "of",
    "overall",
    "per",
    "percentage",
    "proportion",
    "the",
    "total",
];

/// Words that end what a label is about.
const STOP: [&str; 28] = [
    "and",
    "as",
    "at",
    "between",
    "by",
    "during",
    "e",
    "following",
    "for",
    "from",
    "i",
    "in",
    "including",
    "made",
    "of",
    "on",
    "or",
    "over",
    "per",
    "subject",
    "that",
    "to",
    "under",
    "where",
    "which",
    "who",
    "with",
    "within",
];

/// The word that a label is about: the last one before a preposition or participle.
pub fn head(label: &str) -> Word {
    let is = |list: &[&str], word: &str| list.iter().any(|l| l.eq_ignore_ascii_case(word));
    let mut last = "";
    for word in words(noun_phrase(label)).skip_while(|w| is(&LEAD, w)) {
        let stops = is(&STOP, word);
        let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        if !last.is_empty() && (stops || participle) {
            break;
        }
        if !stops {
            last = word;
        }
    }
    stem_in_small_letters(last)
}

/// The words of a label, whose normal form is `name`, up to and with its head.
pub(super) fn phrase(label: &str, about: &Word, name: &Arc<Name>) -> Arc<Name> {
    let text = noun_phrase(label);
    let end = words(text)
        .find(|w| stem_in_small_letters(w) == *about)
        .map_or(text.len(), |w| {
            w.as_ptr() as usize - text.as_ptr() as usize + w.len()
        });
    let text = text.get(..end).unwrap_or(text);
    if text.len() == label.len() {
        name.clone()
    } else {
        Arc::new(Name::of(text))
    }
}

/// The part of a label before a dash, colon or bracket that says something besides a code.
fn noun_phrase(label: &str) -> &str {
    let mut rest = label;
    while let Some(at) = rest.find([':', '(', '–', '—']).or_else(|| rest.find(" - ")) {
        let (first, after) = rest.split_at(at);
        if !Name::of(first).words.is_empty() {
            return first;
        }
        rest = after.trim_start_matches([' ', '-', ':', '(', '–', '—']);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::measure::stem;

    #[test]
    fn the_head_of_a_label_is_the_thing_counted() {
        assert_eq!(head("Number of initial enquiries"), "enquiry");
        assert_eq!(
            head("Expressions of interest following enquiry"),
            stem("expression").as_str()
        );
        assert_eq!(head("Loans renewed by phone"), "loan");
        assert_eq!(head("Return rate - loan to return"), "rat");
        assert_eq!(
            head("B2 - Average delay between order and delivery"),
            "delay"
        );
        assert_eq!(head(""), "");
    }
}
