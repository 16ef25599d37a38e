//! The pages of a document to its blocks and tables.

use super::push_table;
use crate::document;
use crate::fact::Reading;
use crate::layout::page::Evidence;
use crate::layout::{self, Block, Role};
use crate::table::read::Found;
use crate::table::{self, Table};
use rayon::prelude::*;
use std::mem;

/// Pages in parallel, each laid out and its tables read before its words are dropped; then, without the file, what looks
/// across pages.
pub(super) fn read(reading: &mut Reading, pdf: document::pdf::Pdf) {
    let pages: Vec<_> = (0..pdf.page_count())
        .into_par_iter()
        .map(|i| {
            let mut page = pdf.page(i);
            let mut laid = layout::page::lay_out(&page);
            let found: Vec<Found> = laid
                .regions
                .iter()
                .map(|r| table::read::region(&page, r))
                .collect();
            layout::page::return_words(&page, &mut laid, |i| match found[i] {
                Found::Table(_) => None,
                Found::Chart => Some(Role::Chart),
                Found::Prose => Some(Role::Paragraph),
            });
            let tables: Vec<Option<Table>> = found
                .into_iter()
                .map(|f| match f {
                    Found::Table(t) => Some(*t),
                    Found::Chart | Found::Prose => None,
                })
                .collect();
            laid.blocks.shrink_to_fit();
            laid.regions.shrink_to_fit();
            // The words are dropped with the page; what names them goes too.
            for region in &mut laid.regions {
                region.words = Vec::new();
                region.evidence = Evidence::Aligned;
            }
            let said = (
                mem::take(&mut page.troubles),
                mem::take(&mut page.remarks),
                page.textless,
            );
            let number = page.number;
            document::pdf::take_back(page);
            (number, said, laid, tables)
        })
        .collect();
    reading.pages = pages.len() as u32;
    reading.unread.extend(pdf.losses().iter().cloned());
    drop(pdf);
    let mut numbers = Vec::with_capacity(pages.len());
    let mut layouts = Vec::with_capacity(pages.len());
    let mut tables_of = Vec::with_capacity(pages.len());
    let mut troubles = document::Troubles::default();
    for (number, (said, remarks, textless), laid, tables) in pages {
        reading.textless.extend(textless.map(|t| (number, t)));
        said.into_iter().for_each(|t| troubles.add(number, t));
        let noted = |r| format!("page {number}: {r}");
        reading.notes.extend(remarks.into_iter().map(noted));
        numbers.push(number);
        layouts.push(laid);
        tables_of.push(tables);
    }
    reading.unread.extend(troubles.into_lines());
    layout::across::join(&mut layouts);
    let mut found = Vec::new();
    for ((number, laid), tables) in numbers.iter().zip(&mut layouts).zip(tables_of) {
        let mut parts = Vec::new();
        for (region, table) in laid.regions.iter().zip(tables) {
            if let Some(table) = table {
                parts.push(table::continued::PageTable {
                    page: *number,
                    after: region.after,
                    first: false,
                    titled: false,
                    last: false,
                    noted: false,
                    table,
                });
            }
        }
        table::parted::join(&mut parts, laid);
        found.extend(parts);
    }
    mark_ends(&numbers, &layouts, &mut found);
    let mut parts = table::continued::join(found);
    table::beside::join(&mut parts);
    let blocks: usize = layouts.iter().map(|l| l.blocks.len()).sum();
    let tables = parts.iter().flatten().count();
    reading.blocks.reserve_exact(blocks + tables);
    reading.tables.reserve_exact(tables);
    let mut tables = parts.into_iter().flatten().peekable();
    for (number, laid) in numbers.into_iter().zip(layouts) {
        for (i, block) in laid.blocks.into_iter().enumerate() {
            while let Some(t) = tables.next_if(|t| t.page == number && t.after as usize <= i) {
                push_table(reading, t.table);
            }
            reading.blocks.push(block);
        }
        while let Some(t) = tables.next_if(|t| t.page == number) {
            push_table(reading, t.table);
        }
    }
}

/// Tells which tables begin or end the content of their page: only those can run over a page break.
fn mark_ends(
    numbers: &[u32],
    layouts: &[layout::page::PageLayout],
    tables: &mut [table::continued::PageTable],
) {
    let pages: Vec<u32> = tables.iter().map(|t| t.page).collect();
    // What stands above the table before this one.
    let mut before: Vec<&str> = Vec::new();
    for (i, t) in tables.iter_mut().enumerate() {
        let Some(laid) = numbers
            .binary_search(&t.page)
            .ok()
            .and_then(|k| layouts.get(k))
        else {
            continue;
        };
        let content = |b: &Block| !matches!(b.role, Role::Furniture | Role::Hidden | Role::Chart);
        let after = (t.after as usize).min(laid.blocks.len());
        let alone_above = i == 0 || pages[i - 1] != t.page;
        let alone_below = pages.get(i + 1) != Some(&t.page);
        t.first = alone_above && !laid.blocks[..after].iter().any(content);
        t.last = alone_below && !laid.blocks[after..].iter().any(content);
        let note =
            |b: &Block| !content(b) || b.role == Role::Note || layout::lines::is_note(&b.text);
        t.noted = !t.last && alone_below && laid.blocks[after..].iter().all(note);
        let titles: Vec<&str> = laid.blocks[..after]
            .iter()
            .filter(|b| content(b))
            .map(|b| b.text.as_str())
            .collect();
        t.titled = alone_above && !titles.is_empty() && titles.len() <= 3 && before == titles;
        before = titles;
    }
}
