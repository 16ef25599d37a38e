//! When: financial years, quarters, months, instants, and periods named relative to another.
//!
//! `2024/25` is 1 April 2024 to 31 March 2025 (the financial year of UK public bodies), a lone year is the calendar
//! year. Periods written differently are equal when they cover the same days in the same shape; [`Period::same_year`]
//! is the looser question whether two speak of the same year.

use super::Span;
use super::compose::compose;
use super::dates::{self, Kind};
use jiff::civil::{Date, Weekday};

/// What sort of time a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// From `start` to `end`: a flow was counted over it.
    Duration,
    /// At `end` (`start` is the same day): a stock was counted then.
    Instant,
    /// From the year's start up to `end`.
    YearToDate,
}

/// A stretch or point of time. `2024/25` is 1 April 2024 to 31 March 2025 unless the report says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Duration, instant or year to date.
    pub shape: Shape,
}

impl Period {
    /// From one day to another, in either order, both included.
    pub fn between(a: Date, b: Date) -> Self {
        Period {
            start: a.min(b),
            end: a.max(b),
            shape: Shape::Duration,
        }
    }

    /// At one day.
    pub fn at(day: Date) -> Self {
        Period {
            start: day,
            end: day,
            shape: Shape::Instant,
        }
    }

    /// The financial year that begins on 1 April of `year`. Years outside 1 to 9998 give none, here and below.
    pub fn financial_year(year: i16) -> Option<Self> {
        Some(Period::between(
            dates::day(year, 4, 1)?,
            dates::day(year.checked_add(1)?, 3, 31)?,
        ))
    }

    /// 1 January to 31 December of `year`.
    pub fn calendar_year(year: i16) -> Option<Self> {
        Some(Period::between(
            dates::day(year, 1, 1)?,
            dates::day(year, 12, 31)?,
        ))
    }

    /// One month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = dates::day(year, month, 1)?;
        Some(Period::between(first, first.last_of_month()))
    }

    /// The first day of one month to the last of another.
    pub fn months(from: (i16, i8), to: (i16, i8)) -> Option<Self> {
        Some(Period::between(
            dates::day(from.0, from.1, 1)?,
            dates::day(to.0, to.1, 1)?.last_of_month(),
        ))
    }

    /// Quarter 1 to 4 of the year that begins with `start`.
    pub fn quarter_of(year: Period, quarter: u8) -> Option<Self> {
        if !(1..=4).contains(&quarter) || !year.is_year() {
            return None;
        }
        let first = shift(year.start, i32::from(quarter - 1) * 3)?;
        Some(Period::between(first, shift(first, 2)?.last_of_month()))
    }

    /// The `months` months that end on `end`.
    pub fn months_to(end: Date, months: u8) -> Option<Self> {
        let start = if end == end.last_of_month() {
            shift(end.first_of_month(), 1 - i32::from(months))?
        } else {
            shift(end, -i32::from(months))?.tomorrow().ok()?
        };
        Some(Period::between(start, end))
    }

    /// Days covered, both ends included.
    pub fn days(self) -> i64 {
        days_between(self.start, self.end) + 1
    }

    /// Whether it lasts a year (360 to 371 days: 52 and 53 weeks count).
    pub fn is_year(self) -> bool {
        self.shape == Shape::Duration && (360..=371).contains(&self.days())
    }

    /// The same stretch `years` years earlier; later for a negative number.
    pub fn years_back(self, years: i16) -> Option<Self> {
        let back = |d: Date| {
            let year = d.year().checked_sub(years)?;
            let first = dates::day(year, d.month(), 1)?;
            if d == d.last_of_month() {
                Some(first.last_of_month())
            } else {
                dates::day(year, d.month(), d.day())
            }
        };
        Some(Period {
            start: back(self.start)?,
            end: back(self.end)?,
            shape: self.shape,
        })
    }

    /// Whether two periods speak of the same year, however loosely written: the shorter one lies mostly in the other.
    /// An instant belongs to the year that holds it.
    pub fn same_year(self, other: Period) -> bool {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        let shared = days_between(start, end) + 1;
        shared > 0 && shared * 2 > self.days().min(other.days())
    }

    /// How a reader would write it: `2024/25`, `2024`, `March 2025`, `31 March 2025`.
    pub fn label(self) -> String {
        let (s, e) = (self.start, self.end);
        let whole_months = s.day() == 1 && e == e.last_of_month();
        let name = |m: i8| dates::MONTHS[(m as usize).saturating_sub(1).min(11)];
        if self.shape == Shape::Instant {
            format!("{} {} {}", e.day(), name(e.month()), e.year())
        } else if self.is_year() && s.month() == 4 && s.day() == 1 {
            format!("{}/{:02}", s.year(), e.year().rem_euclid(100))
        } else if self.is_year() && s.month() == 1 && s.day() == 1 {
            format!("{}", s.year())
        } else if whole_months && s.year() == e.year() && s.month() == e.month() {
            format!("{} {}", name(s.month()), s.year())
        } else if whole_months && s.year() == e.year() {
            format!("{} to {} {}", name(s.month()), name(e.month()), e.year())
        } else {
            format!(
                "{} {} {} to {} {} {}",
                s.day(),
                name(s.month()),
                s.year(),
                e.day(),
                name(e.month()),
                e.year()
            )
        }
    }
}

fn days_between(a: Date, b: Date) -> i64 {
    i64::from((b - a).get_days())
}

/// The first of the month, or the same day where the month has it, some months later.
fn shift(day: Date, months: i32) -> Option<Date> {
    let index = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let month = i8::try_from(index.rem_euclid(12) + 1).ok()?;
    let first = dates::day(year, month, 1)?;
    Some(dates::day(year, month, day.day()).unwrap_or_else(|| first.last_of_month()))
}

/// A period as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodRef {
    /// Named in full: "2024/25", "as at 31 March 2025".
    Fixed(Period),
    /// Whole years before the report's own: 0 for "this year", 1 for "the previous year".
    YearsBack(u8),
    /// The last so many months up to the report's end: 12 for "the last 12 months", 24 for "the last two years".
    LastMonths(u8),
    /// Whole quarters before the report's own: 1 for "the previous quarter".
    QuartersBack(u8),
    /// Whole months before the report's own: 1 for "last month".
    MonthsBack(u8),
    /// A quarter of the report's year: "Q3".
    Quarter(u8),
    /// A month without a year: "in March".
    Month(i8),
    /// The report's last day: "at year end".
    YearEnd,
}

impl PeriodRef {
    /// The period meant, seen from the period that the report (or the sentence) speaks of.
    pub fn resolve(self, report: Option<Period>) -> Option<Period> {
        if let PeriodRef::Fixed(p) = self {
            return Some(p);
        }
        let report = report?;
        match self {
            PeriodRef::Fixed(p) => Some(p),
            PeriodRef::YearsBack(n) => report.years_back(i16::from(n)),
            PeriodRef::LastMonths(n) => Period::months_to(report.end, n),
            PeriodRef::QuartersBack(n) => {
                let first = shift(report.end.first_of_month(), -2 - 3 * i32::from(n))?;
                Some(Period::between(first, shift(first, 2)?.last_of_month()))
            }
            PeriodRef::MonthsBack(n) => {
                let first = shift(report.end.first_of_month(), -i32::from(n))?;
                Some(Period::between(first, first.last_of_month()))
            }
            PeriodRef::Quarter(q) => Period::quarter_of(report, q),
            PeriodRef::Month(m) => {
                // the month of that name inside the report's period
                let inside = |year| {
                    Period::month(year, m)
                        .filter(|p| report.start <= p.start && p.end <= report.end)
                };
                inside(report.start.year()).or_else(|| inside(report.end.year()))
            }
            PeriodRef::YearEnd => Some(Period::at(report.end)),
        }
    }

    /// The period, where it is named in full.
    pub fn fixed(self) -> Option<Period> {
        match self {
            PeriodRef::Fixed(p) => Some(p),
            _ => None,
        }
    }

    /// Whether it names an earlier period only by its distance: "the previous year", "last quarter".
    pub fn is_previous(self) -> bool {
        matches!(
            self,
            PeriodRef::YearsBack(1..) | PeriodRef::QuartersBack(1..) | PeriodRef::MonthsBack(1..)
        )
    }
}

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
