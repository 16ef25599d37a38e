//! Writes accepted differences: a finding and its explanation as lines of a rule file.

use super::read;
use crate::fact::Reading;
use crate::figure::Span;
use crate::figure::number;
use crate::finding::Test;
use jiff::civil::Date;

/// Why a finding is right as it stands, and who says so.
#[derive(Debug, Clone, Copy)]
pub struct Explanation<'a> {
    /// The reason.
    pub because: &'a str,
    /// The name of who says so.
    pub by: &'a str,
    /// The day on which it was said.
    pub on: Date,
    /// Reports dated after this day are not covered.
    pub until: Option<Date>,
}

/// Figures beyond this make an entry hard to read and add nothing.
const FIGURES: usize = 6;
/// Words around a phrase that tell it from others like it.
const NEAR: usize = 3;

/// The lines that accept a finding by what stands there: labels or words, and figures. Where these would not say which
/// of `all` the findings is meant, its fingerprint does.
pub fn entry(
    test: &Test,
    id: &str,
    all: &[(&Test, &str)],
    readings: &[Reading],
    explanation: &Explanation<'_>,
) -> String {
    let words = places(test, readings);
    let figures = figures(test);
    let by_content = lines(test, &words, &figures, "", explanation);
    let covers = |text: &str, (test, id): (&Test, &str)| {
        let (settings, faults) = read("", text);
        let accepted = settings.accepted.first();
        faults.is_empty() && accepted.is_some_and(|a| a.covers(test, id, readings))
    };
    let own = base(id);
    let others = all.iter().filter(|(_, other)| base(other) != own);
    if covers(&by_content, (test, id)) && !others.clone().any(|o| covers(&by_content, *o)) {
        return by_content;
    }
    by_fingerprint(test, id, explanation)
}

/// The lines that accept a finding by its fingerprint alone.
pub fn by_fingerprint(test: &Test, id: &str, explanation: &Explanation<'_>) -> String {
    lines(test, &[], &[], base(id), explanation)
}

/// A fingerprint without the number of its repetition.
fn base(id: &str) -> &str {
    id.split_once('-').map_or(id, |(base, _)| base)
}

fn lines(
    test: &Test,
    words: &[String],
    figures: &[String],
    id: &str,
    explanation: &Explanation<'_>,
) -> String {
    let one_line = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // A comment would begin there.
        text.replace(" #", " no. ")
    };
    let mut out = format!("accept {}\n", test.rule);
    let mut line = |key: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("    {:<10} {text}\n", format!("{key}:")));
        }
    };
    line("at", &words.join(", "));
    line("figures", &figures.join(" and "));
    line("id", id);
    line("because", &one_line(explanation.because));
    line(
        "agreed by",
        &format!(
            "{}, {}",
            one_line(explanation.by),
            explanation.on.strftime("%-d %B %Y")
        ),
    );
    if let Some(until) = explanation.until {
        line("until", &until.to_string());
    }
    out
}

/// The labels of the primary cell, or the primary phrase with the words beside it.
fn places(test: &Test, readings: &[Reading]) -> Vec<String> {
    let Some(primary) = test.locations.first() else {
        return Vec::new();
    };
    let Some(reading) = readings.get(primary.document as usize) else {
        return Vec::new();
    };
    if let Some((t, row, column)) = primary.cell {
        let Some(table) = reading.tables.get(t as usize) else {
            return Vec::new();
        };
        return [
            table.rows.get(row as usize),
            table.columns.get(column as usize),
        ]
        .into_iter()
        .flatten()
        .map(|axis| plain(axis.label()))
        .filter(|label| !label.is_empty())
        .collect();
    }
    let Some((block, span)) = primary.prose else {
        return Vec::new();
    };
    let text = reading
        .blocks
        .get(block as usize)
        .map_or("", |b| b.text.as_str());
    vec![plain(around(text, span))]
}

/// A phrase with a few words on each side.
fn around(text: &str, span: Span) -> &str {
    let (start, end) = (span.start as usize, span.end as usize);
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else {
        return "";
    };
    let from = before
        .trim_end()
        .rmatch_indices(char::is_whitespace)
        .nth(NEAR - 1)
        .map_or(0, |(i, blank)| i + blank.len());
    let upto = after
        .trim_start()
        .match_indices(char::is_whitespace)
        .nth(NEAR - 1)
        .map_or(text.len(), |(i, _)| {
            end + (after.len() - after.trim_start().len()) + i
        });
    text.get(from..upto).unwrap_or("")
}

/// A phrase as an entry can hold it: on one line; commas part phrases, which is as good, since all have to be found.
fn plain(phrase: &str) -> String {
    let line = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.split(" #").next().unwrap_or("");
    line.split(',')
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The figures as printed, each once.
fn figures(test: &Test) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for location in &test.locations {
        let text = location.text.trim();
        let readable = number::read_cell(text).figure().is_some();
        let one = !text.contains(", ") && !text.contains(" and ") && !text.contains('#');
        if readable && one && !out.iter().any(|o| o == text) && out.len() < FIGURES {
            out.push(text.to_string());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::finding::{Level, Location, Outcome, Role};
    use crate::layout::{Block, Piece};

    const TEXT: &str = "Visits, all told, rose from 52 in the first year to 47 in the second; letters rose from 52 too.";

    fn reading() -> Reading {
        let piece = Piece {
            start: 0,
            place: Place::default(),
        };
        Reading {
            blocks: vec![Block {
                role: crate::layout::Role::Paragraph,
                text: TEXT.into(),
                pieces: piece.into(),
                table: None,
            }],
            ..Reading::default()
        }
    }

    fn test(reading: &Reading, phrases: &[(Role, u32, u32)]) -> Test {
        let place = |(role, start, end): &(Role, u32, u32)| {
            Location::prose(reading, *role, 0, Span::new(*start as usize, *end as usize))
        };
        Test::new(
            "direction",
            Outcome::Differs,
            Level::Error,
            String::new(),
            phrases.iter().map(place).collect(),
        )
    }

    fn explanation() -> Explanation<'static> {
        Explanation {
            because: "a quotation\nfrom the minutes",
            by: "A. Officer",
            on: Date::constant(2026, 5, 12),
            until: Some(Date::constant(2027, 3, 31)),
        }
    }

    #[test]
    fn an_entry_names_words_and_figures_and_is_read_back() {
        let readings = [reading()];
        let at = |word: &str| TEXT.find(word).map_or(0, |i| i as u32);
        let rose = at("rose");
        let finding = test(
            &readings[0],
            &[
                (Role::Primary, rose, rose + 4),
                (Role::Evidence, at("52"), at("52") + 2),
                (Role::Evidence, at("47"), at("47") + 2),
            ],
        );
        let all = [(&finding, "0123456789abcdef")];
        let text = entry(&finding, all[0].1, &all, &readings, &explanation());
        assert_eq!(
            text,
            "accept direction\n    at:        Visits, all told, rose from 52 in\n    figures:   52 and 47\n    \
             because:   a quotation from the minutes\n    agreed by: A. Officer, 12 May 2026\n    until:     2027-03-31\n"
        );
        let (settings, faults) = read("accepted.rules", &text);
        assert_eq!(faults, []);
        assert!(settings.accepted[0].covers(&finding, "anything", &readings));
    }

    #[test]
    fn where_content_would_cover_another_finding_the_fingerprint_tells() {
        let readings = [reading()];
        let one = test(&readings[0], &[(Role::Primary, 28, 30)]);
        let other = test(
            &readings[0],
            &[(Role::Primary, 28, 30), (Role::Evidence, 0, 6)],
        );
        let all = [(&one, "aaaabbbbccccdddd-2"), (&other, "0000111122223333")];
        let text = entry(&one, all[0].1, &all, &readings, &explanation());
        assert!(text.contains("id:        aaaabbbbccccdddd\n"), "{text}");
        let (settings, _) = read("accepted.rules", &text);
        assert!(settings.accepted[0].covers(&one, all[0].1, &readings));
        assert!(!settings.accepted[0].covers(&other, all[1].1, &readings));
    }
}
