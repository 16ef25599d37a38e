//! Years and periods named in a report: years that exist, stretches as long as they are said to be, one year throughout.

use super::housekeeping::stretches::{self, Stretch};
use super::housekeeping::years::{self, Years};
use super::housekeeping::{agrees, blocks_of, columns, differs, evidence, is_text, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::small_number;
use crate::figure::{Period, Span};
use crate::finding::{Level, Location, Role as Part, Test};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) struct PeriodLabel;
pub(super) static RULE: PeriodLabel = PeriodLabel;
const NAME: &str = "period-label";

/// "In the last six months (" before a stretch.
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(\bevery\s+|\beach\s+|\bwithin\s+)?\b([a-z]+(?:-four)?|\d{1,2})[\s-](months?|years?)[’']?s?[,:(\s–-]*(?:(?:the|period|reporting|review|covering|ended|ending|from|between|of|up|to)[,:(\s–-]*){0,4}$").expect("a pattern")
});
/// "an overview of activity and performance for the year".
static OVERVIEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:overview|annual report|this report|summary|account)\b[^.;]{0,140}\b(?:for|during|in|over)\s+(?:the\s+)?(?:(?:financial|reporting|municipal|academic)\s+)?(?:year\s+)?$").expect("a pattern")
});
/// "For the financial year", "in", "during".
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:for|during|over|in)\s+(?:the\s+)?(?:(?:financial|reporting|municipal|academic)\s+)?(?:years?\s+|period\s+(?:of\s+)?)?|(?:activity|performance|outcomes?|progress)\s+in\s+)$").expect("a pattern")
});

impl Rule for PeriodLabel {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = impossible(reading);
        for section in 0..reading.sections.len().max(1) {
            texts(reading, section, &mut tests);
        }
        for (i, table) in reading.tables.iter().enumerate() {
            tests.extend(columns::years_follow(NAME, reading, i as u32, table));
        }
        tests
    }
}

/// The years and stretches of one block.
struct Found {
    block: usize,
    years: Vec<Years>,
    stretches: Vec<Stretch>,
}

fn texts(reading: &Reading, section: usize, tests: &mut Vec<Test>) {
    let found: Vec<Found> = blocks_of(reading, section)
        .filter_map(|block| {
            let b = reading.blocks.get(block).filter(|b| is_text(b))?;
            let (years, stretches) = (years::scan(&b.text), stretches::scan(&b.text));
            (!years.is_empty() || !stretches.is_empty()).then_some(Found {
                block,
                years,
                stretches,
            })
        })
        .collect();
    let report = reading
        .sections
        .get(section)
        .and_then(|s| s.period)
        .filter(|p| p.is_year());
    let own = report
        .map(|p| p.start.year() as u16)
        .filter(|_| report.is_some_and(|p| p.start.month() != 1));
    let title = own.and_then(|y| {
        found.iter().find_map(|f| {
            Some((
                f.block,
                f.years.iter().find(|l| l.is_year() && l.from == y)?.span,
            ))
        })
    });
    let said = own.map_or(0, |y| {
        found
            .iter()
            .take(12)
            .flat_map(|f| &f.years)
            .filter(|l| l.is_year() && l.from == y)
            .count()
    });
    for f in &found {
        for y in &f.years {
            let (Some(own), Some(title)) = (own, title) else {
                continue;
            };
            tests.extend(stated(reading, f.block, y, own, title, said));
        }
        for s in &f.stretches {
            let said = length_said(&reading.blocks[f.block].text, s.span);
            tests.extend(match said {
                Some(length) => as_long(reading, f.block, s, length),
                None => one_year(reading, &found, f, s, report),
            });
        }
    }
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\b[A-Z]{2,6}|(?i:\bnos?\.?|\bref(?:erence)?:?|\bupdates?|\bnumbers?|/|#))\s?$")
        .expect("a pattern")
});

/// A year that cannot be: 2025-25. The second part may be a month, or the whole a reference ("ASU 2016-13"): years must
/// be written so elsewhere in the document. Each spelling is told once.
fn impossible(reading: &Reading) -> Vec<Test> {
    let mut seen: BTreeMap<String, Vec<Location>> = BTreeMap::new();
    let mut written = 0;
    let mut look = |text: &str, place: &dyn Fn(Part, Span) -> Location| {
        for y in years::scan(text) {
            written += usize::from(y.is_year());
            let month = y.to % 100 <= 12;
            let before = text.get(..y.span.start as usize).unwrap_or("");
            if y.to > y.from
                || !y.short
                || month
                || REFERENCE.is_match(before) && !before.ends_with("FY ")
            {
                continue;
            }
            let places = seen.entry(y.span.of(text).to_string()).or_default();
            let part = if places.is_empty() {
                Part::Primary
            } else {
                Part::Evidence
            };
            places.push(place(part, y.span));
        }
    };
    for (i, block) in reading
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| is_text(b))
    {
        look(&block.text, &|part, span| {
            Location::prose(reading, part, i as u32, span)
        });
    }
    for (i, table) in reading.tables.iter().enumerate() {
        for c in &table.cells {
            look(&c.text, &|part, _| {
                Location::cell(reading, part, i as u32, c.row, c.column)
            });
        }
    }
    let told = seen.into_iter().filter(|_| written >= 2);
    told.map(|(printed, places)| {
        let message =
            format!("{printed} is no year: it would end before it begins or as it begins");
        differs(NAME, Level::Warning, message, places)
    })
    .collect()
}

/// The year that a report says it covers against the year of its title.
fn stated(
    reading: &Reading,
    block: usize,
    y: &Years,
    own: u16,
    title: (usize, Span),
    said: usize,
) -> Option<Test> {
    if title == (block, y.span) || !y.is_year() {
        return None;
    }
    let before = reading.blocks[block].text.get(..y.span.start as usize)?;
    let places = || {
        vec![
            primary(reading, block, y.span),
            evidence(reading, title.0, title.1),
        ]
    };
    if y.from == own {
        let message = format!("{} is the report's year", y.label());
        return STATED
            .is_match(before)
            .then(|| agrees(NAME, message, places()));
    }
    let near = block < title.0 + 30 && said >= 2 && y.from.abs_diff(own) == 1;
    if !near || !OVERVIEW.is_match(before) {
        return None;
    }
    let message = format!(
        "the report is said to be for {}, elsewhere for {own}/{:02}",
        y.label(),
        (own + 1) % 100
    );
    Some(differs(NAME, Level::Warning, message, places()))
}

/// "the last six months" before a stretch: the number and whether it counts months.
fn length_said(text: &str, span: Span) -> Option<(i32, bool, Span)> {
    let before = text.get(..span.start as usize)?;
    let tail = before.char_indices().rev().nth(70).map_or(0, |(i, _)| i);
    let c = LENGTH.captures(&before[tail..])?;
    let (word, unit) = (c.get(2)?, c.get(3)?);
    let number = small_number(&word.as_str().to_lowercase())?;
    if c.get(1).is_some() || number == 0 {
        return None;
    }
    let months = unit.as_str().to_lowercase().starts_with('m');
    Some((
        i32::from(number),
        months,
        Span::new(tail + word.start(), tail + unit.end()),
    ))
}

/// A stretch is as long as the words before it say; without days, months may be counted with or
/// without the last.
fn as_long(
    reading: &Reading,
    block: usize,
    s: &Stretch,
    (number, months, span): (i32, bool, Span),
) -> Option<Test> {
    let counted = s.months();
    let said = if months { number } else { number * 12 };
    let whole = Span {
        start: span.start,
        end: s.span.end,
    };
    let text = &reading.blocks[block].text;
    let place = vec![primary(reading, block, whole)];
    let stretch = s.span.of(text);
    Some(if said == counted || !s.exact && said == counted - 1 {
        agrees(
            NAME,
            format!("{stretch} is {} as stated", span.of(text)),
            place,
        )
    } else {
        let message = format!("{stretch} is {counted} months, not {}", span.of(text));
        differs(NAME, Level::Error, message, place)
    })
}

/// A stretch of a whole year, or of two where one year is meant: the years around it, or stretches like it, say so.
fn one_year(
    reading: &Reading,
    found: &[Found],
    f: &Found,
    s: &Stretch,
    report: Option<Period>,
) -> Option<Test> {
    let length = s.whole_years().filter(|n| matches!(n, 1 | 2))?;
    let (start, end) = (s.from.year() as u16, s.to.year() as u16);
    let near = |other: &&Found| other.block <= f.block && f.block - other.block <= 8;
    let labels = found.iter().rev().filter(near);
    let label = labels.flat_map(|o| {
        o.years
            .iter()
            .map(move |y| (o.block, y))
            .filter(|(_, y)| y.is_year())
    });
    let primary_place = || primary(reading, f.block, s.span);
    if length == 1 {
        let label = found
            .iter()
            .flat_map(|o| o.years.iter().map(move |y| (o.block, y)))
            .find(|(_, y)| y.is_year() && (y.from, y.to) == (start, end));
        let own = report.is_some_and(|p| p.start == s.from && p.end == s.to);
        let mut places = vec![primary_place()];
        places.extend(label.map(|(block, y)| evidence(reading, block, y.span)));
        return (own || label.is_some()).then(|| {
            agrees(
                NAME,
                format!("a whole year, {start}/{:02}", end % 100),
                places,
            )
        });
    }
    let text = reading.blocks[f.block].text.to_lowercase();
    if ["two", "2 year", "24 month", "biennial", "years"]
        .iter()
        .any(|w| text.contains(w))
    {
        return None;
    }
    // Both years named beside the stretch: two are meant.
    let named = |year: u16| f.years.iter().any(|y| y.is_year() && y.from == year);
    if named(start) && named(end - 1) {
        return None;
    }
    let shares = |from: u16, to: u16| from == start || to == end;
    let by_label = label
        .into_iter()
        .find(|(_, y)| shares(y.from, y.to))
        .map(|(block, y)| evidence(reading, block, y.span));
    let by_like = || {
        found
            .iter()
            .flat_map(|o| o.stretches.iter().map(move |t| (o.block, t)))
            .find(|(_, t)| {
                t.whole_years() == Some(1)
                    && t.from.month() == s.from.month()
                    && shares(t.from.year() as u16, t.to.year() as u16)
            })
            .map(|(block, t)| evidence(reading, block, t.span))
    };
    let place: Location = by_label.or_else(by_like)?;
    let message = format!(
        "{} is two years where one is meant ({})",
        s.span.of(&reading.blocks[f.block].text),
        place.text
    );
    debug_assert!(place.role == Part::Evidence);
    Some(differs(
        NAME,
        Level::Warning,
        message,
        vec![primary_place(), place],
    ))
}
