//! Dates, years, quarters and relative times in a text: the atoms that `compose` puts together.

mod numeric;
mod worded;

use super::Span;
pub(super) use super::around::{last_word, tail};
use super::date_grammar::month_name;
pub(super) use super::date_look::day;
pub(crate) use super::date_look::small_number;
use super::date_look::{CLASS, Class, may_begin};
use super::period::PeriodRef;
use jiff::civil::Weekday;
use numeric::{next_year, numeric};
use worded::worded;

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

impl Kind {
    /// A date whose weekday is not told.
    fn date((day, month, year): (i8, i8, Option<i16>)) -> Kind {
        Kind::Date {
            weekday: None,
            day,
            month,
            year,
        }
    }
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
        Kind::date((day, month, Some(year)))
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
