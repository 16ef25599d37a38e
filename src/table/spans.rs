//! Where cells stand when a format gives their order and their spans alone.

/// The most columns that are counted.
const COLUMNS: usize = 65_536;

/// The column of each cell, row by row, from its row span and column span: a cell takes the first place that none from
/// above reaches into, as in HTML (the algorithm of its standard, "forming a table").
pub(super) fn place(rows: &[Vec<(usize, usize)>]) -> Vec<Vec<usize>> {
    // The first row that each column is free in again.
    let mut free: Vec<usize> = Vec::new();
    rows.iter()
        .enumerate()
        .map(|(r, cells)| {
            let mut c = 0;
            cells
                .iter()
                .map(|(row_span, column_span)| {
                    while free.get(c).is_some_and(|f| *f > r) {
                        c += 1;
                    }
                    let from = c;
                    c = (c + column_span.max(&1)).min(COLUMNS.max(from));
                    if free.len() < c {
                        free.resize(c, 0);
                    }
                    free[from..c].fill(r + row_span.max(&1));
                    from
                })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn cells_go_around_those_that_reach_down() {
        let rows = [
            vec![(2, 1), (1, 2), (3, 1)],
            vec![(1, 1), (1, 1)],
            vec![(1, 1), (1, 1), (1, 1)],
        ];
        assert_eq!(place(&rows), [vec![0, 1, 3], vec![1, 2], vec![0, 1, 2]]);
    }
}
