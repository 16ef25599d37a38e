//! Cheap looks before the grammar of dates: which bytes a date or relative time may begin with; days and small numbers.

use jiff::civil::Date;

/// What a byte is to `dates::atoms`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Anything of ASCII that is neither letter nor digit.
    Sign,
    Digit,
    /// A letter that the name of a day, a month or a relative time begins with.
    Opening,
    Letter,
    /// Part of a character beyond ASCII.
    Beyond,
}

pub(super) static CLASS: [Class; 256] = {
    let mut out = [Class::Sign; 256];
    let mut b = 0;
    while b < 256 {
        out[b] = match (b as u8).to_ascii_lowercase() {
            b'0'..=b'9' => Class::Digit,
            b'a' | b'c' | b'd' | b'f' | b'h' | b'j' | b'l' | b'm' | b'n' | b'o' | b'p' | b'q'
            | b's' | b't' | b'w' | b'y' => Class::Opening,
            b'a'..=b'z' => Class::Letter,
            0x80.. => Class::Beyond,
            _ => Class::Sign,
        };
        b += 1;
    }
    out
};

/// For each pair of first letters, by the lowest five bits of their bytes, a bit for each third letter that [`may_begin`]
/// knows: one look for a word instead of a branch for each of its letters.
static OPENINGS: [u32; 1024] = {
    const KEYS: &[u8] = b"montuewedthufrisatsunjanfebmaraprmayjunjulaugsepoctnovdec\
        qualaspaspreprithicuryeafirsecfoufy2fyefy1fy h1 h1-h1,h1/h2 h2-h2,h2/";
    let mut out = [0; 1024];
    let mut k = 0;
    while k < KEYS.len() {
        let letters = ((KEYS[k] & 31) as usize) << 5 | (KEYS[k + 1] & 31) as usize;
        out[letters] |= 1 << (KEYS[k + 2] & 31);
        k += 3;
    }
    // A quarter may be followed by anything.
    let mut quarter = b'1';
    while quarter <= b'4' {
        out[((b'q' & 31) as usize) << 5 | (quarter & 31) as usize] = u32::MAX;
        quarter += 1;
    }
    out
};

/// A cheap look at the first letters: could a date or relative time begin here?
pub(super) fn may_begin(rest: &[u8]) -> bool {
    let [first, second, third, ..] = rest else {
        return matches!(rest, [b'Q' | b'q', b'1'..=b'4']);
    };
    // Most words are told from all of these by their first three letters.
    let letters = usize::from(first & 31) << 5 | usize::from(second & 31);
    if OPENINGS[letters] >> (third & 31) & 1 == 0 {
        return false;
    }
    opens(opening(rest))
}

/// Whether the name of a day, a month or a relative time begins with these letters.
fn opens(key: [u8; 3]) -> bool {
    is_weekday(key)
        || is_month(key)
        || matches!(
            &key,
            b"qua"
                | b"las"
                | b"pas"
                | b"pre"
                | b"pri"
                | b"thi"
                | b"cur"
                | b"yea"
                | b"fir"
                | b"sec"
                | b"fou"
                | b"fy2"
                | b"fye"
                | b"fy1"
                | b"fy "
        )
        || matches!(
            key,
            [b'q', b'1'..=b'4', _] | [b'h', b'1' | b'2', b' ' | b'-' | b',' | b'/']
        )
}

/// A cheap look at the digits and what follows: a day, a time, a pair of years or a year.
pub(super) fn may_date(rest: &[u8]) -> bool {
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let after = |i: usize| rest.get(i).copied().unwrap_or(0);
    match digits {
        4 => matches!(&rest[..2], b"19" | b"20"),
        1 | 2 => match after(digits) {
            b'/' | b'.' | b'-' | b':' | 0xa0.. => true,
            // "3 May", "3 rd May", "3 of May", "10 am", "12 noon", "10 o'clock", "14 hrs", "21 -22"
            b' ' | b'\t' => {
                let next = after(digits + 1);
                next.is_ascii_alphabetic()
                    && !matches!(
                        next,
                        b'b' | b'c' | b'e' | b'g' | b'i' | b'k' | b'l' | b'q' | b'u'..=b'z'
                    )
                    || matches!(next, b' ' | b'\t' | b'-' | b'/' | 0x80..)
            }
            next => next.is_ascii_alphabetic(),
        },
        _ => false,
    }
}

/// The first three bytes in lower case.
pub(super) fn opening(rest: &[u8]) -> [u8; 3] {
    let byte = |i: usize| rest.get(i).map_or(0, u8::to_ascii_lowercase);
    [byte(0), byte(1), byte(2)]
}

pub(super) fn is_weekday(key: [u8; 3]) -> bool {
    matches!(
        &key,
        b"mon" | b"tue" | b"wed" | b"thu" | b"fri" | b"sat" | b"sun"
    )
}

pub(super) fn is_month(key: [u8; 3]) -> bool {
    matches!(
        &key,
        b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"may"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"oct"
            | b"nov"
            | b"dec"
    )
}

/// A day, where it exists.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    if !(1..=9998).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// "three", "12": small numbers in "the last three years".
pub(crate) fn small_number(word: &str) -> Option<u8> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    WORDS
        .iter()
        .position(|w| word.eq_ignore_ascii_case(w))
        .map(|i| i as u8)
        .or(match word {
            "eighteen" => Some(18),
            "twenty-four" => Some(24),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_at_three_letters_passes_over_none_that_opens_a_date() {
        let bytes = || b' '..=b'z';
        for key in bytes().flat_map(|a| bytes().flat_map(move |b| bytes().map(move |c| [a, b, c])))
        {
            let lower = key.map(|b| b.to_ascii_lowercase());
            assert_eq!(may_begin(&key), opens(lower), "{key:?}");
        }
    }
}
