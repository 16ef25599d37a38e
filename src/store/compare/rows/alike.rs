//! Which rows between two stretches of equal ones are one row, by labels and figures.

use super::{Row, RowKind};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// A gap of more rows than this on both sides together is aligned by labels only.
const WIDEST_GAP: usize = 1200;

/// Pairs the rows between two stretches of equal ones. Order is kept: the best alignment by likeness.
pub(super) fn close(
    left: &[Row],
    right: &[Row],
    gap: &mut (Vec<usize>, Vec<usize>),
    partner: &mut [Option<(usize, RowKind)>],
    open: &mut Vec<usize>,
) {
    let (a, b) = std::mem::take(gap);
    if a.is_empty() || b.is_empty() || a.len() + b.len() > WIDEST_GAP {
        open.extend(a);
        return;
    }
    // Likeness from 0 to 100; pairs below the least never are one row.
    let words: Vec<Vec<&str>> = b
        .iter()
        .map(|k| right[*k].label.split(' ').collect())
        .collect();
    let alone = a.len() == b.len() && a.len() <= 3;
    let score: Vec<Vec<u32>> = a
        .iter()
        .map(|i| {
            let own: Vec<&str> = left[*i].label.split(' ').collect();
            b.iter()
                .zip(&words)
                .map(|(k, other)| likeness(&left[*i], &right[*k], &own, other, alone))
                .collect()
        })
        .collect();
    let (n, m) = (a.len(), b.len());
    let mut best = vec![vec![0u32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for k in (0..m).rev() {
            let skip = best[i + 1][k].max(best[i][k + 1]);
            let take = match score[i][k] {
                0 => 0,
                s => s + best[i + 1][k + 1],
            };
            best[i][k] = skip.max(take);
        }
    }
    let (mut i, mut k) = (0, 0);
    while i < n && k < m {
        let s = score[i][k];
        if s > 0 && best[i][k] == s + best[i + 1][k + 1] {
            let same = left[a[i]].label == right[b[k]].label;
            let kind = if same {
                RowKind::Same
            } else {
                RowKind::Renamed
            };
            partner[b[k]] = Some((a[i], kind));
            i += 1;
            k += 1;
        } else if best[i][k] == best[i + 1][k] {
            open.push(a[i]);
            i += 1;
        } else {
            k += 1;
        }
    }
    open.extend(a.into_iter().skip(i));
}

/// How alike two rows of a gap are: 0 when they are not one row. `alone`: nothing else stands between their neighbours.
fn likeness(a: &Row, b: &Row, own: &[&str], other: &[&str], alone: bool) -> u32 {
    let equal = a.label == b.label && !a.label.is_empty();
    if a.heading != b.heading && !equal {
        return 0;
    }
    let shared = own.iter().filter(|w| other.contains(w)).count();
    let words = (shared * 200 / (own.len() + other.len()).max(1)) as u32;
    let telling = |row: &Row| row.figures.iter().filter(|(_, _, t)| is_telling(t)).count();
    let most = telling(a).min(telling(b));
    let same = a
        .figures
        .iter()
        .filter(|(_, _, t)| is_telling(t) && b.figures.iter().any(|(_, _, u)| u == t))
        .count();
    let figures = (same.min(most) * 100).checked_div(most).unwrap_or(0) as u32;
    let one = equal
        || words >= 60
        || (words >= 30 && figures >= 30)
        || (words >= 25 && near(a, b))
        || (most >= 2 && figures >= 60)
        || (alone && (words >= 25 || figures >= 25));
    if !one {
        return 0;
    }
    // An equal label counts most, then the words, then the figures.
    u32::from(equal) * 100 + words + figures / 2 + 1
}

/// Whether two rows have as many figures, and most of them of about the same size.
fn near(a: &Row, b: &Row) -> bool {
    let gap = |v: &Decimal, w: &Decimal| v.saturating_sub(*w).abs();
    let both = a.figures.iter().zip(&b.figures);
    let close = both
        .filter(|((_, v, _), (_, w, _))| {
            !v.is_zero() && gap(v, w).saturating_mul(Decimal::from(4)) <= v.abs()
        })
        .count();
    let most = a.figures.len();
    most == b.figures.len() && most >= 2 && close * 10 >= most * 6
}

/// A figure that is not found twice by chance.
fn is_telling(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 2
}

/// Rows left over on both sides whose label is the only one of its kind on each: they stand elsewhere.
pub(super) fn moved(
    left: &[Row],
    right: &[Row],
    partner: &mut [Option<(usize, RowKind)>],
    open: &mut Vec<usize>,
) {
    // The rows of a label on the old side and on the new.
    type Sides = (Vec<usize>, Vec<usize>);
    let mut by_label: HashMap<(&str, bool), Sides> = HashMap::new();
    for i in open.iter() {
        let key = (left[*i].label.as_str(), left[*i].heading);
        by_label.entry(key).or_default().0.push(*i);
    }
    for (k, _) in partner.iter().enumerate().filter(|(_, p)| p.is_none()) {
        let key = (right[k].label.as_str(), right[k].heading);
        by_label.entry(key).or_default().1.push(k);
    }
    let mut found: Vec<(usize, usize)> = by_label
        .into_iter()
        .filter(|((label, _), _)| !label.is_empty())
        .filter_map(|(_, (a, b))| match (a.as_slice(), b.as_slice()) {
            ([i], [k]) => Some((*i, *k)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    for (i, k) in found {
        // A heading or a row of a table that was cut elsewhere is no row that moved.
        let kind = if left[i].at.table == right[k].at.table && !left[i].heading {
            RowKind::Moved
        } else {
            RowKind::Same
        };
        partner[k] = Some((i, kind));
        open.retain(|o| *o != i);
    }
}
