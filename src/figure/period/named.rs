//! A period as a text names it: in full, or by its distance from the report's own.

use super::Period;
use super::stretch::shift;

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
