//! Tables whose rows are parted by lines across, or by shading, and whose columns by nothing but white: what stands
//! between two lines is a row, and the gaps that run down through all of them part the columns.

use super::lattice::{Band, Lattice};
use super::rivers::{self, Rivers};
use super::rows::{self, Row};
use super::runs::{Strip, runs};
use super::series::{self, Series};
use super::{ends, frames, strips};
use crate::document::{Page, Rect};

/// How far above and below the lines a head or a last row is looked for, in points.
const REACH: f32 = 110.0;
/// How far a word may stick out of the lines.
const SLACK: f32 = 3.0;

/// Strips that have the same gaps.
pub(super) struct Run {
    /// From the top.
    pub(super) strips: Vec<Strip>,
    /// The gaps between their columns.
    pub(super) rivers: Rivers,
    /// Edges of shading part them, not lines.
    pub(super) shaded: bool,
}

/// The tables of a page that only lines across show, each with its words; `taken` are the boxes of others.
pub(super) fn find(page: &Page, free: &[bool], taken: &[Rect]) -> Vec<(Lattice, Vec<u32>)> {
    let mut out: Vec<(Lattice, Vec<u32>)> = Vec::new();
    for series in series::find(page, taken) {
        let open = |i: &u32| {
            let b = page.words[*i as usize].bbox;
            let used = |t: Rect| frames::holds(t, b);
            free[*i as usize]
                && !taken.iter().any(|t| used(*t))
                && !out.iter().any(|(l, _)| used(l.bbox))
        };
        let words: Vec<u32> = (0..page.words.len() as u32).filter(open).collect();
        let mut strips = cut(page, &words, &series);
        // Runs are taken from the bottom, so that those above keep their places.
        let mut found = Vec::new();
        runs(&strips, 1..strips.len().saturating_sub(1), &mut found);
        for (range, rivers) in found.into_iter().rev() {
            let below = strips.split_off(range.end);
            let mut run = Run {
                strips: strips.split_off(range.start),
                rivers,
                shaded: series.shaded,
            };
            let (over, under) = (strips.last(), below.first());
            run.extend(page, over, under);
            run.settle(page);
            let table =
                strips::is_table(page, &run, [over, under]).then(|| run.lattice(page, &series));
            out.extend(table.flatten().filter(|(lattice, words)| {
                !frames::goes_on_beside(page, lattice.bbox, words, taken, 0.5)
            }));
        }
    }
    out
}

/// What stands above the first line of a series, between two lines, where anything does, and below the last.
fn cut(page: &Page, words: &[u32], series: &Series) -> Vec<Strip> {
    let ys = &series.ys;
    let (Some(first), Some(last)) = (ys.first(), ys.last()) else {
        return Vec::new();
    };
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); ys.len() + 1];
    for i in words {
        let b = page.words[*i as usize].bbox;
        let y = (b.y0 + b.y1) / 2.0;
        let beside = b.x0 < series.x0 - SLACK || b.x1 > series.x1 + SLACK;
        if !beside && y < first + REACH && y > last - REACH {
            parts[ys.partition_point(|line| *line > y)].push(*i);
        }
    }
    let tops = [first + REACH].into_iter().chain(ys.iter().copied());
    let bottoms = ys.iter().copied().chain([last - REACH]);
    let mut strips: Vec<Strip> = (tops.zip(bottoms).zip(&parts))
        .map(|((top, bottom), words)| Strip::new(page, top, bottom, rows::rows(page, words, &[])))
        .collect();
    let mut k = 0;
    strips.retain(|s| {
        k += 1;
        !s.rows.is_empty() || k == 1 || k == parts.len()
    });
    strips
}

impl Run {
    /// Adds the rows of what stands above and below that belong to the run.
    fn extend(&mut self, page: &Page, above: Option<&Strip>, below: Option<&Strip>) {
        let head = above.map(|above| ends::head(page, self, &above.rows));
        let tail = below.map(|below| ends::tail(page, self, &below.rows));
        self.strips.splice(0..0, head.into_iter().flatten());
        self.strips.extend(tail.into_iter().flatten());
        for strip in &self.strips {
            self.rivers.narrow(&self.rivers.through(&strip.cover));
        }
    }

    /// Gives up gaps that part no columns: beside what only one row has, behind bullets, and blanks of few lines.
    fn settle(&mut self, page: &Page) {
        self.rivers
            .drop_blanks(self.strips.iter().flat_map(|s| &s.rows));
        let rows = self.strips.iter().filter(|s| !s.is_heading());
        let filled: Vec<Vec<bool>> = rows.map(|s| self.filled(s)).collect();
        let bullets = strips::bullets(page, self);
        let often = |c: usize| filled.iter().filter(|f| f[c]).count() >= 2;
        let rare: Vec<bool> = (0..=self.rivers.gaps.len()).map(|c| !often(c)).collect();
        self.rivers
            .drop(|k| bullets[k] || rare[k + 1] || k == 0 && rare[0]);
    }

    /// Which columns of a strip hold anything.
    pub(super) fn filled(&self, strip: &Strip) -> Vec<bool> {
        let mut out = vec![false; self.rivers.gaps.len() + 1];
        for (x0, x1) in &strip.cover {
            out[self.rivers.column((x0 + x1) / 2.0)] = true;
        }
        out
    }

    /// The cells of the run, and its words.
    fn lattice(&self, page: &Page, series: &Series) -> Option<(Lattice, Vec<u32>)> {
        let inner = self.rivers.gaps.iter().map(|g| (g.0 + g.1) / 2.0);
        let left = [series.x0 - SLACK].into_iter();
        let xs = left.chain(inner).chain([series.x1 + SLACK]).collect();
        let mut bands: Vec<Band> = Vec::new();
        for (k, strip) in self.strips.iter().enumerate() {
            let mut top = bands.last().map_or(strip.top, |b| b.bottom);
            let mut below = strip.rows.as_slice();
            while !below.is_empty() {
                let count = match k {
                    0 => self.tier(page, below),
                    _ => below.len(),
                };
                let (rows, rest) = below.split_at(count);
                let bottom = match (rows.last(), rest.first()) {
                    (Some(a), Some(b)) => (a.bbox.y0 + b.bbox.y1) / 2.0,
                    _ => strip.bottom,
                };
                let mut crossed = self.crossed(page, rows);
                if strip.is_heading() && crossed.contains(&true) {
                    let ends = |row: &Row| {
                        (
                            self.rivers.column(row.bbox.x0),
                            self.rivers.column(row.bbox.x1),
                        )
                    };
                    for (from, to) in rows.iter().map(ends) {
                        crossed[from..to].fill(true);
                    }
                }
                bands.push(Band {
                    top,
                    bottom,
                    spans: spans(&crossed),
                });
                (top, below) = (bottom, rest);
            }
        }
        let words = self
            .strips
            .iter()
            .flat_map(|s| &s.rows)
            .flat_map(Row::words);
        Some((Lattice::of_bands(xs, bands)?, words.collect()))
    }

    /// How many rows of headings from the first are one row of cells: those over several columns, where only such as are
    /// over one each stand below them.
    fn tier(&self, page: &Page, rows: &[Row]) -> usize {
        let across = |row: &Row| {
            self.crossed(page, std::slice::from_ref(row))
                .contains(&true)
        };
        let upper = rows.iter().take_while(|r| across(r)).count();
        if upper > 0 && !rows[upper..].iter().any(across) {
            upper
        } else {
            rows.len()
        }
    }

    /// Across which gaps texts of rows stand.
    pub(super) fn crossed(&self, page: &Page, rows: &[Row]) -> Vec<bool> {
        let left = self.rivers.through(&rivers::cover(page, rows));
        left.iter().map(Option::is_none).collect()
    }
}

/// The first and last column of each cell of a row of cells in which texts stand across some gaps.
fn spans(crossed: &[bool]) -> Vec<(usize, usize)> {
    let mut spans = vec![(0, 0)];
    for (k, crossed) in crossed.iter().enumerate() {
        match spans.last_mut().filter(|_| *crossed) {
            Some(last) => last.1 = k + 1,
            None => spans.push((k + 1, k + 1)),
        }
    }
    spans
}
