//! Counts out of a base, and amounts out of a whole, with the percentage that is stated of them.

mod stated;

use super::assemble;
use super::base::{base_ahead, base_behind, base_of, is_amount, is_count, is_no_part};
use super::measure;
use super::sentence::{Kind, Prose, Sentence};
use super::{Claim, Operand, Part};
use crate::figure::{Figure, Form, Period, Unit};
use stated::{of_amount, share_beside};
use std::sync::Arc;

fn is_share(f: &Figure) -> bool {
    f.unit == Unit::Percent || f.form == Form::Fraction && f.unit == Unit::Number
}

/// All shares and counts of a base in one sentence.
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let mut used = vec![false; s.tokens.len()];
    for i in 0..s.tokens.len() {
        let Some(f) = prose.figure(s, i) else {
            continue;
        };
        if used[i] {
            continue;
        }
        let rating = f.unit == Unit::Number && f.places > 0 && prose.word(s, i + 1) == "out";
        if (is_count(f) || rating)
            && let Some(base) = base_of(prose, s, i)
        {
            let share = share_beside(prose, s, i, base).filter(|k| !used[*k]);
            if share.is_none() && is_no_part(prose, s, i, base) {
                continue;
            }
            if share.is_none() && prose.is_mark(s, i + 1, b'/') {
                // "11/9" may be a ratio or a code
                continue;
            }
            for k in [Some(i), Some(base), share].into_iter().flatten() {
                used[k] = true;
            }
            out.push(claim(prose, s, Some(i), share, Some(base), None, report));
        } else if is_count(f)
            && let Some(share) =
                bracketed(s, i).filter(|k| prose.figure(s, *k).is_some_and(is_share))
        {
            // "7 children (38%) of the orders"; "31 (38%) of the 82"
            let base = base_behind(prose, s, share + 2).or_else(|| base_ahead(prose, s, i));
            used[i] = true;
            used[share] = true;
            out.push(claim(prose, s, Some(i), Some(share), base, None, report));
        } else if is_share(f)
            && f.form == Form::Digits
            && let Some(count) = bracketed(s, i).filter(|k| {
                prose.figure(s, *k).is_some_and(is_count)
                    && s.tokens
                        .get(k + 1)
                        .is_some_and(|t| t.kind == Kind::Mark(b')') || t.kind == Kind::Word)
            })
            && base_of(prose, s, count).is_none()
            && s.tokens[i + 1..count].len() == 1
        {
            // "38% (31) of the 82"
            let base = base_behind(prose, s, count + 2).or_else(|| base_ahead(prose, s, i));
            used[i] = true;
            used[count] = true;
            out.push(claim(prose, s, Some(count), Some(i), base, None, report));
        } else if is_amount(f) {
            if let Some((share, base)) = of_amount(prose, s, i) {
                used[share] = true;
                used[base] = true;
                out.push(claim(
                    prose,
                    s,
                    Some(i),
                    Some(share),
                    Some(base),
                    None,
                    report,
                ));
            }
        } else if is_share(f)
            && prose.word(s, i + 1) == "of"
            && let Some(base) = base_behind(prose, s, i + 1)
            && let Some(count) =
                bracketed(s, base).filter(|k| prose.figure(s, *k).is_some_and(is_count))
            && prose.is_mark(s, count + 1, b')')
        {
            // "62% of the 82 homes (51)"; "two thirds of the 90 homes (60)"
            used[i] = true;
            used[base] = true;
            used[count] = true;
            out.push(claim(
                prose,
                s,
                Some(count),
                Some(i),
                Some(base),
                None,
                report,
            ));
        }
    }
    // What is stated beside a count is known by now: "80% of the homes (336 of 420)".
    for i in (0..s.tokens.len()).filter(|i| !used[*i]) {
        if prose
            .figure(s, i)
            .is_some_and(|f| f.unit == Unit::Percent && f.form == Form::Digits)
            && prose.word(s, i + 1) == "of"
        {
            // "7.7% of 32 children"; "7.7% of children adopted"
            let base = base_behind(prose, s, i + 1);
            if base.is_none() {
                let end = measure::noun_end(prose, s, i + 1);
                let words = measure::phrase(prose, s, i + 2, end);
                if !words.is_empty() {
                    out.push(claim(prose, s, None, Some(i), None, Some(words), report));
                }
            } else {
                out.push(claim(prose, s, None, Some(i), base, None, report));
            }
        }
    }
}

/// The figure that opens a bracket right behind a figure and its noun: "7 children (38%", "38% (31".
fn bracketed(s: &Sentence, i: usize) -> Option<usize> {
    let mut k = i + 1;
    while k <= i + 7 && s.tokens.get(k).is_some_and(|t| t.kind == Kind::Word) {
        k += 1;
    }
    let open = s.tokens.get(k)?;
    if open.kind != Kind::Mark(b'(') {
        return None;
    }
    let close = s.tokens.get(k + 2).map(|t| t.kind);
    (matches!(s.tokens.get(k + 1)?.kind, Kind::Figure(_))
        && matches!(close, Some(Kind::Mark(b')') | Kind::Word)))
    .then_some(k + 1)
}

fn claim(
    prose: &Prose<'_>,
    s: &Sentence,
    count: Option<usize>,
    share: Option<usize>,
    base: Option<usize>,
    words: Option<String>,
    report: Option<Period>,
) -> Claim {
    // what the base counts names the claim; the count's own noun names the count
    let named: Arc<str> = match (words, base) {
        (Some(w), _) => w,
        (None, Some(b)) => measure::after(prose, s, b),
        (None, None) => share
            .into_iter()
            .chain(count)
            .filter_map(|k| {
                let of = (k + 1..k + 4).find(|j| prose.word(s, *j) == "of")?;
                Some(measure::phrase(
                    prose,
                    s,
                    of + 1,
                    measure::noun_end(prose, s, of),
                ))
            })
            .next()
            .unwrap_or_default(),
    }
    .into();
    let at = |k: usize| super::change::period_behind(prose, s, k).and_then(|p| prose.period(s, p));
    let period = base
        .or(share)
        .or(count)
        .and_then(at)
        .or_else(|| (0..s.tokens.len()).find_map(|k| prose.period(s, k)))
        .and_then(|p| p.resolve(report))
        .or(report);
    let mut operands = Vec::new();
    for (part, k) in [
        (Part::Count, count),
        (Part::Share, share),
        (Part::Base, base),
    ] {
        if let Some(k) = k
            && let Some(f) = prose.figure(s, k)
        {
            operands.push(Operand {
                part,
                figure: *f,
                period,
                measure: if part == Part::Base {
                    named.clone()
                } else {
                    measure::of(prose, s, k).into()
                },
            });
        }
    }
    Claim {
        measure: named,
        ..assemble::claim(prose, s, super::Kind::ShareOfCount, operands, period)
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn counts_bases_and_percentages_are_linked() {
        for (text, claim) in [
            (
                "We saw 31 of 82 homes (38%).",
                "ShareOfCount: Count 31 Base 82 Share 38%",
            ),
            (
                "We saw 38% (31 of 82) of them.",
                "ShareOfCount: Share 38% Count 31 Base 82",
            ),
            (
                "We saw 42.5% (17/40 homes).",
                "ShareOfCount: Share 42.5% Count 17 Base 40",
            ),
            (
                "Of the 82 homes, 31 (38%) were seen.",
                "ShareOfCount: Base 82 Count 31 Share 38%",
            ),
            (
                "We saw 7 homes (38%) of those let.",
                "ShareOfCount: Count 7 Share 38%",
            ),
            (
                "We saw 31 (38%) of the 82 homes.",
                "ShareOfCount: Count 31 Share 38% Base 82",
            ),
            (
                "One in five (20%) was late.",
                "ShareOfCount: Count One Base five Share 20%",
            ),
            (
                "A full 62% of the 82 homes (51) were let.",
                "ShareOfCount: Share 62% Base 82 Count 51",
            ),
            (
                "Half of the 40 homes (20) were let.",
                "ShareOfCount: Share Half Base 40 Count 20",
            ),
            (
                "Of the £2.0m target, £1.5m (75%) was saved.",
                "ShareOfCount: Base £2.0m Count £1.5m Share 75%",
            ),
            (
                "Roads took £3m (15%) of the £20m programme.",
                "ShareOfCount: Count £3m Share 15% Base £20m",
            ),
            (
                "We paid 80% of it (£336,000 of £420,000).",
                "ShareOfCount: Share 80% Count £336,000 Base £420,000",
            ),
            (
                "We let 80% of the homes (336 of 420).",
                "ShareOfCount: Share 80% Count 336 Base 420",
            ),
            (
                "The fee is £30,000 (6% of £500,000).",
                "ShareOfCount: Count £30,000 Share 6% Base £500,000",
            ),
            (
                "Only 7.7% of 32 visits were late.",
                "ShareOfCount: Share 7.7% Base 32",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }

    #[test]
    fn a_count_in_a_place_or_a_time_is_no_share() {
        for text in [
            "We opened 3 in 2022.",
            "We ran 12 clubs in 4 schools.",
            "They are Three in One.",
            "I saw three of these one morning.",
            "It says so in Air Pamphlet 123 of 52.",
            "Pay band 11/9 applies.",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
