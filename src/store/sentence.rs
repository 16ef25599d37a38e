//! Sentences with their values set apart from their words, so that the same sentence is found again elsewhere.

use super::split::Sentences;
use crate::fact::Reading;
use crate::fact::measure::{stem_as_printed, words};
use crate::figure::{Figure, Period, Span};
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
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

impl Sentence {
    /// The sentence at a place of a block.
    pub fn read(reading: &Reading, block: u32, span: Span) -> Sentence {
        let values = values(reading, block, span);
        let mut words = Vec::new();
        stems(reading, block, span, &values, &mut words);
        Sentence {
            section: reading.section_of(block),
            block,
            span,
            stems: words,
            values,
        }
    }
}

/// The sentences of a reading's prose that have enough words to be told apart, in order.
pub fn sentences(reading: &Reading) -> Vec<Sentence> {
    let split = Sentences::of(reading);
    let blocks = 0..reading.blocks.len() as u32;
    blocks
        .flat_map(|i| split.of_block(i).map(move |(_, span)| (i, span)))
        .map(|(i, span)| Sentence::read(reading, i, span))
        .filter(|s| s.stems.len() >= LEAST_WORDS)
        .collect()
}

/// Where the sentences stand that hold a value, have at least so many words, and have them in common with another: in
/// groups of the same words, each in order.
pub fn repeated_sentences(
    reading: &Reading,
    split: &Sentences,
    least: usize,
) -> Vec<Vec<(u32, Span)>> {
    let mut all: Vec<(u64, u32, Span)> = Vec::new();
    let mut words = Vec::new();
    for i in 0..reading.blocks.len() as u32 {
        for (_, span) in split.of_block(i) {
            let values = values(reading, i, span);
            if values.is_empty() {
                continue;
            }
            words.clear();
            stems(reading, i, span, &values, &mut words);
            if words.len() >= least {
                all.push((fingerprint(&words), i, span));
            }
        }
    }
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| {
            group
                .iter()
                .map(|(_, block, span)| (*block, *span))
                .collect()
        })
        .collect()
}

/// A number that hardly any two sentences of different words share.
fn fingerprint(stems: &[u64]) -> u64 {
    let mut state = DefaultHasher::new();
    stems.hash(&mut state);
    state.finish()
}

/// The numbers, dates and periods of a stretch of a block, in order.
fn values(reading: &Reading, block: u32, span: Span) -> Vec<(Span, Value)> {
    let periods = reading.periods_in(block, span);
    let figures = reading.figures_in(block, span);
    let mut values: Vec<(Span, Value)> = periods
        .filter_map(|(s, p)| Some((s, Value::When(p.fixed()?))))
        .chain(figures.map(|f| (f.span, Value::Figure(*f))))
        .collect();
    values.sort_unstable_by_key(|(s, _)| s.start);
    values
}

/// Adds the hashes of the stems of a stretch's words, its values left out.
fn stems(reading: &Reading, block: u32, span: Span, values: &[(Span, Value)], out: &mut Vec<u64>) {
    let block = reading.blocks.get(block as usize);
    let text = block.map_or("", |b| b.text.as_str());
    out.reserve((span.end.saturating_sub(span.start) as usize / 6).min(64));
    let mut push = |part: &str| {
        for w in words(part) {
            if w.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            out.push(stem_as_printed(w).fingerprint());
        }
    };
    let mut at = span.start as usize;
    for (s, _) in values {
        push(text.get(at..s.start as usize).unwrap_or(""));
        at = at.max(s.end as usize);
    }
    push(text.get(at..span.end as usize).unwrap_or(""));
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
