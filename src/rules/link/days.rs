//! Days that a document gives more than once: the day of a meeting on covers, agendas, minutes and in programmes.

use super::locations;
use crate::fact::Reading;
use crate::fact::measure::{Name, words};
use crate::figure::Span;
use crate::figure::period::{DateFound, scan_dates};
use crate::finding::{Level, Location, Outcome, Role, Test, message};
use crate::layout::Role as BlockRole;
use crate::store::Sentences;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Where a date stands: a cell of a table, or prose.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    Cell(u32, u32, u32),
    Prose(u32, Span),
}

impl At {
    pub(super) fn location(self, reading: &Reading, role: Role) -> Location {
        match self {
            At::Cell(t, r, c) => Location::cell(reading, role, t, r, c),
            At::Prose(b, span) => Location::prose(reading, role, b, span),
        }
    }
}

/// The dates with a day of a document, read once.
pub(in crate::rules) struct Dates {
    /// By block of prose, in order.
    pub(super) prose: Vec<(u32, Vec<DateFound>)>,
    /// The one date of a short cell: table, row, column.
    pub(super) cells: Vec<(u32, u32, u32, DateFound)>,
}

impl Dates {
    pub(in crate::rules) fn of(reading: &Reading) -> Dates {
        let digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        let mut prose: Vec<(u32, Vec<DateFound>)> = Vec::new();
        for of_block in reading.days.chunk_by(|a, b| a.0 == b.0) {
            let block = of_block[0].0;
            let role = reading.blocks.get(block as usize).map(|b| b.role);
            if role.is_some_and(|r| r != BlockRole::Caption) {
                prose.push((block, of_block.iter().map(|(_, d)| *d).collect()));
            }
        }
        let mut cells = Vec::new();
        for (t, table) in reading.tables.iter().enumerate() {
            for c in table
                .cells
                .iter()
                .filter(|c| (6..=70).contains(&c.text.len()) && digit(&c.text))
            {
                if let [date] = scan_dates(&c.text)[..] {
                    cells.push((t as u32, c.row, c.column, date));
                }
            }
        }
        Dates { prose, cells }
    }
}

/// A full date that speaks of its document or of a meeting, not of an event told in a sentence.
struct Standing {
    day: Date,
    at: At,
    /// What stands right under or beside it, when the date is all that its line says.
    entry: Option<Name>,
}

/// Words that say no more than that a date follows.
const PLAIN: [&str; 19] = [
    "date",
    "dated",
    "day",
    "time",
    "am",
    "pm",
    "at",
    "on",
    "of",
    "the",
    "noon",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "and",
];

/// The tests: one for each day that stands in two places or more, and one for each entry that two programmes date.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    sentences: &Sentences,
    dates: &Dates,
) -> Vec<Test> {
    let standing = standing(reading, sentences, dates);
    let mut of_day: BTreeMap<Date, Vec<&Standing>> = BTreeMap::new();
    for s in &standing {
        of_day.entry(s.day).or_default().push(s);
    }
    let mut out: Vec<Test> = of_day
        .into_iter()
        .filter(|(_, sites)| sites.len() > 1)
        .map(|(day, sites)| Test {
            rule,
            outcome: Outcome::Agrees,
            level: Level::Warning,
            message: format!("{} in {} places", message::date(day), sites.len()),
            stated: Some(Decimal::from(day.year())),
            computed: Some(Decimal::from(day.year())),
            cause: None,
            sum: Vec::new(),
            locations: locations(sites.iter(), |role, s| s.at.location(reading, role)),
        })
        .collect();
    out.extend(programmes(rule, reading, &standing));
    out
}

fn standing(reading: &Reading, sentences: &Sentences, dates: &Dates) -> Vec<Standing> {
    let mut out = Vec::new();
    for (block, found) in &dates.prose {
        let Some(b) = reading.blocks.get(*block as usize) else {
            continue;
        };
        for date in found {
            let Some(day) = date.date() else { continue };
            let mut spans = sentences.of_block(*block);
            let Some((_, sentence)) = spans.find(|(_, s)| s.contains(date.span)) else {
                continue;
            };
            let before = sentence.before(date.span).of(&b.text);
            let after = sentence.behind(date.span).of(&b.text);
            let said = said(before) + said(after);
            let lower = before.to_ascii_lowercase();
            let meeting =
                lower.contains("meeting") && (lower.contains("held") || lower.contains("minutes"));
            // "Audit Committee, 12 May 2025" is a meeting; "moved in on 12 May 2025" is an event.
            let body = said <= 5
                && words(before)
                    .next()
                    .is_some_and(|w| w.starts_with(char::is_uppercase))
                && before.trim_end().ends_with([',', ':', '-', '–']);
            if said == 0 || meeting || body {
                let entry = (said == 0 && found.len() == 1)
                    .then(|| below(reading, *block))
                    .flatten();
                out.push(Standing {
                    day,
                    at: At::Prose(*block, date.span),
                    entry,
                });
            }
        }
    }
    for (t, row, column, date) in &dates.cells {
        let Some(table) = reading.tables.get(*t as usize) else {
            continue;
        };
        let (Some(day), Some(cell)) = (date.date(), table.cell(*row as usize, *column as usize))
        else {
            continue;
        };
        let before = cell.text.get(..date.span.start as usize).unwrap_or("");
        let after = cell.text.get(date.span.end as usize..).unwrap_or("");
        if said(before) + said(after) > 0 {
            continue;
        }
        let beside = (*column as usize + 1..table.columns.len())
            .filter_map(|c| table.cell(*row as usize, c))
            .find(|c| !c.text.is_empty());
        // A date without an entry beside it heads figures: it is their period.
        if let Some(entry) = beside.and_then(|c| entry(&c.text)) {
            out.push(Standing {
                day,
                at: At::Cell(*t, *row, *column),
                entry: Some(entry),
            });
        }
    }
    out
}

/// How many words of a stretch say more than that a date follows.
fn said(text: &str) -> usize {
    words(text)
        .filter(|w| {
            w.bytes().any(|b| b.is_ascii_alphabetic())
                && !PLAIN.iter().any(|p| p.eq_ignore_ascii_case(w))
        })
        .count()
}

/// The name of an entry: two words or more, and no sentence.
fn entry(text: &str) -> Option<Name> {
    if text.len() > 120 {
        return None;
    }
    let name = Name::of(text);
    (name.words.len() >= 2).then_some(name)
}

fn below(reading: &Reading, block: u32) -> Option<Name> {
    let next = reading.blocks.get(block as usize + 1)?;
    let line = matches!(
        next.role,
        BlockRole::Paragraph | BlockRole::ListItem | BlockRole::Heading(_)
    );
    if line { entry(&next.text) } else { None }
}

/// A list of dates with what is planned for each, and a table of the same: each entry bears one day in both. Two
/// entries that agree show that the two are of one programme.
fn programmes(rule: &'static str, reading: &Reading, standing: &[Standing]) -> Vec<Test> {
    let mut by_entry: BTreeMap<&Name, (Vec<&Standing>, Vec<&Standing>)> = BTreeMap::new();
    for s in standing {
        if let Some(name) = &s.entry {
            let (list, table) = by_entry.entry(name).or_default();
            match s.at {
                At::Prose(..) => list.push(s),
                At::Cell(..) => table.push(s),
            }
        }
    }
    let pairs: Vec<(&Standing, &Standing)> = by_entry
        .into_values()
        .filter_map(|(list, table)| match (list.as_slice(), table.as_slice()) {
            ([a], [b]) => Some((*a, *b)),
            _ => None,
        })
        .collect();
    let agreed = pairs.iter().filter(|(a, b)| a.day == b.day).count();
    if agreed < 2 {
        return Vec::new();
    }
    pairs
        .into_iter()
        .filter(|(a, b)| a.day != b.day)
        .map(|(a, b)| Test {
            rule,
            outcome: Outcome::Differs,
            level: Level::Warning,
            message: format!(
                "{} in the list, but {} in the table for the same entry",
                message::date(a.day),
                message::date(b.day)
            ),
            stated: Some(Decimal::from(a.day.day())),
            computed: Some(Decimal::from(b.day.day())),
            cause: None,
            sum: Vec::new(),
            locations: vec![
                a.at.location(reading, Role::Primary),
                b.at.location(reading, Role::Evidence),
            ],
        })
        .collect()
}
