//! What is said of rows that are not as they were.

use super::{Aligned, RowAt, RowChange, RowKind};
use crate::document::Place;
use crate::fact::Reading;
use crate::table::{CellRole, Table};

impl Aligned {
    /// The rows that are not as they were, in the order of the new document, dropped ones first.
    pub(in crate::store::compare) fn changes(
        &self,
        old: &Reading,
        new: &Reading,
    ) -> Vec<RowChange> {
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
pub(in crate::store::compare) fn label(reading: &Reading, at: RowAt) -> String {
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
    (whole && t.label_column.is_some_and(|c| c > 0)).then(|| first.text.to_string())
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
                c.text.to_string(),
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
