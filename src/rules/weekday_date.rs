//! The name of a weekday against its date.

use super::housekeeping::days::Day;
use super::housekeeping::{agrees, differs, not_tested};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::period::DateFound;
use crate::finding::{Level, Role, Test, message};
use jiff::civil::{Date, Weekday};

pub(super) struct WeekdayDate;
pub(super) static RULE: WeekdayDate = WeekdayDate;
const NAME: &str = "weekday-date";

impl Rule for WeekdayDate {
    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let days = context.days(reading);
        let mut tests = Vec::new();
        for (i, day) in days.iter().enumerate() {
            if let Some((weekday, _)) = day.found.weekday {
                tests.push(judge(reading, &days, i, weekday));
            }
        }
        tests
    }
}

fn judge(reading: &Reading, days: &[Day], i: usize, weekday: Weekday) -> Test {
    let day = &days[i];
    let place = vec![day.location(reading, Role::Primary)];
    let found = day.found;
    let year = found.year.or_else(|| year_beside(days, i));
    if let Some(year) = year {
        let Ok(date) = Date::new(year, found.month, found.day) else {
            let text = format!(
                "there is no {} {} {year}",
                found.day,
                message::month(found.month)
            );
            return differs(NAME, Level::Error, text, place);
        };
        if date.weekday() != weekday && month_first(reading, day, year) == Some(weekday) {
            let reason = format!(
                "with the month first it is a {}: the order of day and month is not sure",
                message::weekday(weekday)
            );
            return not_tested(NAME, reason, place);
        }
        return compare(date, weekday, Level::Error, place);
    }
    let section = reading.section_of(day.block as u32) as usize;
    let own = reading.sections.get(section).and_then(|s| s.date);
    let Some((near, others)) = own.and_then(|own| nearest(own, &found)) else {
        let reason = format!(
            "no year is printed with {} {}",
            found.day,
            message::month(found.month)
        );
        return not_tested(NAME, reason, place);
    };
    if near.weekday() == weekday {
        return compare(near, weekday, Level::Error, place);
    }
    if others.iter().any(|d| d.weekday() == weekday) {
        let reason = format!(
            "no year is printed; the {} {} of another year is a {}",
            found.day,
            message::month(found.month),
            message::weekday(weekday)
        );
        return not_tested(NAME, reason, place);
    }
    compare(near, weekday, Level::Warning, place)
}

fn compare(
    date: Date,
    weekday: Weekday,
    level: Level,
    place: Vec<crate::finding::Location>,
) -> Test {
    let printed = message::date(date);
    if date.weekday() == weekday {
        return agrees(
            NAME,
            format!("{printed} is a {}", message::weekday(weekday)),
            place,
        );
    }
    let text = format!(
        "{printed} is a {}, not a {}",
        message::weekday(date.weekday()),
        message::weekday(weekday)
    );
    differs(NAME, level, text, place)
}

/// The weekday of a date of numbers alone when its first number is the month: "Tuesday 10/11/2011" is one in October.
fn month_first(reading: &Reading, day: &Day, year: i16) -> Option<Weekday> {
    let text = day.found.span.of(day.text(reading)?);
    let (_, name) = day.found.weekday?;
    let numbers = text.get((name.end - name.start) as usize..)?;
    let plain = !numbers.contains(|c: char| c.is_alphabetic());
    let date = Date::new(year, day.found.day, day.found.month).ok()?;
    (plain && day.found.day != day.found.month).then(|| date.weekday())
}

/// The year of the next date of the same line: "Thursday 16 and Friday 17 October 2025".
fn year_beside(days: &[Day], i: usize) -> Option<i16> {
    let own = &days[i];
    let next = days.get(i + 1)?;
    let near = next.block == own.block
        && next.cell == own.cell
        && next.found.span.start.saturating_sub(own.found.span.end) <= 12;
    let later = (next.found.month, next.found.day) > (own.found.month, own.found.day);
    next.found.year.filter(|_| near && later)
}

/// The date of a day without a year that is within two months of the section's own, and those of the two years beside it.
fn nearest(own: Date, found: &DateFound) -> Option<(Date, Vec<Date>)> {
    let mut all: Vec<Date> = (own.year() - 1..=own.year() + 1)
        .filter_map(|y| Date::new(y, found.month, found.day).ok())
        .collect();
    let distance = |d: &Date| (*d - own).get_days().abs();
    all.sort_by_key(distance);
    let near = *all.first().filter(|d| distance(d) <= 60)?;
    Some((near, all.split_off(1)))
}
