//! What the structure tree says of the rows that head a table, and whether to believe it.

use super::Table;
use crate::figure::Reading;

/// How many rows at the top of a table stand above a line.
pub(super) fn above(table: &Table, y: f32) -> u32 {
    let mut lowest = vec![f32::MAX; table.rows.len()];
    for c in &table.cells {
        if let (Some(b), Some(l)) = (c.place.bbox(), lowest.get_mut(c.row as usize)) {
            *l = l.min(b.y0);
        }
    }
    lowest.iter().take_while(|l| **l > y - 0.5).count() as u32
}

/// The rows that head a table: as many as the structure tree calls headings, where those behind the `read` ones hold plain
/// numbers that rise ("Age", 5, 6, 7), and otherwise those. Trees lie: most producers call the first row headings, whatever
/// it holds, and only the first.
pub(super) fn by_tree(table: &Table, read: usize) -> usize {
    let heads = table.heads as usize;
    if heads > read && heads < table.rows.len() && (read..heads).all(|r| rises(table, r)) {
        heads
    } else {
        read
    }
}

/// Whether the figures of a row are whole numbers without separators, three or more, each larger than the one before.
fn rises(table: &Table, row: usize) -> bool {
    let plain = |text: &str| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let mut numbers: Vec<u32> = Vec::new();
    for cell in (1..table.columns.len()).filter_map(|c| table.cell(row, c)) {
        match &cell.reading {
            Reading::Blank | Reading::Text => {}
            _ if plain(&cell.text) => numbers.extend(cell.text.parse::<u32>()),
            _ => return false,
        }
    }
    numbers.len() >= 3 && numbers.windows(2).all(|w| w[0] < w[1])
}

#[cfg(test)]
mod tests {
    use crate::document::text;
    use crate::layout::lines::Delimiter;
    use crate::table::{Once, delimited, headers};

    /// The header rows of a table whose tree calls so many rows headings.
    fn header_rows(text: &str, heads: u32) -> u32 {
        let lines = text::lines(text.as_bytes());
        let region: Vec<u32> = (0..lines.len() as u32).collect();
        let mut table = delimited::from_lines(&lines, &region, Delimiter::Tab);
        table.heads = heads;
        headers::read(&mut table, &mut Once::default());
        table.header_rows
    }

    #[test]
    fn numbers_that_rise_head_columns_where_the_tree_says_so() {
        let ages = "Harbour\t5\t6\t7\nHill\t310\t295\t301\nQuay\t12\t18\t11";
        assert_eq!([0, 1].map(|heads| header_rows(ages, heads)), [0, 1]);
    }

    #[test]
    fn a_tree_that_calls_amounts_headings_is_not_believed() {
        let amounts = "Hill\t1,310\t2,295\t3,301\nQuay\t12\t18\t11\nDale\t3\t1\t2";
        assert_eq!(header_rows(amounts, 1), 0);
        let falls = "Hill\t31\t29\t30\nQuay\t12\t18\t11\nDale\t3\t1\t2";
        assert_eq!(header_rows(falls, 1), 0);
    }
}
