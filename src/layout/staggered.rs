//! Tables without rules that stand side by side with their rows at different heights: a row of one lies between two rows
//! of the other, nearer than lines of one text can.

use super::rows::{Row, Segment};

/// Lines of one table lie further apart, in sizes.
const NEAREST: f32 = 0.85;
/// How far apart rows of headings may lie, in sizes.
const WIDEST_GAP: f32 = 3.0;
/// Rows of one table that must lie between rows of the other.
const FEWEST: usize = 4;

/// Cuts rows, where two tables stand beside each other, into what stands above them, the left one, the right one, and
/// what stands below; otherwise they stay together.
pub(super) fn part(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let Some((first, last, x)) = stagger(&rows) else {
        return vec![rows];
    };
    let crosses =
        |r: &Row| r.bbox.x0 < x && r.segments.iter().any(|s| s.bbox.x0 < x && s.bbox.x1 > x);
    let near = |a: &Row, b: &Row| a.drop_to(b) < WIDEST_GAP * a.size.max(b.size);
    let (mut from, mut to) = (first, last + 1);
    while from > 0 && near(&rows[from - 1], &rows[from]) && !crosses(&rows[from - 1]) {
        from -= 1;
    }
    while to < rows.len() && near(&rows[to - 1], &rows[to]) && !crosses(&rows[to]) {
        to += 1;
    }
    if rows[first..=last].iter().any(crosses) {
        return vec![rows];
    }
    let mut above = rows;
    let below = above.split_off(to);
    let beside = above.split_off(from);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in beside {
        let (a, b): (Vec<Segment>, Vec<Segment>) =
            row.segments.into_iter().partition(|s| s.bbox.x1 <= x);
        left.extend(Row::new(a, row.baseline, row.size));
        right.extend(Row::new(b, row.baseline, row.size));
    }
    let parts = [above, left, right, below];
    parts.into_iter().filter(|p| !p.is_empty()).collect()
}

/// The first and last of the rows that alternate, and where the gap between their tables lies.
fn stagger(rows: &[Row]) -> Option<(usize, usize, f32)> {
    let body = |r: &Row| {
        r.segments.len() >= 2 && !r.segments[0].numeric && r.segments[1..].iter().any(|s| s.numeric)
    };
    let (mut left, mut right) = (f32::MIN, f32::MAX);
    let (mut first, mut last, mut pairs) = (0, 0, 0);
    for (i, pair) in rows.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let drop = a.drop_to(b);
        if drop <= 0.0 || drop >= NEAREST * a.size.min(b.size) || !body(a) || !body(b) {
            continue;
        }
        let (l, r) = if a.bbox.x0 < b.bbox.x0 {
            (a, b)
        } else {
            (b, a)
        };
        if l.bbox.x1 >= r.bbox.x0 {
            continue;
        }
        if pairs == 0 {
            first = i;
        }
        last = i + 1;
        pairs += 1;
        left = left.max(l.bbox.x1);
        right = right.min(r.bbox.x0);
    }
    (pairs >= FEWEST && left < right).then_some((first, last, (left + right) / 2.0))
}
