//! One wrong cell that breaks several sums is one finding.

use super::settle::figure;
use super::{At, Kind, Relation};
use crate::finding::{Level, Outcome, cause};
use crate::table::Table;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

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
    // The cell that most relations ask the same of, first; those that another sum bears out, last.
    let mut groups: Vec<((At, Decimal), Vec<usize>)> =
        asked.into_iter().filter(|(_, v)| v.len() >= 2).collect();
    let mut borne_out: BTreeSet<At> = BTreeSet::new();
    if !groups.is_empty() {
        for r in relations.iter().filter(|r| r.outcome == Outcome::Agrees) {
            borne_out.insert(r.total);
            borne_out.extend(r.parts.iter().map(|p| p.0));
        }
    }
    groups.sort_by_key(|((at, _), v)| (std::cmp::Reverse(v.len()), borne_out.contains(at), *at));
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

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use crate::finding::Outcome;
    use crate::table::tabbed;

    #[test]
    fn a_cell_that_another_sum_bears_out_is_not_the_wrong_one() {
        // Spent and planned stand twice, once with the signs of the ledger; one of those lacks its brackets.
        let table = tabbed(
            "Fund\tSpent\tPlan\tLeft\tLedger spent\tLedger plan\nQuay\t3,000\t145,000\t142,000\t(3,000)\t(145,000)\n\
             Pier\t670\t60,010\t59,340\t(670)\t(60,010)\nLamps\t29,201\t50,000\t20,799\t(29,201)\t(50,000)\n\
             Grants\t88,677\t103,850\t15,173\t(88,677)\t(103,850)\nRoads\t500\t270,000\t269,500\t500\t(270,000)",
        );
        let found = analyse(&table);
        let differs = found.iter().filter(|r| r.outcome == Outcome::Differs);
        assert_eq!(differs.map(|r| r.total).collect::<Vec<_>>(), [(5, 4)]);
    }
}
