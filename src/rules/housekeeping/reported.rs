//! The year that a report covers: where it is named, its last day, and the events that fall in it.

use super::told::{happened, sentence};
use super::{agrees, evidence, is_text, primary};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::figure::period::Shape;
use crate::figure::{Period, Span};
use crate::finding::{Location, Test};
use regex::Regex;
use std::sync::LazyLock;

/// Places named in one test; a longer list is told in several.
const MANY: usize = 40;

/// What leads to the year that a text speaks of: "For the financial year", "in", "during", "Annual Report".
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:for|during|over|in|of)\s+(?:the\s+)?(?:(?:financial|reporting|municipal|academic)\s+)?(?:years?\s+|period\s+(?:of\s+)?)?|\b(?:report|review|account|summary|statement)s?\s*[-–—:(,]*\s*)$",
    )
});

/// What speaks of the year to come.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:plan[a-z]*|targets?|priorit[a-z]+|next|following|will|aims?|objectives|forecast[a-z]*|budget[a-z]*|propos[a-z]+|falling into|forward)\b",
    )
});

/// A time named in full, where it stands.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Time {
    pub block: usize,
    pub span: Span,
    pub period: Period,
}

/// The times of a stretch of blocks that are named in full, in order.
pub(in crate::rules) fn times(
    reading: &Reading,
    blocks: std::ops::Range<usize>,
) -> impl Iterator<Item = Time> {
    let first = reading
        .times
        .partition_point(|t| (t.0 as usize) < blocks.start);
    reading
        .times
        .get(first..)
        .unwrap_or(&[])
        .iter()
        .take_while(move |t| (t.0 as usize) < blocks.end)
        .filter_map(|(block, span, period)| {
            Some(Time {
                block: *block as usize,
                span: *span,
                period: period.fixed()?,
            })
        })
}

/// The year that each section reports on, and the section's blocks.
fn years(reading: &Reading) -> Vec<(Period, std::ops::Range<usize>)> {
    let own = |i: usize| {
        reading
            .sections
            .get(i)
            .and_then(|s| s.period)
            .filter(|p| p.is_year())
    };
    let mut known: Vec<Period> = (0..reading.sections.len()).filter_map(own).collect();
    known.dedup();
    // A cover report without a year of its own speaks of the one report that it brings.
    let only = match known.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    (0..reading.sections.len())
        .filter_map(|i| Some((own(i).or(only)?, super::blocks_of(reading, i))))
        .collect()
}

/// The report's year wherever the text says that it is about it, and its last day: one test for each.
pub(in crate::rules) fn throughout(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let sections = years(reading);
    let mut done: Vec<Period> = Vec::new();
    let mut tests = Vec::new();
    for (year, _) in &sections {
        if done.contains(year) {
            continue;
        }
        done.push(*year);
        let (mut named, mut ends, mut next): (Vec<Time>, Vec<Time>, Vec<Time>) = Default::default();
        let after = year.years_back(-1);
        for (_, blocks) in sections.iter().filter(|s| s.0 == *year) {
            for time in times(reading, blocks.clone()) {
                let Some(b) = reading.blocks.get(time.block).filter(|b| is_text(b)) else {
                    continue;
                };
                if time.period == *year {
                    let before = b.text.get(..time.span.start as usize).unwrap_or("");
                    let title = matches!(b.role, crate::layout::Role::Heading(_));
                    let alone = before.chars().filter(|c| c.is_alphabetic()).count() == 0;
                    if title || alone || STATED.is_match(last(before)) {
                        named.push(time);
                    }
                } else if time.period.shape == Shape::Instant && time.period.end == year.end {
                    ends.push(time);
                } else if Some(time.period) == after && AHEAD.is_match(&b.text) {
                    next.push(time);
                }
            }
        }
        let label = year.label();
        let message = |n: usize| format!("{label}, the year reported on, in {n} places");
        tests.extend(together(rule, reading, &named, &message));
        let end = Period::at(year.end).label();
        let message = |n: usize| format!("{end}, the end of {label}, in {n} places");
        tests.extend(together(rule, reading, &ends, &message));
        if let (Some(after), Some(title)) = (after, named.first()) {
            let after = after.label();
            let message = |_: usize| format!("{after}, planned for, is the year after {label}");
            let places: Vec<Time> = std::iter::once(*title).chain(next).collect();
            tests.extend(together(rule, reading, &places, &message));
        }
    }
    tests
}

/// The last words of a text: what a pattern tied to its end can need.
fn last(text: &str) -> &str {
    let from = text.char_indices().rev().nth(60).map_or(0, |(i, _)| i);
    text.get(from..).unwrap_or(text)
}

/// One test of all places that name the same time, the first place in each.
fn together(
    rule: &'static str,
    reading: &Reading,
    places: &[Time],
    message: &dyn Fn(usize) -> String,
) -> Vec<Test> {
    let Some((first, others)) = places.split_first().filter(|p| !p.1.is_empty()) else {
        return Vec::new();
    };
    others
        .chunks(MANY)
        .map(|some| {
            let mut at: Vec<Location> = vec![primary(reading, first.block, first.span)];
            at.extend(some.iter().map(|t| evidence(reading, t.block, t.span)));
            agrees(rule, message(places.len()), at)
        })
        .collect()
}

/// Events told as past, with a day or a month, that fall in the year reported on. Those outside it are background, and
/// no test.
pub(in crate::rules) fn events(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut tests = Vec::new();
    for (year, blocks) in years(reading) {
        for t in times(reading, blocks) {
            let inside =
                t.period.days() <= 31 && year.start <= t.period.start && t.period.end <= year.end;
            let Some(b) = reading.blocks.get(t.block).filter(|b| inside && is_text(b)) else {
                continue;
            };
            let dates = t.period.start != year.end && t.period.end != year.end || {
                let before = b.text.get(..t.span.start as usize).unwrap_or("");
                before.trim_end().ends_with(" on") || before.trim_end().ends_with(" in")
            };
            if !dates || !happened(&b.text, t.span) {
                continue;
            }
            let message = format!("{} lies in {}", t.period.label(), year.label());
            tests.push(agrees(
                rule,
                message,
                vec![primary(reading, t.block, t.span)],
            ));
        }
    }
    tests
}

/// Deadlines and plans for the year that the line above a list names: "set for 2025/26:" and "by March 2026" below it.
pub(in crate::rules) fn deadlines(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut tests = Vec::new();
    for section in 0..reading.sections.len().max(1) {
        let blocks = super::blocks_of(reading, section);
        let all: Vec<Time> = times(reading, blocks).collect();
        for (i, head) in all.iter().enumerate() {
            let Some(b) = reading.blocks.get(head.block) else {
                continue;
            };
            let after = b.text.get(head.span.end as usize..).unwrap_or("");
            if !head.period.is_year() || after.trim() != ":" {
                continue;
            }
            let mut inside = Vec::new();
            for t in all.get(i + 1..).unwrap_or(&[]) {
                let listed = reading
                    .blocks
                    .get(head.block + 1..=t.block)
                    .is_some_and(|between| {
                        between.iter().all(|b| {
                            matches!(
                                b.role,
                                crate::layout::Role::ListItem | crate::layout::Role::Furniture
                            )
                        })
                    });
                if !listed || t.block - head.block > 60 {
                    break;
                }
                let text = &reading.blocks[t.block].text;
                let before = text.get(..t.span.start as usize).unwrap_or("").trim_end();
                let limit = [" by", " until", " before", "end of"]
                    .iter()
                    .any(|w| before.ends_with(w));
                let within = head.period.start <= t.period.start && t.period.end <= head.period.end;
                if limit && within && !sentence(text, t.span.start as usize).of(text).is_empty() {
                    inside.push(*t);
                }
            }
            if let Some(first) = inside.first() {
                let message = format!("{} deadlines lie in {}", inside.len(), head.period.label());
                let mut places = vec![primary(reading, first.block, first.span)];
                places.push(evidence(reading, head.block, head.span));
                places.extend(
                    inside
                        .iter()
                        .skip(1)
                        .take(MANY)
                        .map(|t| evidence(reading, t.block, t.span)),
                );
                tests.push(agrees(rule, message, places));
            }
        }
    }
    tests
}
