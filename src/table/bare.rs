//! Columns of figures without headings of their own, and headings that stand beside them: set to the other side, or over
//! the middle of two.

use super::columns::{Column, absorb};

/// Figures that a column of headings may have, years.
const FEW: u32 = 2;

/// Joins headings beside columns of figures with these, and drops those that stand over two.
pub(super) fn join(columns: &mut Vec<Column>) {
    join_all(columns);
    drop_centred(columns);
    join_names(columns);
}

/// Drops a column that is nothing but one heading above all of its two neighbours, in the middle between them: a year
/// that spans both.
fn drop_centred(columns: &mut Vec<Column>) {
    let mut i = 1;
    while i + 1 < columns.len() {
        let (a, c, b) = (&columns[i - 1], &columns[i], &columns[i + 1]);
        let above = |n: &Column| n.figures >= 3 && n.rows.first() > c.rows.first();
        let (left, right) = (c.x0 - a.x1, b.x0 - c.x1);
        let middle = (left - right).abs() < 0.5 * (b.x1 - a.x0);
        if c.rows.len() == 1 && above(a) && above(b) && middle {
            columns.remove(i);
        } else {
            i += 1;
        }
    }
}

/// Joins each column of figures with the headings beside it, where every one has some of its own on the same side: then
/// none of them stands over two.
fn join_all(columns: &mut Vec<Column>) {
    let bare = |pairs: &[(usize, usize)]| {
        let below = pairs
            .iter()
            .filter_map(|(name, _)| columns[*name].rows.last());
        let top = below.max().copied().unwrap_or(0);
        let figured = columns.iter().filter(|c| c.figures > FEW);
        figured.filter(|c| c.rows.first() > Some(&top)).count()
    };
    let all = |pairs: &Vec<(usize, usize)>| pairs.len() >= 2 && pairs.len() == bare(pairs);
    let sides = [named(columns, false), named(columns, true)];
    let [left, right] = sides.map(|pairs| Some(pairs).filter(all));
    // Where both are, the nearer one is told below.
    if let (Some(pairs), None) | (None, Some(pairs)) = (left, right) {
        take_in(columns, pairs);
    }
}

/// Joins columns of headings with their figures, given from the left.
fn take_in(columns: &mut Vec<Column>, pairs: Vec<(usize, usize)>) {
    // From the right, so that the places before stay where they are.
    for (name, with) in pairs.into_iter().rev() {
        let heading = columns.remove(name);
        absorb(&mut columns[name.min(with)], heading);
    }
}

/// Joins a column of headings, words or a year or two, that stand only above another column's figures, beside them:
/// headings set to the left of figures set to the right. The figures of all stand on the side where most can have some
/// of their own; where that is either side, on the nearer one.
fn join_names(columns: &mut Vec<Column>) {
    loop {
        let (left, right) = (named(columns, false), named(columns, true));
        let room = |pairs: &[(usize, usize)]| -> f32 {
            let between = |(name, with): &(usize, usize)| {
                let (a, b) = (&columns[*name], &columns[*with]);
                (b.x0 - a.x1).max(a.x0 - b.x1)
            };
            pairs.iter().map(between).sum()
        };
        let most = left.len().cmp(&right.len());
        let pairs = match most.then(room(&right).total_cmp(&room(&left))) {
            std::cmp::Ordering::Greater => left,
            _ => right,
        };
        if pairs.is_empty() {
            return;
        }
        take_in(columns, pairs);
    }
}

/// Columns of headings, each with the column of figures that stands next to it on a side and no heading over it.
fn named(columns: &[Column], right: bool) -> Vec<(usize, usize)> {
    const MOST_HEADINGS: usize = 4;
    // Few lines stand above a row of headings.
    let heads = |row: &u32| {
        let above = |c: &Column| c.rows.binary_search(row).unwrap_or(0);
        let mut figured = columns.iter().filter(|c| c.figures > FEW);
        figured.all(|c| above(c) <= FEW as usize)
    };
    let names = |a: &Column, b: &Column| {
        let words = a.figures == 0 && b.figures > 0;
        let years = || a.figures <= FEW && b.figures > FEW && a.rows.iter().all(heads);
        (words || years())
            && a.rows.len() <= MOST_HEADINGS
            && matches!((a.rows.last(), b.rows.first()), (Some(last), Some(first)) if last < first)
    };
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut low = 0;
    while low + 1 < columns.len() {
        let (name, with) = if right {
            (low, low + 1)
        } else {
            (low + 1, low)
        };
        if names(&columns[name], &columns[with]) {
            out.push((name, with));
            low += 1;
        }
        low += 1;
    }
    out
}
