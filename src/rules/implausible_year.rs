//! A year that nobody can mean, one slip of the pen away from a year that the document speaks of.

use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::{Span, digits, pattern, tail};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::layout::Role as BlockRole;
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) struct ImplausibleYear;
pub(super) static RULE: ImplausibleYear = ImplausibleYear;

const NAME: &str = "implausible-year";
/// A document speaks of years up to so many after its latest.
const FAR: u16 = 15;
/// The last bytes before a year, enough for a date.
const NEAR: usize = 40;

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?(?: \d{1,2}(?:st|nd|rd|th)?,?)?|\b(?:fiscal|calendar|financial|fy)(?: years?)?|\byears?(?: end(?:ed|ing))?(?: in)?|\b(?:19|20)\d\d(?:,| and|, and| or| to| compared (?:to|with)| versus| over) ?)\s?$",
    )
});
static LOOSELY_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:in|during|since|of|for|to|and|from|with|both)\s$"));
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[,;:)]|\.(?:\s|$)|\s*$|,? (?:and|or|to) (?:19|20)\d\d\b|\s(?:and|was|were|as|due|compared|from|primarily|the|we|by|mainly|which)\b)",
    )
});
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:matur|expir|due|until|through|thereafter|beyond|lease|by|target|plan|forecast|project|horizon|leading (?:up )?to|supply|net zero|will|notes|ends? (?:on|in)|ending|extend|running|runs)",
    )
});

impl Rule for ImplausibleYear {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let years = years(reading);
        let Some(latest) = years
            .iter()
            .filter(|(_, n)| **n >= 2)
            .map(|(y, _)| *y)
            .max()
        else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        for (i, block) in reading.blocks.iter().enumerate() {
            if !prose(block.role) {
                continue;
            }
            for (year, found) in fours(&block.text) {
                let known = years.get(&year).is_some_and(|n| *n > 1);
                let impossible = !(1600..=2100).contains(&year);
                let late = year > latest + FAR;
                if (known && seen.contains(&year)) || !(known || impossible || late) {
                    continue;
                }
                let before = &block.text[..found.start];
                let after = &block.text[found.end..];
                let firm = BEFORE.is_match(tail(before, NEAR));
                let placed =
                    firm || LOOSELY_BEFORE.is_match(tail(before, NEAR)) && AFTER.is_match(after);
                let listed = AFTER.is_match(after)
                    && after
                        .trim_start_matches([',', ' '])
                        .get(..4)
                        .is_some_and(is_year);
                if !(placed || listed) {
                    continue;
                }
                let far = late
                    && firm
                    && !in_reach(&years, latest, year)
                    && !AHEAD.is_match(sentence(&block.text, found.start));
                let meant = years
                    .iter()
                    .filter(|(y, _)| !known && (impossible || far) && slip(**y, year))
                    // The year of an old Act is not what a slip in a new date means.
                    .filter(|(y, _)| **y + FAR >= latest)
                    .max_by_key(|(_, n)| **n)
                    .map(|(y, _)| *y);
                // One test for each year that is in place, however often it is named.
                if meant.is_some() || (known && seen.insert(year)) {
                    let span = Span::new(found.start, found.end);
                    out.push(test(
                        reading,
                        i as u32,
                        span,
                        year,
                        meant,
                        impossible && firm,
                    ));
                }
            }
        }
        out
    }
}

fn test(
    reading: &Reading,
    block: u32,
    span: Span,
    year: u16,
    meant: Option<u16>,
    sure: bool,
) -> Test {
    let stated = Decimal::from(year);
    let location = Location::prose(reading, Role::Primary, block, span);
    Test {
        rule: NAME,
        outcome: if meant.is_some() {
            Outcome::Differs
        } else {
            Outcome::Agrees
        },
        level: if sure { Level::Error } else { Level::Warning },
        message: match meant {
            Some(meant) => format!(
                "the year {} is out of reach of the report, which speaks of {meant}",
                location.text
            ),
            None => format!("{} is a year the report speaks of", location.text),
        },
        stated: Some(stated),
        computed: Some(Decimal::from(meant.unwrap_or(year))),
        cause: meant.map(|m| {
            super::link::slip(stated, Decimal::from(m))
                .unwrap_or_else(|| "two digits are swapped".into())
        }),
        sum: Vec::new(),
        locations: vec![location],
    }
}

fn prose(role: BlockRole) -> bool {
    matches!(
        role,
        BlockRole::Paragraph
            | BlockRole::ListItem
            | BlockRole::Heading(_)
            | BlockRole::Note
            | BlockRole::Caption
    )
}

/// The plausible years that the document uses, with how often.
fn years(reading: &Reading) -> BTreeMap<u16, u32> {
    let mut years = BTreeMap::new();
    let cells = reading
        .tables
        .iter()
        .flat_map(|t| t.cells.iter())
        .filter(|c| c.text.len() < 80)
        .map(|c| c.text.as_str());
    let blocks = reading
        .blocks
        .iter()
        .filter(|b| prose(b.role))
        .map(|b| b.text.as_str());
    for text in cells.chain(blocks) {
        for (year, _) in fours(text).filter(|(y, _)| (1900..=2100).contains(y)) {
            *years.entry(year).or_default() += 1;
        }
    }
    years
}

/// Whether a year is no further off than the others that the document names lead, each at most fifteen years beyond the
/// one before, or has another one beside it: an old Act may be named more often than the years that are spoken of. Or one
/// of a series of numbers, as of cheques: 2076, 2077, 2078.
fn in_reach(years: &BTreeMap<u16, u32>, latest: u16, year: u16) -> bool {
    let others = years.range(latest..).map(|(y, _)| *y);
    let reach = others
        .filter(|y| *y != year)
        .fold(latest, |reach, y| if y <= reach + FAR { y } else { reach });
    let beside = |y: &u16| *y > latest && *y != year && y.abs_diff(year) <= FAR;
    year <= reach + FAR
        || years.keys().any(beside)
        || years.contains_key(&(year - 1))
        || years.contains_key(&(year + 1))
}

/// Four digits that stand alone, where a year would.
fn fours(text: &str) -> impl Iterator<Item = (u16, Range<usize>)> {
    let bytes = text.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    digits::runs(text).filter_map(move |(start, end)| {
        let alone = end - start == 4
            && !(word(bytes.get(end)) || start > 0 && word(bytes.get(start - 1)))
            && stands_alone(text, start, end);
        let year = alone.then(|| text[start..end].parse().ok()).flatten()?;
        Some((year, start..end))
    })
}

/// Not a part of a longer number, an amount, a range or a reference.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let (next, then) = (after.next(), after.next());
    let joined = matches!(before, Some(c) if c.is_alphanumeric() || "£$€.,/-–#:+".contains(c))
        || matches!(next, Some(c) if c.is_alphanumeric() || "%/-–".contains(c))
        || matches!(next, Some('.' | ',')) && then.is_some_and(|c| c.is_ascii_digit());
    !joined
}

fn sentence(text: &str, at: usize) -> &str {
    crate::store::split(text)
        .into_iter()
        .find(|s| (s.start as usize..s.end as usize).contains(&at))
        .map_or(text, |s| s.of(text))
}

fn is_year(four: &str) -> bool {
    four.parse::<u16>()
        .is_ok_and(|y| (1900..=2100).contains(&y))
}

/// One digit apart, or two neighbours swapped, with leading zeros kept: 0219 for 2019.
fn slip(a: u16, b: u16) -> bool {
    let (x, y) = (format!("{a:04}"), format!("{b:04}"));
    let (x, y) = (x.as_bytes(), y.as_bytes());
    let apart: Vec<usize> = (0..4).filter(|i| x[*i] != y[*i]).collect();
    match apart.as_slice() {
        [_] => true,
        [i, k] => k - i == 1 && x[*i] == y[*k] && x[*k] == y[*i],
        _ => false,
    }
}
