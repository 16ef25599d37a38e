//! The day a report bears, and the meetings that agendas and minutes name.

use super::days::{Day, numbers};
use super::{agrees, clock, differs, not_tested};
use crate::fact::Reading;
use crate::figure::{pattern, tail};
use crate::finding::{Level, Role as Part, Test, message};
use crate::layout::Role;
use jiff::civil::Date;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A day that stands alone on its line.
pub(in crate::rules) fn stands_alone(reading: &Reading, day: &Day) -> bool {
    let text = reading.blocks[day.block].text.trim();
    let length = (day.found.span.end - day.found.span.start) as usize;
    let dated = || {
        let lead = text.as_bytes().first_chunk::<4>();
        lead.is_some_and(|l| l.eq_ignore_ascii_case(b"date"))
    };
    day.cell.is_none() && (text.len() <= length + 2 || text.len() <= length + 8 && dated())
}

/// The day a report bears: alone on one of its last lines, without text behind it, or on one of its first.
pub(in crate::rules) fn signature(
    reading: &Reading,
    days: &[Day],
    blocks: Range<usize>,
) -> Option<(Day, Date)> {
    let alone = || days.iter().filter(|d| stands_alone(reading, d));
    let under = alone().next_back().filter(|last| {
        let behind = reading
            .blocks
            .get(last.block + 1..blocks.end)
            .unwrap_or(&[]);
        let text = behind
            .iter()
            .any(|b| b.text.len() > 120 || b.role == Role::Table);
        !text && behind.iter().filter(|b| b.role != Role::Furniture).count() <= 3
    });
    let over = || {
        let dated = |d: &&Day| {
            let text = &reading.blocks[d.block].text;
            let before = text.get(..d.found.span.start as usize).unwrap_or("");
            // "31 December 2023" over a statement is what it is drawn up for, not when it was written.
            let balance = d
                .found
                .date()
                .is_some_and(|d| d.tomorrow().is_ok_and(|t| t.day() == 1) && d.month() % 3 == 0);
            stands_alone(reading, d) && !balance
                || d.cell.is_none() && before.trim_end().ends_with("Date:")
        };
        let mut head = days
            .iter()
            .filter(dated)
            .filter(|d| d.block < blocks.start + 14);
        let first = head.next()?;
        head.next().is_none().then_some(first)
    };
    let day = under.or_else(over)?;
    Some((*day, day.found.date()?))
}

/// What leads to the day of an earlier meeting, in the last bytes before the day.
const NEAR: usize = 200;
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bminutes\b.*\b(?:meetings?|committee|board|cabinet|council)\b.*\bon\s+(?:the\s+)?(?:[a-z]+day,?\s+)?(?:the\s+)?$",
    )
});
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:agreed|approved|signed|confirmed|agree|approve|confirm|sign|receive)\b")
});

/// Whether a stretch of blocks is the record of a meeting: it says when the meeting closed, or is headed as minutes and
/// tells who was there.
pub(in crate::rules) fn is_minutes(reading: &Reading, blocks: Range<usize>) -> bool {
    let of = |blocks: Range<usize>| reading.blocks.get(blocks).unwrap_or(&[]);
    let head = of(blocks.start..(blocks.start + 14).min(blocks.end));
    let opens = |names: &[&str], within: usize| {
        head.iter().any(|b| {
            let mut words = crate::fact::measure::words(&b.text).take(within);
            words.any(|w| names.iter().any(|n| w.eq_ignore_ascii_case(n)))
        })
    };
    opens(&["minutes"], 5) && opens(&["present", "attendance", "attendees", "attending"], 2)
        || of(blocks).iter().any(|b| clock::close(&b.text).is_some())
}

/// Earlier minutes were made before this meeting, and its notice was given before it. Minutes that give no hour bear the
/// day on a line of its own.
pub(in crate::rules) fn order(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    of_minutes: Option<(Day, Date)>,
    tests: &mut Vec<Test>,
) {
    let timed = of_pack(reading, days).and_then(|d| Some((*d, d.found.date()?)));
    let Some((meeting, held)) = timed.or(of_minutes) else {
        return;
    };
    for day in days
        .iter()
        .filter(|d| d.block > meeting.block && d.cell.is_none())
    {
        let (Some(date), text) = (day.found.date(), &reading.blocks[day.block].text) else {
            continue;
        };
        let places = || {
            vec![
                day.location(reading, Part::Primary),
                meeting.location(reading, Part::Evidence),
            ]
        };
        let before = text.get(..day.found.span.start as usize).unwrap_or("");
        let printed = (message::date(date), message::date(held));
        if HELD.is_match(text) && EARLIER.is_match(tail(before, NEAR)) {
            tests.push(if date < held {
                agrees(
                    rule,
                    format!(
                        "the meeting of {} was before that of {}",
                        printed.0, printed.1
                    ),
                    places(),
                )
            } else {
                let message = format!(
                    "minutes of a meeting on {} before the meeting on {}",
                    printed.0, printed.1
                );
                differs(rule, Level::Error, message, places())
            });
        } else if stands_alone(reading, day) && day.found.weekday.is_some() {
            tests.push(if date <= held {
                agrees(
                    rule,
                    format!("notice of {} was given on {}", printed.1, printed.0),
                    places(),
                )
            } else {
                let message = format!(
                    "the notice is dated {}, after the meeting on {}",
                    printed.0, printed.1
                );
                differs(rule, Level::Warning, message, places())
            });
        }
    }
}

/// The meeting that a pack or a part of it is for: the first day that stands with a time of opening.
pub(in crate::rules) fn of_pack<'a>(reading: &Reading, days: &'a [Day]) -> Option<&'a Day> {
    days.iter()
        .find(|d| d.cell.is_none() && clock::start(&reading.blocks[d.block].text).is_some())
}

/// Days that stand alone below one another, on lines of a section or in a column of a table, rise.
pub(in crate::rules) fn schedule(rule: &'static str, reading: &Reading, days: &[Day]) -> Vec<Test> {
    let alone = |d: &&Day| {
        let length = (d.found.span.end - d.found.span.start) as usize;
        let text = match d.cell {
            None => reading.blocks[d.block].text.as_str(),
            Some((t, r, c)) => {
                let table = reading.tables.get(t as usize);
                table
                    .and_then(|t| t.cell(r as usize, c as usize))
                    .map_or("", |c| c.text.as_str())
            }
        };
        text.trim().len() == length && d.found.date().is_some()
    };
    let mut columns: BTreeMap<Option<(u32, u32)>, Vec<&Day>> = BTreeMap::new();
    for day in days.iter().filter(alone) {
        columns
            .entry(day.cell.map(|(t, _, c)| (t, c)))
            .or_default()
            .push(day);
    }
    columns
        .values()
        .filter_map(|c| rises(rule, reading, c))
        .collect()
}

fn rises(rule: &'static str, reading: &Reading, days: &[&Day]) -> Option<Test> {
    let dates: Vec<Date> = days.iter().filter_map(|d| d.found.date()).collect();
    let falls: Vec<usize> = (1..dates.len())
        .filter(|i| dates[*i] < dates[*i - 1])
        .collect();
    let place = |i: usize, part| days[i].location(reading, part);
    // Days that come again and again tell of the rows beside them, in whose order they need not be.
    let distinct = dates.iter().collect::<BTreeSet<_>>().len();
    if distinct * 3 < dates.len() * 2 && !falls.is_empty() {
        return None;
    }
    match falls[..] {
        [] if dates.len() >= 4 => {
            let mut places = vec![place(0, Part::Primary)];
            places.extend((1..dates.len()).map(|i| place(i, Part::Evidence)));
            Some(agrees(
                rule,
                format!("{} days follow one another", dates.len()),
                places,
            ))
        }
        // One day out of place in a list long enough to be one in order.
        [k] if dates.len() >= 7 => {
            let without = k + 1 >= dates.len() || dates[k - 1] <= dates[k + 1];
            let without_before = k < 2 || dates[k - 2] <= dates[k];
            let (odd, other) = if without_before && !(without && k + 1 < dates.len()) {
                (k - 1, k)
            } else {
                (k, k - 1)
            };
            if !(without || without_before) {
                return None;
            }
            if let Some(shown) = month_first(reading, days[k]) {
                let reason = format!(
                    "{shown} in its column has the month first: the order of day and month is not sure"
                );
                return Some(not_tested(rule, reason, vec![place(odd, Part::Primary)]));
            }
            let message = format!(
                "{} stands below {}, the other days follow one another",
                message::date(dates[k]),
                message::date(dates[k - 1])
            );
            Some(differs(
                rule,
                Level::Warning,
                message,
                vec![place(odd, Part::Primary), place(other, Part::Evidence)],
            ))
        }
        _ => None,
    }
}

/// A date of numbers in the column of a day that can only have the month first: `4/29/24`.
fn month_first<'r>(reading: &'r Reading, day: &Day) -> Option<&'r str> {
    let (table, _, column) = day.cell?;
    let table = reading.tables.get(table as usize)?;
    let cells = (0..table.rows.len()).filter_map(|r| table.cell(r, column as usize));
    let first = |text: &&str| matches!(numbers(text), Some((1..=12, 13..=31)));
    cells.map(|c| c.text.as_str()).find(first)
}
