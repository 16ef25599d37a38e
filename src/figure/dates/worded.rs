//! Atoms that begin with a letter: weekdays, months, and times named relative to another.

use super::{Kind, ends_token};
use crate::figure::Span;
use crate::figure::around::last_word;
use crate::figure::date_grammar::{
    comma_space, day_month_year, month_day_year, month_name, numeric_date, terminated_short,
    weekday_name, year_pair, year4,
};
use crate::figure::date_look::{is_month, is_weekday, opening};
use crate::figure::relative::relative;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{one_of, space0, space1};
use nom::combinator::{opt, recognize};
use nom::sequence::preceded;

/// An atom that begins with a letter.
pub(super) fn worded(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
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
        return relative(text, at).map(|(kind, left)| (kind, length(left)));
    }
    if rest.starts_with(|c: char| c.is_uppercase())
        && let Ok((left, date)) = month_day_year(rest)
        && ends_token(left)
    {
        return Some((Kind::date(date), length(left)));
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
