//! The nom grammar of dates and years.

use super::dates::MONTHS;
use jiff::civil::Weekday;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, space0, space1};
use nom::combinator::{opt, recognize, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

pub(super) fn digits(min: usize, max: usize) -> impl Fn(&str) -> IResult<&str, i16> {
    move |i| {
        let (rest, d) = take_while_m_n(min, max, |c: char| c.is_ascii_digit())(i)?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(nom::Err::Error(nom::error::Error::new(
                i,
                nom::error::ErrorKind::Digit,
            )));
        }
        Ok((rest, d.parse().unwrap_or(0)))
    }
}

/// A four-digit year between 1900 and 2099.
pub(super) fn year4(i: &str) -> IResult<&str, i16> {
    verify(digits(4, 4), |y| (1900..2100).contains(y)).parse(i)
}

/// A year after a month or as the last part of a date: four digits, or two that mean 20xx (or 19xx from 70).
pub(super) fn year_short(i: &str) -> IResult<&str, i16> {
    alt((
        year4,
        digits(2, 2).map(|y| if y < 70 { 2000 + y } else { 1900 + y }),
    ))
    .parse(i)
}

pub(super) fn ordinal_day(i: &str) -> IResult<&str, i8> {
    terminated(
        verify(digits(1, 2), |d| (1..=31).contains(d)).map(|d| d as i8),
        opt(preceded(
            space0,
            alt((
                tag("st"),
                tag("nd"),
                tag("rd"),
                tag("th"),
                tag("ST"),
                tag("ND"),
                tag("RD"),
                tag("TH"),
            )),
        )),
    )
    .parse(i)
}

pub(super) fn letters(i: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphabetic())(i)
}

/// A month's name or abbreviation, capitalised, or all small when `small` allows it.
pub(super) fn month_name(i: &str) -> IResult<&str, i8> {
    let (rest, word) = letters(i)?;
    let fail = || nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Alpha));
    let m = MONTHS
        .iter()
        .position(|name| {
            word.eq_ignore_ascii_case(name)
                || (word.len() == 3 && name[..3].eq_ignore_ascii_case(word))
                || (word.len() == 4 && *name == "September" && word.eq_ignore_ascii_case("sept"))
        })
        .ok_or_else(fail)?;
    let rest = if word.len() <= 4 && MONTHS[m].len() > word.len() {
        rest.strip_prefix('.').unwrap_or(rest)
    } else {
        rest
    };
    Ok((rest, m as i8 + 1))
}

pub(super) fn weekday_name(i: &str) -> IResult<&str, Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let (rest, word) = letters(i)?;
    NAMES
        .iter()
        .find(|(name, _)| {
            let whole = word.len() == name.len() || (3..=5).contains(&word.len());
            whole
                && name
                    .get(..word.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(word))
        })
        .map(|(_, d)| (rest, *d))
        .ok_or_else(|| nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Alpha)))
}

pub(super) fn comma_space(i: &str) -> IResult<&str, &str> {
    recognize((space0, opt(char(',')), space0)).parse(i)
}

/// "15th January, 2024", "1April 2023", "the 3rd of May 2022", "16 October".
pub(super) fn day_month_year(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
    let (i, d) = ordinal_day(i)?;
    let (i, _) = recognize((
        space0,
        opt((tag("of"), space1)),
        opt((one_of("-/"), space0)),
    ))
    .parse(i)?;
    let (i, m) = month_name(i)?;
    let (i, y) = opt(preceded(
        alt((recognize(one_of("-/")), comma_space)),
        alt((year4, terminated_short)),
    ))
    .parse(i)?;
    Ok((i, (d, m, y)))
}

/// A two-digit year that ends its token: "31 Mar 25" but not "3 May 10 people" (followed by a word).
pub(super) fn terminated_short(i: &str) -> IResult<&str, i16> {
    let (rest, y) = verify(year_short, |y| (2000..2060).contains(y)).parse(i)?;
    let after = rest.trim_start();
    if rest.starts_with([':', '%', '.']) && rest.len() > 1 && !rest.starts_with(". ")
        || after.starts_with(|c: char| c.is_lowercase()) && rest.starts_with(' ')
        || is_hours(after)
    {
        return Err(nom::Err::Error(nom::error::Error::new(
            i,
            nom::error::ErrorKind::Verify,
        )));
    }
    Ok((rest, y))
}

/// What stands behind the first of two hours of the day: the fair of "Sunday 7 September 10 - 4" is open from ten to
/// four. A month behind the second number makes both days: "31 Mar 24 - 5 Apr 24".
fn is_hours(after: &str) -> bool {
    let Some(to) = after
        .strip_prefix(['-', '–'])
        .or_else(|| after.strip_prefix("'til").or(after.strip_prefix("’til")))
    else {
        return false;
    };
    let to = to.trim_start_matches(|c: char| !c.is_alphanumeric());
    match ordinal_day(to) {
        Ok((rest, _)) => {
            let rest = rest.trim_start_matches([' ', '-', '/']);
            month_name(rest).is_err() && !rest.starts_with(|c: char| c.is_ascii_digit())
        }
        Err(_) => ["noon", "midday", "late", "dusk"]
            .iter()
            .any(|w| to.starts_with(w)),
    }
}

/// "January 15, 2024", "March 31st 2025".
pub(super) fn month_day_year(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
    let (i, m) = month_name(i)?;
    let (i, _) = space1(i)?;
    let (i, d) = ordinal_day(i)?;
    let (i, y) = preceded(comma_space, year4).parse(i)?;
    Ok((i, (d, m, Some(y))))
}

/// "31/3/25", "05.01.2024", "31-03-2025", "2025-03-31"; "9/15/2025", which no order of day and month but one can be.
pub(super) fn numeric_date(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
    fn iso(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
        let (i, y) = year4(i)?;
        let (i, sep) = one_of("-/")(i)?;
        let (i, m) = verify(digits(2, 2), |m| (1..=12).contains(m)).parse(i)?;
        let (i, _) = char(sep)(i)?;
        let (i, d) = verify(digits(2, 2), |d| (1..=31).contains(d)).parse(i)?;
        Ok((i, (d as i8, m as i8, Some(y))))
    }
    fn british(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
        let (i, d) = verify(digits(1, 2), |d| (1..=31).contains(d)).parse(i)?;
        let (i, sep) = one_of("/.-")(i)?;
        let (i, m) = verify(digits(1, 2), |m| (1..=12).contains(m)).parse(i)?;
        let (i, _) = char(sep)(i)?;
        // "5.1.24" is as good a paragraph number
        let (i, y) = if sep == '.' {
            year4(i)?
        } else {
            year_short(i)?
        };
        Ok((i, (d as i8, m as i8, Some(y))))
    }
    fn month_first(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
        let (i, m) = verify(digits(1, 2), |m| (1..=12).contains(m)).parse(i)?;
        let (i, _) = char('/')(i)?;
        let (i, d) = verify(digits(2, 2), |d| (13..=31).contains(d)).parse(i)?;
        let (i, _) = char('/')(i)?;
        let (i, y) = year4(i)?;
        Ok((i, (d as i8, m as i8, Some(y))))
    }
    alt((iso, british, month_first)).parse(i)
}

pub(super) fn dash_or_slash(i: &str) -> IResult<&str, char> {
    let (i, _) = space0(i)?;
    let (i, c) = one_of("-/–—‑")(i)?;
    let (i, _) = space0(i)?;
    Ok((i, c))
}

/// "2024/25", "2024-2025", "2022 -23", "2023 – 2024".
pub(super) fn year_pair(i: &str) -> IResult<&str, (i16, i16)> {
    let (i, a) = year4(i)?;
    let (i, _) = dash_or_slash(i)?;
    let (i, b) = alt((
        year4,
        digits(2, 2).map(move |b| a - a.rem_euclid(100) + b + if b < a % 100 { 100 } else { 0 }),
    ))
    .parse(i)?;
    if b <= a || b - a > 30 {
        return Err(nom::Err::Error(nom::error::Error::new(
            i,
            nom::error::ErrorKind::Verify,
        )));
    }
    Ok((i, (a, b)))
}

/// "23-24", "24/25".
pub(super) fn short_pair(i: &str) -> IResult<&str, (i16, i16)> {
    let (i, a) = verify(digits(2, 2), |a| (5..=60).contains(a)).parse(i)?;
    let (i, _) = one_of("-/–‑")(i)?;
    let (i, b) = verify(digits(2, 2), |b| *b == a + 1).parse(i)?;
    Ok((i, (2000 + a, 2000 + b)))
}

pub(super) fn clock(i: &str) -> IResult<&str, ()> {
    fn half(i: &str) -> IResult<&str, &str> {
        let (i, _) = space0(i)?;
        let (i, w) =
            recognize((one_of("aApP"), opt(char('.')), one_of("mM"), opt(char('.')))).parse(i)?;
        if i.starts_with(|c: char| c.is_alphanumeric()) {
            return Err(nom::Err::Error(nom::error::Error::new(
                i,
                nom::error::ErrorKind::Verify,
            )));
        }
        Ok((i, w))
    }
    let (i, _) = verify(digits(1, 2), |h| *h <= 24).parse(i)?;
    let (i, minutes) = opt((one_of(":."), verify(digits(2, 2), |m| *m < 60))).parse(i)?;
    match minutes {
        Some((':', _)) => {
            let (i, _) = opt((char(':'), digits(2, 2))).parse(i)?;
            value((), opt(half)).parse(i)
        }
        _ => value(
            (),
            alt((
                half,
                preceded(space0, alt((tag("noon"), tag("hrs"), tag("o'clock")))),
            )),
        )
        .parse(i),
    }
}
