//! Parts of one table that a page shows below each other: the name of a section stands between them, and only the first
//! has headings.

use super::continued::{
    PageTable, append, edges, figure_columns, filled, has_own_headings, is_figure, same_columns,
};
use super::{Axis, Cell, Table};
use crate::document::{Place, Rect};
use crate::figure::Reading;
use crate::layout::page::PageLayout;
use crate::layout::{Block, Role};

/// How far apart the parts and what stands between them may lie, from line to line, in distances of rows.
const WIDEST_GAP: f32 = 2.2;
/// The longest name of a section.
const LONGEST: usize = 100;
/// How many names may stand between two parts.
const MOST_NAMES: usize = 2;

/// Joins the tables of one page that are parts of one; the names between them become rows.
pub fn join(parts: &mut Vec<PageTable>, laid: &mut PageLayout) {
    let mut i = 1;
    while i < parts.len() {
        let above = &parts[i - 1];
        let below = &parts[i];
        let last = laid.blocks.len();
        let (from, to) = (
            (above.after as usize).min(last),
            (below.after as usize).min(last),
        );
        let between = laid.blocks.get(from..to).unwrap_or(&[]);
        if !goes_on(&above.table, between, &below.table) {
            i += 1;
            continue;
        }
        let below = parts.remove(i);
        let names: Vec<Block> = laid.blocks.drain(from..to).collect();
        let table = &mut parts[i - 1].table;
        for name in &names {
            add_name(table, name);
        }
        if let (Some(a), Some(b)) = (table.place.bbox(), below.table.place.bbox()) {
            table.place = Place::on_page(table.place.page, Some(a.union(b)));
        }
        append(table, below.table);
        for later in &mut parts[i..] {
            later.after = later.after.saturating_sub(names.len() as u32);
        }
    }
}

/// Whether a table goes on in the one below: the same columns, no headings of its own, and nothing between but names as
/// near as rows are.
fn goes_on(above: &Table, between: &[Block], below: &Table) -> bool {
    let (Some(a), Some(b)) = (above.place.bbox(), below.place.bbox()) else {
        return false;
    };
    if between.len() > MOST_NAMES || a.y0 < b.y1 - 2.0 || !same_columns(above, below) {
        return false;
    }
    let figures = figure_columns(below);
    let counted = figures.iter().filter(|f| **f).count();
    let first = figures.iter().position(|f| *f);
    let (Some(first), Some(gap)) = (first, widest_gap(above)) else {
        return false;
    };
    let left = edges(below).get(first).copied().flatten();
    let Some((left, _)) = left.filter(|_| first > 0 && counted >= 2) else {
        return false;
    };
    let mut edge = a.y0;
    for block in between {
        let Some(n) = name_of(block) else {
            return false;
        };
        if n.x0 < a.x0 - 4.0 || n.x1 > left || (edge - n.y1).abs() > gap {
            return false;
        }
        edge = n.y0;
    }
    edge - b.y1 <= gap
        && !has_own_headings(above, below)
        && filled(below, 0).any(is_figure)
        && has_head(above, &figures)
        && aligned(above, below, &figures)
}

/// The box of a block that can name a section: one short line that is no sentence and no caption.
fn name_of(block: &Block) -> Option<Rect> {
    let [piece] = &*block.pieces else {
        return None;
    };
    let role = matches!(block.role, Role::Paragraph | Role::Heading(_));
    let text = block.text.trim_end();
    (role && text.len() <= LONGEST && !text.ends_with('.')).then_some(piece.place.bbox()?)
}

/// How far below a table its next row may begin: its last two rows with figures show how far apart rows are.
fn widest_gap(table: &Table) -> Option<f32> {
    let mut boxes: Vec<Rect> = Vec::new();
    for row in (0..table.rows.len() as u32).rev() {
        let figure = filled(table, row)
            .filter(|c| c.row_span <= 1)
            .find(|c| is_figure(c));
        boxes.extend(figure.and_then(|c| c.place.bbox()));
        if let [lower, upper] = boxes.as_slice() {
            let (height, pitch) = (lower.height(), upper.y0 - lower.y0);
            return Some(WIDEST_GAP * pitch.max(height).min(3.0 * height) - height);
        }
    }
    None
}

/// Whether words or years stand over columns of figures.
fn has_head(table: &Table, figures: &[bool]) -> bool {
    let heads = |c: &Cell| figures.get(c.column as usize) == Some(&true) && !is_figure(c);
    (0..table.rows.len().min(4) as u32)
        .take_while(|r| !filled(table, *r).any(is_figure))
        .any(|r| filled(table, r).any(heads))
}

/// Whether figures of both tables end at the same edges.
fn aligned(above: &Table, below: &Table, figures: &[bool]) -> bool {
    let right = |t: &Table, column: usize| {
        t.cells
            .iter()
            .filter(|c| c.column as usize == column && c.column_span <= 1 && is_figure(c))
            .filter_map(|c| c.place.bbox())
            .map(|b| b.x1)
            .reduce(f32::max)
    };
    (0..figures.len())
        .filter(|c| figures[*c])
        .all(|c| match (right(above, c), right(below, c)) {
            (Some(a), Some(b)) => (a - b).abs() < 4.0,
            _ => true,
        })
}

/// Adds the name of a section as a row.
fn add_name(table: &mut Table, block: &Block) {
    let row = table.rows.len() as u32;
    table.rows.push(Axis::default());
    for column in 0..table.columns.len() as u32 {
        let mut cell = Cell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            place: block.place_at(0),
            ..Cell::default()
        };
        if column == 0 {
            cell.text = block.text.as_str().into();
            cell.reading = Reading::Text;
        } else {
            cell.place = Place::on_page(cell.place.page, None);
        }
        table.cells.push(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::page::lay_out;
    use crate::layout::sketch::Sketch;
    use crate::table::read::{Found, region};

    /// A grid of rows from a top, each 16 points high: a name and two figures.
    fn grid(s: &mut Sketch, top: f32, rows: &[[&str; 3]]) -> f32 {
        let bottom = top - 16.0 * rows.len() as f32;
        for k in 0..=rows.len() {
            s.across(100.0, 400.0, top - 16.0 * k as f32);
        }
        for x in [100.0, 220.0, 310.0, 400.0] {
            s.down(x, bottom, top);
        }
        for (k, [name, a, b]) in rows.iter().enumerate() {
            let y = top - 16.0 * k as f32 - 12.0;
            s.text(105.0, y, name).right(305.0, y, a).right(395.0, y, b);
        }
        bottom
    }

    /// The rows of the tables of a page, by table.
    fn read(s: &Sketch) -> Vec<Vec<String>> {
        let mut laid = lay_out(&s.0);
        let mut parts = Vec::new();
        for r in &laid.regions {
            let Found::Table(table) = region(&s.0, r) else {
                continue;
            };
            parts.push(PageTable {
                after: r.after,
                ..PageTable::alone(1, *table)
            });
        }
        join(&mut parts, &mut laid);
        let row = |t: &Table, r: usize| {
            let texts = (0..t.columns.len()).map(|c| t.cell(r, c).map_or("", |k| &k.text));
            texts.collect::<Vec<_>>().join("|")
        };
        let rows = |t: &Table| (0..t.rows.len()).map(|r| row(t, r)).collect();
        parts.iter().map(|p| rows(&p.table)).collect()
    }

    const FIRST: &[[&str; 3]] = &[
        ["", "2031", "2032"],
        ["Wages", "1,240", "1,310"],
        ["Fuel", "310", "295"],
    ];
    const SECOND: &[[&str; 3]] = &[["Tolls", "96", "88"], ["Rent", "12", "14"]];

    #[test]
    fn parts_with_the_name_of_a_section_between_them_are_one_table() {
        let mut s = Sketch::new(1);
        let bottom = grid(&mut s, 700.0, FIRST);
        s.text(105.0, bottom - 11.0, "What came in:");
        grid(&mut s, bottom - 16.0, SECOND);
        assert_eq!(
            read(&s),
            [[
                "|2031|2032",
                "Wages|1,240|1,310",
                "Fuel|310|295",
                "What came in:||",
                "Tolls|96|88",
                "Rent|12|14"
            ]]
        );
    }

    #[test]
    fn a_part_with_headings_of_its_own_or_behind_a_sentence_is_another_table() {
        let mut s = Sketch::new(1);
        let bottom = grid(&mut s, 700.0, FIRST);
        s.text(105.0, bottom - 11.0, "What came in:");
        grid(&mut s, bottom - 16.0, FIRST);
        assert_eq!(read(&s).len(), 2);
        let mut s = Sketch::new(1);
        let bottom = grid(&mut s, 700.0, FIRST);
        s.text(105.0, bottom - 11.0, "More came in later.");
        grid(&mut s, bottom - 16.0, SECOND);
        assert_eq!(read(&s).len(), 2);
    }
}
