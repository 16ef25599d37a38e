//! Numbers of charts that stand in rows and columns and yet are no table: axes, and values drawn into bars.

use super::Table;
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Cells of an axis at least.
const AXIS: usize = 5;

/// Whether a table is the labels of a chart: nothing in it is named, or most of its figures are marks of an axis.
pub fn is_chart(table: &Table) -> bool {
    let named = table
        .cells
        .iter()
        .any(|c| c.text.chars().any(char::is_alphabetic));
    if !named {
        return true;
    }
    let (height, width) = (table.rows.len(), table.columns.len());
    let values: Vec<Option<Decimal>> = (0..height * width)
        .map(|i| {
            let cell = table.cell(i / width, i % width)?;
            let own = cell.row as usize == i / width && cell.column as usize == i % width;
            own.then(|| cell.reading.figure().map(|f| f.value))
                .flatten()
        })
        .collect();
    let figures = values.iter().flatten().count();
    if figures < AXIS {
        return false;
    }
    let mut marks: HashSet<usize> = HashSet::new();
    for c in 0..width {
        let line: Vec<usize> = (0..height)
            .map(|r| r * width + c)
            .filter(|i| values[*i].is_some())
            .collect();
        mark_axis(&line, &values, &mut marks);
    }
    for r in 0..height {
        let line: Vec<usize> = (r * width..(r + 1) * width)
            .filter(|i| values[*i].is_some())
            .collect();
        mark_axis(&line, &values, &mut marks);
    }
    marks.len() * 10 > figures * 7
        || (1..height)
            .rev()
            .take(3)
            .any(|r| is_axis_row(table, &values, r, width))
}

/// A row of six or more evenly spaced figures and nothing else, below other figures: the axis under bars.
fn is_axis_row(table: &Table, values: &[Option<Decimal>], row: usize, width: usize) -> bool {
    let line: Vec<usize> = (row * width..(row + 1) * width)
        .filter(|i| values[*i].is_some())
        .collect();
    let mut marks = HashSet::new();
    mark_axis(&line, values, &mut marks);
    let filled = (0..width)
        .filter(|c| {
            table
                .cell(row, *c)
                .is_some_and(|k| k.column as usize == *c && !k.text.is_empty())
        })
        .count();
    marks.len() > AXIS && filled == marks.len() && values[..row * width].iter().any(Option::is_some)
}

/// Adds the figures of a line that go up or down by equal steps (other than one: those number rows and years).
fn mark_axis(line: &[usize], values: &[Option<Decimal>], marks: &mut HashSet<usize>) {
    if line.len() < AXIS {
        return;
    }
    let steps: Vec<Decimal> = line
        .windows(2)
        .filter_map(|w| Some(values[w[1]]? - values[w[0]]?))
        .collect();
    let Some(first) = steps.first() else {
        return;
    };
    let counts = *first == Decimal::ZERO || first.abs() == Decimal::ONE;
    if !counts && steps.iter().all(|s| s == first) {
        marks.extend(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::of_texts;

    #[test]
    fn marks_of_an_axis_are_no_table() {
        assert!(is_chart(&of_texts(&[
            &["North", "South"],
            &["40", "40"],
            &["30", "30"],
            &["20", "20"],
            &["10", "10"],
            &["0", "0"],
        ])));
    }

    #[test]
    fn a_table_that_is_numbered_in_steps_stays_a_table() {
        assert!(!is_chart(&of_texts(&[
            &["Age", "People"],
            &["10", "31"],
            &["20", "47"],
            &["30", "29"],
            &["40", "55"],
            &["50", "12"],
        ])));
    }
}
