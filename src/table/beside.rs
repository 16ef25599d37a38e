//! Tables that are too wide for a page go on to the right: the next page has the same rows under other columns.

use super::continued::PageTable;
use super::{Cell, Table};
use std::collections::BTreeMap;

/// Rows that a table must have before the same names on the next page show that it goes on there.
const FEWEST_ROWS: usize = 4;

/// Joins tables of one page with those of the next that have the same names of rows and further columns. Parts that
/// were joined into an earlier one become `None`.
pub fn join(tables: &mut [Option<PageTable>]) {
    let mut open: Option<usize> = None;
    for i in 0..tables.len() {
        let Some(next) = tables[i].take() else {
            continue;
        };
        let onto = open.and_then(|o| tables[o].as_mut()).filter(|o| {
            (o.last || o.noted)
                && (next.first || next.titled)
                && last_page(&o.table) + 1 == next.page
        });
        let shared = onto
            .as_ref()
            .map_or(0, |o| shared_columns(&o.table, &next.table));
        match onto {
            Some(o) if shared > 0 => {
                (o.last, o.noted) = (next.last, next.noted);
                append(&mut o.table, next.table, shared as u32);
            }
            _ => {
                tables[i] = Some(next);
                open = Some(i);
            }
        }
    }
}

/// The page on which a table ends.
fn last_page(table: &Table) -> u32 {
    table.cells.iter().map(|c| c.place.page).max().unwrap_or(0)
}

/// Texts by row and column, of cells that have any.
fn texts(table: &Table) -> BTreeMap<(u32, u32), &str> {
    let filled = table.cells.iter().filter(|c| !c.text.is_empty());
    filled
        .map(|c| ((c.column, c.row), c.text.as_str()))
        .collect()
}

/// How many columns at the left of both tables hold the same names in the same rows; none when the rest could be the
/// same columns again.
fn shared_columns(table: &Table, next: &Table) -> usize {
    let rows = table.rows.len();
    if rows != next.rows.len() || rows < FEWEST_ROWS {
        return 0;
    }
    let (a, b) = (texts(table), texts(next));
    let column = |t: &BTreeMap<(u32, u32), &str>, c: u32| -> Vec<(u32, String)> {
        t.range((c, 0)..(c + 1, 0))
            .map(|((_, r), text)| (*r, (*text).to_string()))
            .collect()
    };
    let most = table.columns.len().min(next.columns.len());
    let mut shared = 0;
    let mut named = 0;
    while shared < most {
        let (x, y) = (column(&a, shared as u32), column(&b, shared as u32));
        let same = x.iter().filter(|e| y.binary_search(e).is_ok()).count();
        // A section's name may stand in another column on one of the pages.
        if same == 0 || same * 10 < x.len().max(y.len()) * 9 {
            break;
        }
        let words = x.iter().filter(|(_, t)| {
            t.chars().filter(|c| c.is_alphabetic()).count() * 2 > t.chars().count()
        });
        named = named.max(words.count());
        shared += 1;
    }
    // The heading of the first further column is another than any heading before.
    let heading = |t: &Table, from: usize| -> Vec<String> {
        let top = t.cells.iter().filter(|c| {
            c.column as usize >= from && !c.text.is_empty() && c.row as usize * 3 < rows
        });
        let first = top.clone().map(|c| c.row).min().unwrap_or(0);
        let mut out: Vec<String> = top
            .filter(|c| c.row == first)
            .map(|c| c.text.to_string())
            .collect();
        out.sort_unstable();
        out
    };
    let fresh = heading(next, shared)
        .iter()
        .all(|h| heading(table, shared).binary_search(h).is_err());
    if shared == next.columns.len() || named < FEWEST_ROWS || named * 2 < rows || !fresh {
        return 0;
    }
    shared
}

/// Adds the columns of `next` from `shared` on.
fn append(table: &mut Table, next: Table, shared: u32) {
    let base = table.columns.len() as u32;
    table
        .columns
        .extend(next.columns.into_iter().skip(shared as usize));
    table.cells.extend(
        next.cells
            .into_iter()
            .filter(|c| c.column >= shared)
            .map(|c| Cell {
                column: c.column - shared + base,
                ..c
            }),
    );
    table.cells.sort_by_key(|c| (c.row, c.column));
    table.reindex();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::table::of_texts;

    fn part(page: u32, rows: &[&[&str]]) -> Option<PageTable> {
        let mut table = of_texts(rows);
        for cell in &mut table.cells {
            cell.place = Place::on_page(page, None);
        }
        Some(PageTable::alone(page, table))
    }

    #[test]
    fn columns_on_the_next_page_belong_to_the_same_rows() {
        let mut parts = [
            part(
                5,
                &[
                    &["Scheme", "Whole cost", "2021"],
                    &["Sea wall", "90", "40"],
                    &["Boat lift", "12", "7"],
                    &["Fish market", "31", "11"],
                    &["All schemes", "133", "58"],
                ],
            ),
            part(
                6,
                &[
                    &["Scheme", "2022", "2023"],
                    &["Sea wall", "30", "20"],
                    &["Boat lift", "5", ""],
                    &["Fish market", "10", "10"],
                    &["All schemes", "45", "30"],
                ],
            ),
        ];
        join(&mut parts);
        assert!(parts[1].is_none());
        let table = &parts[0].as_ref().expect("the whole table").table;
        assert_eq!(table.columns.len(), 5);
        let cell = table.cell(4, 4).expect("a cell");
        assert_eq!((cell.text.as_str(), cell.place.page), ("30", 6));
    }

    #[test]
    fn the_same_columns_for_another_year_stay_a_table_of_their_own() {
        let rows: &[&[&str]] = &[
            &["Scheme", "Plan", "Spent"],
            &["Sea wall", "90", "40"],
            &["Boat lift", "12", "7"],
            &["Fish market", "31", "11"],
            &["All schemes", "133", "58"],
        ];
        let mut parts = [part(5, rows), part(6, rows)];
        join(&mut parts);
        assert!(parts[1].is_some());
    }
}
