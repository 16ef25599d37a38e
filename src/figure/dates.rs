//! Dates, years, quarters and relative times in a text: the atoms that `compose` puts together.

use super::Span;
use super::around::{counted_next, is_law, is_measured, is_of_a_year, leads_to_year, of_an_act};
pub(super) use super::around::{last_word, tail};
use super::date_grammar::{
    clock, comma_space, day_month_year, month_day_year, month_name, numeric_date, short_pair,
    terminated_short, weekday_name, year_pair, year4,
};
pub(super) use super::date_look::day;
pub(crate) use super::date_look::small_number;
use super::date_look::{CLASS, Class, is_month, is_weekday, may_begin, may_date, opening};
use super::period::PeriodRef;
use jiff::civil::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{one_of, space0, space1};
use nom::combinator::{opt, recognize};
use nom::sequence::preceded;

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

/// The atoms of a text, in order. `alone` says that the text is a header or cell of its own, where "23-24" needs no
/// preposition to be a year.
pub(super) fn atoms(text: &str, alone: bool) -> Vec<Atom> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let found = match CLASS[usize::from(b)] {
            Class::Sign | Class::Beyond => {
                i += 1;
                continue;
            }
            Class::Digit => numeric(text, i, alone).or_else(|| next_year(text, i, &out)),
            Class::Opening if may_begin(&bytes[i..]) => worded(text, i, alone),
            Class::Opening | Class::Letter => None,
        };
        if let Some((kind, length)) = found {
            out.push(Atom {
                span: Span::new(i, i + length),
                kind,
            });
            i += length;
        } else {
            i += 1;
            while let Some(c) = bytes.get(i)
                && CLASS[usize::from(*c)] != Class::Sign
            {
                i += 1;
            }
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

fn ends_token(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// Another part behind a point or stroke makes a reference of what looks like a date: "minute 16/05/16.1".
fn goes_on(left: &str) -> bool {
    left.strip_prefix(['.', '/'])
        .is_some_and(|l| l.starts_with(|c: char| c.is_ascii_digit()))
}

/// An atom that begins with a digit.
fn numeric(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
    let rest = &text[at..];
    if !may_date(rest.as_bytes()) {
        return None;
    }
    let before = &text[..at];
    let length = |left: &str| rest.len() - left.len();
    // a digit glued to letters, a currency sign or a decimal is no date
    if before.ends_with(['£', '$', '€', '.', '@', '#']) && !before.ends_with(". ") {
        return None;
    }
    if let Ok((left, (d, m, y))) = alt((day_month_year, numeric_date)).parse(rest)
        && ends_token(left)
        && !goes_on(left)
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
        if is_law(last) || last == "of" && of_an_act(before) {
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
        && (alone || leads_to_year(last_word(before)) || is_of_a_year(left))
        && !is_measured(left)
    {
        return Some((Kind::YearPair(a, b), length(left)));
    }
    None
}

/// "2014/15 at 4.3%, 15/16 at 3.3%": two short years that go on from the pair before them.
fn next_year(text: &str, at: usize, before: &[Atom]) -> Option<(Kind, usize)> {
    let last = before.last()?;
    let Kind::YearPair(_, until) = last.kind else {
        return None;
    };
    let (left, (a, b)) = short_pair(text.get(at..)?).ok()?;
    let near = at - last.span.end as usize <= 40;
    (near && a == until && ends_token(left) && !left.starts_with(['%', '-', '/', '.']))
        .then(|| (Kind::YearPair(a, b), text.len() - at - left.len()))
}

/// An atom that begins with a letter.
fn worded(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
    let rest = &text[at..];
    let length = |left: &str| rest.len() - left.len();
    let key = opening(rest.as_bytes());
    if is_weekday(key)
        && let Ok((left, day_name)) = weekday_name(rest)
    {
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
    if !is_month(key) {
        return super::relative::relative(text, at).map(|(kind, left)| (kind, length(left)));
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
        // "May '45" is as well a year of the war as one to come.
        let other_century = |y: i16| y >= 2040 && left.trim_start().starts_with(['\'', '’']);
        if let Ok((left, y)) = year
            && ends_token(left)
            && !left.starts_with(['/', '%'])
            && !other_century(y)
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
    None
}

/// Whether a word is the name of a month, or short for one.
pub(super) fn names_month(word: &str) -> bool {
    month_name(word).is_ok_and(|(rest, _)| rest.is_empty())
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
    fn hours_and_references_behind_a_day_are_no_year() {
        let open = |text: &str| match kinds(text).first() {
            Some(Kind::Date { year, .. } | Kind::Month { year, .. }) => *year,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(open("The fair is on 7 September , 10-4."), None);
        assert_eq!(open("SUNDAY 22ND SEPTEMBER 10 - 4.00pm"), None);
        assert_eq!(open("a walk on 23rd May 11-4pm"), None);
        assert_eq!(open("from 31 Mar 24 - 5 Apr 24"), Some(2024));
        assert_eq!(open("31 Mar 24 – 05/04/24"), Some(2024));
        assert_eq!(open("they came home in May '45"), None);
        assert_eq!(open("they came home in May '15"), Some(2015));
        assert_eq!(kinds("as resolved in 16/05/16.1"), []);
    }

    #[test]
    fn short_years_go_on_from_the_pair_before_them() {
        assert_eq!(
            kinds("2014/15 at 4.3%, 15/16 at 3.3%"),
            [Kind::YearPair(2014, 2015), Kind::YearPair(2015, 2016)]
        );
        assert_eq!(kinds("2014/15 at 4.3%, 17/18 at 3.3%").len(), 1);
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
