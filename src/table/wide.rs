//! Headings that stand in one wide cell: a shaded band over a table is one cell to whoever drew it, but its texts stand
//! over the columns below.

use super::grid::Draft;
use crate::document::Page;
use crate::layout::numeric;
use crate::layout::rows::{self, Row, Segment, Wall};

/// Cuts wide cells above the first row of figures by the columns that their texts stand over.
pub(super) fn cut(page: &Page, drafts: Vec<Draft>) -> Vec<Draft> {
    let figured = |d: &Draft| d.column_span <= 1 && numeric::is_figure(page, &d.words);
    let Some(first) = first_figures(&drafts, figured) else {
        return drafts;
    };
    let wide =
        |d: &Draft| d.row < first && d.column_span >= 3 && d.row_span <= 1 && d.words.len() >= 3;
    if !drafts.iter().any(wide) {
        return drafts;
    }
    let columns = extents(page, &drafts, first);
    let mut out = Vec::with_capacity(drafts.len() + 8);
    // Rows that were put in between, in the order of the rows.
    let mut extra: Vec<(usize, usize)> = Vec::new();
    for d in drafts {
        let alone = |d: &Draft| !extra.iter().any(|(row, _)| *row == d.row);
        match (wide(&d) && alone(&d))
            .then(|| parts(page, &d, &columns))
            .flatten()
        {
            Some(made) => {
                let rows = made.iter().map(|m| m.row - d.row).max().unwrap_or(0);
                extra.push((d.row, rows));
                out.extend(made.into_iter().map(|m| (d.row, m)));
            }
            None => out.push((d.row, d)),
        }
    }
    out.into_iter()
        .map(|(row, mut d)| {
            d.row += extra
                .iter()
                .filter(|(r, _)| *r < row)
                .map(|(_, n)| n)
                .sum::<usize>();
            d
        })
        .collect()
}

/// The first row with two figures.
fn first_figures(drafts: &[Draft], figured: impl Fn(&Draft) -> bool) -> Option<usize> {
    let mut rows: Vec<usize> = drafts
        .iter()
        .filter(|d| figured(d))
        .map(|d| d.row)
        .collect();
    rows.sort_unstable();
    rows.windows(2).find(|w| w[0] == w[1]).map(|w| w[0])
}

/// From where to where the texts of each column run, in rows of figures.
fn extents(page: &Page, drafts: &[Draft], first: usize) -> Vec<Option<(f32, f32)>> {
    let width = drafts
        .iter()
        .map(|d| d.column + d.column_span)
        .max()
        .unwrap_or(0);
    let mut out: Vec<Option<(f32, f32)>> = vec![None; width];
    for d in drafts {
        if d.row >= first
            && d.column_span <= 1
            && !d.words.is_empty()
            && let Some(slot) = out.get_mut(d.column)
        {
            let b = rows::bbox_of(page, &d.words);
            *slot = Some(slot.map_or((b.x0, b.x1), |(l, r)| (l.min(b.x0), r.max(b.x1))));
        }
    }
    out
}

/// Where headings part that stand near each other: they end where the figures of their column end, or a little behind.
fn borders(columns: &[Option<(f32, f32)>]) -> Vec<Wall> {
    let edges = columns.iter().flatten().skip(1).map(|(_, right)| *right);
    let wall = |x: f32| Wall {
        x,
        y0: f32::MIN,
        y1: f32::MAX,
    };
    edges
        .flat_map(|x| [1.0, 3.0, 5.0].map(|behind| wall(x + behind)))
        .collect()
}

/// The columns that a segment stands over: those it overlaps, or the one it lies nearest to.
fn over(s: &Segment, columns: &[Option<(f32, f32)>]) -> Option<(usize, usize)> {
    let known = || {
        columns
            .iter()
            .enumerate()
            .filter_map(|(i, c)| c.map(|c| (i, c)))
    };
    let mut hit = known()
        .filter(|(_, (l, r))| s.bbox.x0 < *r && *l < s.bbox.x1)
        .map(|(i, _)| i);
    if let Some(from) = hit.next() {
        return Some((from, hit.next_back().unwrap_or(from)));
    }
    let x = (s.bbox.x0 + s.bbox.x1) / 2.0;
    let away = |(l, r): (f32, f32)| (l - x).max(x - r);
    known()
        .min_by(|a, b| away(a.1).total_cmp(&away(b.1)))
        .map(|(i, _)| (i, i))
}

/// The cells of a wide one: lines that stand by themselves keep its width, the others are cut.
fn parts(page: &Page, d: &Draft, columns: &[Option<(f32, f32)>]) -> Option<Vec<Draft>> {
    let inside = d.column..d.column + d.column_span;
    // A line of one text is one, whatever stands below it.
    let whole = rows::rows(page, &d.words, &[]);
    let cut = rows::rows(page, &d.words, &borders(columns));
    let lines: Vec<Row> = whole
        .into_iter()
        .zip(cut)
        .map(|(whole, cut)| {
            if whole.segments.len() == 1 {
                whole
            } else {
                cut
            }
        })
        .collect();
    let placed: Vec<Vec<(usize, usize)>> = lines
        .iter()
        .map(|r| {
            r.segments
                .iter()
                .map(|s| over(s, columns))
                .collect::<Option<_>>()
        })
        .collect::<Option<_>>()?;
    let cut = placed.iter().rposition(|p| {
        p.len() >= 2
            && p.windows(2).all(|w| w[0].1 < w[1].0)
            && p.iter()
                .all(|(from, to)| from == to && inside.contains(from))
    })?;
    // Lines below the names of columns, or lines that reach over several, are something else.
    let ordered = |p: &Vec<(usize, usize)>| p.windows(2).all(|w| w[0].1 < w[1].0);
    if !placed.iter().all(ordered) || placed[cut..].iter().any(|p| p.iter().any(|(a, b)| a != b)) {
        return None;
    }
    let mut top = cut;
    while top > 0 && wraps(&lines[top - 1], &placed[top - 1], &lines[top], &placed[top]) {
        top -= 1;
    }
    let mut out: Vec<Draft> = Vec::new();
    for (i, line) in lines[..top].iter().enumerate() {
        // A line of several texts over the names keeps them apart too.
        let whole = line.segments.len() == 1;
        for (s, (from, to)) in line.segments.iter().zip(&placed[i]) {
            out.push(Draft {
                row: d.row + i,
                column: if whole { d.column } else { *from },
                row_span: 1,
                column_span: if whole { d.column_span } else { to - from + 1 },
                words: s.words.clone(),
            });
        }
    }
    let row = d.row + top;
    for (line, places) in lines[top..].iter().zip(&placed[top..]) {
        for (s, (column, _)) in line.segments.iter().zip(places) {
            match out.iter_mut().find(|o| o.row == row && o.column == *column) {
                Some(o) => o.words.extend(&s.words),
                None => out.push(Draft {
                    row,
                    column: *column,
                    row_span: 1,
                    column_span: 1,
                    words: s.words.clone(),
                }),
            }
        }
    }
    Some(out)
}

/// Whether each text of a line stands on one of the line below, in the same column and in line with it.
fn wraps(above: &Row, over: &[(usize, usize)], below: &Row, under: &[(usize, usize)]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 2.5;
    above.drop_to(below) < 2.2 * below.size.max(6.0)
        && above.segments.iter().zip(over).all(|(s, place)| {
            let on = under.iter().position(|u| u == place && u.0 == u.1);
            on.and_then(|k| below.segments.get(k)).is_some_and(|t| {
                let (a, b) = (s.bbox, t.bbox);
                near(a.x0, b.x0)
                    || near(a.x1, b.x1)
                    || near((a.x0 + a.x1) / 2.0, (b.x0 + b.x1) / 2.0)
            })
        })
}
