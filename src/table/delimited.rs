//! Tables in text and delimited files: lines and records to cells.

use super::mended::{Row, aligned, join_labels, shift};
use super::{Cell, Table};
use crate::document::{Grid, Line, Place};
use crate::layout::lines::Delimiter;
use crate::layout::markup;

/// A table from a delimited file; rows and columns are those of the file.
pub fn from_grid(grid: &Grid) -> Table {
    let rows = grid
        .records
        .iter()
        .map(|(line, fields)| {
            let cells = fields.iter().map(|f| one_line(f)).collect();
            (*line, cells)
        })
        .collect();
    from_rows(rows)
}

/// A table from lines of text: damage that extraction does to rows is repaired.
pub fn from_lines(lines: &[Line], region: &[u32], delimiter: Delimiter) -> Table {
    let lines: Vec<&Line> = region
        .iter()
        .filter_map(|i| lines.get(*i as usize))
        .collect();
    let rows = match delimiter {
        Delimiter::Tab => {
            let mut rows: Vec<Row> = lines
                .iter()
                .map(|l| {
                    let text = l.text.trim_end_matches([' ', '\u{c}']);
                    let cells = text.split('\t').map(|f| markup::plain(f).into_owned());
                    (l.number, cells.collect())
                })
                .collect();
            shift(&mut rows);
            join_labels(&mut rows);
            rows
        }
        Delimiter::Pipe => lines.iter().map(|l| (l.number, piped(&l.text))).collect(),
        Delimiter::Spaces => {
            let mut rows = aligned(&lines);
            join_labels(&mut rows);
            rows
        }
    };
    from_rows(rows)
}

fn one_line(field: &str) -> String {
    if field.contains(['\n', '\r', '\t']) {
        field.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        field.trim().to_string()
    }
}

fn piped(text: &str) -> Vec<String> {
    let inner = text.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(last) = cells.last_mut() {
                    last.push(c);
                }
            }
        }
        escaped = c == '\\' && !escaped;
    }
    cells
        .iter()
        .map(|c| markup::plain(c).into_owned())
        .collect()
}

fn from_rows(rows: Vec<Row>) -> Table {
    let widest = rows.iter().map(|(_, f)| f.len()).max().unwrap_or(0);
    let mut table = Table::sized(rows.len(), widest, Place::default());
    for (r, (line, fields)) in rows.into_iter().enumerate() {
        let place = Place::at_line(0, line);
        if r == 0 {
            table.place = place;
        }
        let mut fields = fields.into_iter();
        for c in 0..table.columns.len() {
            table.cells.push(Cell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                text: fields.next().unwrap_or_default().into(),
                place,
                ..Cell::default()
            });
        }
    }
    table.reindex();
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn table(t: &str, delimiter: Delimiter) -> Vec<Vec<String>> {
        let lines = text::lines(t.as_bytes());
        let region: Vec<u32> = (0..lines.len() as u32)
            .filter(|i| !crate::layout::regions::is_rule(&lines[*i as usize].text))
            .collect();
        let table = from_lines(&lines, &region, delimiter);
        (0..table.rows.len())
            .map(|r| {
                (0..table.columns.len())
                    .filter_map(|c| table.cell(r, c))
                    .map(|c| c.text.to_string())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_wrapped_label_is_joined_with_its_figures() {
        let t = table(
            "\t2023\t2024\nHouseholds that were waiting\nat the end\t12\t14\nVisits\t3\t4",
            Delimiter::Tab,
        );
        assert_eq!(
            t[1],
            ["Households that were waiting at the end", "12", "14"]
        );
        let t = table(
            "\t2023\t2024\nHouseholds waiting\t12\t14\nat the end\t\t\nVisits\t3\t4",
            Delimiter::Tab,
        );
        assert_eq!(t[1], ["Households waiting at the end", "12", "14"]);
        assert_eq!(t.len(), 3);
    }

    #[test]
    fn labels_that_begin_with_numbers_as_a_habit_stay_apart() {
        let t = table(
            "Age\t2023\nUnder 1\t4\n1 to 4\t25\n5 to 9\t6\nTotal\t35",
            Delimiter::Tab,
        );
        assert_eq!(t[2], ["1 to 4", "25"]);
        assert_eq!(t[3], ["5 to 9", "6"]);
    }

    #[test]
    fn a_shifted_row_and_a_header_without_its_corner_are_put_back() {
        let t = table(
            "2022\t2023\t2024\nVisits\t\t5\t6\t7\nLoans\t1\t2\t3\nSales\t4\t4\t4\t",
            Delimiter::Tab,
        );
        assert_eq!(t[0], ["", "2022", "2023", "2024"]);
        assert_eq!(t[1], ["Visits", "5", "6", "7"]);
        assert_eq!(t[3], ["Sales", "4", "4", "4"]);
    }

    #[test]
    fn aligned_columns_are_cut_where_the_figures_stand() {
        let t = table(
            "              2023     2024\nVisits          50       48\nLoans made   1,140        2",
            Delimiter::Spaces,
        );
        assert_eq!(t[0], ["", "2023", "2024"]);
        assert_eq!(t[2], ["Loans made", "1,140", "2"]);
    }

    #[test]
    fn pipes_are_cut_and_escapes_kept() {
        let t = table("| a \\| b | **1** |\n|---|---|\n| x | 2 |", Delimiter::Pipe);
        assert_eq!(t[0], ["a | b", "1"]);
    }

    #[test]
    fn a_hostile_grid_is_bounded() {
        let mut records = vec![(1, vec![String::new(); 50_000])];
        records.extend((2..5_000).map(|i| (i, vec!["1".to_string()])));
        let t = from_grid(&Grid { records });
        assert!(t.rows.len() * t.columns.len() <= crate::table::MOST_POSITIONS);
        assert!(t.doubt.is_some());
    }
}
