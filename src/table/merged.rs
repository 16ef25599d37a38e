//! Cells of headings that are one on the page: producers that know no merged cells leave out the line between two.

use super::grid::Draft;
use crate::document::Page;
use crate::layout::rows;

/// The widest blank between two words of one text, in sizes; and where other columns of the row are parted by lines.
const WIDEST_BLANK: f32 = 0.6;
const WIDEST_PARTED: f32 = 1.3;
/// How far from the middle of the gap the line between two columns may stand, in points.
const SLACK: f32 = 3.0;

/// Joins neighbours in the rows of headings when their texts follow each other like words of one text, and no line parts
/// them where one parts their columns below. `body` is the first row of figures.
pub(super) fn join(page: &Page, drafts: &mut Vec<Draft>, body: usize) {
    if body < 2 {
        return;
    }
    let walls = rows::walls(page);
    if walls.len() < 3 {
        return;
    }
    let word = |d: &Draft, last: bool| {
        let i = if last {
            d.words.last()
        } else {
            d.words.first()
        };
        i.and_then(|i| page.words.get(*i as usize))
    };
    // Whether lines other than those at the sides part columns at a height.
    let (first, last) = (walls[0].x + SLACK, walls[walls.len() - 1].x - SLACK);
    let parted = |y: f32| {
        let inside = |w: &&rows::Wall| first < w.x && w.x < last;
        walls.iter().filter(inside).any(|w| w.y0 < y && y < w.y1)
    };
    let are_one = |a: &Draft, b: &Draft| {
        let (Some(left), Some(right)) = (word(a, true), word(b, false)) else {
            return false;
        };
        let gap = right.bbox.x0 - left.bbox.x1;
        let y = (left.bbox.y0 + left.bbox.y1) / 2.0;
        let near = |x: f32| left.bbox.x1 - SLACK < x && x < right.bbox.x0 + SLACK;
        let mut lines = walls.iter().filter(|w| near(w.x) && w.y0 < y).peekable();
        let widest = if parted(y) {
            WIDEST_PARTED
        } else {
            WIDEST_BLANK
        };
        a.row == b.row
            && a.row + 1 < body
            && a.column + a.column_span == b.column
            && a.row_span <= 1
            && b.row_span <= 1
            && (left.baseline - right.baseline).abs() < 0.1 * left.size
            && gap > 0.0
            && gap < widest * left.size
            && lines.peek().is_some()
            && lines.all(|w| w.y1 < y)
    };
    drafts.sort_by_key(|d| (d.row, d.column));
    let mut i = 1;
    while i < drafts.len() {
        if are_one(&drafts[i - 1], &drafts[i]) {
            let d = drafts.remove(i);
            let before = &mut drafts[i - 1];
            before.column_span += d.column_span;
            before.words.extend(d.words);
        } else {
            i += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    /// Cells of a row of headings, each with its left edge and its text, over columns of figures parted at 250 and 350.
    fn joined(parted_above: bool, heads: &[(f32, &str)]) -> Vec<(usize, usize)> {
        let mut s = Sketch::new(1);
        let low = 640.0;
        for x in [100.0, 200.0, 300.0] {
            s.down(x, low, 700.0);
        }
        s.down(250.0, low, if parted_above { 700.0 } else { 680.0 });
        let mut drafts = Vec::new();
        let mut add = |s: &mut Sketch, row: usize, column: usize, x: f32, text: &str| {
            let from = s.0.words.len() as u32;
            s.text(x, 688.0 - 16.0 * row as f32, text);
            drafts.push(Draft {
                row,
                column,
                row_span: 1,
                column_span: 1,
                words: (from..s.0.words.len() as u32).collect(),
            });
        };
        for (k, (x, text)) in heads.iter().enumerate() {
            add(&mut s, 0, k + 1, *x, text);
        }
        for (row, texts) in [(1, ["Plan", "Spent"]), (2, ["120", "96"])] {
            for (k, text) in texts.iter().enumerate() {
                add(&mut s, row, k + 1, 210.0 + 50.0 * k as f32, text);
            }
        }
        join(&s.0, &mut drafts, 2);
        let first = drafts.iter().filter(|d| d.row == 0);
        first.map(|d| (d.column, d.column_span)).collect()
    }

    #[test]
    fn neighbours_without_a_line_between_them_are_one_heading() {
        let heads = [(212.0, "2031/32"), (253.0, "draft")];
        assert_eq!(joined(false, &heads), [(1, 2)]);
        assert_eq!(joined(true, &heads), [(1, 1), (2, 1)], "a line parts them");
        let apart = [(205.0, "2031/32"), (265.0, "draft")];
        assert_eq!(joined(false, &apart), [(1, 1), (2, 1)]);
    }
}
