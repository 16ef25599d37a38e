//! The sentences of two documents: carried over, changed, moved, dropped, added, and stale.

mod stale;

use super::figures::Words;
use crate::document::Place;
use crate::fact::Reading;
use crate::section::Kind as Part;
use crate::store::sentence::{Sentence, pairs, sentences};
use similar::{ChangeTag, TextDiff};
use stale::{amounts, stale, values, years_only};
use std::sync::Arc;

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// Numbers or dates changed, no word did.
    Number,
    /// The later report carries it over, and it still speaks of the earlier year.
    StaleYear,
    /// The year in it was updated, the numbers were not.
    StaleNumbers,
    /// Words changed; those in which numbers changed, too, come first.
    Wording,
    /// Only the number of a paragraph, table or section changed.
    Numbering,
    /// It stands elsewhere.
    Moved,
    /// It is not there any more.
    Dropped,
    /// It was not there before.
    Added,
}

/// A stretch of a sentence: in both, in the old one, or in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Both(String),
    /// In the old one.
    Old(String),
    /// In the new one.
    New(String),
}

/// A sentence, or words of a cell, that is not as it was.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What became of it.
    pub kind: PassageKind,
    /// Word by word.
    pub pieces: Vec<Piece>,
    /// Where it stood.
    pub old_place: Option<Place>,
    /// Where it stands.
    pub new_place: Option<Place>,
}

impl Passage {
    /// The old words; empty when it was added.
    pub fn old(&self) -> String {
        self.side(|p| match p {
            Piece::Both(t) | Piece::Old(t) => t,
            Piece::New(_) => "",
        })
    }
    /// The new words; empty when it was dropped.
    pub fn now(&self) -> String {
        self.side(|p| match p {
            Piece::Both(t) | Piece::New(t) => t,
            Piece::Old(_) => "",
        })
    }
    fn side(&self, part: impl Fn(&Piece) -> &str) -> String {
        self.pieces
            .iter()
            .map(part)
            .collect::<String>()
            .trim()
            .to_string()
    }
}

/// Sentences shorter than this are found elsewhere by chance.
const LEAST_MOVED: usize = 8;
/// Of the sentences between two that stayed, so many on each side are looked at for one that was rewritten.
const WIDEST_GAP: usize = 12;

/// Compares the sentences. Gives how many were carried over as they are, and the others, numbers first.
pub(super) fn compare(
    old: &Reading,
    new: &Reading,
    years: i16,
    cells: Vec<Words>,
) -> (usize, Vec<Passage>) {
    let left: Vec<Arc<Sentence>> = sentences(old).into_iter().map(Arc::new).collect();
    let right: Vec<Arc<Sentence>> = sentences(new).into_iter().map(Arc::new).collect();
    let position = |list: &[Arc<Sentence>], s: &Arc<Sentence>| {
        list.binary_search_by_key(&(s.block, s.span.start), |t| (t.block, t.span.start))
            .unwrap_or(0)
    };
    let mut partner: Vec<Option<usize>> = vec![None; left.len()];
    for (a, b, _) in pairs(&left, &right) {
        partner[position(&left, &a)] = Some(position(&right, &b));
    }
    let steady = rising(&partner);
    rewritten(old, new, &left, &right, &mut partner, &steady);
    let own = old
        .sections
        .iter()
        .filter(|s| matches!(s.kind, Part::Report | Part::Appendix))
        .find_map(|s| s.period)
        .filter(|_| years != 0);
    let mut taken = vec![false; right.len()];
    let (mut carried, mut out) = (0, Vec::new());
    for (i, a) in left.iter().enumerate() {
        let Some(k) = partner[i] else {
            out.push((i, false, one(old, a, PassageKind::Dropped)));
            continue;
        };
        taken[k] = true;
        let b = &right[k];
        let (x, y) = (text(old, a), text(new, b));
        // How a line was broken or a word hyphenated is no change of it.
        let same = x == y || bare(&x).eq(bare(&y));
        let kind = if let Some(stale) = own.and_then(|own| stale(a, b, own, years, same)) {
            stale
        } else if same {
            // A sentence that stayed in its order, or stands behind the one it stood behind, did not move.
            let follows = i > 0 && k > 0 && partner[i - 1] == Some(k - 1);
            if steady[i] || follows || a.stems.len() < LEAST_MOVED {
                carried += 1;
                continue;
            }
            PassageKind::Moved
        } else if a.stems == b.stems {
            if years != 0 && years_only(a, b, years) {
                carried += 1;
                continue;
            }
            if unnumbered(&x).eq(unnumbered(&y)) {
                PassageKind::Numbering
            } else if values(a).eq(values(b)) {
                PassageKind::Wording
            } else {
                PassageKind::Number
            }
        } else {
            PassageKind::Wording
        };
        let quiet = kind == PassageKind::Wording && amounts(a) == amounts(b);
        out.push((
            k,
            quiet,
            Passage {
                kind,
                pieces: words(&x, &y),
                old_place: place(old, a),
                new_place: place(new, b),
            },
        ));
    }
    for (k, b) in right.iter().enumerate().filter(|(k, _)| !taken[*k]) {
        out.push((k, false, one(new, b, PassageKind::Added)));
    }
    let behind = right.len();
    for w in cells {
        out.push((
            behind,
            true,
            Passage {
                kind: PassageKind::Wording,
                pieces: words(&w.old.0, &w.new.0),
                old_place: Some(w.old.1),
                new_place: Some(w.new.1),
            },
        ));
    }
    out.sort_by_key(|(k, quiet, p)| (p.kind, *quiet, *k));
    (carried, out.into_iter().map(|(_, _, p)| p).collect())
}

fn text(reading: &Reading, s: &Sentence) -> String {
    let block = reading.blocks.get(s.block as usize);
    let printed = block.map_or("", |b| s.span.of(&b.text));
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(reading: &Reading, s: &Sentence) -> Option<Place> {
    let block = reading.blocks.get(s.block as usize)?;
    Some(block.place_at(s.span.start))
}

fn one(reading: &Reading, s: &Sentence, kind: PassageKind) -> Passage {
    let (words, at) = (text(reading, s), place(reading, s));
    let dropped = kind == PassageKind::Dropped;
    Passage {
        kind,
        pieces: vec![if dropped {
            Piece::Old(words)
        } else {
            Piece::New(words)
        }],
        old_place: at.filter(|_| dropped),
        new_place: at.filter(|_| !dropped),
    }
}

/// Which sentences belong to the longest stretch that kept its order.
fn rising(partner: &[Option<usize>]) -> Vec<bool> {
    // Last elements of the best rising sequences by length, and the way back.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; partner.len()];
    for (i, p) in partner.iter().enumerate() {
        let Some(p) = p else { continue };
        let at = ends.partition_point(|e| partner[*e].is_some_and(|q| q < *p));
        before[i] = at.checked_sub(1).and_then(|k| ends.get(k)).copied();
        if at == ends.len() {
            ends.push(i);
        } else {
            ends[at] = i;
        }
    }
    let mut steady = vec![false; partner.len()];
    let mut at = ends.last().copied();
    while let Some(i) = at {
        steady[i] = true;
        at = before[i];
    }
    steady
}

/// Pairs sentences that lie between the same two neighbours and share half of their words.
fn rewritten(
    old: &Reading,
    new: &Reading,
    left: &[Arc<Sentence>],
    right: &[Arc<Sentence>],
    partner: &mut [Option<usize>],
    steady: &[bool],
) {
    let mut taken = vec![false; right.len()];
    for k in partner.iter().flatten() {
        taken[*k] = true;
    }
    let (mut from, mut start) = (0, 0);
    let anchors: Vec<(usize, usize)> = (0..left.len())
        .filter(|i| steady[*i])
        .filter_map(|i| Some((i, partner[i]?)))
        .chain([(left.len(), right.len())])
        .collect();
    for (i, k) in anchors {
        let a: Vec<usize> = (from..i).filter(|i| partner[*i].is_none()).collect();
        let b: Vec<usize> = (start..k).filter(|k| !taken[*k]).collect();
        if (1..=WIDEST_GAP).contains(&a.len()) && (1..=WIDEST_GAP).contains(&b.len()) {
            for i in a {
                let x = text(old, &left[i]);
                let best = b
                    .iter()
                    .filter(|k| !taken[**k])
                    .map(|k| (TextDiff::from_words(&x, text(new, &right[*k])).ratio(), *k))
                    .max_by(|p, q| p.0.total_cmp(&q.0));
                if let Some((ratio, k)) = best
                    && ratio >= 0.55
                {
                    partner[i] = Some(k);
                    taken[k] = true;
                }
            }
        }
        (from, start) = (i + 1, k + 1);
    }
}

/// Word by word, neighbouring words of one kind together.
fn words(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(old, new);
    let mut out: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match (change.tag(), out.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Both(t)))
            | (ChangeTag::Delete, Some(Piece::Old(t)))
            | (ChangeTag::Insert, Some(Piece::New(t))) => t.push_str(word),
            (ChangeTag::Equal, _) => out.push(Piece::Both(word.to_string())),
            (ChangeTag::Delete, _) => out.push(Piece::Old(word.to_string())),
            (ChangeTag::Insert, _) => out.push(Piece::New(word.to_string())),
        }
    }
    out
}

/// A text without what is a matter of print: spaces, hyphens, the shape of quotation marks, marks of lists.
fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
    let print = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '‑' | '"' | '\'' | '“' | '”' | '‘' | '’' | '•' | '·' | '*'
            )
    };
    text.chars().filter(move |c| !print(c))
}

/// The words of a text without the numbers that name its own paragraph, or a table, figure or section.
fn unnumbered(text: &str) -> impl Iterator<Item = &str> {
    const NUMBERED: [&str; 8] = [
        "table",
        "figure",
        "appendix",
        "section",
        "paragraph",
        "page",
        "chart",
        "annex",
    ];
    let mut after: Option<&str> = None;
    text.split(' ').filter(move |word| {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && !word.contains(['£', '%', '$', '€']);
        let names = after.is_none_or(|w| NUMBERED.iter().any(|n| w.eq_ignore_ascii_case(n)));
        after = Some(word);
        !(number && names)
    })
}
