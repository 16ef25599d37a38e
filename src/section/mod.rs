//! A pack to its parts: reports, appendices, agenda items and minutes, each with title, body and period.

mod cut;
mod organisation;
mod title;

use organisation::organisation_in;
pub use organisation::{organisation_key, same_organisation};

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

impl Kind {
    /// The name used in the store.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Report => "report",
            Kind::Appendix => "appendix",
            Kind::Agenda => "agenda",
            Kind::Minutes => "minutes",
        }
    }

    /// The kind of a name; a report when it is none.
    pub fn named(name: &str) -> Kind {
        [Kind::Appendix, Kind::Agenda, Kind::Minutes]
            .into_iter()
            .find(|k| k.name() == name)
            .unwrap_or(Kind::Report)
    }
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
    let organisations = organisation::Organisations::of(blocks);
    let whole = organisations.speaker(0..blocks.len());
    let mut sections: Vec<Section> = Vec::with_capacity(cuts.len());
    for (i, c) in cuts.iter().enumerate() {
        let end = cuts.get(i + 1).map_or(blocks.len(), |n| n.at);
        let part = &blocks[c.at..end];
        let kind = if c.kind == Kind::Report && title::is_agenda(part) {
            Kind::Agenda
        } else {
            c.kind
        };
        // The record of one item: "Agenda item", its title, then "Minutes:".
        let kind = if kind == Kind::Report && title::is_record(part) {
            Kind::Minutes
        } else {
            kind
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
            body: organisations
                .speaker(c.at..end)
                .or_else(|| whole.clone())
                .or_else(|| organisation_in(&title)),
            period,
            date: title::date(part, kind),
            title,
            first: c.at as u32,
            end: end as u32,
        });
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::layout::{Pieces, Role};

    fn blocks(lines: &[&str]) -> Vec<Block> {
        lines
            .iter()
            .enumerate()
            .map(|(i, text)| Block {
                role: Role::Paragraph,
                text: (*text).to_string(),
                pieces: Pieces::of(Place::at_line(0, i as u32 + 1)),
                table: None,
            })
            .collect()
    }

    const SENTENCE: &str = "The library service lent more books than in any other year, and visits to its branches \
        grew in every ward of the borough during the summer months and after.";

    #[test]
    fn a_single_report_is_one_section_with_its_year() {
        let b = blocks(&[
            "Library Service Annual Report 2023-24",
            "Contents",
            "1. Introduction",
            SENTENCE,
        ]);
        let s = cut(&b);
        assert_eq!(s.len(), 1);
        assert_eq!(s[0].title, "Library Service Annual Report 2023-24");
        assert_eq!(s[0].period, Period::financial_year(2023));
    }

    #[test]
    fn a_pack_is_cut_at_minutes_covers_and_title_pages() {
        let b = blocks(&[
            "Agenda",
            "Time and Date",
            "10.00 am on Thursday 6 June 2024",
            "3. Minutes (Pages 3 - 4)",
            "4. Library Report (Pages 5 - 9)",
            "Ambleford Borough Council",
            "Minutes of the meeting of the Culture Board held at 10.00 am on 2 May 2024",
            "The minutes of the meeting held on 4 April 2024 were agreed and signed.",
            "Briefing note",
            "Subject: Library Service Annual Report 2023/24",
            SENTENCE,
            "Contact: j.smith@example.org",
            "Library Service",
            "Annual Report",
            "Contents",
            "1. Introduction",
            SENTENCE,
        ]);
        let s = cut(&b);
        let kinds: Vec<Kind> = s.iter().map(|s| s.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Agenda, Kind::Minutes, Kind::Report, Kind::Appendix]
        );
        assert_eq!(s.iter().map(|s| s.first).collect::<Vec<_>>(), [0, 5, 8, 12]);
        assert_eq!(s[1].date, Some(jiff::civil::date(2024, 5, 2)));
        assert_eq!(s[2].period, Period::financial_year(2023));
        assert_eq!(
            s[3].period,
            Period::financial_year(2023),
            "the appendix is about its cover's year"
        );
        assert_eq!(s[3].end, b.len() as u32);
    }

    #[test]
    fn minutes_that_are_only_mentioned_begin_nothing() {
        let b = blocks(&[
            SENTENCE,
            "To agree the minutes of the meeting held on 6 June 2024",
            SENTENCE,
        ]);
        assert_eq!(cut(&b).len(), 1);
    }
}
