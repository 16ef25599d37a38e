//! A pack to its parts: reports, appendices, agenda items and minutes, each with title, body and period.

use crate::figure::Period;
use jiff::civil::Date;

/// What a part of a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A report with a title of its own.
    Report,
    /// An appendix.
    Appendix,
    /// The agenda's front sheet.
    Agenda,
    /// Minutes of a meeting.
    Minutes,
}

/// One part of a document; a document that is a single report has one section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it is.
    pub kind: Kind,
    /// Its title as printed; empty when none was found.
    pub title: String,
    /// The council, committee or company it speaks for.
    pub body: Option<String>,
    /// The period it reports on.
    pub period: Option<Period>,
    /// The date it bears (meeting or signature).
    pub date: Option<Date>,
    /// First block.
    pub first: u32,
    /// One past the last block.
    pub end: u32,
}

/// Cuts a document's blocks into its parts. The sections cover all blocks, in order, without gaps.
pub fn cut(blocks: &[crate::layout::Block]) -> Vec<Section> {
    vec![Section {
        kind: Kind::Report,
        title: String::new(),
        body: None,
        period: None,
        date: None,
        first: 0,
        end: blocks.len() as u32,
    }]
}
