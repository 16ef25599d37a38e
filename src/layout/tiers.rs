//! Rows of headings outside a grid to tiers of cells: which texts are lines of one, and which span several columns.

use super::lattice::Band;
use super::outskirts::{Near, SLACK};
use super::rows::{Row, Segment};
use crate::document::Painted;

impl Near<'_> {
    /// Headings to bands of cells: lines of one text wrapped in its column are one band.
    pub(super) fn tiers(&self, heads: &[Row]) -> Vec<Band> {
        let mut out = Vec::new();
        let mut from = 0;
        for i in 1..=heads.len() {
            let below = heads.get(i);
            let over = below.map_or(Vec::new(), |below| self.over(&heads[i - 1], below));
            let wraps = below.is_some_and(|below| self.wraps(&heads[i - 1], below));
            if !over.is_empty() || !wraps {
                let mut band = self.band(&heads[from], &heads[i - 1]);
                for (low, high) in over.into_iter().filter(|_| from + 1 == i) {
                    band.spans.retain(|(a, b)| *b < low || high < *a);
                    band.spans.push((low, high));
                }
                band.spans.sort_unstable();
                out.push(band);
                from = i;
            }
        }
        out
    }

    /// The columns that the texts of a row of headings span, for those that head more than one of the row below.
    fn over(&self, above: &Row, below: &Row) -> Vec<(usize, usize)> {
        let lined: Vec<_> = (above.segments.iter())
            .filter_map(|s| self.underlined(s, below))
            .collect();
        match lined.is_empty() {
            true => self.centred(above, below).into_iter().collect(),
            false => lined,
        }
    }

    /// The columns of the headings over which a line is drawn that stands under a text.
    fn underlined(&self, text: &Segment, below: &Row) -> Option<(usize, usize)> {
        let line = self
            .page
            .strokes
            .iter()
            .map(|s| (s, s.bbox))
            .find(|(s, b)| {
                let between = b.y0 > below.baseline && b.y1 < text.bbox.y0 + SLACK;
                let under = b.x0 < text.bbox.x0 && b.x1 > text.bbox.x1;
                s.horizontal && s.painted != Painted::Unseen && between && under
            });
        let (_, line) = line?;
        let under = |s: &&Segment| s.bbox.x0 > line.x0 - SLACK && s.bbox.x1 < line.x1 + SLACK;
        let mut headed = below.segments.iter().filter(under).map(|s| self.reach(s));
        let (first, last) = (headed.next()?, headed.next_back()?);
        (first.1 < last.0).then_some((first.0, last.1))
    }

    /// The columns that one text spans which stands over the middle of three or more headings: "Years ended".
    fn centred(&self, above: &Row, below: &Row) -> Option<(usize, usize)> {
        const SLACK: f32 = 3.0;
        let over_figures = |s: &&Segment| self.reach(s).0 > 0;
        let mut texts = above.segments.iter().filter(over_figures);
        let (Some(text), None) = (texts.next(), texts.next()) else {
            return None;
        };
        let mut heads = below.segments.iter().filter(over_figures);
        let first = heads.next()?;
        let (n, last) = heads.fold((1, first), |(n, _), s| (n + 1, s));
        let middle = |a: f32, b: f32| (a + b) / 2.0;
        let off = middle(text.bbox.x0, text.bbox.x1) - middle(first.bbox.x0, last.bbox.x1);
        let span = (self.reach(first).0, self.reach(last).1);
        (n >= 3 && off.abs() < SLACK).then_some(span)
    }

    /// Whether two rows of headings are lines of the same texts: what stands in one column lies one below the other.
    fn wraps(&self, above: &Row, below: &Row) -> bool {
        let single = |s: &&Segment| {
            let (from, to) = self.reach(s);
            from == to
        };
        let spread = |r: &Row| !r.segments.iter().all(|s| single(&s));
        if spread(above) || spread(below) {
            return false;
        }
        let near = |a: f32, b: f32| (a - b).abs() < 2.5;
        let (mut over, mut aligned) = (0, 0);
        for s in &above.segments {
            let column = self.reach(s).0;
            if let Some(t) = below.segments.iter().find(|t| self.reach(t).0 == column) {
                over += 1;
                let (a, b) = (s.bbox, t.bbox);
                aligned += usize::from(
                    near(a.x0, b.x0) || near(a.x1, b.x1) || near(a.x0 + a.x1, b.x0 + b.x1),
                );
            }
        }
        aligned == over
    }

    /// One row of cells from the top of one row to the bottom of another; texts that reach over several columns join
    /// them.
    pub(super) fn band(&self, first: &Row, last: &Row) -> Band {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut next = 0;
        let mut wide: Vec<(usize, usize)> = first
            .segments
            .iter()
            .chain(&last.segments)
            .map(|s| self.reach(s))
            .filter(|(from, to)| to > from)
            .collect();
        wide.sort_unstable();
        for (from, to) in wide {
            if from >= next {
                spans.extend((next..from).map(|c| (c, c)));
                spans.push((from, to));
                next = to + 1;
            }
        }
        spans.extend((next..self.figures.len()).map(|c| (c, c)));
        Band {
            top: first.bbox.y1 + 0.5,
            bottom: last.bbox.y0 - 0.5,
            spans,
        }
    }
}
