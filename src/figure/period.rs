//! When: financial years, quarters, months, instants, and periods named relative to another.
//!
//! `2024/25` is 1 April 2024 to 31 March 2025 (the financial year of UK public bodies), a lone year is the calendar
//! year. Periods written differently are equal when they cover the same days in the same shape; [`Period::same_year`]
//! is the looser question whether two speak of the same year.

mod named;
mod stretch;

use super::Span;
use super::compose::compose;
use super::dates::{self, Kind};
use jiff::civil::{Date, Weekday};
pub use named::PeriodRef;
pub use stretch::{Period, Shape};

/// A date as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFound {
    /// Where it stands, weekday included.
    pub span: Span,
    /// The weekday printed with it, and where.
    pub weekday: Option<(Weekday, Span)>,
    /// Day of the month as printed.
    pub day: i8,
    /// Month.
    pub month: i8,
    /// Year; none for "Thursday 16 October".
    pub year: Option<i16>,
}

impl DateFound {
    /// The day meant; none without a year, and for a day that does not exist (31 September).
    pub fn date(&self) -> Option<Date> {
        dates::day(self.year?, self.month, self.day)
    }
}

/// The period that a whole text names: a column header, a cell, a title's last words.
pub fn parse(text: &str) -> Option<PeriodRef> {
    let t = text.trim().trim_end_matches([':', ',', ';', '.']);
    let mut found = compose(t, &dates::atoms(t, true));
    let (span, period) = found.pop()?;
    let rest = |s: &str| s.chars().all(|c| !c.is_alphanumeric());
    (found.is_empty()
        && rest(&t[..span.start as usize])
        && t.get(span.end as usize..).is_some_and(rest))
    .then_some(period)
}

/// The periods that a text names, in order.
pub fn scan(text: &str) -> Vec<(Span, PeriodRef)> {
    compose(text, &dates::atoms(text, false))
}

/// The dates with a day in a text, in order.
pub fn scan_dates(text: &str) -> Vec<DateFound> {
    days(&dates::atoms(text, false))
}

/// The dates with a day among a text's atoms.
pub(super) fn days(atoms: &[dates::Atom]) -> Vec<DateFound> {
    atoms
        .iter()
        .filter_map(|a| match a.kind {
            Kind::Date {
                weekday,
                day,
                month,
                year,
            } => Some(DateFound {
                span: a.span,
                weekday,
                day,
                month,
                year,
            }),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(text: &str) -> Option<Period> {
        parse(text).and_then(PeriodRef::fixed)
    }

    fn year(y: i16) -> Period {
        Period::financial_year(y).expect("a year")
    }

    #[test]
    fn a_financial_year_is_one_period_however_written() {
        for text in [
            "2023/24",
            "2023-2024",
            "2023 -24",
            "2023- 2024",
            "2023 – 2024",
            "23-24",
            "FY24",
            "year to 31 March 2024",
            "year ended 31 March 2024",
            "12 months to 31 March 2024",
            "1 April 2023 to 31 March 2024",
            "1April 2023 31 March 2024",
            "April 2023 - March 2024",
            "2023 / 2024",
        ] {
            assert_eq!(p(text), Some(year(2023)), "{text}");
        }
    }

    #[test]
    fn instants_quarters_and_months_are_read() {
        let end = Some(Period::at(dates::day(2024, 3, 31).expect("a day")));
        for text in [
            "31/3/24",
            "31 March 2024",
            "as at 31 March 2024",
            "end of March 2024",
            "31st March, 2024",
        ] {
            assert_eq!(p(text), end, "{text}");
        }
        let q3 = Period::months((2023, 10), (2023, 12));
        for text in [
            "Q3 2023-24",
            "2023/24 Q3",
            "third quarter of 2023/24",
            "October to December 2023",
        ] {
            assert_eq!(p(text), q3, "{text}");
        }
        assert_eq!(p("Mar-24"), Period::month(2024, 3));
        assert_eq!(p("March 2024"), Period::month(2024, 3));
        assert_eq!(p("2024"), Period::calendar_year(2024));
        assert_eq!(
            p("November 2023 to February 2024"),
            Period::months((2023, 11), (2024, 2))
        );
    }

    #[test]
    fn relative_periods_follow_the_report() {
        let report = Some(year(2023));
        let r = |t: &str| parse(t).and_then(|p| p.resolve(report));
        assert_eq!(
            r("the previous year"),
            None,
            "a whole text is the period only"
        );
        assert_eq!(r("previous year"), Some(year(2022)));
        assert_eq!(r("last financial year"), Some(year(2022)));
        assert_eq!(r("this year"), Some(year(2023)));
        assert_eq!(r("last 2 years"), Period::months((2022, 4), (2024, 3)));
        assert_eq!(r("last six months"), Period::months((2023, 10), (2024, 3)));
        assert_eq!(
            r("previous quarter"),
            Period::months((2023, 10), (2023, 12))
        );
        assert_eq!(r("year end"), Some(Period::at(year(2023).end)));
        assert_eq!(r("Q1"), Period::months((2023, 4), (2023, 6)));
    }

    #[test]
    fn periods_in_prose_carry_their_spans() {
        let text = "It was 5 at the end of March 2023, and 7 in 2023/24 against the year before.";
        let found: Vec<&str> = scan(text).iter().map(|(s, _)| s.of(text)).collect();
        assert_eq!(found, ["end of March 2023", "2023/24", "year before"]);
    }

    #[test]
    fn two_short_years_before_a_baseline_are_a_year() {
        let found = |t: &str| scan(t).first().and_then(|p| p.1.fixed());
        assert_eq!(found("calls (23/24 baseline: 2,180)"), Some(year(2023)));
        assert_eq!(found("in all (23/24 loans)"), None);
    }

    #[test]
    fn the_year_of_an_act_is_no_period() {
        for text in [
            "the Harbours Act 1964",
            "the Harbours Act of 1964",
            "THE HARBOURS ACT OF 1964",
        ] {
            assert!(scan(text).is_empty(), "{text}");
        }
        assert_eq!(scan("the ferries of 1964").len(), 1);
    }

    #[test]
    fn same_year_is_looser_than_equality() {
        let instant = Period::at(dates::day(2024, 3, 31).expect("a day"));
        let calendar = Period::calendar_year(2023).expect("a year");
        assert!(year(2023).same_year(instant));
        assert!(year(2023).same_year(calendar));
        assert!(!year(2022).same_year(instant));
        assert!(!year(2022).same_year(calendar));
        assert_ne!(year(2023), calendar);
    }

    #[test]
    fn dates_keep_day_and_weekday_as_printed() {
        let text = "on Tuesday 31st September 2024 and 5 May 2023";
        let found = scan_dates(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].weekday.map(|w| w.1.of(text)), Some("Tuesday"));
        assert_eq!(
            (found[0].day, found[0].month, found[0].date()),
            (31, 9, None)
        );
        assert_eq!(found[1].date(), dates::day(2023, 5, 5));
    }
}
