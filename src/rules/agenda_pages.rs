//! The page ranges of an agenda's front sheet: each begins where the one before it ends.

use super::housekeeping::{agrees, blocks_of, differs, evidence, not_tested, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::Span;
use crate::figure::pattern;
use crate::finding::{Level, Location, Test};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) struct AgendaPages;
pub(super) static RULE: AgendaPages = AgendaPages;
const NAME: &str = "agenda-pages";

/// "(Pages 5 - 18)", "(Page 7)"; a dash that was lost in extraction leaves "(Pages 21 46)".
static PAGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\(\s*[Pp]ages?\s+(\d{1,4})(?:\s*(?:-|–|—|−|to)?\s+(\d{1,4})|\s*[-–—−]\s*(\d{1,4}))?\s*\)",
    )
});
/// What explains pages that belong to no entry.
static APART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:exempt|private|confidential|to follow|exclu[a-z]+|restricted|closed|not for publication|late|tabled)\b",
    )
});

/// A range of pages as printed.
#[derive(Clone, Copy)]
struct Stretch {
    from: u32,
    to: u32,
    block: usize,
    span: Span,
}

impl Rule for AgendaPages {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let sections = 0..reading.sections.len().max(1);
        sections
            .flat_map(|s| judge(reading, &stretches(reading, blocks_of(reading, s))))
            .collect()
    }
}

/// A cheap look for the bracket and the letter that pages begin with.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'(', bytes).any(|i| matches!(bytes.get(i + 1), Some(b'P' | b'p')))
}

fn stretches(reading: &Reading, blocks: Range<usize>) -> Vec<Stretch> {
    let mut out = Vec::new();
    for block in blocks {
        let Some(found) = reading.blocks.get(block).filter(|b| may_hold(&b.text)) else {
            continue;
        };
        for c in PAGES.captures_iter(&found.text) {
            let number = |m: regex::Match<'_>| m.as_str().parse::<u32>().ok();
            let (Some(all), Some(from)) = (c.get(0), c.get(1).and_then(number)) else {
                continue;
            };
            let to = c
                .get(2)
                .or_else(|| c.get(3))
                .and_then(number)
                .unwrap_or(from);
            out.push(Stretch {
                from,
                to,
                block,
                span: Span::new(all.start(), all.end()),
            });
        }
    }
    out
}

fn judge(reading: &Reading, all: &[Stretch]) -> Vec<Test> {
    if all.len() < 2 {
        return Vec::new();
    }
    // An appendix listed under its report with its own part of the report's pages is nested, not next.
    let mut outer: Vec<Stretch> = Vec::with_capacity(all.len());
    for s in all {
        let nested = outer
            .last()
            .is_some_and(|o| o.from <= s.from && s.to <= o.to && o.from != o.to);
        if !nested || s.to < s.from {
            outer.push(*s);
        }
    }
    let all = outer.as_slice();
    let pairs = || all.windows(2).map(|w| (w[0], w[1]));
    let joined = pairs().filter(|(a, b)| b.from == a.to + 1).count();
    let mut tests: Vec<Test> = all
        .iter()
        .filter(|s| s.to < s.from)
        .map(|s| {
            let message = format!("pages {} to {} run backwards", s.from, s.to);
            differs(
                NAME,
                Level::Warning,
                message,
                vec![primary(reading, s.block, s.span)],
            )
        })
        .collect();
    if !tests.is_empty() {
        return tests;
    }
    for (a, b) in pairs().filter(|(a, b)| b.from != a.to + 1) {
        let places: Vec<Location> = vec![
            primary(reading, b.block, b.span),
            evidence(reading, a.block, a.span),
        ];
        let next = range(b);
        tests.push(if b.from < a.from && joined == 0 {
            let reason = format!(
                "{} follows {}: the lists of two agendas, or pages not counted through",
                next,
                range(a)
            );
            not_tested(NAME, reason, places)
        } else if b.from <= a.to {
            // A short entry may begin on the page on which the one before it ends.
            let shared = b.from == a.to && joined == 0;
            let message = format!("{} and the {next} that follow overlap", range(a));
            if shared {
                not_tested(NAME, message, places)
            } else {
                differs(NAME, Level::Warning, message, places)
            }
        } else {
            let (first, last) = (a.to + 1, b.from - 1);
            let gap = if first == last {
                format!("page {first} belongs")
            } else {
                format!("pages {first} to {last} belong")
            };
            let message = format!("{gap} to no entry, between {} and {next}", range(a));
            let apart = (a.block..=b.block)
                .filter_map(|i| reading.blocks.get(i))
                .any(|x| APART.is_match(&x.text));
            if apart || joined == 0 && first != last {
                not_tested(NAME, message, places)
            } else {
                differs(NAME, Level::Warning, message, places)
            }
        });
    }
    // Ranges that mostly do not follow one another were never counted through.
    if tests.len() > 1 && joined < tests.len() {
        let places = tests.swap_remove(0).locations;
        return vec![not_tested(
            NAME,
            "the ranges are not counted through".into(),
            places,
        )];
    }
    if tests.is_empty() && all.len() > 1 {
        let mut places = vec![primary(reading, all[0].block, all[0].span)];
        places.extend(all[1..].iter().map(|s| evidence(reading, s.block, s.span)));
        tests.push(agrees(
            NAME,
            format!("{} ranges of pages follow one another", all.len()),
            places,
        ));
    }
    tests
}

fn range(s: Stretch) -> String {
    if s.from == s.to {
        format!("page {}", s.from)
    } else {
        format!("pages {} to {}", s.from, s.to)
    }
}
