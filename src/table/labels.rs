//! Names of rows in tables without rules: which column holds them, and names of several lines.

use super::aligned::GridRow;
use crate::document::Page;
use crate::layout::numeric;
use crate::layout::rows;

/// The column that names rows: the one with most words among rows of figures; the first of several.
pub(super) fn label_column(page: &Page, grid: &[GridRow], width: usize) -> usize {
    let mut words = vec![0_usize; width];
    for row in grid.iter().filter(|r| r.figures > 0) {
        for c in row.cells.iter().filter(|c| c.0 == c.1 && c.0 < width) {
            words[c.0] += usize::from(!numeric::is_figure(page, &c.2));
        }
    }
    let most = words.iter().copied().max().unwrap_or(0);
    words.iter().position(|n| *n * 10 >= most * 9).unwrap_or(0)
}

/// Moves the cells of row `from` into row `into`.
pub(super) fn merge(grid: &mut Vec<GridRow>, into: usize, from: usize) {
    let (a, b) = (into.min(from), into.max(from));
    let lower = grid.remove(b);
    let upper = &mut grid[a];
    for (f, t, words) in lower.cells {
        match upper.cells.iter_mut().find(|c| c.0 <= t && f <= c.1) {
            Some(c) => {
                c.0 = c.0.min(f);
                c.1 = c.1.max(t);
                c.2.extend(words);
            }
            None => upper.cells.push((f, t, words)),
        }
    }
    upper.cells.sort_by_key(|c| c.0);
    upper.figures += lower.figures;
    if into > from {
        upper.baseline = lower.baseline;
    }
}

/// The first word of a row's name.
pub(super) fn first_text<'a>(page: &'a Page, row: &GridRow, label: usize) -> &'a str {
    row.at(label)
        .and_then(|c| c.2.first())
        .map_or("", |w| page.word(&page.words[*w as usize]))
}

/// What a label looks like: where it begins and ends, and whether it is bold.
struct LabelLine {
    x0: f32,
    x1: f32,
    bold: bool,
    /// It ends in a colon: what stands below is another name.
    colon: bool,
    first_word: f32,
    size: f32,
}

fn label_line(page: &Page, row: &GridRow, label: usize) -> Option<LabelLine> {
    let words = &row.at(label)?.2;
    let first = page.words.get(*words.first()? as usize)?;
    let bbox = rows::bbox_of(page, words);
    Some(LabelLine {
        x0: bbox.x0,
        x1: bbox.x1,
        bold: first.style.bold,
        colon: words
            .last()
            .and_then(|w| page.words.get(*w as usize))
            .is_some_and(|w| page.word(w).ends_with(':')),
        first_word: first.bbox.width(),
        size: first.size,
    })
}

/// Second lines of the words in a row of figures ("Split" and "Transaction" beside £500.00): they stand under words of the
/// row above, nearer to it than rows of figures stand to each other, and nearer than the next row stands to them.
pub(super) fn join_lines(page: &Page, grid: &mut Vec<GridRow>, label: usize) {
    /// Lines of one cell lie no further apart, in sizes.
    const SPACING: f32 = 1.6;
    /// By how much other gaps are wider.
    const WIDER: f32 = 1.25;
    let baselines = grid.iter().filter(|r| r.figures > 0).map(|r| r.baseline);
    let baselines: Vec<f32> = baselines.collect();
    let mut gaps: Vec<f32> = baselines.windows(2).map(|w| w[0] - w[1]).collect();
    gaps.sort_by(f32::total_cmp);
    let Some(usual) = gaps.get(gaps.len() / 2).copied() else {
        return;
    };
    let mut i = 1;
    while i < grid.len() {
        let (above, below) = (&grid[i - 1], &grid[i]);
        let gap = above.baseline - below.baseline;
        let next = grid
            .get(i + 1)
            .map_or(f32::MAX, |r| below.baseline - r.baseline);
        let near = gap < SPACING * above.size.max(below.size) && gap * WIDER < usual.min(next);
        let under_words = |c: &(usize, usize, Vec<u32>)| {
            above
                .at(c.0)
                .is_some_and(|a| (a.0, a.1) == (c.0, c.1) && !numeric::is_figure(page, &a.2))
        };
        let second = above.figures > 0
            && below.figures == 0
            && near
            && same_weight(page, above, below, label)
            && below.cells.iter().all(under_words);
        if second {
            let baseline = below.baseline;
            merge(grid, i - 1, i);
            // A third line stands as near to the second.
            grid[i - 1].baseline = baseline;
        } else {
            i += 1;
        }
    }
}

/// Whether the names of two rows, where both have one, are both bold or both not.
fn same_weight(page: &Page, above: &GridRow, below: &GridRow, label: usize) -> bool {
    match (
        label_line(page, above, label),
        label_line(page, below, label),
    ) {
        (Some(a), Some(b)) => a.bold == b.bold,
        _ => true,
    }
}

/// Labels of several lines: a row without figures whose text goes on in the row below, or comes from the row above.
/// Text goes on when its next word is lower-case, or had not fitted on the line before, on a line no more than
/// `spacing` sizes below.
pub(super) fn join_labels(page: &Page, grid: &mut Vec<GridRow>, label: usize, spacing: f32) {
    let right = grid
        .iter()
        .filter(|r| r.figures > 0 || r.only(label))
        .filter_map(|r| label_line(page, r, label))
        .map(|l| l.x1)
        .fold(f32::MIN, f32::max);
    // Names that all end at one edge show nothing of what fitted on a line.
    let ends = grid.iter().filter_map(|r| label_line(page, r, label));
    let (at_edge, all) = ends.fold((0, 0), |(n, all), l| {
        (n + usize::from(right - l.x1 < 2.0), all + 1)
    });
    let flush = all >= 5 && at_edge * 10 >= all * 8;
    let mut i = 1;
    while i < grid.len() {
        let (above, below) = (&grid[i - 1], &grid[i]);
        let gap = above.baseline - below.baseline;
        let tight = gap < spacing * above.size.max(below.size);
        let lower = first_text(page, below, label)
            .starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&');
        let full = match (
            label_line(page, above, label),
            label_line(page, below, label),
        ) {
            (Some(a), Some(b)) => {
                !flush
                    && !a.colon
                    && a.bold == b.bold
                    && a.x1 + 0.25 * a.size + b.first_word > right + 0.5
                    && b.x0 + 1.0 >= a.x0
                    && right - a.x0 > 6.0 * a.size
            }
            _ => false,
        };
        let goes_on = lower || full;
        let down = above.only(label)
            && below.figures > 0
            && tight
            && (goes_on || below.at(label).is_none());
        let up = below.only(label)
            && above.figures > 0
            && tight
            && (goes_on || above.at(label).is_none());
        let between = above.only(label) && below.only(label) && tight && goes_on;
        if down || up || between {
            merge(grid, i - 1, i);
        } else {
            i += 1;
        }
    }
}
