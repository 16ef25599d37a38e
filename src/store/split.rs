//! A document's prose in sentences, split once for all who look at them.

use crate::claim::is_prose;
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::Span;
use std::sync::{Arc, LazyLock, OnceLock};

/// The sentences of a reading's prose, with the names that they hold.
#[derive(Debug, Default)]
pub struct Sentences {
    /// The first sentence of each block, and one past the last of all.
    first: Vec<u32>,
    spans: Vec<Span>,
    /// Made when a rule first asks; of most sentences none does.
    names: Box<[OnceLock<Arc<Name>>]>,
}

impl Sentences {
    /// Splits the prose of a reading.
    pub fn of(reading: &Reading) -> Sentences {
        let mut first = Vec::with_capacity(reading.blocks.len() + 1);
        let mut spans = Vec::new();
        for block in &reading.blocks {
            first.push(spans.len() as u32);
            if is_prose(block.role) {
                spans.extend(split(&block.text));
            }
        }
        first.push(spans.len() as u32);
        spans.shrink_to_fit();
        let names = spans.iter().map(|_| OnceLock::new()).collect();
        Sentences {
            first,
            spans,
            names,
        }
    }

    /// The sentences of a block: each with its number in the document and its place in the block's text.
    pub fn of_block(&self, block: u32) -> impl Iterator<Item = (u32, Span)> {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(0);
        let (from, to) = (at(block as usize), at(block as usize + 1));
        (from..to).filter_map(|n| Some((n, *self.spans.get(n as usize)?)))
    }

    /// The sentence of a block that holds a byte.
    pub fn at(&self, block: u32, byte: u32) -> Option<(u32, Span)> {
        self.of_block(block)
            .find(|(_, s)| s.start <= byte && byte < s.end)
    }

    /// The normal form of a sentence by its number; `text` is its text.
    pub fn name(&self, number: u32, text: &str) -> &Arc<Name> {
        match self.names.get(number as usize) {
            Some(name) => name.get_or_init(|| Arc::new(Name::of(text))),
            None => &NONE,
        }
    }
}

static NONE: LazyLock<Arc<Name>> = LazyLock::new(Arc::default);

/// Sentence spans of a text: up to a full stop, question or exclamation mark that a space and a capital follow.
pub fn split(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    for i in memchr::memchr3_iter(b'.', b'?', b'!', bytes) {
        let mut end = i + 1;
        while bytes
            .get(end)
            .is_some_and(|b| matches!(b, b'"' | b'\'' | b')'))
        {
            end += 1;
        }
        let next = text.get(end..).unwrap_or("");
        let opens = next.starts_with(char::is_whitespace)
            && next.trim_start().starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || "\"'“‘(•-".contains(c)
            });
        if opens && !abbreviates(text.get(start..i).unwrap_or("")) {
            out.push(Span::new(start, end));
            start = end;
        }
    }
    if start < text.len() {
        out.push(Span::new(start, text.len()));
    }
    out
}

/// "e.g.", "No.", "Cllr.", an initial: not the end of a sentence.
fn abbreviates(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    word.len() <= 1
        || (word.contains('.') && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.'))
        || matches!(
            word,
            "No" | "Nos"
                | "Mr"
                | "Mrs"
                | "Ms"
                | "Dr"
                | "Cllr"
                | "St"
                | "vs"
                | "eg"
                | "ie"
                | "para"
                | "approx"
                | "Inc"
                | "Ltd"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_and_not_at_abbreviations() {
        let text = "Visits rose by 4.5%. In 2024 Dr. Hill (e.g. A. Hill) opened two branches. Why?";
        let parts: Vec<&str> = split(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(
            parts,
            [
                "Visits rose by 4.5%.",
                " In 2024 Dr. Hill (e.g. A. Hill) opened two branches.",
                " Why?"
            ]
        );
    }
}
