//! Lines across a page that have the same ends, one below the other: what parts the rows of a table where nothing
//! upright is drawn. Edges of shaded rows part them as lines do.

use super::frames;
use crate::document::{Page, Painted, Rect, Stroke};

/// Lines of the same ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    /// Where they begin.
    pub(super) x0: f32,
    /// Where they end.
    pub(super) x1: f32,
    /// Their heights, from the top.
    pub(super) ys: Vec<f32>,
    /// Most of them are edges of shading.
    pub(super) shaded: bool,
}

/// Lines at heights no further apart are one, in points.
const SNAP: f32 = 2.5;
/// How far the ends of lines of one series may lie apart.
const ENDS: f32 = 4.0;
/// Parts of one line, drawn under each column by itself, lie no further apart.
const BETWEEN_PARTS: f32 = 12.0;
/// Parts of one shaded row touch.
const TOUCH: f32 = 2.0;
/// Shorter lines part no rows.
const SHORTEST: f32 = 120.0;
/// Fewer lines are a head and a foot.
const FEWEST: usize = 3;
/// More rules than this on a page are a drawing.
const MOST_RULES: usize = 4_000;
/// As are more of the same ends: no page has so many rows.
const MOST_LINES: usize = 500;
/// As are more series of them.
const MOST_SERIES: usize = 12;

/// The series of lines on a page, outside of `taken`; none where lines are a drawing.
pub(super) fn find(page: &Page, taken: &[Rect]) -> Vec<Series> {
    let across = |s: &&Stroke| {
        let inside = || taken.iter().any(|t| frames::holds(*t, s.bbox));
        s.horizontal && s.painted != Painted::Unseen && !inside()
    };
    let count = page.strokes.iter().filter(|s| s.horizontal).count();
    if !(FEWEST..=MOST_RULES).contains(&count) {
        return Vec::new();
    }
    let lines = joined(page.strokes.iter().filter(across).collect());
    let mut out = of_same_ends(lines);
    if out.len() > MOST_SERIES {
        out.clear();
    }
    out
}

/// A line in the making.
struct Line {
    y: f32,
    x0: f32,
    x1: f32,
    shaded: bool,
}

/// Strokes at one height to lines.
fn joined(mut strokes: Vec<&Stroke>) -> Vec<Line> {
    let y = |s: &Stroke| (s.bbox.y0 + s.bbox.y1) / 2.0;
    strokes.sort_by(|a, b| y(b).total_cmp(&y(a)));
    let mut out: Vec<Line> = Vec::new();
    for level in strokes.chunk_by_mut(|a, b| y(a) - y(b) <= SNAP / 2.0) {
        let height = y(level[0]);
        level.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let first = out.len();
        for s in level {
            let shaded = s.painted == Painted::Shading;
            let last = out[first..].last_mut().filter(|l| {
                let apart = if shaded || l.shaded {
                    TOUCH
                } else {
                    BETWEEN_PARTS
                };
                s.bbox.x0 - l.x1 <= apart
            });
            match last {
                Some(last) => {
                    last.x1 = last.x1.max(s.bbox.x1);
                    last.shaded &= shaded;
                }
                None => out.push(Line {
                    y: height,
                    x0: s.bbox.x0,
                    x1: s.bbox.x1,
                    shaded,
                }),
            }
        }
    }
    out.retain(|l| l.x1 - l.x0 >= SHORTEST);
    out
}

/// Lines by their ends.
fn of_same_ends(mut lines: Vec<Line>) -> Vec<Series> {
    let mut out = Vec::new();
    lines.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    for begun in lines.chunk_by_mut(|a, b| b.x0 - a.x0 <= ENDS) {
        begun.sort_by(|a, b| a.x1.total_cmp(&b.x1));
        for same in begun.chunk_by_mut(|a, b| b.x1 - a.x1 <= ENDS) {
            let mut ys: Vec<f32> = same.iter().map(|l| l.y).collect();
            ys.sort_by(|a, b| b.total_cmp(a));
            ys.dedup_by(|b, a| *a - *b <= SNAP);
            if (FEWEST..=MOST_LINES).contains(&ys.len()) {
                let shaded = same.iter().filter(|l| l.shaded).count();
                out.push(Series {
                    shaded: shaded * 2 > same.len(),
                    x0: same.iter().map(|l| l.x0).fold(f32::MAX, f32::min),
                    x1: same.iter().map(|l| l.x1).fold(f32::MIN, f32::max),
                    ys,
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    fn heights(s: &Sketch) -> Vec<Vec<f32>> {
        find(&s.0, &[]).into_iter().map(|s| s.ys).collect()
    }

    #[test]
    fn lines_drawn_under_each_column_by_itself_are_one() {
        let mut s = Sketch::new(1);
        for y in [700.0, 660.0, 620.0] {
            s.across(60.0, 200.0, y).across(206.0, 400.0, y);
        }
        s.across(206.0, 400.0, 680.0);
        assert_eq!(heights(&s), [[700.0, 660.0, 620.0]]);
    }

    #[test]
    fn two_lines_and_lines_that_nobody_sees_are_no_series() {
        let mut s = Sketch::new(1);
        s.across(60.0, 400.0, 700.0).across(60.0, 400.0, 600.0);
        s.across(60.0, 400.0, 650.0).unseen(1);
        assert!(heights(&s).is_empty());
        s.across(60.0, 400.0, 500.0);
        assert_eq!(heights(&s), [[700.0, 600.0, 500.0]]);
    }

    #[test]
    fn more_lines_than_a_page_has_rows_are_a_drawing() {
        let lines = |count: usize| {
            let mut s = Sketch::new(1);
            for i in 0..count {
                s.across(60.0, 400.0, 3.0 * i as f32);
            }
            heights(&s).len()
        };
        assert_eq!((lines(MOST_LINES), lines(MOST_LINES + 1)), (1, 0));
    }
}
