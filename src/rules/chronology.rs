//! Days and times in an order that can be: nothing told as past after the document's own date, no end before its
//! beginning.

use super::housekeeping::days::{self, Day};
use super::housekeeping::events;
use super::housekeeping::told::{Told, sentence, told};
use super::housekeeping::{agrees, blocks_of, clock, differs, evidence, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Role as Part, Test, message};
use crate::layout::Role;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) struct Chronology;
pub(super) static RULE: Chronology = Chronology;
const NAME: &str = "chronology";

impl Rule for Chronology {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let days = days::all(reading);
        let mut tests = Vec::new();
        for section in 0..reading.sections.len().max(1) {
            meeting_hours(reading, section, &mut tests);
            let blocks = blocks_of(reading, section);
            let of = |d: &&Day| blocks.contains(&d.block);
            let own: Vec<Day> = days.iter().filter(of).copied().collect();
            after_signature(reading, &own, blocks.clone(), &mut tests);
            meetings(reading, &own, &mut tests);
            in_a_sentence(reading, &own, &mut tests);
            tests.extend(events::reported_after(NAME, reading, blocks.clone()));
            tests.extend(events::cover(NAME, reading, &own, blocks));
        }
        tests
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        events::same_day(NAME, context.readings)
    }
}

/// A meeting closes after it opened.
fn meeting_hours(reading: &Reading, section: usize, tests: &mut Vec<Test>) {
    let mut opened = None;
    for block in blocks_of(reading, section) {
        let text = &reading.blocks[block].text;
        opened = clock::start(text).map(|c| (block, c)).or(opened);
        let (Some((at, start)), Some(close)) = (opened, clock::close(text)) else {
            continue;
        };
        let places = vec![
            primary(reading, block, close.span),
            evidence(reading, at, start.span),
        ];
        let night = close.minutes < 4 * 60 && start.minutes >= 15 * 60;
        tests.push(if close.minutes > start.minutes || night {
            agrees(
                NAME,
                format!(
                    "closed at {}, opened at {}",
                    close.printed(),
                    start.printed()
                ),
                places,
            )
        } else {
            let message = format!(
                "closed at {}, before it opened at {}",
                close.printed(),
                start.printed()
            );
            differs(NAME, Level::Error, message, places)
        });
    }
}

/// A day that stands alone on its line.
fn stands_alone(reading: &Reading, day: &Day) -> bool {
    let text = reading.blocks[day.block].text.trim();
    let length = (day.found.span.end - day.found.span.start) as usize;
    let lead = text.to_lowercase();
    day.cell.is_none()
        && (text.len() <= length + 2 || text.len() <= length + 8 && lead.starts_with("date"))
}

/// The day a report bears: alone on one of its last lines, without text behind it, or on one of its first.
fn signature(reading: &Reading, days: &[Day], blocks: Range<usize>) -> Option<(Day, Date)> {
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

/// Days told as past do not come after the day under the report.
fn after_signature(reading: &Reading, days: &[Day], blocks: Range<usize>, tests: &mut Vec<Test>) {
    let Some((sign, signed)) = signature(reading, days, blocks) else {
        return;
    };
    for day in days
        .iter()
        .filter(|d| d.cell.is_none() && d.block != sign.block)
    {
        let Some(date) = day.found.date() else {
            continue;
        };
        if told(&reading.blocks[day.block].text, day.found.span) != Told::Past {
            continue;
        }
        let places = vec![
            day.location(reading, Part::Primary),
            sign.location(reading, Part::Evidence),
        ];
        let (printed, own) = (message::date(date), message::date(signed));
        tests.push(if date <= signed {
            agrees(NAME, format!("{printed} is told as past on {own}"), places)
        } else {
            differs(
                NAME,
                Level::Warning,
                format!("{printed} is told as past, the text is dated {own}"),
                places,
            )
        });
    }
}

static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bminutes\b.{0,80}?\b(?:meetings?|committee|board|cabinet|council)\b.{0,80}?\b(?:held\s+)?on\s+(?:the\s+)?(?:\w+day,?\s+)?(?:the\s+)?$").expect("a pattern")
});
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:agreed|approved|signed|confirmed|agree|approve|confirm|sign|receive)\b")
        .expect("a pattern")
});

/// Earlier minutes were made before this meeting, and its notice was given before it.
fn meetings(reading: &Reading, days: &[Day], tests: &mut Vec<Test>) {
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
                    NAME,
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
                differs(NAME, Level::Error, message, places())
            });
        } else if stands_alone(reading, day) && day.found.weekday.is_some() {
            tests.push(if date <= held {
                agrees(
                    NAME,
                    format!("notice of {} was given on {}", printed.1, printed.0),
                    places(),
                )
            } else {
                let message = format!(
                    "the notice is dated {}, after the meeting on {}",
                    printed.0, printed.1
                );
                differs(NAME, Level::Warning, message, places())
            });
        }
    }
}

/// "granted on D1, ... and moved on D2" tells events in their order.
static AND_THEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:and|then)\s+(?:then\s+|subsequently\s+|later\s+|has\s+|have\s+|had\s+)?(?:(?:the|his|her|their|its|a)\s+)?(?:[\w-]+\s+){0,2}(?:was|were|moved|began|left|went|became|took|made|\w+ed)\b[^.;]*\b(?:on|in)\s+(?:the\s+)?$").expect("a pattern")
});
static UNORDERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:after|following|since|before|prior|previous\w*|until|replac\w*|supersed\w*|revis\w*|compared|respectively|while|whilst|earlier|backdat\w*|retrospect\w*|instead|originally|first|again|also|both)\b").expect("a pattern")
});

/// Two days of one sentence: in the order in which it tells its events, and none told as to come that lies a year back.
fn in_a_sentence(reading: &Reading, days: &[Day], tests: &mut Vec<Test>) {
    for pair in days.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let (Some(first), Some(second)) = (a.found.date(), b.found.date()) else {
            continue;
        };
        if a.block != b.block || a.cell.is_some() || b.cell.is_some() {
            continue;
        }
        let text = &reading.blocks[a.block].text;
        let whole = sentence(text, a.found.span.start as usize);
        let between = text
            .get(a.found.span.end as usize..b.found.span.start as usize)
            .unwrap_or("");
        let before = text
            .get(whole.start as usize..a.found.span.start as usize)
            .unwrap_or("");
        let ordered = whole.contains(b.found.span)
            && AND_THEN.is_match(between)
            && before.trim_end().ends_with(" on");
        if ordered && !UNORDERED.is_match(whole.of(text)) && told(text, a.found.span) == Told::Past
        {
            let places = vec![
                b.location(reading, Part::Primary),
                a.location(reading, Part::Evidence),
            ];
            let printed = (message::date(second), message::date(first));
            tests.push(if second >= first {
                agrees(
                    NAME,
                    format!("{} comes after {}", printed.0, printed.1),
                    places,
                )
            } else {
                let message = format!("{} is told as following {}", printed.0, printed.1);
                differs(NAME, Level::Warning, message, places)
            });
        }
    }
    tests.extend(events::year_left_over(NAME, reading, days));
}
