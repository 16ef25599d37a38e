//! A stretch or point of time, and what can be told from its days alone.

use crate::figure::dates;
use jiff::civil::Date;

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
pub(super) fn shift(day: Date, months: i32) -> Option<Date> {
    let index = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let month = i8::try_from(index.rem_euclid(12) + 1).ok()?;
    let first = dates::day(year, month, 1)?;
    Some(dates::day(year, month, day.day()).unwrap_or_else(|| first.last_of_month()))
}
