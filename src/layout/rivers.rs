//! Columns that nothing but white parts: gaps that run down through rows of texts.

use super::rows::Row;
use crate::document::Page;

/// From where to where something stands, or nothing does.
pub(super) type Stretch = (f32, f32);

/// Blanks between words are narrower than this part of the size, save in lines that are set to fill their column; in
/// those they lie at other places in each line.
const NARROWEST: f32 = 0.45;
/// As wide are no blanks of any line.
const WIDE: f32 = 0.8;
/// Lines with texts on both sides of a narrow gap that show that it is no blank.
const ENOUGH_LINES: usize = 4;

/// Where the words of rows stand, from the left: those that touch or overlap are one stretch.
pub(super) fn cover(page: &Page, rows: &[Row]) -> Vec<Stretch> {
    let words = rows.iter().flat_map(Row::words);
    let boxes = words.filter_map(|i| page.words.get(i as usize));
    merged(boxes.map(|w| (w.bbox.x0, w.bbox.x1)).collect())
}

/// Stretches that touch or overlap, as one each.
pub(super) fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<Stretch> = Vec::new();
    for s in stretches {
        match out.last_mut() {
            Some(last) if s.0 <= last.1 => last.1 = last.1.max(s.1),
            _ => out.push(s),
        }
    }
    out
}

/// Gaps through rows of texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rivers {
    /// From the left.
    pub(super) gaps: Vec<Stretch>,
    /// Size of the texts.
    size: f32,
}

impl Rivers {
    /// The gaps that all of several rows leave, of texts of a size.
    pub(super) fn between(covers: &[&[Stretch]], size: f32) -> Rivers {
        let all = merged(covers.concat());
        let gaps = all.windows(2).map(|p| (p[0].1, p[1].0));
        Rivers {
            gaps: gaps.filter(|g| g.1 - g.0 >= NARROWEST * size).collect(),
            size,
        }
    }

    /// What a cover leaves of each gap; `None` where it stands across.
    pub(super) fn through(&self, cover: &[Stretch]) -> Vec<Option<Stretch>> {
        let mut out = Vec::with_capacity(self.gaps.len());
        for (low, high) in &self.gaps {
            let first = cover.partition_point(|c| c.1 <= *low);
            let (mut from, mut widest) = (*low, (*low, *low));
            let within = cover[first..].iter().take_while(|c| c.0 < *high);
            for c in within.copied().chain([(*high, *high)]) {
                if c.0 - from > widest.1 - widest.0 {
                    widest = (from, c.0);
                }
                from = from.max(c.1);
            }
            out.push((widest.1 - widest.0 >= NARROWEST * self.size).then_some(widest));
        }
        out
    }

    /// Narrows the gaps to what a cover leaves of them, where it leaves any.
    pub(super) fn narrow(&mut self, left: &[Option<Stretch>]) {
        for (gap, left) in self.gaps.iter_mut().zip(left) {
            *gap = left.unwrap_or(*gap);
        }
    }

    /// The column in which a point lies.
    pub(super) fn column(&self, x: f32) -> usize {
        self.gaps.partition_point(|g| (g.0 + g.1) / 2.0 <= x)
    }

    /// Drops the gaps that are told.
    pub(super) fn drop(&mut self, given_up: impl Fn(usize) -> bool) {
        let mut k = 0;
        self.gaps.retain(|_| {
            k += 1;
            !given_up(k - 1)
        });
    }

    /// Drops narrow gaps that too few lines have texts on both sides of.
    pub(super) fn drop_blanks<'a>(&mut self, rows: impl Iterator<Item = &'a Row>) {
        let mut beside = vec![0; self.gaps.len()];
        for row in rows {
            let (from, to) = (self.column(row.bbox.x0), self.column(row.bbox.x1));
            beside[from..to].iter_mut().for_each(|n| *n += 1);
        }
        let size = self.size;
        let gaps = self.gaps.clone();
        let blank = |k: usize| gaps[k].1 - gaps[k].0 < WIDE * size && beside[k] < ENOUGH_LINES;
        self.drop(blank);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_those_that_all_rows_leave_and_are_wider_than_blanks() {
        let rivers = Rivers::between(
            &[
                &[(0.0, 40.0), (60.0, 90.0)],
                &[(0.0, 50.0), (53.0, 80.0), (100.0, 120.0)],
            ],
            10.0,
        );
        assert_eq!(rivers.gaps, [(90.0, 100.0)]);
    }

    #[test]
    fn what_stands_across_a_gap_leaves_nothing_of_it() {
        let rivers = Rivers::between(&[&[(0.0, 40.0), (60.0, 90.0), (100.0, 120.0)]], 10.0);
        assert_eq!(
            rivers.through(&[(0.0, 20.0), (30.0, 57.0), (59.0, 91.0)]),
            [None, Some((91.0, 100.0))]
        );
        assert_eq!(
            rivers.through(&[]),
            [Some((40.0, 60.0)), Some((90.0, 100.0))]
        );
    }
}
