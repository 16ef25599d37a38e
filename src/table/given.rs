//! Units and scales that headers, labels and notes give to the figures of a table.

use super::headers::period_of;
use super::units::{self, Given};
use super::{Axis, CellRole, Table, shape};
use crate::figure::{Reading, Unit};
use std::sync::Arc;

/// Units and scales: the cell's own first, then its row's, its column's, the table's.
pub(super) fn units(table: &mut Table, shape: &shape::Shape) {
    let mut whole = Given::default();
    let corner = shape
        .label_columns
        .first()
        .and_then(|c| table.columns.get(*c))
        .map_or(&[][..], |c| &*c.path);
    let around = table.title.iter().chain(&table.notes).map(String::as_str);
    for text in around.chain(corner.iter().map(|label| &**label)) {
        let given = units::given(text);
        // A caption's "%" or "(days)" may speak of one column only.
        if given.scale.is_some() || given.unit.is_some_and(Unit::is_money) {
            whole.unit = whole.unit.or(given.unit);
            whole.scale = whole.scale.or(given.scale);
        }
    }
    table.unit = whole.unit;
    table.scale = whole.scale;
    for (c, column) in table.columns.iter_mut().enumerate() {
        if shape.label_columns.contains(&c) {
            continue;
        }
        let given = along(&column.path);
        column.unit = given.unit;
        column.scale = given.scale;
    }
    share(&mut table.columns, shape);
    let unit_column = shape.unit_column;
    for r in 0..table.rows.len() {
        let mut given = along(&table.rows[r].path);
        if let Some(c) = unit_column
            && let Some(cell) = table.cell(r, c)
        {
            let named = units::given(&cell.text);
            given.unit = named.unit.or(given.unit);
            given.scale = named.scale.or(given.scale);
        }
        table.rows[r].unit = given.unit;
        table.rows[r].scale = given.scale;
    }
    let Table {
        cells,
        rows,
        columns,
        ..
    } = table;
    let rates = |axes: &[Axis]| -> Vec<bool> {
        axes.iter()
            .map(|a| a.scale.is_none() && units::is_rate(a.label()))
            .collect()
    };
    // A scale is given to few figures: which lines are rates is asked only then.
    let mut lines = None;
    for cell in cells.iter_mut().filter(|c| c.role == CellRole::Figure) {
        let (Some(row), Some(column)) = (
            rows.get(cell.row as usize),
            columns.get(cell.column as usize),
        ) else {
            continue;
        };
        let unit = row.unit.or(column.unit);
        let figures: &mut [crate::figure::Figure] = match &mut cell.reading {
            Reading::Figure(f) => std::slice::from_mut(f),
            Reading::Several(fs) => fs,
            _ => continue,
        };
        for f in figures {
            if f.unit == Unit::Number {
                f.unit = unit.or(whole.unit).unwrap_or(Unit::Number);
                let counted = row.unit == Some(Unit::Number) && row.scale.is_none();
                let scale = row.scale.or(column.scale).or(whole.scale).unwrap_or(0);
                if f.scale != 0
                    || scale == 0
                    || counted
                    || !(f.unit.is_money() || f.unit == Unit::Number)
                {
                    continue;
                }
                // A ratio in a table of thousands is no thousand.
                let (row_rates, column_rates) =
                    lines.get_or_insert_with(|| (rates(rows), rates(columns)));
                let rate = |of: &[bool], at: u32| of.get(at as usize) == Some(&true);
                if !rate(row_rates, cell.row) && !rate(column_rates, cell.column) {
                    f.scale = scale;
                }
            } else if f.unit.is_money() && f.scale == 0 {
                f.scale = row.scale.or(column.scale).or(whole.scale).unwrap_or(0);
            }
        }
    }
}

/// A unit that stands once under a row of years ("(in millions)" in the middle) is that of all of them.
fn share(columns: &mut [Axis], shape: &shape::Shape) {
    let figured = |c: &usize| !shape.label_columns.contains(c) && !shape.numbering.contains(c);
    let all: Vec<usize> = (0..columns.len()).filter(figured).collect();
    let says = |c: &&usize| columns[**c].unit.is_some() || columns[**c].scale.is_some();
    let mut saying = all.iter().filter(says);
    let (Some(one), None) = (saying.next(), saying.next()) else {
        return;
    };
    let (unit, scale) = (columns[*one].unit, columns[*one].scale);
    let money = scale.is_some() || unit.is_some_and(Unit::is_money);
    let mut periods: Vec<_> = all.iter().map(|c| period_of(columns[*c].label())).collect();
    periods.dedup();
    if money
        && periods.len() == all.len()
        && periods.len() > 1
        && periods.iter().all(Option::is_some)
    {
        for c in all {
            (columns[c].unit, columns[c].scale) = (unit, scale);
        }
    }
}

/// The innermost unit and scale along a path.
fn along(path: &[Arc<str>]) -> Given {
    let mut out = Given::default();
    for text in path.iter().rev() {
        let given = units::given(text);
        out.unit = out.unit.or(given.unit);
        out.scale = out.scale.or(given.scale);
        if out.unit.is_some() && out.scale.is_some() {
            break;
        }
    }
    // A percentage has no scale of money.
    if out.unit.is_some_and(|u| !u.is_money() && u != Unit::Number) {
        out.scale = None;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::figure::Unit;
    use crate::table::tabbed;

    #[test]
    fn a_column_of_units_gives_each_row_its_own() {
        let table = tabbed(
            "Line\tMeasured in\t2023\t2024\nFees\t$m\t41\t43\nMargin\t%\t12.1\t12.5\nUsers\tmillion\t3.1\t3.4\nCalls\tdays\t7\t8",
        );
        let told: Vec<(Option<Unit>, Option<i8>)> = table
            .rows
            .iter()
            .skip(1)
            .map(|r| (r.unit, r.scale))
            .collect();
        assert_eq!(
            told,
            [
                (Some(Unit::Dollars), Some(6)),
                (Some(Unit::Percent), None),
                (None, Some(6)),
                (Some(Unit::Days), None),
            ]
        );
    }

    #[test]
    fn a_scale_under_the_middle_one_of_some_years_is_that_of_all() {
        let scales = |header: &str| {
            let table = tabbed(&format!("{header}\nFees\t41\t43\t44\nGrants\t12\t14\t16"));
            let columns = table.columns.iter().skip(1).map(|c| c.scale);
            columns.collect::<Vec<_>>()
        };
        assert_eq!(scales("Line\t2023\t2024 (in millions)\t2025"), [Some(6); 3]);
        assert_eq!(
            scales("Line\tShips\tTolls (in millions)\tBerths"),
            [None, Some(6), None]
        );
    }
}
