//! The identity of a finding: its rule and what stands at its locations, never lines, pages or wording, so that it
//! keeps its name when a page is inserted above it or a message is phrased better.

use super::{Location, Test};
use crate::fact::Reading;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Hands out fingerprints; equal ones get a number, in the order of the tests.
#[derive(Debug, Default)]
pub struct Ids {
    seen: HashMap<(bool, String), u32>,
}

impl Ids {
    /// The fingerprint of a test: 16 hexadecimal digits, followed by `-2`, `-3` where the same stands again.
    pub fn of(&mut self, test: &Test, readings: &[Reading]) -> String {
        let base = fingerprint(test, readings);
        // Findings are counted apart, so that they have the same names with and without the ledger.
        let count = self
            .seen
            .entry((test.is_finding(), base.clone()))
            .or_insert(0);
        *count += 1;
        if *count == 1 {
            base
        } else {
            format!("{base}-{count}")
        }
    }
}

fn fingerprint(test: &Test, readings: &[Reading]) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update(b"\n");
    };
    part(test.rule);
    for location in &test.locations {
        part(&location.text);
        let reading = readings.get(location.document as usize);
        part(
            &reading
                .map(|r| surroundings(r, location))
                .unwrap_or_default(),
        );
    }
    hash.finalize()[..8]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// What tells a location from others with the same text: a cell's labels, or the words around a phrase.
fn surroundings(reading: &Reading, location: &Location) -> String {
    if let Some((table, row, column)) = location.cell {
        let Some(table) = reading.tables.get(table as usize) else {
            return String::new();
        };
        let label = |axes: &[crate::table::Axis], i: u32| {
            axes.get(i as usize)
                .map(|a| a.path.join(" / "))
                .unwrap_or_default()
        };
        return format!(
            "{} | {}",
            label(&table.rows, row),
            label(&table.columns, column)
        );
    }
    let Some((block, span)) = location.prose else {
        return String::new();
    };
    let text = reading
        .blocks
        .get(block as usize)
        .map_or("", |b| b.text.as_str());
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let mut words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    words.reverse();
    words.extend(after.split_whitespace().take(4));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::finding::{Level, Outcome, Role};

    fn test(line: u32, message: &str, text: &str) -> Test {
        Test::new(
            "footing",
            Outcome::Differs,
            Level::Error,
            message.into(),
            vec![Location {
                role: Role::Primary,
                document: 0,
                place: Place::at_line(0, line),
                text: text.into(),
                cell: None,
                prose: None,
            }],
        )
    }

    #[test]
    fn lines_and_wording_leave_the_fingerprint_alone_and_content_changes_it() {
        let id = |t: &Test| Ids::default().of(t, &[]);
        assert_eq!(
            id(&test(1, "a", "Total 12")),
            id(&test(9, "b", "Total  12"))
        );
        assert_ne!(id(&test(1, "a", "Total 12")), id(&test(1, "a", "Total 13")));
    }

    #[test]
    fn the_same_content_again_gets_a_number() {
        let mut ids = Ids::default();
        let first = ids.of(&test(1, "a", "Total 12"), &[]);
        assert_eq!(ids.of(&test(2, "a", "Total 12"), &[]), format!("{first}-2"));
    }
}
