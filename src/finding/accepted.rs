//! Accepted differences: findings that somebody has explained. They are matched on content, never on a page or line,
//! so that they survive a new draft and lapse when the figures change.

use super::Test;
use crate::fact::Reading;
use crate::figure::number;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A finding somebody has explained, with name, reason and date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// The rule whose finding it is.
    pub rule: String,
    /// Words of the report's title or the document's name; empty for any.
    pub report: String,
    /// Phrases that all stand at the finding's locations: labels, or words of the sentence.
    pub at: Vec<String>,
    /// Figures that all take part in the finding.
    pub figures: Vec<Decimal>,
    /// The finding's fingerprint or its first digits; empty when it is not given. The same content standing twice is
    /// covered twice.
    pub id: String,
    /// Why the difference is right as it stands.
    pub because: String,
    /// Who says so, and when.
    pub agreed_by: String,
    /// Reports dated after this day are not covered.
    pub until: Option<Date>,
    /// The rule file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
}

impl Accepted {
    /// Whether this explains a finding.
    pub fn covers(&self, test: &Test, id: &str, readings: &[Reading]) -> bool {
        test.rule == self.rule
            && id.starts_with(&self.id)
            && self.figures.iter().all(|f| has_figure(test, *f))
            && self.covers_place(test, readings)
    }

    fn covers_place(&self, test: &Test, readings: &[Reading]) -> bool {
        let Some(primary) = test.locations.first() else {
            return false;
        };
        let Some(reading) = readings.get(primary.document as usize) else {
            return false;
        };
        let block = primary.prose.map(|(b, _)| b).or_else(|| {
            let (table, ..) = primary.cell?;
            reading
                .blocks
                .iter()
                .position(|b| b.table == Some(table))
                .map(|i| i as u32)
        });
        let section = block.and_then(|b| reading.sections.get(reading.section_of(b) as usize));
        let names = [
            section.map_or("", |s| s.title.as_str()),
            reading.title.as_deref().unwrap_or(""),
            reading.path.as_str(),
        ];
        let dated = section.and_then(|s| s.date.or(s.period.map(|p| p.end)));
        let in_time = match (self.until, dated) {
            (Some(until), Some(date)) => date <= until,
            (None, _) | (_, None) => true,
        };
        if !in_time || !(self.report.is_empty() || names.iter().any(|n| holds(n, &self.report))) {
            return false;
        }
        let mut words = String::new();
        for location in &test.locations {
            let Some(reading) = readings.get(location.document as usize) else {
                continue;
            };
            words.push_str(&location.text);
            words.push('\n');
            if let Some((t, row, column)) = location.cell
                && let Some(table) = reading.tables.get(t as usize)
            {
                for axis in [
                    table.rows.get(row as usize),
                    table.columns.get(column as usize),
                ]
                .into_iter()
                .flatten()
                {
                    words.push_str(&axis.path.join(" "));
                    words.push('\n');
                }
                words.push_str(table.title.as_deref().unwrap_or(""));
                words.push('\n');
            }
            if let Some(block) = location
                .prose
                .and_then(|(b, _)| reading.blocks.get(b as usize))
            {
                words.push_str(&block.text);
                words.push('\n');
            }
        }
        self.at.iter().all(|phrase| holds(&words, phrase))
    }
}

fn has_figure(test: &Test, wanted: Decimal) -> bool {
    test.stated.is_some_and(|d| d.abs() == wanted.abs())
        || test.computed.is_some_and(|d| d.abs() == wanted.abs())
        || test
            .locations
            .iter()
            .flat_map(|l| number::read_cell(&l.text).figures().to_vec())
            .any(|f| f.value == wanted || f.scaled() == wanted)
}

/// Whether a text holds a phrase, whatever the case and the blanks.
fn holds(text: &str, phrase: &str) -> bool {
    let plain = |s: &str| {
        s.to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    plain(text).contains(&plain(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::figure::Span;
    use crate::finding::{Level, Location, Outcome, Role};
    use crate::layout::{Block, Piece};

    fn reading(text: &str) -> Reading {
        let piece = Piece {
            start: 0,
            place: Place::default(),
        };
        Reading {
            path: "letters/autumn.txt".into(),
            blocks: vec![Block {
                role: crate::layout::Role::Paragraph,
                text: text.into(),
                pieces: piece.into(),
                table: None,
            }],
            ..Reading::default()
        }
    }

    fn test(reading: &Reading) -> Test {
        Test {
            rule: "parts-of-whole",
            outcome: Outcome::Differs,
            level: Level::Error,
            message: String::new(),
            stated: Some(33.into()),
            computed: Some(32.into()),
            cause: None,
            sum: Vec::new(),
            locations: vec![Location::prose(reading, Role::Primary, 0, Span::new(0, 2))],
        }
    }

    #[test]
    fn an_accepted_difference_covers_its_content_and_nothing_else() {
        let readings = [reading("33 children: 22 boys and 10 girls")];
        let finding = test(&readings[0]);
        let accepted = Accepted {
            rule: "parts-of-whole".into(),
            report: "autumn".into(),
            at: vec!["22 BOYS".into()],
            figures: vec![33.into(), 32.into()],
            ..Accepted::default()
        };
        assert!(accepted.covers(&finding, "", &readings));
        for other in [
            Accepted {
                rule: "footing".into(),
                ..accepted.clone()
            },
            Accepted {
                report: "spring".into(),
                ..accepted.clone()
            },
            Accepted {
                at: vec!["23 boys".into()],
                ..accepted.clone()
            },
            Accepted {
                figures: vec![34.into()],
                ..accepted.clone()
            },
            Accepted {
                id: "0123".into(),
                ..accepted.clone()
            },
        ] {
            assert!(!other.covers(&finding, "", &readings), "{other:?}");
        }
    }
}
