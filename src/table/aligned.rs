//! Tables without rules: columns where the rows of figures leave rivers of white, rows from baselines; wrapped labels
//! and wrapped headers joined.

use super::Table;
use super::columns::{self, Column, reach};
use super::grid::{self, Draft};
use super::headings::{join_headers, widen_headers};
use super::labels::{join_labels, join_lines, label_column};
use super::spaced;
use crate::document::{Page, Rect};
use crate::layout::numeric;
use crate::layout::page::Region;
use crate::layout::rows::{self, Row, Segment};
use crate::layout::seams;

/// Lines of one text lie no further apart, in sizes.
const TIGHT: f32 = 1.3;

/// A row being put together: its cells as (first column, last column, words).
#[derive(Debug, Clone)]
pub(super) struct GridRow {
    pub(super) cells: Vec<(usize, usize, Vec<u32>)>,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) figures: usize,
}

impl GridRow {
    /// What stands in a column.
    pub(super) fn at_column(&self, column: usize) -> Option<&(usize, usize, Vec<u32>)> {
        self.at(column)
    }
    pub(super) fn at(&self, column: usize) -> Option<&(usize, usize, Vec<u32>)> {
        self.cells.iter().find(|c| c.0 <= column && column <= c.1)
    }
    pub(super) fn only(&self, column: usize) -> bool {
        self.cells.len() == 1 && self.cells[0].0 <= column && column <= self.cells[0].1
    }
}

/// Reads the cells of an aligned region.
pub fn read(page: &Page, region: &Region) -> Option<Table> {
    let mut rows = Aligned::of(page, &region.words);
    if rows.columns.len() < 2 {
        return None;
    }
    widen_headers(page, &mut rows.grid, &rows.columns, rows.label);
    join_headers(page, &mut rows.grid, &rows.columns, rows.label);
    rows.join(page);
    grid::build(page, rows.drafts(0, |c| c).collect(), region.bbox)
}

/// Rows of words by their alignment.
pub(super) struct Aligned {
    pub(super) columns: Vec<Column>,
    grid: Vec<GridRow>,
    /// The column of names.
    label: usize,
}

impl Aligned {
    /// The rows that words form, each line one.
    pub(super) fn of(page: &Page, words: &[u32]) -> Aligned {
        let mut rows = seams::cut(page, rows::rows(page, words, &rows::walls(page)));
        level(&mut rows);
        let columns = columns::infer(rows.iter());
        let mut grid: Vec<GridRow> = rows.iter().map(|r| assign(page, r, &columns)).collect();
        spaced::join(page, &mut grid, &columns);
        let label = label_column(page, &grid, columns.len());
        Aligned {
            columns,
            grid,
            label,
        }
    }

    /// Joins the lines of one text.
    pub(super) fn join(&mut self, page: &Page) {
        join_lines(page, &mut self.grid, self.label);
        join_labels(page, &mut self.grid, self.label, TIGHT);
    }

    /// The cells, in rows from `first` on; `at` says where a column stands.
    pub(super) fn drafts(
        self,
        first: usize,
        at: impl Fn(usize) -> usize,
    ) -> impl Iterator<Item = Draft> {
        let cells = |(r, row): (usize, GridRow)| row.cells.into_iter().map(move |c| (r, c));
        let all = (first..).zip(self.grid).flat_map(cells);
        all.map(move |(row, (from, to, words))| Draft {
            row,
            column: at(from),
            row_span: 1,
            column_span: at(to) - at(from) + 1,
            words,
        })
    }
}

/// Names printed a little above or below their figures, by less than lines can lie apart, are one row with them.
fn level(rows: &mut Vec<Row>) {
    const LEAST: f32 = 0.45;
    let named = |r: &Row| r.segments.iter().all(|s| !s.numeric);
    let listed = |r: &Row| r.segments.iter().all(|s| s.numeric);
    let mut i = 1;
    while i < rows.len() {
        let (a, b) = (&rows[i - 1], &rows[i]);
        let near = (a.baseline - b.baseline).abs() <= LEAST * a.size.min(b.size);
        let halves = (named(a) && listed(b)) || (listed(a) && named(b));
        let apart = |x: &Segment| {
            let clear = |y: &Segment| y.bbox.x1 <= x.bbox.x0 || x.bbox.x1 <= y.bbox.x0;
            b.segments.iter().all(clear)
        };
        if near && halves && a.segments.iter().all(apart) {
            let lower = rows.remove(i);
            let upper = &mut rows[i - 1];
            upper.segments.extend(lower.segments);
            upper
                .segments
                .sort_by(|x, y| x.bbox.x0.total_cmp(&y.bbox.x0));
            upper.size = upper.size.max(lower.size);
        } else {
            i += 1;
        }
    }
}

/// Gives each segment of a row its column or columns.
pub(super) fn assign(page: &Page, row: &Row, columns: &[Column]) -> GridRow {
    let mut cells: Vec<(usize, usize, Vec<u32>)> = Vec::new();
    let mut put = |from: usize, to: usize, words: Vec<u32>| match cells.last_mut() {
        Some(last) if last.1 >= from => {
            last.1 = last.1.max(to);
            last.2.extend(words);
        }
        _ => cells.push((from, to, words)),
    };
    for s in &row.segments {
        let (from, to) = reach(s.bbox, columns);
        // Figures with little room between them can each stand in a column of which the two together touch only one.
        let ends = match s.words.as_slice() {
            [first, .., last] if s.numeric => {
                let at = |w: &u32| reach(page.words[*w as usize].bbox, columns);
                (at(first).0.min(from), at(last).1.max(to))
            }
            _ => (from, to),
        };
        if ends.0 == ends.1 {
            put(from, to, s.words.clone());
            continue;
        }
        match split(page, row, s, columns, ends) {
            Some(parts) => parts.into_iter().for_each(|(c, words)| put(c, c, words)),
            None => put(from, to, s.words.clone()),
        }
    }
    let figures = row.segments.iter().filter(|s| s.numeric).count();
    GridRow {
        cells,
        baseline: row.baseline,
        size: row.size,
        figures,
    }
}

/// Cuts a segment between columns when every word lies in one column and figures are among them.
fn split(
    page: &Page,
    row: &Row,
    s: &Segment,
    columns: &[Column],
    (from, to): (usize, usize),
) -> Option<Vec<(usize, Vec<u32>)>> {
    let mut parts: Vec<(usize, Vec<u32>)> = Vec::new();
    for w in &s.words {
        let (a, b) = reach(page.words[*w as usize].bbox, columns);
        if a != b {
            return None;
        }
        match parts.last_mut() {
            Some((c, words)) if *c == a => words.push(*w),
            _ => parts.push((a, vec![*w])),
        }
    }
    let starts = |words: &[u32]| {
        words
            .first()
            .is_some_and(|w| numeric::is_numeric(page.word(&page.words[*w as usize])))
    };
    let numeric = || parts.iter().skip(1).all(|(_, words)| starts(words));
    let alone = row.segments.len() == 1;
    (parts.len() == to - from + 1 && (numeric() || stand_over(page, &parts, columns, alone)))
        .then_some(parts)
}

/// Whether words stand each in line with a column of its own: headings of narrow columns, which leave little room
/// between each other. Without more than a blank between them they are no line of text by itself, and three or more
/// keep to the same edges.
fn stand_over(page: &Page, parts: &[(usize, Vec<u32>)], columns: &[Column], alone: bool) -> bool {
    const WIDEST_BLANK: f32 = 0.55;
    const SLACK: f32 = 1.5;
    let boxes = || {
        parts
            .iter()
            .map(|(c, words)| (columns.get(*c), rows::bbox_of(page, words)))
    };
    let apart = || {
        boxes().zip(boxes().skip(1)).all(|((_, a), (_, b))| {
            let size = a.height().max(b.height());
            b.x0 - a.x1 > WIDEST_BLANK * size
        })
    };
    // How far left edges, right edges and middles lie apart.
    let off = |(column, b): (Option<&Column>, Rect)| {
        column.map_or([f32::MAX; 3], |c| {
            let middle = (b.x0 + b.x1) / 2.0 - (c.x0 + c.x1) / 2.0;
            [b.x0 - c.x0, b.x1 - c.x1, middle].map(f32::abs)
        })
    };
    if apart() {
        return boxes().all(|b| off(b).into_iter().any(|d| d < SLACK));
    }
    let keeps = |edge: usize| boxes().all(|b| off(b)[edge] < SLACK);
    !alone && parts.len() >= 3 && (0..3).any(keeps)
}

/// A row of figures with a name; a reference may stand before the name.
pub(super) fn is_body(r: &GridRow, label: usize) -> bool {
    let behind = r.cells.iter().filter(|c| c.1 >= label).count();
    r.figures > 0 && r.figures + 1 >= behind && r.at(label).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    #[test]
    fn names_a_little_above_their_figures_stand_in_one_row_with_them() {
        let mut s = Sketch::new(1);
        for (y, name, now, before) in [
            (700.0, "Ferries", "4,120", "4,002"),
            (686.0, "Berths", "512", "498"),
            (672.0, "Lamps", "96", "88"),
        ] {
            s.text(100.0, y + 4.0, name)
                .right(300.0, y, now)
                .right(400.0, y, before);
        }
        let words: Vec<u32> = (0..s.0.words.len() as u32).collect();
        let mut found = rows::rows(&s.0, &words, &[]);
        assert_eq!(found.len(), 6, "two lines for each row");
        level(&mut found);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|r| r.segments.len() == 3));
    }
}
