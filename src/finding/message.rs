//! Words messages: the only place that spells numbers and causes for readers.

use crate::figure::period::Shape;
use crate::figure::{Period, Unit};
use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

/// A number with thousands separators, trailing zeros of the computation dropped: `1,412`, `-0.35`.
pub fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |d| ("-", d));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(f) = fraction {
        out.push('.');
        out.push_str(f);
    }
    out
}

/// A number with its unit: `43%`, `-£1,412`, `28 days`.
pub fn quantity(value: Decimal, unit: Unit) -> String {
    with_unit(number(value), unit)
}

/// A number that is in words already, with its unit.
pub fn with_unit(number: String, unit: Unit) -> String {
    // The sign stands before the currency.
    let money = |symbol: char| match number.strip_prefix('-') {
        Some(digits) => format!("-{symbol}{digits}"),
        None => format!("{symbol}{number}"),
    };
    match unit {
        Unit::Percent | Unit::Points => format!("{number}%"),
        Unit::Pounds => money('£'),
        Unit::Dollars => money('$'),
        Unit::Euros => money('€'),
        Unit::Number | Unit::Times => number,
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => {
            format!("{number} {}", unit.code())
        }
    }
}

/// A day: `31 March 2025`.
pub fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// The name of a month, 1 to 12.
pub fn month(month: i8) -> &'static str {
    crate::figure::dates::MONTHS
        .get(usize::from(month.unsigned_abs()).saturating_sub(1))
        .unwrap_or(&"")
}

/// The name of a weekday.
pub fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A period as reports print it: `2024/25` for a financial year, `2024` for a calendar year, days otherwise.
pub fn period(period: Period) -> String {
    let (start, end) = (period.start, period.end);
    let month_day = |d: Date| (d.month(), d.day());
    match period.shape {
        Shape::Instant => date(end),
        Shape::YearToDate => format!("year to date, {}", date(end)),
        Shape::Duration
            if start.year() == end.year()
                && month_day(start) == (1, 1)
                && month_day(end) == (12, 31) =>
        {
            start.year().to_string()
        }
        Shape::Duration
            if start.year() + 1 == end.year()
                && month_day(start) == (4, 1)
                && month_day(end) == (3, 31) =>
        {
            format!("{}/{:02}", start.year(), end.year() % 100)
        }
        Shape::Duration => format!("{} to {}", date(start), date(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_named_as_reports_print_them() {
        let p = |start: [i16; 3], end: [i16; 3], shape| {
            let day = |[y, m, d]: [i16; 3]| jiff::civil::date(y, m as i8, d as i8);
            period(Period {
                start: day(start),
                end: day(end),
                shape,
            })
        };
        assert_eq!(p([2024, 4, 1], [2025, 3, 31], Shape::Duration), "2024/25");
        assert_eq!(p([1999, 4, 1], [2000, 3, 31], Shape::Duration), "1999/00");
        assert_eq!(p([2024, 1, 1], [2024, 12, 31], Shape::Duration), "2024");
        assert_eq!(
            p([2024, 4, 1], [2024, 9, 30], Shape::Duration),
            "1 April 2024 to 30 September 2024"
        );
        assert_eq!(
            p([2025, 3, 31], [2025, 3, 31], Shape::Instant),
            "31 March 2025"
        );
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(number(Decimal::new(-1234567890, 2)), "-12,345,678.9");
        assert_eq!(number(Decimal::new(412, 0)), "412");
    }

    #[test]
    fn the_sign_stands_before_the_currency() {
        assert_eq!(quantity(Decimal::new(-1412, 0), Unit::Pounds), "-£1,412");
        assert_eq!(with_unit("-20.9m".to_string(), Unit::Dollars), "-$20.9m");
        assert_eq!(quantity(Decimal::new(-5, 0), Unit::Percent), "-5%");
    }
}
