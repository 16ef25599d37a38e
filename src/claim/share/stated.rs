//! The percentage stated of a count or an amount.

use crate::claim::base::{is_amount, whole_ahead, whole_behind};
use crate::claim::cue;
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::{Form, Unit};

/// The percentage stated of a count and its base: before them with a bracket, or right after them.
pub(super) fn share_beside(
    prose: &Prose<'_>,
    s: &Sentence,
    count: usize,
    base: usize,
) -> Option<usize> {
    let share = |k: usize| prose.figure(s, k).is_some_and(super::is_share);
    // "38% (31 of 82)", "38% or 31 of 82", "38%, 31 of 82"
    if let Some(k) = count.checked_sub(2)
        && share(k)
        && (prose.is_mark(s, count - 1, b'(')
            || prose.is_mark(s, count - 1, b',')
            || matches!(prose.word(s, count - 1), "or"))
    {
        return Some(k);
    }
    // "80% of the homes (336 of 420)"
    if let Some(open) = count.checked_sub(1)
        && prose.is_mark(s, open, b'(')
    {
        let behind = (open.saturating_sub(8)..open)
            .rev()
            .find(|k| s.tokens[*k].kind != Kind::Word)
            .filter(|k| share(*k) && prose.word(s, k + 1) == "of");
        let changes = |k: usize| (k + 1..open).any(|j| cue::at(prose, s, j).is_some());
        if let Some(k) = behind.filter(|k| !changes(*k)) {
            return Some(k);
        }
    }
    let mut k = base + 1;
    let mut words = 0;
    while words <= 10 {
        match s.tokens.get(k)?.kind {
            Kind::Figure(_) => {
                let open = prose.is_mark(s, k - 1, b'(')
                    || matches!(
                        prose.word(s, k - 1),
                        "or" | "representing"
                            | "equating"
                            | "to"
                            | "is"
                            | "giving"
                            | "i.e"
                            | "making"
                            | "being"
                            | "equals"
                    )
                    || prose.is_mark(s, k - 1, b',');
                // "(38%)", "or 38%": but "31 of 82 rose to 38%" speaks of something else
                let bound = words == 0
                    || prose.is_mark(s, k - 1, b'(')
                    || (base + 1..k).any(|j| {
                        matches!(
                            prose.word(s, j),
                            "or" | "representing"
                                | "equating"
                                | "equivalent"
                                | "which"
                                | "giving"
                                | "being"
                        )
                    });
                let changes = (base + 1..k).any(|j| cue::at(prose, s, j).is_some());
                return (open && bound && !changes && share(k)).then_some(k);
            }
            Kind::Word => words += 1,
            Kind::Mark(b'(' | b',' | b'-') => {}
            Kind::Mark(b')') => {}
            _ => return None,
        }
        k += 1;
    }
    None
}

/// The percentage and the whole of an amount of money: "£1.5m (75%) of the £2.0m", "81% (£340,000 of £420,000)", "Of the
/// £2.0m, £1.5m (75%)", "£30,000 (6% of £500,000)".
pub(super) fn of_amount(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let of = |k: usize| {
        let out = usize::from(prose.word(s, k) == "out");
        whole_behind(prose, s, k + out, is_amount)
    };
    let percent = |k: &usize| {
        prose
            .figure(s, *k)
            .is_some_and(|f| f.unit == Unit::Percent && f.form == Form::Digits)
    };
    let (share, base) = match of(i + 1) {
        Some(base) => (share_beside(prose, s, i, base)?, base),
        None if prose.is_mark(s, i + 1, b'(') && percent(&(i + 2)) => {
            let share = i + 2;
            let base = match s.tokens.get(share + 1)?.kind {
                Kind::Mark(b')') => {
                    of(share + 2).or_else(|| whole_ahead(prose, s, i, is_amount))?
                }
                _ => of(share + 1)?,
            };
            (share, base)
        }
        None => return None,
    };
    let unit = |k: usize| prose.figure(s, k).map(|f| f.unit);
    (percent(&share) && unit(i) == unit(base)).then_some((share, base))
}
