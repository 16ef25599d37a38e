//! Events that are dated more than once, and days whose year was left over from an earlier text.

use super::days::{self, Day};
use super::told::{Told, told};
use super::{agrees, differs};
use crate::fact::Reading;
use crate::finding::{Level, Role as Part, Test, message};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A day told as to come that lies before days told as past in the same paragraph, while the next year's would not.
pub(in crate::rules) fn year_left_over(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
) -> Vec<Test> {
    let mut tests = Vec::new();
    for of_block in days.chunk_by(|a, b| a.block == b.block && a.cell.is_none() && b.cell.is_none())
    {
        if of_block.len() < 2 {
            continue;
        }
        let text = &reading.blocks[of_block[0].block].text;
        let told: Vec<(&Day, Date, Told)> = of_block
            .iter()
            .filter_map(|d| Some((d, d.found.date()?, told(text, d.found.span))))
            .collect();
        let Some((past_day, past, _)) = told
            .iter()
            .filter(|t| t.2 == Told::Past)
            .max_by_key(|t| t.1)
        else {
            continue;
        };
        for (day, date, _) in told.iter().filter(|t| t.2 == Told::ToCome && t.1 < *past) {
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
    if last - first < 2 || first == 0 {
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
        let usual = places
            .iter()
            .map(|p| p.2)
            .max_by_key(|d| (places.iter().filter(|p| p.2 == *d).count(), *d));
        let Some(usual) = usual else {
            continue;
        };
        let steady = places.iter().filter(|p| p.2 == usual).count();
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
