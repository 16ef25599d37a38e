//! Quarters and times named from the reader's own: "Q3", "the previous year", "the last 12 months", "year end".

use super::dates::{Kind, small_number};
use super::period::PeriodRef;

/// A quarter, half or relative time at byte `at`, and what follows it.
pub(super) fn relative(text: &str, at: usize) -> Option<(Kind, &str)> {
    let rest = &text[at..];
    let mut words = Words { left: rest };
    let first = words.next()?;
    let lower = |w: &str| w.to_ascii_lowercase();
    match lower(first).as_str() {
        "q1" | "q2" | "q3" | "q4" => {
            let q = first.as_bytes().get(1)? - b'0';
            Some((Kind::Quarter(q), words.left))
        }
        "h1" | "h2" => {
            let h = first.as_bytes().get(1)? - b'0';
            Some((Kind::Quarter(4 + h), words.left))
        }
        "quarter" => {
            let n = small_number(&lower(words.next()?))?;
            (1..=4)
                .contains(&n)
                .then_some((Kind::Quarter(n), words.left))
        }
        w @ ("first" | "second" | "third" | "fourth") => {
            let n = match w {
                "first" => 1,
                "second" => 2,
                "third" => 3,
                _ => 4,
            };
            match lower(words.next()?).as_str() {
                "quarter" => Some((Kind::Quarter(n), words.left)),
                "half" if n <= 2 && lower(words.peek()) == "of" => {
                    Some((Kind::Quarter(4 + n), words.left))
                }
                _ => None,
            }
        }
        w if w.len() == 4 && w.starts_with("fy") => {
            let y: i16 = w[2..].parse().ok()?;
            Some((Kind::YearPair(1999 + y, 2000 + y), words.left))
        }
        w if w.len() == 6 && w.starts_with("fy") => {
            let y: i16 = w[2..].parse().ok()?;
            ((1990..2100).contains(&y)).then_some((Kind::YearPair(y - 1, y), words.left))
        }
        "last" | "past" | "previous" | "preceding" | "prior" => back(words),
        "this" | "current" => {
            let mut word = lower(words.next()?);
            if matches!(word.as_str(), "financial" | "reporting" | "fiscal") {
                word = lower(words.next()?);
            }
            matches!(word.as_str(), "year" | "year's" | "year’s")
                .then_some((Kind::Relative(PeriodRef::YearsBack(0)), words.left))
        }
        "year" => {
            let before = text.get(..at).unwrap_or("").trim_end();
            match lower(words.next()?).as_str() {
                "end" => Some((Kind::Relative(PeriodRef::YearEnd), words.left)),
                "before" | "earlier" | "previous" | "prior"
                    if before.ends_with("the") || before.ends_with('a') =>
                {
                    Some((Kind::Relative(PeriodRef::YearsBack(1)), words.left))
                }
                _ => None,
            }
        }
        "year-end" => Some((Kind::Relative(PeriodRef::YearEnd), words.left)),
        _ => None,
    }
}

/// What follows "last", "previous" and the like.
fn back(mut words: Words<'_>) -> Option<(Kind, &str)> {
    let mut word = words.next()?.to_ascii_lowercase();
    let count = small_number(&word);
    if count.is_some() {
        word = words.next()?.to_ascii_lowercase();
    }
    while matches!(
        word.as_str(),
        "financial" | "reporting" | "fiscal" | "full" | "calendar" | "complete"
    ) {
        word = words.next()?.to_ascii_lowercase();
    }
    let word = word.trim_end_matches(['\'', '’']);
    let stem = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    let kind = match (stem, count) {
        ("year", None) => PeriodRef::YearsBack(1),
        ("quarter", None) => PeriodRef::QuartersBack(1),
        ("month", None) => PeriodRef::MonthsBack(1),
        ("year" | "years", Some(n)) => PeriodRef::LastMonths(n.checked_mul(12)?),
        ("month" | "months", Some(n)) => PeriodRef::LastMonths(n),
        ("quarter" | "quarters", Some(n)) => PeriodRef::LastMonths(n.checked_mul(3)?),
        ("period", None) => PeriodRef::YearsBack(1),
        _ => return None,
    };
    Some((Kind::Relative(kind), words.left))
}

/// Words of a text, separated by spaces, hyphens inside kept.
struct Words<'a> {
    left: &'a str,
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let t = self.left.trim_start_matches([' ', '\u{a0}']);
        let end = t
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
            .unwrap_or(t.len());
        if end == 0 {
            return None;
        }
        let (word, left) = t.split_at(end);
        self.left = left;
        Some(word)
    }
    fn peek(&self) -> &'a str {
        Words { left: self.left }.next().unwrap_or("")
    }
}
