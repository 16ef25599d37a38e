//! Workflow commands of GitHub Actions: a finding becomes an annotation of its file and line.

use super::Outcome;
use super::sanitize::clean;
use super::told::told;
use crate::document::Format;
use crate::finding::Level;
use std::io::{self, Write};

/// Writes a command for each finding and for each file that could not be read; accepted differences are left out.
pub fn write(out: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    for told in told(outcome).iter().filter(|t| t.accepted.is_none()) {
        let command = match told.test.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(primary) = told.primary() {
            let reading = outcome.readings.get(primary.document as usize);
            if let Some(reading) = reading {
                properties.push(format!("file={}", property(&reading.path)));
            }
            let has_lines = reading.and_then(|r| r.format).is_none_or(Format::has_lines);
            if has_lines && primary.place.line() > 0 {
                properties.push(format!("line={}", primary.place.line()));
            }
        }
        properties.push(format!("title={}", property(told.test.rule)));
        let message = told.sentence(&outcome.readings);
        writeln!(
            out,
            "::{command} {}::{}",
            properties.join(","),
            data(&message)
        )?;
    }
    let failures = outcome
        .failures
        .iter()
        .map(|e| (e.path.as_str(), e.message()));
    let unread = outcome.readings.iter().flat_map(|r| {
        r.unread
            .iter()
            .map(|place| (r.path.as_str(), place.clone()))
    });
    for (path, message) in failures.chain(unread) {
        let file = if path.is_empty() {
            String::new()
        } else {
            format!(" file={}", property(path))
        };
        writeln!(out, "::error{file}::{}", data(&clean(&message)))?;
    }
    Ok(())
}

/// The message of a command: `%` and line ends are escaped, so that a text cannot begin a command of its own.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command, in which `:` and `,` separate.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    #[test]
    fn every_finding_is_one_command_that_its_text_cannot_leave() {
        let mut out = Vec::new();
        write(&mut out, &told::tests::outcome()).expect("memory is written to");
        let text = String::from_utf8(out).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with(
            "::error file=drafts/annual report.txt,line=7,title=footing::total is 12"
        ));
        assert_eq!(
            lines[1],
            "::notice file=/papers/übersicht.pdf,title=direction::rose, but fell: 50%25 of all (page 4)"
        );
        assert!(lines[2].starts_with("::error file=torn.pdf::"));
    }

    #[test]
    fn separators_in_a_path_are_escaped() {
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
