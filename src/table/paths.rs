//! The labels of rows and columns, outermost first.

use super::{Line, Once, Table, shape};
use std::sync::Arc;

/// Columns take the texts of the header rows above them; a text in an upper row reaches right over empty cells, as far
/// as the row below it has texts.
pub(super) fn columns(table: &mut Table, shape: &shape::Shape, labels: &mut Once) {
    let header: Vec<usize> = (0..shape.header_rows)
        .filter(|r| shape.rows.get(*r) == Some(&Line::Header))
        .collect();
    let width = table.columns.len();
    let mut paths: Vec<Vec<Arc<str>>> = vec![Vec::new(); width];
    for (i, r) in header.iter().enumerate() {
        let last = i + 1 == header.len();
        // A text spans where rows below have texts under it and under the empty cells beside it.
        let below = |c: usize| {
            header[i + 1..]
                .iter()
                .any(|b| table.cell(*b, c).is_some_and(|k| !k.text.is_empty()))
        };
        if !last && let Some(spread) = centred(table, shape, *r, header[i + 1]) {
            for (c, text) in spread {
                paths[c].push(labels.of(text));
            }
            for c in &shape.label_columns {
                if let Some(k) = table.cell(*r, *c).filter(|k| !k.text.is_empty()) {
                    paths[*c].push(labels.of(&k.text));
                }
            }
            continue;
        }
        let mut carried: Option<&str> = None;
        for (c, path) in paths.iter_mut().enumerate() {
            let text = table.cell(*r, c).map_or("", |k| k.text.as_str());
            if shape.label_columns.contains(&c) {
                carried = None;
                if !text.is_empty() {
                    path.push(labels.of(text));
                }
                continue;
            }
            if !text.is_empty() {
                carried = Some(text).filter(|_| !last && below(c));
                path.push(labels.of(text));
            } else if let Some(text) = carried
                && below(c)
            {
                path.push(labels.of(text));
            }
        }
    }
    for (column, path) in table.columns.iter_mut().zip(paths) {
        column.level = path.len().saturating_sub(1).min(255) as u8;
        column.path = path.into();
    }
}

/// Texts of an upper header row that stand in the middle of what they span: the first column under them has none above
/// it, and groups of one size put every text inside its own group.
fn centred<'a>(
    table: &'a Table,
    shape: &shape::Shape,
    row: usize,
    below: usize,
) -> Option<Vec<(usize, &'a str)>> {
    let text = |r: usize, c: usize| table.cell(r, c).map_or("", |k| k.text.as_str());
    let columns: Vec<usize> = (0..table.columns.len())
        .filter(|c| !shape.label_columns.contains(c) && !text(below, *c).is_empty())
        .collect();
    let tops: Vec<usize> = (0..table.columns.len())
        .filter(|c| !shape.label_columns.contains(c) && !text(row, *c).is_empty())
        .collect();
    let first = *columns.first()?;
    if tops.is_empty() || !text(row, first).is_empty() || !columns.len().is_multiple_of(tops.len())
    {
        return None;
    }
    let size = columns.len() / tops.len();
    let fits = tops
        .iter()
        .enumerate()
        .all(|(i, t)| columns[i * size..(i + 1) * size].contains(t));
    (size >= 2 && fits).then(|| {
        columns
            .iter()
            .enumerate()
            .map(|(i, c)| (*c, text(row, tops[i / size])))
            .collect()
    })
}

/// Rows take the heading they stand under, the group to their left, and their own label.
pub(super) fn rows(table: &mut Table, shape: &shape::Shape, labels: &mut Once) {
    let mut section: Option<Arc<str>> = None;
    let mut groups: Vec<Option<Arc<str>>> = vec![None; shape.label_columns.len()];
    for r in 0..table.rows.len() {
        let text = |c: usize| {
            table
                .cell(r, c)
                .filter(|k| k.row as usize == r)
                .map_or("", |k| k.text.as_str())
        };
        match shape.rows.get(r) {
            Some(Line::Section) => {
                let heading = (0..table.columns.len()).map(text).find(|t| !t.is_empty());
                let heading = labels.of(heading.unwrap_or(""));
                section = Some(heading.clone());
                table.rows[r].path = vec![heading].into();
                continue;
            }
            Some(Line::Note | Line::Header) => {
                let label = shape.label_columns.last().map_or("", |c| text(*c));
                let own = (!label.is_empty()).then(|| labels.of(label));
                table.rows[r].path = Vec::from_iter(own).into();
                if shape.rows.get(r) == Some(&Line::Header) {
                    section = None;
                }
                continue;
            }
            _ => {}
        }
        let mut path: Vec<Arc<str>> = section.iter().cloned().collect();
        let last = shape.label_columns.len().saturating_sub(1);
        for (i, c) in shape.label_columns.iter().enumerate() {
            let own = text(*c);
            if i < last {
                // A group's name stands once and holds until the next.
                if !own.is_empty() {
                    groups[i] = Some(labels.of(own));
                    groups[i + 1..].fill(None);
                }
                path.extend(groups[i].clone());
            } else if !own.is_empty() {
                path.push(labels.of(own));
            }
        }
        table.rows[r].level = path.len().saturating_sub(1).min(255) as u8;
        table.rows[r].path = path.into();
    }
}
