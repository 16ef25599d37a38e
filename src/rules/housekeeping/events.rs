//! Events that are dated more than once: in the text and on the cover, before and in their report, in several documents.

use super::days::{self, Day};
use super::{agrees, differs, evidence, is_text, primary};
use crate::fact::Reading;
use crate::figure::{Period, Span, pattern, period};
use crate::finding::{Level, Role as Part, Test, message};
use crate::layout::Role;
use jiff::civil::Date;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static HELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"((?:[A-Z][\w’'&-]+)(?:\s+(?:(?:and|of|the|for)\s+)?[A-Z][\w’'&-]+)+)\s+(?:(?:was|were)\s+(?:held|carried out|undertaken|conducted)|took place)\b",
    )
});
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"((?:[A-Z][\w’'&-]+)(?:\s+(?:(?:and|of|the|for)\s+)?[A-Z][\w’'&-]+)+)(?:\s+(?:team|panel|inspectors|reviewers))?\s+(?:provided|produced|issued|published|presented|delivered|gave|submitted)\s+(?:an?|its|their|the|his|her)\s+(?:[\w-]+\s+){0,2}(?:report|findings|feedback|letter|results)\b",
    )
});

/// The cheap looks before them.
static HELD_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(" held| took place| carried out| undertaken| conducted"));
static REPORT_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(" report| findings| feedback| letter| results"));

/// The report of an event was given after the event: both named with capitals, both with a month or day.
pub(in crate::rules) fn reported_after(
    rule: &'static str,
    reading: &Reading,
    blocks: Range<usize>,
) -> Vec<Test> {
    let mut held = Vec::new();
    let mut reported = Vec::new();
    for block in blocks {
        let b = &reading.blocks[block];
        if !is_text(b) {
            continue;
        }
        if HELD_WORDS.is_match(&b.text) {
            held.extend(dated(&HELD, block, &b.text));
        }
        if !held.is_empty() && REPORT_WORDS.is_match(&b.text) {
            reported.extend(dated(&REPORTED, block, &b.text));
        }
    }
    let mut tests = Vec::new();
    for (name, after, block, span) in &reported {
        let same = |h: &&(Vec<String>, Period, usize, Span)| {
            name.len() >= 2 && name.iter().all(|w| h.0.contains(w)) && (h.2, h.3) != (*block, *span)
        };
        let mut found = held.iter().filter(same);
        let (Some((_, event, at, place)), None) = (found.next(), found.next()) else {
            continue;
        };
        let places = vec![
            primary(reading, *block, *span),
            evidence(reading, *at, *place),
        ];
        let (report, held) = (after.label(), event.label());
        tests.push(if after.end >= event.start {
            agrees(
                rule,
                "the report came after what it reports on".into(),
                places,
            )
        } else {
            differs(
                rule,
                Level::Warning,
                format!("reported in {report}, held in {held}"),
                places,
            )
        });
    }
    tests
}

/// The words of a named event and the time printed directly behind it.
fn dated(pattern: &Regex, block: usize, text: &str) -> Option<(Vec<String>, Period, usize, Span)> {
    let c = pattern.captures(text)?;
    let (all, name) = (c.get(0)?, c.get(1)?);
    let (span, period) = period::scan(text).into_iter().find_map(|(s, p)| {
        let near = s.start as usize >= all.end() && s.start as usize <= all.end() + 24;
        Some((s, p.fixed()?)).filter(|(_, p)| near && p.days() <= 31)
    })?;
    let words = super::words(name.as_str())
        .into_iter()
        .filter(|w| !matches!(w.as_str(), "the" | "a" | "an" | "of" | "and" | "for"));
    Some((
        words.collect(),
        period,
        block,
        Span {
            start: all.start() as u32,
            end: span.end,
        },
    ))
}

/// The days on a report's cover and the same body's day in its text: "Harbour Board, 4 January 2024".
pub(in crate::rules) fn cover(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    blocks: Range<usize>,
) -> Vec<Test> {
    let head = blocks.start..(blocks.start + 12).min(blocks.end);
    let alone = |d: &&Day| {
        let length = (d.found.span.end - d.found.span.start) as usize;
        d.cell.is_none()
            && head.contains(&d.block)
            && reading.blocks[d.block].text.trim().len() == length
    };
    let on_cover: Vec<(&Day, Date)> = days
        .iter()
        .filter(alone)
        .filter_map(|d| Some((d, d.found.date()?)))
        .collect();
    let Some(first) = on_cover.first().map(|c| c.0.block) else {
        return Vec::new();
    };
    let bodies: Vec<String> = reading.blocks[head.start..first]
        .iter()
        .filter(|b| b.role != Role::Furniture)
        .map(|b| b.text.to_lowercase())
        .collect();
    let mut tests = Vec::new();
    for day in days.iter().filter(|d| {
        d.cell.is_none() && d.block > head.start && !on_cover.iter().any(|c| c.0.block == d.block)
    }) {
        let text = &reading.blocks[day.block].text;
        let before = text
            .get(..day.found.span.start as usize)
            .unwrap_or("")
            .trim_end()
            .trim_end_matches(" on");
        let (Some(name), Some(date)) = (before.strip_suffix(','), day.found.date()) else {
            continue;
        };
        let name = name
            .rsplit(['.', ':', ';'])
            .next()
            .unwrap_or("")
            .trim()
            .to_lowercase();
        if name.split(' ').count() < 2 || !bodies.contains(&name) {
            continue;
        }
        let same = on_cover.iter().find(|c| c.1 == date);
        let near = on_cover
            .iter()
            .min_by_key(|c| (c.1 - date).get_days().abs());
        let Some(there) = same.or(near) else {
            continue;
        };
        let places = vec![
            day.location(reading, Part::Primary),
            there.0.location(reading, Part::Evidence),
        ];
        let printed = (message::date(date), message::date(there.1));
        if same.is_some() {
            tests.push(agrees(
                rule,
                format!("{} stands on the cover", printed.0),
                places,
            ));
        } else if (there.1 - date).get_days().abs() <= 10 {
            let message = format!("{name}: {} here, {} on the cover", printed.0, printed.1);
            tests.push(differs(rule, Level::Warning, message, places));
        }
    }
    tests
}

/// An event by its name: the capitalised words before a day, and the word before them.
fn event(text: &str, day: &Day) -> Option<String> {
    let before = text.get(..day.found.span.start as usize)?;
    let start = before.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let mut window = &before[start..];
    if let Some(stop) = window.rfind(['.', ';', ':']) {
        window = &window[stop + 1..];
    }
    let words: Vec<&str> = window.split_whitespace().collect();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase) && !w.contains(',');
    let last = words
        .iter()
        .rposition(|w| capital(w) && !w.starts_with('('))?;
    // Few words may stand between the name and its day.
    if words.len() - last > 4 {
        return None;
    }
    let first = (0..=last)
        .rev()
        .take_while(|i| capital(words[*i]) || matches!(words[*i], "of" | "and" | "the" | "for"))
        .last()?;
    let first = (first..=last).find(|i| capital(words[*i]))?;
    // Boards meet again and again; a settlement is published once.
    const ONCE: [&str; 12] = [
        "settlement",
        "statement",
        "inspection",
        "election",
        "referendum",
        "census",
        "agreement",
        "framework",
        "review",
        "consultation",
        "strategy",
        "act",
    ];
    let once = ONCE.contains(
        &words[last]
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase()
            .as_str(),
    );
    if last - first < 2 || first == 0 || !once {
        return None;
    }
    let name = words[first - 1..=last].join(" ").to_lowercase();
    Some(
        name.trim_matches(|c: char| !c.is_alphanumeric())
            .to_string(),
    )
}

/// One event, one day: a name that three places or more give to a day, and one to a day that differs in a single part.
pub(in crate::rules) fn same_day(rule: &'static str, readings: &[Reading]) -> Vec<Test> {
    let mut named: BTreeMap<String, Vec<(usize, Day, Date)>> = BTreeMap::new();
    for (r, reading) in readings.iter().enumerate() {
        for day in days::all(reading).into_iter().filter(|d| d.cell.is_none()) {
            if let (Some(date), Some(name)) = (
                day.found.date(),
                event(&reading.blocks[day.block].text, &day),
            ) {
                named.entry(name).or_default().push((r, day, date));
            }
        }
    }
    let mut tests = Vec::new();
    for (name, places) in &named {
        let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
        for p in places {
            *counts.entry(p.2).or_default() += 1;
        }
        let Some((usual, steady)) = counts.into_iter().max_by_key(|c| (c.1, c.0)) else {
            continue;
        };
        let Some(at) = places.iter().find(|p| p.2 == usual) else {
            continue;
        };
        for (r, day, date) in places {
            let one_part = [
                date.year() == usual.year(),
                date.month() == usual.month(),
                date.day() == usual.day(),
            ];
            let places = vec![
                day.location(&readings[*r], Part::Primary),
                at.1.location(&readings[at.0], Part::Evidence),
            ];
            if *date == usual {
                if steady > 1 && (at.0, at.1.block) != (*r, day.block) {
                    tests.push(agrees(
                        rule,
                        format!("{name}: {} here and there", message::date(usual)),
                        places,
                    ));
                }
            } else if steady >= 2 && one_part.iter().filter(|p| **p).count() == 2 {
                let message = format!(
                    "{name}: {} here, {} in {steady} other places",
                    message::date(*date),
                    message::date(usual)
                );
                tests.push(differs(rule, Level::Warning, message, places));
            }
        }
    }
    tests
}
