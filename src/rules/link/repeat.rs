//! Counts that the text states twice: "3 children were placed on a trial basis" here and "on this basis 5 children
//! were placed" there.

use super::counts::Count;
use crate::fact::measure::Name;
use crate::fact::{Folding, Reading, Word};
use crate::figure::{Figure, Form};
use crate::layout::Role;
use crate::layout::looks::is_bullet_sign;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

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
    } else if under_others(reading, a, b) {
        Some("the two stand under different entries of a list")
    } else {
        None
    }
}

/// Whether two counts stand in lists inside lists, under different entries: "5 cases in forums: 3 were handled here", and
/// "4 cases by letter: 1 was handled here".
fn under_others(reading: &Reading, a: &Count, b: &Count) -> bool {
    let sign = |block: usize| -> Option<char> {
        let entry = reading
            .blocks
            .get(block)
            .filter(|b| b.role == Role::ListItem)?;
        entry.text.chars().next().filter(|c| is_bullet_sign(*c))
    };
    let over = |c: &Count| -> Option<usize> {
        let own = sign(c.block as usize)?;
        let above = (0..c.block as usize).rev().take(30);
        let mut entries = above.take_while(|k| sign(*k).is_some());
        entries.find(|k| sign(*k) != Some(own))
    };
    matches!((over(a), over(b)), (Some(x), Some(y)) if x != y)
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
