//! Pages that were not read, or hold no text that could be.

use super::housekeeping::{agrees, differs, primary};
use super::{Context, Rule};
use crate::document::Place;
use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Role as Part, Test};
use std::collections::BTreeSet;

pub(super) struct NoTextLayer;
pub(super) static RULE: NoTextLayer = NoTextLayer;
const NAME: &str = "no-text-layer";

impl Rule for NoTextLayer {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        for trouble in reading.unread.iter().filter(|t| t.contains("text layer")) {
            let page = page_of(trouble).unwrap_or(0);
            let place = Location {
                role: Part::Primary,
                document: reading.document,
                place: Place::on_page(page, None),
                text: String::new(),
                cell: None,
                prose: None,
            };
            tests.push(differs(NAME, Level::Warning, trouble.clone(), vec![place]));
        }
        let Some(first) = reading
            .blocks
            .first()
            .filter(|_| tests.is_empty() && reading.unread.is_empty())
        else {
            return tests;
        };
        let pages: BTreeSet<u32> = reading.blocks.iter().map(|b| b.place_at(0).page).collect();
        let message = if reading.pages == 0 {
            "every line is text".to_string()
        } else {
            format!(
                "{} of {} pages hold text, the others nothing",
                pages.len(),
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

/// The page that a line of [`Reading::unread`] names: "page 7: ...".
fn page_of(trouble: &str) -> Option<u32> {
    let digits = trouble.strip_prefix("page ")?;
    digits.split(':').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_a_picture_is_a_finding_on_its_page() {
        let reading = Reading {
            pages: 2,
            unread: vec!["page 2: a page that is a picture, without a text layer".into()],
            ..Reading::default()
        };
        let settings = crate::language::Settings::default();
        let context = Context::new(&[], &settings);
        let tests = RULE.test(&reading, &context);
        assert_eq!(tests.len(), 1);
        assert!(tests[0].is_finding());
        assert_eq!(tests[0].locations[0].place.page, 2);
    }

    #[test]
    fn the_page_is_read_from_what_was_not() {
        assert_eq!(page_of("page 7: a picture without a text layer"), Some(7));
        assert_eq!(page_of("line 7: odd"), None);
    }
}
