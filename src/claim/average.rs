//! An average, and the total and the number that it is made of.

use super::assemble::{claim, operand};
use super::base::is_count;
use super::sentence::{Kind, Prose, Sentence};
use super::{Claim, Part, measure};
use crate::figure::{Form, Hedge, Period, Unit};

/// "an average of 1.4 beds per household ... The total number of beds was 379, provided by 191 households".
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let Some(per) = (2..s.tokens.len()).find(|k| {
        matches!(prose.word(s, *k), "per" | "each" | "every")
            && s.tokens.get(k + 1).is_some_and(|t| t.kind == Kind::Word)
    }) else {
        return;
    };
    let Some(mean) = (0..per).rev().take(10).find(|k| {
        prose.figure(s, *k).is_some_and(|f| {
            f.form != Form::Ordinal
                && !matches!(f.unit, Unit::Percent | Unit::Points)
                && f.hedge == Hedge::None
        })
    }) else {
        return;
    };
    if !(1..=5).any(|b| {
        matches!(
            prose.word_before(s, mean, b),
            "average" | "averaging" | "averaged" | "mean"
        )
    }) {
        return;
    }
    let stem = |w: &str| w.trim_end_matches('s').to_string();
    let each = stem(prose.word(s, per + 1));
    let what: Vec<String> = (mean + 1..per)
        .map(|k| stem(prose.word(s, k)))
        .filter(|w| w.len() > 3)
        .collect();
    let unit = prose.figure(s, mean).map(|f| f.unit);
    if each.len() < 3 || what.is_empty() && unit == Some(Unit::Number) {
        return;
    }
    for (b, own) in prose.sentences.iter().enumerate().skip(n).take(3) {
        let counts: Vec<usize> = prose
            .figure_tokens(own)
            .filter(|k| b > n || *k > per)
            .collect();
        let Some(base) = counts.iter().copied().find(|k| {
            prose.figure(own, *k).is_some_and(is_count)
                && (k + 1..measure::noun_end(prose, own, *k))
                    .any(|j| stem(prose.word(own, j)) == each)
        }) else {
            continue;
        };
        let total = counts.iter().copied().find(|k| {
            *k != base
                && prose.figure(own, *k).is_some_and(|f| {
                    Some(f.unit) == unit
                        && f.hedge == Hedge::None
                        && (f.unit != Unit::Number || is_count(f))
                })
                && (k.saturating_sub(16)..*k).any(|j| prose.word(own, j) == "total")
                && shared(prose, own, *k, &what)
        });
        let Some(total) = total else { continue };
        let mut operands = vec![
            operand(prose, s, mean, Part::Stated, report),
            operand(prose, own, total, Part::Whole, report),
            operand(prose, own, base, Part::Base, report),
        ];
        operands.sort_by_key(|o| o.figure.span);
        let mut c = claim(prose, s, super::Kind::Average, operands, report);
        c.measure = measure::of(prose, s, mean).into();
        out.push(c);
        return;
    }
}

/// Whether the words around a total name what the average counts.
fn shared(prose: &Prose<'_>, s: &Sentence, total: usize, what: &[String]) -> bool {
    let near = total.saturating_sub(16)..(total + 8).min(s.tokens.len());
    let hits = what
        .iter()
        .filter(|w| {
            near.clone()
                .any(|k| prose.word(s, k).trim_end_matches('s') == w.as_str())
        })
        .count();
    what.is_empty() || hits * 2 >= what.len().min(4)
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn an_average_is_linked_with_its_total_and_its_number() {
        let (text, claim) = (
            "Hosts give an average of 1.4 rooms per host. The total number of rooms was 379, given by 191 hosts.",
            "Average: Stated 1.4 Whole 379 Base 191",
        );
        assert_eq!(told(text), [claim]);
    }
}
