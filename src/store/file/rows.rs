//! The rows of a document before they are written.

use crate::document::Place;
use crate::figure::Period;

/// A comparison that a rule made, in the store's words.
#[derive(Debug, Clone, Default)]
pub struct TestRow {
    /// The rule's name.
    pub rule: &'static str,
    /// The outcome's name.
    pub outcome: &'static str,
    /// The level's name.
    pub level: &'static str,
    /// Whether a reader should look at it.
    pub finding: bool,
    /// What was found, or why nothing could be.
    pub message: String,
    /// What was stated.
    pub stated: Option<String>,
    /// What was computed.
    pub computed: Option<String>,
    /// The likely cause of a difference.
    pub cause: Option<String>,
    /// The figure or words it is about.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(super) struct ReportRow {
    pub kind: &'static str,
    pub title: String,
    pub organisation: Option<String>,
    pub body: String,
    pub series: String,
    pub period: Option<Period>,
    pub dated: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct PassageRow {
    pub report: usize,
    pub number: u32,
    pub role: &'static str,
    pub text: String,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub report: usize,
    pub title: Option<String>,
    pub place: Place,
    pub rows: usize,
    pub columns: usize,
    pub doubt: Option<String>,
    pub restated: bool,
    pub cells: Vec<CellRow>,
}

#[derive(Debug, Clone)]
pub(super) struct CellRow {
    pub at: [u32; 4],
    pub role: &'static str,
    pub text: String,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(super) struct ClaimRow {
    pub report: usize,
    pub kind: &'static str,
    pub measure: String,
    pub text: String,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeasureRow {
    pub id: i64,
    pub report: usize,
    pub name: String,
    pub around: String,
    pub dimensions: String,
    pub kind: &'static str,
    pub label: String,
}

#[derive(Debug, Clone)]
pub(super) struct FactRow {
    pub report: usize,
    pub measure_id: Option<i64>,
    pub measure: String,
    pub dimensions: String,
    pub period: Option<Period>,
    pub value: String,
    pub unit: &'static str,
    pub precision: String,
    pub millionths: Option<[i64; 3]>,
    pub text: String,
    pub place: Place,
    pub cell: Option<(u32, u32, u32)>,
    pub claim: Option<u32>,
}
