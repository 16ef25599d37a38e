//! A paragraph to claims: sentences, or parts of one, that assert a figure, a change, a share, a total, a comparison.

use crate::figure::{Figure, Period, Span};

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
    pub measure: String,
}

/// What a claim asserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A value changed, by an amount, from and to values, or only in a direction.
    Change,
    /// A percentage or fraction of a count: "31 of 82 (38%)".
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
    pub measure: String,
    /// The period of the present value.
    pub period: Option<Period>,
    /// The period it is compared with.
    pub previous: Option<Period>,
}

impl Claim {
    /// The first operand that plays a part.
    pub fn operand(&self, part: Part) -> Option<&Operand> {
        self.operands.iter().find(|o| o.part == part)
    }
}

/// The figures of one block's prose and the claims made with them.
pub fn find(
    index: u32,
    block: &crate::layout::Block,
    _report: Option<Period>,
) -> (Vec<Figure>, Vec<Claim>) {
    let _ = index;
    (crate::figure::number::scan(&block.text), Vec::new())
}
