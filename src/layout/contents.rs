//! Entries of a table of contents, which look like rows of a table with one figure.

use super::rows::{Row, Segment};
use crate::document::Page;

/// The page that an entry of a table of contents leads to: dots, then a small whole number.
fn leads_to(page: &Page, row: &Row) -> Option<u32> {
    // The entry's own number may stand in front.
    let ([name, number] | [_, name, number]) = row.segments.as_slice() else {
        return None;
    };
    let last = |s: &Segment| {
        let word = page.words.get(*s.words.last()? as usize)?;
        Some(page.word(word))
    };
    let led = last(name)?.ends_with("....") || name.words.len() > 3 && last(name)? == ".";
    (led && number.words.len() == 1)
        .then(|| last(number)?.parse().ok())
        .flatten()
}

/// Entries of a table of contents are no rows of figures: pages that never fall, three or more.
pub(super) fn set_apart(page: &Page, rows: &[Row], tabular: &mut [bool]) {
    let mut i = 0;
    while i < rows.len() {
        let mut run = Vec::new();
        let mut j = i;
        let mut before = 0;
        while j < rows.len() {
            match leads_to(page, &rows[j]) {
                Some(n) if n >= before && n < 5_000 => {
                    before = n;
                    run.push(j);
                }
                None if !run.is_empty() && !tabular[j] => {}
                _ => break,
            }
            j += 1;
        }
        if run.len() >= 3 {
            run.iter().for_each(|k| tabular[*k] = false);
        }
        i = j.max(i + 1);
    }
}
