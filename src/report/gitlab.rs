//! GitLab's code quality report: one entry for each finding.

use super::told::told;
use super::{Outcome, json};
use crate::finding::Level;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the findings; accepted differences are left out. A place in a PDF has no line, so its page stands in the
/// description and the entry is shown at the head of the file.
pub fn write(out: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    let told = told(outcome);
    let entries: Vec<Entry<'_>> = told
        .iter()
        .filter(|t| t.accepted.is_none())
        .filter_map(|t| {
            let primary = t.primary()?;
            let reading = outcome.readings.get(primary.document as usize)?;
            Some(Entry {
                description: t.sentence(&outcome.readings),
                check_name: t.test.rule,
                fingerprint: &t.id,
                severity: match t.test.level {
                    Level::Error => "major",
                    Level::Warning => "minor",
                    Level::Note => "info",
                },
                location: At {
                    path: &reading.path,
                    lines: Lines {
                        begin: match reading.format {
                            Some(f) if !f.has_lines() => 1,
                            _ => primary.place.line().max(1),
                        },
                    },
                },
            })
        })
        .collect();
    json::write(out, &entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    #[test]
    fn an_entry_has_path_line_severity_and_fingerprint() {
        let mut out = Vec::new();
        write(&mut out, &told::tests::outcome()).expect("memory is written to");
        let entries: serde_json::Value = serde_json::from_slice(&out).expect("valid JSON");
        assert_eq!(entries.as_array().map(Vec::len), Some(2));
        assert_eq!(entries[0]["severity"], "major");
        assert_eq!(entries[0]["location"]["lines"]["begin"], 7);
        assert_eq!(entries[1]["location"]["path"], "/papers/übersicht.pdf");
        assert_eq!(
            entries[1]["description"],
            "rose, but fell: 50% of all (page 4)"
        );
    }
}
