//! Sentences with their values set apart from their words, so that the same sentence is found again elsewhere.

use crate::fact::Reading;
use crate::fact::measure::{stem, words};
use crate::figure::period::{self, PeriodRef};
use crate::figure::{Figure, Period, Span, number};
use crate::layout::Role;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A number, date or period that a sentence holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A figure.
    Figure(Figure),
    /// A date or period named in full.
    When(Period),
}

/// A sentence, a heading or an entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Section it stands in.
    pub section: u32,
    /// Block it stands in.
    pub block: u32,
    /// Where it stands in the block's text.
    pub span: Span,
    /// Hashes of the stems of its words, in order; numbers, dates and periods left out.
    pub stems: Vec<u64>,
    /// Its numbers, dates and periods, in order, each with its place in the block's text.
    pub values: Vec<(Span, Value)>,
}

/// Shorter sentences are found again by chance.
const LEAST_WORDS: usize = 5;

/// The sentences of a reading's prose that have enough words to be told apart, in order.
pub fn sentences(reading: &Reading) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (i, block) in reading.blocks.iter().enumerate() {
        if !matches!(
            block.role,
            Role::Paragraph | Role::ListItem | Role::Heading(_) | Role::Note | Role::Caption
        ) {
            continue;
        }
        let section = reading.section_of(i as u32);
        let text = &block.text;
        let spans = split(text);
        let dates: Vec<(Span, Period)> = period::scan(text)
            .into_iter()
            .filter_map(|(s, p)| match p {
                PeriodRef::Fixed(p) => Some((s, p)),
                _ => None,
            })
            .collect();
        let figures = number::scan(text);
        for span in spans {
            let mut values: Vec<(Span, Value)> = dates
                .iter()
                .filter(|(s, _)| span.contains(*s))
                .map(|(s, p)| (*s, Value::When(*p)))
                .chain(
                    figures
                        .iter()
                        .filter(|f| span.contains(f.span))
                        .map(|f| (f.span, Value::Figure(*f))),
                )
                .collect();
            values.sort_unstable_by_key(|(s, _)| s.start);
            let stems = stems(text, span, &values);
            if stems.len() >= LEAST_WORDS {
                out.push(Sentence {
                    section,
                    block: i as u32,
                    span,
                    stems,
                    values,
                });
            }
        }
    }
    out
}

fn stems(text: &str, span: Span, values: &[(Span, Value)]) -> Vec<u64> {
    let mut out = Vec::new();
    let mut push = |part: &str| {
        for w in words(part) {
            if w.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            let lower = w.to_lowercase();
            let lower = lower.trim_end_matches("'s").trim_end_matches("’s");
            let mut hasher = DefaultHasher::new();
            stem(lower).hash(&mut hasher);
            out.push(hasher.finish());
        }
    };
    let mut at = span.start as usize;
    for (s, _) in values {
        push(text.get(at..s.start as usize).unwrap_or(""));
        at = at.max(s.end as usize);
    }
    push(text.get(at..span.end as usize).unwrap_or(""));
    out
}

/// Sentence spans of a text: up to a full stop, question or exclamation mark that a space and a capital follow.
pub fn split(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    for (i, b) in bytes.iter().enumerate() {
        if !matches!(b, b'.' | b'?' | b'!') {
            continue;
        }
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
        // "e.g.", "No.", "Cllr.", an initial: not the end.
        let word = text
            .get(start..i)
            .unwrap_or("")
            .rsplit(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or("");
        let abbreviation = word.len() <= 1
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
            );
        if opens && !abbreviation {
            out.push(Span::new(start, end));
            start = end;
        }
    }
    if start < text.len() {
        out.push(Span::new(start, text.len()));
    }
    out
}

/// Pairs of like sentences between two sets: every sentence of `left` with the one of `right` that shares nearly all
/// of its words, where there is one. Each sentence of `right` is used once. The number is the share of common words.
pub fn pairs(
    left: &[Arc<Sentence>],
    right: &[Arc<Sentence>],
) -> Vec<(Arc<Sentence>, Arc<Sentence>, f32)> {
    let mut exact: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
    let mut by_stem: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, s) in right.iter().enumerate().rev() {
        exact.entry(s.stems.as_slice()).or_default().push(i);
        let mut seen = s.stems.clone();
        seen.sort_unstable();
        seen.dedup();
        for w in seen {
            by_stem.entry(w).or_default().push(i);
        }
    }
    let mut used = vec![false; right.len()];
    let mut out = Vec::new();
    let mut rest = Vec::new();
    for l in left {
        match exact.get_mut(l.stems.as_slice()).and_then(Vec::pop) {
            Some(i) => {
                used[i] = true;
                out.push((l.clone(), right[i].clone(), 1.0));
            }
            None => rest.push(l),
        }
    }
    for l in rest {
        // The rarest words of a sentence lead to its like.
        let mut rare: Vec<&Vec<usize>> = l.stems.iter().filter_map(|w| by_stem.get(w)).collect();
        rare.sort_by_key(|list| list.len());
        let mut best: Option<(f32, usize)> = None;
        let mut looked = 0;
        for i in rare.into_iter().take(4).flatten().copied() {
            if used[i] {
                continue;
            }
            looked += 1;
            if looked > 200 {
                break;
            }
            let share = likeness(&l.stems, &right[i].stems);
            if share >= 0.8 && best.is_none_or(|(b, _)| share > b) {
                best = Some((share, i));
            }
        }
        if let Some((share, i)) = best {
            used[i] = true;
            out.push((l.clone(), right[i].clone(), share));
        }
    }
    out.sort_by_key(|(l, _, _)| (l.block, l.span.start));
    out
}

/// The share of words that two sentences have in common, order aside (Jaccard over multisets).
fn likeness(a: &[u64], b: &[u64]) -> f32 {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut k, mut common) = (0, 0, 0);
    while i < a.len() && k < b.len() {
        match a[i].cmp(&b[k]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => k += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                k += 1;
            }
        }
    }
    common as f32 / (a.len() + b.len() - common).max(1) as f32
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
