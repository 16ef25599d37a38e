//! What of a table stands above the first and below the last of the lines that part its rows.

use super::banded::Run;
use super::prose;
use super::rows::{Row, Segment};
use super::runs::Strip;
use super::strips::{parts, reach};
use crate::document::{Page, Rect};

/// How far from each other rows outside of the lines stand, in sizes.
const FROM_ROW: f32 = 0.9;
/// How far apart lines of one text stand, in sizes.
const LEADING: f32 = 1.2;
/// How much further apart rows stand than the lines of each, in points.
const BETWEEN_ROWS: f32 = 2.0;
/// How far from its line a row outside of the lines stands, in sizes.
const FROM_LINE: f32 = 1.2;

/// Whether most texts of rows outside of the lines stand as those of their columns do, and in half of the columns.
fn keeps_to(page: &Page, run: &Run, rows: &[Row]) -> bool {
    let reach = reach(page, run);
    let near = |a: f32, b: f32| (a - b).abs() < 3.0;
    let mut filled = vec![false; reach.len()];
    let (mut all, mut aligned) = (0, 0);
    for part in rows.iter().flat_map(|r| parts(page, run, r)) {
        let (x0, x1) = reach[part.column];
        filled[part.column] = true;
        all += 1;
        let middles = near((part.x0 + part.x1) / 2.0, (x0 + x1) / 2.0);
        aligned += usize::from(near(part.x0, x0) || near(part.x1, x1) || middles);
    }
    let filled = filled.iter().filter(|f| **f).count();
    let all_headed = reach.len() > 2 && filled == reach.len();
    all_headed || filled >= 2 && filled * 2 >= reach.len() && aligned * 4 >= all * 3
}

/// Whether a row leaves all gaps of a run open.
fn fits(page: &Page, run: &Run, row: &Row) -> bool {
    !run.crossed(page, std::slice::from_ref(row)).contains(&true)
}

/// Whether the texts of a row are short and head columns behind that of the names, several of them together.
fn heads_several(page: &Page, run: &Run, row: &Row) -> bool {
    const WORDS: usize = 6;
    let table = run
        .strips
        .iter()
        .flat_map(|s| &s.rows)
        .map(|r| r.bbox)
        .reduce(Rect::union);
    let middle = |b: Rect| (b.x0 + b.x1) / 2.0;
    // What stands over the middle of all columns is a title.
    let title = |t: Rect| (middle(row.bbox) - middle(t)).abs() < 0.05 * t.width();
    let own = |s: &Segment| s.words.len() <= WORDS && run.rivers.column(s.bbox.x0) > 0;
    row.segments.iter().all(own)
        && !(row.segments.len() == 1 && table.is_some_and(title))
        && !prose::is_caption_row(page, row)
}

/// Rows outside of the lines as strips: where lines of a row stand closer than rows do, each row is one.
fn strips_of(page: &Page, run: &Run, rows: &[Row]) -> Vec<Strip> {
    let drops = |rows: &[Row]| -> Vec<f32> {
        let pairs = rows.windows(2);
        pairs.map(|p| p[0].drop_to(&p[1])).collect()
    };
    let leading = run
        .strips
        .iter()
        .flat_map(|s| drops(&s.rows))
        .reduce(f32::min);
    let one_text =
        |a: &Row, b: &Row| a.drop_to(b) < leading.unwrap_or(LEADING * a.size) + BETWEEN_ROWS;
    let parts = rows.chunk_by(one_text);
    let boxes = parts.filter_map(|own| {
        let bbox = own.iter().map(|r| r.bbox).reduce(Rect::union)?;
        Some(Strip::new(page, bbox.y1 + 0.5, bbox.y0 - 0.5, own.to_vec()))
    });
    boxes.collect()
}

/// The head of a run above its first line, and the rows below it that no line parts from it.
pub(super) fn head(page: &Page, run: &Run, above: &[Row]) -> Vec<Strip> {
    let mut from = above.len();
    let mut edge = run.strips.first().map_or(0.0, |s| s.top);
    while let Some(row) = from.checked_sub(1).and_then(|k| above.get(k)) {
        let most = if from == above.len() {
            FROM_LINE
        } else {
            FROM_ROW
        };
        let tier = from < above.len() && heads_several(page, run, row);
        if row.bbox.y0 - edge > most * row.size || !tier && !fits(page, run, row) {
            break;
        }
        edge = row.bbox.y1;
        from -= 1;
    }
    // A text over the names alone is the table's title.
    let names = |r: &&Row| parts(page, run, r).iter().all(|p| p.column == 0);
    from += above[from..].iter().take_while(names).count();
    match keeps_to(page, run, &above[from..]) {
        true => strips_of(page, run, &above[from..]),
        false => Vec::new(),
    }
}

/// The rows of a run below its last line.
pub(super) fn tail(page: &Page, run: &Run, below: &[Row]) -> Vec<Strip> {
    let mut edge = run.strips.last().map_or(0.0, |s| s.bottom);
    let mut to = 0;
    while let Some(row) = below.get(to) {
        let most = if to == 0 { FROM_LINE } else { FROM_ROW };
        if edge - row.bbox.y1 > most * row.size || !fits(page, run, row) {
            break;
        }
        edge = row.bbox.y0;
        to += 1;
    }
    match keeps_to(page, run, &below[..to]) {
        true => strips_of(page, run, &below[..to]),
        false => Vec::new(),
    }
}
