//! What stands between lines across a page, and which of it keeps to the same gaps.

use super::rivers::{self, Rivers, Stretch};
use super::rows::Row;
use crate::document::Page;
use std::ops::Range;

/// Rows whose common gaps are the first guess at the columns.
const SEED: usize = 3;
/// The two strokes of a double line lie no further apart, in points.
const TOUCH: f32 = 4.0;
/// Lines of one row of cells lie no further apart, in sizes: blank lines may stand between them.
const APART: f32 = 3.6;

/// What stands between two lines.
pub(super) struct Strip {
    /// Upper line.
    pub(super) top: f32,
    /// Lower line.
    pub(super) bottom: f32,
    /// Its lines of text.
    pub(super) rows: Vec<Row>,
    /// Where its words stand.
    pub(super) cover: Vec<Stretch>,
}

impl Strip {
    pub(super) fn new(page: &Page, top: f32, bottom: f32, rows: Vec<Row>) -> Strip {
        Strip {
            cover: rivers::cover(page, &rows),
            top,
            bottom,
            rows,
        }
    }

    /// Whether nothing but a line lies between two strips.
    fn touches(&self, other: &Strip) -> bool {
        let between = |above: &Strip, below: &Strip| (above.bottom - below.top).abs() < TOUCH;
        between(self, other) || between(other, self)
    }

    /// Whether its lines follow each other closely enough for one row of cells.
    fn hangs_together(&self) -> bool {
        let near = |p: &[Row]| p[0].drop_to(&p[1]) < APART * p[0].size.max(p[1].size);
        self.rows.windows(2).all(near)
    }

    /// Whether a line of running text stands across a gap of which nothing is left.
    fn runs_across(&self, rivers: &Rivers, left: &[Option<Stretch>]) -> bool {
        const WORDS: usize = 8;
        let gone = rivers
            .gaps
            .iter()
            .zip(left)
            .filter(|(_, left)| left.is_none());
        let texts = self.rows.iter().flat_map(|r| &r.segments);
        let mut long = texts.filter(|s| s.words.len() > WORDS);
        long.any(|s| {
            gone.clone()
                .any(|(g, _)| s.bbox.x0 < g.0 && g.1 < s.bbox.x1)
        })
    }

    /// One short text by itself: the name of a part of the table, or of something else.
    pub(super) fn is_heading(&self) -> bool {
        let words: usize = self.rows.iter().map(Row::len).sum();
        self.rows.len() <= 2 && words <= 12 && self.rows.iter().all(|r| r.segments.len() == 1)
    }
}

/// All runs among the strips of a range, from the top.
pub(super) fn runs(strips: &[Strip], range: Range<usize>, out: &mut Vec<(Range<usize>, Rivers)>) {
    let Some((own, rivers)) = strips.get(range.clone()).and_then(run) else {
        return;
    };
    let (first, end) = (range.start + own.start, range.start + own.end);
    runs(strips, range.start..first, out);
    out.push((first..end, rivers));
    runs(strips, end..range.end, out);
}

/// The strips around those with the most columns that have the same gaps.
fn run(strips: &[Strip]) -> Option<(Range<usize>, Rivers)> {
    let mut sizes: Vec<f32> = strips
        .iter()
        .flat_map(|s| &s.rows)
        .map(|r| r.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let parted: Vec<usize> = (0..strips.len())
        .filter(|i| !strips[*i].is_heading())
        .collect();
    let mut best: Option<(Range<usize>, Rivers)> = None;
    for seed in parted.windows(SEED.min(parted.len()).max(2)) {
        let covers: Vec<&[Stretch]> = seed.iter().map(|i| strips[*i].cover.as_slice()).collect();
        let rivers = Rivers::between(&covers, size);
        let most = best.as_ref().map_or(0, |b| b.1.gaps.len());
        if let [first, .., last] = seed
            && rivers.gaps.len() > most
            && strips[*first..=*last]
                .windows(2)
                .all(|p| p[0].touches(&p[1]))
        {
            best = Some((*first..last + 1, rivers));
        }
    }
    let (seed, rivers) = best?;
    let mut growing = Growing {
        strips,
        parted: seed.len(),
        across: 0,
        rivers,
    };
    let last = growing.reach(seed.end - 1, seed.end..strips.len());
    let first = growing.reach(seed.start, (0..seed.start).rev());
    Some((first..last + 1, growing.rivers))
}

/// A run in the making.
struct Growing<'a> {
    strips: &'a [Strip],
    /// How many strips of several texts it has.
    parted: usize,
    /// In how many of them a text stands across a gap.
    across: usize,
    rivers: Rivers,
}

impl Growing<'_> {
    /// Takes the strips that follow one, as long as they keep to the gaps; the last that is part of the run.
    fn reach(&mut self, from: usize, strips: impl Iterator<Item = usize>) -> usize {
        let mut last = from;
        let (mut behind_heading, mut across_before) = (false, false);
        let mut before = from;
        for k in strips {
            let strip = &self.strips[k];
            if !self.strips[before].touches(strip) {
                break;
            }
            before = k;
            if strip.is_heading() {
                // Two texts that stand across one below the other are lines of prose.
                let across = self.rivers.through(&strip.cover).contains(&None);
                if across && std::mem::replace(&mut across_before, across) {
                    break;
                }
                behind_heading = true;
                continue;
            }
            let across = self.across;
            if !self.takes(strip, behind_heading) {
                break;
            }
            (behind_heading, across_before) = (false, false);
            // A table may begin with headings over several columns, but ends with a row of them all.
            if k < from || self.across == across {
                last = k;
            }
        }
        last
    }

    /// Adds a strip, where it keeps to the gaps.
    fn takes(&mut self, strip: &Strip, behind_heading: bool) -> bool {
        let left = self.rivers.through(&strip.cover);
        let crossed = left.iter().filter(|l| l.is_none()).count();
        // A text over several columns is a heading of theirs or a cell of its own; one over most is something else.
        let foreign = behind_heading || crossed * 2 > left.len() || self.across > self.parted / 5;
        if crossed > 0 && foreign
            || strip.runs_across(&self.rivers, &left)
            || !strip.hangs_together()
        {
            return false;
        }
        self.parted += 1;
        self.across += usize::from(crossed > 0);
        self.rivers.narrow(&left);
        true
    }
}
