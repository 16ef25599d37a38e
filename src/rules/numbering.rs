//! Numbers of paragraphs, list entries, tables and recommendations follow one another.

use super::housekeeping::marks::Style;
use super::housekeeping::runs::{self, Break, Numbered, Run};
use super::housekeeping::{agrees, differs, evidence, not_tested, primary, words};
use super::{Context, Rule};
use crate::document::Format;
use crate::fact::Reading;
use crate::finding::{Level, Location, Test};
use crate::layout::Role;

pub(super) struct Numbering;
pub(super) static RULE: Numbering = Numbering;
const NAME: &str = "numbering";

impl Rule for Numbering {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        for section in 0..reading.sections.len().max(1) {
            for run in runs::of_section(reading, section) {
                judge(reading, &run, &mut tests);
            }
        }
        for run in runs::labelled(reading) {
            judge(reading, &run, &mut tests);
        }
        tests
    }
}

fn judge(reading: &Reading, run: &Run, tests: &mut Vec<Test>) {
    let (Some(first), Some(last)) = (run.members.first(), run.members.last()) else {
        return;
    };
    if run.members.len() < 2 {
        return;
    }
    let only_gaps = run.breaks.iter().all(|b| matches!(b, Break::Gap(_)));
    if only_gaps {
        let how = if run.breaks.is_empty() {
            "follow one another"
        } else {
            "rise"
        };
        let message = format!(
            "{} to {} {how}",
            first.mark.printed(),
            last.mark.with_last(last.mark.last())
        );
        let others = run.members[1..]
            .iter()
            .map(|m| evidence(reading, m.block, m.mark.span));
        let mut places = vec![primary(reading, first.block, first.mark.span)];
        places.extend(others);
        tests.push(agrees(NAME, message, places));
    }
    for b in &run.breaks {
        tests.extend(broken(reading, run, *b));
    }
}

/// The test of one break: a finding where the neighbours leave no doubt.
fn broken(reading: &Reading, run: &Run, b: Break) -> Option<Test> {
    let (Break::Odd(at, _) | Break::Twice(at) | Break::Gap(at)) = b;
    let own = run.members.get(at)?;
    let before = run.members.get(at.checked_sub(1)?)?;
    let after = run.members.get(at + 1);
    let mut places = vec![primary(reading, own.block, own.mark.span)];
    let mut neighbours: Vec<Location> = vec![evidence(reading, before.block, before.mark.span)];
    neighbours.extend(after.map(|n| evidence(reading, n.block, n.mark.span)));
    places.append(&mut neighbours);
    let printed = own.mark.printed();
    let message = match b {
        Break::Odd(_, expected) => {
            let after = after?.mark.printed();
            let (before, expected) = (before.mark.printed(), own.mark.with_last(expected));
            format!("numbered {printed} between {before} and {after}, where {expected} belongs")
        }
        Break::Twice(_) if same_words(reading, run, at) => return None,
        Break::Twice(_) => format!("{printed} is used twice, the list goes on from the second"),
        Break::Gap(_) => {
            let lost = own.mark.with_last(own.mark.last() - 1);
            let reason = format!(
                "{lost} was not found between {} and {printed}",
                before.mark.printed()
            );
            if run.steady() < 3 || !surely_missing(reading, before, own, &lost) {
                return Some(not_tested(NAME, reason, places));
            }
            format!(
                "numbered {printed} after {}, {lost} is missing",
                before.mark.printed()
            )
        }
    };
    // Two numbers that happen to stand near each other are no list yet; of a list inside a list the first entry may be lost.
    let simple = !matches!(own.mark.style, Style::Dotted | Style::Labelled(_));
    let sure = match b {
        Break::Twice(_) => !simple || at > 2 && after.is_some(),
        // A slip is near its right number; a number far off comes from somewhere else on the page.
        Break::Odd(_, expected) => !simple || own.mark.last().abs_diff(expected) <= 2,
        Break::Gap(_) => true,
    };
    if !sure || run.steady() < 3 && run.members.len() < 4 {
        return Some(not_tested(
            NAME,
            format!("{message}, in a list too short to tell"),
            places,
        ));
    }
    Some(differs(NAME, Level::Warning, message, places))
}

/// A heading repeated on the next page, or "continued": the same entry, printed again.
fn same_words(reading: &Reading, run: &Run, at: usize) -> bool {
    let text = |i: usize| {
        let m = &run.members[i];
        reading
            .blocks
            .get(m.block)
            .and_then(|b| b.text.get(m.mark.rest..))
            .unwrap_or("")
    };
    let (a, b) = (text(at - 1), text(at));
    let (wa, wb) = (words(a), words(b));
    let shared = wb.iter().filter(|w| wa.contains(w)).count();
    wb.iter().any(|w| w.starts_with("cont")) && shared > 0
        || wa.is_empty() && wb.is_empty()
        || shared * 10 >= wa.len().min(wb.len()).min(12) * 8 && shared > 0
}

/// Whether a number that was not found cannot have been lost in reading: the source keeps its headings, or gives every
/// word of its pages, and the number stands nowhere between its neighbours.
fn surely_missing(reading: &Reading, before: &Numbered, own: &Numbered, lost: &str) -> bool {
    let whole = reading.pages > 0 || reading.format == Some(Format::Markdown);
    if !whole || matches!(own.mark.style, Style::Labelled(_)) || !reading.unread.is_empty() {
        return false;
    }
    let token = |text: &str| {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
            .any(|w| w.trim_matches('.') == lost)
    };
    reading.blocks[before.block..own.block].iter().all(|b| {
        let cells = b
            .table
            .and_then(|t| reading.tables.get(t as usize))
            .map(|t| t.cells.as_slice());
        !matches!(b.role, Role::Chart | Role::Hidden)
            && !token(&b.text)
            && !cells.is_some_and(|c| c.iter().any(|c| token(&c.text)))
    })
}
