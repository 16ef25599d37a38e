//! What the rules share that test documents rather than sums: numbers at the head of a paragraph, days, years.

pub(super) mod calendar;
pub(super) mod clock;
pub(super) mod columns;
pub(super) mod compared;
pub(super) mod contents;
pub(super) mod days;
pub(super) mod events;
pub(super) mod lengths;
pub(super) mod marks;
pub(super) mod meetings;
pub(super) mod narrative;
pub(super) mod order;
pub(super) mod paging;
pub(super) mod references;
pub(super) mod reported;
pub(super) mod runs;
pub(super) mod stretches;
pub(super) mod told;
pub(super) mod years;

use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Outcome, Role as Part, Test};
use crate::layout::{Block, Role};

/// A comparison that holds.
pub(super) fn agrees(rule: &'static str, message: String, locations: Vec<Location>) -> Test {
    Test::new(rule, Outcome::Agrees, Level::Note, message, locations)
}

/// A comparison that could not be made, with its reason.
pub(super) fn not_tested(rule: &'static str, reason: String, locations: Vec<Location>) -> Test {
    Test::new(rule, Outcome::NotTested, Level::Note, reason, locations)
}

/// A comparison that does not hold and that a reader should look at.
pub(super) fn differs(
    rule: &'static str,
    level: Level,
    message: String,
    locations: Vec<Location>,
) -> Test {
    Test::new(rule, Outcome::Differs, level, message, locations)
}

/// The primary location: a stretch of a block.
pub(super) fn primary(reading: &Reading, block: usize, span: Span) -> Location {
    Location::prose(reading, Part::Primary, block as u32, span)
}

/// An evidence location: a stretch of a block.
pub(super) fn evidence(reading: &Reading, block: usize, span: Span) -> Location {
    Location::prose(reading, Part::Evidence, block as u32, span)
}

/// The whole text of a block.
pub(super) fn whole(block: &Block) -> Span {
    Span::new(0, block.text.len())
}

/// Headings, paragraphs, list entries, captions and notes: text that the author wrote for the reader.
pub(super) fn is_text(block: &Block) -> bool {
    matches!(
        block.role,
        Role::Heading(_) | Role::Paragraph | Role::ListItem | Role::Caption | Role::Note
    )
}

/// The words of a title in small letters, without punctuation, numbers and years.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '/' | '&')))
        .filter(|w| w.chars().any(char::is_alphabetic))
        .map(|w| match w.contains('’') {
            true => w.to_lowercase().replace('’', "'"),
            false => w.to_lowercase(),
        })
        .collect()
}

/// Blocks of a section as indices.
pub(super) fn blocks_of(reading: &Reading, section: usize) -> std::ops::Range<usize> {
    let n = reading.blocks.len();
    reading
        .sections
        .get(section)
        .map_or(0..n, |s| (s.first as usize).min(n)..(s.end as usize).min(n))
}
