//! The rows of two documents' tables, aligned: first those that bear the same labels in the same order, then what lies
//! between them, by labels and figures.

use crate::document::Place;
use crate::fact::Reading;
use crate::fact::measure::words;
use crate::table::{CellRole, Line, Table};
use rust_decimal::Decimal;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, HashMap};

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

/// A gap of more rows than this on both sides together is aligned by labels only.
const WIDEST_GAP: usize = 1200;

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
                    Some((c.column, first.scaled(), c.text.clone()))
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

/// Pairs the rows between two stretches of equal ones. Order is kept: the best alignment by likeness.
fn close(
    left: &[Row],
    right: &[Row],
    gap: &mut (Vec<usize>, Vec<usize>),
    partner: &mut [Option<(usize, RowKind)>],
    open: &mut Vec<usize>,
) {
    let (a, b) = std::mem::take(gap);
    if a.is_empty() || b.is_empty() || a.len() + b.len() > WIDEST_GAP {
        open.extend(a);
        return;
    }
    // Likeness from 0 to 100; pairs below the least never are one row.
    let words: Vec<Vec<&str>> = b
        .iter()
        .map(|k| right[*k].label.split(' ').collect())
        .collect();
    let alone = a.len() == b.len() && a.len() <= 3;
    let score: Vec<Vec<u32>> = a
        .iter()
        .map(|i| {
            let own: Vec<&str> = left[*i].label.split(' ').collect();
            b.iter()
                .zip(&words)
                .map(|(k, other)| likeness(&left[*i], &right[*k], &own, other, alone))
                .collect()
        })
        .collect();
    let (n, m) = (a.len(), b.len());
    let mut best = vec![vec![0u32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for k in (0..m).rev() {
            let skip = best[i + 1][k].max(best[i][k + 1]);
            let take = match score[i][k] {
                0 => 0,
                s => s + best[i + 1][k + 1],
            };
            best[i][k] = skip.max(take);
        }
    }
    let (mut i, mut k) = (0, 0);
    while i < n && k < m {
        let s = score[i][k];
        if s > 0 && best[i][k] == s + best[i + 1][k + 1] {
            let same = left[a[i]].label == right[b[k]].label;
            let kind = if same {
                RowKind::Same
            } else {
                RowKind::Renamed
            };
            partner[b[k]] = Some((a[i], kind));
            i += 1;
            k += 1;
        } else if best[i][k] == best[i + 1][k] {
            open.push(a[i]);
            i += 1;
        } else {
            k += 1;
        }
    }
    open.extend(a.into_iter().skip(i));
}

/// How alike two rows of a gap are: 0 when they are not one row. `alone`: nothing else stands between their neighbours.
fn likeness(a: &Row, b: &Row, own: &[&str], other: &[&str], alone: bool) -> u32 {
    let equal = a.label == b.label && !a.label.is_empty();
    if a.heading != b.heading && !equal {
        return 0;
    }
    let shared = own.iter().filter(|w| other.contains(w)).count();
    let words = (shared * 200 / (own.len() + other.len()).max(1)) as u32;
    let telling = |row: &Row| row.figures.iter().filter(|(_, _, t)| is_telling(t)).count();
    let most = telling(a).min(telling(b));
    let same = a
        .figures
        .iter()
        .filter(|(_, _, t)| is_telling(t) && b.figures.iter().any(|(_, _, u)| u == t))
        .count();
    let figures = (same.min(most) * 100).checked_div(most).unwrap_or(0) as u32;
    let one = equal
        || words >= 60
        || (words >= 30 && figures >= 30)
        || (words >= 25 && near(a, b))
        || (most >= 2 && figures >= 60)
        || (alone && (words >= 25 || figures >= 25));
    if !one {
        return 0;
    }
    // An equal label counts most, then the words, then the figures.
    u32::from(equal) * 100 + words + figures / 2 + 1
}

/// Whether two rows have as many figures, and most of them of about the same size.
fn near(a: &Row, b: &Row) -> bool {
    let gap = |v: &Decimal, w: &Decimal| v.saturating_sub(*w).abs();
    let both = a.figures.iter().zip(&b.figures);
    let close = both
        .filter(|((_, v, _), (_, w, _))| {
            !v.is_zero() && gap(v, w).saturating_mul(Decimal::from(4)) <= v.abs()
        })
        .count();
    let most = a.figures.len();
    most == b.figures.len() && most >= 2 && close * 10 >= most * 6
}

/// A figure that is not found twice by chance.
fn is_telling(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 2
}

/// Rows left over on both sides whose label is the only one of its kind on each: they stand elsewhere.
fn moved(
    left: &[Row],
    right: &[Row],
    partner: &mut [Option<(usize, RowKind)>],
    open: &mut Vec<usize>,
) {
    // The rows of a label on the old side and on the new.
    type Sides = (Vec<usize>, Vec<usize>);
    let mut by_label: HashMap<(&str, bool), Sides> = HashMap::new();
    for i in open.iter() {
        let key = (left[*i].label.as_str(), left[*i].heading);
        by_label.entry(key).or_default().0.push(*i);
    }
    for (k, _) in partner.iter().enumerate().filter(|(_, p)| p.is_none()) {
        let key = (right[k].label.as_str(), right[k].heading);
        by_label.entry(key).or_default().1.push(k);
    }
    let mut found: Vec<(usize, usize)> = by_label
        .into_iter()
        .filter(|((label, _), _)| !label.is_empty())
        .filter_map(|(_, (a, b))| match (a.as_slice(), b.as_slice()) {
            ([i], [k]) => Some((*i, *k)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    for (i, k) in found {
        // A heading or a row of a table that was cut elsewhere is no row that moved.
        let kind = if left[i].at.table == right[k].at.table && !left[i].heading {
            RowKind::Moved
        } else {
            RowKind::Same
        };
        partner[k] = Some((i, kind));
        open.retain(|o| *o != i);
    }
}

impl Aligned {
    /// The rows that are not as they were, in the order of the new document, dropped ones first.
    pub(super) fn changes(&self, old: &Reading, new: &Reading) -> Vec<RowChange> {
        let mut out = Vec::new();
        for at in &self.dropped {
            out.extend(alone(old, *at, RowKind::Dropped));
        }
        for at in &self.added {
            out.extend(alone(new, *at, RowKind::Added));
        }
        for (a, b, kind) in &self.pairs {
            let (x, y) = (label(old, *a), label(new, *b));
            let number = (number(old, *a), number(new, *b));
            let change = |kind, from: String, to: String| RowChange {
                kind,
                old: from,
                new: to,
                label: y.clone(),
                figures: Vec::new(),
                old_place: place(old, *a),
                new_place: place(new, *b),
            };
            match kind {
                RowKind::Renamed => out.push(change(RowKind::Renamed, x, y.clone())),
                RowKind::Moved => out.push(change(RowKind::Moved, x, y.clone())),
                _ => {}
            }
            if let (Some(from), Some(to)) = number
                && from != to
            {
                out.push(change(RowKind::Renumbered, from, to));
            }
        }
        out
    }
}

fn table(reading: &Reading, at: RowAt) -> Option<&Table> {
    reading.tables.get(at.table as usize)
}

/// The label of a row, as printed.
pub(super) fn label(reading: &Reading, at: RowAt) -> String {
    let Some(t) = table(reading, at) else {
        return String::new();
    };
    let own = t.rows.get(at.row as usize).map_or("", |a| a.label());
    if !own.is_empty() {
        return own.to_string();
    }
    let texts = t
        .cells
        .iter()
        .filter(|c| c.row == at.row && c.role != CellRole::Figure && !c.text.is_empty());
    texts.map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The number in front of a row: a small whole number in the first cell, which is not its label.
fn number(reading: &Reading, at: RowAt) -> Option<String> {
    let t = table(reading, at)?;
    let first = t.cell(at.row as usize, 0)?;
    let short = (1..=4).contains(&first.text.len());
    let whole = short && first.text.bytes().all(|b| b.is_ascii_digit());
    (whole && t.label_column.is_some_and(|c| c > 0)).then(|| first.text.clone())
}

fn place(reading: &Reading, at: RowAt) -> Option<Place> {
    let t = table(reading, at)?;
    let cell = t.cells.iter().find(|c| c.row == at.row)?;
    Some(cell.place)
}

/// A row that one document has alone; none for one without words and figures to tell of.
fn alone(reading: &Reading, at: RowAt, kind: RowKind) -> Option<RowChange> {
    let t = table(reading, at)?;
    let figures: Vec<(String, String)> = t
        .cells
        .iter()
        .filter(|c| {
            c.row == at.row && c.role == CellRole::Figure && !c.reading.figures().is_empty()
        })
        .map(|c| {
            let head = t.columns.get(c.column as usize);
            (
                head.map(|h| h.path.join(" ")).unwrap_or_default(),
                c.text.clone(),
            )
        })
        .collect();
    let name = label(reading, at);
    // A row without figures is worth a line when it reads as a heading; stretches of wrapped text are not.
    let heading = name.chars().next().is_some_and(char::is_uppercase)
        && !name.ends_with(['.', ',', ';'])
        && name.split_whitespace().count() <= 8;
    if figures.is_empty() && !heading {
        return None;
    }
    let (old, new) = match kind {
        RowKind::Dropped => (name, String::new()),
        _ => (String::new(), name),
    };
    let here = place(reading, at);
    Some(RowChange {
        kind,
        old,
        new,
        label: String::new(),
        figures,
        old_place: here.filter(|_| kind == RowKind::Dropped),
        new_place: here.filter(|_| kind != RowKind::Dropped),
    })
}
