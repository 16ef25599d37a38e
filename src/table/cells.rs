//! What cells say where their neighbours or the whole table decide: signs and brackets in cells of their own, commas and
//! dots that stand for the other, marks of footnotes.

use super::{Cell, Table, Text, units};
use crate::figure::{Figure, Reading, Suppressed, Unit, number};

/// Reads every cell.
pub(super) fn read(table: &mut Table) {
    let comma = decimal_comma(table);
    let dots = grouping_dots(table, comma);
    for Cell { text, reading, .. } in &mut table.cells {
        let text = text.as_str();
        if dots && is_grouped_by_dots(text) {
            *reading = number::read_cell(&text.replace('.', ""));
        } else if comma && text.contains(',') {
            *reading = number::read_cell(&text.replace(',', "."));
        } else if *reading == Reading::Blank {
            // Cells of pages were read when they were put together.
            *reading = number::read_cell(text);
        }
        // "£000" heads figures, it is none.
        if !matches!(reading, Reading::Blank | Reading::Text) && units::is_unit(text) {
            *reading = Reading::Text;
        }
    }
    signs(table);
    footnotes(table);
}

/// Numbers of notes, codes and accounts name what the row speaks of: they are no figures.
pub(super) fn references(table: &mut Table) {
    for c in 0..table.columns.len() {
        if !names_rows(table.columns[c].label()) {
            continue;
        }
        for r in 0..table.rows.len() {
            let Some(i) = table.position(r, c) else {
                continue;
            };
            let plain =
                |f: &Figure| f.unit == Unit::Number && f.places == 0 && f.scale == 0 && !f.signed;
            let cell = &mut table.cells[i];
            let bare = cell.text.trim().bytes().all(|b| b.is_ascii_digit());
            if bare && cell.reading.figure().is_some_and(plain) {
                cell.reading = Reading::Text;
            }
        }
    }
}

/// Whether the heading of a column says that its numbers are references: "Note", "Account code".
fn names_rows(heading: &str) -> bool {
    const WORDS: [&str; 9] = [
        "note",
        "notes",
        "note no",
        "note ref",
        "code",
        "account code",
        "cost code",
        "nominal code",
        "ledger code",
    ];
    let plain = heading.trim().trim_end_matches(['.', ':']);
    WORDS.iter().any(|w| plain.eq_ignore_ascii_case(w))
}

/// A currency or percent sign by itself.
pub(super) fn is_sign(text: &str) -> bool {
    matches!(
        text.trim(),
        "$" | "£" | "€" | "%" | ")%" | "%)" | ")" | "US$" | "$(" | "£(" | "€("
    )
}

/// Signs that stand in cells of their own give their unit to the figure beside them.
fn signs(table: &mut Table) {
    let mut given: Vec<(usize, Unit)> = Vec::new();
    for cell in table
        .cells
        .iter()
        .filter(|c| c.text.len() <= 4 && is_sign(&c.text))
    {
        let (row, column) = (cell.row as usize, cell.column as usize);
        let percent = cell.text.contains('%');
        let beside = if percent {
            column.checked_sub(1)
        } else {
            Some(column + 1)
        };
        let unit = match cell.text.trim().chars().find(|c| !c.is_alphabetic()) {
            _ if percent => Unit::Percent,
            Some('£') => Unit::Pounds,
            Some('€') => Unit::Euros,
            Some('$') => Unit::Dollars,
            _ => continue,
        };
        if let Some(c) = beside
            && c < table.columns.len()
            && let Some(i) = table.position(row, c)
        {
            given.push((i, unit));
        }
    }
    brackets(table);
    for (i, unit) in given {
        if let Some(Reading::Figure(f)) = table.cells.get_mut(i).map(|c| &mut c.reading)
            && f.unit == Unit::Number
        {
            f.unit = unit;
        }
    }
}

/// "(1,204" with its ")" in the cell beside it is a negative figure.
fn brackets(table: &mut Table) {
    let width = table.columns.len();
    let closes = |row: u32, from: usize| {
        (from..(from + 3).min(width)).find_map(|c| {
            let cell = table.cell(row as usize, c)?;
            (!cell.text.is_empty())
                .then(|| cell.text.trim_start().starts_with([')', '%']) && cell.text.contains(')'))
        })
    };
    let open: Vec<usize> = (0..table.cells.len())
        .filter(|i| {
            let cell = &table.cells[*i];
            if !cell.text.as_bytes().contains(&b'(') {
                return false;
            }
            let text = cell.text.trim_start_matches(['$', '£', '€', ' ', '\u{a0}']);
            let next = cell.column as usize + usize::from(cell.column_span.max(1));
            text.starts_with('(')
                && text.len() <= 24
                && !text.contains(')')
                && closes(cell.row, next) == Some(true)
        })
        .collect();
    for i in open {
        let cell = &mut table.cells[i];
        let closed = format!("{})", &*cell.text);
        if let Reading::Figure(f) = number::read_cell(&closed) {
            cell.reading = Reading::Figure(f);
        }
    }
}

/// "(1)" among figures with decimals is the mark of a footnote, not a minus one.
fn footnotes(table: &mut Table) {
    let mark = |text: &Text| {
        let signed = text.as_bytes().contains(&b'(');
        signed && matches!(text.trim().as_bytes(), [b'(', b'0'..=b'9', b')'])
    };
    for c in 0..table.columns.len() {
        let (mut marks, mut large, mut small) = (Vec::new(), 0, 0);
        for r in 0..table.rows.len() {
            let Some((i, cell)) = table
                .position(r, c)
                .and_then(|i| Some((i, table.cells.get(i)?)))
            else {
                continue;
            };
            if mark(&cell.text) {
                marks.push(i);
            } else if let Some(f) = cell.reading.figure() {
                if f.value.abs() >= rust_decimal::Decimal::TEN && f.places > 0 {
                    large += 1;
                } else {
                    small += 1;
                }
            }
        }
        // So are "(3)", "(3)" and "(3)" in a column of nothing else.
        let one = marks.len() >= 3
            && large == 0
            && marks
                .windows(2)
                .all(|w| table.cells[w[0]].text.trim() == table.cells[w[1]].text.trim());
        if !marks.is_empty() && small == 0 && (large >= 3 * marks.len() || one) {
            for i in marks {
                table.cells[i].reading = Reading::Suppressed(Suppressed::NotApplicable);
            }
        }
    }
}

/// Whether the table writes its decimals with a comma: `12,5` where no cell writes `1,250`.
fn decimal_comma(table: &Table) -> bool {
    let (mut decimal, mut other) = (0, 0);
    let with_comma = |c: &&Cell| c.text.as_bytes().contains(&b',');
    for cell in table.cells.iter().filter(with_comma) {
        let text = cell.text.trim_end_matches(['%', ' ']);
        let Some((whole, fraction)) = text.rsplit_once(',') else {
            continue;
        };
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let whole_is_number = whole
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "-–−+".contains(c))
            && whole.bytes().any(|b| b.is_ascii_digit());
        if digits(fraction) && fraction.len() != 3 && whole_is_number {
            decimal += 1;
        } else if digits(fraction) && (whole.contains(',') || text.contains('.')) {
            other += 1;
        }
    }
    decimal >= 2 && other == 0
}

/// `1.492`, `-12.345.678`: thousands behind dots, if dots are not decimal points here.
fn is_grouped_by_dots(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '−', '–', '+']);
    digits.contains('.') && !digits.starts_with('0') && number::grouped_by_dots(digits)
}

/// Whether the table groups thousands by dots: all its dots do, twice or more, and beside them, in one column, whole
/// numbers of three digits go on without; or its decimals stand behind commas.
fn grouping_dots(table: &Table, comma: bool) -> bool {
    let mut grouped = vec![false; table.columns.len()];
    let mut whole = vec![false; table.columns.len()];
    let mut count = 0;
    for cell in &table.cells {
        let text = cell.text.trim();
        let column = cell.column as usize;
        if is_grouped_by_dots(text) {
            count += 1;
            if let Some(g) = grouped.get_mut(column) {
                *g = true;
            }
        } else if text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()) {
            if let Some(w) = whole.get_mut(column) {
                *w = true;
            }
        } else if (text.contains('.') || !comma && text.contains(','))
            && text.bytes().any(|b| b.is_ascii_digit())
            && text.matches('.').count() <= 1
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || " .,-−–+%()€£$".contains(c))
        {
            // "0.5", "1,204": dots or commas that do something else
            return false;
        }
    }
    count >= 2 && (comma || grouped.iter().zip(&whole).any(|(g, w)| *g && *w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tabbed as table;

    #[test]
    fn a_bracket_may_close_in_the_next_cell() {
        let t = table("Area\t2023\t\t2024\t\nNorth\t(1,204\t)\t310\t\nSouth\t$(12.5\t)\t(7)\t");
        let value = |r, c| {
            t.cell(r, c)
                .and_then(|k| k.reading.figure())
                .map(|f| f.value.to_string())
        };
        assert_eq!(value(1, 1).as_deref(), Some("-1204"));
        assert_eq!(value(2, 1).as_deref(), Some("-12.5"));
        assert_eq!(value(2, 3).as_deref(), Some("-7"));
    }

    #[test]
    fn numbers_of_notes_and_codes_are_no_figures() {
        let t = table("Fund\tNote\tAccount code\t2024\nCapital\t6\t4100\t812\nGains\t6\t4200\t54");
        let is_figure = |r, c| t.cell(r, c).is_some_and(|k| k.reading.figure().is_some());
        assert!(!is_figure(1, 1) && !is_figure(2, 2));
        assert!(is_figure(1, 3) && is_figure(2, 3));
    }

    #[test]
    fn dots_group_thousands_where_nothing_else_does() {
        let value = |t: &Table, r, c| {
            t.cell(r, c)
                .and_then(|k| k.reading.figure())
                .map(|f| f.value.to_string())
        };
        let t =
            table("Area\tFirst\tSecond\nNorth\t901\t1.492\nSouth\t1.100\t210\nAll\t2.001\t1.702");
        assert_eq!(value(&t, 1, 2).as_deref(), Some("1492"));
        let t = table("Area\tFirst\tShare\nNorth\t1.492\t62,3%\nSouth\t2.100\t37,7%");
        assert_eq!(value(&t, 1, 1).as_deref(), Some("1492"));
        let t = table("Area\tRate\tRate\nNorth\t0.901\t1.492\nSouth\t1.100\t2.210");
        assert_eq!(value(&t, 1, 2).as_deref(), Some("1.492"));
        let t = table("Area\tRate\tCases\nNorth\t3.901\t1,492\nSouth\t1.100\t210\nEast\t230\t8");
        assert_eq!(value(&t, 1, 1).as_deref(), Some("3.901"));
    }

    #[test]
    fn decimals_with_a_comma_are_read_where_the_table_writes_them() {
        let t = table("\tA\tB\nx\t12,5\t3,75\ny\t1,2\t1 204,5");
        let f = t
            .cell(1, 1)
            .and_then(|c| c.reading.figure().map(|f| f.value));
        assert_eq!(f, Some(rust_decimal::Decimal::new(125, 1)));
    }
}
