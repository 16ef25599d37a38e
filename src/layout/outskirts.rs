//! Rows of a ruled table that stand outside its grid: headings over a body of ruled rows, totals below it. They belong to
//! the table where they keep to its columns.

use super::lattice::{Lattice, column_at};
use super::numeric;
use super::rows::{self, Row, Segment, Wall};
use crate::document::{Page, Rect, Word};

/// How far above or below the grid such rows are looked for, in points.
const REACH: f32 = 110.0;
/// How far a word may stick out of its column and still be inside.
pub(super) const SLACK: f32 = 2.0;

/// A grid, its words, and what of the page is still free.
pub(super) struct Near<'a> {
    pub(super) page: &'a Page,
    lattice: &'a Lattice,
    /// Borders between columns, over the whole page.
    borders: Vec<Wall>,
    /// Which columns hold figures.
    pub(super) figures: Vec<bool>,
    /// Which columns hold anything but currency and percent signs.
    filled: Vec<bool>,
}

/// Whether the texts of a row stand no further apart than blanks between words, of a part of its size at most.
fn is_one_text(row: &Row, blank: f32) -> bool {
    let near = |p: &[Segment]| p[1].bbox.x0 - p[0].bbox.x1 < blank * row.size;
    row.segments.windows(2).all(near)
}

/// A line of running text that borders cut: its parts follow each other like words.
fn runs_on(row: &Row) -> bool {
    row.len() > 8 && is_one_text(row, 0.45)
}

/// A row that is one text which borders cut is whole again: "Years ended 31 | March".
fn mended(mut row: Row) -> Row {
    if is_one_text(&row, 0.35) {
        let whole = row.segments.drain(..).reduce(|mut whole, s| {
            whole.words.extend(s.words);
            whole.bbox = whole.bbox.union(s.bbox);
            whole.numeric = false;
            whole
        });
        row.segments.extend(whole);
    }
    row
}

/// A sign in a column of its own: nothing heads it.
fn is_sign(text: &str) -> bool {
    text.chars().all(|c| "$£€%()".contains(c))
}

/// Adds the rows above and below a grid that keep to its columns, to the grid and to its words.
pub(super) fn extend(
    page: &Page,
    lattice: &mut Lattice,
    words: &mut Vec<u32>,
    free: &[bool],
    others: &[Rect],
) {
    if lattice.columns < 3 {
        return;
    }
    let b = lattice.bbox;
    let middle = |w: &Word| ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
    // Words above and below, and the baselines of those beside them: rows that go on there are none of the table's.
    let (mut above, mut below, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    for (i, w) in page.words.iter().enumerate() {
        let (x, y) = middle(w);
        let near = y > b.y0 - REACH && y < b.y1 + REACH && w.style.turns == 0;
        let inside = y >= b.y0 && y <= b.y1;
        if !near || inside || free.get(i) != Some(&true) {
            continue;
        }
        let taken = || {
            others
                .iter()
                .any(|o| *o != b && super::frames::holds(*o, w.bbox))
        };
        if x < b.x0 - SLACK || x > b.x1 + SLACK {
            beside.push(w.baseline);
        } else if taken() {
            continue;
        } else if y > b.y1 {
            above.push(i as u32);
        } else {
            below.push(i as u32);
        }
    }
    if above.is_empty() && below.is_empty() {
        return;
    }
    let near = Near::new(page, lattice, words);
    let free_of_others = |r: &Row| !beside.iter().any(|y| (y - r.baseline).abs() < 2.0);
    let heads = near.headings(&above, &free_of_others);
    let totals = near.totals(&below, &free_of_others);
    if heads.is_empty() && totals.is_empty() {
        return;
    }
    for row in heads.iter().chain(&totals) {
        words.extend(row.words());
    }
    let bands = (
        near.tiers(&heads),
        totals.iter().map(|r| near.band(r, r)).collect(),
    );
    lattice.add(bands.0, bands.1);
}

impl<'a> Near<'a> {
    fn new(page: &'a Page, lattice: &'a Lattice, words: &[u32]) -> Near<'a> {
        let inner = lattice.xs.get(1..lattice.columns as usize).unwrap_or(&[]);
        let borders = inner
            .iter()
            .map(|x| Wall {
                x: *x,
                y0: f32::MIN,
                y1: f32::MAX,
            })
            .collect();
        let mut counts = vec![(0_u32, 0_u32); lattice.columns as usize];
        for w in words.iter().filter_map(|i| page.words.get(*i as usize)) {
            if is_sign(page.word(w)) {
                continue;
            }
            let column = column_at(&lattice.xs, (w.bbox.x0 + w.bbox.x1) / 2.0);
            if let Some(n) = counts.get_mut(column) {
                n.0 += 1;
                n.1 += u32::from(numeric::is_numeric(page.word(w)));
            }
        }
        Near {
            page,
            lattice,
            borders,
            filled: counts.iter().map(|(all, _)| *all > 0).collect(),
            figures: counts
                .iter()
                .map(|(all, n)| *n >= 2 && n * 2 > *all)
                .collect(),
        }
    }

    /// The columns that a segment reaches into; a column of signs beside one of figures is none of its own.
    pub(super) fn reach(&self, s: &Segment) -> (usize, usize) {
        let mut from = column_at(&self.lattice.xs, s.bbox.x0 + SLACK);
        let mut to = column_at(&self.lattice.xs, s.bbox.x1 - SLACK).max(from);
        let holds = |c: usize| self.filled.get(c) == Some(&true);
        if (from..=to).any(holds) {
            while !holds(from) {
                from += 1;
            }
            while !holds(to) {
                to -= 1;
            }
        }
        (from, to)
    }

    /// Headings above the grid, from the top: rows tight above it, each text in its column, most columns of figures
    /// among them.
    fn headings(&self, words: &[u32], sound: &dyn Fn(&Row) -> bool) -> Vec<Row> {
        let mut run: Vec<Row> = Vec::new();
        let mut edge = self.lattice.bbox.y1;
        let rows = rows::rows(self.page, words, &self.borders);
        for row in rows.into_iter().rev().map(mended) {
            let gap = row.bbox.y0 - edge;
            // Headings side by side may stand a little higher than the lines of one text.
            let most = if run.is_empty() && self.heads_most(&row) {
                2.5
            } else if run.is_empty() || row.segments.len() > 1 {
                0.9
            } else {
                0.7
            };
            let wide = row.segments.iter().filter(|s| {
                let (from, to) = self.reach(s);
                to > from
            });
            let spans = wide.clone().count();
            let apart = spans == 0
                || !run.is_empty()
                    && wide
                        .into_iter()
                        .all(|s| self.reach(s).0 > 0 && s.words.len() <= 6);
            let wordy = row.segments.iter().any(|s| s.words.len() > 8) || runs_on(&row);
            if gap > most * row.size.max(6.0)
                || gap < -0.6 * row.size
                || !apart
                || wordy
                || !sound(&row)
                || super::prose::is_caption_row(self.page, &row)
            {
                break;
            }
            edge = row.bbox.y1;
            run.push(row);
        }
        // A text over the names alone is the table's title.
        while run
            .last()
            .is_some_and(|r| r.segments.iter().all(|s| self.reach(s).1 == 0))
        {
            run.pop();
        }
        let mut touched = vec![false; self.figures.len()];
        for s in run.iter().flat_map(|r| &r.segments) {
            let (from, to) = self.reach(s);
            if let Some(t) = touched.get_mut(from..=to) {
                t.fill(true);
            }
        }
        let all = touched.iter().filter(|t| **t).count();
        let figures = self.figures.iter().filter(|f| **f).count();
        let over = touched
            .iter()
            .zip(&self.figures)
            .filter(|(t, f)| **t && **f)
            .count();
        if figures < 2
            || over * 3 < figures * 2
            || all * 2 < self.filled.iter().filter(|f| **f).count()
        {
            return Vec::new();
        }
        run.reverse();
        run
    }

    /// Whether most columns of figures have a text of a row each to themselves.
    fn heads_most(&self, row: &Row) -> bool {
        let heads = |c: usize| {
            let mut over = row.segments.iter().filter(|s| self.reach(s) == (c, c));
            over.next().is_some()
        };
        let figures = self.figures.iter().enumerate().filter(|(_, f)| **f);
        let (all, headed) = figures.fold((0, 0), |(all, n), (c, _)| {
            (all + 1, n + usize::from(heads(c)))
        });
        all >= 3 && headed * 3 >= all * 2
    }

    /// Rows of figures below the grid, from the top, and the names between them.
    fn totals(&self, words: &[u32], sound: &dyn Fn(&Row) -> bool) -> Vec<Row> {
        let mut out: Vec<Row> = Vec::new();
        let mut kept = 0;
        let mut edge = self.lattice.bbox.y0;
        for row in rows::rows(self.page, words, &self.borders) {
            let gap = edge - row.bbox.y1;
            let figures = row.segments.iter().filter(|s| s.numeric).count();
            let in_columns = row.segments.iter().all(|s| {
                let (from, to) = self.reach(s);
                let over = self.figures.get(from..=to).unwrap_or(&[]);
                if s.numeric {
                    from == to && over == [true]
                } else {
                    from == 0 && !over.contains(&true)
                }
            });
            if gap > 1.8 * row.size.max(6.0) || !in_columns || !sound(&row) || out.len() > kept + 1
            {
                break;
            }
            edge = row.bbox.y0;
            out.push(row);
            if figures >= 2 {
                kept = out.len();
            }
        }
        out.truncate(kept);
        out
    }
}
