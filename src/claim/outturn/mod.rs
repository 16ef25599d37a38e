//! Money against what was planned for it, and the difference told beside both: "an outturn of £5.2m against a budget of
//! £5.0m, an overspend of £0.2m"; "income of £45,000 and expenditure of £38,000 gave a surplus of £7,000".

mod names;

use super::assemble::{claim, operand};
use super::sentence::{Prose, Sentence};
use super::{Claim, Direction, Part, measure};
use crate::figure::{Figure, Form, Period, Unit};
use names::{Role, kind, names, role};

/// Words behind which a sum is told of something else than budget, spending and the difference alone.
fn adjusts(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "before"
            | "excluding"
            | "including"
            | "excludes"
            | "includes"
            | "plus"
            | "offset"
            | "offsetting"
            | "slippage"
            | "adjusted"
            | "adjusting"
            | "commitments"
            | "committed"
            | "carried"
            | "transfer"
            | "transfers"
            | "drawdown"
            | "each"
            | "per"
    )
}

/// Words that make an amount one of a part of the year.
fn is_part_year(prose: &Prose<'_>, s: &Sentence, k: usize) -> bool {
    matches!(
        prose.word(s, k),
        "date" | "month" | "monthly" | "quarter" | "quarterly" | "profiled" | "phased" | "ytd"
    )
}

/// Where a figure stands: sentence, token, and the noun that names it.
type At = (usize, usize, usize);

/// The differences from a budget and the balances of one sentence; what they lie between may stand in the one before.
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let words =
        |s: &Sentence, is: fn(&str) -> bool| (0..s.tokens.len()).any(|k| is(prose.word(s, k)));
    let tells = |w: &str| {
        matches!(
            role(w),
            Some(Role::Gap(_) | Role::Balance(_) | Role::Budget)
        )
    };
    if prose.figure_tokens(s).nth(1).is_none() || !words(s, tells) || words(s, adjusts) {
        return;
    }
    let here = names(prose, s);
    let before = n.checked_sub(1).map(|b| (b, &prose.sentences[b]));
    let before =
        before.filter(|(_, s)| prose.figure_tokens(s).nth(1).is_none() && !words(s, adjusts));
    let there = before.map_or_else(Vec::new, |(_, s)| names(prose, s));
    let only = |named: &[(usize, Role, usize)], is: fn(Role) -> bool| {
        let mut of = named.iter().filter(|(_, r, _)| is(*r));
        of.next().filter(|_| of.next().is_none()).copied()
    };
    let place = |is: fn(Role) -> bool| -> Option<At> {
        if here.iter().any(|(_, r, _)| is(*r)) {
            return only(&here, is).map(|f| (n, f.0, f.2));
        }
        only(&there, is).map(|f| (n - 1, f.0, f.2))
    };
    let at = |(n, k, _): At, part| operand(prose, &prose.sentences[n], k, part, report);
    let sort = |(n, _, noun): At| kind(prose, &prose.sentences[n], noun);
    let budget = place(|r| r == Role::Budget);
    if let Some((gap, Role::Gap(way), noun)) = only(&here, |r| matches!(r, Role::Gap(_))) {
        if let (Some(budget), Some(share)) = (budget, share_of(prose, s, gap)) {
            let mut operands = vec![
                at((n, gap, noun), Part::Count),
                at((n, share, share), Part::Share),
                at(budget, Part::Base),
            ];
            if operands[0].figure.unit == operands[2].figure.unit {
                operands.sort_by_key(|o| o.figure.span);
                out.push(claim(prose, s, super::Kind::ShareOfCount, operands, report));
            }
        }
        let spent = match way {
            Some(_) => place(|r| matches!(r, Role::Spent | Role::Held)),
            None => place(|r| matches!(r, Role::Spent | Role::Received | Role::Held)),
        };
        if let (Some(budget), Some(spent)) = (budget, spent)
            && alone(prose, n, [(n, gap, noun), budget, spent])
            && same_time(prose, spent, budget)
            && !matches!(
                (sort(spent), sort(budget)),
                ("gross", "net")
                    | ("net", "gross")
                    | ("capital", "revenue")
                    | ("revenue", "capital")
            )
        {
            let mut operands = vec![
                at(spent, Part::Current),
                at((n, gap, noun), Part::Change),
                at(budget, Part::Target),
            ];
            operands[2].measure = "budget".into();
            operands.sort_by_key(|o| o.figure.span);
            let mut c = claim(prose, s, super::Kind::Target, operands, report);
            c.direction = way;
            c.direction_span = way.and(Some(s.tokens[noun].span));
            c.measure = measure::of(prose, &prose.sentences[spent.0], spent.1).into();
            out.push(c);
        }
    }
    let received = place(|r| r == Role::Received);
    let spent = place(|r| r == Role::Spent);
    if let Some((balance, Role::Balance(way), noun)) =
        only(&here, |r| matches!(r, Role::Balance(_)))
        && let (Some(received), Some(spent)) = (received, spent)
        && budget.is_none()
        && alone(prose, n, [(n, balance, noun), received, spent])
        && same_time(prose, spent, received)
        && sort(spent) == sort(received)
    {
        let (whole, part) = match way {
            Direction::Down => (spent, received),
            Direction::Up | Direction::Level => (received, spent),
        };
        let mut operands = vec![
            at(whole, Part::Whole),
            at(part, Part::Member),
            at((n, balance, noun), Part::Member),
        ];
        operands.sort_by_key(|o| o.figure.span);
        out.push(claim(prose, s, super::Kind::Parts, operands, report));
    }
}

/// The percentage of its budget that a difference is: "an overspend of £0.3m (6%)", "£0.3m or 6%".
fn share_of(prose: &Prose<'_>, s: &Sentence, gap: usize) -> Option<usize> {
    let percent = |k: &usize| prose.figure(s, *k).is_some_and(|f| f.unit == Unit::Percent);
    let beside = prose.is_mark(s, gap + 1, b'(') || prose.word(s, gap + 1) == "or";
    (gap + 2..=gap + 3).find(percent).filter(|k| {
        let hedged = *k == gap + 3;
        beside && (!hedged || prose.figure(s, gap + 2).is_none())
    })
}

/// Whether the three are of one unit, and no other figure of it stands between those of sentence `n`.
fn alone(prose: &Prose<'_>, n: usize, three: [At; 3]) -> bool {
    let s = &prose.sentences[n];
    let unit = |(n, k, _): At| prose.figure(&prose.sentences[n], k).map(|f| f.unit);
    let Some(money) = unit(three[0]).filter(|u| u.is_money()) else {
        return false;
    };
    let mut own: Vec<usize> = three.iter().filter(|a| a.0 == n).map(|a| a.1).collect();
    own.sort_unstable();
    let of_unit = |f: &Figure| f.unit == money && f.form != Form::Ordinal;
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        return false;
    };
    own.len() >= 2
        && three.into_iter().all(|a| unit(a) == Some(money))
        && (*first..=*last)
            .filter(|k| prose.figure(s, *k).is_some_and(of_unit))
            .eq(own.iter().copied())
}

/// Whether two amounts speak of one time: "spend to date" is not held against the budget of a year.
fn same_time(prose: &Prose<'_>, a: At, b: At) -> bool {
    let part = |(n, k, _): At| {
        let s = &prose.sentences[n];
        // Up to the next figure on either side.
        let clear = |j: usize| (j.min(k) + 1..j.max(k)).all(|x| prose.figure(s, x).is_none());
        (k.saturating_sub(7)..(k + 4).min(s.tokens.len()))
            .any(|j| is_part_year(prose, s, j) && clear(j))
    };
    let period = |(n, k, _): At| {
        let s = &prose.sentences[n];
        let behind = super::change::period_behind(prose, s, k);
        let ahead = (k.saturating_sub(7)..k)
            .rev()
            .take_while(|j| prose.figure(s, *j).is_none())
            .find(|j| prose.period(s, *j).is_some());
        behind.or(ahead).and_then(|p| prose.period(s, p))
    };
    let times = match (period(a), period(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    times && part(a) == part(b)
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn spending_its_budget_and_the_difference_are_linked() {
        for (text, claim) in [
            (
                "The forecast outturn is £5.2m against a budget of £5.0m, an overspend of £0.2m.",
                "Target up: Current £5.2m Target £5.0m Change £0.2m",
            ),
            (
                "The net budget is £12.5m and the outturn was £12.1m, giving a £0.4m underspend.",
                "Target down: Target £12.5m Current £12.1m Change £0.4m",
            ),
            (
                "Parks forecast an overspend of £30,000 against a budget of £500,000, with an outturn of £530,000.",
                "Target up: Change £30,000 Target £500,000 Current £530,000",
            ),
            (
                "The revised budget is £400,000 with actual spend of £350,000, a variance of £50,000 (12.5%).",
                "Target: Target £400,000 Current £350,000 Change £50,000",
            ),
            (
                "Spend on roads was £80,000 against a budget for the year of £90,000 (£10,000 under budget).",
                "Target down: Current £80,000 Target £90,000 Change £10,000",
            ),
            (
                "The underspend on the play budget is £3,000: spending of £9,000 against a budget of £12,000.",
                "Target down: Change £3,000 Current £9,000 Target £12,000",
            ),
            (
                "Subcontractor costs were £248k versus a £221k budget, an overspend of £27k (roughly 12%).",
                "Target up: Current £248k Target £221k Change £27k",
            ),
            (
                "Lettings brought £94k against a budget of £103k, a shortfall of £9k.",
                "Target: Current £94k Target £103k Change £9k",
            ),
            (
                "Approved budget £780,000, final outturn £762,400, an underspend on staff costs of £17,600.",
                "Target down: Target £780,000 Current £762,400 Change £17,600",
            ),
            (
                "Income was £45,000 and expenditure £38,000, giving a surplus of £7,000.",
                "Parts: Whole £45,000 Member £38,000 Member £7,000",
            ),
            (
                "The approved budget is £5.0m. The outturn was £5.2m, an overspend of £0.2m.",
                "Target up: Target £5.0m Current £5.2m Change £0.2m",
            ),
            (
                "Total revenue was $2,450,000 this year. Total expenditure was $2,312,000, leaving a surplus of $138,000.",
                "Parts: Whole $2,450,000 Member $2,312,000 Member $138,000",
            ),
            (
                "Receipts of £30,000 and payments of £38,000 left a deficit of £8,000.",
                "Parts: Member £30,000 Whole £38,000 Member £8,000",
            ),
        ] {
            let told = told(text);
            assert!(told.iter().any(|c| c == claim), "{text} {told:?}");
        }
    }

    #[test]
    fn a_percentage_behind_the_difference_is_of_the_budget() {
        let text =
            "The underspend of £60,000 (15%) against the budget of £400,000 is due to vacancies.";
        let share = "ShareOfCount: Count £60,000 Share 15% Base £400,000";
        assert_eq!(told(text), [share]);
    }

    #[test]
    fn what_is_not_told_of_all_three_alone_is_no_claim() {
        for text in [
            // part of a year against the whole
            "Spend to date is £350,000 against a budget of £900,000, an underspend of £20,000.",
            // something else is in the difference
            "Spend was £350,000 against a budget of £900,000, an underspend of £20,000 after use of reserves.",
            "Spend was £300,000, fees £50,000 against a budget of £400,000, an underspend of £50,000.",
            // two years
            "Spend was £300,000 in 2022/23 against a budget of £400,000 for 2023/24, an underspend of £50,000.",
            "The budget for 2023/24 is £12.4m. Spend in 2022/23 was £11.9m, an underspend of £0.2m.",
            // a cause, and another kind
            "A budget of £1.45m was overspent by £85,000 due to the cost of winter gritting of £300,000.",
            "Core income was £45,000 and project expenditure was £38,000, with a surplus of £2,000.",
            // two budgets
            "The budget was £3m and the revised budget £4m, spend £2m, an underspend of £2m.",
            "An overspend of £2m on care is partly met by an underspend of £1m on a budget of £9m.",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
