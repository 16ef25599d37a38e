//! The grammar (nom) of one numeral with what is printed around it: sign, currency, digits, scale, percent, unit of
//! time.

use super::suffix::{basis_points, boundary};
pub(super) use super::suffix::{scale, unit_after};
use super::{Figure, Form, Hedge, Span, Unit};
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::space0;
use nom::combinator::{opt, value};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;

pub(super) type Read<'a, T> = IResult<&'a str, T>;

pub(super) fn fail<T>(i: &str) -> Read<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(
        i,
        nom::error::ErrorKind::Verify,
    )))
}

/// Digits of a numeral: value and decimal places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    pub value: Decimal,
    pub places: i8,
    /// Thousands were grouped by commas.
    pub grouped: bool,
    /// It began with a zero that a number would not have: `0345`, `007`.
    pub padded: bool,
}

/// The largest power of ten that a figure, its scale applied, stays below: ten thousand million million. With the scale
/// of a header on top, its interval and sums of many such figures still are decimals; longer numerals are references,
/// keys and damage.
const LARGEST: u32 = 16;

/// Whether a value times a power of ten is a size that figures have.
pub(super) fn has_a_size(value: Decimal, scale: i8) -> bool {
    let spare = LARGEST as i32 - i32::from(scale);
    value.abs() < super::scale::power_of_ten(spare)
}

/// `1,234.5`, `36`, `.5`, `12,34,567`: at most 28 digits, 16 of them whole; commas only between groups.
pub(super) fn digits(i: &str) -> Read<'_, Digits> {
    let b = i.as_bytes();
    let mut mantissa: i128 = 0;
    let mut count: u32 = 0;
    let mut at = 0;
    let mut push = |c: u8| {
        count += 1;
        mantissa = mantissa * 10 + i128::from(c - b'0');
        count <= 28
    };
    while b.get(at).is_some_and(u8::is_ascii_digit) {
        if !push(b[at]) {
            return fail(i);
        }
        at += 1;
    }
    let lead = at;
    let mut grouped = false;
    if (1..=3).contains(&lead) {
        let mut scan = at;
        while b.get(scan) == Some(&b',') {
            let group = b[scan + 1..]
                .iter()
                .take_while(|c| c.is_ascii_digit())
                .count();
            let more = b.get(scan + 1 + group) == Some(&b',');
            if group == 3 || (group == 2 && more && lead <= 2) {
                for &c in &b[scan + 1..scan + 1 + group] {
                    if !push(c) {
                        return fail(i);
                    }
                }
                grouped = true;
                scan += 1 + group;
                at = scan;
            } else {
                break;
            }
        }
    }
    if !grouped && (1..=3).contains(&lead) && b[0] != b'0' {
        for &c in spaced_groups(&b[at..]) {
            grouped = true;
            if c.is_ascii_digit() && !push(c) {
                return fail(i);
            }
            at += 1;
        }
    }
    let whole = at;
    let mut places: u32 = 0;
    if b.get(at) == Some(&b'.') && b.get(at + 1).is_some_and(u8::is_ascii_digit) {
        at += 1;
        while b.get(at).is_some_and(u8::is_ascii_digit) {
            if !push(b[at]) {
                return fail(i);
            }
            places += 1;
            at += 1;
        }
    }
    if at == 0 || count - places > LARGEST {
        return fail(i);
    }
    let Ok(value) = Decimal::try_from_i128_with_scale(mantissa, places) else {
        return fail(i);
    };
    Ok((
        &i[at..],
        Digits {
            value,
            places: places as i8,
            grouped,
            padded: lead > 1 && b[0] == b'0' && whole == lead,
        },
    ))
}

/// The groups of three digits behind the first ones, each after a space that does not break: `165 700`. Common spaces part
/// groups where there are two or more of them: `1 165 700`, but not `in 165 700 homes`.
fn spaced_groups(b: &[u8]) -> &[u8] {
    let space = |b: &[u8]| match b {
        [b' ', ..] => Some((1, false)),
        [0xc2, 0xa0, ..] => Some((2, true)),
        [0xe2, 0x80, 0x89 | 0xaf, ..] => Some((3, true)),
        _ => None,
    };
    let (mut at, mut groups, mut firm) = (0, 0, true);
    while let Some((length, does_not_break)) = space(&b[at..]) {
        let digits = b[at + length..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        if digits != 3 {
            // "12 345 678 90" are figures side by side.
            groups = if digits > 0 { 0 } else { groups };
            break;
        }
        groups += 1;
        firm &= does_not_break;
        at += length + 3;
    }
    let counts = groups >= 2 || groups == 1 && firm;
    if counts { &b[..at] } else { &[] }
}

/// `£`, `US$`, `GBP `: the currency and, for `£000` or `£m` written before the number, nothing more.
pub(super) fn currency(i: &str) -> Read<'_, Unit> {
    alt((
        value(Unit::Pounds, alt((tag("£"), tag("GBP"), tag("￡")))),
        value(
            Unit::Dollars,
            alt((tag("US$"), tag("USD"), tag("A$"), tag("C$"), tag("$"))),
        ),
        value(Unit::Euros, alt((tag("€"), tag("EUR")))),
    ))
    .parse(i)
}

fn sign(i: &str) -> Read<'_, bool> {
    alt((
        value(
            true,
            alt((tag("-"), tag("−"), tag("–"), tag("‑"), tag("\u{2010}"))),
        ),
        value(false, tag("+")),
    ))
    .parse(i)
}

/// One numeral and everything that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    pub digits: Digits,
    pub negative: bool,
    pub signed: bool,
    pub unit: Option<Unit>,
    pub scale: i8,
    /// Currency stood before the digits.
    pub money_first: bool,
}

impl Numeral {
    pub(super) fn figure(&self, start: usize, end: usize) -> Figure {
        Figure {
            value: if self.negative {
                -self.digits.value
            } else {
                self.digits.value
            },
            scale: self.scale,
            places: self.digits.places,
            unit: self.unit.unwrap_or_default(),
            form: Form::Digits,
            hedge: Hedge::None,
            signed: self.signed,
            span: Span::new(start, end),
        }
    }
}

/// Sign and currency in either order, digits, vulgar fraction, scale, unit: `-£1.2m`, `+27.4`, `£(3.5)`, `42.4%`,
/// `3.5 percentage points`, `1 ½`.
pub(super) fn numeral(i: &str) -> Read<'_, Numeral> {
    let (i, before) = opt(terminated(sign, space0)).parse(i)?;
    let (i, first) = opt(terminated(currency, space0)).parse(i)?;
    let (i, inner) = match (before, first) {
        (None, Some(_)) => opt(sign).parse(i)?,
        _ => (i, None),
    };
    let (i, mut d) = match vulgar(i) {
        Ok((rest, f)) => (
            rest,
            Digits {
                value: f,
                places: 2,
                grouped: false,
                padded: false,
            },
        ),
        Err(_) => digits(i)?,
    };
    let (i, _) = match opt(preceded(space0, vulgar)).parse(i)? {
        (rest, Some(f)) if d.places == 0 => {
            d.value = d.value.saturating_add(f);
            d.places = 2;
            (rest, ())
        }
        _ => (i, ()),
    };
    let (i, power) = opt(|s| scale(s, first.is_some())).parse(i)?;
    let (i, after) = opt(unit_after).parse(i)?;
    let (i, after) = match after {
        None if first.is_none() => {
            let (rest, c) = opt(preceded(space0, currency)).parse(i)?;
            // "12 $5": the sign belongs to the next number
            if c.is_some() && rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                (i, None)
            } else {
                (rest, c)
            }
        }
        other => (i, other),
    };
    let mut power = power.unwrap_or(0);
    let mut unit = first.or(after);
    let mut rest = i;
    if unit.is_none()
        && power == 0
        && let Some(r) = i.strip_prefix('p')
        && boundary(r)
        && !d.grouped
    {
        unit = Some(Unit::Pounds);
        power = -2;
        rest = r;
    }
    if unit.is_none()
        && power == 0
        && let Some(r) = basis_points(i)
    {
        unit = Some(Unit::Points);
        power = -2;
        rest = r;
    }
    if first.is_some() && matches!(after, Some(u) if !u.is_money()) {
        // "£5 days" is no unit of the money; "£5 per cent" neither
        unit = first;
    }
    if power != 0 && !has_a_size(d.value, power) {
        return fail(i);
    }
    let sign = before.or(inner);
    Ok((
        rest,
        Numeral {
            digits: d,
            negative: sign == Some(true),
            signed: sign.is_some(),
            unit,
            scale: power,
            money_first: first.is_some(),
        },
    ))
}

/// `½`, `⅓`, `¾`.
fn vulgar(i: &str) -> Read<'_, Decimal> {
    let mut chars = i.chars();
    let (n, d) = match chars.next() {
        Some('½') => (1, 2),
        Some('¼') => (1, 4),
        Some('¾') => (3, 4),
        Some('⅓') => (1, 3),
        Some('⅔') => (2, 3),
        Some('⅛') => (1, 8),
        Some('⅜') => (3, 8),
        Some('⅝') => (5, 8),
        Some('⅞') => (7, 8),
        Some('⅕') => (1, 5),
        _ => return fail(i),
    };
    Ok((chars.as_str(), Decimal::from(n) / Decimal::from(d)))
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use super::super::number::{read_cell, scan};

    #[test]
    fn numerals_too_large_for_a_figure_are_none() {
        for text in [
            "999999999999999999999999999m",
            "12345678901234567",
            "12,345,678,901,234,567",
            "(12,345,678,901,234,567)",
            "£99,999 trillion",
            "1.234.567.890.123.456.789",
        ] {
            assert_eq!(read_cell(text), Reading::Text, "{text}");
            let prose = format!("The key is {text}, and 12 homes were let.");
            let found = scan(&prose);
            let texts: Vec<&str> = found.iter().map(|f| f.span.of(&prose)).collect();
            assert_eq!(texts, ["12"], "{prose}");
        }
        for text in ["£ (99,999) trillion", "1234567890123E+12"] {
            assert_eq!(read_cell(text), Reading::Text, "{text}");
        }
    }

    #[test]
    fn the_largest_figures_keep_their_middle_under_any_scale() {
        for text in [
            "9,999,999,999,999,999",
            "9,999 trillion",
            "-9,999.9 trillion",
        ] {
            let Reading::Figure(mut figure) = read_cell(text) else {
                panic!("{text} is a figure");
            };
            figure.scale = figure.scale.max(12);
            let interval = figure.rounded_interval();
            assert!(interval.contains(interval.middle()), "{text}");
            assert!(interval.contains(figure.scaled()), "{text}");
        }
    }
}
