//! Days and months in the columns of a table: sent before received, before the meeting, month after month.

use super::days::Day;
use super::{agrees, differs};
use crate::fact::Reading;
use crate::figure::dates::MONTHS;
use crate::figure::pattern;
use crate::finding::{Level, Location, Role as Part, Test, message};
use crate::table::Table;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:sent|issued|requested|submitted|raised|opened|started|begins?|began|start|from|commenced)\b",
    )
});
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:received|returned|approved|cleared|completed|closed|ended|ends?|finish(?:ed)?|resolved)\b",
    )
});

/// What the header of a column says of its days.
fn header(table: &Table, column: u32) -> &str {
    table
        .columns
        .get(column as usize)
        .and_then(|a| a.path.first())
        .map_or("", |label| label)
}

/// Sent before received, and received before the meeting that the paper was for.
pub(in crate::rules) fn sent_and_received(
    rule: &'static str,
    reading: &Reading,
    days: &[Day],
    meeting: Option<&Day>,
) -> Vec<Test> {
    let mut tests = Vec::new();
    let in_cells: Vec<&Day> = days.iter().filter(|d| d.cell.is_some()).collect();
    for of_table in in_cells.chunk_by(|a, b| a.block == b.block) {
        let Some(table) = of_table[0]
            .cell
            .and_then(|(t, _, _)| reading.tables.get(t as usize))
        else {
            continue;
        };
        let dated = |d: &&Day| Some((d.cell?, d.found.date()?));
        let all: Vec<((u32, u32, u32), Date)> = of_table.iter().filter_map(dated).collect();
        let place = |at: (u32, u32, u32), part| Location::cell(reading, part, at.0, at.1, at.2);
        for pair in all.windows(2) {
            let [(a, sent), (b, received)] = pair else {
                continue;
            };
            let (first, second) = (header(table, a.2), header(table, b.2));
            let named = a.1 == b.1
                && BEGINS.is_match(first)
                && ENDS.is_match(second)
                && !ENDS.is_match(first);
            if !named {
                continue;
            }
            let places = vec![place(*b, Part::Primary), place(*a, Part::Evidence)];
            let (x, y) = (message::date(*sent), message::date(*received));
            tests.push(if received >= sent {
                agrees(rule, format!("{y} is not before {x}"), places)
            } else {
                let message = format!("{y} under “{second}” is before {x} under “{first}”");
                differs(rule, Level::Warning, message, places)
            });
        }
        if let Some((meeting, held)) = meeting.and_then(|m| Some((m, m.found.date()?))) {
            let cleared: Vec<_> = all
                .iter()
                .filter(|(at, _)| {
                    let title = header(table, at.2).to_lowercase();
                    ENDS.is_match(&title)
                        && ["response", "approv", "clear"]
                            .iter()
                            .any(|w| title.contains(w))
                })
                .collect();
            if let Some(((first, _), rest)) = cleared.split_first().map(|(f, r)| (**f, r))
                && meeting.block < of_table[0].block
                && cleared.iter().all(|(_, date)| *date <= held)
            {
                let mut places = vec![place(first, Part::Primary)];
                places.extend(rest.iter().map(|(at, _)| place(*at, Part::Evidence)));
                places.push(meeting.location(reading, Part::Evidence));
                let message = format!("all before the meeting of {}", message::date(held));
                tests.push(agrees(rule, message, places));
            }
        }
    }
    tests
}

/// Month names down the first column or over the columns of a table: month after month, none twice.
pub(in crate::rules) fn months_follow(
    rule: &'static str,
    reading: &Reading,
    index: u32,
    table: &Table,
) -> Vec<Test> {
    let mut lines: [Vec<(i8, u32, u32)>; 2] = Default::default();
    for cell in &table.cells {
        let down = cell.column == 0;
        let over = cell.row < table.header_rows.max(1);
        if (down || over)
            && let Some(m) = month(&cell.text)
        {
            lines[usize::from(!down)].push((m, cell.row, cell.column));
        }
    }
    let mut tests = Vec::new();
    for months in &lines {
        if months.len() < 4 || months.len() > 60 {
            continue;
        }
        // From one to the next at most half a year, and not back.
        let falls: Vec<usize> = (1..months.len())
            .filter(|i| !(1..=6).contains(&(months[*i].0 - months[*i - 1].0).rem_euclid(12)))
            .collect();
        let place = |part, i: usize| Location::cell(reading, part, index, months[i].1, months[i].2);
        match falls[..] {
            [] => {
                let mut places = vec![place(Part::Primary, 0)];
                places.extend((1..months.len()).map(|i| place(Part::Evidence, i)));
                if months[0].1 > 0 {
                    places.push(Location::cell(
                        reading,
                        Part::Evidence,
                        index,
                        0,
                        months[0].2,
                    ));
                }
                tests.push(agrees(
                    rule,
                    format!("{} months follow one another", months.len()),
                    places,
                ));
            }
            // The same month twice, where its neighbours leave room for the one that is missing.
            [k] if months.len() >= 7
                && months[k].0 == months[k - 1].0
                && k + 1 < months.len()
                && (months[k + 1].0 - months[k].0).rem_euclid(12) == 2
                && steady(months, k) =>
            {
                let expected = months[k].0 % 12 + 1;
                let message = format!(
                    "{} stands where {} would follow",
                    message::month(months[k].0),
                    message::month(expected)
                );
                let places = vec![place(Part::Primary, k), place(Part::Evidence, k - 1)];
                tests.push(differs(rule, Level::Warning, message, places));
            }
            _ => {}
        }
    }
    tests
}

/// Every other step is of one month.
fn steady(months: &[(i8, u32, u32)], k: usize) -> bool {
    (1..months.len())
        .filter(|i| *i != k && *i != k + 1)
        .all(|i| (months[i].0 - months[i - 1].0).rem_euclid(12) == 1)
}

/// The month that a short text names: "April", "Sept", "January 25".
fn month(text: &str) -> Option<i8> {
    let t = text.trim();
    if t.len() < 3 || t.len() > 16 {
        return None;
    }
    let name: &str = t.split(|c: char| !c.is_alphabetic()).next()?;
    let rest = t.get(name.len()..)?;
    if name.len() < 3 || rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let at = MONTHS.iter().position(|m| {
        m.get(..name.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(name))
            || name == "Sept" && *m == "September"
    })?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read_short_and_with_a_year() {
        assert_eq!(month("April"), Some(4));
        assert_eq!(month("Sept 24"), Some(9));
        assert_eq!(month(" Mar-25 "), Some(3));
        assert_eq!(month("Mayor"), None);
        assert_eq!(month("March of the Penguins"), None);
    }
}
