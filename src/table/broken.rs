//! What a page broke: a row whose texts go on at the top of the next page, and a head that stands alone at the foot of its
//! page while the rows of its table, with or without the rest of the head, begin on the next.

use super::continued::{edges, figure_columns, filled, is_figure};
use super::{Axis, Cell, Table};
use crate::figure::number;

/// More rows than this are a table by themselves.
const MOST_ROWS: usize = 4;
/// How far a heading may stand from the figures below it, in points.
const SLACK: f32 = 12.0;

/// Whether a table is nothing but headings of the next: words over its columns of figures, and no figure.
pub(super) fn goes_on(head: &Table, body: &Table) -> bool {
    let rows = head.rows.len();
    if rows > MOST_ROWS || body.rows.len() < 3 || head.cells.iter().any(is_figure) {
        return false;
    }
    let Some(places) = places(head, body) else {
        return false;
    };
    let figures = figure_columns(body);
    let heads = |c: u32| {
        places
            .get(c as usize)
            .is_some_and(|p| figures.get(*p) == Some(&true))
    };
    let over = filled(head, rows as u32 - 1)
        .filter(|c| heads(c.column))
        .count();
    // A body that names its column of names has a head of its own.
    let first = |row: u32| filled(body, row).next();
    let complete = first(0).is_some_and(|c| {
        figures.get(c.column as usize) == Some(&false)
            && filled(body, 0).all(|c| !is_figure(c))
            && filled(body, 0).count() > 1
    });
    over >= 2 && over * 2 >= figures.iter().filter(|f| **f).count() && !complete
}

/// The column of the body that each column of the head stands over, from the left.
fn places(head: &Table, body: &Table) -> Option<Vec<usize>> {
    let under = edges(body);
    let mut out: Vec<usize> = Vec::with_capacity(head.columns.len());
    for (c, edge) in edges(head).into_iter().enumerate() {
        let from = out.last().map_or(0, |p| p + 1);
        let Some((x0, x1)) = edge else {
            // What only a text over several columns covers.
            out.push(from);
            continue;
        };
        let away = |k: &usize| match under.get(*k) {
            Some(Some((l, r))) => (l - x1).max(x0 - r),
            _ => f32::MAX,
        };
        let room = body.columns.len() + c + 1 - head.columns.len().min(body.columns.len() + c);
        let at = (from..room.min(body.columns.len())).min_by(|a, b| away(a).total_cmp(&away(b)))?;
        if away(&at) > SLACK {
            return None;
        }
        out.push(at);
    }
    (out.last()? < &body.columns.len()).then_some(out)
}

/// Gives a head the columns of the body that goes on below it.
pub(super) fn widen(head: &mut Table, body: &Table) {
    if head.columns.len() >= body.columns.len() {
        return;
    }
    let Some(places) = places(head, body) else {
        return;
    };
    for cell in &mut head.cells {
        let from = cell.column as usize;
        let to = from + usize::from(cell.column_span.max(1)) - 1;
        if let (Some(a), Some(b)) = (places.get(from), places.get(to)) {
            cell.column = *a as u32;
            cell.column_span = (b - a + 1).min(usize::from(u16::MAX)) as u16;
        }
    }
    head.columns.resize(body.columns.len(), Axis::default());
    head.reindex();
}

/// Joins the first row of a part to the last row before it, when the page broke inside that row: it has no figures
/// where other rows have them, and goes on with texts that the row before holds too.
pub(super) fn join_row(table: &mut Table, next: &mut Table) {
    let figures = figure_columns(table);
    if figures.iter().filter(|f| **f).count() < 2 || next.rows.len() < 2 || table.rows.is_empty() {
        return;
    }
    let last = table.rows.len() as u32 - 1;
    let above: Vec<&Cell> = filled(table, last).collect();
    let has_figures = |row: &[&Cell]| {
        row.iter()
            .any(|c| figures.get(c.column as usize) == Some(&true) && is_figure(c))
    };
    let first: Vec<&Cell> = filled(next, 0).collect();
    let held = first.iter().all(|c| {
        figures.get(c.column as usize) == Some(&false) && above.iter().any(|a| a.column == c.column)
    });
    let goes_on = first.len() >= 2
        || first
            .iter()
            .any(|c| c.text.chars().next().is_some_and(char::is_lowercase));
    if first.is_empty() || !held || !goes_on || !has_figures(&above) || has_figures(&first) {
        return;
    }
    let texts: Vec<(u32, String)> = first
        .iter()
        .map(|c| (c.column, c.text.to_string()))
        .collect();
    for (column, text) in texts {
        if let Some(cell) = table
            .cells
            .iter_mut()
            .find(|c| c.row == last && c.column == column)
        {
            cell.text = format!("{} {text}", &*cell.text).into();
            cell.reading = number::read_cell(&cell.text);
        }
    }
    next.cells.retain(|c| c.row > 0);
    for c in &mut next.cells {
        c.row -= 1;
    }
    next.rows.remove(0);
}

#[cfg(test)]
mod tests {
    use crate::document::{Place, Rect};
    use crate::figure::number;
    use crate::table::continued::{PageTable, join};
    use crate::table::{Axis, Cell, Table};

    /// A table of a page: each cell with its column and its text, columns 60 points apart.
    fn part(page: u32, width: usize, rows: &[&[(u32, &str)]]) -> PageTable {
        let mut table = Table {
            rows: vec![Axis::default(); rows.len()],
            columns: vec![Axis::default(); width],
            ..Table::default()
        };
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in *row {
                let right = 120.0 + 60.0 * *c as f32;
                table.cells.push(Cell {
                    row: r as u32,
                    // Columns that hold nothing are not there.
                    column: (*c).min(width as u32 - 1),
                    row_span: 1,
                    column_span: 1,
                    text: (*text).into(),
                    reading: number::read_cell(text),
                    place: Place::on_page(
                        page,
                        Some(Rect {
                            x0: right - 30.0,
                            y0: 0.0,
                            x1: right,
                            y1: 9.0,
                        }),
                    ),
                    ..Cell::default()
                });
            }
        }
        table.reindex();
        PageTable::alone(page, table)
    }

    const BODY: &[&[(u32, &str)]] = &[
        &[(1, "Plan"), (2, "Outlook"), (3, "Gap")],
        &[(0, "Parks"), (1, "214.6"), (2, "221.9"), (3, "7.3")],
        &[(0, "Roads"), (1, "163.2"), (2, "171.5"), (3, "8.3")],
    ];

    #[test]
    fn a_head_at_the_foot_of_a_page_belongs_to_the_rows_on_the_next() {
        let head = part(
            4,
            4,
            &[&[(0, "Team"), (1, "Whole year"), (2, "Whole year"), (3, "%")]],
        );
        let joined = join(vec![head, part(5, 4, BODY)]);
        assert!(joined[1].is_none());
        let table = &joined[0].as_ref().expect("the whole").table;
        assert_eq!(table.rows.len(), 4);
        let texts = |r: usize| [1, 3].map(|c| table.cell(r, c).map_or("", |k| &k.text));
        assert_eq!([texts(0), texts(1)], [["Whole year", "%"], ["Plan", "Gap"]]);
    }

    #[test]
    fn a_head_with_fewer_texts_than_columns_keeps_to_those_it_stands_over() {
        let head = part(4, 3, &[&[(0, "Team"), (1, "Whole year"), (3, "%")]]);
        let joined = join(vec![head, part(5, 4, BODY)]);
        let table = &joined[0].as_ref().expect("the whole").table;
        let texts = [0, 1, 2, 3].map(|c| table.cell(0, c).map_or("", |k| &k.text));
        assert_eq!(texts, ["Team", "Whole year", "", "%"]);
        assert_eq!(table.columns.len(), 4);
    }

    #[test]
    fn a_table_with_a_head_of_its_own_needs_no_other() {
        let head = part(
            4,
            4,
            &[&[(0, "Who"), (1, "When"), (2, "Where"), (3, "Why")]],
        );
        let whole: &[&[(u32, &str)]] = &[
            &[(0, "Team"), (1, "Plan"), (2, "Outlook"), (3, "Gap")],
            BODY[1],
            BODY[2],
        ];
        let joined = join(vec![head, part(5, 4, whole)]);
        assert!(joined[1].is_some());
    }
}
