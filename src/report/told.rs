//! What every format lists: the findings with their identities, then those that somebody has explained.

use super::Outcome;
use super::place::place;
use super::sanitize::clean;
use crate::fact::Reading;
use crate::finding::accepted::Accepted;
use crate::finding::fingerprint::Ids;
use crate::finding::{Location, Role, Test};

/// A finding as a format lists it.
#[derive(Debug)]
pub struct Told<'a> {
    /// Its fingerprint, the same in every format.
    pub id: String,
    /// The test.
    pub test: &'a Test,
    /// What explains it, for an accepted difference.
    pub accepted: Option<&'a Accepted>,
}

impl Told<'_> {
    /// The place that the finding is about.
    pub fn primary(&self) -> Option<&Location> {
        self.test.locations.first()
    }

    /// The message, with its place where a line number does not say it: a page of a PDF, a cell of a table.
    pub fn sentence(&self, readings: &[Reading]) -> String {
        let message = clean(&self.test.message);
        match self.primary() {
            Some(at) if at.place.page > 0 || at.cell.is_some() => {
                format!("{message} ({})", place(at, readings, false))
            }
            _ => message.into_owned(),
        }
    }

    /// The other places that the test used.
    pub fn evidence(&self) -> impl Iterator<Item = &Location> {
        self.test
            .locations
            .iter()
            .filter(|l| l.role == Role::Evidence)
    }
}

/// The findings of a run in their order, then the accepted differences.
pub fn told(outcome: &Outcome) -> Vec<Told<'_>> {
    let mut ids = Ids::default();
    let open = outcome
        .tests
        .iter()
        .filter(|t| t.is_finding())
        .map(|t| (t, None));
    let accepted = outcome.accepted.iter().map(|(t, a)| (t, Some(a)));
    open.chain(accepted)
        .map(|(test, accepted)| Told {
            id: ids.of(test, &outcome.readings),
            test,
            accepted,
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::document::Place;
    use crate::error::Error;
    use crate::finding::{Level, Outcome as TestOutcome, SumLine};

    /// Two documents, one of text and one of pages; a finding in each with hostile text, an accepted one, an agreement,
    /// and a file that could not be read.
    pub(in crate::report) fn outcome() -> Outcome {
        let reading = |document: u32, path: &str, pages: u32| Reading {
            document,
            path: path.into(),
            sha256: "00ff".into(),
            pages,
            ..Reading::default()
        };
        let at = |document: u32, page: u32, line: u32, text: &str| Location {
            role: Role::Primary,
            document,
            place: Place::at_line(page, line),
            text: text.into(),
            cell: None,
            prose: None,
        };
        let test = |rule, outcome, level, message: &str, location| Test {
            rule,
            outcome,
            level,
            message: message.into(),
            stated: Some(12.into()),
            computed: Some(13.into()),
            cause: Some("one digit is wrong".into()),
            sum: vec![SumLine {
                label: "<script>alert(1)</script>".into(),
                figure: "=1+1".into(),
                remark: "printed".into(),
            }],
            locations: vec![location],
        };
        Outcome {
            readings: vec![
                reading(0, "drafts/annual report.txt", 0),
                reading(1, "/papers/übersicht.pdf", 9),
            ],
            tests: vec![
                test(
                    "footing",
                    TestOutcome::Differs,
                    Level::Error,
                    "total is 12, but <b> & \"rows\" add up to 13\u{1b}[31m\u{202e}",
                    at(0, 0, 7, "12"),
                ),
                test(
                    "footing",
                    TestOutcome::Agrees,
                    Level::Error,
                    "13",
                    at(0, 0, 9, "13"),
                ),
                test(
                    "direction",
                    TestOutcome::UnlikelyRounding,
                    Level::Note,
                    "rose, but fell: 50%\nof all",
                    at(1, 4, 0, "rose"),
                ),
            ],
            accepted: vec![(
                test(
                    "subtotal",
                    TestOutcome::Differs,
                    Level::Warning,
                    "left out on purpose",
                    at(1, 2, 0, "8"),
                ),
                Accepted {
                    rule: "subtotal".into(),
                    because: "one row is a loan".into(),
                    agreed_by: "A. Officer, 1 May".into(),
                    ..Accepted::default()
                },
            )],
            failures: vec![Error::new(
                "torn.pdf",
                "the file is cut off",
                "save it again",
            )],
            ..Outcome::default()
        }
    }

    #[test]
    fn findings_come_first_and_accepted_differences_last() {
        let outcome = outcome();
        let rules: Vec<_> = told(&outcome)
            .iter()
            .map(|t| (t.test.rule, t.accepted.is_some()))
            .collect();
        assert_eq!(
            rules,
            [("footing", false), ("direction", false), ("subtotal", true)]
        );
    }
}
