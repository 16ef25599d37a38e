//! Text that was left to be filled in.

use super::housekeeping::{agrees, differs, is_text, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::{Span, pattern, patterns};
use crate::finding::{Level, Location, Role as Part, Test};
use crate::layout::Role;
use regex::{Regex, RegexSet};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) struct PlaceholderLeft;
pub(super) static RULE: PlaceholderLeft = PlaceholderLeft;
const NAME: &str = "placeholder-left";

/// Patterns with how loudly they are told: words that can be nothing else, then those that a form may keep on purpose.
const PATTERNS: [(&str, Level); 8] = [
    (
        r"(?i)Error! (?:Reference source|Bookmark) not (?:found|defined)|Error! No text of specified style",
        Level::Error,
    ),
    (
        r"(?i)[\[<{](?:(?:please )?(?:insert|add|enter|type|complete|delete as|to be (?:added|inserted|completed|updated|confirmed))\b[^\]>}]{0,60}|(?:xx+|tbc|tba|date|name|number|amount|figure|title|text here))[\]>}]",
        Level::Warning,
    ),
    (
        r"(?i)\bClick (?:here|or tap)(?: here)? to enter\b|\bLorem ipsum\b",
        Level::Warning,
    ),
    (
        r"£\s?(?:[xX]{1,4}(?:[.,][xX]+)?|\?+|_{2,})[mk]?(?:\W|$)",
        Level::Warning,
    ),
    (
        r"\b[xX]{2,4}\s?(?:%|per cent|days|weeks|months|children|people|homes|January|February|March|April|May|June|July|August|September|October|November|December)\b|\b[xX]{2,4}\s?%",
        Level::Warning,
    ),
    (
        r"\b(?:page|paragraph|section|appendix|table|minute)s?\s+[xX]{2,3}\b|\b20[xX]{2}\b|\b20\d\d/[xX]{2}\b",
        Level::Warning,
    ),
    (r"(?:^|[\s(])\?{3,}(?:\W|$)|\bX{3,4}\b", Level::Note),
    (
        r"\b(?:TBC|TBA|TBD)\b|(?i)\bto be (?:confirmed|inserted|completed) (?:before|prior to) publication",
        Level::Note,
    ),
];

static SET: LazyLock<RegexSet> = LazyLock::new(|| patterns(PATTERNS.iter().map(|p| p.0)));
static EACH: LazyLock<Vec<Regex>> =
    LazyLock::new(|| PATTERNS.iter().map(|p| pattern(p.0)).collect());
/// Cheap first: every pattern holds one of these.
static NEEDLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"xx|XX|£x|£X|£ x|£ X|£\?|£_|£ \?|\[|<|\{|\?\?\?|TB|Error!|to enter|ipsum|publication")
});

impl Rule for PlaceholderLeft {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        let mut first = None;
        for (i, block) in reading.blocks.iter().enumerate() {
            if let (Role::Table, Some(table)) = (block.role, block.table) {
                cells(reading, table, &mut tests);
            } else if is_text(block) {
                first = first.or(Some(i));
                tests.extend(found(&block.text).map(|(span, level)| {
                    left(&block.text, span, level, primary(reading, i, span))
                }));
            }
        }
        tests = once(tests);
        if let (true, Some(i)) = (tests.is_empty(), first) {
            let place = primary(reading, i, Span::new(0, reading.blocks[i].text.len()));
            tests.push(agrees(
                NAME,
                "nothing was left to be filled in".into(),
                vec![place],
            ));
        }
        tests
    }
}

/// Marks that may be meant are told once for the whole document.
fn once(tests: Vec<Test>) -> Vec<Test> {
    let (mut notes, mut loud): (Vec<Test>, Vec<Test>) =
        tests.into_iter().partition(|t| t.level == Level::Note);
    if notes.is_empty() {
        return loud;
    }
    let mut first = notes.remove(0);
    for other in notes.iter_mut().flat_map(|t| t.locations.drain(..)) {
        first.locations.push(Location {
            role: Part::Evidence,
            ..other
        });
    }
    loud.push(first);
    loud
}

fn left(text: &str, span: Span, level: Level, place: Location) -> Test {
    let words = span.of(text).trim();
    differs(
        NAME,
        level,
        format!("{words} was left to be filled in"),
        vec![place],
    )
}

fn cells(reading: &Reading, table: u32, tests: &mut Vec<Test>) {
    let Some(t) = reading.tables.get(table as usize) else {
        return;
    };
    for cell in &t.cells {
        if let Some((span, level)) = found(&cell.text) {
            // A table of dates keeps "TBC" on purpose.
            if level > Level::Note {
                let place = Location::cell(reading, Part::Primary, table, cell.row, cell.column);
                tests.push(left(&cell.text, span, level, place));
            }
        }
    }
}

/// A look at pairs of bytes, cheaper still: what the needles begin with, or hold.
fn may_hold(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| pattern("to enter|ipsum|publication"));
    let bytes = text.as_bytes();
    let Some(behind) = bytes.get(1..) else {
        return false;
    };
    let sign = |a: u8, b: u8| {
        (a == b'[') | (a == b'<') | (a == b'{') | ((a == b) & ((a | 0x20 == b'x') | (a == b'?')))
            | (a == b'T') & (b == b'B')
            | (a == b'r') & (b == b'!')
            // "£x", "£ x", "£?", "£_": the pound sign's last byte
            | (a == 0xa3) & ((b | 0x20 == b'x') | (b == b' ') | (b == b'?') | (b == b'_'))
    };
    // Without a branch, so that many pairs are looked at together.
    let any = |any: u8, (a, b): (&u8, &u8)| any | u8::from(sign(*a, *b));
    let found = |a: &[u8; 32], b: &[u8; 32]| a.iter().zip(b).fold(0, any) != 0;
    let (first, _) = bytes.as_chunks();
    let (second, rest) = behind.as_chunks();
    let left = &bytes[behind.len() - rest.len()..];
    first.iter().zip(second).any(|(a, b)| found(a, b))
        || left.iter().zip(rest).fold(0, any) != 0
        || matches!(bytes.last(), Some(b'[' | b'<' | b'{'))
        || bytes.len() > 10 && WORDS.is_match(text)
}

/// The loudest pattern that a text holds.
fn found(text: &str) -> Option<(Span, Level)> {
    if !may_hold(text) || !NEEDLE.is_match(text) {
        return None;
    }
    SET.matches(text).iter().find_map(|at| {
        let mut all = EACH.get(at)?.find_iter(text).map(|m| m.range());
        let m = all.find(|m| !is_meant(text, m))?;
        Some((Span::new(m.start, m.end), PATTERNS[at].1))
    })
}

/// Whether what looks like a placeholder is meant to stay: the hidden digits of an account ("XXX-81007"), or a name in a
/// line of code or an address (`${name}`, `/facts/<name>/all`).
fn is_meant(text: &str, at: &Range<usize>) -> bool {
    let (Some(before), Some(behind)) = (text.get(..at.start), text.get(at.end..)) else {
        return false;
    };
    let hidden = |c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X');
    let inside = &text[at.clone()];
    if inside.chars().all(|c| matches!(c, 'x' | 'X')) {
        return behind
            .strip_prefix('-')
            .is_some_and(|b| b.starts_with(hidden))
            || before
                .strip_suffix('-')
                .is_some_and(|b| b.ends_with(hidden));
    }
    let name = inside
        .trim_matches(['[', ']', '<', '>', '{', '}'])
        .chars()
        .all(|c| c.is_ascii_alphabetic());
    name && inside.ends_with([']', '>', '}'])
        && (before.ends_with(['$', '!', '=', '/']) || behind.starts_with(['=', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_words_that_look_like_them() {
        for text in [
            "a saving of £xm in all",
            "see page XX",
            "[insert date]",
            "up xx% on last year",
            "[TBC]",
            "on XX March",
            "£X,XXX was",
            "Error! Reference source not found.",
        ] {
            assert!(found(text).is_some_and(|f| f.1 > Level::Note), "{text}");
        }
        for text in [
            "[sic]",
            "[name withheld]... no",
            "<5",
            "a dexxter",
            "Part XX of the Act",
            "Louis XXI",
            "£10m",
            "what??",
            "XXXX-XXXX-XXXX-7620",
            "Account ending XXX-81007",
            "run with ${name} set",
            "GET /cubes/<name>/facts",
            "{name}={value}",
        ] {
            assert!(found(text).is_none_or(|f| f.1 == Level::Note), "{text}");
        }
        assert_eq!(found("Account ending XXX-81007"), None);
        assert!(found("Account XXX-81007, see minute XXX").is_some());
    }
}
