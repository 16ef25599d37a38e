//! Pages of columns of prose, read one after the other.

use super::rows::{self, Row, Segment};
use super::{seams, staggered};
use crate::document::Page;
use std::ops::Range;

/// Cuts a page of columns of prose into zones in reading order, each with its rows; other pages are one zone.
pub(super) fn zones(page: &Page, words: &[u32], walls: &[rows::Wall]) -> Vec<Vec<Row>> {
    let all = rows::rows(page, words, &[]);
    let gutters = gutters(page, &all);
    if gutters.is_empty() {
        return staggered::part(seams::cut(page, rows::cut_at_walls(page, all, walls)));
    }
    let mut zones: Vec<Vec<u32>> = Vec::new();
    let mut columns: Vec<Vec<u32>> = vec![Vec::new(); gutters.len() + 1];
    let mut across: Vec<u32> = Vec::new();
    for (row, crosses) in all.iter().zip(crossing(&all, &gutters)) {
        if crosses {
            zones.extend(columns.iter_mut().map(std::mem::take));
            across.extend(row.words());
        } else {
            zones.push(std::mem::take(&mut across));
            for s in &row.segments {
                columns[gutters.partition_point(|x| *x <= s.bbox.x0)].extend(&s.words);
            }
        }
    }
    zones.extend(columns);
    zones.push(across);
    zones
        .into_iter()
        .filter(|z| !z.is_empty())
        .flat_map(|z| staggered::part(seams::cut(page, rows::rows(page, &z, walls))))
        .collect()
}

/// Rows further apart than this, in sizes, are no lines of one text or table.
const APART: f32 = 1.8;

/// Which rows stand across the gaps between columns: those of which a text does, and those that stand with many of them
/// above or below, the other rows of a wide table.
fn crossing(rows: &[Row], gutters: &[f32]) -> Vec<bool> {
    let over = |s: &Segment| {
        let over = |x: &f32| s.bbox.x0 < x - 2.0 && s.bbox.x1 > x + 2.0;
        gutters.iter().any(over)
    };
    let mut out: Vec<bool> = rows.iter().map(|r| r.segments.iter().any(over)).collect();
    let mut from = 0;
    for band in rows.chunk_by(|a, b| a.drop_to(b) < APART * a.size.max(b.size)) {
        let own = &mut out[from..from + band.len()];
        if own.iter().filter(|c| **c).count() * 3 >= band.len() {
            own.fill(true);
        }
        from += band.len();
    }
    out
}

/// Lines of text that each of two columns has at least.
const LINES: usize = 8;
/// Running text fills its column: a line that does is no narrower than this part of the widest.
const FULL: f32 = 0.75;

/// A text of some words, no figures.
fn is_wordy(s: &Segment) -> bool {
    s.words.len() >= 4 && !s.numeric
}

/// What rows have left and right of a gap.
#[derive(Default)]
struct Sides {
    /// Rows with a text on the left side, on the right, and on both.
    left: usize,
    right: usize,
    both: usize,
    /// Rows in which something stands across.
    crossing: usize,
}

impl Sides {
    /// What lies on both sides of a gap within a part of the page. None as soon as so many rows stand across that those
    /// left are no more than they are, or than `most`.
    fn of(rows: &[Row], within: &Range<f32>, x: f32, most: usize) -> Option<Sides> {
        let mut out = Sides::default();
        for row in rows {
            let inside = |s: &&Segment| s.bbox.x1 > within.start && s.bbox.x0 < within.end;
            let mut own = row.segments.iter().filter(inside);
            if own.clone().any(|s| s.bbox.x0 < x && s.bbox.x1 > x) {
                out.crossing += 1;
                if rows.len() - out.crossing <= most.max(out.crossing) {
                    return None;
                }
                continue;
            }
            let left = own.clone().any(|s| s.bbox.x1 <= x && is_wordy(s));
            let right = own.any(|s| s.bbox.x0 >= x && is_wordy(s));
            out.left += usize::from(left);
            out.right += usize::from(right);
            out.both += usize::from(left && right);
        }
        Some(out)
    }

    /// Lines that speak for two columns: those beside each other, or those of the shorter column where lines stand at
    /// different heights.
    fn lines(&self) -> usize {
        self.both.max(self.left.min(self.right))
    }
}

/// Where the gaps between columns of prose lie, from the left; none where there is one column.
fn gutters(page: &Page, rows: &[Row]) -> Vec<f32> {
    let short = |r: &&Row| {
        let narrow = |s: &Segment| is_wordy(s) && s.bbox.width() < 0.6 * page.width;
        r.segments.iter().any(narrow)
    };
    if rows.len() < 10 || rows.iter().filter(short).take(LINES).count() < LINES {
        return Vec::new();
    }
    let mut found = Vec::new();
    part(rows, 0.0..page.width, HALVINGS, &mut found);
    let starts = [f32::MIN].iter().chain(&found);
    let ends = found.iter().chain([&f32::MAX]);
    if !starts
        .zip(ends)
        .all(|(from, to)| runs_full(rows, &(*from..*to)))
    {
        found.clear();
    }
    found
}

/// How often a page is parted: eight columns of prose no page has.
const HALVINGS: usize = 3;

/// The gaps within a part of the page: the best one, then those on its two sides, so often at most.
fn part(rows: &[Row], within: Range<f32>, halvings: usize, found: &mut Vec<f32>) {
    if halvings == 0 {
        return;
    }
    let mut best: Option<(usize, f32)> = None;
    for step in 0..40 {
        let x = within.start + (within.end - within.start) * (0.3 + 0.4 * step as f32 / 40.0);
        let most = best.map_or(LINES - 1, |(n, _)| n);
        if let Some(sides) = Sides::of(rows, &within, x, most)
            && sides.lines() > most.max(sides.crossing)
        {
            best = Some((sides.lines(), x));
        }
    }
    if let Some((_, x)) = best {
        part(rows, within.start..x, halvings - 1, found);
        found.push(x);
        part(rows, x..within.end, halvings - 1, found);
    }
}

/// Whether half of the lines in a column fill it: labels of a form and their answers do not.
fn runs_full(rows: &[Row], column: &Range<f32>) -> bool {
    let inside = |s: &&Segment| s.bbox.x0 >= column.start && s.bbox.x1 <= column.end;
    let width = |row: &Row| {
        let mut own = row.segments.iter().filter(inside).map(|s| s.bbox);
        let first = own.next()?;
        Some(own.fold(first, |all, b| all.union(b)).width())
    };
    let mut widths: Vec<f32> = rows.iter().filter_map(width).collect();
    widths.sort_by(f32::total_cmp);
    let Some(most) = widths.get(widths.len() * 9 / 10) else {
        return false;
    };
    let full = widths.len() - widths.partition_point(|w| *w < FULL * most);
    full * 2 >= widths.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    /// The first words of each zone.
    fn begins(s: &Sketch) -> Vec<String> {
        let words: Vec<u32> = (0..s.0.words.len() as u32).collect();
        let first = |zone: &Vec<Row>| {
            let mut text = String::new();
            rows::text_of(&s.0, &zone[0].words().collect::<Vec<_>>(), &mut text);
            text
        };
        zones(&s.0, &words, &[]).iter().map(first).collect()
    }

    /// Twelve lines of a column, from a height down.
    fn column(s: &mut Sketch, x: f32, top: f32, line: &str) {
        for i in 0..12 {
            s.text(x, top - 14.0 * i as f32, line);
        }
    }

    /// Two columns, the right one from a height of its own.
    fn two_columns(s: &mut Sketch, right: f32) {
        column(s, 60.0, 700.0, "the left side runs on and on in lines of");
        column(
            s,
            320.0,
            right,
            "while the right side tells of other things",
        );
    }

    #[test]
    fn columns_whose_lines_stand_at_different_heights_are_read_one_after_the_other() {
        let mut s = Sketch::new(1);
        two_columns(&mut s, 693.0);
        let read = begins(&s);
        assert_eq!(read.len(), 2, "{read:?}");
        assert!(read[0].starts_with("the left") && read[1].starts_with("while"));
    }

    #[test]
    fn three_columns_are_read_from_the_left() {
        let mut s = Sketch::new(1);
        column(&mut s, 40.0, 700.0, "the first of these three columns");
        column(&mut s, 220.0, 695.0, "the middle one is set a bit low");
        column(&mut s, 400.0, 700.0, "and the last stands on the right");
        let read = begins(&s);
        assert_eq!(
            read,
            [
                "the first of these three columns",
                "the middle one is set a bit low",
                "and the last stands on the right"
            ]
        );
    }

    #[test]
    fn labels_of_a_form_stay_with_their_answers() {
        let mut s = Sketch::new(1);
        for i in 0..12 {
            let y = 700.0 - 14.0 * i as f32;
            let label = [
                "Name of the body",
                "Its aims",
                "What it is to cost a year",
                "Term",
            ][i % 4];
            s.text(60.0, y, label);
            s.text(300.0, y, "as set out by the board in its rules of old");
        }
        assert_eq!(begins(&s).len(), 1);
    }

    #[test]
    fn a_wide_table_above_columns_is_not_torn_apart() {
        let mut s = Sketch::new(1);
        s.text(60.0, 780.0, "Berth");
        s.text(200.0, 780.0, "What was let and to whom it was let in all")
            .text(500.0, 780.0, "Let");
        s.text(60.0, 766.0, "North quay of the harbour")
            .text(500.0, 766.0, "41");
        s.text(60.0, 752.0, "Pier");
        s.text(200.0, 752.0, "Sold to the ferry trust after the last flood")
            .text(500.0, 752.0, "30");
        two_columns(&mut s, 700.0);
        let read = begins(&s);
        assert_eq!(read.len(), 3, "{read:?}");
        assert!(read[0].starts_with("Berth"));
    }
}
