//! The columns of two tables that hold the same, told by heads, periods and figures.

use super::rows::{RowAt, plain};
use crate::fact::measure::words;
use crate::figure::Period;
use crate::table::{Axis, Table};
use std::collections::BTreeMap;

/// How two columns belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// The same figures again: of two versions, or of one period that both years print.
    Again,
    /// The later year's figures for the earlier year's.
    Next,
}

/// Pairs of columns of two tables, with the rows that were aligned between them. `years`: by how many the new document
/// is later; `own`: the year that the old one reports on.
pub(super) fn pairs(
    old: &Table,
    new: &Table,
    rows: &[(RowAt, RowAt)],
    years: i16,
    own: Option<Period>,
) -> Vec<(u32, u32, Tie)> {
    if years == 0 {
        return versions(old, new, rows);
    }
    let mut out = Vec::new();
    let heads: Vec<String> = new.columns.iter().map(undated).collect();
    for (i, column) in old.columns.iter().enumerate() {
        let head = undated(column);
        let mut find = |period: Option<Period>, tie: Tie| {
            let mut like = (0..new.columns.len())
                .filter(|k| heads[*k] == head && new.columns[*k].period == period);
            if let (Some(k), None) = (like.next(), like.next()) {
                out.push((i as u32, k as u32, tie));
            }
        };
        match column.period {
            None => find(None, Tie::Next),
            Some(p) => {
                find(Some(p), Tie::Again);
                // Earlier years stand beside the own one in both reports; one line a measure is enough.
                if own.is_none_or(|own| p.same_year(own)) {
                    find(p.years_back(-years), Tie::Next);
                }
            }
        }
    }
    out
}

/// A column's head without what names a time.
fn undated(axis: &Axis) -> String {
    let path = axis.path.join(" ");
    let words = words(&path).filter(|w| !w.bytes().any(|b| b.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn versions(old: &Table, new: &Table, rows: &[(RowAt, RowAt)]) -> Vec<(u32, u32, Tie)> {
    let head = |axis: &Axis| plain(&axis.path.join(" "));
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (k, axis) in new.columns.iter().enumerate().rev() {
        waiting.entry(head(axis)).or_default().push(k);
    }
    let mut partner: Vec<Option<usize>> = vec![None; old.columns.len()];
    let mut taken = vec![false; new.columns.len()];
    for (i, axis) in old.columns.iter().enumerate() {
        let found = waiting.get_mut(&head(axis)).and_then(Vec::pop);
        if let Some(k) = found {
            partner[i] = Some(k);
            taken[k] = true;
        }
    }
    // Heads that were read or worded otherwise: most figures are the same, or the column stands in the same place.
    let open: Vec<usize> = (0..partner.len())
        .filter(|i| partner[*i].is_none())
        .collect();
    for i in open {
        let free = (0..taken.len()).filter(|k| !taken[*k]);
        let best = free
            .map(|k| (same(old, new, rows, i, k), k))
            .max_by_key(|((equal, all), k)| (*equal * 100 / (*all).max(1), std::cmp::Reverse(*k)));
        let Some(((equal, all), k)) = best else {
            continue;
        };
        let alike = all >= 3 && equal * 2 >= all;
        // A head that shares words, or figures that are partly the same: a reworded column in its place.
        let in_place = old.columns.len() == new.columns.len()
            && !taken.get(i).unwrap_or(&true)
            && (akin(&head(&old.columns[i]), &head(&new.columns[i]))
                || same(old, new, rows, i, i).0 * 4 >= same(old, new, rows, i, i).1.max(1));
        if alike || in_place {
            let k = if alike { k } else { i };
            partner[i] = Some(k);
            taken[k] = true;
        }
    }
    partner
        .into_iter()
        .enumerate()
        .filter_map(|(i, k)| Some((i as u32, k? as u32, Tie::Again)))
        .collect()
}

/// Whether two heads share at least a third of their words.
fn akin(a: &str, b: &str) -> bool {
    let other: Vec<&str> = b.split(' ').collect();
    let own = a.split(' ').filter(|w| !w.is_empty());
    let (mut shared, mut all) = (0, other.len());
    for w in own {
        all += 1;
        shared += usize::from(other.contains(&w));
    }
    shared * 6 >= all && shared > 0
}

/// How many of the aligned rows print the same in two columns, and in how many both print something.
fn same(
    old: &Table,
    new: &Table,
    rows: &[(RowAt, RowAt)],
    left: usize,
    right: usize,
) -> (usize, usize) {
    let (mut equal, mut all) = (0, 0);
    for (a, b) in rows.iter().take(200) {
        let x = old.cell(a.row as usize, left).map_or("", |c| &c.text);
        let y = new.cell(b.row as usize, right).map_or("", |c| &c.text);
        if !x.is_empty() && !y.is_empty() {
            all += 1;
            equal += usize::from(x == y);
        }
    }
    (equal, all)
}
