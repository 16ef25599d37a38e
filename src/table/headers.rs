//! Which rows head columns and which column names rows; units, scales and periods that headers give to figures.

use super::{CellRole, Line, Once, Table, cells, given, paths, shape};
use crate::figure::{Period, Reading, period};
use crate::layout::looks;

/// Gives every cell its role and reading, and every row and column its label, unit, scale and period; `labels` are those
/// of the document's tables.
pub fn read(table: &mut Table, labels: &mut Once) {
    cells::read(table);
    let shape = shape::read(table);
    table.header_rows = shape.header_rows as u32;
    table.label_column = shape.label_columns.last().map(|c| *c as u32);
    for (row, kind) in table.rows.iter_mut().zip(&shape.rows) {
        row.kind = kind.clone();
    }
    notes_and_title(table, &shape);
    roles(table, &shape);
    paths::columns(table, &shape, labels);
    paths::rows(table, &shape, labels);
    cells::references(table);
    given::units(table, &shape);
    for axis in table.rows.iter_mut().chain(&mut table.columns) {
        axis.period = axis.path.iter().rev().find_map(|label| period_of(label));
    }
}

/// The one period that a label names; "change 2023 to 2024" names none.
pub(super) fn period_of(label: &str) -> Option<Period> {
    if label.len() > 120 || !label.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut fixed = period::scan(label)
        .into_iter()
        .filter_map(|(_, p)| p.fixed());
    let first = fixed.next()?;
    fixed.all(|p| p == first).then_some(first)
}

/// Rows above the header that hold one text are its title and notes, as are the texts below the figures.
fn notes_and_title(table: &mut Table, shape: &shape::Shape) {
    let mut texts = Vec::new();
    for (r, kind) in shape.rows.iter().enumerate() {
        if *kind == Line::Note && !shape.column_numbers.contains(&r) {
            let text: Vec<&str> = (0..table.columns.len())
                .filter_map(|c| table.cell(r, c).filter(|k| k.column as usize == c))
                .filter(|k| k.row as usize == r && !k.text.is_empty())
                .map(|k| k.text.as_str())
                .collect();
            texts.push((r, text.join(" ")));
        }
    }
    for (r, text) in texts {
        if table.title.is_none() && r < shape.header_rows && text.len() > 8 {
            table.title = Some(text);
        } else if !text.is_empty() {
            table.notes.push(text);
        }
    }
}

fn roles(table: &mut Table, shape: &shape::Shape) {
    for cell in &mut table.cells {
        let (r, c) = (cell.row as usize, cell.column as usize);
        cell.role = match shape.rows.get(r) {
            Some(Line::Note) => CellRole::Note,
            Some(Line::Header) => CellRole::Header,
            _ if shape.label_columns.contains(&c) || shape.numbering.contains(&c) => {
                CellRole::Label
            }
            Some(Line::Section) => CellRole::Label,
            _ => match &cell.reading {
                // Words where figures stand: a remark, unless they stand for a figure.
                Reading::Text if cell.text.chars().count() > 24 => CellRole::Note,
                _ => CellRole::Figure,
            },
        };
    }
}

/// Whether a text is a period or a bare year, as header cells are.
pub(super) fn is_period(text: &str) -> bool {
    looks::is_period(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Unit;
    use crate::table::tabbed as table;

    #[test]
    fn a_year_reaches_over_the_empty_cell_beside_it() {
        let t = table(
            "\t2023/24\t\t2024/25\t\n\tPlan\tSpent\tPlan\tSpent\n\t£000\t£000\t£000\t£000\nStaff\t3,234\t3,403\t3,515\t3,763\nTotal\t3,234\t3,403\t3,515\t3,763",
        );
        assert_eq!(t.header_rows, 3);
        assert_eq!(t.columns[4].path, ["2024/25", "Spent", "£000"]);
        assert_eq!(t.columns[4].scale, Some(3));
        let f = t.cell(3, 4).and_then(|c| c.reading.figure().copied());
        assert_eq!(f.map(|f| (f.unit, f.scale)), Some((Unit::Pounds, 3)));
    }

    #[test]
    fn a_unit_beside_a_text_over_the_middle_of_all_columns_is_the_tables() {
        let t = table(
            "(In £m)\t\tYears ended\t\nBerths\tMay\tJune\tJuly\nDay boats\t3,234\t3,403\t3,515\nBarges\t234\t403\t515",
        );
        assert_eq!(t.columns[3].path, ["Years ended", "July"]);
        let f = t.cell(2, 3).and_then(|c| c.reading.figure().copied());
        assert_eq!(f.map(|f| (f.unit, f.scale)), Some((Unit::Pounds, 6)));
    }

    #[test]
    fn a_heading_inside_the_body_names_the_rows_below() {
        let t = table(
            "Area\t2023\t2024\nNorth\t\t\nVisits\t12\t14\nLoans\t3\t5\nSouth\t\t\nVisits\t1\t4",
        );
        assert_eq!(t.rows[1].kind, Line::Section);
        assert_eq!(t.rows[5].path, ["South", "Visits"]);
        assert_eq!(t.header_rows, 1);
    }

    #[test]
    fn the_label_column_need_not_be_the_first() {
        let t = table(
            "2023\t2024\tService\t2025\n120\t130\tParks\t140\n15\t16\tRoads\t18\n135\t146\tTotal\t158",
        );
        assert_eq!(t.label_column, Some(2));
        assert_eq!(t.rows[3].label(), "Total");
    }

    #[test]
    fn what_stands_right_of_the_names_does_not_name_rows() {
        let t = table(
            "Measure\tBetter\t2023\t2024\nHomes built\tHigher\t5\t6\nDays to let\tLower\t29\t31\nRent paid\tHigher\t97\t98",
        );
        assert_eq!(t.rows[1].path, ["Homes built"]);
        assert_eq!(t.rows[2].path, ["Days to let"]);
    }

    #[test]
    fn years_may_name_rows() {
        let t = table("Year\tBorn\tDied\n2021\t120\t130\n2022\t121\t128\n2023\t140\t132");
        assert_eq!(t.label_column, Some(0));
        assert_eq!(t.header_rows, 1);
        assert_eq!(t.rows[2].label(), "2022");
    }
}
