//! Atoms that begin with a digit: dates, years, pairs of years, times of day.

use super::{Atom, Kind, ends_token};
use crate::figure::around::{
    counted_next, is_law, is_measured, is_of_a_year, last_word, leads_to_year, of_an_act,
};
use crate::figure::date_grammar::{
    clock, day_month_year, numeric_date, short_pair, year_pair, year4,
};
use crate::figure::date_look::may_date;
use nom::Parser;
use nom::branch::alt;

/// An atom that begins with a digit.
pub(super) fn numeric(text: &str, at: usize, alone: bool) -> Option<(Kind, usize)> {
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
    if let Ok((left, date)) = alt((day_month_year, numeric_date)).parse(rest)
        && ends_token(left)
        && !goes_on(left)
    {
        return Some((Kind::date(date), length(left)));
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

/// Another part behind a point or stroke makes a reference of what looks like a date: "minute 16/05/16.1".
fn goes_on(left: &str) -> bool {
    left.strip_prefix(['.', '/'])
        .is_some_and(|l| l.starts_with(|c: char| c.is_ascii_digit()))
}

/// "2014/15 at 4.3%, 15/16 at 3.3%": two short years that go on from the pair before them.
pub(super) fn next_year(text: &str, at: usize, before: &[Atom]) -> Option<(Kind, usize)> {
    let last = before.last()?;
    let Kind::YearPair(_, until) = last.kind else {
        return None;
    };
    let (left, (a, b)) = short_pair(text.get(at..)?).ok()?;
    let near = at - last.span.end as usize <= 40;
    (near && a == until && ends_token(left) && !left.starts_with(['%', '-', '/', '.']))
        .then(|| (Kind::YearPair(a, b), text.len() - at - left.len()))
}
