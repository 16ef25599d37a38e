//! Days of named events and meetings that a document gives more than once.

use super::days::{At, Dates};
use crate::fact::Reading;
use crate::fact::measure::words;
use crate::figure::pattern;
use crate::figure::period::DateFound;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::layout::Role as BlockRole;
use crate::section::Kind;
use crate::store::Sentences;
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static HELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bminutes of (?:the |its )?(?:last |previous )?meeting held (?:on )?")
});

/// An event's name with its day: a short cell or heading such as "Open Day 2nd June".
struct Named {
    name: String,
    date: DateFound,
    at: At,
}

/// The tests of named events and of the meeting whose minutes a pack brings.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    sentences: &Sentences,
    dates: &Dates,
) -> Vec<Test> {
    let mut out = minutes(rule, reading, dates);
    let mut named = named(reading, dates);
    one_time(&mut named);
    if named.is_empty() {
        return out;
    }
    for (i, dates) in &dates.prose {
        let Some(block) = reading.blocks.get(*i as usize) else {
            continue;
        };
        if matches!(block.role, BlockRole::Heading(_)) {
            continue;
        }
        for (_, span) in sentences.of_block(*i) {
            let inside: Vec<&DateFound> = dates.iter().filter(|d| span.contains(d.span)).collect();
            // With several dates in the sentence nobody can say which one is the event's.
            let [date] = inside.as_slice() else { continue };
            let sentence = span.of(&block.text).to_lowercase();
            for n in named.iter().filter(|n| sentence.contains(&n.name)) {
                let same_place = matches!(&n.at, At::Prose(b, _) if b == i);
                let years =
                    date.year.is_none() || n.date.year.is_none() || date.year == n.date.year;
                // Another month or year is another event of the same name.
                if same_place || date.month != n.date.month || !years {
                    continue;
                }
                out.push(test(
                    rule,
                    reading,
                    &n.at,
                    &n.date,
                    *i,
                    date,
                    "the same event",
                ));
            }
        }
    }
    out
}

fn named(reading: &Reading, dates: &Dates) -> Vec<Named> {
    let mut out = Vec::new();
    let mut add = |text: &str, date: DateFound, at: At| {
        if text.len() > 70 {
            return;
        }
        let rest = text
            .get(..date.span.start as usize)
            .unwrap_or("")
            .trim_matches([' ', '-', '–', ':', ',', '(']);
        let capital = rest
            .split_whitespace()
            .filter(|w| w.starts_with(char::is_uppercase))
            .count();
        if (2..=6).contains(&words(rest).count()) && capital >= 2 {
            out.push(Named {
                name: rest.to_lowercase(),
                date,
                at,
            });
        }
    };
    for (t, row, column, date) in &dates.cells {
        let table = reading.tables.get(*t as usize);
        if let Some(cell) = table.and_then(|t| t.cell(*row as usize, *column as usize)) {
            add(&cell.text, *date, At::Cell(*t, *row, *column));
        }
    }
    for (i, found) in &dates.prose {
        if let (Some(b), [date]) = (reading.blocks.get(*i as usize), found.as_slice())
            && matches!(b.role, BlockRole::Heading(_))
        {
            add(&b.text, *date, At::Prose(*i, date.span));
        }
    }
    out
}

/// Keeps the events that happen once: a board whose "Regular Board Meeting" stands with one day and then with another
/// meets again and again, whatever comes before those words.
fn one_time(named: &mut Vec<Named>) {
    let day = |n: &Named| (n.date.day, n.date.month, n.date.year);
    let mut days: HashMap<[Option<&str>; 2], BTreeSet<_>> = HashMap::new();
    for n in named.iter() {
        days.entry(last_words(&n.name)).or_default().insert(day(n));
    }
    let once: Vec<bool> = named
        .iter()
        .map(|n| days[&last_words(&n.name)].len() == 1)
        .collect();
    let mut once = once.into_iter();
    named.retain(|_| once.next() == Some(true));
}

fn last_words(name: &str) -> [Option<&str>; 2] {
    words(name).fold([None, None], |[_, last], word| [last, Some(word)])
}

/// The day of the minutes to be agreed, on the agenda, and the day that the minutes themselves bear.
fn minutes(rule: &'static str, reading: &Reading, dates: &Dates) -> Vec<Test> {
    let mut parts = reading
        .sections
        .iter()
        .filter(|s| s.kind == Kind::Minutes && s.date.is_some());
    let (Some(minutes), None) = (parts.next(), parts.next()) else {
        return Vec::new();
    };
    let Some(agenda) = reading.sections.iter().find(|s| s.kind == Kind::Agenda) else {
        return Vec::new();
    };
    let find = |first: u32, end: u32, held: bool| {
        let from = dates.prose.partition_point(|(i, _)| *i < first);
        let inside = dates.prose[from..].iter().take_while(|(i, _)| *i < end);
        inside
            .filter(|(i, _)| {
                !held
                    || reading
                        .blocks
                        .get(*i as usize)
                        .is_some_and(|b| HELD.is_match(&b.text))
            })
            .find_map(|(i, found)| match found.as_slice() {
                [date] => date.date().map(|_| (*i, *date)),
                _ => None,
            })
    };
    let (Some((a, said)), Some((m, borne))) = (
        find(agenda.first, agenda.end, true),
        find(minutes.first, minutes.end, false),
    ) else {
        return Vec::new();
    };
    vec![test(
        rule,
        reading,
        &At::Prose(m, borne.span),
        &borne,
        a,
        &said,
        "the same meeting",
    )]
}

fn test(
    rule: &'static str,
    reading: &Reading,
    at: &At,
    first: &DateFound,
    block: u32,
    second: &DateFound,
    what: &str,
) -> Test {
    let agrees = first.day == second.day
        && first.month == second.month
        && (first.year == second.year || first.year.is_none() || second.year.is_none());
    let other = reading
        .blocks
        .get(block as usize)
        .map(|b| second.span.of(&b.text))
        .unwrap_or("");
    let day = match at {
        At::Cell(..) => format!("the {}", first.day),
        At::Prose(b, span) => reading
            .blocks
            .get(*b as usize)
            .map(|b| span.of(&b.text).to_string())
            .unwrap_or_default(),
    };
    Test {
        rule,
        outcome: if agrees {
            Outcome::Agrees
        } else {
            Outcome::Differs
        },
        level: Level::Warning,
        message: if agrees {
            format!("{other} for {what} in both places")
        } else {
            format!("{day} here, but {other} for {what} elsewhere")
        },
        stated: Some(Decimal::from(first.day)),
        computed: Some(Decimal::from(second.day)),
        cause: None,
        sum: Vec::new(),
        locations: vec![
            at.location(reading, Role::Primary),
            Location::prose(reading, Role::Evidence, block, second.span),
        ],
    }
}
