//! Tables of contents: their entries, and the headings in the body that they name.

use super::marks::{self, Mark};
use super::words;
use crate::fact::Reading;
use crate::figure::Span;
use crate::figure::pattern;
use crate::finding::{Location, Role as Part};
use crate::layout::{Block, Role};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) struct Entry {
    /// Its words as printed, with its number.
    pub text: String,
    /// The words of its title in small letters, without numbers.
    pub words: Vec<String>,
    /// Its own number, as printed.
    pub number: Option<String>,
    /// The page it gives.
    pub page: Option<u32>,
    /// Where it stands.
    pub place: Location,
}

/// A table of contents.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) struct List {
    /// Its entries in order.
    pub entries: Vec<Entry>,
    /// The block of its first entry.
    pub at: usize,
    /// The blocks it is the contents of: from behind it to the end of its part.
    pub body: Range<usize>,
}

static TITLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:table of |list of )?contents(?: page)?\W*$"));
static LAST_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)[\s.…_]*\b(\d{1,4})$"));

/// The tables of contents of a reading.
pub(in crate::rules) fn lists(reading: &Reading) -> Vec<List> {
    let mut out: Vec<List> = Vec::new();
    let blocks = &reading.blocks;
    let mut i = 0;
    while i < blocks.len() {
        let block = &blocks[i];
        let titled = block.text.len() < 30 && TITLE.is_match(block.text.trim());
        if !titled && block.role != Role::Contents {
            if let Some((list, end)) = tabled(reading, i) {
                out.push(list);
                i = end;
            }
            i += 1;
            continue;
        }
        let start = i + usize::from(titled);
        let (entries, end) = follow(reading, start);
        if entries.len() >= 3 {
            out.push(List {
                entries,
                at: start,
                body: body(reading, start, end),
            });
        }
        i = end.max(i + 1);
    }
    out
}

fn body(reading: &Reading, start: usize, end: usize) -> Range<usize> {
    let section = reading.section_of(start as u32) as usize;
    let until = reading
        .sections
        .get(section)
        .map_or(reading.blocks.len(), |s| s.end as usize);
    // Where the contents were cut off as a part of their own, the parts behind them are their body.
    let until = if until <= end + 2 {
        reading.blocks.len()
    } else {
        until
    };
    end..until.min(reading.blocks.len())
}

/// The entries from a block on, and the first block behind them.
fn follow(reading: &Reading, start: usize) -> (Vec<Entry>, usize) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut first: Option<Mark> = None;
    let mut last = 0;
    let mut i = start;
    while let Some(block) = reading.blocks.get(i) {
        if block.role == Role::Furniture || block.text.trim().eq_ignore_ascii_case("page") {
            i += 1;
            continue;
        }
        if let (Role::Table, true, Some(t)) = (block.role, entries.is_empty(), block.table) {
            return (rows(reading, t, None), i + 1);
        }
        let mark = marks::of(block).or_else(|| marks::read(&block.text, true));
        if block.role != Role::Contents {
            // A plain list: numbered lines that rise; the body begins where its first number comes again.
            let Some(m) =
                mark.filter(|_| block.text.len() < 120 && !block.text.ends_with(['.', ';']))
            else {
                break;
            };
            let again = first.is_some_and(|f| f.path() == m.path());
            if again || (entries.is_empty() && m.last() != 1) || m.path()[0] < last {
                break;
            }
            last = m.path()[0];
            first = first.or(mark);
        }
        entries.push(entry(reading, i, block, mark));
        i += 1;
    }
    (entries, i)
}

fn entry(reading: &Reading, at: usize, block: &Block, mark: Option<Mark>) -> Entry {
    let mut text = block.text.as_str();
    let mut page = None;
    if block.role == Role::Contents
        && let Some(c) = LAST_NUMBER.captures(text)
    {
        page = c.get(2).and_then(|m| m.as_str().parse().ok());
        text = c.get(1).map_or(text, |m| m.as_str());
    }
    let span = Span::new(0, block.text.len());
    Entry {
        text: text.to_string(),
        words: words(text.get(mark.map_or(0, |m| m.rest)..).unwrap_or("")),
        number: mark.map(|m| m.printed()),
        page,
        place: Location::prose(reading, Part::Primary, at as u32, span),
    }
}

/// A table with a column headed "Page" whose cells are numbers, and one of titles.
fn tabled(reading: &Reading, at: usize) -> Option<(List, usize)> {
    let table = reading.blocks[at].table?;
    let t = reading.tables.get(table as usize)?;
    let head = t.cells.iter().find(|c| {
        c.row < 3
            && c.text.len() < 12
            && c.text
                .trim()
                .to_lowercase()
                .trim_end_matches([' ', '.'])
                .starts_with("page")
    })?;
    let entries = rows(reading, table, Some(head.column));
    let body = body(reading, at, at + 1);
    (entries.len() >= 3).then_some((List { entries, at, body }, at))
}

/// The entries of a table; the page's column is the last one where no header says so.
fn rows(reading: &Reading, table: u32, page: Option<u32>) -> Vec<Entry> {
    let Some(t) = reading.tables.get(table as usize) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for row in t.cells.chunk_by(|a, b| a.row == b.row) {
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|n| *n < 2000);
        let cell = match page {
            Some(column) => row.iter().find(|c| c.column == column),
            None => row.iter().rev().find(|c| !c.text.trim().is_empty()),
        };
        let Some((cell, n)) = cell.and_then(|c| Some((c, number(&c.text)?))) else {
            continue;
        };
        let Some(title) = row
            .iter()
            .filter(|c| c.column != cell.column)
            .max_by_key(|c| c.text.len())
        else {
            continue;
        };
        let own = row.iter().find(|c| {
            c.column != cell.column && c.column != title.column && number(&c.text).is_some()
        });
        let mark = marks::read(&title.text, true);
        entries.push(Entry {
            text: title.text.to_string(),
            words: words(title.text.get(mark.map_or(0, |m| m.rest)..).unwrap_or("")),
            number: mark
                .map(|m| m.printed())
                .or_else(|| own.map(|c| c.text.trim().to_string())),
            page: Some(n),
            place: Location::cell(reading, Part::Primary, table, cell.row, cell.column),
        });
    }
    entries
}

/// A line of the body that could be a heading.
struct Line {
    block: usize,
    words: Vec<String>,
    number: Option<String>,
}

/// The headings that a list's entries name, where they can be told: the same words, or the same number and half of the
/// words.
pub(in crate::rules) fn headings(reading: &Reading, list: &List) -> Vec<Option<usize>> {
    let mut lines = Vec::new();
    for at in list.body.clone() {
        let block = &reading.blocks[at];
        let line = matches!(block.role, Role::Heading(_))
            || matches!(block.role, Role::ListItem | Role::Paragraph) && block.text.len() < 140;
        if !line {
            continue;
        }
        let mark = marks::read(&block.text, true);
        if mark.is_none() && !matches!(block.role, Role::Heading(_)) && block.text.len() > 90 {
            continue;
        }
        lines.push(Line {
            block: at,
            words: words(block.text.get(mark.map_or(0, |m| m.rest)..).unwrap_or("")),
            number: mark.map(|m| m.printed()).or_else(|| trailing(&block.text)),
        });
    }
    let of = |entry: &Entry| heading(&lines, entry);
    list.entries.iter().map(of).collect()
}

fn heading(lines: &[Line], entry: &Entry) -> Option<usize> {
    if entry.words.is_empty() {
        return None;
    }
    let mut same = Vec::new();
    let mut like = Vec::new();
    for line in lines {
        let own = &line.words;
        let numbered = line.number.is_some() && line.number == entry.number;
        if *own == entry.words {
            same.push((line.block, numbered));
        } else if numbered && own.len() <= entry.words.len() * 3 + 2 {
            let shared = own.iter().filter(|w| entry.words.contains(w)).count();
            if shared * 2 >= own.len().min(entry.words.len()) && shared > 0 {
                like.push(line.block);
            }
        }
    }
    match (same.as_slice(), like.as_slice()) {
        ([], [one]) => Some(*one),
        ([], _) => None,
        ([(one, _)], _) => Some(*one),
        (several, _) => {
            let mut numbered = several.iter().filter(|s| s.1);
            let one = numbered.next()?;
            numbered.next().is_none().then_some(one.0)
        }
    }
}

/// The number that a heading ends with: "Reserves 12".
fn trailing(text: &str) -> Option<String> {
    let (_, number) = text.trim().rsplit_once(' ')?;
    (number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())).then(|| number.to_string())
}
