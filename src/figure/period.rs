//! When: financial years, quarters, months, instants, and periods named relative to another.
//!
//! `2024/25` is 1 April 2024 to 31 March 2025 (the financial year of UK public bodies), a lone year is the calendar
//! year. Periods written differently are equal when they cover the same days in the same shape; [`Period::same_year`]
//! is the looser question whether two speak of the same year.

use super::Span;
use super::dates::{self, Atom, Kind};
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
    dates::atoms(text, false)
        .into_iter()
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

/// One end of a stretch, as an atom gives it.
#[derive(Clone, Copy)]
enum End {
    Day(i8, i8, Option<i16>),
    Month(i8, Option<i16>),
}

impl End {
    fn of(atom: &Atom) -> Option<End> {
        match atom.kind {
            Kind::Date {
                day, month, year, ..
            } => Some(End::Day(day, month, year)),
            Kind::Month { month, year } => Some(End::Month(month, year)),
            _ => None,
        }
    }
    fn year(self) -> Option<i16> {
        match self {
            End::Day(_, _, y) | End::Month(_, y) => y,
        }
    }
    fn month(self) -> i8 {
        match self {
            End::Day(_, m, _) | End::Month(m, _) => m,
        }
    }
    fn first(self, year: i16) -> Option<Date> {
        match self {
            End::Day(d, m, _) => dates::day(year, m, d),
            End::Month(m, _) => dates::day(year, m, 1),
        }
    }
    fn last(self, year: i16) -> Option<Date> {
        match self {
            End::Day(d, m, _) => dates::day(year, m, d),
            End::Month(m, _) => Some(dates::day(year, m, 1)?.last_of_month()),
        }
    }
}

/// Puts dates, months, years and quarters that stand together into periods.
pub(super) fn compose(text: &str, atoms: &[Atom]) -> Vec<(Span, PeriodRef)> {
    let mut out = Vec::with_capacity(atoms.len());
    let mut i = 0;
    while let Some(a) = atoms.get(i) {
        let (used, end, period) = one(text, a, &atoms[i + 1..]);
        if let Some(p) = period {
            let floor = i.checked_sub(1).map_or(0, |k| atoms[k].span.end as usize);
            let before = text.get(floor..a.span.start as usize).unwrap_or("");
            let (lead, p) = led_by(before, p);
            out.push((
                Span {
                    start: a.span.start - lead as u32,
                    end,
                },
                p,
            ));
        }
        i += 1 + used;
    }
    out
}

/// The period that begins with atom `a`: atoms used after it, where it ends, and what it is.
fn one(text: &str, a: &Atom, after: &[Atom]) -> (usize, u32, Option<PeriodRef>) {
    let gap = |b: &Atom| {
        text.get(a.span.end as usize..b.span.start as usize)
            .unwrap_or("?")
            .trim()
    };
    let next = after.first();
    if let (Some(from), Some(b)) = (End::of(a), next)
        && let Some(to) = End::of(b)
        && joins(gap(b), from, to)
        && let Some(p) = stretch(from, to)
    {
        return (1, b.span.end, Some(PeriodRef::Fixed(p)));
    }
    if let (Some(q), Some(b)) = (quarter(a), next)
        && let Some(year) = year_of(b)
        && matches!(gap(b), "" | "of" | "," | "-" | "/" | "–" | "(" | "in")
    {
        return (1, b.span.end, part(year, q).map(PeriodRef::Fixed));
    }
    if let (Some(year), Some(b)) = (year_of(a), next)
        && let Some(q) = quarter(b)
        && matches!(gap(b), "" | "," | "-" | "–")
    {
        return (1, b.span.end, part(year, q).map(PeriodRef::Fixed));
    }
    let period = match a.kind {
        Kind::Date {
            day,
            month,
            year: Some(y),
            ..
        } => dates::day(y, month, day).map(|d| PeriodRef::Fixed(Period::at(d))),
        Kind::Month {
            month,
            year: Some(y),
        } => Period::month(y, month).map(PeriodRef::Fixed),
        Kind::Month { month, year: None } => Some(PeriodRef::Month(month)),
        Kind::Year(_) | Kind::YearPair(..) => year_of(a).map(PeriodRef::Fixed),
        Kind::Quarter(q) if q <= 4 => Some(PeriodRef::Quarter(q)),
        Kind::Relative(r) => Some(r),
        Kind::Date { year: None, .. } | Kind::Quarter(_) | Kind::Reference => None,
    };
    (0, a.span.end, period)
}

fn quarter(a: &Atom) -> Option<u8> {
    match a.kind {
        Kind::Quarter(q) => Some(q),
        _ => None,
    }
}

fn year_of(a: &Atom) -> Option<Period> {
    match a.kind {
        Kind::Year(y) => Period::calendar_year(y),
        Kind::YearPair(a, b) if a.checked_add(1) == Some(b) => Period::financial_year(a),
        Kind::YearPair(a, b) => Some(Period::between(
            dates::day(a, 1, 1)?,
            dates::day(b, 12, 31)?,
        )),
        _ => None,
    }
}

/// Quarter 1 to 4 of a year; 5 and 6 are its halves.
fn part(year: Period, q: u8) -> Option<Period> {
    match q {
        5 => Some(Period::between(
            Period::quarter_of(year, 1)?.start,
            Period::quarter_of(year, 2)?.end,
        )),
        6 => Some(Period::between(
            Period::quarter_of(year, 3)?.start,
            Period::quarter_of(year, 4)?.end,
        )),
        q => Period::quarter_of(year, q),
    }
}

/// Whether the words between two dates make them the ends of a stretch. With the dash lost in extraction only a first
/// day of a month followed by a last day is one.
fn joins(gap: &str, from: End, to: End) -> bool {
    match gap {
        "to" | "-" | "–" | "—" | "until" | "till" | "up to" | "through" | "through to"
        | "to the" => true,
        "" => {
            matches!((from, to), (End::Day(1, _, Some(_)), End::Day(d, _, Some(_))) if d >= 28)
        }
        _ => false,
    }
}

fn stretch(from: End, to: End) -> Option<Period> {
    let last = to.year().or(from.year())?;
    let first = from.year().unwrap_or(if from.month() <= to.month() {
        last
    } else {
        last.checked_sub(1)?
    });
    let (a, b) = (from.first(first)?, to.last(last)?);
    (a < b).then(|| Period::between(a, b))
}

/// What the words before a date make of it: "year to 31 March 2025" is a year, "end of March 2025" a day. Returns the
/// bytes of the lead-in.
fn led_by(before: &str, p: PeriodRef) -> (usize, PeriodRef) {
    let Some(fixed) = p.fixed() else {
        return (0, p);
    };
    let tail = dates::tail(before, 48).to_ascii_lowercase();
    let words: Vec<&str> = tail.split_whitespace().rev().take(6).collect();
    let start_of = |n: usize| {
        let word = words.get(n - 1).copied().unwrap_or("");
        // the n-th word from the end, found as a slice of `tail`
        let at = word.as_ptr() as usize - tail.as_ptr() as usize;
        tail.len() - at
    };
    let w = |n: usize| {
        words
            .get(n)
            .copied()
            .unwrap_or("")
            .trim_matches(['(', ',', '"'])
    };
    let end_of = matches!(fixed.shape, Shape::Instant) || is_month(fixed);
    if end_of && w(0) == "of" && matches!(w(1), "end" | "close") {
        return (start_of(2), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if end_of && w(0) == "end" {
        return (start_of(1), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if w(0) == "at" && w(1) == "as" {
        return (start_of(2), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if matches!(w(0), "to" | "ended" | "ending" | "to:" | "ended:")
        || (w(0) == "the" && w(1) == "to")
    {
        let skip = if w(0) == "the" { 2 } else { 1 };
        let (unit, count) = (w(skip), w(skip + 1));
        if end_of && matches!(unit, "year" | "years") {
            return (
                start_of(skip + 1),
                Period::months_to(fixed.end, 12).map_or(p, PeriodRef::Fixed),
            );
        }
        if end_of && unit == "quarter" {
            return (
                start_of(skip + 1),
                Period::months_to(fixed.end, 3).map_or(p, PeriodRef::Fixed),
            );
        }
        if end_of
            && unit == "months"
            && let Some(n) = dates::small_number(count)
            && (1..=60).contains(&n)
        {
            return (
                start_of(skip + 2),
                Period::months_to(fixed.end, n).map_or(p, PeriodRef::Fixed),
            );
        }
    }
    (0, p)
}

fn is_month(p: Period) -> bool {
    p.shape == Shape::Duration && p.start.day() == 1 && p.end == p.start.last_of_month()
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
