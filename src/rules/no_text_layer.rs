//! Pages that were not read, or hold no text that could be.

use super::housekeeping::{agrees, differs, primary};
use super::{Context, Rule};
use crate::document::{Place, Textless, pages};
use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Role as Part, Test};
use std::collections::BTreeSet;

pub(super) struct NoTextLayer;
pub(super) static RULE: NoTextLayer = NoTextLayer;
const NAME: &str = "no-text-layer";

impl Rule for NoTextLayer {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let alike = |a: &(u32, Textless), b: &(u32, Textless)| a.0 + 1 == b.0 && a.1 == b.1;
        let mut tests: Vec<Test> = (reading.textless.chunk_by(alike))
            .filter_map(|run| finding(reading, run))
            .collect();
        let Some(first) = reading
            .blocks
            .first()
            .filter(|_| tests.is_empty() && reading.unread.is_empty())
        else {
            return tests;
        };
        let holding: BTreeSet<u32> = reading.blocks.iter().map(|b| b.place_at(0).page).collect();
        let message = if reading.pages == 0 {
            "every line is text".to_string()
        } else {
            format!(
                "{} of {} pages hold text, the others nothing",
                holding.len(),
                reading.pages
            )
        };
        tests.push(agrees(
            NAME,
            message,
            vec![primary(reading, 0, Span::new(0, first.text.len()))],
        ));
        tests
    }
}

/// The finding on pages that follow each other and give no text for the same reason, at the first of them.
fn finding(reading: &Reading, run: &[(u32, Textless)]) -> Option<Test> {
    let ((first, kind), (last, _)) = (run.first()?, run.last()?);
    let place = Location {
        role: Part::Primary,
        document: reading.document,
        place: Place::on_page(*first, None),
        text: String::new(),
        cell: None,
        prose: None,
    };
    let message = format!("{}: {}", pages(*first, *last), kind.words());
    Some(differs(NAME, Level::Warning, message, vec![place]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_pictures_are_one_finding_where_they_follow_each_other() {
        let reading = Reading {
            pages: 9,
            textless: [2, 3, 4, 7]
                .map(|page| (page, Textless::Picture))
                .into_iter()
                .chain([(8, Textless::Shapes)])
                .collect(),
            ..Reading::default()
        };
        let settings = crate::language::Settings::default();
        let context = Context::new(&[], &settings);
        let tests = RULE.test(&reading, &context);
        assert!(tests.iter().all(Test::is_finding));
        let told: Vec<(u32, &str)> = tests
            .iter()
            .map(|t| (t.locations[0].place.page, &*t.message))
            .collect();
        assert_eq!(
            told,
            [
                (
                    2,
                    "pages 2 to 4, each: a page that is a picture, without a text layer"
                ),
                (7, "page 7: a page that is a picture, without a text layer"),
                (
                    8,
                    "page 8: a page without a text layer, whose letters may be drawn as shapes"
                ),
            ]
        );
    }
}
