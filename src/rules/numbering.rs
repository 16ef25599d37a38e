//! Numbers of paragraphs, list entries, tables and recommendations follow one another.

use super::housekeeping::marks::Style;
use super::housekeeping::runs::{self, Break, Numbered, Run};
use super::housekeeping::{agrees, differs, evidence, not_tested, primary};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Location, Test};

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

/// Whether a member is much further from the one before it than any others of its list are from each other: it may go on
/// with another list, whose first entries were not read.
fn stands_off(run: &Run, at: usize) -> bool {
    let gap = |i: usize| run.members[i].block - run.members[i - 1].block;
    let others = (1..run.members.len()).filter(|i| *i != at).map(gap).max();
    gap(at) > 10 + 4 * others.unwrap_or(0)
}

/// Whether an entry's number has one level and no label.
fn simple(entry: &Numbered) -> bool {
    !matches!(entry.mark.style, Style::Dotted | Style::Labelled(_))
}

/// The test of one break: a finding where the neighbours leave no doubt.
fn broken(reading: &Reading, run: &Run, b: Break) -> Option<Test> {
    let (Break::Odd(at, _) | Break::Twice(at) | Break::Gap(at)) = b;
    let own = run.members.get(at)?;
    let (first, before) = (run.members.first()?, run.members.get(at.checked_sub(1)?)?);
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
        Break::Twice(_) if runs::same_words(reading, run, at) => return None,
        Break::Twice(_) => format!("{printed} is used twice, the list goes on from the second"),
        Break::Gap(_) => {
            let lost = own.mark.with_last(own.mark.last() - 1);
            let reason = format!(
                "{lost} was not found between {} and {printed}",
                before.mark.printed()
            );
            if simple(own) && runs::under_contents(reading, first) {
                let reason = format!("{reason}: under contents the numbers may be those of pages");
                return Some(not_tested(NAME, reason, places));
            }
            if run.steady() < 3 || !runs::surely_missing(reading, before, own, &lost) {
                return Some(not_tested(NAME, reason, places));
            }
            format!(
                "numbered {printed} after {}, {lost} is missing",
                before.mark.printed()
            )
        }
    };
    // Two numbers that happen to stand near each other are no list yet; of a list inside a list the first entry may be lost.
    let simple = simple(own);
    let sure = match b {
        Break::Twice(_) => !simple || at > 2 && after.is_some() && !stands_off(run, at),
        // A slip is near its right number; a number far off comes from somewhere else on the page.
        Break::Odd(_, expected) => !simple || own.mark.last().abs_diff(expected) <= 2,
        Break::Gap(_) => true,
    };
    let mut near = [Some(own), Some(before), after].into_iter().flatten();
    if simple && near.any(|m| runs::read_across(reading, m)) {
        let reason = format!("{message}, beside the number of another entry");
        return Some(not_tested(NAME, reason, places));
    }
    if !sure || run.steady() < 3 && run.members.len() < 4 {
        return Some(not_tested(
            NAME,
            format!("{message}, in a list too short to tell"),
            places,
        ));
    }
    Some(differs(NAME, Level::Warning, message, places))
}
