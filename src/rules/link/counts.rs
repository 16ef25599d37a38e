//! Counts of things in the text: a number, what it counts, and the sentence that says so.

use crate::claim::Part;
use crate::fact::measure::{Name, stem, words};
use crate::fact::{Reading, Word};
use crate::figure::pattern;
use crate::figure::{Figure, Form, Hedge, Period, Span, Unit};
use crate::layout::Role;
use crate::store::Sentences;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// The most counts of a sentence that are looked at.
const MOST: usize = 5;

/// A count of things in the text.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Count {
    pub block: u32,
    pub section: u32,
    pub figure: Figure,
    /// The word that the counted things are called by, as a stem.
    pub head: Word,
    /// The other words of what is counted: "mainstream fostering" of "191 mainstream fostering households".
    pub kind: Name,
    /// Words of the clause, and of the whole sentence.
    pub clause: Name,
    pub sentence: Arc<Name>,
    /// Periods that the sentence names.
    pub periods: Vec<Period>,
    /// Nothing but the end of the sentence or a place in time follows, and a preposition stands before: a bare stock.
    pub bare: bool,
    /// Nothing but the end of the sentence or a place in time follows.
    pub ends: bool,
    /// Which sentence of the document, and where it stands in its block.
    pub number: u32,
    pub span: Span,
}

static PART_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:another|further|additional|other|remaining|first|last|next|up to|these|those|the other|all|both|than)\s*$",
    )
});

static PREPOSITION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:with|by|across|among|amongst|totalling|total of)\s*$"));

static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:[.;]|$|(?:at|as at|as of|on|by|in)\s+(?:the\s+end|year\s*end|\d|january|february|march|april|may|june|july|august|september|october|november|december|20\d\d))",
    )
});

/// Words that end the name of what is counted.
const VERBS: &[&str] = &[
    "are", "is", "was", "were", "have", "has", "had", "who", "which", "that", "whose", "will",
    "would", "can", "could", "did", "do", "of", "in", "on", "at", "to", "for", "from", "with",
    "by", "and", "or", "as", "per", "into", "this", "during", "over", "under", "between", "within",
    "the", "a", "an", "across", "after", "before", "since", "where", "but", "than", "more",
    "fewer", "less", "left", "came", "went", "took", "made",
];

/// The counts of a document's text, in order.
pub(in crate::rules) fn of(reading: &Reading, sentences: &Sentences) -> Vec<Count> {
    // Shares, bases and changes are no counts of their own.
    let parts: BTreeSet<(u32, u32)> = reading
        .claims
        .iter()
        .flat_map(|c| {
            c.operands
                .iter()
                .filter(|o| {
                    !matches!(
                        o.part,
                        Part::Current | Part::Stated | Part::Count | Part::Whole
                    )
                })
                .map(|o| (c.block, o.figure.span.start))
        })
        .collect();
    let mut of_block: BTreeMap<u32, Vec<&Figure>> = BTreeMap::new();
    for (block, f) in &reading.prose {
        let counts = f.unit == Unit::Number
            && f.scale == 0
            && f.places <= 0
            && f.hedge == Hedge::None
            && !f.signed
            && matches!(f.form, Form::Digits | Form::Words);
        if counts && !parts.contains(&(*block, f.span.start)) {
            of_block.entry(*block).or_default().push(f);
        }
    }
    let mut out = Vec::new();
    for (block, figures) in of_block {
        let Some(b) = reading.blocks.get(block as usize) else {
            continue;
        };
        if matches!(b.role, Role::Heading(_) | Role::Contents) {
            continue;
        }
        let section = reading.section_of(block);
        for (number, span) in sentences.of_block(block) {
            let inside: Vec<&&Figure> = figures.iter().filter(|f| span.contains(f.span)).collect();
            // A sentence with more is a table that was read as text, or a list.
            if inside.is_empty() || inside.len() > MOST {
                continue;
            }
            let periods: Vec<Period> = reading
                .periods_in(block, span)
                .filter_map(|(_, p)| p.fixed())
                .collect();
            for f in inside {
                let before = span.before(f.span).of(&b.text);
                let after = span.behind(f.span).of(&b.text);
                let Some((kind, head, rest)) = thing(after) else {
                    continue;
                };
                if PART_OF.is_match(before) || after_a_code(before) {
                    continue;
                }
                out.push(Count {
                    block,
                    section,
                    figure: **f,
                    head,
                    kind,
                    clause: Name::of(clause(&b.text, span, f.span)),
                    sentence: sentences.name(number, span.of(&b.text)).clone(),
                    periods: periods.clone(),
                    bare: PREPOSITION.is_match(before) && ENDS.is_match(rest),
                    ends: ENDS.is_match(rest),
                    number,
                    span,
                });
            }
        }
    }
    out
}

/// Whether a word of capitals stands before the number: a code, as in "form TC 912", unless it is a currency.
fn after_a_code(before: &str) -> bool {
    let trimmed = before.trim_end();
    let word = trimmed
        .rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    trimmed.len() < before.len()
        && (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && !matches!(word, "GBP" | "EUR" | "USD")
}

/// What is counted: up to four words after the figure, and what follows them.
fn thing(after: &str) -> Option<(Name, Word, &str)> {
    let start = after.len() - after.trim_start().len();
    if start == 0 {
        return None;
    }
    let (mut end, mut found) = (start, Vec::new());
    for word in words(&after[start..]).take(5) {
        let at = word.as_ptr() as usize - after.as_ptr() as usize;
        // Punctuation between two words ends the name.
        let broken = after.get(end..at).is_some_and(|gap| !gap.trim().is_empty());
        let lower = word.to_lowercase();
        let participle = !found.is_empty() && word.len() > 4 && lower.ends_with("ed");
        if broken
            || VERBS.contains(&lower.as_str())
            || participle
            || word.starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
        found.push(lower);
        end = at + word.len();
    }
    let head = found.pop()?;
    if head.len() < 3 || found.len() > 3 {
        return None;
    }
    Some((
        Name::of(&found.join(" ")),
        Word::new(&stem(&head)),
        &after[end..],
    ))
}

/// The clause that a figure stands in: between commas, dashes, colons and semicolons.
fn clause(text: &str, sentence: Span, at: Span) -> &str {
    let cut = |c: char| matches!(c, ',' | ';' | ':' | '–' | '—' | '(' | ')');
    let before = sentence.before(at).of(text);
    let after = sentence.behind(at).of(text);
    let from = sentence.start as usize + before.rfind(cut).unwrap_or(0);
    let to = at.end as usize + after.find(cut).unwrap_or(after.len());
    text.get(from..to).unwrap_or("")
}
