//! The grammar (nom) of dates, years, quarters and relative times: the atoms that `period` puts together.

use super::Span;
use super::period::PeriodRef;
use jiff::civil::{Date, Weekday};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, space0, space1};
use nom::combinator::{opt, recognize, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

/// English month names, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date or part of one, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Atom {
    pub span: Span,
    pub kind: Kind,
}

/// What an atom says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Date {
        weekday: Option<(Weekday, Span)>,
        day: i8,
        month: i8,
        year: Option<i16>,
    },
    Month {
        month: i8,
        year: Option<i16>,
    },
    Year(i16),
    YearPair(i16, i16),
    /// 1 to 4; 5 and 6 are the halves.
    Quarter(u8),
    Relative(PeriodRef),
    /// The year of an Act, a time of day: not a period, not a figure.
    Reference,
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
        .or_else(|| match word {
            "eighteen" => Some(18),
            "twenty-four" => Some(24),
            _ => None,
        })
}

/// The atoms of a text, in order. `alone` says that the text is a header or cell of its own, where "23-24" needs no
/// preposition to be a year.
pub(super) fn atoms(text: &str, alone: bool) -> Vec<Atom> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        if !b.is_ascii_alphanumeric() {
            i += 1;
            continue;
        }
        let rest = &text[i..];
        let found = if b.is_ascii_digit() {
            numeric(text, i, alone)
        } else if may_begin(rest.as_bytes()) {
            worded(text, i, alone)
        } else {
            None
        };
        if let Some((kind, length)) = found {
            out.push(Atom {
                span: Span::new(i, i + length),
                kind,
            });
            i += length;
        } else {
            i += rest
                .bytes()
                .take_while(|c| c.is_ascii_alphanumeric() || *c >= 0x80)
                .count()
                .max(1);
            // "1.5" and "1,234" are one token
            while i + 1 < bytes.len()
                && b.is_ascii_digit()
                && matches!(bytes[i], b'.' | b',')
                && bytes[i + 1].is_ascii_digit()
            {
                i += 1;
                while i < bytes.len() && bytes[i].is_ascii_alphanumeric() {
                    i += 1;
                }
            }
            while !text.is_char_boundary(i) {
                i += 1;
            }
        }
    }
    out
}

/// A cheap look at the first letters: could a date or relative time begin here?
fn may_begin(rest: &[u8]) -> bool {
    let Some(key) = rest.get(..3) else {
        return matches!(rest, [b'Q' | b'q', b'1'..=b'4']);
    };
    let key = [
        key[0].to_ascii_lowercase(),
        key[1].to_ascii_lowercase(),
        key[2].to_ascii_lowercase(),
    ];
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
            | b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
            | b"qua"
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
    ) || matches!(
        key,
        [b'q', b'1'..=b'4', _] | [b'h', b'1' | b'2', b' ' | b'-' | b',' | b'/']
    )
}

fn digits(min: usize, max: usize) -> impl Fn(&str) -> IResult<&str, i16> {
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
fn year4(i: &str) -> IResult<&str, i16> {
    verify(digits(4, 4), |y| (1900..2100).contains(y)).parse(i)
}

/// A year after a month or as the last part of a date: four digits, or two that mean 20xx (or 19xx from 70).
fn year_short(i: &str) -> IResult<&str, i16> {
    alt((
        year4,
        digits(2, 2).map(|y| if y < 70 { 2000 + y } else { 1900 + y }),
    ))
    .parse(i)
}

fn ordinal_day(i: &str) -> IResult<&str, i8> {
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

fn letters(i: &str) -> IResult<&str, &str> {
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

fn weekday_name(i: &str) -> IResult<&str, Weekday> {
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
    let lower = word.to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(name, _)| {
            lower == *name || (lower.len() >= 3 && lower.len() <= 5 && name.starts_with(&lower))
        })
        .map(|(_, d)| (rest, *d))
        .ok_or_else(|| nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Alpha)))
}

fn comma_space(i: &str) -> IResult<&str, &str> {
    recognize((space0, opt(char(',')), space0)).parse(i)
}

/// "15th January, 2024", "1April 2023", "the 3rd of May 2022", "16 October".
fn day_month_year(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
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
fn terminated_short(i: &str) -> IResult<&str, i16> {
    let (rest, y) = verify(year_short, |y| (2000..2060).contains(y)).parse(i)?;
    let after = rest.trim_start();
    if rest.starts_with([':', '%', '.']) && rest.len() > 1 && !rest.starts_with(". ")
        || after.starts_with(|c: char| c.is_lowercase()) && rest.starts_with(' ')
    {
        return Err(nom::Err::Error(nom::error::Error::new(
            i,
            nom::error::ErrorKind::Verify,
        )));
    }
    Ok((rest, y))
}

/// "January 15, 2024", "March 31st 2025".
fn month_day_year(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
    let (i, m) = month_name(i)?;
    let (i, _) = space1(i)?;
    let (i, d) = ordinal_day(i)?;
    let (i, y) = preceded(comma_space, year4).parse(i)?;
    Ok((i, (d, m, Some(y))))
}

/// "31/3/25", "05.01.2024", "31-03-2025", "2025-03-31".
fn numeric_date(i: &str) -> IResult<&str, (i8, i8, Option<i16>)> {
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
    alt((iso, british)).parse(i)
}

fn dash_or_slash(i: &str) -> IResult<&str, char> {
    let (i, _) = space0(i)?;
    let (i, c) = one_of("-/–—‑")(i)?;
    let (i, _) = space0(i)?;
    Ok((i, c))
}

/// "2024/25", "2024-2025", "2022 -23", "2023 – 2024".
fn year_pair(i: &str) -> IResult<&str, (i16, i16)> {
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
fn short_pair(i: &str) -> IResult<&str, (i16, i16)> {
    let (i, a) = verify(digits(2, 2), |a| (5..=60).contains(a)).parse(i)?;
    let (i, _) = one_of("-/–‑")(i)?;
    let (i, b) = verify(digits(2, 2), |b| *b == a + 1).parse(i)?;
    Ok((i, (2000 + a, 2000 + b)))
}

fn clock(i: &str) -> IResult<&str, ()> {
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

fn ends_token(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// An atom that begins with a digit.
fn numeric(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
    let rest = &text[at..];
    let before = &text[..at];
    let length = |left: &str| rest.len() - left.len();
    // a digit glued to letters, a currency sign or a decimal is no date
    if before.ends_with(['£', '$', '€', '.', '@', '#']) && !before.ends_with(". ") {
        return None;
    }
    if let Ok((left, (d, m, y))) = alt((day_month_year, numeric_date)).parse(rest)
        && ends_token(left)
    {
        let left = drop_article(left);
        return Some((
            Kind::Date {
                weekday: None,
                day: d,
                month: m,
                year: y,
            },
            length(left),
        ));
    }
    if let Ok((left, (a, b))) = year_pair(rest)
        && ends_token(left)
        && !left.starts_with(['%', '/'])
    {
        return Some((Kind::YearPair(a, b), length(left)));
    }
    if let Ok((left, _)) = clock(rest) {
        return Some((Kind::Reference, length(left)));
    }
    if let Ok((left, y)) = year4(rest)
        && ends_token(left)
        && !before.ends_with([',', '.'])
        && !(left.starts_with([',', '.']) && left[1..].starts_with(|c: char| c.is_ascii_digit()))
        && !left.trim_start().starts_with(['%', '°'])
    {
        let last = last_word(before);
        if is_law(last) {
            return Some((Kind::Reference, length(left)));
        }
        if alone || !counted_next(left, last) {
            return Some((Kind::Year(y), length(left)));
        }
        return None;
    }
    if let Ok((left, (a, b))) = short_pair(rest)
        && ends_token(left)
        && !left.starts_with(['%', '-', '/', '.'])
        && !before.ends_with(['-', '/', '–'])
        && (alone || leads_to_year(last_word(before)))
        && !is_measured(left)
    {
        return Some((Kind::YearPair(a, b), length(left)));
    }
    None
}

fn drop_article(left: &str) -> &str {
    left
}

/// Whether a four-digit number that looks like a year counts something: "2015 households".
fn counted_next(left: &str, last: &str) -> bool {
    let next: &str = left
        .strip_prefix(' ')
        .unwrap_or("")
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let counts = matches!(
        next,
        "households"
            | "people"
            | "children"
            | "families"
            | "cases"
            | "homes"
            | "pupils"
            | "units"
            | "properties"
            | "residents"
            | "visits"
            | "calls"
            | "hours"
            | "days"
            | "places"
            | "members"
            | "employees"
            | "staff"
            | "responses"
            | "applications"
            | "referrals"
            | "complaints"
            | "enquiries"
            | "customers"
            | "tonnes"
            | "patients"
            | "students"
            | "adults"
            | "carers"
            | "million"
            | "shares"
    );
    counts && !matches!(last, "in" | "for" | "during" | "of" | "since" | "by")
        || matches!(
            last,
            "total" | "number" | "about" | "around" | "approximately"
        )
}

fn is_law(word: &str) -> bool {
    matches!(
        word,
        "act" | "regulations" | "order" | "rules" | "directive" | "bill" | "(england)" | "acts"
    )
}

fn leads_to_year(word: &str) -> bool {
    matches!(
        word,
        "in" | "from"
            | "for"
            | "during"
            | "of"
            | "year"
            | "to"
            | "since"
            | "fy"
            | "over"
            | "than"
            | "by"
            | "and"
            | "the"
            | "vs"
            | "until"
            | "end"
            | "at"
            | "with"
            | "on"
            | "through"
            | "years"
            | "q1"
            | "q2"
            | "q3"
            | "q4"
            | "budget"
            | "outturn"
            | "forecast"
    )
}

fn is_measured(left: &str) -> bool {
    let next = left.trim_start().to_ascii_lowercase();
    [
        "year old", "year-old", "years", "months", "weeks", "days", "hours", "per cent", "percent",
        "%", "of ", "minutes",
    ]
    .iter()
    .any(|w| next.starts_with(w))
}

/// The last bytes of a text, at most `n`: a bounded look back.
pub(super) fn tail(text: &str, n: usize) -> &str {
    let mut from = text.len().saturating_sub(n);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The last word before a position, lower case and without brackets.
pub(super) fn last_word(before: &str) -> &str {
    let before = tail(before, 48);
    // words that matter are short and plain ASCII; others never match
    let trimmed = before.trim_end_matches([' ', '\u{a0}', '(', '\'', '"']);
    let word = trimmed
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    lower(word)
}

/// A word in lower case where it is a known capitalised or small one; otherwise as it is.
fn lower(word: &str) -> &str {
    match word {
        "In" => "in",
        "From" => "from",
        "For" => "for",
        "During" => "during",
        "Since" => "since",
        "By" => "by",
        "The" => "the",
        "Act" => "act",
        "Regulations" => "regulations",
        "Order" => "order",
        "Rules" => "rules",
        "Directive" => "directive",
        "Bill" => "bill",
        "Acts" => "acts",
        "FY" => "fy",
        "Year" => "year",
        "End" => "end",
        "At" => "at",
        "Of" => "of",
        "To" => "to",
        "Q1" => "q1",
        "Q2" => "q2",
        "Q3" => "q3",
        "Q4" => "q4",
        "Budget" => "budget",
        "Outturn" => "outturn",
        "Forecast" => "forecast",
        other => other,
    }
}

/// An atom that begins with a letter.
fn worded(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
    let rest = &text[at..];
    let length = |left: &str| rest.len() - left.len();
    if let Ok((left, day_name)) = weekday_name(rest) {
        let name = Span::new(at, at + length(left));
        if let Ok((left, (d, m, y))) = preceded(
            (comma_space, opt((tag("the"), space1))),
            alt((day_month_year, numeric_date, month_day_year)),
        )
        .parse(left)
            && ends_token(left)
        {
            return Some((
                Kind::Date {
                    weekday: Some((day_name, name)),
                    day: d,
                    month: m,
                    year: y,
                },
                length(left),
            ));
        }
        return None;
    }
    if rest.starts_with(|c: char| c.is_uppercase())
        && let Ok((left, (d, m, y))) = month_day_year(rest)
        && ends_token(left)
    {
        return Some((
            Kind::Date {
                weekday: None,
                day: d,
                month: m,
                year: y,
            },
            length(left),
        ));
    }
    if let Ok((left, month)) = month_name(rest)
        && ends_token(left)
    {
        // "September 2024-25": the month inside that financial year
        if let Ok((tail, (a, b))) = preceded(comma_space, year_pair).parse(left)
            && ends_token(tail)
            && a.checked_add(1) == Some(b)
        {
            let year = Some(if month >= 4 { a } else { b });
            return Some((Kind::Month { month, year }, length(tail)));
        }
        let year = preceded(
            alt((recognize((space0, one_of("-'’"), space0)), comma_space)),
            alt((year4, terminated_short)),
        )
        .parse(left);
        if let Ok((left, y)) = year
            && ends_token(left)
            && !left.starts_with(['/', '%'])
        {
            return Some((
                Kind::Month {
                    month,
                    year: Some(y),
                },
                length(left),
            ));
        }
        let capital = rest.starts_with(|c: char| c.is_uppercase());
        // "May" and "March" begin sentences as verbs too
        let plain = !matches!(month, 3 | 5)
            || alone
            || matches!(
                last_word(&text[..at]),
                "in" | "of"
                    | "by"
                    | "since"
                    | "to"
                    | "from"
                    | "until"
                    | "during"
                    | "end"
                    | "and"
                    | "between"
            )
            || left.trim_start().starts_with("to ")
            || left.trim_start().starts_with(['-', '–']);
        if capital && plain {
            return Some((Kind::Month { month, year: None }, length(left)));
        }
        return None;
    }
    super::relative::relative(text, at).map(|(kind, left)| (kind, length(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        atoms(text, false).into_iter().map(|a| a.kind).collect()
    }

    fn date(day: i8, month: i8, year: i16) -> Kind {
        Kind::Date {
            weekday: None,
            day,
            month,
            year: Some(year),
        }
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for text in [
            "on 3rd July 2021",
            "on 3 July, 2021",
            "on 3July 2021",
            "on July 3, 2021",
            "on 3/7/21",
            "on 03.07.2021",
            "on 2021-07-03",
            "on the 3rd of July 2021.",
            "on 3-Jul-21",
        ] {
            assert_eq!(kinds(text), [date(3, 7, 2021)], "{text}");
        }
    }

    #[test]
    fn a_weekday_is_kept_with_its_place() {
        let found = atoms("held on Monday, 5th June, 2023 at noon", false);
        assert!(matches!(
            found[0].kind,
            Kind::Date { weekday: Some((Weekday::Monday, s)), day: 5, month: 6, year: Some(2023) } if s == Span::new(8, 14)
        ));
    }

    #[test]
    fn years_of_acts_and_times_of_day_are_no_periods() {
        assert_eq!(kinds("the Widgets Act 1998"), [Kind::Reference]);
        assert_eq!(kinds("from 10.30 am"), [Kind::Reference]);
        assert_eq!(kinds("at 14:30"), [Kind::Reference]);
    }

    #[test]
    fn amounts_that_look_like_years_are_none() {
        assert_eq!(kinds("paid £2015 to 2,015 people"), []);
        assert_eq!(kinds("for 2015 households"), [Kind::Year(2015)]);
        assert_eq!(kinds("reached 2015 households"), []);
        assert_eq!(kinds("paragraph 5.1.12"), []);
    }

    #[test]
    fn a_two_digit_pair_is_a_year_only_after_a_preposition() {
        assert_eq!(kinds("since 21-22"), [Kind::YearPair(2021, 2022)]);
        assert_eq!(kinds("aged 16-17"), []);
        assert_eq!(kinds("scored 21/22"), []);
    }
}
