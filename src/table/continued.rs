//! Tables over several pages become one table whose cells keep their pages.

use super::{Cell, Table, broken};
use crate::figure::Reading;

/// A table found on a page, before joining.
#[derive(Debug, Clone)]
pub struct PageTable {
    /// Page, from 1.
    pub page: u32,
    /// Index of the block that it follows on its page.
    pub after: u32,
    /// It is the first thing on its page below the furniture.
    pub first: bool,
    /// Only a title stands above it, and the same stands above the table that ends the page before.
    pub titled: bool,
    /// It is the last thing on its page above the furniture.
    pub last: bool,
    /// Only notes stand below it.
    pub noted: bool,
    /// The table.
    pub table: Table,
}

#[cfg(test)]
impl PageTable {
    /// A table that is all that its page has, for tests.
    pub(super) fn alone(page: u32, table: Table) -> PageTable {
        PageTable {
            page,
            after: 0,
            first: true,
            titled: false,
            last: true,
            noted: false,
            table,
        }
    }
}

/// Left edge of each column: the leftmost cell that begins in it.
pub(super) fn edges(table: &Table) -> Vec<Option<(f32, f32)>> {
    let mut out: Vec<Option<(f32, f32)>> = vec![None; table.columns.len()];
    for c in table.cells.iter().filter(|c| c.column_span <= 1) {
        if let (Some(b), Some(slot)) = (c.place.bbox(), out.get_mut(c.column as usize)) {
            *slot = Some(slot.map_or((b.x0, b.x1), |(l, r)| (l.min(b.x0), r.max(b.x1))));
        }
    }
    out
}

/// Whether two tables have the same columns at the same positions.
pub(super) fn same_columns(a: &Table, b: &Table) -> bool {
    a.columns.len() == b.columns.len()
        && edges(a).iter().zip(edges(b)).all(|(x, y)| match (x, y) {
            (Some(x), Some(y)) => x.0 < y.1 + 6.0 && y.0 < x.1 + 6.0,
            _ => true,
        })
}

/// The cells of a row that hold something.
pub(super) fn filled(table: &Table, row: u32) -> impl Iterator<Item = &Cell> {
    table
        .cells
        .iter()
        .filter(move |c| c.row == row && !c.text.is_empty())
}

fn row_texts(table: &Table, row: u32) -> impl Iterator<Item = (u32, &str)> {
    filled(table, row).map(|c| (c.column, c.text.as_str()))
}

/// Columns that hold figures in most of their filled cells.
pub(super) fn figure_columns(table: &Table) -> Vec<bool> {
    let mut counts = vec![(0_u32, 0_u32); table.columns.len()];
    for c in table.cells.iter().filter(|c| !c.text.is_empty()) {
        if let Some(n) = counts.get_mut(c.column as usize) {
            n.0 += 1;
            n.1 += u32::from(is_figure(c));
        }
    }
    counts.into_iter().map(|(all, n)| n * 2 > all).collect()
}

pub(super) fn is_figure(cell: &Cell) -> bool {
    cell.text.len() < 40
        && !matches!(cell.reading, Reading::Text | Reading::Blank)
        && !super::headers::is_period(&cell.text)
}

/// Whether the part has headings: words (or years) over columns of figures.
pub(super) fn has_own_headings(table: &Table, next: &Table) -> bool {
    let mut figures = figure_columns(table);
    // Where no part so far has figures, those of this one show which columns it heads.
    if !figures.contains(&true) {
        figures = figure_columns(next);
    }
    (0..next.rows.len().min(2) as u32).any(|r| {
        let words = filled(next, r)
            .filter(|c| figures.get(c.column as usize) == Some(&true) && !is_figure(c))
            .count();
        words >= 2 || words == 1 && figures.iter().filter(|f| **f).count() == 1
    })
}

/// How many rows at the top of `next` repeat headings of `table`: its first rows, or those below its titles.
fn repeated(table: &Table, next: &Table) -> u32 {
    const HEADINGS: u32 = 8;
    let height = (table.rows.len() as u32).min(HEADINGS);
    let titles = (0..height)
        .take_while(|r| row_texts(table, *r).count() == 1)
        .count() as u32;
    let Some(from) =
        (0..height.min(titles + 1)).find(|r| row_texts(table, *r).eq(row_texts(next, 0)))
    else {
        return 0;
    };
    let most = height.min(next.rows.len() as u32 + from) - from;
    (0..most)
        .take_while(|r| row_texts(table, from + *r).eq(row_texts(next, *r)))
        .count() as u32
}

/// Joins tables that run over page breaks. Each result keeps the position of its first part; parts that were joined
/// into an earlier one come back as `None`.
pub fn join(tables: Vec<PageTable>) -> Vec<Option<PageTable>> {
    let mut out: Vec<Option<PageTable>> = Vec::with_capacity(tables.len());
    // Where the table that may go on was put, the page that its latest part ended, and whether notes stand below that.
    let mut open: Option<(usize, u32, bool)> = None;
    for t in tables {
        let onto = open.filter(|(i, page, noted)| {
            (t.first || t.titled)
                && *page + 1 == t.page
                && out[*i].as_ref().is_some_and(|o| {
                    same_columns(&o.table, &t.table)
                        && (repeated(&o.table, &t.table) > 0
                            || t.first && !noted && !has_own_headings(&o.table, &t.table))
                        || t.first && !noted && broken::goes_on(&o.table, &t.table)
                })
        });
        let (page, last, noted) = (t.page, t.last, t.noted);
        let at = match onto {
            Some((i, ..)) => {
                if let Some(o) = &mut out[i] {
                    broken::widen(&mut o.table, &t.table);
                    append(&mut o.table, t.table);
                    (o.last, o.noted) = (last, noted);
                }
                out.push(None);
                i
            }
            None => {
                out.push(Some(t));
                out.len() - 1
            }
        };
        open = (last || noted).then_some((at, page, noted));
    }
    for part in out.iter_mut().flatten() {
        part.table.cells.shrink_to_fit();
        part.table.rows.shrink_to_fit();
    }
    out
}

pub(super) fn append(table: &mut Table, mut next: Table) {
    let skip = repeated(table, &next);
    next.rows.drain(..skip as usize);
    next.cells.retain(|c| c.row >= skip);
    for c in &mut next.cells {
        c.row -= skip;
    }
    broken::join_row(table, &mut next);
    let base = table.rows.len() as u32;
    table.rows.extend(next.rows);
    table.cells.extend(next.cells.into_iter().map(|c| Cell {
        row: c.row + base,
        ..c
    }));
    table.reindex();
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::layout::page::lay_out;
    use crate::layout::sketch::Sketch;
    use crate::table::of_texts;
    use crate::table::read::{Found, region};

    fn part(number: u32, lines: &[(&str, &str)], first: bool) -> PageTable {
        let mut s = Sketch::new(number);
        for (i, (label, figure)) in lines.iter().enumerate() {
            let y = 700.0 - 16.0 * i as f32;
            s.text(100.0, y, label).right(300.0, y, figure);
        }
        let laid = lay_out(&s.0);
        let Found::Table(table) = region(&s.0, &laid.regions[0]) else {
            panic!("no table")
        };
        PageTable {
            first,
            ..PageTable::alone(number, *table)
        }
    }

    #[test]
    fn a_table_over_two_pages_is_one_and_its_headings_come_once() {
        let joined = join(vec![
            part(
                3,
                &[("Library", "Loans"), ("Hill", "31"), ("Quay", "57")],
                true,
            ),
            part(
                4,
                &[("Library", "Loans"), ("Dale", "12"), ("Total", "100")],
                true,
            ),
        ]);
        assert!(joined[1].is_none());
        let table = &joined[0].as_ref().expect("the first part").table;
        assert_eq!(table.rows.len(), 5);
        let total = table.cell(4, 1).expect("a cell");
        assert_eq!((total.text.as_str(), total.place.page), ("100", 4));
    }

    #[test]
    fn a_part_with_headings_of_its_own_is_another_table() {
        let joined = join(vec![
            part(
                3,
                &[("Library", "2021"), ("Hill", "31"), ("Quay", "57")],
                true,
            ),
            part(
                4,
                &[("Library", "2022"), ("Hill", "12"), ("Quay", "100")],
                true,
            ),
        ]);
        assert!(joined[1].is_some());
    }

    #[test]
    fn a_row_that_the_page_broke_is_one_again() {
        let joined = join(vec![
            PageTable::alone(
                1,
                of_texts(&[
                    ["Team", "Plan", "Cost", "Why"],
                    ["Roads", "4", "6", "Frost"],
                    ["Parks and", "2", "3", "New trees"],
                ]),
            ),
            PageTable::alone(
                2,
                of_texts(&[
                    ["gardens", "", "", "were planted"],
                    ["Pools", "7", "7", "None"],
                ]),
            ),
        ]);
        let t = &joined[0].as_ref().expect("the first part").table;
        assert_eq!(t.rows.len(), 4);
        assert_eq!(
            t.cell(2, 3).map(|c| c.text.as_str()),
            Some("New trees were planted")
        );
        assert_eq!(t.cell(3, 0).map(|c| c.text.as_str()), Some("Pools"));
    }

    #[test]
    fn a_table_below_other_text_is_not_joined() {
        let joined = join(vec![
            part(
                3,
                &[("Library", "Loans"), ("Hill", "31"), ("Quay", "57")],
                true,
            ),
            part(
                4,
                &[("Library", "Loans"), ("Dale", "12"), ("Total", "100")],
                false,
            ),
        ]);
        assert!(joined[1].is_some());
    }

    #[test]
    fn a_part_under_the_same_title_goes_on_when_its_headings_are_repeated() {
        let titled = |number, lines: &[(&str, &str)]| PageTable {
            titled: true,
            ..part(number, lines, false)
        };
        let first = part(
            3,
            &[("Library", "Loans"), ("Hill", "31"), ("Quay", "57")],
            false,
        );
        let joined = join(vec![
            first.clone(),
            titled(4, &[("Library", "Loans"), ("Dale", "12"), ("Total", "100")]),
        ]);
        assert!(joined[1].is_none());
        let joined = join(vec![
            first,
            titled(
                4,
                &[("Library", "Visits"), ("Dale", "12"), ("Total", "100")],
            ),
        ]);
        assert!(joined[1].is_some());
    }
}
