//! A whole behind its parts: "12 in April, 15 in May and 18 in June, a total of 45", "£3m and £2m, totalling £5m".

use super::At;
use crate::claim::base::is_count;
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::claim::{Claim, Kind as Asserts, Link};
use crate::figure::{Form, Hedge, Unit};

/// The lists of a sentence that end in their total. Two amounts of money are a list; of counts there are three at least,
/// for two may be multiplied.
pub(super) fn closing(
    prose: &Prose<'_>,
    n: usize,
    made: &impl Fn(Asserts, Link, Option<At>, &[usize]) -> Claim,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    for i in 1..s.tokens.len() {
        if let Some(whole) = total(prose, s, i)
            && let Some(parts) = parts(prose, s, i, whole)
        {
            out.push(made(
                Asserts::Parts,
                Link::Bracketed,
                Some((n, whole)),
                &parts,
            ));
            return;
        }
    }
}

/// The figure of a total whose words begin at token `i`, right behind a comma or a bracket.
fn total(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
    let w = |k| prose.word(s, k);
    let figure = |k: usize| prose.figure(s, k).is_some().then_some(k);
    let all =
        |k: usize| w(k) == "in" && matches!(w(k + 1), "total" | "all") || w(k) == "altogether";
    let behind = prose.is_mark(s, i - 1, b',') || prose.is_mark(s, i - 1, b'(');
    match w(i) {
        "totalling" | "totaling" => figure(i + 1),
        "making" | "giving" if w(i + 1) == "a" && w(i + 2) == "total" && w(i + 3) == "of" => {
            figure(i + 4)
        }
        "making" if all(i + 2) => figure(i + 1),
        "a" if behind && w(i + 1) == "total" && w(i + 2) == "of" => figure(i + 3),
        "" if behind && all(i + 1) => figure(i),
        _ => None,
    }
}

/// All figures of the total's kind before token `end`, where they stand as a list.
fn parts(prose: &Prose<'_>, s: &Sentence, end: usize, whole: usize) -> Option<Vec<usize>> {
    let total = prose.figure(s, whole).filter(|f| f.hedge == Hedge::None)?;
    if !is_count(total) && !total.unit.is_money() {
        return None;
    }
    let mut found: Vec<usize> = Vec::new();
    let mut depth = 0;
    for k in 0..end {
        match s.tokens[k].kind {
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => depth -= 1,
            Kind::Figure(_) if depth == 0 => {
                let f = prose.figure(s, k)?;
                let same = f.unit == total.unit && is_count(f) == is_count(total);
                if f.hedge != Hedge::None
                    || f.form == Form::Ordinal
                    || !same && f.unit == Unit::Number
                {
                    return None;
                }
                if same {
                    found.push(k);
                }
            }
            _ => {}
        }
    }
    let least = if total.unit.is_money() { 2 } else { 3 };
    let listed = found.windows(2).all(|pair| {
        let between = pair[0] + 1..pair[1];
        let parted = between
            .clone()
            .any(|k| prose.is_mark(s, k, b',') || prose.word(s, k) == "and");
        // "from £3m to £2m", "£3m of £5m", "£2m a month for 3 months and"
        let other = between.clone().any(|k| {
            matches!(
                prose.word(s, k),
                "from"
                    | "to"
                    | "less"
                    | "per"
                    | "each"
                    | "against"
                    | "than"
                    | "by"
                    | "which"
                    | "but"
                    | "budget"
                    | "while"
                    | "whereas"
                    | "was"
                    | "were"
                    | "is"
                    | "are"
            )
        });
        parted && !other
    });
    (found.len() >= least && listed).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn a_list_that_ends_in_its_total_is_linked_to_it() {
        for (text, claim) in [
            (
                "There were 12 referrals in April, 15 in May and 18 in June, a total of 45.",
                "Parts: Member 12 Member 15 Member 18 Whole 45",
            ),
            (
                "We held 12, 15 and 18 sessions in the three halls, 45 in total.",
                "",
            ),
            (
                "We held 12, 15 and 18 sessions, 45 in total.",
                "Parts: Member 12 Member 15 Member 18 Whole 45",
            ),
            (
                "Grants of £1,200 and £3,400 (2 clubs) were paid, totalling £4,600.",
                "Parts: Member £1,200 Member £3,400 Whole £4,600",
            ),
            (
                "It paid £12,000 for staff, £3,000 for rent and £1,500 for heat (£16,500 in total).",
                "Parts: Member £12,000 Member £3,000 Member £1,500 Whole £16,500",
            ),
        ] {
            let told = told(text);
            assert_eq!(told.first().map_or("", |c| c), claim, "{text}");
        }
    }

    #[test]
    fn figures_that_are_no_list_have_no_total() {
        for text in [
            "We ran 5 clubs for 12 children, a total of 60.",
            "It rose from £3m to £5m, a total of £8m.",
            "Each paid £3 per week and £2 more, totalling £260.",
            "Some £3m and about £2m went to roads, totalling £6m.",
        ] {
            let told = told(text);
            assert!(
                told.iter().all(|c| !c.starts_with("Parts")),
                "{text} {told:?}"
            );
        }
    }
}
