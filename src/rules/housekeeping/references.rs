//! References in the text ("Minute 12 below", "Table 3", "paragraph 5.7") and what they can refer to.

use super::marks::{self, Style};
use super::{is_text, runs};
use crate::fact::Reading;
use crate::figure::Span;
use crate::figure::pattern;
use crate::layout::Role;
use crate::section;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Kind {
    /// "Table 3", "Table 5.1".
    Table,
    /// "paragraph 5.7".
    Paragraph,
    /// "Minute 12".
    Minute,
    /// "Appendix B".
    Appendix,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Table => "table",
            Kind::Paragraph => "paragraph",
            Kind::Minute => "minute",
            Kind::Appendix => "appendix",
        }
    }
}

/// One reference.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) struct Reference {
    /// What it names.
    pub kind: Kind,
    /// The number or letter, as printed, in capitals.
    pub number: String,
    /// It says that its target is in this text: "above", "below", "shows", "of this report".
    pub here: bool,
    /// The block.
    pub block: usize,
    /// Where it stands.
    pub span: Span,
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b([Tt]able|[Pp]aragraph|[Pp]ara|[Mm]inute|[Aa]ppendix|APPENDIX|TABLE)\s+(?:[Nn]o\.?\s?)?(\d{1,3}(?:\.\d{1,2}){0,3}|[A-Z]{1,2}\d{0,2}|[IVX]{1,4})\b(\.\d)?",
    )
});
static HERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[)\s,]*(?:(?:above|below|overleaf|of this report|in this report|shows?|sets? out|summaris[a-z]+|provides?|details?|illustrat[a-z]+|compar[a-z]+|presents?|lists?|gives?)\b|refers\b)",
    )
});
/// What makes a number another text's: "of the Act", "in Appendix D", "of Schedule 3".
static ELSEWHERE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[)\s,]*(?:of|in|to|from|within|at)\s+\w"));
static OTHER_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:Acts?|Regulations?|Rules|Code|Guidance|Constitution|Standing Orders|Framework|NPPF|Order|Directive|Schedule|Circular|Policy|Standards?)\b",
    )
});

/// The references of a section's text.
pub(in crate::rules) fn find(reading: &Reading, blocks: Range<usize>) -> Vec<Reference> {
    let mut out = Vec::new();
    for block in blocks {
        let Some(found) = reading.blocks.get(block).filter(|b| is_text(b)) else {
            continue;
        };
        let text = found.text.as_str();
        let mut other_text = None;
        for c in REFERENCE.captures_iter(text) {
            let (Some(all), Some(word), Some(number)) = (c.get(0), c.get(1), c.get(2)) else {
                continue;
            };
            let kind = match word.as_str().as_bytes()[0] {
                b'T' | b't' => Kind::Table,
                b'M' | b'm' => Kind::Minute,
                b'A' | b'a' => Kind::Appendix,
                _ => Kind::Paragraph,
            };
            let digits = number.as_str().starts_with(|d: char| d.is_ascii_digit());
            if !digits && kind != Kind::Appendix {
                continue;
            }
            let after = text.get(all.end()..).unwrap_or("");
            let other = ELSEWHERE.is_match(after) && !after.trim_start().starts_with("of this")
                || *other_text.get_or_insert_with(|| OTHER_TEXT.is_match(text));
            let capital = word.as_str().starts_with(|c: char| c.is_uppercase());
            out.push(Reference {
                kind,
                number: number.as_str().to_string(),
                here: HERE.is_match(after) && !other && (capital || kind == Kind::Paragraph),
                block,
                span: Span::new(all.start(), all.end()),
            });
        }
    }
    out
}

/// The numbered tables of a document.
pub(in crate::rules) struct Tables {
    by_number: BTreeMap<String, usize>,
    /// Where they are numbered without gaps: from which to which.
    all: Option<String>,
}

/// What the references of a section can name.
pub(in crate::rules) struct Targets<'t> {
    tables: &'t Tables,
    paragraphs: BTreeMap<String, usize>,
    /// Lists of paragraphs without gaps, by the levels above: last number.
    unbroken: BTreeMap<String, (u16, u16)>,
    /// Appendices listed with a title, and where.
    pub appendices: Vec<(String, usize)>,
}

static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^table\s+(\d{1,3}(?:\.\d{1,2}){0,2})\b"));
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Appendix|APPENDIX)\s+([A-Z]{1,2}|\d{1,2}|[IVX]{1,4})\s*(?:[:–—-]|\s[A-Z])")
});

impl Tables {
    /// Gathers the numbered tables of a document.
    pub fn of(reading: &Reading) -> Tables {
        let mut tables = BTreeMap::new();
        for (i, b) in reading.blocks.iter().enumerate() {
            if let Some(m) = marks::labelled(b).filter(|m| m.style.label() == Some("Table")) {
                tables.entry(number(m.path())).or_insert(i);
            }
        }
        // A caption may have become a table's title, or its first cell.
        for t in &reading.tables {
            let first = t.cells.iter().take(3).map(|c| c.text.as_str());
            for text in t.title.iter().map(String::as_str).chain(first) {
                if let Some(c) = CAPTION.captures(text).and_then(|c| c.get(1)) {
                    let block = reading.blocks.iter().position(|b| {
                        b.table
                            .is_some_and(|i| std::ptr::eq(&reading.tables[i as usize], t))
                    });
                    tables
                        .entry(c.as_str().to_string())
                        .or_insert(block.unwrap_or(0));
                }
            }
        }
        Tables {
            all: all_tables(&tables),
            by_number: tables,
        }
    }
}

impl<'t> Targets<'t> {
    /// Gathers the numbered paragraphs and appendices of a section.
    pub fn of(reading: &Reading, tables: &'t Tables, blocks: Range<usize>) -> Targets<'t> {
        let mut paragraphs = BTreeMap::new();
        let mut appendices: Vec<(String, usize)> = Vec::new();
        for at in blocks.clone() {
            let b = &reading.blocks[at];
            if b.role == Role::Contents {
                continue;
            }
            if let Some(m) = marks::of(b).filter(|m| m.style != Style::Roman) {
                paragraphs.entry(number(m.path())).or_insert(at);
            }
            if is_text(b)
                && b.text.len() < 160
                && let Some(c) = LISTED.captures(&b.text)
                && let Some(name) = c.get(1)
                && !appendices.iter().any(|(n, _)| n == name.as_str())
            {
                appendices.push((name.as_str().to_string(), at));
            }
        }
        // Appendices bound in behind the report begin with their name.
        let behind = reading
            .sections
            .iter()
            .skip_while(|s| (s.first as usize) < blocks.end);
        for part in behind.take_while(|s| s.kind == section::Kind::Appendix) {
            let first = part.first as usize;
            let found = reading.blocks[first..part.end as usize]
                .iter()
                .take(2)
                .position(|b| LISTED.is_match(&b.text));
            if let Some(at) = found.map(|i| first + i)
                && let Some(name) = LISTED
                    .captures(&reading.blocks[at].text)
                    .and_then(|c| Some(c.get(1)?.as_str().to_string()))
                && !appendices.iter().any(|(n, _)| *n == name)
            {
                appendices.push((name, at));
            }
        }
        let mut unbroken = BTreeMap::new();
        let section = reading.section_of(blocks.start as u32) as usize;
        for run in runs::of_section(reading, section) {
            let (Some(a), Some(z)) = (run.members.first(), run.members.last()) else {
                continue;
            };
            let whole = run.breaks.is_empty() && run.members.len() >= 4;
            if whole && matches!(a.mark.style, Style::Dotted | Style::Stop) {
                unbroken
                    .entry(number(a.mark.parent()))
                    .or_insert((a.mark.last(), z.mark.last()));
            }
        }
        Targets {
            tables,
            paragraphs,
            unbroken,
            appendices,
        }
    }

    /// The block that a reference names.
    pub fn find(&self, r: &Reference) -> Option<usize> {
        match r.kind {
            Kind::Table => self.tables.by_number.get(&r.number).copied(),
            Kind::Paragraph | Kind::Minute => self.paragraphs.get(&r.number).copied(),
            Kind::Appendix => self
                .appendices
                .iter()
                .find(|a| a.0 == r.number)
                .map(|a| a.1),
        }
    }

    /// What there is, where it is certain that nothing was missed: "from 5 to 12".
    pub fn known(&self, r: &Reference) -> Option<String> {
        match r.kind {
            // Where all are numbered by chapter, a number without one is no table's.
            Kind::Table
                if !r.number.contains('.')
                    && self.tables.by_number.len() >= 3
                    && self.tables.by_number.keys().all(|k| k.contains('.')) =>
            {
                ends(&self.tables.by_number)
            }
            // A chapter without a table that was found may have one that was not.
            Kind::Table => {
                let chapter = r.number.rsplit_once('.').map(|p| format!("{}.1", p.0));
                let known = chapter.is_none_or(|first| self.tables.by_number.contains_key(&first));
                self.tables.all.clone().filter(|_| known)
            }
            Kind::Paragraph | Kind::Minute => {
                let parent = r.number.rsplit_once('.').map_or("", |p| p.0);
                let (a, z) = self.unbroken.get(parent)?;
                let dot = if parent.is_empty() { "" } else { "." };
                (r.kind == Kind::Minute || !parent.is_empty())
                    .then(|| format!("from {parent}{dot}{a} to {parent}{dot}{z}"))
            }
            Kind::Appendix => None,
        }
    }
}

fn number(path: &[u16]) -> String {
    path.iter()
        .map(u16::to_string)
        .collect::<Vec<_>>()
        .join(".")
}

/// "from 1 to 4" or "from 3.1 to 8.2", where tables are numbered through: three or more, and each follows another.
fn all_tables(tables: &BTreeMap<String, usize>) -> Option<String> {
    if tables.len() < 3 {
        return None;
    }
    let simple = tables.keys().filter(|k| !k.contains('.')).count();
    let follows = |key: &String| {
        let (parent, last) = key.rsplit_once('.').map_or(("", key.as_str()), |p| p);
        let last: u16 = last.parse().unwrap_or(0);
        let before = if parent.is_empty() {
            (last - last.min(1)).to_string()
        } else {
            format!("{parent}.{}", last - last.min(1))
        };
        last == 1 || tables.contains_key(&before)
    };
    let whole = (simple == 0 || simple == tables.len()) && tables.keys().all(follows);
    if whole { ends(tables) } else { None }
}

/// "from 3.1 to 8.2".
fn ends(tables: &BTreeMap<String, usize>) -> Option<String> {
    let path = |k: &String| -> Vec<u16> { k.split('.').filter_map(|p| p.parse().ok()).collect() };
    let mut order: Vec<Vec<u16>> = tables.keys().map(path).collect();
    order.sort();
    Some(format!(
        "from {} to {}",
        number(order.first()?),
        number(order.last()?)
    ))
}
