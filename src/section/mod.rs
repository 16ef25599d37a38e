//! A pack to its parts: reports, appendices, agenda items and minutes, each with title, body and period.

mod cut;
mod organisation;
mod title;

pub use organisation::same_organisation;

use crate::figure::Period;
use crate::layout::Block;
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
pub fn cut(blocks: &[Block]) -> Vec<Section> {
    let cuts = cut::cuts(blocks);
    let whole = organisation::find(blocks);
    let mut sections: Vec<Section> = Vec::with_capacity(cuts.len());
    for (i, c) in cuts.iter().enumerate() {
        let end = cuts.get(i + 1).map_or(blocks.len(), |n| n.at);
        let part = &blocks[c.at..end];
        let kind = if c.kind == Kind::Report && title::is_agenda(part) {
            Kind::Agenda
        } else {
            c.kind
        };
        let mut title = title::find(part, kind);
        // What a covering report brings along is about the same period, and without a title of its own bears its.
        let cover = sections
            .last()
            .filter(|c| kind == Kind::Appendix && c.kind == Kind::Report);
        if let Some(cover) = cover
            && title.is_empty()
        {
            title.clone_from(&cover.title);
        }
        let own = title::period(&title, &[], kind);
        let period = own
            .or_else(|| cover.and_then(|c| c.period))
            .or_else(|| title::period("", part, kind));
        sections.push(Section {
            kind,
            body: organisation::find(part).or_else(|| whole.clone()),
            period,
            date: title::date(part, kind),
            title,
            first: c.at as u32,
            end: end as u32,
        });
    }
    sections
}
