//! Money against what was planned for it, and the difference told beside both: "an outturn of £5.2m against a budget of
//! £5.0m, an overspend of £0.2m"; "income of £45,000 and expenditure of £38,000 gave a surplus of £7,000".

mod names;

use super::assemble::{claim, operand};
use super::sentence::{Prose, Sentence};
use super::{Claim, Direction, Kind, Part, measure};
use crate::figure::{Figure, Form, Period, Unit};
use names::{Named, Role, kind, names, role};

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
fn is_part_year(word: &str) -> bool {
    matches!(
        word,
        "date" | "month" | "monthly" | "quarter" | "quarterly" | "profiled" | "phased" | "ytd"
    )
}

/// Whether any word of a sentence is one of some.
fn has(prose: &Prose<'_>, s: &Sentence, is: fn(&str) -> bool) -> bool {
    (0..s.tokens.len()).any(|k| is(prose.word(s, k)))
}

/// The only one of some figures whose role is one of some.
fn only(named: &[Named], is: fn(Role) -> bool) -> Option<Named> {
    let mut of = named.iter().filter(|f| is(f.role));
    of.next().filter(|_| of.next().is_none()).copied()
}

/// The differences from a budget and the balances of one sentence; what they lie between may stand in the one before.
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let tells = |w: &str| {
        let role = role(w);
        matches!(role, Some(Role::Gap(_) | Role::Balance(_) | Role::Budget))
    };
    let several = |s: &Sentence| prose.figure_tokens(s).nth(1).is_some();
    if !several(s) || !has(prose, s, tells) || has(prose, s, adjusts) {
        return;
    }
    let here = names(prose, n);
    let before = n.checked_sub(1).filter(|b| {
        let s = &prose.sentences[*b];
        !several(s) && !has(prose, s, adjusts)
    });
    let there = before.map_or_else(Vec::new, |b| names(prose, b));
    let place = |is: fn(Role) -> bool| {
        let told = here.iter().any(|f| is(f.role));
        only(if told { &here } else { &there }, is)
    };
    let at = |f: Named, part| operand(prose, &prose.sentences[f.n], f.k, part, report);
    let made = |kind, operands| claim(prose, s, kind, operands, report);
    let budget = place(|r| r == Role::Budget);
    if let Some(gap) = only(&here, |r| matches!(r, Role::Gap(_)))
        && let (Role::Gap(way), Some(budget)) = (gap.role, budget)
    {
        if let Some(share) = share_of(prose, s, gap.k) {
            let share = operand(prose, s, share, Part::Share, report);
            let (count, base) = (at(gap, Part::Count), at(budget, Part::Base));
            if count.figure.unit == base.figure.unit {
                out.push(made(Kind::ShareOfCount, vec![count, share, base]));
            }
        }
        let spent = match way {
            Some(_) => place(|r| matches!(r, Role::Spent | Role::Held)),
            None => place(|r| matches!(r, Role::Spent | Role::Received | Role::Held)),
        };
        if let Some(spent) = spent
            && alone(prose, n, [gap, budget, spent])
            && same_time(prose, spent, budget)
            && !matches!(
                (kind(prose, spent), kind(prose, budget)),
                ("gross", "net")
                    | ("net", "gross")
                    | ("capital", "revenue")
                    | ("revenue", "capital")
            )
        {
            let mut aim = at(budget, Part::Target);
            aim.measure = "budget".into();
            out.push(Claim {
                direction: way,
                direction_span: way.and(Some(s.tokens[gap.noun].span)),
                measure: measure::of(prose, &prose.sentences[spent.n], spent.k).into(),
                ..made(
                    Kind::Target,
                    vec![at(spent, Part::Current), at(gap, Part::Change), aim],
                )
            });
        }
    }
    if let Some(balance) = only(&here, |r| matches!(r, Role::Balance(_)))
        && let Some(received) = place(|r| r == Role::Received)
        && let Some(spent) = place(|r| r == Role::Spent)
        && budget.is_none()
        && alone(prose, n, [balance, received, spent])
        && same_time(prose, spent, received)
        && kind(prose, spent) == kind(prose, received)
    {
        let (whole, part) = match balance.role {
            Role::Balance(Direction::Down) => (spent, received),
            _ => (received, spent),
        };
        let parts = [at(part, Part::Member), at(balance, Part::Member)];
        let operands = [at(whole, Part::Whole)].into_iter().chain(parts);
        out.push(made(Kind::Parts, operands.collect()));
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
fn alone(prose: &Prose<'_>, n: usize, three: [Named; 3]) -> bool {
    let s = &prose.sentences[n];
    let unit = |f: &Named| prose.figure(&prose.sentences[f.n], f.k).map(|f| f.unit);
    let Some(money) = unit(&three[0]).filter(|u| u.is_money()) else {
        return false;
    };
    let mut own: Vec<usize> = three.iter().filter(|f| f.n == n).map(|f| f.k).collect();
    own.sort_unstable();
    let of_unit = |f: &Figure| f.unit == money && f.form != Form::Ordinal;
    let [first, .., last] = own[..] else {
        return false;
    };
    three.iter().all(|f| unit(f) == Some(money))
        && (first..=last)
            .filter(|k| prose.figure(s, *k).is_some_and(of_unit))
            .eq(own.iter().copied())
}

/// Whether two amounts speak of one time: "spend to date" is not held against the budget of a year.
fn same_time(prose: &Prose<'_>, a: Named, b: Named) -> bool {
    let part = |f: Named| {
        let (s, k) = (&prose.sentences[f.n], f.k);
        // Up to the next figure on either side.
        let clear = |j: usize| (j.min(k) + 1..j.max(k)).all(|x| prose.figure(s, x).is_none());
        (k.saturating_sub(7)..(k + 4).min(s.tokens.len()))
            .any(|j| is_part_year(prose.word(s, j)) && clear(j))
    };
    let period = |f: Named| {
        let (s, k) = (&prose.sentences[f.n], f.k);
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
