//! Cells of headings that are one on the page: producers that know no merged cells leave out the line between two.

use super::grid::Draft;
use crate::document::Page;
use crate::layout::rows;

/// The widest blank between two words of one text, in sizes.
const WIDEST_BLANK: f32 = 0.6;
/// How far from the middle of the gap the line between two columns may stand, in points.
const SLACK: f32 = 3.0;

/// Joins neighbours in the rows of headings when their texts follow each other like words of one text, and no line parts
/// them where one parts their columns below. `body` is the first row of figures.
pub(super) fn join(page: &Page, drafts: &mut Vec<Draft>, body: usize) {
    if body < 2 {
        return;
    }
    let walls = rows::walls(page);
    if walls.is_empty() {
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
    let are_one = |a: &Draft, b: &Draft| {
        let (Some(left), Some(right)) = (word(a, true), word(b, false)) else {
            return false;
        };
        let gap = right.bbox.x0 - left.bbox.x1;
        let y = (left.bbox.y0 + left.bbox.y1) / 2.0;
        let near = |x: f32| left.bbox.x1 - SLACK < x && x < right.bbox.x0 + SLACK;
        let mut lines = walls.iter().filter(|w| near(w.x)).peekable();
        a.row == b.row
            && a.row + 1 < body
            && a.column + a.column_span == b.column
            && a.row_span <= 1
            && b.row_span <= 1
            && (left.baseline - right.baseline).abs() < 0.1 * left.size
            && gap > 0.0
            && gap < WIDEST_BLANK * left.size
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
