//! Rows of a text's table, mended: cells that extraction moved, labels it broke, columns that only blanks part.

use crate::document::Line;
use crate::layout::{looks, markup, regions};

/// A line of the file and its cells.
pub(super) type Row = (u32, Vec<String>);

fn numeric(cell: &str) -> bool {
    looks::is_numeric(cell) && !looks::is_period(cell)
}

fn has_figures(cells: &[String]) -> bool {
    cells.iter().skip(1).any(|c| numeric(c))
}

/// Puts shifted rows back: surplus empty cells at the end or behind the label go; a header that lost its empty first
/// cell gets it again.
pub(super) fn shift(rows: &mut [Row]) {
    let filled =
        |cells: &[String]| cells.len() - cells.iter().rev().take_while(|c| c.is_empty()).count();
    let mut widths: Vec<usize> = rows
        .iter()
        .filter(|r| has_figures(&r.1))
        .map(|r| filled(&r.1))
        .collect();
    widths.sort_unstable();
    let Some(usual) = most_frequent(&widths) else {
        return;
    };
    // A last column that is mostly empty shows in the header.
    let header = rows
        .iter()
        .take_while(|r| !has_figures(&r.1))
        .map(|r| filled(&r.1))
        .max();
    let usual = usual.max(header.unwrap_or(0));
    let mut body = false;
    for (_, cells) in rows.iter_mut() {
        while cells.len() > usual && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let figures = has_figures(cells);
        if figures && cells.len() == usual + 1 && cells.get(1).is_some_and(String::is_empty) {
            let filled = cells.iter().filter(|c| !c.is_empty()).count();
            if filled == usual {
                cells.remove(1);
            }
        }
        let heads = !body && !figures;
        if heads
            && cells.len() + 1 == usual
            && cells
                .first()
                .is_some_and(|c| looks::is_period(c) || c.starts_with(['£', '%']))
        {
            cells.insert(0, String::new());
        }
        body |= figures;
    }
}

fn most_frequent(sorted: &[usize]) -> Option<usize> {
    let mut best = None;
    let mut run = 0;
    for (i, w) in sorted.iter().enumerate() {
        run = if i > 0 && sorted[i - 1] == *w {
            run + 1
        } else {
            1
        };
        if best.is_none_or(|(n, _)| run >= n) {
            best = Some((run, *w));
        }
    }
    best.map(|(_, w)| w)
}

/// Joins labels that were wrapped over two lines.
pub(super) fn join_labels(rows: &mut Vec<Row>) {
    let labels = rows
        .iter()
        .filter(|r| r.1.first().is_some_and(|c| !c.is_empty()));
    let lower = labels.clone().filter(|r| is_lower(&r.1[0])).count();
    // Where labels begin in lower case as a habit, that says nothing.
    let habit = lower * 3 > labels.clone().count();
    // The rest of a label may begin with a number once; "1 to 4", "5 to 9" are names.
    let counting = labels.filter(|r| counts_on(&r.1[0])).count();
    let mut i = 1;
    while i < rows.len() {
        let (before, after) = rows.split_at_mut(i);
        let (previous, own) = (&mut before[i - 1].1, &mut after[0].1);
        let label = own.first().cloned().unwrap_or_default();
        let rest_empty = own.iter().skip(1).all(String::is_empty);
        let open = previous.first().is_some_and(|p| !p.is_empty());
        let second_half = !label.is_empty()
            && open
            && (is_lower(&label) && !habit || counting == 1 && counts_on(&label));
        if !second_half {
            i += 1;
            continue;
        }
        let joined = format!("{} {label}", previous[0]);
        if rest_empty && has_figures(previous) {
            previous[0] = joined;
            rows.remove(i);
        } else if previous.len() == 1 || previous.iter().skip(1).all(String::is_empty) {
            if has_figures(own) {
                own[0] = joined;
                rows.remove(i - 1);
            } else {
                i += 1;
            }
        } else {
            // Both halves have figures: cells of two lines each. The rows stay apart, under one name.
            if has_figures(previous) && has_figures(own) {
                previous[0].clone_from(&joined);
                own[0] = joined;
            }
            i += 1;
        }
    }
}

/// A label that begins in lower case and is not a kind of its own.
fn is_lower(label: &str) -> bool {
    const OWN: [&str; 14] = [
        "of which",
        "of whom",
        "including",
        "less",
        "net",
        "other",
        "plus",
        "add",
        "excluding",
        "not ",
        "unknown",
        "in ",
        "under ",
        "over ",
    ];
    let mut chars = label.chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || c == ' ')
        && !OWN.iter().any(|w| label.starts_with(w))
}

/// "2 assessment to approval": the rest of "Conversion rate – stage".
fn counts_on(label: &str) -> bool {
    let mut words = label.split_whitespace();
    words
        .next()
        .is_some_and(|w| w.len() <= 2 && w.parse::<u8>().is_ok())
        && words
            .next()
            .is_some_and(|w| w.starts_with(|c: char| c.is_lowercase()))
}

/// Cells of lines whose columns are aligned by spaces: the places of the figures make the columns.
pub(super) fn aligned(lines: &[&Line]) -> Vec<Row> {
    struct Piece<'a> {
        from: usize,
        to: usize,
        text: &'a str,
    }
    let rows: Vec<(u32, Vec<Piece<'_>>)> = lines
        .iter()
        .map(|l| {
            let pieces = regions::gapped(&l.text)
                .into_iter()
                .map(|(from, text)| Piece {
                    from,
                    to: from + text.chars().count(),
                    text,
                })
                .collect();
            (l.number, pieces)
        })
        .collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (_, pieces) in &rows {
        if pieces.iter().any(|p| numeric(p.text)) {
            for p in pieces
                .iter()
                .enumerate()
                .filter(|(i, p)| *i > 0 || numeric(p.text))
            {
                spans.push((p.1.from, p.1.to));
            }
        }
    }
    spans.sort_unstable();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match columns.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => columns.push((from, to)),
        }
    }
    let label_ends = columns.first().map_or(0, |c| c.0);
    rows.into_iter()
        .map(|(line, pieces)| {
            let mut cells = vec![String::new(); columns.len() + 1];
            for (i, p) in pieces.iter().enumerate() {
                let overlap = |c: &(usize, usize)| p.to.min(c.1).saturating_sub(p.from.max(c.0));
                let label = p.from < label_ends
                    && (i == 0
                        && (pieces.len() > 1 || p.to <= label_ends || p.from * 2 < label_ends));
                let at = if label {
                    0
                } else {
                    let near = |c: &(usize, usize)| (c.0 + c.1).abs_diff(p.from + p.to);
                    let best = columns
                        .iter()
                        .enumerate()
                        .max_by_key(|(_, c)| (overlap(c), usize::MAX - near(c)));
                    best.map_or(0, |(k, _)| k + 1)
                };
                if !cells[at].is_empty() {
                    cells[at].push(' ');
                }
                cells[at].push_str(&markup::plain(p.text));
            }
            (line, cells)
        })
        .collect()
}
