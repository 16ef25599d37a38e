//! A rise "by" a negative amount: the word and the sign are against each other.

use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Outcome, Role, Test};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Words of a rise that take their amount with "by".
const UP: [&str; 11] = [
    "increase",
    "increases",
    "increased",
    "increasing",
    "rise",
    "rises",
    "rose",
    "risen",
    "grow",
    "grew",
    "raise",
];

/// What accounts print as negative: more of it is a larger negative figure. With a word of a fall the sense is open.
const OPEN: [&str; 22] = [
    "underspend",
    "surplus",
    "saving",
    "income",
    "receipt",
    "grant",
    "variance",
    "rephas",
    "slippage",
    "credit",
    "loss",
    "deficit",
    "debt",
    "decreas",
    "reduction in",
    "fell",
    "negative",
    "offset",
    "movement",
    "contribution",
    "drawdown",
    "balance",
];

/// The tests of all amounts after "by" whose sign is printed.
pub(in crate::rules) fn tests(reading: &Reading) -> Vec<Test> {
    let texts = (0u32..)
        .zip(&reading.blocks)
        .filter(|(_, b)| b.table.is_none());
    let behind = reading.blocks.len() as u32;
    let cells = (behind..).zip(reading.cell_prose.iter().map(|c| &c.block));
    texts
        .chain(cells)
        .flat_map(|(i, b)| found(&b.text).into_iter().map(move |f| (i, b, f)))
        .map(|(i, b, (word, amount))| one(reading, i, &b.text, word, amount))
        .collect()
}

fn one(reading: &Reading, block: u32, text: &str, word: Span, amount: Span) -> Test {
    let sentence = text
        .get(..amount.start as usize)
        .and_then(|t| t.rsplit(['.', ';', ':']).find(|s| s.len() > 12))
        .unwrap_or("")
        .to_ascii_lowercase();
    let percent = text
        .get(amount.end as usize..)
        .is_some_and(|t| t.trim_start().starts_with(['%', 'p']));
    let open = percent || OPEN.iter().any(|w| sentence.contains(w));
    let (outcome, level) = if open {
        (Outcome::NotTested, Level::Note)
    } else {
        (Outcome::Differs, Level::Warning)
    };
    let (said, by) = (word.of(text), amount.of(text));
    Test::new(
        "direction",
        outcome,
        level,
        if open {
            "a negative amount, so that the word is open to two readings".to_string()
        } else {
            format!("“{said}” by a negative amount, {by}")
        },
        vec![
            Location::prose(reading, Role::Primary, block, word),
            Location::prose(reading, Role::Evidence, block, amount),
        ],
    )
}

/// The words of a rise and the negative amounts behind their "by".
fn found(text: &str) -> Vec<(Span, Span)> {
    static BY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" by "));
    let mut out = Vec::new();
    for at in BY.find_iter(text.as_bytes()) {
        let Some(amount) = negative(text, at + 4) else {
            continue;
        };
        let from = text
            .get(..at)
            .and_then(|t| t.char_indices().rev().nth(70))
            .map_or(0, |(i, _)| i);
        let Some(window) = text.get(from..at) else {
            continue;
        };
        // the last clause: what the sentence before says is another statement
        let start = window.rfind(". ").map_or(0, |i| i + 2);
        let start = window
            .rfind(['!', '?', ';'])
            .map_or(start, |i| start.max(i + 1));
        let mut clause = from + start;
        let mut word = None;
        for w in window[start..].split(' ') {
            if UP.iter().any(|u| w.eq_ignore_ascii_case(u)) {
                word = Some(Span::new(clause, clause + w.len()));
            }
            clause += w.len() + 1;
        }
        out.extend(word.map(|w| (w, amount)));
    }
    out
}

/// An amount with a minus at byte `at`, behind "c." and the like: "c. -£22m", "-4,300".
fn negative(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let mut start = at + rest.len() - rest.trim_start().len();
    for hedge in [
        "c. ",
        "c.",
        "c ",
        "circa ",
        "about ",
        "around ",
        "approximately ",
        "some ",
    ] {
        if text.get(start..)?.starts_with(hedge) {
            start += hedge.len();
            break;
        }
    }
    let rest = text.get(start..)?;
    let mut chars = rest.char_indices();
    let dash = chars
        .next()
        .filter(|(_, c)| matches!(c, '-' | '−' | '–'))?
        .1;
    let body = rest.get(dash.len_utf8()..)?;
    let spaced = body.starts_with(' ');
    let body = body.trim_start_matches(' ');
    let plain = body.trim_start_matches(['£', '$', '€']);
    // "by – 5 of them": a dash with a space is a minus only before a sum of money
    if spaced && (plain.len() == body.len() || dash == '–')
        || !plain.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let length = plain
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ',' | '.')))
        .unwrap_or(plain.len());
    let end = text.len() - plain.len() + length;
    let end = start + text.get(start..end)?.trim_end_matches(['.', ',']).len();
    Some(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::found;

    fn told(text: &str) -> Vec<(&str, &str)> {
        let spans = found(text);
        spans
            .iter()
            .map(|(a, b)| (a.of(text), b.of(text)))
            .collect()
    }

    #[test]
    fn a_rise_by_a_negative_amount_is_found() {
        for text in [
            "A lower share would increase the town's part by c. -£22m in all.",
            "A lower share would increase the town's part by c. - £22m.",
            "Places will rise by around -4,300 next year.",
        ] {
            assert_eq!(told(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_dashes_are_no_sign() {
        for text in [
            "Places rose by 3-5 a year.",
            "Rents increased by – as we said – 4%.",
            "Costs fell by -£3m.",
            "It rose. The part was cut by -£2m.",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }
}
