//! Columns from segments that stand above each other: narrow segments first, so that headings over several columns
//! come last and are known as such.

use super::bare;
use crate::document::Rect;
use crate::layout::rows::Row;

/// A column: what its segments cover, and in which rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Left edge of what stands in it.
    pub x0: f32,
    /// Right edge of what stands in it.
    pub x1: f32,
    /// Rows in which something stands in it, rising.
    pub(super) rows: Vec<u32>,
    /// How many of its segments are figures.
    pub figures: u32,
}

impl Column {
    /// In how many rows something stands in it.
    pub fn support(&self) -> usize {
        self.rows.len()
    }
}

/// Part of the narrower one of two intervals that must be shared for them to stand above each other.
const SHARE: f32 = 0.3;
/// How near a heading must come to the columns beside it to span them, in its own widths.
const NEAR: f32 = 0.15;
/// Rows in which two columns must both be used to be two.
const BESIDE: usize = 2;
/// More columns than this no table has.
const MOST: usize = 120;

struct Span {
    row: u32,
    x0: f32,
    x1: f32,
    figure: bool,
}

/// How many rows two columns share.
fn shared(a: &Column, b: &Column) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.rows.get(i), b.rows.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

fn add_row(column: &mut Column, row: u32) {
    if let Err(at) = column.rows.binary_search(&row) {
        column.rows.insert(at, row);
    }
}

pub(super) fn absorb(into: &mut Column, other: Column) {
    into.x0 = into.x0.min(other.x0);
    into.x1 = into.x1.max(other.x1);
    into.figures += other.figures;
    for r in other.rows {
        add_row(into, r);
    }
}

fn overlaps(c: &Column, x0: f32, x1: f32) -> bool {
    let both = c.x1.min(x1) - c.x0.max(x0);
    both > SHARE * (x1 - x0).min(c.x1 - c.x0) && both > 0.5
}

fn touches(c: &Column, x0: f32, x1: f32) -> bool {
    c.x1.min(x1) - c.x0.max(x0) > 1.5
}

/// The columns of rows, from the left. A segment over several columns that are used side by side belongs to none.
pub fn infer<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<Column> {
    let mut spans: Vec<Span> = Vec::new();
    // The first row of figures with a name: numbers above it are years, headings.
    let mut body = 0;
    for (r, row) in rows.enumerate() {
        let figures = row.segments.iter().filter(|s| s.numeric).count();
        if body == 0 && (1..row.segments.len()).contains(&figures) {
            body = r as u32;
        }
        spans.extend(row.segments.iter().map(|s| Span {
            row: r as u32,
            x0: s.bbox.x0,
            x1: s.bbox.x1,
            figure: s.numeric,
        }));
    }
    // Figures first, then words from narrow to wide: figures make columns, wide words span them.
    spans.sort_by(|a, b| {
        b.figure
            .cmp(&a.figure)
            .then((a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)))
    });
    let mut columns: Vec<Column> = Vec::new();
    for s in &spans {
        // A year over the gap between two columns of figures spans them: it does not make them one.
        let spans_columns = |c: &Column| {
            let last = c.rows.last().copied().unwrap_or(0);
            let near = NEAR * (c.x1 - c.x0);
            let beside = |o: &&Column| o.figures >= 2 && o.x0 < c.x1 + near && c.x0 - near < o.x1;
            last < body.min(s.row)
                && c.figures as usize == c.support()
                && columns.iter().filter(|o| *o != c).filter(beside).count() >= 2
        };
        let under = |c: &Column| overlaps(c, s.x0, s.x1);
        let below = |c: &Column| under(c) && !spans_columns(c);
        let own = columns.iter().any(below);
        let stands = |c: &Column| if own { below(c) } else { under(c) };
        let first = columns.iter().position(stands);
        let Some(first) = first else {
            if columns.len() < MOST {
                let at = columns.partition_point(|c| c.x0 < s.x0);
                columns.insert(
                    at,
                    Column {
                        x0: s.x0,
                        x1: s.x1,
                        rows: vec![s.row],
                        figures: u32::from(s.figure),
                    },
                );
            }
            continue;
        };
        let last = columns.iter().rposition(stands).unwrap_or(first);
        // Two columns that are used side by side part it, whatever stands between them.
        let under = &columns[first..=last];
        let parted =
            (1..under.len()).any(|j| under[..j].iter().rev().any(|c| shared(c, &under[j]) > 0));
        // So does what reaches a little into the next: a heading that stands over the middle of two columns.
        let next = |k: usize, to: usize| {
            columns
                .get(k)
                .is_some_and(|c| touches(c, s.x0, s.x1) && shared(c, &columns[to]) >= BESIDE)
        };
        if parted || first > 0 && next(first - 1, first) || next(last + 1, last) {
            continue;
        }
        for c in columns.drain(first + 1..=last).collect::<Vec<_>>() {
            absorb(&mut columns[first], c);
        }
        let c = &mut columns[first];
        c.x0 = c.x0.min(s.x0);
        c.x1 = c.x1.max(s.x1);
        c.figures += u32::from(s.figure);
        add_row(c, s.row);
    }
    settle(&mut columns, &spans);
    bare::join(&mut columns);
    columns
}

/// Joins neighbours that lie over each other or that more segments cross than part: a wide gap between two words of
/// one label makes no column.
fn settle(columns: &mut Vec<Column>, spans: &[Span]) {
    let mut i = 1;
    while i < columns.len() {
        let (a, b) = (&columns[i - 1], &columns[i]);
        let together = shared(a, b);
        let crossing = spans
            .iter()
            .filter(|s| overlaps(a, s.x0, s.x1) && overlaps(b, s.x0, s.x1))
            .count();
        let nested = b.x0 < a.x1 && (b.x1.min(a.x1) - b.x0) > 0.6 * (b.x1 - b.x0).min(a.x1 - a.x0);
        if crossing > together && a.figures.min(b.figures) == 0 || nested && together == 0 {
            let b = columns.remove(i);
            absorb(&mut columns[i - 1], b);
            i = i.saturating_sub(1).max(1);
        } else {
            i += 1;
        }
    }
}

/// The first and last column that a box stands in; a box between columns belongs to the nearest.
pub fn reach(b: Rect, columns: &[Column]) -> (usize, usize) {
    let width = (b.x1 - b.x0).max(0.1);
    let touched = |c: &Column| {
        let both = b.x1.min(c.x1) - b.x0.max(c.x0);
        both > 0.5 && both > 0.2 * width.min(c.x1 - c.x0)
    };
    let first = columns.iter().position(touched);
    let last = columns.iter().rposition(touched);
    if let (Some(f), Some(l)) = (first, last) {
        return (f, l);
    }
    let distance = |c: &Column| (c.x0 - b.x1).max(b.x0 - c.x1);
    let nearest = (0..columns.len())
        .min_by(|i, j| distance(&columns[*i]).total_cmp(&distance(&columns[*j])))
        .unwrap_or(0);
    (nearest, nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::rows::Segment;

    fn row(spans: &[(f32, f32, bool)]) -> Row {
        let segments = spans
            .iter()
            .map(|(x0, x1, numeric)| Segment {
                words: vec![0],
                bbox: Rect {
                    x0: *x0,
                    y0: 0.0,
                    x1: *x1,
                    y1: 10.0,
                },
                numeric: *numeric,
            })
            .collect();
        Row::new(segments, 0.0, 10.0).expect("segments")
    }

    #[test]
    fn a_heading_over_two_columns_makes_no_column() {
        let rows = [
            row(&[(100.0, 190.0, false)]),
            row(&[
                (0.0, 60.0, false),
                (100.0, 130.0, true),
                (160.0, 190.0, true),
            ]),
            row(&[
                (0.0, 40.0, false),
                (105.0, 130.0, true),
                (165.0, 190.0, true),
            ]),
        ];
        let columns = infer(rows.iter());
        assert_eq!(columns.len(), 3);
        assert_eq!(reach(rows[0].bbox, &columns), (1, 2));
    }

    #[test]
    fn a_gap_inside_one_label_makes_no_column() {
        let rows = [
            row(&[
                (0.0, 30.0, false),
                (45.0, 80.0, false),
                (100.0, 130.0, true),
            ]),
            row(&[(0.0, 78.0, false), (100.0, 130.0, true)]),
            row(&[(0.0, 70.0, false), (100.0, 130.0, true)]),
        ];
        assert_eq!(infer(rows.iter()).len(), 2);
    }

    #[test]
    fn years_beside_all_columns_of_figures_head_those_on_their_side() {
        // Figures set to the left, years to the right of their columns: the next figures are nearer.
        let heads: Vec<(f32, f32, bool)> = [175.0, 275.0, 375.0]
            .into_iter()
            .map(|x| (x, x + 20.0, true))
            .collect();
        let body = row(&[
            (0.0, 60.0, false),
            (100.0, 130.0, true),
            (200.0, 230.0, true),
            (300.0, 330.0, true),
        ]);
        let rows = [row(&heads), body.clone(), body.clone(), body];
        let columns = infer(rows.iter());
        let places: Vec<(f32, f32)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
        let figures = [(100.0, 195.0), (200.0, 295.0), (300.0, 395.0)];
        assert_eq!(places[1..], figures);
    }

    #[test]
    fn a_year_over_the_gap_between_two_columns_of_figures_does_not_make_them_one() {
        let named = |left: f32| {
            row(&[
                (0.0, 60.0, false),
                (100.0, 124.0, true),
                (left, 178.0, true),
            ])
        };
        // The last figure is a little wider and reaches as far under the year as columns must.
        let rows = [
            row(&[(119.0, 153.0, true)]),
            row(&[(98.0, 119.0, false), (141.0, 171.0, false)]),
            named(145.0),
            named(144.0),
            named(142.0),
        ];
        let columns = infer(rows.iter());
        let places: Vec<(f32, f32)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
        assert_eq!(places, [(0.0, 60.0), (98.0, 124.0), (141.0, 178.0)]);
    }
}
