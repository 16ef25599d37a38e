//! One wrong cell that breaks several sums is one finding.

use super::settle::figure;
use super::{At, Kind, Relation};
use crate::finding::{Level, Outcome, cause};
use crate::table::Table;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One wrong cell that breaks a row and a column (or a subtotal and the total above) is one finding: where several
/// relations that differ ask the same of one cell, they become one.
pub(super) fn share(table: &Table, relations: &mut Vec<Relation>) {
    let mut asked: BTreeMap<(At, Decimal), Vec<usize>> = BTreeMap::new();
    for (i, r) in relations.iter().enumerate() {
        if r.outcome != Outcome::Differs {
            continue;
        }
        let (Some(stated), Some(computed)) = (r.stated, r.computed) else {
            continue;
        };
        let Some(scale) = figure(table, r.total).map(|f| f.scale) else {
            continue;
        };
        asked
            .entry((r.total, computed.normalize()))
            .or_default()
            .push(i);
        for (at, off) in &r.parts {
            if let Some(f) = figure(table, *at)
                && f.scale == scale
            {
                let change = if *off {
                    computed - stated
                } else {
                    stated - computed
                };
                asked
                    .entry((*at, (f.value + change).normalize()))
                    .or_default()
                    .push(i);
            }
        }
    }
    // The cell that most relations ask the same of, first.
    let mut groups: Vec<((At, Decimal), Vec<usize>)> =
        asked.into_iter().filter(|(_, v)| v.len() >= 2).collect();
    groups.sort_by_key(|((at, _), v)| (std::cmp::Reverse(v.len()), *at));
    let mut used = vec![false; relations.len()];
    let mut dropped = vec![false; relations.len()];
    for ((at, value), members) in groups {
        let members: Vec<usize> = members.into_iter().filter(|m| !used[*m]).collect();
        if members.len() < 2 {
            continue;
        }
        let ways = members.iter().any(|m| relations[*m].down)
            && members.iter().any(|m| !relations[*m].down);
        let chief = members
            .iter()
            .copied()
            .find(|m| relations[*m].total == at)
            .unwrap_or(members[0]);
        let Some(own) = figure(table, at).map(|f| f.value) else {
            continue;
        };
        let level = members
            .iter()
            .map(|m| relations[*m].level)
            .max()
            .unwrap_or(Level::Warning);
        let mut parts: Vec<(At, bool)> = Vec::new();
        for m in &members {
            used[*m] = true;
            dropped[*m] = *m != chief;
            let r = &relations[*m];
            for p in std::iter::once((r.total, false)).chain(r.parts.iter().copied()) {
                if p.0 != at && !parts.iter().any(|k| k.0 == p.0) {
                    parts.push(p);
                }
            }
        }
        let first = &mut relations[chief];
        first.culprit = Some(Box::new((at, value)));
        first.kind = if ways { Kind::CrossFooting } else { first.kind };
        first.total = at;
        first.parts = parts;
        first.stated = Some(own);
        first.computed = Some(value);
        first.level = level;
        first.cause = cause::between(own, value).or(first.cause.take());
        first.holds = members.len();
    }
    let mut i = 0;
    relations.retain(|_| {
        i += 1;
        !dropped[i - 1]
    });
    for r in relations.iter_mut() {
        swapped(table, r);
    }
}

/// A sum that fails alone is told at the one of its parts in which two digits are swapped, where there is such a part.
fn swapped(table: &Table, relation: &mut Relation) {
    let lone = relation.outcome == Outcome::Differs
        && relation.culprit.is_none()
        && relation.cause.is_none();
    let (Some(stated), Some(computed)) = (relation.stated, relation.computed) else {
        return;
    };
    let Some(scale) = figure(table, relation.total).map(|f| f.scale) else {
        return;
    };
    if !lone {
        return;
    }
    let slips = relation
        .parts
        .iter()
        .enumerate()
        .filter_map(|(i, (at, off))| {
            let f = figure(table, *at).filter(|f| f.scale == scale)?;
            let change = if *off {
                computed - stated
            } else {
                stated - computed
            };
            let right = f.value + change;
            Some((i, f.value, right, cause::swapped(f.value, right)?))
        });
    let slips: Vec<_> = slips.take(2).collect();
    let [(i, own, right, cause)] = slips.as_slice() else {
        return;
    };
    let (at, _) = relation.parts[*i];
    relation.parts[*i] = (relation.total, false);
    relation.total = at;
    relation.culprit = Some(Box::new((at, *right)));
    (relation.stated, relation.computed) = (Some(*own), Some(*right));
    relation.cause = Some(cause.clone());
    relation.holds = 1;
}
