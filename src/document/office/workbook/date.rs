//! Days counted since 1900 or 1904 to dates.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A part of a date's format.
pub(super) enum Part<'a> {
    /// "yyyy", "mmm", "d", "h", "am/pm", as written in lower case.
    Date(&'a str),
    /// Printed as it is.
    Literal(&'a str),
}

/// The date that a number of days stands for. Day 60 of 1900 did not exist but is counted, so that the count begins a
/// day earlier for all dates after it.
fn day(days: i64, from_1904: bool) -> Option<Date> {
    let first = if from_1904 {
        date(1904, 1, 1)
    } else if days < 60 {
        date(1899, 12, 31)
    } else {
        date(1899, 12, 30)
    };
    first
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// Shows a count of days and parts of a day; nothing where it is no date.
pub(super) fn show(value: Decimal, parts: &[Part<'_>], from_1904: bool) -> Option<String> {
    if value.is_sign_negative() {
        return None;
    }
    let seconds = (value.fract() * Decimal::from(86_400)).round().to_i64()?;
    let days = value.trunc().to_i64()? + seconds / 86_400;
    let seconds = seconds % 86_400;
    let day = day(days, from_1904)?;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let noon = parts.iter().any(|p| matches!(p, Part::Date("am/pm")));
    let mut out = String::new();
    let mut after_hours = false;
    for (i, part) in parts.iter().enumerate() {
        let part = match part {
            Part::Literal(l) => {
                out.push_str(l);
                continue;
            }
            Part::Date(d) => *d,
        };
        // "m" is minutes behind hours and before seconds.
        let before_seconds = parts[i + 1..]
            .iter()
            .find_map(|p| match p {
                Part::Date(d) => Some(d.starts_with('s')),
                Part::Literal(_) => None,
            })
            .unwrap_or(false);
        let named = |code: &str| day.strftime(code).to_string();
        let text = match part {
            "m" if after_hours || before_seconds => minute.to_string(),
            "mm" if after_hours || before_seconds => format!("{minute:02}"),
            "m" => day.month().to_string(),
            "mm" => format!("{:02}", day.month()),
            "mmm" => named("%b"),
            "mmmmm" => named("%b").chars().take(1).collect(),
            m if m.starts_with('m') => named("%B"),
            "d" => day.day().to_string(),
            "dd" => format!("{:02}", day.day()),
            "ddd" => named("%a"),
            d if d.starts_with('d') => named("%A"),
            "y" | "yy" => format!("{:02}", day.year().rem_euclid(100)),
            y if y.starts_with('y') => day.year().to_string(),
            "h" if noon => (((hour + 11) % 12) + 1).to_string(),
            "hh" if noon => format!("{:02}", ((hour + 11) % 12) + 1),
            "h" => hour.to_string(),
            h if h.starts_with('h') => format!("{hour:02}"),
            "s" => second.to_string(),
            s if s.starts_with('s') => format!("{second:02}"),
            "am/pm" => if hour < 12 { "AM" } else { "PM" }.to_string(),
            _ => String::new(),
        };
        after_hours = part.starts_with('h');
        out.push_str(&text);
    }
    Some(out)
}
