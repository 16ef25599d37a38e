//! Fractions in words: "half", "a third", "two-thirds".

use super::head;
use crate::figure::dates::last_word;

/// A fraction in words: "half", "a third", "two-thirds", "three quarters", "one in five" is not one.
pub(super) fn fraction(text: &str) -> Option<(u32, u32, &str)> {
    fn part(word: &str) -> Option<u32> {
        Some(match word.to_ascii_lowercase().as_str() {
            "half" | "halves" => 2,
            "third" | "thirds" => 3,
            "quarter" | "quarters" => 4,
            "fifth" | "fifths" => 5,
            "sixth" | "sixths" => 6,
            "eighth" | "eighths" => 8,
            "tenth" | "tenths" => 10,
            _ => return None,
        })
    }
    let (word, rest) = head(text);
    if word.eq_ignore_ascii_case("half") {
        return Some((1, 2, rest));
    }
    let n = match word.to_ascii_lowercase().as_str() {
        "a" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "nine" => 9,
        _ => return None,
    };
    let (den, rest) = head(rest.strip_prefix([' ', '-', '‑'])?);
    if den.len() < 4 {
        return None;
    }
    let d = part(den)?;
    let plural = den.ends_with(['s', 'S']);
    // "a quarter", "three quarters"; "one second" and "a third party" are not fractions
    (plural == (n > 1) && n < d).then_some((n, d, rest))
}

/// "half" as a number: not "the first half", "half-term", "half a day"; "a quarter" not of a year.
pub(super) fn fraction_counts(before: &str, left: &str, n: u32, d: u32) -> bool {
    let last = last_word(before);
    let (next, _) = head(left.trim_start());
    if matches!(
        last,
        "first"
            | "second"
            | "latter"
            | "other"
            | "next"
            | "last"
            | "this"
            | "each"
            | "per"
            | "every"
    ) {
        return false;
    }
    // "rose by a quarter"
    if d == 4 && n == 1 && next != "of" && last != "by" {
        return false;
    }
    if d == 3 && n == 1 && !matches!(next, "of" | "to" | "") {
        return matches!(
            next,
            "more"
                | "less"
                | "fewer"
                | "higher"
                | "lower"
                | "were"
                | "had"
                | "have"
                | "are"
                | "in"
                | "from"
                | "on"
        );
    }
    !matches!(
        next,
        "term" | "day" | "hour" | "year" | "a" | "an" | "terms" | "way" | "yearly" | "days"
    )
}
