//! Rows that number the columns: "(1) (2) (3)", and what a number says its column is made of: "7 = 5 + 6".

use super::{Line, Table};

/// The most notes of one table that are looked at.
const MOST_ROWS: usize = 2_000;

/// A row of so many numbers numbers the columns though some are left out or a word stands before it.
const LONG: usize = 10;

/// The column's number and the rest of the text: `(7)`, `7.`, `7 = (5 + 6)`, in forms of many lines also `690`.
fn number(text: &str) -> Option<(u32, &str)> {
    let t = text.trim().trim_start_matches(['(', '[']);
    let digits = t.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let n = t.get(..digits)?.parse().ok().filter(|n| *n > 0)?;
    let rest = t
        .get(digits..)?
        .trim_start_matches([')', ']', '.', ' ', '\u{a0}']);
    (rest.is_empty() || rest.starts_with('=')).then_some((n, rest))
}

/// The filled cells of a row that begin in it: column and text.
fn filled(table: &Table, r: usize) -> impl Iterator<Item = (usize, &str)> {
    (0..table.columns.len()).filter_map(move |c| {
        let cell = table.cell(r, c)?;
        let own = cell.row as usize == r && cell.column as usize == c && !cell.text.is_empty();
        own.then_some((c, cell.text.as_str()))
    })
}

/// Whether a row does nothing but number the columns from left to right: four of them or more, or three in brackets; in a
/// long row some may be left out.
pub(super) fn is_numbering(table: &Table, r: usize) -> bool {
    let (mut last, mut count, mut gaps, mut bracketed) = (None, 0, 0, true);
    let mut named = false;
    for (i, (_, text)) in filled(table, r).enumerate() {
        let Some((n, _)) = number(text) else {
            // "Column" before a long row of numbers
            if i < 6 && count == 0 && !text.bytes().any(|b| b.is_ascii_digit()) {
                named = true;
                continue;
            }
            return false;
        };
        if last.is_some_and(|l| n <= l) {
            return false;
        }
        gaps += usize::from(last.is_some_and(|l| n != l + 1));
        last = Some(n);
        count += 1;
        bracketed &= text.trim_start().starts_with('(');
    }
    // Columns may be left out of many, and without a name ten figures that only rise are codes.
    if named || gaps > 0 {
        return count >= 2 * LONG || count >= LONG && (!named || gaps * 5 <= count);
    }
    count >= 4 || count == 3 && bracketed
}

/// What the number of a column says it is made of.
#[derive(Debug, PartialEq, Eq)]
pub enum Made {
    /// These columns of the table, in order.
    Of(Vec<usize>),
    /// Columns that the table does not have, or something that was not understood.
    Otherwise,
}

/// What a column is made of, where the row that numbers the columns says so: "7 = 5 + 6", "2 = (3 to 6) + 14".
pub fn made_of(table: &Table, column: usize) -> Option<Made> {
    let notes = (0..table.rows.len()).filter(|r| table.rows[*r].kind == Line::Note);
    let row = notes.take(MOST_ROWS).find(|r| is_numbering(table, *r))?;
    let own = table.cell(row, column)?;
    let (_, formula) = number(&own.text).filter(|(_, rest)| !rest.is_empty())?;
    let numbers: Vec<(u32, usize)> = filled(table, row)
        .filter_map(|(c, text)| Some((number(text)?.0, c)))
        .collect();
    let mut out = Vec::new();
    let mut from: Option<u32> = None;
    let words = formula
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    // A difference, a product or a share is no sum of columns.
    let sum = !formula.contains(['-', '–', '−', '/', '*', '×', '÷', '%']);
    for word in words {
        if word.eq_ignore_ascii_case("to") {
            from = out
                .last()
                .and_then(|c| numbers.iter().find(|(_, k)| k == c))
                .map(|(n, _)| *n);
            continue;
        }
        let Ok(n) = word.parse::<u32>() else {
            return Some(Made::Otherwise);
        };
        let first = from.take().map_or(n, |f| f + 1);
        for k in first..=n {
            let Some((_, c)) = numbers.iter().find(|(m, _)| *m == k) else {
                return Some(Made::Otherwise);
            };
            out.push(*c);
        }
    }
    out.sort_unstable();
    Some(if sum && out.len() > 1 {
        Made::Of(out)
    } else {
        Made::Otherwise
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Reading;
    use crate::table::{CellRole, tabbed as table};

    #[test]
    fn a_row_that_numbers_the_columns_holds_no_figures() {
        let t = table(
            "Place\tOwn\tLet\tAll\n(1)\t(2)\t(3)\t(4) = (2) + (3)\nHill\t12\t14\t26\nDale\t3\t5\t8",
        );
        assert_eq!(t.rows[1].kind, Line::Note);
        assert_eq!(t.cell(1, 2).map(|c| c.role), Some(CellRole::Note));
        assert_eq!(t.columns[3].path, ["All"]);
        assert_eq!(t.title, None);
        assert!(matches!(
            t.cell(2, 2).map(|c| &c.reading),
            Some(Reading::Figure(_))
        ));
        assert_eq!(made_of(&t, 3), Some(Made::Of(vec![1, 2])));
        assert_eq!(made_of(&t, 2), None);
    }

    #[test]
    fn a_number_may_name_columns_that_stand_elsewhere() {
        let t = table(
            "Place\tDebt\tLoans\tBonds\tBills\n1\t2 = (3 to 5) + 14\t3\t4\t5\nHill\t12\t4\t5\t1\nDale\t9\t3\t5\t1",
        );
        assert_eq!(made_of(&t, 1), Some(Made::Otherwise));
    }

    #[test]
    fn a_row_of_the_body_with_a_name_is_no_numbering() {
        let t = table("Place\tMay\tJune\tJuly\tAugust\nHill\t1\t2\t3\t4\nDale\t9\t3\t5\t1");
        assert!(!is_numbering(&t, 1));
        assert_eq!(t.rows[1].kind, Line::Body);
    }
}
