//! A rank among many: "9th out of 43".

use super::assemble::{claim, operand};
use super::base::is_count;
use super::sentence::Prose;
use super::{Claim, Part, measure};
use crate::figure::{Form, Period};

/// "9th out of 43", "ranked 9th in the league table (out of 43)".
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    for i in 0..s.tokens.len() {
        let ranked = prose.figure(s, i).is_some_and(|f| {
            f.form == Form::Ordinal
                || is_count(f)
                    && (1..=2).any(|b| {
                        matches!(
                            prose.word_before(s, i, b),
                            "ranked" | "position" | "ranking" | "rank" | "place"
                        )
                    })
        });
        if !ranked {
            continue;
        }
        let base = (i + 1..(i + 14).min(s.tokens.len()))
            .take_while(|k| prose.figure(s, *k).is_none_or(|_| *k == i))
            .find(|k| prose.word(s, *k) == "of" && prose.figure(s, k + 1).is_some_and(is_count))
            .filter(|k| {
                *k == i + 1 || prose.word_before(s, *k, 1) == "out" || prose.is_mark(s, k - 1, b'(')
            });
        let Some(base) = base.map(|k| k + 1) else {
            continue;
        };
        if matches!(prose.word(s, base + 1), "the" | "january" | "may") {
            continue;
        }
        let mut c = claim(
            prose,
            s,
            super::Kind::Rank,
            vec![
                operand(prose, s, i, Part::Count, report),
                operand(prose, s, base, Part::Base, report),
            ],
            report,
        );
        c.measure = measure::subject(prose, s, i).into();
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn a_rank_is_linked_with_how_many_there_are() {
        for (text, claim) in [
            (
                "We sit 9th in the national league (out of 43).",
                "Rank: Count 9th Base 43",
            ),
            ("It is ranked 12th of 30.", "Rank: Count 12th Base 30"),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }
}
