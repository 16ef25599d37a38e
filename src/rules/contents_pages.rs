//! A table of contents against the document: pages rise, each entry has its heading, on its page and with its year.

use super::housekeeping::contents::{self, Entry};
use super::housekeeping::paging::{self, as_evidence};
use super::housekeeping::{agrees, differs, primary, whole, words, years};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Test};
use crate::layout::Role;

pub(super) struct ContentsPages;
pub(super) static RULE: ContentsPages = ContentsPages;
const NAME: &str = "contents-pages";

impl Rule for ContentsPages {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        paging::counted_together(NAME, reading, &mut tests);
        let lists = contents::lists(reading);
        if lists.is_empty() {
            return tests;
        }
        let pages = paging::pages(reading);
        for list in &lists {
            let odd = paging::rise(NAME, list, &mut tests);
            let found = contents::headings(reading, list);
            paging::on_their_pages(NAME, reading, list, &found, &pages, &odd, &mut tests);
            for (i, entry) in list.entries.iter().enumerate() {
                tests.extend(own_year(reading, entry, found[i]));
                let from = found[i].unwrap_or(list.body.start);
                let until = found[i + 1..].iter().flatten().find(|b| **b > from);
                tests.extend(inner_year(
                    reading,
                    entry,
                    from + 1..*until.unwrap_or(&list.body.end),
                ));
            }
        }
        tests
    }
}

/// An entry and its heading name the same year.
fn own_year(reading: &Reading, entry: &Entry, found: Option<usize>) -> Option<Test> {
    let at = found?;
    let block = &reading.blocks[at];
    let (a, b) = (years::scan(&entry.text), years::scan(&block.text));
    let places = vec![
        primary(reading, at, whole(block)),
        as_evidence(&entry.place),
    ];
    match (a.as_slice(), b.as_slice()) {
        ([a], [b]) if a.label() == b.label() => {
            Some(agrees(NAME, format!("both name {}", a.label()), places))
        }
        ([a], [b]) => {
            let message = format!("the heading says {}, the contents {}", b.label(), a.label());
            Some(differs(NAME, Level::Warning, message, places))
        }
        ([], []) => Some(agrees(NAME, "the entry has its heading".into(), places)),
        _ => None,
    }
}

/// "including review of Plan 2022/23" in an entry, and the heading below it that says "Review of Plan 2021/22".
fn inner_year(reading: &Reading, entry: &Entry, below: std::ops::Range<usize>) -> Option<Test> {
    let [stated] = years::scan(&entry.text)[..] else {
        return None;
    };
    for at in below {
        let block = &reading.blocks[at];
        if block.text.len() > 120 || !matches!(block.role, Role::Heading(_) | Role::Paragraph) {
            continue;
        }
        let [own] = years::scan(&block.text)[..] else {
            continue;
        };
        let title = words(&block.text);
        if title.len() < 3 || title.len() >= entry.words.len() || !entry.words.ends_with(&title) {
            continue;
        }
        let places = vec![
            primary(reading, at, whole(block)),
            as_evidence(&entry.place),
        ];
        return Some(if own.label() == stated.label() {
            agrees(NAME, format!("both name {}", own.label()), places)
        } else {
            let message = format!(
                "the heading says {}, the contents {}",
                own.label(),
                stated.label()
            );
            differs(NAME, Level::Error, message, places)
        });
    }
    None
}
