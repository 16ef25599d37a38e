//! Days in the order in which a text tells them, and days whose year was left over from an earlier text.

use super::days::Day;
use super::told::{Told, sentence, told};
use super::{agrees, differs};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::finding::{Level, Role as Part, Test, message};
use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// "granted on D1, ... and moved on D2" tells events in their order.
static AND_THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:and|then)\s+(?:then\s+|subsequently\s+|later\s+|has\s+|have\s+|had\s+)?(?:(?:the|his|her|their|its|a)\s+)?(?:[\w-]+\s+){0,2}(?:was|were|moved|began|left|went|became|took|made|[a-z]+ed)\b[^.;]*\b(?:on|in)\s+(?:the\s+)?$",
    )
});
static UNORDERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:after|following|since|before|prior|previous[a-z]*|until|replac[a-z]*|supersed[a-z]*|revis[a-z]*|compared|respectively|while|whilst|earlier|backdat[a-z]*|retrospect[a-z]*|instead|originally|first|again|also|both)\b",
    )
});

/// Two days of one sentence: in the order in which it tells its events.
pub(in crate::rules) fn in_a_sentence(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    tests: &mut Vec<Test>,
) {
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
        let before = whole.before(a.found.span).of(text);
        let ordered = whole.contains(b.found.span)
            && before.trim_end().ends_with(" on")
            && AND_THEN.is_match(between);
        if ordered && !UNORDERED.is_match(whole.of(text)) && told(text, a.found.span) == Told::Past
        {
            let places = vec![
                b.location(reading, Part::Primary),
                a.location(reading, Part::Evidence),
            ];
            let printed = (message::date(second), message::date(first));
            tests.push(if second >= first {
                agrees(
                    rule,
                    format!("{} comes after {}", printed.0, printed.1),
                    places,
                )
            } else {
                let message = format!("{} is told as following {}", printed.0, printed.1);
                differs(rule, Level::Warning, message, places)
            });
        }
    }
}

/// A day told as to come that lies before days told as past in the same paragraph, while the next year's would not;
/// or that stands elsewhere with the next year, for the same body.
pub(in crate::rules) fn year_left_over(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
) -> Vec<Test> {
    let mut tests = Vec::new();
    for of_block in days.chunk_by(|a, b| a.block == b.block && a.cell.is_none() && b.cell.is_none())
    {
        let text = &reading.blocks[of_block[0].block].text;
        let told: Vec<(&Day, Date, Told)> = of_block
            .iter()
            .filter_map(|d| Some((d, d.found.date()?, told(text, d.found.span))))
            .collect();
        elsewhere(rule, reading, days, &told, &mut tests);
        let Some((past_day, past, _)) = told
            .iter()
            .filter(|t| t.2 == Told::Past)
            .max_by_key(|t| t.1)
        else {
            continue;
        };
        // Several are the days of a plan: instalments, meetings.
        let mut early = told.iter().filter(|t| t.2 == Told::ToCome && t.1 < *past);
        if let (Some((day, date, _)), None) = (early.next(), early.next()) {
            let Ok(next) = date.checked_add(1.year()) else {
                continue;
            };
            if next < *past {
                continue;
            }
            let places = vec![
                day.location(reading, Part::Primary),
                past_day.location(reading, Part::Evidence),
            ];
            let message = format!(
                "{} is told as to come, {} as past",
                message::date(*date),
                message::date(*past)
            );
            tests.push(differs(rule, Level::Warning, message, places));
        }
    }
    tests
}

/// The day of a block told as to come, and the same day a year later elsewhere, with the same body's name before both.
fn elsewhere(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    told: &[(&Day, Date, Told)],
    tests: &mut Vec<Test>,
) {
    for (day, date, _) in told.iter().filter(|t| t.2 == Told::ToCome) {
        // Where the paragraph itself shows it, that is told instead.
        if told.iter().any(|t| t.2 == Told::Past && t.1 > *date) {
            continue;
        }
        let Ok(next) = date.checked_add(1.year()) else {
            continue;
        };
        // "The years ended 31 March 2024 and 31 March 2025": both are meant.
        if told.iter().any(|t| t.1 == next) {
            continue;
        }
        let names = capitals(&reading.blocks[day.block].text, day);
        let same = days
            .iter()
            .filter(|d| d.cell.is_none() && d.found.date() == Some(next));
        let shared = same.filter(|d| {
            capitals(&reading.blocks[d.block].text, d)
                .iter()
                .any(|n| names.contains(n))
        });
        if let Some(other) = shared.into_iter().next() {
            let places = vec![
                day.location(reading, Part::Primary),
                other.location(reading, Part::Evidence),
            ];
            let message = format!(
                "{} here, {} elsewhere",
                message::date(*date),
                message::date(next)
            );
            tests.push(differs(rule, Level::Warning, message, places));
        }
    }
}

/// Words that begin with a capital, close before a byte.
fn capitals(text: &str, day: &Day) -> Vec<String> {
    let before = text.get(..day.found.span.start as usize).unwrap_or("");
    let start = before.char_indices().rev().nth(50).map_or(0, |(i, _)| i);
    before[start..]
        .split_whitespace()
        .skip(1)
        .filter(|w| w.len() >= 5 && w.starts_with(char::is_uppercase))
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect()
}
