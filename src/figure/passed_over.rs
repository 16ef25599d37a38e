//! What looks like a figure and is none: ages, identifiers, telephone numbers, addresses.

use super::dates::tail;
use super::numeral::{self, Numeral};
use super::scan::end_of_token;
use rust_decimal::Decimal;

/// Past the groups of a telephone number.
pub(super) fn telephone_end(text: &str, mut at: usize) -> usize {
    while let Some(rest) = text.get(at..)
        && let Some(after) = rest.strip_prefix([' ', '-'])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        let next = end_of_token(text, at + 1);
        if next - at > 9 {
            break;
        }
        at = next;
    }
    at
}

/// Whether the digit is inside a web or mail address.
pub(super) fn in_address(text: &str, at: usize) -> bool {
    let token = tail(&text[..at], 96)
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    token.len() >= 2
        && token
            .bytes()
            .any(|b| matches!(b, b':' | b'.' | b'@' | b'#'))
        && (token.contains("://")
            || token.contains("www.")
            || token.contains('@')
            || token.contains(".gov")
            || token.contains('#'))
}

/// Whether a letter, or a letter and a hyphen, touches the number from the left: A10, Covid-19.
pub(super) fn glued_before(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => true,
        Some('-' | '‑' | '/') => chars.next().is_some_and(char::is_alphabetic),
        Some('.') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('[') => true,
        _ => false,
    }
}

/// Long plain digit strings name things; they count nothing. `last` is the word before the number, `left` what follows it.
pub(super) fn is_identifier(left: &str, last: &str, n: &Numeral) -> bool {
    let bare = !n.digits.grouped && n.digits.places == 0;
    if bare && (n.digits.value >= Decimal::from(1_000_000) || is_house(left)) {
        return true;
    }
    matches!(
        last,
        "Tel"
            | "Tel:"
            | "tel"
            | "tel:"
            | "Telephone"
            | "Telephone:"
            | "telephone"
            | "telephone:"
            | "phone"
            | "Phone:"
            | "phone:"
            | "Mobile:"
            | "mobile"
            | "Fax:"
            | "ext"
            | "Ext"
            | "Ext."
            | "ext."
            | "extension"
            | "DX"
            | "ISO"
            | "BS"
            | "EN"
            | "SI"
            | "UPRN"
            | "ref"
            | "Ref"
            | "Ref:"
            | "ref:"
            | "reference"
            | "Reference"
            | "Reference:"
            | "ID"
            | "Box"
    )
}

/// "332 North Road, Milton": whether the words behind a number are those of a street, and it is the number of a house.
fn is_house(left: &str) -> bool {
    const STREETS: [&str; 17] = [
        "Street",
        "St",
        "ST",
        "Road",
        "Rd",
        "RD",
        "Avenue",
        "Ave",
        "AVE",
        "Lane",
        "Square",
        "Boulevard",
        "Blvd",
        "Terrace",
        "Crescent",
        "Broadway",
        "Highway",
    ];
    const LINKS: [&str; 14] = [
        "and", "as", "at", "for", "from", "has", "in", "is", "on", "or", "the", "to", "was", "with",
    ];
    let words = left.strip_prefix(' ').unwrap_or("");
    if !words.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let mut words = words.split(' ').take(5);
    let mut before = 0;
    while let Some(word) = words.next() {
        let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if before > 0 && STREETS.contains(&plain) {
            // "12 North Road residents" are people.
            let next = words.next().unwrap_or("");
            let ends =
                plain.len() < word.len() || !next.starts_with(|c: char| c.is_ascii_lowercase());
            return ends || LINKS.contains(&next);
        }
        if plain.len() < word.len() && !word.ends_with('.')
            || !word.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return false;
        }
        before += 1;
    }
    false
}

/// "aged 5", "5-year-old", "under 5s", "16 to 18 year olds".
/// `last` is the word before the number, `left` what follows it.
pub(super) fn is_age(last: &str, left: &str) -> bool {
    if matches!(last, "aged" | "age" | "ages" | "Aged" | "Age" | "Ages") {
        return true;
    }
    let mut t = left;
    // the first number of "16 to 18 year olds" and "0-4 years old"
    let dash = t.trim_start().strip_prefix(['-', '–']);
    if let Some(after) = t.strip_prefix(" to ").or(dash.map(str::trim_start))
        && let Ok((rest, _)) = numeral::digits(after)
    {
        t = rest;
    }
    is_age_after(t) || is_age_after_unit(t)
}

fn is_age_after_unit(left: &str) -> bool {
    let s = left.trim_start_matches([' ', '-', '‑']);
    for unit in ["years", "year", "yr", "yrs", "months", "month"] {
        if let Some(rest) = s.strip_prefix(unit)
            && is_age_after(rest)
        {
            return true;
        }
    }
    false
}

/// What follows the unit of an age: "old", "olds", "of age".
pub(super) fn is_age_after(left: &str) -> bool {
    let s = left.trim_start_matches([' ', '-', '‑', '\'', '’']);
    s.starts_with("old") || s.starts_with("of age")
}
