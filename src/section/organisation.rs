//! Which council or company a part speaks for.

use crate::layout::{Block, Role};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b((?:[A-Z][\w'’&-]+)(?: (?:and|of|upon|on|the|le|[A-Z][\w'’&-]+)){0,5}? (?:(?:City|County|Borough|District|Town|Parish|Community|Metropolitan|Unitary) )*(?:Council|COUNCIL)|(?:[A-Z][\w'’&-]+ ){1,5}(?:plc|PLC|Plc|Ltd|Limited|Inc|Corporation|Trust|Authority))\b",
    )
    .expect("a pattern")
});

/// Words of an organisation's name that many share.
const KIND: &[&str] = &[
    "authority",
    "borough",
    "city",
    "combined",
    "community",
    "corporation",
    "council",
    "county",
    "district",
    "full",
    "inc",
    "limited",
    "local",
    "ltd",
    "metropolitan",
    "of",
    "our",
    "parish",
    "plc",
    "the",
    "town",
    "trust",
    "unitary",
];

const LEAD: &[&str] = &[
    "The", "At", "In", "For", "Our", "This", "To", "From", "By", "As", "All", "With", "And", "Of",
    "When", "While", "On", "If", "Both", "Each",
];

/// The words that tell one organisation from another: "Ambleford" of "The Ambleford City Council".
fn own_words(name: &str) -> Vec<String> {
    name.split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|w| !w.is_empty() && KIND.binary_search(&w.as_str()).is_err())
        .collect()
}

/// Whether two organisations' names mean the same one. Unknown names are not the same.
pub fn same_organisation(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let (x, y) = (own_words(a), own_words(b));
            !x.is_empty() && x == y && kind_word(a) == kind_word(b)
        }
        _ => false,
    }
}

/// The first organisation that a line names: a title such as "Ambleford City Council Annual Report".
pub fn organisation_in(line: &str) -> Option<String> {
    let found = NAME.captures(line)?.get(1)?.as_str();
    let named: Vec<&str> = found
        .split_whitespace()
        .skip_while(|w| LEAD.contains(w))
        .collect();
    let named = named.join(" ");
    (!own_words(&named).is_empty()).then_some(named)
}

/// A name in normal form: equal for all spellings of one organisation, none when nothing of its own is left.
pub fn organisation_key(name: &str) -> Option<String> {
    let own = own_words(name);
    (!own.is_empty()).then(|| {
        format!("{} {}", own.join(" "), kind_word(name).unwrap_or(""))
            .trim_end()
            .to_string()
    })
}

/// County and district of one name are two organisations.
fn kind_word(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    [
        "county",
        "district",
        "borough",
        "city",
        "town",
        "parish",
        "community",
    ]
    .into_iter()
    .find(|k| lower.contains(k))
}

/// Whether a line is nothing but an organisation's name.
pub(super) fn is_name(text: &str) -> bool {
    NAME.find(text).is_some_and(|m| m.len() + 4 >= text.len())
}

/// The organisation named whose own words occur most in the blocks; its full name decides between equals.
pub(super) fn find(blocks: &[Block]) -> Option<String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (n, block) in blocks.iter().enumerate() {
        if !block.text.contains("ouncil")
            && !block.text.contains("COUNCIL")
            && block.role == Role::Paragraph
        {
            continue;
        }
        for found in NAME.captures_iter(&block.text) {
            // A sentence's first word is capitalised too: "At Ambleford City Council".
            let whole: Vec<&str> = found[1]
                .split_whitespace()
                .skip_while(|w| LEAD.contains(w))
                .collect();
            // "Adoption Service of Ambleford City Council", but "London Borough of Ambleford Council".
            let of = whole
                .iter()
                .rposition(|w| *w == "of")
                .filter(|i| !whole[..*i].contains(&"Borough"));
            let name = whole[of.map_or(0, |i| i + 1)..].join(" ");
            // A line of its own near the beginning is the letterhead.
            if n < 12 && block.text.trim().len() <= name.len() + 2 && !own_words(&name).is_empty() {
                return Some(name);
            }
            if !own_words(&name).is_empty() {
                *names.entry(name).or_default() += 1;
            }
        }
        if names.len() > 200 {
            break;
        }
    }
    let mut best: Option<(usize, usize, String)> = None;
    for (name, times) in names {
        let own = own_words(&name);
        let first = own.first()?;
        let uses = blocks
            .iter()
            .take(2000)
            .filter(|b| b.text.len() < 20_000 && contains_word(&b.text, first))
            .count();
        // Named once or twice in passing ("hosted by ..."): not the one that speaks.
        if uses < 3 {
            continue;
        }
        if best
            .as_ref()
            .is_none_or(|(u, t, n)| (uses, times, n.len()) > (*u, *t, name.len().min(n.len())))
        {
            best = Some((uses, times, name));
        }
    }
    best.map(|(_, _, name)| name)
}

fn contains_word(text: &str, word: &str) -> bool {
    text_words(text).any(|w| w.eq_ignore_ascii_case(word))
}

fn text_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn county_and_city_of_like_names_are_two_bodies() {
        assert!(same_organisation(
            Some("Ambleford City Council"),
            Some("the Ambleford City Council")
        ));
        assert!(!same_organisation(
            Some("Ambleford City Council"),
            Some("Ambleford County Council")
        ));
        assert!(!same_organisation(
            Some("Ambleford City Council"),
            Some("Amblefordshire City Council")
        ));
        assert!(!same_organisation(None, None));
    }

    #[test]
    fn kind_words_are_sorted_so_that_they_can_be_searched() {
        assert!(KIND.is_sorted());
    }
}
