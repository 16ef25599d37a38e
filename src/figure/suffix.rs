//! What stands after the digits of a numeral: a scale, a unit.

use super::Unit;
use super::numeral::{Read, fail};

pub(super) fn boundary(i: &str) -> bool {
    !i.starts_with(|c: char| c.is_alphanumeric())
}

/// A word matched whole, in any case.
pub(super) fn whole<'a>(words: &'static [&'static str], i: &'a str) -> Option<&'a str> {
    // Seldom does a word follow that begins as one of these.
    let first = i.as_bytes().first()?.to_ascii_lowercase();
    if !words.iter().any(|w| w.as_bytes().first() == Some(&first)) {
        return None;
    }
    let end = i
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(i.len());
    let (w, rest) = i.split_at(end);
    words
        .iter()
        .any(|x| x.eq_ignore_ascii_case(w))
        .then_some(rest)
}

/// `m`, `k`, `bn`, "million", "thousand": a power of ten. A lone letter must touch the number, or follow money.
pub(super) fn scale(i: &str, money: bool) -> Read<'_, i8> {
    let spaced = i.trim_start_matches([' ', '\u{a0}']);
    let touching = spaced.len() == i.len();
    for (words, power) in [
        (&["million", "millions", "mn", "mln"][..], 6),
        (&["thousand", "thousands"][..], 3),
        (&["billion", "billions", "bn"][..], 9),
        (&["trillion", "tn"][..], 12),
    ] {
        if let Some(rest) = whole(words, spaced).or_else(|| {
            spaced
                .strip_prefix('-')
                .filter(|_| touching)
                .and_then(|s| whole(words, s))
        }) {
            if rest.starts_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            return Ok((rest, power));
        }
    }
    if touching || money {
        for (letter, power) in [("m", 6), ("M", 6), ("k", 3), ("K", 3), ("b", 9), ("B", 9)] {
            if let Some(rest) = spaced.strip_prefix(letter)
                && boundary(rest)
                && (money || !letter.eq_ignore_ascii_case("b"))
                && (money || touching)
            {
                return Ok((rest, power));
            }
        }
    }
    fail(i)
}

/// `%`, "per cent", "percentage points", "pp", "days", "weeks", `p`: what stands after a number.
pub(super) fn unit_after(i: &str) -> Read<'_, Unit> {
    let s = i.trim_start_matches([' ', '\u{a0}']);
    if let Some(rest) = s.strip_prefix(['%', '％']) {
        let after = rest.trim_start_matches([' ', '-']);
        if let Some(rest) = whole(&["points", "point", "pts", "pt", "pp"], after) {
            return Ok((rest, Unit::Points));
        }
        return Ok((rest, Unit::Percent));
    }
    let hyphen = i.strip_prefix('-').unwrap_or(s);
    if let Some(rest) = whole(&["percentage"], hyphen) {
        let after = rest.trim_start_matches([' ', '-']);
        return match whole(&["point", "points"], after) {
            Some(rest) => Ok((rest, Unit::Points)),
            None => fail(i),
        };
    }
    if let Some(rest) = whole(&["per"], hyphen) {
        let after = rest.trim_start_matches([' ', '-']);
        return match whole(&["cent"], after) {
            Some(rest) => {
                let tail = rest.trim_start();
                match whole(&["points", "point"], tail) {
                    Some(rest) => Ok((rest, Unit::Points)),
                    None => Ok((rest, Unit::Percent)),
                }
            }
            None => fail(i),
        };
    }
    for (words, unit) in [
        (&["percent", "pct"][..], Unit::Percent),
        (&["pp", "ppt", "ppts", "pps", "ppt"][..], Unit::Points),
        (&["days", "day"][..], Unit::Days),
        (&["weeks", "week", "wks", "wk"][..], Unit::Weeks),
        (&["months", "month", "mths", "mth"][..], Unit::Months),
        (&["years", "year", "yrs", "yr"][..], Unit::Years),
        (&["hours", "hour", "hrs", "hr"][..], Unit::Hours),
        (&["minutes", "minute", "mins", "min"][..], Unit::Minutes),
        (&["times"][..], Unit::Times),
        (&["pounds"][..], Unit::Pounds),
        (&["dollars"][..], Unit::Dollars),
        (&["euros", "euro"][..], Unit::Euros),
    ] {
        if let Some(rest) = whole(words, hyphen)
            && boundary(rest)
        {
            return Ok((rest, unit));
        }
    }
    fail(i)
}

/// "basis points", "bps": hundredths of a percentage point.
pub(super) fn basis_points(i: &str) -> Option<&str> {
    let s = i.trim_start_matches([' ', '\u{a0}']);
    whole(&["bps", "bp"], s)
        .or_else(|| whole(&["points", "point"], whole(&["basis"], s)?.trim_start()))
}
