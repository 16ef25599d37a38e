//! Tables too long or too wide for their page: what goes on in another table is put together before it is searched.

use crate::table::{Axis, CellRole, Line, Table};
use std::collections::BTreeMap;

/// The most tables that are put together.
const MOST: usize = 12;

/// A table put together from several.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) struct Spread {
    columns: usize,
    /// Table, row and column of each cell, row by row; none where nothing stands.
    origin: Vec<Option<(u32, u32, u32)>>,
}

impl Spread {
    /// Where a cell comes from: its table, row and column.
    pub fn origin(&self, (row, column): (usize, usize)) -> Option<(u32, u32, u32)> {
        (column < self.columns).then_some(())?;
        *self.origin.get(row * self.columns + column)?
    }
}

/// Which tables belong together: chains of tables that go on below each other, side by side.
pub(super) fn groups(tables: &[Table]) -> Vec<Vec<Vec<usize>>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for (i, t) in tables.iter().enumerate() {
        match chains.last_mut() {
            Some(c) if c.len() < MOST && i > 0 && goes_on(&tables[i - 1], t) => c.push(i),
            _ => chains.push(vec![i]),
        }
    }
    let mut groups: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut by_rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for chain in chains {
        let key = row_names(tables, &chain);
        let open = key.as_ref().and_then(|k| by_rows.get(k));
        let beside = open.into_iter().flatten().copied().find(|g| {
            let known: usize = groups[*g].iter().map(Vec::len).sum();
            known + chain.len() <= MOST
                && groups[*g].iter().all(|other| apart(tables, other, &chain))
        });
        match (beside, key) {
            (Some(g), _) => groups[g].push(chain),
            (None, Some(k)) => {
                by_rows.entry(k).or_default().push(groups.len());
                groups.push(vec![chain]);
            }
            (None, None) => groups.push(vec![chain]),
        }
    }
    groups
}

/// Whether a table goes on where the one before it, a page earlier, ended: the same title over the same columns.
fn goes_on(before: &Table, after: &Table) -> bool {
    let names = |t: &Table| t.columns.iter().filter(|c| !c.label().is_empty()).count();
    before.title.as_ref().is_some_and(|t| !t.is_empty())
        && before.title == after.title
        && before.place.page > 0
        && after.place.page == before.place.page + 1
        && before.columns.len() == after.columns.len()
        && before.label_column == after.label_column
        && names(before) >= 3
        && before
            .columns
            .iter()
            .zip(&after.columns)
            .all(|(a, b)| a.path == b.path)
        && body(before)
            .map(Axis::label)
            .ne(body(after).map(Axis::label))
}

fn body(table: &Table) -> impl Iterator<Item = &Axis> {
    table.rows.iter().filter(|r| is_body(r))
}

fn is_body(row: &Axis) -> bool {
    !matches!(row.kind, Line::Header | Line::Note)
}

/// The labels of all rows of a chain; none for too few, or where most have none.
fn row_names(tables: &[Table], chain: &[usize]) -> Option<String> {
    let labels: Vec<&str> = chain
        .iter()
        .flat_map(|i| body(&tables[*i]))
        .map(Axis::label)
        .collect();
    let named = labels.iter().filter(|l| !l.is_empty()).count();
    (named >= 3 && named * 3 >= labels.len() * 2).then(|| labels.join("\n"))
}

/// Whether two chains of the same rows stand on other pages and show other columns, under no title of their own.
fn apart(tables: &[Table], left: &[usize], right: &[usize]) -> bool {
    let (a, b) = (&tables[left[0]], &tables[right[0]]);
    let pages = |c: &[usize]| {
        let page = |i: &usize| tables[*i].place.page;
        (c.iter().map(page).min(), c.iter().map(page).max())
    };
    let (from, to) = (pages(left), pages(right));
    let names = |t: &Table| -> Vec<String> {
        figure_columns(t)
            .into_iter()
            .map(|c| t.columns[c].path.join(" "))
            .collect()
    };
    let (first, second) = (names(a), names(b));
    let own_title = match (a.title.as_deref(), b.title.as_deref()) {
        (Some(one), Some(other)) => {
            // "Trips (continued)" goes on with "Trips".
            let bare = |t: &str| {
                t.trim_end_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            };
            let (one, other) = (bare(one), bare(other));
            !one.starts_with(&other) && !other.starts_with(&one)
        }
        _ => false,
    };
    from.1 < to.0
        && !own_title
        && from.0 > Some(0)
        && !second.is_empty()
        && second.iter().all(|n| !n.is_empty() && !first.contains(n))
}

fn figure_columns(table: &Table) -> Vec<usize> {
    let mut filled = vec![false; table.columns.len()];
    for cell in table.cells.iter().filter(|c| c.role == CellRole::Figure) {
        if let Some(f) = filled.get_mut(cell.column as usize) {
            *f |= cell.reading.figure().is_some();
        }
    }
    (0..filled.len()).filter(|c| filled[*c]).collect()
}

/// The table that a group makes, and where its cells come from.
pub(super) fn join(tables: &[Table], group: &[Vec<usize>]) -> Option<(Table, Spread)> {
    let first = tables.get(*group.first()?.first()?)?;
    let mut columns: Vec<Axis> = first.columns.clone();
    // For each chain its columns and where they begin in the whole.
    let mut parts: Vec<(usize, Vec<usize>)> = vec![(0, (0..columns.len()).collect())];
    for chain in &group[1..] {
        let table = &tables[*chain.first()?];
        let own = figure_columns(table);
        let at = columns.len();
        columns.extend(own.iter().map(|c| table.columns[*c].clone()));
        parts.push((at, own));
    }
    let mut rows: Vec<Axis> = first.rows.iter().filter(|r| !is_body(r)).cloned().collect();
    let headers = rows.len();
    for i in &group[0] {
        rows.extend(body(&tables[*i]).cloned());
    }
    let mut origin = vec![None; rows.len() * columns.len()];
    let mut cells = Vec::new();
    for (chain, (at, own)) in group.iter().zip(&parts) {
        let mut row = headers;
        for i in chain {
            let table = &tables[*i];
            for (r, _) in table.rows.iter().enumerate().filter(|(_, a)| is_body(a)) {
                for (k, c) in own.iter().enumerate() {
                    let slot = origin.get_mut(row * columns.len() + at + k);
                    if let (Some(cell), Some(slot)) = (table.cell(r, *c), slot) {
                        *slot = Some((*i as u32, cell.row, cell.column));
                        if (cell.row as usize, cell.column as usize) == (r, *c) {
                            let mut cell = cell.clone();
                            (cell.row, cell.column) = (row as u32, (at + k) as u32);
                            (cell.row_span, cell.column_span) = (1, 1);
                            cells.push(cell);
                        }
                    }
                }
                row += 1;
            }
        }
    }
    let members = || group.iter().flatten().map(|i| &tables[*i]);
    let mut whole = Table {
        title: first.title.clone(),
        notes: members().flat_map(|t| t.notes.iter().cloned()).collect(),
        place: first.place,
        cells,
        rows,
        columns,
        heads: 0,
        header_rows: headers as u32,
        label_column: first.label_column,
        index: Default::default(),
        unit: first.unit,
        scale: first.scale,
        rounded: members().any(|t| t.rounded),
        doubt: members().find_map(|t| t.doubt.clone()),
    };
    whole.reindex();
    let spread = Spread {
        columns: whole.columns.len(),
        origin,
    };
    Some((whole, spread))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Axis, Cell};

    /// Three months of one figure on a page, under a title.
    fn page(number: u32, title: Option<&str>, column: &str) -> Table {
        let row = |label: &str| Axis {
            path: label.into(),
            ..Axis::default()
        };
        let mut table = Table {
            title: title.map(Into::into),
            rows: ["April", "May", "June"].map(row).to_vec(),
            columns: vec![row("Month"), row(column)],
            ..Table::default()
        };
        table.place.page = number;
        for r in 0..3 {
            table.cells.push(Cell {
                row: r,
                column: 1,
                row_span: 1,
                column_span: 1,
                role: CellRole::Figure,
                reading: crate::figure::number::read_cell("12"),
                ..Cell::default()
            });
        }
        table.reindex();
        table
    }

    #[test]
    fn tables_of_the_same_rows_under_other_titles_are_two() {
        let trips = page(1, Some("Trips"), "Ferries");
        for (title, together) in [(None, 1), (Some("Trips (cont'd)"), 1), (Some("Fares"), 2)] {
            let tables = [trips.clone(), page(2, title, "Buses")];
            assert_eq!(groups(&tables).len(), together, "{title:?}");
        }
    }
}
