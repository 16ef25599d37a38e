//! The words around a figure that loosen it: "about", "over", "up to".

use super::Hedge;
use super::dates::tail as last_bytes;

/// The hedge in the words before a figure, or right after it.
pub(super) fn hedge(before: &str, left: &str) -> Hedge {
    let after = left.trim_start();
    if left.starts_with('+') || after.starts_with("plus ") {
        return Hedge::Over;
    }
    if let Some(other) = after.strip_prefix("or ") {
        if other.starts_with("more") || other.starts_with("over") {
            return Hedge::Over;
        }
        if other.starts_with("less") || other.starts_with("fewer") || other.starts_with("under") {
            return Hedge::Under;
        }
        if other.starts_with("so") {
            return Hedge::About;
        }
    }
    let tail = last_bytes(before, 28).trim_end_matches([' ', '\u{a0}', '(', '~']);
    if before.trim_end().ends_with('~') {
        return Hedge::About;
    }
    let mut small = [0u8; 28];
    let n = tail.len().min(28);
    for (d, s) in small.iter_mut().zip(tail.bytes()) {
        *d = s.to_ascii_lowercase();
    }
    let tail = std::str::from_utf8(&small[..n]).unwrap_or("");
    // Cheap first: all that loosen end in one of these.
    let last = tail.as_bytes();
    let ending = [
        last.len().checked_sub(2).map_or(0, |i| last[i]),
        last.last().copied().unwrap_or(0),
    ];
    if !matches!(
        &ending,
        b"an"
            | b"ut"
            | b"nd"
            | b"ly"
            | b"ox"
            | b"x."
            | b"ca"
            | b"c."
            | b"st"
            | b"me"
            | b"of"
            | b"to"
            | b"ed"
            | b"er"
            | b"ve"
            | b"ng"
            | b"ds"
            | b"ow"
            | b"in"
            | [_, b'c']
    ) {
        return Hedge::None;
    }
    let ends = |w: &str| {
        tail.strip_suffix(w)
            .is_some_and(|r| !r.ends_with(|c: char| c.is_alphanumeric()))
    };
    let any = |ws: &[&str]| ws.iter().any(|w| ends(w));
    if any(&["no more than", "not more than", "no greater than"]) {
        return Hedge::Under;
    }
    if any(&["no less than", "no fewer than", "not less than"]) {
        return Hedge::Over;
    }
    if any(&[
        "about",
        "around",
        "approximately",
        "approx",
        "approx.",
        "circa",
        "c.",
        "nearly",
        "almost",
        "roughly",
        "some",
        "in the region of",
        "close to",
        "an estimated",
        "estimated",
        "in the order of",
        "c",
    ]) {
        return Hedge::About;
    }
    if any(&[
        "over",
        "more than",
        "at least",
        "above",
        "exceeding",
        "in excess of",
        "upwards of",
        "a minimum of",
        "minimum of",
        "greater than",
        "exceeded",
        "exceeds",
    ]) {
        return Hedge::Over;
    }
    if any(&[
        "under",
        "less than",
        "fewer than",
        "below",
        "up to",
        "at most",
        "a maximum of",
        "maximum of",
        "within",
    ]) {
        return Hedge::Under;
    }
    Hedge::None
}
