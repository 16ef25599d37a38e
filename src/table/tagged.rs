//! Tables by the structure tree: its rows and cells, spans placed as in HTML.

use super::Table;
use super::grid::{self, Draft};
use crate::document::{Page, StructureRole};
use crate::layout::page::Region;
use crate::layout::tags;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads the cells of a tagged region.
pub fn read(page: &Page, region: &Region, table: u32) -> Option<Table> {
    let mut words: HashMap<u32, Vec<u32>> = HashMap::new();
    for (word, cell) in tags::cells_of(page, &region.words) {
        if let Some(cell) = cell {
            words.entry(cell).or_default().push(word);
        }
    }
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, node) in page.structure.iter().enumerate() {
        let i = i as u32;
        if !matches!(
            node.role,
            StructureRole::HeaderCell | StructureRole::DataCell
        ) {
            continue;
        }
        if tags::above(page, i, |r| r == StructureRole::Table) != Some(table) {
            continue;
        }
        if let Some(row) = tags::above(page, i, |r| r == StructureRole::Row) {
            rows.entry(row).or_default().push(i);
        }
    }
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    let mut drafts = Vec::new();
    for (r, cells) in rows.values().enumerate() {
        let mut c = 0;
        for cell in cells {
            let node = &page.structure[*cell as usize];
            let row_span = usize::from(node.row_span.clamp(1, 500));
            let column_span = usize::from(node.column_span.clamp(1, 200));
            while taken.contains(&(r, c)) {
                c += 1;
            }
            for k in r..(r + row_span).min(rows.len()) {
                taken.extend((c..c + column_span).map(|j| (k, j)));
            }
            drafts.push(Draft {
                row: r,
                column: c,
                row_span: row_span.min(rows.len() - r),
                column_span,
                words: words.remove(cell).unwrap_or_default(),
            });
            c += column_span;
        }
    }
    grid::build(page, drafts, region.bbox)
}
