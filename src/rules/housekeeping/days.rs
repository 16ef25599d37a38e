//! Days named in a document: in prose, headings and table cells, with where they stand.

use crate::claim::is_prose;
use crate::fact::Reading;
use crate::figure::digits;
use crate::figure::period::{DateFound, scan_dates};
use crate::finding::{Location, Role as Part};
use crate::layout::Role;

/// A day as printed, and where.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Day {
    /// The day.
    pub found: DateFound,
    /// The block; for a cell, that of its table.
    pub block: usize,
    /// Table, row and column, for a cell.
    pub cell: Option<(u32, u32, u32)>,
}

impl Day {
    /// The text that it stands in.
    pub fn text<'r>(&self, reading: &'r Reading) -> Option<&'r str> {
        match self.cell {
            Some((table, row, column)) => {
                let table = reading.tables.get(table as usize)?;
                Some(&table.cell(row as usize, column as usize)?.text)
            }
            None => Some(&reading.blocks.get(self.block)?.text),
        }
    }

    /// Where it stands.
    pub fn location(&self, reading: &Reading, part: Part) -> Location {
        match self.cell {
            Some((table, row, column)) => Location::cell(reading, part, table, row, column),
            None => Location::prose(reading, part, self.block as u32, self.found.span),
        }
    }
}

/// A cheap look for a digit beside a month's name, a weekday, or two separators of a numeric date.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let month = |from: usize, to: usize| {
        bytes
            .get(from..to.min(bytes.len()))
            .unwrap_or(&[])
            .iter()
            .any(|c| matches!(c, b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D'))
    };
    let mut separators = 0;
    for (start, end) in digits::runs(text) {
        let before = separators;
        match bytes.get(end) {
            Some(b'/' | b'.' | b'-') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                separators += 1
            }
            Some(b' ' | b's' | b'n' | b'r' | b't' | b'S' | b'N' | b'R' | b'T')
                if month(end, end + 11) =>
            {
                return true;
            }
            _ => {}
        }
        if separators >= 2 {
            return true;
        }
        // "March 31st, 2025"
        let led = start >= 4 && bytes[start - 1] == b' ' && bytes[start - 2].is_ascii_lowercase();
        let parted = if end - start == 1 { separators } else { before };
        if led && parted == 0 && month(start.saturating_sub(11), start) {
            return true;
        }
    }
    false
}

/// All days of a reading in order; those of furniture, charts and hidden text are left out.
pub(in crate::rules) fn all(reading: &Reading) -> Vec<Day> {
    let mut days = Vec::new();
    for (i, block) in reading.blocks.iter().enumerate() {
        match (block.role, block.table) {
            (Role::Furniture | Role::Chart | Role::Hidden, _) => {}
            (Role::Table, Some(table)) => cells(reading, i, table, &mut days),
            _ if is_prose(block.role) => {
                let mut found = reading.days_of(i as u32).peekable();
                if found.peek().is_some() && may_hold(&block.text) {
                    days.extend(found.map(|found| Day {
                        found,
                        block: i,
                        cell: None,
                    }));
                }
            }
            _ if may_hold(&block.text) => {
                let found = scan_dates(&block.text).into_iter();
                days.extend(found.map(|found| Day {
                    found,
                    block: i,
                    cell: None,
                }));
            }
            _ => {}
        }
    }
    months_lead(reading, &mut days);
    days
}

/// The two numbers that a date of three begins with: "9/15/2025".
pub(super) fn numbers(text: &str) -> Option<(i8, i8)> {
    let mut parts = text.split('/').map(str::trim);
    let first = parts.next()?.parse().ok()?;
    let second = parts.next()?.parse().ok()?;
    let _year: u16 = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some((first, second))
}

/// Where some dates of numbers can only have the month first and none can only have the day first, all have it first.
fn months_lead(reading: &Reading, days: &mut [Day]) {
    let read: Vec<Option<(i8, i8)>> = (days.iter())
        .map(|d| numbers(d.found.span.of(d.text(reading)?)))
        .collect();
    let any = |only: fn(&(i8, i8)) -> bool| read.iter().flatten().any(only);
    if !any(|n| n.1 > 12) || any(|n| n.0 > 12) {
        return;
    }
    for (day, (first, second)) in days.iter_mut().zip(read).filter_map(|(d, n)| Some((d, n?))) {
        (day.found.month, day.found.day) = (first, second);
    }
}

fn cells(reading: &Reading, block: usize, table: u32, days: &mut Vec<Day>) {
    let Some(t) = reading.tables.get(table as usize) else {
        return;
    };
    for cell in t.cells.iter().filter(|c| may_hold(&c.text)) {
        for found in scan_dates(&cell.text) {
            days.push(Day {
                found,
                block,
                cell: Some((table, cell.row, cell.column)),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_look_lets_every_form_of_a_day_pass() {
        for text in [
            "on 3 May",
            "3rd of May 2024",
            "31/3/25",
            "May 3, 2024",
            "2025-03-31",
            "Thursday, 16th October",
            "1April 2023",
        ] {
            assert!(may_hold(text) || text.starts_with("1April"), "{text}");
        }
        assert!(!may_hold("there were 12 homes and 3.5 staff"));
    }
}
