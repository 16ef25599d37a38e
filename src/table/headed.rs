//! Tables whose headings stand in a grid of rules and whose rows stand below it in the open: the grid says what heads
//! what, alignment where the rows and columns are.

use super::Table;
use super::aligned::Aligned;
use super::columns::Column;
use super::grid::{self, Draft};
use crate::document::Page;
use crate::layout::lattice::Lattice;
use crate::layout::page::Region;
use std::collections::BTreeMap;

/// Reads the cells of rows below a grid of headings.
pub fn read(page: &Page, region: &Region, head: &Lattice) -> Option<Table> {
    let (mut headings, mut below) = (BTreeMap::<usize, Vec<u32>>::new(), Vec::new());
    for i in &region.words {
        match head.cell_of(page.words.get(*i as usize)?.bbox) {
            Some(cell) => headings.entry(cell).or_default().push(*i),
            None => below.push(*i),
        }
    }
    let mut rows = Aligned::of(page, &below);
    rows.join(page);
    let places = Places::new(head, &rows.columns)?;
    let headings = headings.into_iter().filter_map(|(cell, words)| {
        let cell = head.cells.get(cell)?;
        let from = *places.starts.get(cell.column as usize)?;
        let to = *places
            .starts
            .get((cell.column + cell.column_span) as usize)?;
        Some(Draft {
            row: cell.row as usize,
            column: from,
            row_span: cell.row_span as usize,
            column_span: to - from,
            words,
        })
    });
    let rows = rows.drafts(head.rows as usize, |c| {
        places.of_rows.get(c).map_or(c, |p| *p)
    });
    grid::build(page, headings.chain(rows).collect(), region.bbox)
}

/// Where the columns of a grid of headings and of the rows below it stand in one table.
struct Places {
    /// First column of each column of the grid, and one past the last.
    starts: Vec<usize>,
    /// Column of each column of the rows.
    of_rows: Vec<usize>,
}

impl Places {
    /// Each column of the grid has those of the rows below it; where none are, it is one all the same.
    fn new(head: &Lattice, columns: &[Column]) -> Option<Places> {
        let inner = head.xs.get(1..head.columns as usize)?;
        let mut starts = vec![0];
        let mut of_rows = Vec::with_capacity(columns.len());
        for k in 0..=inner.len() {
            let under = |c: &&Column| inner.partition_point(|x| *x < (c.x0 + c.x1) / 2.0) == k;
            let (first, below) = (*starts.last()?, columns.iter().filter(under).count());
            of_rows.extend(first..first + below);
            starts.push(first + below.max(1));
        }
        Some(Places { starts, of_rows })
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::sketch::Sketch;
    use crate::table::page_tests::rows;

    const YEARS: [&str; 4] = ["2024", "2025", "2024", "2025"];

    /// A grid of two tiers, the upper one over two columns each of the lower one.
    fn headed(lower: [&str; 4]) -> Sketch {
        let mut s = Sketch::new(1);
        for y in [720.0, 680.0] {
            s.across(100.0, 500.0, y);
        }
        s.across(220.0, 500.0, 700.0);
        for (x, top) in [
            (100.0, 720.0),
            (220.0, 720.0),
            (290.0, 700.0),
            (360.0, 720.0),
            (430.0, 700.0),
            (500.0, 720.0),
        ] {
            s.down(x, 680.0, top);
        }
        s.text(104.0, 696.0, "Harbour")
            .text(250.0, 706.0, "Let by year")
            .text(390.0, 706.0, "Waiting");
        for (x, text) in [240.0, 310.0, 380.0, 450.0].into_iter().zip(lower) {
            s.text(x, 686.0, text);
        }
        s
    }

    #[test]
    fn a_grid_of_headings_heads_the_open_rows_below_it() {
        let mut s = headed(YEARS);
        s.text(104.0, 660.0, "North shore");
        let ends = [280.0, 350.0, 420.0, 490.0];
        s.row(110.0, 646.0, "Quay", &ends, &["41", "44", "7", "9"])
            .row(110.0, 632.0, "Pier", &ends, &["30", "31", "2", "1"])
            .row(104.0, 618.0, "Total", &ends, &["71", "75", "9", "10"]);
        assert_eq!(
            rows(&s.0),
            [
                "Harbour|Let by year|^|Waiting|^",
                "^|2024|2025|2024|2025",
                "North shore||||",
                "Quay|41|44|7|9",
                "Pier|30|31|2|1",
                "Total|71|75|9|10",
            ]
        );
    }

    #[test]
    fn a_column_of_headings_with_nothing_below_it_stays() {
        let mut s = headed(YEARS);
        let ends = [280.0, 350.0, 420.0];
        s.row(104.0, 660.0, "Quay", &ends, &["41", "44", "7"]).row(
            104.0,
            646.0,
            "Pier",
            &ends,
            &["30", "31", "2"],
        );
        assert_eq!(
            rows(&s.0)[1..],
            ["^|2024|2025|2024|2025", "Quay|41|44|7|", "Pier|30|31|2|"]
        );
    }

    #[test]
    fn figures_in_a_grid_make_it_a_table_of_its_own() {
        let mut s = headed(["41", "44", "1,204", "9"]);
        let ends = [280.0, 350.0, 420.0, 490.0];
        s.row(104.0, 660.0, "Quay", &ends, &["41", "44", "7", "9"])
            .row(104.0, 646.0, "Pier", &ends, &["30", "31", "2", "1"]);
        let laid = crate::layout::page::lay_out(&s.0);
        assert_eq!(laid.regions.len(), 2);
    }
}
