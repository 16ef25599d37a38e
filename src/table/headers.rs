//! Which rows head columns and which column names rows; units, scales and periods that headers give to figures.

use super::{CellRole, Line, Table, given, numbered, paths, shape, units};
use crate::figure::{Period, Reading, Suppressed, Unit, number, period};
use crate::layout::markup;

/// Gives every cell its role and reading, and every row and column its label, unit, scale and period.
pub fn read(table: &mut Table) {
    let comma = decimal_comma(table);
    let dots = grouping_dots(table, comma);
    for cell in &mut table.cells {
        if dots && is_grouped_by_dots(&cell.text) {
            cell.reading = number::read_cell(&cell.text.replace('.', ""));
        } else if comma && cell.text.contains(',') {
            cell.reading = number::read_cell(&cell.text.replace(',', "."));
        } else if cell.reading == Reading::Blank {
            // Cells of pages were read when they were put together.
            cell.reading = number::read_cell(&cell.text);
        }
        // "£000" heads figures, it is none.
        if !matches!(cell.reading, Reading::Blank | Reading::Text) && units::is_unit(&cell.text) {
            cell.reading = Reading::Text;
        }
    }
    signs(table);
    footnotes(table);
    let shape = shape::read(table);
    table.header_rows = shape.header_rows as u32;
    table.label_column = shape.label_columns.last().map(|c| *c as u32);
    for (row, kind) in table.rows.iter_mut().zip(&shape.rows) {
        row.kind = kind.clone();
    }
    notes_and_title(table, &shape);
    roles(table, &shape);
    paths::columns(table, &shape);
    paths::rows(table, &shape);
    given::units(table, &shape);
    for axis in table.rows.iter_mut().chain(&mut table.columns) {
        axis.period = axis.path.iter().rev().find_map(|label| period_of(label));
    }
}

/// The one period that a label names; "change 2023 to 2024" names none.
fn period_of(label: &str) -> Option<Period> {
    if label.len() > 120 || !label.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut fixed = period::scan(label)
        .into_iter()
        .filter_map(|(_, p)| p.fixed());
    let first = fixed.next()?;
    fixed.all(|p| p == first).then_some(first)
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
    let mut given: Vec<(u32, Unit)> = Vec::new();
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
            && let Some(i) = table
                .index
                .get(row * table.columns.len() + c)
                .copied()
                .flatten()
        {
            given.push((i, unit));
        }
    }
    brackets(table);
    for (i, unit) in given {
        if let Some(Reading::Figure(f)) = table.cells.get_mut(i as usize).map(|c| &mut c.reading)
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
        let closed = format!("{})", cell.text);
        if let Reading::Figure(f) = number::read_cell(&closed) {
            cell.reading = Reading::Figure(f);
        }
    }
}

/// "(1)" among figures with decimals is the mark of a footnote, not a minus one.
fn footnotes(table: &mut Table) {
    let mark = |text: &str| {
        let b = text.trim().as_bytes();
        b.len() == 3 && b[0] == b'(' && b[1].is_ascii_digit() && b[2] == b')'
    };
    for c in 0..table.columns.len() {
        let (mut marks, mut large, mut small) = (Vec::new(), 0, 0);
        for r in 0..table.rows.len() {
            let Some(i) = table
                .index
                .get(r * table.columns.len() + c)
                .copied()
                .flatten()
            else {
                continue;
            };
            let Some(cell) = table.cells.get(i as usize) else {
                continue;
            };
            if mark(&cell.text) {
                marks.push(i as usize);
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
    for cell in &table.cells {
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

/// `1.492`, `-12.345.678`: one to three digits, and groups of three behind dots.
fn is_grouped_by_dots(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '−', '–', '+']);
    let mut groups = digits.split('.');
    let all = |g: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit())
    };
    let lead = groups.next().unwrap_or("");
    digits.contains('.')
        && all(lead, 1..=3)
        && !lead.starts_with('0')
        && groups.all(|g| all(g, 3..=3))
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

/// Rows above the header that hold one text are its title and notes, as are the texts below the figures.
fn notes_and_title(table: &mut Table, shape: &shape::Shape) {
    let mut texts = Vec::new();
    for (r, kind) in shape.rows.iter().enumerate() {
        if *kind == Line::Note && !numbered::is_numbering(table, r) {
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
    markup::is_period(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;
    use crate::layout::lines::Delimiter;
    use crate::table::delimited;

    fn table(t: &str) -> Table {
        let lines = text::lines(t.as_bytes());
        let region: Vec<u32> = (0..lines.len() as u32).collect();
        let mut table = delimited::from_lines(&lines, &region, Delimiter::Tab);
        read(&mut table);
        table
    }

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

    #[test]
    fn decimals_with_a_comma_are_read_where_the_table_writes_them() {
        let t = table("\tA\tB\nx\t12,5\t3,75\ny\t1,2\t1 204,5");
        let f = t
            .cell(1, 1)
            .and_then(|c| c.reading.figure().map(|f| f.value));
        assert_eq!(f, Some(rust_decimal::Decimal::new(125, 1)));
    }
}
