//! Counts that the text states twice: "3 children were placed on a trial basis" here and "on this basis 5 children
//! were placed" there.

use crate::claim::Part;
use crate::fact::measure::{Name, stem, words};
use crate::fact::{Folding, Reading, Word};
use crate::figure::pattern;
use crate::figure::{Figure, Form, Hedge, Period, Span, Unit};
use crate::layout::Role;
use crate::store::Sentences;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
pub(in crate::rules) fn counts(reading: &Reading, sentences: &Sentences) -> Vec<Count> {
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
                let before = b
                    .text
                    .get(span.start as usize..f.span.start as usize)
                    .unwrap_or("");
                let after = b
                    .text
                    .get(f.span.end as usize..span.end as usize)
                    .unwrap_or("");
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

/// Why two counts in like words are not held to be one, where there is a reason.
pub(in crate::rules) fn unlike(reading: &Reading, a: &Count, b: &Count) -> Option<&'static str> {
    if other_terms(reading, a, b) {
        Some("the two sentences give other terms for it")
    } else if far_apart(a, b) {
        Some("the two counts are far apart: they may count different things")
    } else if a.block == b.block && a.number.abs_diff(b.number) == 1 {
        // "You need 3 plants a metre. For a thick hedge you need 5 plants."
        Some("the two sentences stand side by side: one may be set against the other")
    } else if little_in_common(a, b) {
        Some("the two sentences have few words in common")
    } else {
        None
    }
}

/// Whether two sentences have too few words in common to say the same thing: less than half of the shorter one's.
fn little_in_common(a: &Count, b: &Count) -> bool {
    let shared = a.sentence.shared(&b.sentence).count();
    let shorter = a.sentence.words.len().min(b.sentence.words.len());
    shared * 2 < shorter
}

/// Whether two counts are too far apart for one to be the other, miscounted or mistyped.
fn far_apart(a: &Count, b: &Count) -> bool {
    let (low, high) = (
        a.figure.value.min(b.figure.value),
        a.figure.value.max(b.figure.value),
    );
    let three = rust_decimal::Decimal::from(3);
    low.is_zero()
        || high - low > three
            && high.saturating_mul(rust_decimal::Decimal::TWO) > low.saturating_mul(three)
            && super::figures::slip(low, high)
                .is_none_or(|_| high < rust_decimal::Decimal::ONE_HUNDRED)
}

/// Whether both sentences carry further figures and not one of them in common: "with a margin of 5% the sample is",
/// and "with a margin of 3% the sample is".
fn other_terms(reading: &Reading, a: &Count, b: &Count) -> bool {
    let others = |c: &Count| -> Vec<Figure> {
        let all = reading.figures_in(c.block, c.span);
        all.filter(|f| f.span != c.figure.span).copied().collect()
    };
    let (x, y) = (others(a), others(b));
    let same = |f: &Figure| {
        y.iter()
            .any(|g| g.scaled() == f.scaled() && g.unit == f.unit)
    };
    !x.is_empty() && !y.is_empty() && !x.iter().any(same)
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
    let before = text
        .get(sentence.start as usize..at.start as usize)
        .unwrap_or("");
    let after = text
        .get(at.end as usize..sentence.end as usize)
        .unwrap_or("");
    let from = sentence.start as usize + before.rfind(cut).unwrap_or(0);
    let to = at.end as usize + after.find(cut).unwrap_or(after.len());
    text.get(from..to).unwrap_or("")
}

/// Pairs of counts that state one fact: the same things, and all words of the one's clause stand in the other's
/// sentence. Found through the rarest word of each clause.
pub(in crate::rules) fn twice(counts: &[Count]) -> Vec<(usize, usize)> {
    let mut by_word: HashMap<&Word, Vec<usize>, Folding> = HashMap::default();
    for (i, c) in counts.iter().enumerate() {
        for w in &*c.sentence.words {
            by_word.entry(w).or_default().push(i);
        }
    }
    let mut out = BTreeSet::new();
    for (i, c) in counts.iter().enumerate() {
        if c.clause.words.len() < 4 {
            continue;
        }
        let Some(rare) = c
            .clause
            .words
            .iter()
            .filter_map(|w| by_word.get(w))
            .min_by_key(|l| l.len())
        else {
            continue;
        };
        for k in rare.iter().copied().take(60) {
            let d = &counts[k];
            if k == i
                || d.number == c.number
                || d.section != c.section
                || d.head != c.head
                || !compatible(c, d)
            {
                continue;
            }
            let within = c.clause.words.iter().all(|w| d.sentence.has(w));
            // Beside the thing counted, the clauses themselves must share a word.
            let shared = c.clause.shared(&d.clause).filter(|w| **w != c.head).count();
            // Whole sentences in the same words are looked at elsewhere: they may be a form.
            if within
                && c.sentence != d.sentence
                && shared >= 1
                && c.kind.words.iter().all(|w| d.sentence.has(w))
            {
                out.insert((i.min(k), i.max(k)));
            }
        }
    }
    out.into_iter().collect()
}

/// Whether two counts may speak of the same time.
fn compatible(a: &Count, b: &Count) -> bool {
    a.periods.is_empty()
        || b.periods.is_empty()
        || a.periods
            .iter()
            .any(|p| b.periods.iter().any(|q| p.same_year(*q)))
}

/// Pairs of bare stocks near each other that are one slip of the pen apart: "with 194 branches" and "run by 191
/// branches" a few paragraphs on.
pub(in crate::rules) fn near(counts: &[Count]) -> Vec<(usize, usize)> {
    let mut by_head: BTreeMap<(&Word, u32), Vec<usize>> = BTreeMap::new();
    for (i, c) in counts.iter().enumerate() {
        if c.bare && c.figure.value >= rust_decimal::Decimal::ONE_HUNDRED {
            by_head.entry((&c.head, c.section)).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for list in by_head.into_values() {
        for w in list.windows(2) {
            let (a, b) = (&counts[w[0]], &counts[w[1]]);
            let subset = a.kind.words.iter().all(|x| b.kind.has(x))
                || b.kind.words.iter().all(|x| a.kind.has(x));
            let apart = b.block.saturating_sub(a.block) <= 14 && a.number != b.number;
            if subset
                && apart
                && compatible(a, b)
                && super::figures::slip(a.figure.value, b.figure.value).is_some()
            {
                out.push((w[0], w[1]));
            }
        }
    }
    out.extend(odd_one(counts));
    out.sort_unstable();
    out.dedup();
    out
}

/// A stock that stands with one value everywhere and once with another, one slip away: the first of the many with the
/// odd one. Swapped digits speak for themselves; one wrong digit counts only where nothing narrows the stock down.
fn odd_one(counts: &[Count]) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<(u32, &Word, &Name), Vec<usize>> = BTreeMap::new();
    for (i, c) in counts.iter().enumerate() {
        if c.figure.value >= rust_decimal::Decimal::ONE_HUNDRED && c.figure.form == Form::Digits {
            groups
                .entry((c.section, &c.head, &c.kind))
                .or_default()
                .push(i);
            if !c.kind.is_empty() {
                // "214 households" elsewhere speaks for "214 mainstream households".
                groups
                    .entry((c.section, &c.head, &NONE))
                    .or_default()
                    .push(i);
            }
        }
    }
    let mut out = Vec::new();
    for list in groups.into_values() {
        let mut values: BTreeMap<rust_decimal::Decimal, Vec<usize>> = BTreeMap::new();
        for i in &list {
            values.entry(counts[*i].figure.value).or_default().push(*i);
        }
        for odd in values.values().filter(|l| l.len() == 1).map(|l| l[0]) {
            let of = |l: &&Vec<usize>| l.len() >= 2 && compatible(&counts[l[0]], &counts[odd]);
            let slip = |l: &&Vec<usize>| match super::figures::slip(
                counts[l[0]].figure.value,
                counts[odd].figure.value,
            ) {
                Some(cause) => cause.contains("swapped") || counts[odd].ends,
                None => false,
            };
            if let Some(many) = values.values().filter(of).find(slip) {
                out.push((many[0], odd));
            }
        }
    }
    out
}

static NONE: LazyLock<Name> = LazyLock::new(Name::default);
