//! Which columns of a table name its rows.

use super::Table;
use super::shape::Look;

/// Columns whose cells in the body are names.
pub(super) fn columns(looks: &[Look], width: usize, from: usize, to: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut first_figures = None;
    let body: Vec<usize> = (from..=to)
        .filter(|r| (0..width).any(|c| looks.get(r * width + c) == Some(&Look::Figure)))
        .collect();
    for c in 0..width {
        let (mut text, mut figure, mut period) = (0, 0, 0);
        for r in &body {
            match looks.get(r * width + c) {
                Some(Look::Text) => text += 1,
                Some(Look::Figure) => figure += 1,
                Some(Look::Period) => period += 1,
                _ => {}
            }
        }
        if text > figure + period && text * 5 >= body.len().min(20) {
            found.push((c, text));
        } else if figure > 0 && first_figures.is_none() {
            first_figures = Some(c);
        }
        if c == 0 && found.is_empty() && (period > figure || period > 0 && text + period > figure) {
            found.push((c, text + period));
        }
    }
    let Some(first_figures) = first_figures else {
        return found.first().map(|f| vec![f.0]).unwrap_or_default();
    };
    // Names left of the figures, groups before names; else the fullest column of names anywhere.
    let left: Vec<usize> = found
        .iter()
        .filter(|f| f.0 < first_figures)
        .map(|f| f.0)
        .collect();
    if !left.is_empty() {
        return left;
    }
    let best = found.iter().max_by_key(|f| (f.1, usize::MAX - f.0));
    match best {
        Some((c, n)) if *n * 2 >= body.len() => vec![*c],
        _ if first_figures == 0 && named_by_figures(looks, width, &body) => vec![0],
        _ if first_figures > 0 => vec![0],
        _ => Vec::new(),
    }
}

/// Label columns up to the one that names the rows: once names are all different, what stands to their right ("Higher",
/// a description) says something of the row and does not name it. Codes ("A10") are no names by themselves.
pub(super) fn without_attributes(
    table: &Table,
    from: usize,
    mut columns: Vec<usize>,
) -> Vec<usize> {
    let names = |c: usize| {
        let texts: Vec<&str> = (from..table.rows.len())
            .filter_map(|r| table.cell(r, c).filter(|k| k.row as usize == r))
            .map(|k| k.text.trim())
            .filter(|t| !t.is_empty())
            .collect();
        let different: std::collections::BTreeSet<&str> = texts.iter().copied().collect();
        let words = texts.iter().filter(|t| t.contains(' ') || t.len() > 6);
        different.len() == texts.len()
            && texts.len() > 2
            && texts.len() * 10 >= (table.rows.len() - from.min(table.rows.len())) * 7
            && words.count() * 2 > texts.len()
    };
    if columns.len() > 1
        && let Some(key) = columns.iter().position(|c| names(*c))
    {
        columns.truncate(key + 1);
    }
    columns
}

/// The first column is filled in every row while others are not, or it alone has no header: numbers that name rows.
fn named_by_figures(looks: &[Look], width: usize, body: &[usize]) -> bool {
    let full = |c: usize| {
        body.iter()
            .all(|r| looks.get(r * width + c) == Some(&Look::Figure))
    };
    let Some(first) = body.first() else {
        return false;
    };
    let corner_blank = *first > 0
        && looks.get((first - 1) * width) == Some(&Look::Blank)
        && (1..width).all(|c| looks.get((first - 1) * width + c) != Some(&Look::Blank));
    full(0) && corner_blank
}
