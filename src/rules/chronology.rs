//! Days and times in an order that can be: nothing told as past after the document's own date, no end before its
//! beginning.

use super::housekeeping::calendar;
use super::housekeeping::days::Day;
use super::housekeeping::events;
use super::housekeeping::meetings::{self, signature};
use super::housekeeping::narrative;
use super::housekeeping::order;
use super::housekeeping::told::{Told, told};
use super::housekeeping::{agrees, blocks_of, clock, differs, evidence, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Role as Part, Test, message};
use jiff::civil::Date;
use std::ops::Range;

pub(super) struct Chronology;
pub(super) static RULE: Chronology = Chronology;
const NAME: &str = "chronology";

impl Rule for Chronology {
    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let days = context.days(reading);
        let mut tests = Vec::new();
        let meeting = meetings::of_pack(reading, &days);
        for section in 0..reading.sections.len().max(1) {
            meeting_hours(reading, section, &mut tests);
            let blocks = blocks_of(reading, section);
            let own = of_blocks(&days, &blocks);
            let minutes = meetings::is_minutes(reading, blocks.clone());
            let signed = signature(reading, own, blocks.clone());
            // Minutes tell of days to come in the past tense: "the Chair said that the visit was on 3 May".
            if !minutes {
                after_signature(reading, own, blocks.clone(), signed, meeting, &mut tests);
            }
            tests.extend(order::dated_after(NAME, reading, section, blocks.clone()));
            order::in_turn(NAME, reading, blocks.clone(), &mut tests);
            tests.extend(meetings::schedule(NAME, reading, own));
            tests.extend(calendar::sent_and_received(NAME, reading, own, meeting));
            let held = signed.filter(|_| minutes);
            meetings::order(NAME, reading, own, held, &mut tests);
            narrative::in_a_sentence(NAME, reading, own, &mut tests);
            tests.extend(narrative::year_left_over(NAME, reading, own));
            tests.extend(events::reported_after(NAME, reading, blocks.clone()));
            tests.extend(events::cover(NAME, reading, own, blocks));
        }
        for (i, table) in reading.tables.iter().enumerate() {
            tests.extend(calendar::months_follow(NAME, reading, i as u32, table));
        }
        tests
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        events::same_day(NAME, context.readings)
    }
}

/// The days that stand in some of the blocks.
fn of_blocks<'d>(days: &'d [Day], blocks: &Range<usize>) -> &'d [Day] {
    let before = |end: usize| days.partition_point(|d| d.block < end);
    days.get(before(blocks.start)..before(blocks.end))
        .unwrap_or(&[])
}

/// A meeting closes after it opened.
fn meeting_hours(reading: &Reading, section: usize, tests: &mut Vec<Test>) {
    let mut opened = None;
    for block in blocks_of(reading, section) {
        let text = &reading.blocks[block].text;
        if !clock::may_hold(text) {
            continue;
        }
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

/// Days told as past do not come after the day under the report.
fn after_signature(
    reading: &Reading,
    days: &[Day],
    blocks: Range<usize>,
    signed: Option<(Day, Date)>,
    meeting: Option<&Day>,
    tests: &mut Vec<Test>,
) {
    // A paper in a pack that bears no day of its own was written before the meeting that the pack is for.
    let for_meeting = || {
        let day = meeting.filter(|m| m.block < 40 && m.block < blocks.start)?;
        Some((*day, day.found.date()?))
    };
    let Some((sign, signed)) = signed.or_else(for_meeting) else {
        return;
    };
    order::months_told(NAME, reading, blocks, (&sign, signed), tests);
    if let Some((day, held)) = meeting.and_then(|m| Some((m, m.found.date()?)))
        && day.block < sign.block
        && signed <= held
    {
        let places = vec![
            sign.location(reading, Part::Primary),
            day.location(reading, Part::Evidence),
        ];
        let message = format!(
            "dated {}, for the meeting of {}",
            message::date(signed),
            message::date(held)
        );
        tests.push(agrees(NAME, message, places));
    }
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
