//! What a figure of money is by the words around it: a budget, what was spent or received, or the difference.

use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::claim::{Direction, beside};
use crate::figure::Unit;

/// What the words around a figure say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// "a budget of £5.0m".
    Budget,
    /// "the forecast outturn is £5.2m".
    Spent,
    /// "income of £45,000".
    Received,
    /// "fees were £94,000 against": held against another amount, whatever it is.
    Held,
    /// "an overspend of £0.2m", "a variance of £0.2m": how far the spending lies from its budget, and on which side.
    Gap(Option<Direction>),
    /// "a surplus of £7,000": how far income exceeds spending, or falls short of it.
    Balance(Direction),
}

/// The role that a noun gives, or a verb made of one.
pub(super) fn role(word: &str) -> Option<Role> {
    Some(match word {
        "budget" | "budgets" | "budgeted" | "allocation" => Role::Budget,
        "outturn" | "out-turn" | "spend" | "spends" | "spending" | "spent" | "expenditure"
        | "expenses" | "cost" | "costs" | "forecast" | "projection" | "payments" => Role::Spent,
        "income" | "receipts" | "revenue" | "revenues" | "takings" => Role::Received,
        "overspend" | "overspends" | "overspending" | "overspent" | "over-spend"
        | "over-spending" | "over-spent" => Role::Gap(Some(Direction::Up)),
        "underspend" | "underspends" | "underspending" | "underspent" | "under-spend"
        | "under-spending" | "under-spent" => Role::Gap(Some(Direction::Down)),
        "variance" | "shortfall" => Role::Gap(None),
        "surplus" => Role::Balance(Direction::Up),
        "deficit" => Role::Balance(Direction::Down),
        _ => return None,
    })
}

/// Words at which the name of a figure ends, looking back.
fn parts_names(word: &str) -> bool {
    matches!(
        word,
        "against"
            | "with"
            | "and"
            | "but"
            | "compared"
            | "than"
            | "from"
            | "which"
            | "while"
            | "whilst"
            | "giving"
            | "leaving"
            | "or"
            | "by"
    )
}

/// A figure that has a role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    /// Its sentence.
    pub n: usize,
    /// Its token there.
    pub k: usize,
    pub role: Role,
    /// The token of the noun that gives the role.
    pub noun: usize,
}

/// The figures of sentence `n` that have a role.
pub(super) fn names(prose: &Prose<'_>, n: usize) -> Vec<Named> {
    let s = &prose.sentences[n];
    let named = |k| named(prose, s, k).map(|(role, noun)| Named { n, k, role, noun });
    prose.figure_tokens(s).filter_map(named).collect()
}

/// What a figure is, by the noun right behind it ("a £0.2m net overspend") or the one that leads to it ("spend on roads
/// is £5.2m"), and where that stands.
fn named(prose: &Prose<'_>, s: &Sentence, k: usize) -> Option<(Role, usize)> {
    let percent = |k: usize| prose.figure(s, k).is_some_and(|f| f.unit == Unit::Percent);
    if percent(k) {
        return None;
    }
    // "£0.2m (4%) overspend"
    let mut at = k + 1;
    if prose.is_mark(s, at, b'(') && percent(at + 1) && prose.is_mark(s, at + 2, b')') {
        at += 3;
    }
    let end = at + 2;
    while at < end && (beside::is_adjective(prose.word(s, at)) || prose.word(s, at) == "revised") {
        at += 1;
    }
    if let Some(role) = role(prose.word(s, at))
        && !matches!(role, Role::Spent | Role::Received)
    {
        return Some((role, at));
    }
    if let (way @ ("over" | "under" | "above" | "below"), "budget") =
        (prose.word(s, at), prose.word(s, at + 1))
        && prose.figure(s, at + 2).is_none()
        && prose.word(s, at + 2) != "of"
    {
        let way = match way {
            "over" | "above" => Direction::Up,
            _ => Direction::Down,
        };
        return Some((Role::Gap(Some(way)), at));
    }
    let mut found: Option<(Role, usize)> = None;
    for j in (k.saturating_sub(9)..k).rev() {
        match s.tokens[j].kind {
            Kind::Period(_) => continue,
            Kind::Mark(b'(' | b':') if j + 1 == k => continue,
            Kind::Word => {}
            _ => break,
        }
        let word = prose.word(s, j);
        // "overspent by £0.2m"
        if word == "by" && j + 1 == k {
            continue;
        }
        if parts_names(word) {
            break;
        }
        // "due to the cost of gritting of £0.3m": a cause
        if matches!(
            word,
            "due" | "because" | "owing" | "caused" | "following" | "reflecting"
        ) {
            return None;
        }
        // "the underspend on the staffing budget is": what is said is said of the first
        if let Some(role) = role(word)
            && (found.is_none() || is_preposition(prose.word(s, j + 1)))
        {
            found = Some((role, j));
        }
    }
    let held = matches!(prose.word(s, at), "against" | "versus" | "vs" | "compared");
    found.or(held.then_some((Role::Held, k)))
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "on" | "in" | "for" | "within" | "across" | "of" | "to"
    )
}

/// The word that says what kind of income, spending or budget is meant: "restricted", "capital"; empty where all is.
pub(super) fn kind<'p>(prose: &'p Prose<'_>, named: Named) -> &'p str {
    match prose.word_before(&prose.sentences[named.n], named.noun, 1) {
        "total" | "the" | "a" | "an" | "actual" | "overall" | "annual" | "its" | "our"
        | "their" | "combined" | "and" | "of" | "with" | "in" | "forecast" | "projected"
        | "approved" | "revised" | "original" | "final" | "current" | "to" | "was" | "against" => {
            ""
        }
        word => word,
    }
}
