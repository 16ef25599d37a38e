//! Numbers in words: "twelve", "fifty-four", "one hundred and five", "a third", "two-thirds", "9th", "second highest".

mod fraction;

use super::{Figure, Form, Hedge, Span, Unit};
use fraction::{fraction, fraction_counts};
use rust_decimal::Decimal;

/// The value of a simple number word and whether it is below ten, a ten, or a teen.
fn simple(word: &str) -> Option<u32> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    SMALL
        .iter()
        .position(|w| word.eq_ignore_ascii_case(w))
        .map(|i| i as u32)
        .or_else(|| {
            TENS.iter()
                .position(|w| word.eq_ignore_ascii_case(w))
                .map(|i| (i as u32 + 2) * 10)
        })
        .or_else(|| word.eq_ignore_ascii_case("fourty").then_some(40))
}

/// Whether a word may begin a number in words: a look at its first letters.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    let byte = |i: usize| rest.get(i).map_or(0, u8::to_ascii_lowercase);
    match [byte(0), byte(1), byte(2)] {
        [b'o', b'n', b'e']
        | [b't', b'w', b'o' | b'e']
        | [b't', b'e', b'n']
        | [b'f', b'i', b'v' | b'f' | b'r']
        | [b'f', b'o', b'u']
        | [b's', b'i', b'x']
        | [b's', b'e', b'v' | b'c']
        | [b'e', b'i', b'g']
        | [b'e', b'l', b'e']
        | [b'n', b'i', b'n']
        | [b'z', b'e', b'r']
        | [b'h', b'a', b'l']
        | [b'a', b' ', _] => true,
        [b't', b'h', b'r' | b'i'] => matches!(byte(3), b'r' | b'e'),
        [b'f', b'o', b'r'] => byte(3) == b't',
        _ => false,
    }
}

/// Letters at the start of `text`.
fn head(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// A cardinal in words: value and what follows.
pub(super) fn cardinal(text: &str) -> Option<(u64, &str)> {
    let (word, mut rest) = head(text);
    let mut total: u64 = 0;
    let mut current: u64 = match word.len() {
        1 if word.eq_ignore_ascii_case("a") => {
            let (next, _) = head(rest.strip_prefix(' ')?);
            if !(next.eq_ignore_ascii_case("hundred")
                || next.eq_ignore_ascii_case("thousand")
                || next.eq_ignore_ascii_case("dozen"))
            {
                return None;
            }
            1
        }
        _ => u64::from(simple(word)?),
    };
    let mut last = current;
    for _ in 0..12 {
        let Some(after) = rest
            .strip_prefix(" and ")
            .filter(|_| last == 100 || last == 1000)
            .or_else(|| rest.strip_prefix(['-', ' ', '‑']))
        else {
            break;
        };
        let (word, left) = head(after);
        if word.eq_ignore_ascii_case("hundred") && last < 100 && current < 100 {
            current *= 100;
            last = 100;
        } else if word.eq_ignore_ascii_case("thousand") && current > 0 && last != 1000 {
            total += current * 1000;
            current = 0;
            last = 1000;
        } else if word.eq_ignore_ascii_case("dozen") && current < 20 && total == 0 {
            return Some((current * 12, left));
        } else if let Some(n) = simple(word).map(u64::from) {
            let fits = match last {
                100 | 1000 => true,
                t if t >= 20 && t % 10 == 0 => (1..10).contains(&n),
                _ => false,
            };
            if !fits {
                break;
            }
            current += n;
            last = n;
        } else {
            break;
        }
        rest = left;
    }
    Some((total + current, rest))
}

/// A rank: "9th", "2nd"; or in words before a superlative: "second highest".
pub(super) fn ordinal_word(text: &str) -> Option<(u32, &str)> {
    const NAMES: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let (word, rest) = head(text);
    if word.len() < 5 {
        return None;
    }
    let n = NAMES.iter().position(|w| word.eq_ignore_ascii_case(w))? as u32 + 1;
    let after = rest.strip_prefix([' ', '-'])?;
    let (next, tail) = head(after);
    let ranked = matches!(
        next.to_ascii_lowercase().as_str(),
        "highest"
            | "lowest"
            | "largest"
            | "smallest"
            | "best"
            | "worst"
            | "biggest"
            | "most"
            | "fewest"
            | "out"
            | "place"
            | "busiest"
            | "longest"
            | "shortest"
            | "fastest"
            | "slowest"
    ) || next == "of" && tail.trim_start().starts_with(|c: char| c.is_ascii_digit());
    ranked.then_some((n, rest))
}

/// Whether "one" at this place is a number and not a pronoun or a part of an idiom.
fn one_counts(before: &str, rest: &str) -> bool {
    let last = super::dates::last_word(before);
    if matches!(
        last,
        "no" | "any"
            | "every"
            | "each"
            | "this"
            | "that"
            | "the"
            | "which"
            | "another"
            | "some"
            | "No"
            | "Any"
            | "Every"
            | "Each"
            | "This"
            | "That"
            | "The"
            | "Another"
            | "by"
            | "than"
            | "new"
            | "good"
            | "same"
            | "day"
            | "number"
    ) {
        return false;
    }
    let next = rest.trim_start();
    if !rest.starts_with([' ', ')', ',']) {
        return false;
    }
    let (word, tail) = head(next);
    match word.to_ascii_lowercase().as_str() {
        "another" | "or" | "can" | "must" | "should" | "is" | "may" | "would" | "could" | "day"
        | "to" | "off" | "who" | "which" | "that" | "has" | "was" | "stop" | "size" | "thing"
        | "way" | "side" | "such" | "where" | "will" | "might" | "for" | "with" => false,
        "of" => {
            let (after, _) = head(tail.trim_start());
            !matches!(
                after,
                "the"
                    | "our"
                    | "their"
                    | "these"
                    | "its"
                    | "a"
                    | "those"
                    | "your"
                    | "my"
                    | "his"
                    | "her"
            )
        }
        "" => false,
        _ => true,
    }
}

/// A figure in words at byte `at` of a text, with where it ends.
pub(super) fn figure(text: &str, at: usize) -> Option<(Figure, usize)> {
    let rest = &text[at..];
    let plain = |value: Decimal, places: i8, form: Form, left: &str| {
        let end = at + rest.len() - left.len();
        (
            Figure {
                value,
                scale: 0,
                places,
                unit: Unit::Number,
                form,
                hedge: Hedge::None,
                signed: false,
                span: Span::new(at, end),
            },
            end,
        )
    };
    let before = &text[..at];
    if let Some((n, d, left)) = fraction(rest)
        && left.starts_with([' ', ',', '.', ')'])
        && fraction_counts(before, left, n, d)
    {
        let value = Decimal::from(n) / Decimal::from(d);
        return Some(plain(value, 1, Form::Fraction, left));
    }
    if let Some((n, left)) = ordinal_word(rest) {
        return Some(plain(Decimal::from(n), 0, Form::Ordinal, left));
    }
    let (n, left) = cardinal(rest)?;
    // "two-way", "one-off", "three-bedroom" name a kind; "ten-day", "five-percentage-point" measure
    if left.starts_with(|c: char| c.is_alphanumeric())
        || (left.starts_with(['-', '‑', '\'', '’']) && super::numeral::unit_after(left).is_err())
        || (n == 1 && rest.len() - left.len() == 3 && !one_counts(before, left))
    {
        return None;
    }
    let (mut figure, mut end) = plain(Decimal::from(n), 0, Form::Words, left);
    if let Ok((tail, power)) = super::numeral::scale(left, false)
        && left.starts_with([' ', '-'])
    {
        figure.scale = power;
        end = text.len() - tail.len();
    }
    Some((figure, end))
}
