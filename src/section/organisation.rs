//! Which council or company a part speaks for.

use crate::figure::{digits, pattern};
use crate::layout::{Block, Role};
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b((?:[A-Z][\w'’&-]+)(?: (?:and|of|upon|on|the|le|[A-Z][\w'’&-]+)){0,5}? (?:(?:City|County|Borough|District|Town|Parish|Community|Metropolitan|Unitary) )*(?:Council|COUNCIL)|(?:[A-Z][\w'’&-]+ ){1,5}(?:plc|PLC|Plc|Ltd|Limited|Inc|Corporation|Trust|Authority))\b",
    )
});

/// What every organisation's name ends with: the cheap look before the name itself.
static KIND_OF_BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern("Council|COUNCIL|plc|PLC|Plc|Ltd|Limited|Inc|Corporation|Trust|Authority")
});

static COUNCIL: LazyLock<Regex> = LazyLock::new(|| pattern("ouncil|COUNCIL"));

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
    KIND_OF_BODY.is_match(text) && NAME.find(text).is_some_and(|m| m.len() + 4 >= text.len())
}

/// An organisation's name in a block.
struct Found {
    block: usize,
    name: String,
    /// The first of the words that tell it from others.
    own: String,
    /// The block holds nothing but the name.
    alone: bool,
}

/// The organisations that a document's blocks name, and where the first word of each stands; found once for the whole
/// and all its parts.
pub(super) struct Organisations {
    found: Vec<Found>,
    /// The blocks that hold each first word, in order.
    uses: BTreeMap<String, Vec<usize>>,
}

impl Organisations {
    /// Finds the names in all blocks.
    pub(super) fn of(blocks: &[Block]) -> Organisations {
        let mut found = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            // Of paragraphs only those that name a council.
            if block.role == Role::Paragraph && !COUNCIL.is_match(&block.text)
                || !KIND_OF_BODY.is_match(&block.text)
            {
                continue;
            }
            for m in NAME.find_iter(&block.text) {
                // A sentence's first word is capitalised too: "At Ambleford City Council".
                let whole: Vec<&str> = m
                    .as_str()
                    .split_whitespace()
                    .skip_while(|w| LEAD.contains(w))
                    .collect();
                // "Adoption Service of Ambleford City Council", but "London Borough of Ambleford Council".
                let of = whole
                    .iter()
                    .rposition(|w| *w == "of")
                    .filter(|i| !whole[..*i].contains(&"Borough"));
                let name = whole[of.map_or(0, |i| i + 1)..].join(" ");
                if let Some(own) = own_words(&name).into_iter().next() {
                    found.push(Found {
                        block: n,
                        alone: block.text.trim().len() <= name.len() + 2,
                        name,
                        own,
                    });
                }
            }
        }
        let uses = uses(blocks, &found);
        Organisations { found, uses }
    }

    /// The organisation named whose own words occur most in a range of the blocks; its full name decides between equals.
    pub(super) fn speaker(&self, blocks: Range<usize>) -> Option<String> {
        let mut names: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        let first = self.found.partition_point(|f| f.block < blocks.start);
        let inside = self.found[first..]
            .iter()
            .take_while(|f| f.block < blocks.end);
        let mut last = None;
        for f in inside {
            if last != Some(f.block) && names.len() > 200 {
                break;
            }
            last = Some(f.block);
            // A line of its own near the beginning is the letterhead.
            if f.alone && f.block - blocks.start < 12 {
                return Some(f.name.clone());
            }
            names.entry(&f.name).or_insert((0, &f.own)).0 += 1;
        }
        let mut best: Option<(usize, usize, &str)> = None;
        for (name, (times, own)) in names {
            let near = blocks.start..blocks.end.min(blocks.start + 2000);
            let uses = self.uses.get(own).map_or(0, |at| {
                at.partition_point(|b| *b < near.end) - at.partition_point(|b| *b < near.start)
            });
            // Named once or twice in passing ("hosted by ..."): not the one that speaks.
            if uses < 3 {
                continue;
            }
            if best.is_none_or(|(u, t, n)| (uses, times, n.len()) > (u, t, name.len().min(n.len())))
            {
                best = Some((uses, times, name));
            }
        }
        best.map(|(_, _, name)| name.to_string())
    }
}

/// The blocks that hold each name's first word, very long blocks aside.
fn uses(blocks: &[Block], found: &[Found]) -> BTreeMap<String, Vec<usize>> {
    let mut uses: BTreeMap<String, Vec<usize>> =
        found.iter().map(|f| (f.own.clone(), Vec::new())).collect();
    if uses.is_empty() {
        return uses;
    }
    let mut opens = Openings([0; 256]);
    for word in uses.keys() {
        opens.add(word);
    }
    let mut lower = String::new();
    for (n, block) in blocks.iter().enumerate() {
        if block.text.len() >= 20_000 {
            continue;
        }
        opens.words(&block.text, |word| {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            if let Some(at) = uses.get_mut(&lower)
                && at.last() != Some(&n)
            {
                at.push(n);
            }
        });
    }
    uses
}

/// How words begin, and how long they are: for each first byte one bit for each length. Few of a text's words begin as
/// a name does and are as long.
struct Openings([u64; 256]);

impl Openings {
    fn add(&mut self, word: &str) {
        let Some(first) = word.as_bytes().first() else {
            return;
        };
        let length = 1 << word.len().min(63);
        self.0[usize::from(*first)] |= length;
        self.0[usize::from(first.to_ascii_uppercase())] |= length;
    }

    /// The words of a text, runs of letters and digits, that may be among them.
    fn words(&self, text: &str, mut found: impl FnMut(&str)) {
        let bytes = text.as_bytes();
        // The length of a letter or digit beyond ASCII.
        let letter = |at: usize| {
            let c = text.get(at..)?.chars().next()?;
            (!c.is_ascii() && c.is_alphanumeric()).then(|| c.len_utf8())
        };
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while let Some(b) = bytes.get(at) {
                if digits::ALPHANUMERIC[usize::from(*b)] {
                    at += 1;
                } else if !b.is_ascii()
                    && let Some(length) = letter(at)
                {
                    at += length;
                } else {
                    break;
                }
            }
            if at > start && self.0[usize::from(bytes[start])] & 1 << (at - start).min(63) != 0 {
                found(text.get(start..at).unwrap_or(""));
            }
            at += 1;
        }
    }
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
