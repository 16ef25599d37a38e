//! What differs between two sets of documents, in one format per file.

pub mod csv;
pub mod json;
pub mod text;

use crate::document::Place;
use crate::error::Error;
use crate::fact::Reading;
use crate::finding::message::number;
use crate::store::compare::{Comparison, Kind, PassageKind, RowKind};
use rust_decimal::Decimal;

/// Both sets, what differs between them, and what could not be read.
pub struct Compared {
    /// The old documents.
    pub old: Vec<Reading>,
    /// The new ones.
    pub new: Vec<Reading>,
    /// What differs.
    pub comparison: Comparison,
    /// The inputs that could not be read.
    pub failures: Vec<Error>,
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Changed => "changed",
        Kind::Appeared => "appeared",
        Kind::Vanished => "vanished",
        Kind::Restated => "restated",
        Kind::Next => "next",
    }
}

fn row_kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Same => "same",
        RowKind::Dropped => "dropped",
        RowKind::Added => "added",
        RowKind::Renamed => "renamed",
        RowKind::Moved => "moved",
        RowKind::Renumbered => "renumbered",
    }
}

fn passage_kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Number => "number",
        PassageKind::StaleYear => "stale year",
        PassageKind::StaleNumbers => "stale numbers",
        PassageKind::Wording => "wording",
        PassageKind::Numbering => "numbering",
        PassageKind::Moved => "moved",
        PassageKind::Dropped => "dropped",
        PassageKind::Added => "added",
    }
}

/// A change with its sign, to as many places as were printed: `+1,264.3`, `-74`, `+200.0`.
fn signed(change: Decimal) -> String {
    let mut text = number(change);
    let shown = text.split_once('.').map_or(0, |(_, f)| f.len());
    let places = (change.scale() as usize).min(12);
    if places > shown {
        if shown == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', places - shown));
    }
    if change > Decimal::ZERO {
        text.insert(0, '+');
    }
    text
}

/// A change in percent: `-0.4%`; one that rounds to nothing is told from none.
fn percent(percent: Decimal, change: Option<Decimal>) -> String {
    if percent.is_zero() && change.is_some_and(|c| !c.is_zero()) {
        return "under 0.1%".to_string();
    }
    let mut tenths = percent;
    tenths.rescale(1);
    format!("{}%", signed(tenths))
}

/// The heads over a column, innermost levels first when there is no room for all; bare units are left out.
fn head(path: &str, most: usize) -> String {
    let unit = |w: &&str| {
        let w = w.trim_matches(['(', ')', '’', '\'']);
        matches!(
            w,
            "£" | "£p" | "£000" | "£000s" | "£m" | "£’m" | "£'m" | "£k" | "%" | "000" | "000s"
        )
    };
    let words: Vec<&str> = path.split_whitespace().filter(|w| !unit(w)).collect();
    let text = if words.is_empty() {
        path.trim().to_string()
    } else {
        words.join(" ")
    };
    let n = text.chars().count();
    if n <= most {
        return text;
    }
    let mut tail = String::from("…");
    tail.extend(text.chars().skip(n + 1 - most));
    tail
}

/// "page 3" or "line 12"; empty where neither is known.
fn at(place: Option<Place>) -> String {
    place.map(|p| p.words(None)).unwrap_or_default()
}
