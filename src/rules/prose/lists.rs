//! Lists told with marks inside a sentence, and lists that stand twice behind the same words.

use crate::claim::list_length;
use crate::fact::Reading;
use crate::figure::{Figure, Form, Span, Unit};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::layout;
use crate::rules::housekeeping::{agrees, not_tested};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const NAME: &str = "list-count";

/// Marks of entries, each kind in its order.
const MARKS: [[&str; 8]; 3] = [
    [
        "(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)",
    ],
    ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
];

/// What is counted along with a time.
const TIMES: [&str; 6] = ["minutes", "hours", "days", "weeks", "months", "years"];

/// "Two themes were named: (i) noise; (ii) litter": the marks behind a number are as many.
pub(in crate::rules) fn marked(reading: &Reading) -> Vec<Test> {
    let mut out = Vec::new();
    for told in reading.prose.chunk_by(|a, b| a.0 == b.0) {
        let block = told[0].0;
        let Some(text) = reading.blocks.get(block as usize).map(|b| b.text.as_str()) else {
            continue;
        };
        if !text.contains("(i)") && !text.contains("(a)") && !text.contains("(1)") {
            continue;
        }
        for marks in &MARKS {
            let Some(first) = text.find(marks[0]) else {
                continue;
            };
            let mut end = first;
            let mut count = 0;
            for mark in marks {
                let Some(at) = text.get(end..).and_then(|t| t.find(mark)) else {
                    break;
                };
                end += at + mark.len();
                count += 1;
            }
            count += going_on(reading, block as usize, &marks[count..]);
            let number = told
                .iter()
                .rev()
                .map(|t| &t.1)
                .find(|f| (f.span.end as usize) < first);
            let Some(f) = number.filter(|f| count >= 2 && announces(text, f, first)) else {
                continue;
            };
            let found = Decimal::from(count);
            let (outcome, message) = if f.value == found {
                (
                    Outcome::Agrees,
                    format!("{} announced and marked", f.span.of(text)),
                )
            } else {
                let said = f.span.of(text);
                (
                    Outcome::Differs,
                    format!("{said} are announced, {count} are marked"),
                )
            };
            out.push(Test {
                rule: NAME,
                outcome,
                level: if outcome == Outcome::Agrees {
                    Level::Note
                } else {
                    Level::Warning
                },
                message,
                stated: Some(f.value),
                computed: Some(found),
                cause: None,
                sum: Vec::new(),
                locations: vec![
                    Location::prose(reading, Role::Primary, block, f.span),
                    Location::prose(reading, Role::Evidence, block, Span::new(first, end)),
                ],
            });
        }
    }
    out
}

/// How many further marks the blocks behind one begin with: a line that begins with a mark is read as an entry.
fn going_on(reading: &Reading, block: usize, marks: &[&str]) -> usize {
    let behind = reading.blocks.iter().skip(block + 1);
    marks
        .iter()
        .zip(behind)
        .take_while(|(mark, b)| b.text.trim_start().starts_with(**mark))
        .count()
}

/// Whether a number is the count of the marks that begin at `first`: a plain small one, a plural behind it.
fn announces(text: &str, f: &Figure, first: usize) -> bool {
    let Some(between) = text.get(f.span.end as usize..first) else {
        return false;
    };
    let plural = between
        .split_whitespace()
        .take(4)
        .any(|w| w.len() > 3 && w.trim_end_matches([':', ',']).ends_with('s'));
    // "Six months, as chosen: (a) ..." counts no entries.
    let noun = between
        .split_whitespace()
        .find(|w| w.starts_with(char::is_alphabetic));
    let time = noun.is_some_and(|w| TIMES.contains(&w.trim_end_matches([',', ':', ';'])));
    !time
        && f.unit == Unit::Number
        && f.form != Form::Ordinal
        && f.is_exact()
        && f.value >= Decimal::TWO
        && f.value <= Decimal::from(8)
        && between.len() <= 200
        && !between.contains(". ")
        && between.trim_end().ends_with([':', ';', ','])
        && plural
}

/// The lists of these readings that stand behind the same words have the same number of entries.
pub(in crate::rules) fn alike(readings: &[&Reading]) -> Vec<Test> {
    let mut behind: BTreeMap<String, Vec<(usize, u32, u32)>> = BTreeMap::new();
    for (r, reading) in readings.iter().enumerate() {
        for (i, b) in reading.blocks.iter().enumerate() {
            let lead = b.text.trim_end();
            if !lead.ends_with(':') || lead.len() < 40 || b.role == layout::Role::Furniture {
                continue;
            }
            if let Some(count) = list_length(&reading.blocks, i).filter(|n| *n >= 2) {
                behind
                    .entry(key(lead))
                    .or_default()
                    .push((r, i as u32, count));
            }
        }
    }
    let mut out = Vec::new();
    for lists in behind.into_values().filter(|l| l.len() > 1) {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for l in &lists {
            *counts.entry(l.2).or_default() += 1;
        }
        let Some((usual, _)) = counts.into_iter().max_by_key(|c| (c.1, c.0)) else {
            continue;
        };
        let place = |(r, block, _): &(usize, u32, u32), role| {
            let reading = readings[*r];
            let length = reading
                .blocks
                .get(*block as usize)
                .map_or(0, |b| b.text.len());
            Location::prose(reading, role, *block, Span::new(0, length))
        };
        let (same, odd): (Vec<_>, Vec<_>) = lists.iter().partition(|l| l.2 == usual);
        if let [first, rest @ ..] = same.as_slice()
            && !rest.is_empty()
        {
            let mut places = vec![place(first, Role::Primary)];
            places.extend(rest.iter().take(40).map(|l| place(l, Role::Evidence)));
            let message = format!("{usual} entries each time behind the same words");
            let mut test = agrees(NAME, message, places);
            test.stated = Some(Decimal::from(usual));
            test.computed = test.stated;
            out.push(test);
        }
        // another list in another year is no slip
        for l in odd.iter().take(10) {
            if let Some(other) = same.first() {
                let reason = format!(
                    "{} entries here, {usual} elsewhere behind the same words",
                    l.2
                );
                let places = vec![place(l, Role::Primary), place(other, Role::Evidence)];
                out.push(not_tested(NAME, reason, places));
            }
        }
    }
    out
}

/// The last words before a list, without case and marks.
fn key(lead: &str) -> String {
    let from = lead.char_indices().rev().nth(56).map_or(0, |(i, _)| i);
    let tail = lead.get(from..).unwrap_or(lead);
    let tail = tail.split_once(' ').map_or(tail, |t| t.1);
    tail.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
