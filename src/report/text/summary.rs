//! The summary: what was read, what was tested and how it came out, what was not tested and why, what was not read.

use super::Style;
use crate::error::Error;
use crate::finding::{Level, Outcome as TestOutcome};
use crate::report::Outcome;
use crate::report::place::{place, shorten};
use crate::report::sanitize::clean;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Reasons and pages beyond this are counted, not listed.
const SHOWN: usize = 6;

/// The name of the line that says what was found.
const FOUND: &str = "found";

/// `1 table`, `3 tables`.
pub(in crate::report) fn count(n: usize, one: &str) -> String {
    let number = crate::finding::message::number(n.into());
    if n == 1 {
        format!("{number} {one}")
    } else {
        format!("{number} {one}s")
    }
}

pub(super) fn write(out: &mut dyn Write, outcome: &Outcome, style: Style) -> io::Result<()> {
    for (name, text) in lines(outcome) {
        let text = if name == FOUND {
            style.strong(&text)
        } else {
            text
        };
        writeln!(out, "{} {text}", style.faint(&format!("{name:>10}")))?;
    }
    Ok(())
}

/// The summary line by line, each with its name; a line without one goes on from the line before.
pub(in crate::report) fn lines(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let mut lines = vec![("read", read(outcome))];
    if outcome.readings.is_empty() {
        trailing(&mut lines, outcome);
        return lines;
    }
    lines.push(("tested", tested(outcome)));
    let findings = |level| {
        outcome
            .tests
            .iter()
            .filter(|t| t.is_finding() && t.level == level)
            .count()
    };
    let levels: Vec<String> = [
        (Level::Error, "error"),
        (Level::Warning, "warning"),
        (Level::Note, "note"),
    ]
    .into_iter()
    .filter_map(|(level, name)| Some(count(Some(findings(level)).filter(|n| *n > 0)?, name)))
    .collect();
    let nothing_tested = outcome
        .tally()
        .all(|(_, came_out, ..)| came_out == TestOutcome::NotTested);
    let found = if nothing_tested {
        "nothing, since no test could be made".to_string()
    } else if levels.is_empty() {
        "nothing that differs".to_string()
    } else {
        levels.join(", ")
    };
    lines.push((FOUND, found));
    if !outcome.accepted.is_empty() {
        let first = &outcome.accepted[0].1;
        let more = if outcome.accepted.len() > 1 {
            ", ..."
        } else {
            ""
        };
        let text = format!(
            "{} ({}, {}{more})",
            count(outcome.accepted.len(), "finding"),
            first.because,
            first.agreed_by
        );
        lines.push(("accepted", clean(&text).into_owned()));
    }
    let reasons = reasons(outcome);
    let total: usize = reasons.iter().map(|r| r.1).sum();
    if total > 0 {
        let head = format!("{} could not be made:", count(total, "comparison"));
        lines.push(("not tested", head));
        for (reason, n) in reasons.iter().take(SHOWN) {
            lines.push(("", format!("{n:>5}  {reason}")));
        }
        if reasons.len() > SHOWN {
            let rest: usize = reasons[SHOWN..].iter().map(|r| r.1).sum();
            let text = format!("{rest:>5}  other reasons (check --ledger lists them)");
            lines.push(("", text));
        }
    }
    trailing(&mut lines, outcome);
    lines
}

/// What was left unread, skipped or refused.
fn trailing(lines: &mut Vec<(&'static str, String)>, outcome: &Outcome) {
    let mut listed = |name: &'static str, entries: &[String]| {
        for (i, entry) in entries.iter().take(SHOWN).enumerate() {
            lines.push((if i == 0 { name } else { "" }, clean(entry).into_owned()));
        }
        if entries.len() > SHOWN {
            lines.push(("", format!("and {} more", entries.len() - SHOWN)));
        }
    };
    let unread: Vec<String> = outcome
        .readings
        .iter()
        .flat_map(|r| r.unread.iter().map(move |u| format!("{}, {u}", r.path)))
        .chain(outcome.failures.iter().map(|e| {
            Error {
                advice: String::new(),
                ..e.clone()
            }
            .to_string()
        }))
        .collect();
    listed("not read", &unread);
    let notes: Vec<String> = outcome
        .readings
        .iter()
        .flat_map(|r| r.notes.iter().map(move |n| format!("{}: {n}", r.path)))
        .collect();
    listed("note", &notes);
    let (idle, rules) = outcome.idle_rules;
    if idle > 0 {
        let text = match rules - idle {
            0 => format!("none of the {rules} in the rules folder found its measures here"),
            used => format!("{used} of the {rules} in the rules folder found measures here"),
        };
        lines.push(("own rules", text));
    }
    if !outcome.skipped.is_empty() {
        let first = outcome.skipped.first().map_or("", String::as_str);
        let more = outcome.skipped.len() - 1;
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let text = format!("{}{more}: no documents by their names", clean(first));
        lines.push(("skipped", text));
    }
}

fn read(outcome: &Outcome) -> String {
    let readings = &outcome.readings;
    let read = readings.iter().filter(|r| !r.stored).count();
    let mut parts = vec![count(read, "document")];
    let pages: usize = readings.iter().map(|r| r.pages as usize).sum();
    if pages > 0 {
        parts.push(count(pages, "page"));
    }
    parts.push(count(
        readings.iter().map(|r| r.tables.len()).sum(),
        "table",
    ));
    parts.push(count(outcome.coverage.figures as usize, "figure"));
    parts.join(", ")
}

fn tested(outcome: &Outcome) -> String {
    let n = |o: TestOutcome| -> usize {
        let alike = outcome.tally().filter(|(_, came_out, ..)| *came_out == o);
        alike.map(|(.., n)| n).sum()
    };
    let outcomes = [
        (TestOutcome::Agrees, "agree"),
        (TestOutcome::WithinRounding, "within rounding"),
        (TestOutcome::UnlikelyRounding, "unlikely rounding"),
        (TestOutcome::Differs, "differ"),
    ];
    let made: usize = outcomes.iter().map(|(o, _)| n(*o)).sum();
    let parts: Vec<String> = outcomes
        .iter()
        .map(|(o, name)| (n(*o), name))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| {
            let verb = matches!(*name, "agree" | "differ") && n == 1;
            let number = crate::finding::message::number(n.into());
            format!("{number} {name}{}", if verb { "s" } else { "" })
        })
        .collect();
    let coverage = &outcome.coverage;
    let share = if coverage.figures == 0 {
        String::new()
    } else {
        format!(
            " ({}%)",
            u64::from(coverage.tested) * 100 / u64::from(coverage.figures)
        )
    };
    let detail = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    format!(
        "{} of {}{share} in {}{detail}",
        crate::finding::message::number(coverage.tested.into()),
        count(coverage.figures as usize, "figure"),
        count(made, "test")
    )
}

/// The reasons for not testing, grouped, most frequent first.
fn reasons(outcome: &Outcome) -> Vec<(String, usize)> {
    let mut groups: BTreeMap<(&str, String), (usize, &str, bool)> = BTreeMap::new();
    for (rule, came_out, message, n) in outcome.tally() {
        if came_out != TestOutcome::NotTested {
            continue;
        }
        let group = groups
            .entry((rule, pattern(message)))
            .or_insert((0, message, true));
        group.0 += n;
        group.2 &= group.1 == message;
    }
    let mut out: Vec<(String, usize)> = groups
        .into_iter()
        .map(|((rule, pattern), (n, message, same))| {
            let text = if same {
                clean(message).into_owned()
            } else {
                pattern
            };
            (format!("{rule}: {}", shorten(&text, 110)), n)
        })
        .collect();
    out.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    out
}

/// A message without its particulars: quoted words and numbers become dots.
fn pattern(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut quoted = false;
    for c in clean(message).chars() {
        match c {
            '"' | '“' | '”' => {
                quoted = c == '“' || (c == '"' && !quoted);
                if quoted {
                    out.push('…');
                }
            }
            _ if quoted => {}
            '0'..='9' => {
                if !out.ends_with('…') {
                    out.push('…');
                }
            }
            ',' | '.' | '/' if out.ends_with('…') => {}
            _ => out.push(c),
        }
    }
    out
}

/// Every test on one line: outcome, rule, place, message.
pub(super) fn ledger(out: &mut dyn Write, outcome: &Outcome, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.strong("Every test"))?;
    for t in &outcome.tests {
        let at = t
            .locations
            .first()
            .map(|l| place(l, &outcome.readings, true))
            .unwrap_or_default();
        let word = t.outcome.name().replace('_', " ");
        writeln!(
            out,
            "  {word:<17} {:<20} {at}: {}",
            t.rule,
            clean(&t.message)
        )?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_differ_only_in_names_and_numbers_are_one_pattern() {
        assert_eq!(
            pattern("row \"Total\" has 12 blank cells"),
            "row … has … blank cells"
        );
        assert_eq!(
            pattern("row \"Sum\" has 1,204.5 blank cells"),
            "row … has … blank cells"
        );
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(count(1, "table"), "1 table");
        assert_eq!(count(1204, "figure"), "1,204 figures");
    }
}
