//! What a rule says: tests, their outcomes, and the findings among them.

pub mod accepted;
pub mod cause;
pub mod coverage;
pub mod fingerprint;
pub mod message;

use crate::document::Place;
use crate::fact::{Reading, Source};
use crate::figure::Span;
use crate::figure::interval::Comparison;
use crate::table::Cell;
use rust_decimal::Decimal;

/// How a test came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Equal as printed.
    Agrees,
    /// Unequal as printed, explained by rounding.
    WithinRounding,
    /// Rounding could explain it, but is an unlikely reason; or only truncation does.
    UnlikelyRounding,
    /// Rounding cannot explain it.
    Differs,
    /// The comparison could not be made; the message says why.
    NotTested,
}

impl Outcome {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Agrees => "agrees",
            Outcome::WithinRounding => "within_rounding",
            Outcome::UnlikelyRounding => "unlikely_rounding",
            Outcome::Differs => "differs",
            Outcome::NotTested => "not_tested",
        }
    }
}

impl From<Comparison> for Outcome {
    fn from(c: Comparison) -> Self {
        match c {
            Comparison::Agrees => Outcome::Agrees,
            Comparison::WithinRounding => Outcome::WithinRounding,
            Comparison::UnlikelyRounding => Outcome::UnlikelyRounding,
            Comparison::Differs => Outcome::Differs,
        }
    }
}

/// How loudly a finding is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing, seldom worth acting on.
    Note,
    /// Look at it.
    Warning,
    /// An auditor would stop here.
    Error,
}

impl Level {
    /// The name used in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What a location is to its test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The figure or words that the finding is about. The first location of every test.
    Primary,
    /// Another figure that the test used.
    Evidence,
}

/// Where a figure or phrase stands: the only way to name a location.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// Primary or evidence.
    pub role: Role,
    /// Document of the run.
    pub document: u32,
    /// Page, line and box.
    pub place: Place,
    /// The figure or phrase as printed.
    pub text: String,
    /// Table, row and column, for cells; counted from 0.
    pub cell: Option<(u32, u32, u32)>,
    /// Block and byte range, for prose.
    pub prose: Option<(u32, Span)>,
}

fn cell_of(reading: &Reading, table: u32, row: u32, column: u32) -> Option<&Cell> {
    let table = reading.tables.get(table as usize)?;
    table.cell(row as usize, column as usize)
}

impl Location {
    /// The location of a table cell.
    pub fn cell(reading: &Reading, role: Role, table: u32, row: u32, column: u32) -> Location {
        let found = cell_of(reading, table, row, column);
        Location {
            text: found.map(|c| c.text.to_string()).unwrap_or_default(),
            ..Location::cell_unread(reading, role, table, row, column)
        }
    }

    /// The same without the cell's text.
    pub fn cell_unread(
        reading: &Reading,
        role: Role,
        table: u32,
        row: u32,
        column: u32,
    ) -> Location {
        let found = cell_of(reading, table, row, column);
        Location {
            role,
            document: reading.document,
            place: found.map(|c| c.place).unwrap_or_default(),
            text: String::new(),
            cell: Some((table, row, column)),
            prose: None,
        }
    }

    /// The location of a stretch of a block's text.
    pub fn prose(reading: &Reading, role: Role, block: u32, span: Span) -> Location {
        let found = reading.block(block);
        let cell = (block as usize)
            .checked_sub(reading.blocks.len())
            .and_then(|i| reading.cell_prose.get(i))
            .map(|c| c.cell);
        Location {
            role,
            document: reading.document,
            place: found.map(|b| b.place_at(span.start)).unwrap_or_default(),
            text: found
                .map(|b| span.of(&b.text).to_string())
                .unwrap_or_default(),
            cell,
            prose: Some((block, span)),
        }
    }

    /// The location of a fact.
    pub fn fact(reading: &Reading, role: Role, source: Source) -> Location {
        match source {
            Source::Cell {
                table, row, column, ..
            } => Location::cell(reading, role, table, row, column),
            Source::Claim { claim, operand } => {
                let c = &reading.claims[claim as usize];
                Location::prose(
                    reading,
                    role,
                    c.block,
                    c.operands[operand as usize].figure.span,
                )
            }
        }
    }
}

/// One line of the arithmetic, written out under a finding: label, figure as printed, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumLine {
    /// What the figure is: a row label, a phrase.
    pub label: String,
    /// The figure as printed or computed.
    pub figure: String,
    /// "printed", "recalculated; 10 less", or empty for a part.
    pub remark: String,
}

/// One comparison that a rule made.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The rule's name.
    pub rule: &'static str,
    /// How it came out.
    pub outcome: Outcome,
    /// How loudly it is told, when its outcome makes it a finding.
    pub level: Level,
    /// Lower case, no full stop, both numbers, no accusation; for `NotTested` the reason.
    pub message: String,
    /// What was stated: a prose figure with its own scale applied, a cell in the units printed, its header's scale left off.
    pub stated: Option<Decimal>,
    /// What was computed, in the same units.
    pub computed: Option<Decimal>,
    /// The likely cause of a difference, where one was found.
    pub cause: Option<String>,
    /// The arithmetic, line by line.
    pub sum: Vec<SumLine>,
    /// Primary first, then evidence.
    pub locations: Vec<Location>,
}

impl Test {
    /// A test that names no figures: of words, or one that could not be made.
    pub fn new(
        rule: &'static str,
        outcome: Outcome,
        level: Level,
        message: String,
        locations: Vec<Location>,
    ) -> Test {
        Test {
            rule,
            outcome,
            level,
            message,
            stated: None,
            computed: None,
            cause: None,
            sum: Vec::new(),
            locations,
        }
    }
    /// Whether a reader should look at it: anything that differs, and unlikely rounding.
    pub fn is_finding(&self) -> bool {
        matches!(self.outcome, Outcome::Differs | Outcome::UnlikelyRounding)
    }
    /// `stated - computed`, without sign.
    pub fn difference(&self) -> Option<Decimal> {
        Some((self.stated? - self.computed?).abs())
    }
}
