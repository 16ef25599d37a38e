//! References to tables, paragraphs, minutes and appendices name something that is there.

use super::housekeeping::marks;
use super::housekeeping::references::{self, Kind, Reference, Tables, Targets};
use super::housekeeping::{
    agrees, blocks_of, differs, evidence, not_tested, primary, whole, words, years,
};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Test};
use crate::layout::Role;
use std::cell::OnceCell;
use std::collections::BTreeMap;

pub(super) struct CrossReference;
pub(super) static RULE: CrossReference = CrossReference;
const NAME: &str = "cross-reference";

impl Rule for CrossReference {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        let tables = OnceCell::new();
        for section in 0..reading.sections.len().max(1) {
            let blocks = blocks_of(reading, section);
            let references = references::find(reading, blocks.clone());
            if references.is_empty() {
                continue;
            }
            let tables = tables.get_or_init(|| Tables::of(reading));
            let targets = Targets::of(reading, tables, blocks);
            let mut found: BTreeMap<usize, Test> = BTreeMap::new();
            for r in references.iter().filter(|r| r.kind != Kind::Appendix) {
                match targets.find(r) {
                    // References to one target are one test.
                    Some(target) => match found.get_mut(&target) {
                        Some(test) => test.locations.push(evidence(reading, r.block, r.span)),
                        None => {
                            let test = judge(reading, &targets, r);
                            found.extend(test.map(|t| (target, t)));
                        }
                    },
                    None => tests.extend(judge(reading, &targets, r)),
                }
            }
            tests.extend(found.into_values());
            appendices(reading, &targets, &references, &mut tests);
        }
        subjects(reading, &mut tests);
        tests
    }
}

fn judge(reading: &Reading, targets: &Targets<'_>, r: &Reference) -> Option<Test> {
    let name = r.kind.name();
    if let Some(target) = targets.find(r) {
        if target == r.block {
            return None;
        }
        let there = &reading.blocks[target];
        let mark = marks::of(there).or_else(|| marks::labelled(there));
        let place = evidence(
            reading,
            target,
            mark.map_or_else(|| whole(there), |m| m.span),
        );
        let message = format!("{name} {} is there", r.number);
        return Some(agrees(
            NAME,
            message,
            vec![primary(reading, r.block, r.span), place],
        ));
    }
    let place = vec![primary(reading, r.block, r.span)];
    // Only a list without gaps tells that a number is not there.
    match targets.known(r) {
        Some(range) if r.here => {
            let message = format!("there is no {name} {}, they run {range}", r.number);
            Some(differs(NAME, Level::Warning, message, place))
        }
        Some(range) => {
            let reason = format!(
                "there is no {name} {} here ({range}), but it may be another document's",
                r.number
            );
            Some(not_tested(NAME, reason, place))
        }
        None => None,
    }
}

/// The appendices listed under a report and those that its text refers to: where every one listed is never referred to,
/// and every one referred to is not listed, one of the two is wrong.
fn appendices(
    reading: &Reading,
    targets: &Targets<'_>,
    references: &[Reference],
    tests: &mut Vec<Test>,
) {
    let mentions: Vec<&Reference> = references
        .iter()
        .filter(|r| r.kind == Kind::Appendix)
        .filter(|r| targets.appendices.iter().all(|a| a.1 != r.block))
        .collect();
    if mentions.is_empty() || targets.appendices.is_empty() {
        return;
    }
    let listed = |r: &Reference| {
        targets
            .appendices
            .iter()
            .find(|(name, _)| *name == r.number)
    };
    for (name, block) in &targets.appendices {
        let mut same = mentions
            .iter()
            .filter(|r| r.number == *name && r.block != *block)
            .peekable();
        if same.peek().is_some() {
            let mut places = vec![primary(reading, *block, whole(&reading.blocks[*block]))];
            places.extend(same.map(|r| evidence(reading, r.block, r.span)));
            tests.push(agrees(
                NAME,
                format!("appendix {name} is listed and referred to"),
                places,
            ));
        }
    }
    let strangers: Vec<&&Reference> = mentions.iter().filter(|r| listed(r).is_none()).collect();
    let unused = targets
        .appendices
        .iter()
        .all(|(name, _)| mentions.iter().all(|r| r.number != *name));
    // A running head names its own document; a reference stands in a sentence.
    let prose = |r: &&Reference| {
        let text = &reading.blocks[r.block].text;
        text.len() > 40 && text.contains([',', '.', '(', ':'])
    };
    let strangers: Vec<&&Reference> = strangers.into_iter().filter(|r| prose(r)).collect();
    let one = strangers.windows(2).all(|w| w[0].number == w[1].number);
    if let (true, true, [(name, block)], Some(first)) = (
        unused,
        one,
        targets.appendices.as_slice(),
        strangers.first(),
    ) {
        let mut places = vec![primary(reading, *block, whole(&reading.blocks[*block]))];
        places.extend(strangers.iter().map(|r| evidence(reading, r.block, r.span)));
        let message = format!(
            "the text refers to appendix {}, the one listed is appendix {name}",
            first.number
        );
        tests.push(differs(NAME, Level::Warning, message, places));
    }
}

/// Whether a text begins with ASCII letters, in capitals or not.
fn starts_with(text: &str, lead: &str) -> bool {
    text.get(..lead.len())
        .is_some_and(|t| t.eq_ignore_ascii_case(lead))
}

/// An agenda's entries and the subject lines of the reports behind it: the same words, the same year.
fn subjects(reading: &Reading, tests: &mut Vec<Test>) {
    let named = |text: &str| {
        text.get(..9).is_some()
            && ["subject:", "title:", "report o"]
                .iter()
                .any(|lead| starts_with(text, lead))
    };
    let entries: Vec<(usize, Vec<String>)> = reading
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.text.contains("(Page") && b.text.len() < 300)
        .map(|(i, b)| (i, words(b.text.split("(Page").next().unwrap_or(""))))
        .filter(|(_, w)| w.len() >= 4)
        .collect();
    if entries.is_empty() {
        return;
    }
    for (at, block) in reading.blocks.iter().enumerate() {
        if !named(&block.text) || block.text.len() > 300 || block.role == Role::Furniture {
            continue;
        }
        let title = block.text.split_once(':').map_or("", |t| t.1);
        let own = words(title);
        let Some((entry, _)) = entries.iter().find(|(i, w)| *i < at && *w == own) else {
            continue;
        };
        let (a, b) = (
            years::scan(&reading.blocks[*entry].text),
            years::scan(title),
        );
        let places = vec![
            primary(reading, at, whole(block)),
            evidence(reading, *entry, whole(&reading.blocks[*entry])),
        ];
        match (a.as_slice(), b.as_slice()) {
            ([a], [b]) if a.label() != b.label() => {
                let message = format!("the subject says {}, the agenda {}", b.label(), a.label());
                tests.push(differs(NAME, Level::Warning, message, places));
            }
            _ => tests.push(agrees(
                NAME,
                "the subject is that of the agenda".into(),
                places,
            )),
        }
    }
}
