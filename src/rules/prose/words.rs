//! Words that stand for a share ("the majority", "over half", "two thirds") against the percentage in brackets behind them.

use super::share::NAME;
use crate::fact::Reading;
use crate::figure::{Span, Unit};
use crate::finding::{Level, Location, Outcome, Role, Test};
use rust_decimal::Decimal;

/// A word for a share: what it is called, and the percentages that it may stand for, in tenths of a percent.
const SHARES: [(&str, i64, i64); 14] = [
    ("three quarters", 700, 800),
    ("three-quarters", 700, 800),
    ("two thirds", 620, 715),
    ("two-thirds", 620, 715),
    ("a quarter", 205, 295),
    ("one quarter", 205, 295),
    ("a third", 285, 380),
    ("one third", 285, 380),
    ("a fifth", 170, 230),
    ("one fifth", 170, 230),
    ("half", 450, 550),
    ("the majority", 500, 1000),
    ("a majority", 500, 1000),
    ("a minority", 0, 500),
];

/// Words that make of a share its lower or upper bound.
const OVER: [&str; 5] = ["over", "more than", "above", "in excess of", "at least"];
const UNDER: [&str; 6] = [
    "under",
    "less than",
    "fewer than",
    "below",
    "nearly",
    "almost",
];

/// Words after which the bracket holds another thing than the share: its size, its change.
const OTHER: [&str; 12] = [
    "increase",
    "rise",
    "growth",
    "fall",
    "reduction",
    "decrease",
    "change",
    "cost",
    "overspend",
    "compared",
    "from",
    "rate",
];

/// The tests of all percentages that stand alone in brackets.
pub(in crate::rules) fn tests(reading: &Reading) -> Vec<Test> {
    reading
        .prose
        .iter()
        .filter(|(_, f)| f.unit == Unit::Percent && !f.signed)
        .filter_map(|(block, f)| {
            let text = &reading.blocks.get(*block as usize)?.text;
            let (word, low, high) = word_before(text, f.span)?;
            // "over half" is a plain bound, "nearly half" and "a third" are loose
            let strict = OVER.iter().chain(&UNDER[..4]).any(|w| {
                word.of(text)
                    .get(..w.len())
                    .is_some_and(|t| t.eq_ignore_ascii_case(w))
            });
            let margin = if strict { 5 } else { 40 };
            let value = f.value * Decimal::TEN;
            let slack = f.precision() * Decimal::from(5);
            let holds = value + slack >= Decimal::from(low) && value - slack <= Decimal::from(high);
            let far = value + Decimal::from(margin) < Decimal::from(low)
                || value > Decimal::from(high.saturating_add(margin));
            let (said, printed) = (word.of(text), f.span.of(text).trim());
            let (outcome, level, message) = if holds {
                (
                    Outcome::Agrees,
                    Level::Note,
                    format!("{printed} is “{said}”"),
                )
            } else if far {
                (
                    Outcome::Differs,
                    Level::Warning,
                    format!("“{said}”, but {printed} is printed"),
                )
            } else {
                let reason = format!("“{said}” is said loosely of {printed}");
                (Outcome::NotTested, Level::Note, reason)
            };
            Some(Test {
                rule: NAME,
                outcome,
                level,
                message,
                stated: Some(f.value),
                computed: None,
                cause: None,
                sum: Vec::new(),
                locations: vec![
                    Location::prose(reading, Role::Primary, *block, word),
                    Location::prose(reading, Role::Evidence, *block, f.span),
                ],
            })
        })
        .collect()
}

/// The word for a share before a percentage in brackets, and the range it allows.
fn word_before(text: &str, span: Span) -> Option<(Span, i64, i64)> {
    let before = text.get(..span.start as usize)?.strip_suffix('(')?;
    if !text.get(span.end as usize..)?.starts_with(')') {
        return None;
    }
    let from = before.char_indices().rev().nth(70).map_or(0, |(i, _)| i);
    let window = before.get(from..)?;
    let cut = window
        .rfind(['.', ';', ':', ',', '(', ')', '%'])
        .map_or(0, |i| i + 1);
    let clause = window.get(cut..)?.to_ascii_lowercase();
    let (at, (name, low, high)) = SHARES
        .iter()
        .filter_map(|s| Some((word(&clause, s.0)?, *s)))
        .max_by_key(|(at, s)| (*at, s.0.len()))?;
    let behind = clause.get(at + name.len()..)?;
    // "One half of one per cent (0.5%)" is a share of a hundredth.
    let of_percent = behind.trim_start().starts_with("of one per");
    if of_percent || OTHER.iter().any(|w| word(behind, w).is_some()) {
        return None;
    }
    let lead = clause.get(..at)?.trim_end();
    let led = |words: &[&str]| words.iter().find(|w| lead.ends_with(**w)).map(|w| w.len());
    let one = if name.ends_with("majority") || name.ends_with("minority") {
        None
    } else {
        Some(match name {
            "half" => 500,
            "a quarter" | "one quarter" => 250,
            "a third" | "one third" => 333,
            "a fifth" | "one fifth" => 200,
            n if n.starts_with("three") => 750,
            _ => 667,
        })
    };
    let start = from + cut + at;
    let (low, high, lead) = match (one, led(&OVER), led(&UNDER)) {
        (Some(v), Some(w), _) => (v, 1000, w + 1),
        (Some(v), None, Some(w)) => (0, v, w + 1),
        _ => (low, high, 0),
    };
    let start = start.checked_sub(lead)?;
    Some((Span::new(start, from + cut + at + name.len()), low, high))
}

/// Where a whole word stands.
fn word(text: &str, wanted: &str) -> Option<usize> {
    text.match_indices(wanted)
        .filter(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..*at].chars().next_back())
                && !letter(text[at + wanted.len()..].chars().next())
        })
        .map(|(at, _)| at)
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Option<(&str, i64, i64)> {
        let at = text.find('(').expect("a bracket") + 1;
        let end = text.find(')').expect("its end");
        let (span, low, high) = word_before(text, Span::new(at, end))?;
        Some((span.of(text), low, high))
    }

    #[test]
    fn words_for_shares_give_their_range() {
        assert_eq!(
            range("The majority of boats (41%) are new"),
            Some(("The majority", 500, 1000))
        );
        assert_eq!(
            range("Over half of the boats (48%)"),
            Some(("Over half", 500, 1000))
        );
        assert_eq!(
            range("Less than a third of them (38%)"),
            Some(("Less than a third", 0, 333))
        );
        assert_eq!(
            range("some two thirds (45%)"),
            Some(("two thirds", 620, 715))
        );
    }

    #[test]
    fn a_bracket_about_something_else_is_left_alone() {
        assert_eq!(range("The majority of the increase (3%)"), None);
        assert_eq!(range("behalf of the owners (3%)"), None);
        assert_eq!(range("Half of it, and others (3%)"), None);
    }
}
