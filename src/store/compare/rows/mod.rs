//! The rows of two documents' tables, aligned: first those that bear the same labels in the same order, then what lies
//! between them, by labels and figures.

mod alike;
mod told;

pub(super) use told::label;

use crate::document::Place;
use crate::fact::Reading;
use crate::fact::measure::words;
use crate::table::{CellRole, Line};
use alike::{close, moved};
use rust_decimal::Decimal;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// A row of a table of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RowAt {
    pub table: u32,
    pub row: u32,
}

/// Rows of two documents that belong together.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// In the order of the new document.
    pub pairs: Vec<(RowAt, RowAt, RowKind)>,
    dropped: Vec<RowAt>,
    added: Vec<RowAt>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// It stands where it stood, under the same label.
    Same,
    /// It is not there any more.
    Dropped,
    /// It was not there before.
    Added,
    /// It bears another label.
    Renamed,
    /// It stands elsewhere.
    Moved,
    /// Only the number in front of it is another one.
    Renumbered,
}

/// A row that is not as it was.
#[derive(Debug, Clone)]
pub struct RowChange {
    /// What became of it.
    pub kind: RowKind,
    /// The old label, or number; empty for an added row.
    pub old: String,
    /// The new label, or number; empty for a dropped row.
    pub new: String,
    /// The label of a renumbered row.
    pub label: String,
    /// Heads of columns and figures of a dropped or added row, as printed.
    pub figures: Vec<(String, String)>,
    /// Where it stood.
    pub old_place: Option<Place>,
    /// Where it stands.
    pub new_place: Option<Place>,
}

/// A row as it is aligned.
struct Row {
    at: RowAt,
    /// Label and columns: what is equal between versions.
    key: u64,
    /// The label's words.
    label: String,
    /// Column, value and print of the figures.
    figures: Vec<(u32, Decimal, String)>,
    heading: bool,
}

/// Aligns the rows of all tables of two documents.
pub(super) fn align(old: &Reading, new: &Reading) -> Aligned {
    let (left, right) = (rows(old), rows(new));
    let keys = |rows: &[Row]| rows.iter().map(|r| r.key).collect::<Vec<u64>>();
    let mut partner: Vec<Option<(usize, RowKind)>> = vec![None; right.len()];
    let mut open_left: Vec<usize> = Vec::new();
    let ops = capture_diff_slices(Algorithm::Patience, &keys(&left), &keys(&right));
    let mut gap = (Vec::new(), Vec::new());
    for op in ops {
        match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => {
                close(&left, &right, &mut gap, &mut partner, &mut open_left);
                for i in 0..len {
                    partner[new_index + i] = Some((old_index + i, RowKind::Same));
                }
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => gap.0.extend(old_index..old_index + old_len),
            DiffOp::Insert {
                new_index, new_len, ..
            } => gap.1.extend(new_index..new_index + new_len),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                gap.0.extend(old_index..old_index + old_len);
                gap.1.extend(new_index..new_index + new_len);
            }
        }
    }
    close(&left, &right, &mut gap, &mut partner, &mut open_left);
    moved(&left, &right, &mut partner, &mut open_left);
    let mut aligned = Aligned::default();
    for (row, found) in right.iter().zip(&partner) {
        match found {
            Some((i, kind)) => aligned.pairs.push((left[*i].at, row.at, *kind)),
            None => aligned.added.push(row.at),
        }
    }
    aligned.dropped = open_left.into_iter().map(|i| left[i].at).collect();
    aligned.dropped.sort_unstable();
    aligned
}

fn rows(reading: &Reading) -> Vec<Row> {
    let mut out = Vec::new();
    for (i, t) in reading.tables.iter().enumerate() {
        let heads: Vec<String> = t.columns.iter().map(|c| plain(&c.path.join(" "))).collect();
        let mut cells: BTreeMap<u32, Vec<&crate::table::Cell>> = BTreeMap::new();
        for c in &t.cells {
            cells.entry(c.row).or_default().push(c);
        }
        for (n, axis) in t.rows.iter().enumerate() {
            if n < t.header_rows as usize || axis.kind == Line::Header {
                continue;
            }
            let row = cells.get(&(n as u32)).map_or(&[][..], Vec::as_slice);
            let figures: Vec<(u32, Decimal, String)> = row
                .iter()
                .filter(|c| c.role == CellRole::Figure)
                .filter_map(|c| {
                    let first = c.reading.figures().first()?;
                    Some((c.column, first.scaled(), c.text.to_string()))
                })
                .collect();
            let mut label = plain(axis.label());
            if label.is_empty() {
                let texts = row.iter().filter(|c| c.role != CellRole::Figure);
                label = plain(&texts.map(|c| c.text.as_str()).collect::<Vec<_>>().join(" "));
            }
            if label.is_empty() && figures.is_empty() {
                continue;
            }
            out.push(Row {
                at: RowAt {
                    table: i as u32,
                    row: n as u32,
                },
                key: hash(&(&label, &heads, figures.is_empty())),
                label,
                heading: figures.is_empty(),
                figures,
            });
        }
    }
    out
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    use std::hash::Hasher;
    let mut hasher = std::hash::DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A label in small letters without marks of notes, so that "Roads \[1\]" stays "Roads \[2\]".
pub(super) fn plain(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(at) = rest.find('[') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        match after.find(']') {
            Some(end) if end <= 4 => rest = after.get(end + 1..).unwrap_or(""),
            _ => {
                out.push('[');
                rest = after.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    let mut plain = String::with_capacity(out.len());
    for word in words(&out) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}
