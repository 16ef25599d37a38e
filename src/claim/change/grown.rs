//! What there was, what there is now, and what was added, told without a word of change.

use crate::claim::assemble::{claim, operand};
use crate::claim::base::is_count;
use crate::claim::sentence::Prose;
use crate::claim::{Claim, Kind, Part, measure};
use crate::figure::{Hedge, Period};

/// "five homes in operation, this is now seven with two new homes": what there was, what there is, what was added.
pub(in crate::claim) fn find(
    prose: &Prose<'_>,
    n: usize,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let count = |k: usize| {
        prose
            .figure(s, k)
            .is_some_and(|f| is_count(f) && f.hedge == Hedge::None)
    };
    for i in 0..s.tokens.len() {
        if prose.word(s, i) != "now" || !count(i + 1) {
            continue;
        }
        let Some(before) = (0..i)
            .rev()
            .take(14)
            .find(|k| prose.figure(s, *k).is_some())
            .filter(|k| count(*k))
        else {
            continue;
        };
        let added = (i + 2..(i + 7).min(s.tokens.len())).find(|k| {
            count(*k)
                && matches!(
                    prose.word(s, k + 1),
                    "new" | "additional" | "more" | "further" | "extra"
                )
        });
        let Some(added) = added.filter(|k| {
            (i + 2..*k).any(|j| matches!(prose.word(s, j), "with" | "after" | "following"))
        }) else {
            continue;
        };
        let mut c = claim(
            prose,
            s,
            Kind::Change,
            vec![
                operand(prose, s, before, Part::Previous, None),
                operand(prose, s, i + 1, Part::Current, report),
                operand(prose, s, added, Part::Change, None),
            ],
            report,
        );
        c.measure = measure::after(prose, s, before).into();
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn what_was_is_and_was_added_are_linked() {
        let (text, claim) = (
            "With five homes open, this is now seven with two new homes.",
            "Change: Previous five Current seven Change two",
        );
        assert_eq!(told(text), [claim]);
    }
}
