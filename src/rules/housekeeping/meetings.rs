//! The day a report bears, and the meetings that agendas and minutes name.

use super::days::Day;
use super::{agrees, clock, differs};
use crate::fact::Reading;
use crate::finding::{Level, Role as Part, Test, message};
use crate::layout::Role;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A day that stands alone on its line.
pub(in crate::rules) fn stands_alone(reading: &Reading, day: &Day) -> bool {
    let text = reading.blocks[day.block].text.trim();
    let length = (day.found.span.end - day.found.span.start) as usize;
    let lead = text.to_lowercase();
    day.cell.is_none()
        && (text.len() <= length + 2 || text.len() <= length + 8 && lead.starts_with("date"))
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
            stands_alone(reading, d) || d.cell.is_none() && before.trim_end().ends_with("Date:")
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

static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bminutes\b.{0,80}?\b(?:meetings?|committee|board|cabinet|council)\b.{0,80}?\b(?:held\s+)?on\s+(?:the\s+)?(?:\w+day,?\s+)?(?:the\s+)?$").expect("a pattern")
});
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:agreed|approved|signed|confirmed|agree|approve|confirm|sign|receive)\b")
        .expect("a pattern")
});

/// Earlier minutes were made before this meeting, and its notice was given before it.
pub(in crate::rules) fn order(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    tests: &mut Vec<Test>,
) {
    let opens =
        |d: &&Day| d.cell.is_none() && clock::start(&reading.blocks[d.block].text).is_some();
    let Some((meeting, held)) = days
        .iter()
        .find(opens)
        .and_then(|d| Some((d, d.found.date()?)))
    else {
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
        if EARLIER.is_match(before) && HELD.is_match(text) {
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
