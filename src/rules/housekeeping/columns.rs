//! Years over the columns of a table.

use super::years::{self, Years};
use super::{agrees, differs};
use crate::fact::Reading;
use crate::finding::{Level, Location, Role as Part, Test};
use crate::table::{Cell, Table};

/// Years printed over columns follow one another: one test for each row of headers that has three or more, worded alike
/// but for the year.
pub(in crate::rules) fn years_follow(
    rule: &'static str,
    reading: &Reading,
    index: u32,
    table: &Table,
) -> Vec<Test> {
    let mut tests = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        if row.first().is_none_or(|c| c.row > 3) {
            break;
        }
        let mut cells: Vec<(&Cell, Years)> = Vec::new();
        for cell in row {
            if let [year] = years::scan(&cell.text)[..] {
                cells.push((cell, year));
            }
        }
        if cells.len() < 3 || !alike(&cells) {
            continue;
        }
        let values: Vec<i32> = cells.iter().map(|c| i32::from(c.1.from)).collect();
        let step = if values[values.len() - 1] > values[0] {
            1
        } else {
            -1
        };
        let wrong: Vec<usize> = (1..values.len())
            .filter(|i| values[*i] - values[*i - 1] != step)
            .collect();
        let place = |part, i: usize| {
            Location::cell(reading, part, index, cells[i].0.row, cells[i].0.column)
        };
        let others = |except: usize| (0..cells.len()).filter(move |i| *i != except);
        let broken = match wrong[..] {
            [] => {
                let mut places = vec![place(Part::Primary, 0)];
                places.extend(others(0).map(|i| place(Part::Evidence, i)));
                let message = format!("{} years follow one another", cells.len());
                tests.push(agrees(rule, message, places));
                None
            }
            // One cell off: both of its steps are wrong, and its neighbours are two apart.
            [a, b] if b == a + 1 && values[b] - values[a - 1] == 2 * step => {
                Some((a, values[a - 1] + step))
            }
            // A year repeated at either end may head two columns of one year.
            _ => None,
        };
        if let Some((at, expected)) = broken {
            let mut places = vec![place(Part::Primary, at)];
            places.extend(others(at).map(|i| place(Part::Evidence, i)));
            let message = format!(
                "{} stands where {expected}/{:02} would follow",
                cells[at].1.label(),
                (expected + 1).rem_euclid(100)
            );
            tests.push(differs(rule, Level::Warning, message, places));
        }
    }
    tests
}

/// All cells hold a single year each, with the same words around it.
fn alike(cells: &[(&Cell, Years)]) -> bool {
    let rest = |(cell, year): &(&Cell, Years)| -> String {
        let (a, b) = (year.span.start as usize, year.span.end as usize);
        let text = cell.text.to_lowercase();
        let mut rest = text.get(..a).unwrap_or("").to_string();
        rest.push_str(text.get(b..).unwrap_or(""));
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let first = cells.first().map(rest);
    cells
        .iter()
        .all(|c| c.1.is_year() && Some(rest(c)) == first)
}
