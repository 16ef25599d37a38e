//! A paragraph to claims: sentences, or parts of one, that assert a figure, a change, a share, a total, a comparison.

mod assemble;
mod average;
mod base;
mod beside;
mod change;
mod cue;
mod ends;
mod list;
mod measure;
mod outturn;
mod parts;
mod rank;
mod sentence;
mod share;
mod stated;
mod target;
mod tokens;

use crate::figure::period::DateFound;
use crate::figure::{Figure, Period, PeriodRef, Span};
use crate::layout::{Block, Role};
use crate::table::Once;
use std::ops::Range;
use std::sync::Arc;

/// Up, down or level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Rose, grew, increased, up.
    Up,
    /// Fell, reduced, decreased, down.
    Down,
    /// Unchanged, remained the same.
    Level,
}

/// What part a figure plays in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The present value: "to 44%".
    Current,
    /// The earlier value: "compared to 34%".
    Previous,
    /// The amount of change: "by 3 weeks", "6 more".
    Change,
    /// A stated percentage of `Count` over `Base`.
    Share,
    /// The number of cases: the 31 of "31 of 82".
    Count,
    /// What they are out of: the 82 of "31 of 82".
    Base,
    /// The whole of a partition.
    Whole,
    /// A part of a partition.
    Member,
    /// What a value is compared with: a target, a limit, an average.
    Target,
    /// A figure that is stated by itself.
    Stated,
}

/// One figure of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Its part.
    pub part: Part,
    /// The figure; its span is in the block's text.
    pub figure: Figure,
    /// When, where the words say so: "in 2023/24"; `the previous year` is resolved against the report's period.
    pub period: Option<Period>,
    /// The words that name what is counted, as written; empty when unclear.
    pub measure: Arc<str>,
}

/// What a claim asserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A value changed, by an amount, from and to values, or only in a direction.
    Change,
    /// A percentage or fraction of a count or an amount: "31 of 82 (38%)".
    ShareOfCount,
    /// A whole and its parts: "33 children: 23 boys and 10 girls".
    Parts,
    /// A value against a target or limit.
    Target,
    /// Two shares that make a whole: "87% ... and only 13%".
    Complement,
    /// An average of a total over a number.
    Average,
    /// A rank: "9th of 43", record high, lowest since.
    Rank,
    /// A count of things listed below or in the sentence.
    ListCount,
    /// A figure stated on its own.
    Stated,
}

/// One assertion found in prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What it asserts.
    pub kind: Kind,
    /// Block it stands in.
    pub block: u32,
    /// The clause or sentence, in the block's text.
    pub span: Span,
    /// The figures, in the order of the text.
    pub operands: Vec<Operand>,
    /// Direction asserted, for changes (and above or below, for targets).
    pub direction: Option<Direction>,
    /// Where the words that assert the direction stand.
    pub direction_span: Option<Span>,
    /// The words that name what is counted, as written.
    pub measure: Arc<str>,
    /// The period of the present value.
    pub period: Option<Period>,
    /// The period it is compared with.
    pub previous: Option<Period>,
    /// How surely parts make up their whole, or a list its count.
    pub link: Link,
    /// A whole that was told in an earlier block: the block and the figure.
    pub far: Option<Box<(u32, Figure)>>,
    /// For a count of a list: what was counted.
    pub counted: Option<Box<Counted>>,
}

/// How surely the figures of a claim belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Link {
    /// The words say so: "broken down into", "comprising", "the remaining".
    #[default]
    Complete,
    /// Parts in brackets behind their whole.
    Bracketed,
    /// Told one after the other: only a near miss is evidence of a slip.
    Weak,
    /// Three or more counts under a total that was told just before.
    Told,
    /// A part that cannot exceed its whole: "29 of which".
    Within,
}

/// The list that a count was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Entries found.
    pub entries: u32,
    /// Block of the first entry.
    pub first: u32,
    /// Block of the last entry.
    pub last: u32,
    /// The announcing sentence ends in a colon.
    pub colon: bool,
}

impl Claim {
    /// A claim without figures yet.
    pub fn new(kind: Kind, block: u32, span: Span) -> Self {
        Claim {
            kind,
            block,
            span,
            operands: Vec::new(),
            direction: None,
            direction_span: None,
            measure: Arc::default(),
            period: None,
            previous: None,
            link: Link::Complete,
            far: None,
            counted: None,
        }
    }

    /// The first operand that plays a part.
    pub fn operand(&self, part: Part) -> Option<&Operand> {
        self.operands.iter().find(|o| o.part == part)
    }
}

/// What a document's prose tells, each with its block, in order.
#[derive(Debug, Default)]
pub struct Told {
    /// The figures.
    pub figures: Vec<(u32, Figure)>,
    /// The periods, and where they stand.
    pub times: Vec<(u32, Span, PeriodRef)>,
    /// The dates with a day.
    pub days: Vec<(u32, DateFound)>,
    /// The claims made with the figures.
    pub claims: Vec<Claim>,
}

impl Told {
    /// Takes what the blocks behind these tell.
    pub fn append(&mut self, mut behind: Told) {
        self.figures.append(&mut behind.figures);
        self.times.append(&mut behind.times);
        self.days.append(&mut behind.days);
        self.claims.append(&mut behind.claims);
    }

    /// Gives back the room left for more, and has equal names once: what is told stays until the end.
    pub fn shrink(&mut self) {
        let mut names = Once::default();
        for claim in &mut self.claims {
            claim.operands.shrink_to_fit();
            names.share(&mut claim.measure);
            for operand in &mut claim.operands {
                names.share(&mut operand.measure);
            }
        }
        self.figures.shrink_to_fit();
        self.times.shrink_to_fit();
        self.days.shrink_to_fit();
        self.claims.shrink_to_fit();
    }
}

/// Whether a block's text is read as prose.
pub fn is_prose(role: Role) -> bool {
    use Role::{Caption, Heading, ListItem, Note, Paragraph};
    matches!(role, Paragraph | ListItem | Note | Heading(_) | Caption)
}

/// The figures, periods, days and claims of a document's prose.
///
/// `report` gives the period that the section of a block reports on.
pub fn find(blocks: &[Block], report: impl Fn(u32) -> Option<Period>) -> Told {
    let mut told = find_in(blocks, 0..blocks.len(), report);
    told.shrink();
    told
}

/// The same of a range of the blocks: what one range after the other tells is what all blocks tell.
pub fn find_in(
    blocks: &[Block],
    range: Range<usize>,
    report: impl Fn(u32) -> Option<Period>,
) -> Told {
    let mut told = Told::default();
    let claims = &mut told.claims;
    let prose = |at: Range<usize>| {
        let blocks = at.filter_map(|i| Some((i as u32, blocks.get(i)?)));
        blocks.filter(|(_, b)| is_prose(b.role))
    };
    // A sentence may speak of what the text before it said.
    let mut before = prose(0..range.start)
        .next_back()
        .map(|(index, block)| sentence::read(index, &block.text));
    for (index, block) in prose(range) {
        let prose = sentence::read(index, &block.text);
        let first = claims.len();
        if matches!(block.role, Role::Paragraph | Role::ListItem | Role::Note) {
            let period = report(index);
            for n in 0..prose.sentences.len() {
                change::find(&prose, n, period, claims);
                // All but a bare direction are told with figures.
                if !prose.sentences[n].has_figure {
                    continue;
                }
                share::find(&prose, n, period, claims);
                parts::find(&prose, n, before.as_ref(), period, claims);
                target::find(&prose, n, period, claims);
                outturn::find(&prose, n, period, claims);
                change::grown::find(&prose, n, period, claims);
                rank::find(&prose, n, period, claims);
                average::find(&prose, n, period, claims);
            }
            claims.extend(list::find(&prose, blocks, period));
            stated::find(&prose, period, first, claims);
        }
        claims[first..].sort_by_key(|c| (c.span, c.direction_span));
        told.figures
            .extend(prose.figures.iter().map(|f| (index, *f)));
        told.times
            .extend(prose.periods.iter().map(|(s, p)| (index, *s, *p)));
        told.days.extend(prose.days.iter().map(|d| (index, *d)));
        before = Some(prose);
    }
    told
}

/// How many entries the list right behind a block has; none where there is no list or its length is unsure.
pub fn list_length(blocks: &[Block], at: usize) -> Option<u32> {
    list::length(blocks, at)
}

/// The claims of one paragraph in a report on 2023/24, each written as kind, direction and figures by part.
#[cfg(test)]
pub(crate) fn told(text: &str) -> Vec<String> {
    let block = Block {
        role: Role::Paragraph,
        text: text.to_string(),
        pieces: crate::layout::Pieces::of(crate::document::Place::default()),
        table: None,
    };
    let claims = find(&[block], |_| Period::financial_year(2023)).claims;
    claims
        .iter()
        .filter(|c| c.kind != Kind::Stated)
        .map(|c| {
            let way = match c.direction {
                Some(Direction::Up) => " up",
                Some(Direction::Down) => " down",
                Some(Direction::Level) => " level",
                None => "",
            };
            let parts: String = c
                .operands
                .iter()
                .map(|o| format!(" {:?} {}", o.part, o.figure.span.of(text)))
                .collect();
            format!("{:?}{way}:{parts}", c.kind)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ranges_tell_one_after_the_other_is_what_all_blocks_tell() {
        let texts = [
            "A total of 48 members rowed, 6 more than last year.",
            "A total of 60 guests came.",
            "There were 20 adults, 28 children and 12 babies.",
            "Of them 12 joined on 3 May 2024, up from 9.",
            "Hire income rose by 8% to £5,400 in 2023/24.",
        ];
        let blocks = texts.map(|text| Block {
            role: Role::Paragraph,
            text: text.to_string(),
            pieces: Default::default(),
            table: None,
        });
        let report = |_| Period::financial_year(2023);
        let whole = find(&blocks, report);
        assert!(whole.claims.iter().any(|c| c.kind == Kind::Parts));
        assert!(!whole.times.is_empty() && !whole.days.is_empty());
        for cut in 0..=blocks.len() {
            let mut told = find_in(&blocks, 0..cut, report);
            told.append(find_in(&blocks, cut..blocks.len(), report));
            assert_eq!(format!("{told:?}"), format!("{whole:?}"), "cut at {cut}");
        }
    }
}
