//! Years and periods named in a report: years that exist, stretches as long as they are said to be, one year throughout.

use super::housekeeping::lengths::{self, Found};
use super::housekeeping::stretches;
use super::housekeeping::years::{self, Years};
use super::housekeeping::{blocks_of, columns, differs, evidence, is_text, primary};
use super::housekeeping::{compared, reported};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::{Span, pattern, tail};
use crate::finding::{Level, Location, Role as Part, Test};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) struct PeriodLabel;
pub(super) static RULE: PeriodLabel = PeriodLabel;
const NAME: &str = "period-label";

/// "an overview of activity and performance for the year", in the last bytes before a year.
const NEAR: usize = 200;
static OVERVIEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:overview|annual report|this report|summary|account)\b[^.;]*\b(?:for|during|in|over)\s+(?:the\s+)?(?:(?:financial|reporting|municipal|academic)\s+)?(?:year\s+)?$",
    )
});

impl Rule for PeriodLabel {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = impossible(reading);
        tests.extend(reported::throughout(NAME, reading));
        tests.extend(reported::events(NAME, reading));
        tests.extend(reported::deadlines(NAME, reading));
        tests.extend(compared::tests(NAME, reading));
        for section in 0..reading.sections.len().max(1) {
            texts(reading, section, &mut tests);
        }
        for (i, table) in reading.tables.iter().enumerate() {
            tests.extend(columns::years_follow(NAME, reading, i as u32, table));
        }
        tests
    }
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
            let said = lengths::said(&reading.blocks[f.block].text, s.span);
            tests.extend(match said {
                Some(length) => lengths::as_long(NAME, reading, f.block, s, length),
                None => lengths::one_year(NAME, reading, &found, f, s, report),
            });
        }
    }
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:\b[A-Z]{2,6}|(?i:\bnos?\.?|\bref(?:erence)?:?|\bupdates?|\bnumbers?|/|#))\s?$")
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
    let near = block < title.0 + 30 && said >= 2 && y.from.abs_diff(own) == 1;
    if !near || !OVERVIEW.is_match(tail(before, NEAR)) {
        return None;
    }
    let message = format!(
        "the report is said to be for {}, elsewhere for {own}/{:02}",
        y.label(),
        (own + 1) % 100
    );
    Some(differs(NAME, Level::Warning, message, places()))
}
