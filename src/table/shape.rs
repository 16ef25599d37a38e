//! The shape of a table: which rows are headers, headings, notes, and which columns are labels.

use super::{Line, Table, cells, headers, heads, names, numbered, units};
use crate::figure::{Form, Reading};

/// What rows and columns are for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// Rows before the first row of the body; titles and notes among them are marked as such.
    pub header_rows: usize,
    /// Columns of names, left to right; the last one names the row, the ones before it groups of rows.
    pub label_columns: Vec<usize>,
    /// Columns that number the rows: 1, 2, 3.
    pub numbering: Vec<usize>,
    /// Rows that number the columns: (1), (2), (3).
    pub column_numbers: Vec<usize>,
    /// A column that names each row's unit.
    pub unit_column: Option<usize>,
    /// Kind of each row: body, header, section or note.
    pub rows: Vec<Line>,
}

/// What a cell looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Blank,
    Text,
    Figure,
    /// A year or another period: heads a column, names a row, or (seldom) counts.
    Period,
    Mark,
}

fn look(table: &Table, r: usize, c: usize) -> Look {
    let Some(cell) = table
        .cell(r, c)
        .filter(|k| k.row as usize == r && k.column as usize == c)
    else {
        return Look::Blank;
    };
    match &cell.reading {
        Reading::Blank => Look::Blank,
        // A currency or percent sign in a cell of its own belongs to the figure beside it.
        Reading::Text if cells::is_sign(&cell.text) => Look::Blank,
        Reading::Suppressed(_) => Look::Mark,
        Reading::Text if headers::is_period(&cell.text) => Look::Period,
        Reading::Text => Look::Text,
        Reading::Figure(f) if f.form == Form::Ordinal => Look::Text,
        Reading::Figure(_) | Reading::Several(_) if headers::is_period(&cell.text) => Look::Period,
        Reading::Figure(_) | Reading::Several(_) => {
            let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
            // A sentence that holds a figure is words.
            if letters > 40 {
                Look::Text
            } else {
                Look::Figure
            }
        }
    }
}

/// Counts of looks in one row.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    text: usize,
    figure: usize,
    period: usize,
    mark: usize,
    /// Filled cells right of the first filled one.
    first: Option<usize>,
}

impl Count {
    fn filled(self) -> usize {
        self.text + self.figure + self.period + self.mark
    }
}

/// Reads the shape of a table whose cells were read.
pub fn read(table: &Table) -> Shape {
    let (height, width) = (table.rows.len(), table.columns.len());
    let mut looks: Vec<Look> = (0..height * width)
        .map(|i| look(table, i / width, i % width))
        .collect();
    // Numbers of columns are words here.
    let column_numbers: Vec<usize> = (0..height)
        .filter(|r| {
            let row = looks.get(r * width..(r + 1) * width).unwrap_or(&[]);
            let figures = row.iter().filter(|l| **l == Look::Figure).count();
            figures >= 2 && numbered::is_numbering(table, *r)
        })
        .collect();
    for r in &column_numbers {
        for l in looks.iter_mut().skip(r * width).take(width) {
            if *l != Look::Blank {
                *l = Look::Text;
            }
        }
    }
    let at = |r: usize, c: usize| looks[r * width + c];
    let counts: Vec<Count> = (0..height)
        .map(|r| {
            let mut n = Count::default();
            for c in 0..width {
                match at(r, c) {
                    Look::Blank => continue,
                    Look::Text => n.text += 1,
                    Look::Figure => n.figure += 1,
                    Look::Period => n.period += 1,
                    Look::Mark => n.mark += 1,
                }
                n.first.get_or_insert(c);
            }
            n
        })
        .collect();
    let figured = |r: usize| {
        // A figure in the first column alone names a row (or is a title's number), it counts nothing.
        (1..width).any(|c| at(r, c) == Look::Figure) || width == 1 && at(r, 0) == Look::Figure
    };
    // Texts that stand where other rows have figures ("0 to 50", "51 and over", "total") head columns.
    let figure_column: Vec<bool> = (0..width)
        .map(|c| {
            let count = |wanted: Look| (0..height).filter(|r| at(*r, c) == wanted).count();
            count(Look::Figure) >= count(Look::Text)
        })
        .collect();
    let bodily = |r: usize| {
        let over = (1..width)
            .filter(|c| figure_column[*c] && at(r, *c) == Look::Text)
            .count();
        figured(r) && counts[r].figure + counts[r].mark >= over
    };
    let first_figured = (0..height)
        .find(|r| bodily(*r))
        .or_else(|| (0..height).find(|r| figured(*r)));
    // Rows of periods only are a body where nothing else is.
    let header_rows = match first_figured {
        Some(r) => body_start(&counts, r),
        None => usize::from(height > 0),
    };
    let header_rows = heads::by_tree(table, header_rows);
    let last_figured = (header_rows..height)
        .rev()
        .find(|r| figured(*r) || counts[*r].mark > 1);
    let label_columns = names::columns(
        &looks,
        width,
        header_rows,
        last_figured.unwrap_or(height.saturating_sub(1)),
    );
    let label_columns = names::without_attributes(table, header_rows, label_columns);
    let mut rows = vec![Line::Body; height];
    let tall_header = (0..header_rows).any(|r| counts[r].filled() > 1);
    for (r, kind) in rows.iter_mut().enumerate() {
        let n = counts[r];
        if r < header_rows {
            let note = n.filled() == 0
                || tall_header && n.filled() == 1 && n.first == Some(0) && n.period == 0;
            let above_header = (r + 1..header_rows).any(|k| counts[k].filled() > 1);
            *kind = if note && (above_header || n.filled() == 0)
                || width > 2 && is_sentence(table, r, n)
                || above_header && is_title(table, r, n)
            {
                Line::Note
            } else {
                Line::Header
            };
            continue;
        }
        let after = last_figured.is_none_or(|l| r > l);
        let single = n.filled() == 1 && n.text + n.period == 1;
        if n.filled() == 0 || (after && n.figure == 0 && first_figured.is_some()) {
            *kind = Line::Note;
        } else if single && label_columns.iter().any(|c| n.first == Some(*c)) {
            *kind = Line::Section;
        } else if n.figure == 0 && n.mark == 0 && n.period >= 2 && periods_head(&looks, width, r) {
            *kind = Line::Header;
        }
    }
    for r in &column_numbers {
        rows[*r] = Line::Note;
    }
    let unit_column = unit_column(table, header_rows, width, &label_columns);
    Shape {
        header_rows,
        label_columns,
        numbering: numbering(table, header_rows, last_figured, width),
        column_numbers,
        unit_column,
        rows,
    }
}

/// The body begins at the first row with figures, or above it where a heading of the body or a row of marks stands.
fn body_start(counts: &[Count], first: usize) -> usize {
    let mut start = first;
    let headed =
        |r: usize| (0..r).any(|k| counts[k].filled() > 1 || counts[k].first.is_some_and(|c| c > 0));
    while start > 0 {
        let above = counts[start - 1];
        let section =
            above.filled() == 1 && above.text == 1 && above.first == Some(0) && headed(start - 1);
        let marks = above.mark >= 1 && above.text <= 1 && headed(start - 1);
        let blank = above.filled() == 0 && start > 1 && headed(start - 1);
        // A row of years that stand for counts: its label is a name and the rows around it have figures.
        if section || marks {
            start -= 1;
        } else if blank {
            let before = counts[start - 2];
            let goes_on = before.filled() == 1
                && before.text == 1
                && before.first == Some(0)
                && headed(start - 2);
            if !goes_on {
                break;
            }
            start -= 1;
        } else {
            break;
        }
    }
    start
}

/// A table's number and its title, or a title and a source, in two cells above the header.
fn is_title(table: &Table, r: usize, n: Count) -> bool {
    n.filled() == 2
        && n.first == Some(0)
        && n.period == 0
        && (0..table.columns.len().min(3))
            .filter_map(|c| table.cell(r, c))
            .any(|c| c.text.chars().count() > 36)
        && table.columns.len() > 3
}

fn is_sentence(table: &Table, r: usize, n: Count) -> bool {
    n.filled() == 1
        && n.first == Some(0)
        && (0..table.columns.len())
            .filter_map(|c| table.cell(r, c))
            .any(|c| c.text.chars().count() > 60)
}

/// Periods in a row stand in order, as they do in headers.
fn periods_head(looks: &[Look], width: usize, r: usize) -> bool {
    (1..width)
        .filter(|c| looks[r * width + c] == Look::Period)
        .count()
        >= 2
}

/// Columns whose figures count the rows up by one, gaps and letters aside.
fn numbering(table: &Table, from: usize, to: Option<usize>, width: usize) -> Vec<usize> {
    let to = to.map_or(0, |t| t + 1);
    (0..width.min(6))
        .filter(|c| {
            let mut counted: Vec<rust_decimal::Decimal> = Vec::new();
            for r in from..to {
                if let Some(f) = table
                    .cell(r, *c)
                    .filter(|k| k.row as usize == r && k.column as usize == *c)
                    .and_then(|k| k.reading.figure())
                {
                    if f.places > 0 || f.signed {
                        return false;
                    }
                    counted.push(f.value);
                }
            }
            let first = counted.first().copied().unwrap_or_default();
            let one = rust_decimal::Decimal::ONE;
            let steps = counted.windows(2).filter(|w| w[1] - w[0] == one).count();
            counted.len() >= 3
                && first <= rust_decimal::Decimal::from(100)
                && steps * 10 >= (counted.len() - 1) * 8
        })
        .collect()
}

/// A column headed "Unit" or filled with units.
fn unit_column(table: &Table, from: usize, width: usize, labels: &[usize]) -> Option<usize> {
    (0..width.min(8)).find(|c| {
        let headed = (0..from).filter_map(|r| table.cell(r, *c)).any(|k| {
            let t = k.text.trim();
            t.eq_ignore_ascii_case("unit") || t.eq_ignore_ascii_case("units")
        });
        (headed || is_filled_with_units(table, from, *c)) && Some(c) != labels.last()
    })
}

/// Whether all that a column holds below row `from` are units, and three of them or more; signs alone belong to the figures
/// beside them.
fn is_filled_with_units(table: &Table, from: usize, column: usize) -> bool {
    let below = table
        .cells
        .iter()
        .filter(|k| k.column as usize == column && k.row as usize >= from)
        .filter(|k| !k.text.trim().is_empty());
    let (mut units, mut words) = (0, 0);
    for cell in below {
        let text = cell.text.trim();
        if !units::names_unit(text) {
            return false;
        }
        units += 1;
        words += usize::from(text.chars().count() > 1);
    }
    units >= 3 && words >= 1
}
