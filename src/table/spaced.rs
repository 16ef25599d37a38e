//! Rows of several lines in tables without rules, told from each other by the white between them: whether the lines of a
//! name stand below its figures, above them or around them, the next row lies further off than the lines of one cell do.

use super::aligned::GridRow;
use super::columns::Column;
use super::labels::merge;
use crate::document::Page;
use crate::layout::{looks, numeric, rows};
use std::ops::Range;

/// Rows of figures that show how far rows lie apart.
const LEAST_ROWS: usize = 3;
/// By how much lines of one row must lie nearer than rows do, in points: more than places are rounded by.
const NEARER: f32 = 0.8;
/// By how much gaps that are meant to be the same differ, in points: producers round places to pixels.
const ROUNDING: f32 = 1.0;
/// Lines of one cell lie no further apart, in sizes.
const SPACING: f32 = 1.6;
/// Where each row has several lines, the gap between rows is wider than those inside them by this factor.
const WIDER: f32 = 1.05;

/// Joins the lines of each row of figures, where all rows are told apart that way.
pub(super) fn join(page: &Page, grid: &mut Vec<GridRow>, columns: &[Column]) {
    let figured = columns.iter().filter(|c| c.figures >= 2).count();
    let is_row =
        |line: &GridRow| line.figures > 0 && line.figures * 2 >= figured && !is_heading(page, line);
    let rows: Vec<usize> = (0..grid.len()).filter(|i| is_row(&grid[*i])).collect();
    let Some(pitch) = pitch(grid, &rows) else {
        return;
    };
    let held = |run: &Range<usize>| {
        rows.partition_point(|r| *r < run.end) - rows.partition_point(|r| *r < run.start)
    };
    let parted = |limit: f32| {
        let runs = runs(grid, limit);
        runs.iter().all(|run| held(run) <= 1).then_some(runs)
    };
    let Some(runs) = limits(grid, pitch).into_iter().find_map(parted) else {
        return;
    };
    let several = |run: &&Range<usize>| run.len() > 1 && held(run) == 1;
    for run in runs.iter().rev().filter(several) {
        let Some(baseline) = one_row(page, &grid[run.clone()], columns) else {
            continue;
        };
        for _ in 1..run.len() {
            merge(grid, run.start, run.start + 1);
        }
        grid[run.start].baseline = baseline;
    }
}

/// Lines that lie nearer to each other than a limit.
fn runs(grid: &[GridRow], limit: f32) -> Vec<Range<usize>> {
    let near = |a: &GridRow, b: &GridRow| {
        let gap = a.baseline - b.baseline;
        gap < limit && gap < SPACING * a.size.max(b.size)
    };
    let mut end = 0;
    let run = |lines: &[GridRow]| {
        let start = end;
        end += lines.len();
        start..end
    };
    grid.chunk_by(near).map(run).collect()
}

/// Where the gaps inside rows may end and those between rows begin, which are `pitch` wide or a little less: between two
/// gaps that differ, the widest first.
fn limits(grid: &[GridRow], pitch: f32) -> Vec<f32> {
    let between = grid.windows(2).map(|l| l[0].baseline - l[1].baseline);
    let mut gaps: Vec<f32> = between.filter(|gap| *gap < pitch).collect();
    gaps.push(pitch);
    gaps.sort_by(|a, b| b.total_cmp(a));
    gaps.windows(2)
        .take_while(|pair| pair[0] >= pitch - ROUNDING)
        .filter(|pair| pair[0] - pair[1] >= NEARER)
        .map(|pair| (pair[0] + pair[1]) / 2.0)
        .collect()
}

/// Whether the figures of a line are years or months.
pub(super) fn is_heading(page: &Page, line: &GridRow) -> bool {
    let mut figures = line
        .cells
        .iter()
        .filter(|c| numeric::is_figure(page, &c.2))
        .peekable();
    figures.peek().is_some() && figures.all(|c| looks::is_period(&rows::text(page, &c.2)))
}

/// How far rows lie apart at least: what lies between any two of them that follow each other, or where most have several
/// lines, the widest gap between any two when all others are as wide or clearly narrower.
fn pitch(grid: &[GridRow], rows: &[usize]) -> Option<f32> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    if rows.len() < LEAST_ROWS {
        return None;
    }
    let gap = |below: usize| grid[below - 1].baseline - grid[below].baseline;
    let adjacent = || rows.windows(2).filter(|pair| pair[0] + 1 == pair[1]);
    if adjacent().count() >= LEAST_ROWS - 1 {
        return adjacent().map(|pair| gap(pair[1])).reduce(f32::min);
    }
    let widest = |pair: &[usize]| (pair[0] + 1..=pair[1]).map(gap).fold(0.0, f32::max);
    let pitch = rows.windows(2).map(widest).reduce(f32::min)?;
    let clear = |below| gap(below) > pitch - ROUNDING || gap(below) * WIDER <= pitch;
    (first + 1..=last).all(clear).then_some(pitch)
}

/// The baseline of the figures when lines are one row: one of them has figures, the others text in columns of text that
/// looks alike and does not head what follows.
fn one_row(page: &Page, lines: &[GridRow], columns: &[Column]) -> Option<f32> {
    let mut figured = lines.iter().filter(|l| l.figures > 0);
    let row = figured.next().filter(|_| figured.next().is_none())?;
    let mut texts = lines
        .iter()
        .filter(|l| l.figures == 0)
        .flat_map(|l| &l.cells);
    let bold = |words: &[u32]| rows::is_bold(page, words.iter().copied());
    let goes_on = |(from, to, words): &(usize, usize, Vec<u32>)| {
        // A unit may head the names.
        let mostly_text = |c: &Column| c.figures as usize * 4 <= c.support();
        let of_text = columns.get(*from).is_some_and(mostly_text);
        let mut column = lines.iter().filter_map(|l| l.at(*from));
        from == to
            && of_text
            && !rows::text(page, words).ends_with(':')
            && column.all(|c| bold(&c.2) == bold(words))
    };
    texts.all(goes_on).then_some(row.baseline)
}

#[cfg(test)]
mod tests {
    use crate::layout::sketch::Sketch;
    use crate::table::page_tests::rows;

    /// A table whose rows are so far apart as their names have lines, 12 points each, and a gap of 8; `figures` says on
    /// which height of a row its figures stand, from 0 for the first line of the name to 1 for the last.
    fn drawn(names: &[&[&str]], figures: f32) -> Vec<String> {
        let mut s = Sketch::new(1);
        s.right(300.0, 720.0, "2021").right(380.0, 720.0, "2022");
        let mut y = 700.0;
        for (i, lines) in names.iter().enumerate() {
            let down = 12.0 * (lines.len() - 1) as f32;
            for (k, line) in lines.iter().enumerate() {
                s.text(140.0, y - 12.0 * k as f32, line);
            }
            let at = y - figures * down;
            s.text(100.0, at, &format!("B{}", i + 1));
            s.right(300.0, at, "1,204").right(380.0, at, "310");
            y -= down + 20.0;
        }
        rows(&s.0)
    }

    const NAMES: [&[&str]; 6] = [
        &["Ferries"],
        &["Locks and", "Weirs"],
        &["Moorings"],
        &["Towpaths", "Hedges and", "Verges"],
        &["Slipways"],
        &["Bridges"],
    ];

    #[test]
    fn lines_of_a_name_are_one_row_wherever_its_figures_stand() {
        for figures in [0.0, 0.5, 1.0] {
            assert_eq!(
                drawn(&NAMES, figures)[1..],
                [
                    "B1|Ferries|1,204|310",
                    "B2|Locks and Weirs|1,204|310",
                    "B3|Moorings|1,204|310",
                    "B4|Towpaths Hedges and Verges|1,204|310",
                    "B5|Slipways|1,204|310",
                    "B6|Bridges|1,204|310"
                ],
                "figures at {figures}"
            );
        }
    }

    #[test]
    fn rows_that_nearly_all_have_several_lines_are_told_apart_by_the_wider_gap() {
        let names: [&[&str]; 4] = [
            &["Locks and", "Weirs"],
            &["Towpaths", "Hedges and", "Verges"],
            &["Moorings for", "Visitors"],
            &["Bridges"],
        ];
        assert_eq!(
            drawn(&names, 0.5)[1..],
            [
                "B1|Locks and Weirs|1,204|310",
                "B2|Towpaths Hedges and Verges|1,204|310",
                "B3|Moorings for Visitors|1,204|310",
                "B4|Bridges|1,204|310"
            ]
        );
    }

    #[test]
    fn a_heading_as_far_off_as_rows_whose_places_are_rounded_is_a_row() {
        let mut s = Sketch::new(1);
        s.right(300.0, 720.0, "2021").right(380.0, 720.0, "2022");
        for (y, name, figures) in [
            (700.0, "Ferries", true),
            (687.2, "Moorings", true),
            (674.4, "Water", false),
            (662.3, "Slipways", true),
            (648.8, "Bridges", true),
            (636.0, "Towpaths", true),
        ] {
            s.text(100.0, y, name);
            if figures {
                s.right(300.0, y, "1,204").right(380.0, y, "310");
            }
        }
        assert_eq!(rows(&s.0)[3..5], ["Water||", "Slipways|1,204|310"]);
    }
}
