//! What the sums of a table say together, that none of them says alone.

use super::{Relation, doubts};
use crate::finding::{Level, Outcome};
use crate::table::Table;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How many sums must all be off the same way before rounding is an unlikely reason: chance does it once in 500 times.
const ONE_WAY: usize = 10;

/// How far off is no slip, as a part of what the parts come to: a quarter.
const FAR: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

/// A line in which two sums or more are far off by different amounts and none holds is not added up at all:
/// "complexity" beside columns of capacities. Of a column without a heading, beside others that have one and add up, one
/// sum that is off says as much: it may be a note or another table beside this one.
pub(super) fn barren(table: &Table, relations: &mut [Relation]) {
    let line = |r: &Relation| (r.down, if r.down { r.total.1 } else { r.total.0 });
    let beside = beside(table, relations);
    let mut lines: BTreeMap<(bool, usize), Vec<&mut Relation>> = BTreeMap::new();
    for r in relations.iter_mut() {
        lines.entry(line(r)).or_default().push(r);
    }
    for ((down, at), sums) in lines {
        let (least, far) = if down && beside.contains(&at) {
            (1, Decimal::ZERO)
        } else {
            (2, FAR)
        };
        let holds =
            |r: &&mut Relation| matches!(r.outcome, Outcome::Agrees | Outcome::WithinRounding);
        let fails = |r: &&&mut Relation| {
            r.outcome == Outcome::Differs || r.reason.as_deref() == Some(doubts::NOT_ADDED)
        };
        let gap = |r: &&mut Relation| {
            let (stated, computed) = (r.stated?, r.computed?);
            let gap = (stated - computed).abs();
            (gap >= computed.abs() * far).then(|| gap.normalize())
        };
        let gaps: BTreeSet<Decimal> = sums.iter().filter(fails).filter_map(gap).collect();
        if gaps.len() < least || sums.iter().any(holds) {
            continue;
        }
        for r in sums.into_iter().filter(|r| r.outcome == Outcome::Differs) {
            r.outcome = Outcome::NotTested;
            r.reason = Some("no sum holds in this line: its figures may not be added".into());
        }
    }
}

/// The columns without a heading of a table whose sums hold under headings, for the most part at the least.
fn beside(table: &Table, relations: &[Relation]) -> BTreeSet<usize> {
    const MOST: usize = 4;
    let is_headed = |c: usize| table.columns.get(c).is_some_and(|c| !c.label().is_empty());
    let sums = relations
        .iter()
        .filter(|r| r.down && r.outcome == Outcome::Agrees);
    let (headed, bare): (Vec<usize>, Vec<usize>) =
        sums.map(|r| r.total.1).partition(|c| is_headed(*c));
    if headed.is_empty() || headed.len() < MOST * bare.len() {
        return BTreeSet::new();
    }
    (0..table.columns.len())
        .filter(|c| !is_headed(*c))
        .collect()
}

/// A sum that is off, while its total is made of three other figures or more of the same line, and each of its parts has
/// its place in a sum of that line that holds: the figures are right, and only here are they not meant to add up.
pub(super) fn borne_out(relations: &mut [Relation]) {
    if relations.iter().all(|r| r.outcome != Outcome::Differs) {
        return;
    }
    let (mut totals, mut all) = (BTreeSet::new(), BTreeSet::new());
    for r in relations.iter().filter(|r| r.outcome == Outcome::Agrees) {
        if r.parts.len() >= 3 {
            totals.insert((r.down, r.total));
        }
        all.insert((r.down, r.total));
        all.extend(r.parts.iter().map(|p| (r.down, p.0)));
    }
    for r in relations
        .iter_mut()
        .filter(|r| r.outcome == Outcome::Differs)
    {
        if totals.contains(&(r.down, r.total))
            && r.parts.iter().all(|p| all.contains(&(r.down, p.0)))
        {
            r.outcome = Outcome::NotTested;
            r.reason = Some("each of these figures has its place in another sum that holds".into());
        }
    }
}

/// How many totals of a table must be off by a little before that is how they were made, and how little: units of the
/// last digit given, and the share of the total.
const ADJUSTED: usize = 3;

const LITTLE: (u32, u32) = (10, 100);

/// Seasonally adjusted, chained or estimated figures are made one by one: their totals miss their sums by a little more
/// than rounding does, again and again. No slip of the pen does that.
pub(super) fn adjusted(relations: &mut [Relation]) {
    let little = |r: &Relation| {
        let (Some(stated), Some(computed)) = (r.stated, r.computed) else {
            return false;
        };
        let unit = Decimal::new(1, stated.normalize().scale());
        let gap = (stated - computed).abs();
        r.outcome == Outcome::Differs
            && gap <= unit * Decimal::from(LITTLE.0)
            && gap * Decimal::from(LITTLE.1) <= stated.abs()
    };
    let off = relations.iter().filter(|r| little(r)).count();
    if off < ADJUSTED {
        return;
    }
    for r in relations.iter_mut().filter(|r| little(r)) {
        r.outcome = Outcome::NotTested;
        let reason = format!(
            "{off} totals here are off by a little more than rounding is: they may be adjusted or estimated by themselves"
        );
        r.reason = Some(reason.into());
    }
}

/// Rounding turns sums up as often as down: where all of many are off the same way, one of them says so.
pub(super) fn one_way(relations: &mut [Relation]) {
    let gap = |r: &Relation| Some(r.stated? - r.computed?);
    let off = || {
        (relations.iter())
            .filter(|r| r.outcome == Outcome::WithinRounding && !r.in_percent)
            .filter_map(gap)
            .filter(|g| !g.is_zero())
    };
    let (all, above) = (
        off().count(),
        off().filter(Decimal::is_sign_positive).count(),
    );
    if all < ONE_WAY || above != 0 && above != all {
        return;
    }
    let first = relations
        .iter_mut()
        .find(|r| r.outcome == Outcome::WithinRounding && !r.in_percent);
    if let Some(r) = first {
        let way = if above > 0 { "above" } else { "below" };
        r.outcome = Outcome::UnlikelyRounding;
        r.level = Level::Note;
        r.cause = Some(format!(
            "all {all} totals here that are off lie {way} their sums; figures may be cut off, not rounded"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{At, Kind, analyse};
    use super::*;
    use crate::table::tabbed;

    #[test]
    fn figures_beside_a_table_are_not_added_where_no_heading_says_so() {
        let off = |heading: &str| {
            let table = tabbed(&format!(
                "Cost\tPlan\tSpent\tLast year\t{heading}\tOrdered\nPay\t120\t118\t97\t207\t81\nRent\t40\t42\t38\t130\t33\n\
                 Power\t15\t14\t13\t122\t16\nTotal\t175\t174\t148\t452\t130"
            ));
            let relations = analyse(&table);
            relations
                .iter()
                .filter(|r| r.outcome == Outcome::Differs)
                .count()
        };
        assert_eq!([off("Left"), off("")], [1, 0]);
    }

    #[test]
    fn a_sum_of_figures_that_all_have_their_place_in_others_is_none() {
        let made = |total: usize, parts: &[usize], outcome| {
            let cell = |c: usize| -> At { (1, c) };
            let parts = parts.iter().map(|c| cell(*c)).collect();
            Relation {
                outcome,
                ..Relation::new(Kind::CrossFooting, false, cell(total), parts)
            }
        };
        let year = made(5, &[1, 2, 3, 4], Outcome::Agrees);
        let so_far = made(6, &[1, 2, 3], Outcome::Agrees);
        let off = made(5, &[6, 1], Outcome::Differs);
        let said = |known: &[&Relation]| {
            let mut all: Vec<Relation> = known.iter().map(|r| (*r).clone()).collect();
            all.push(off.clone());
            borne_out(&mut all);
            all.last().map(|r| r.outcome)
        };
        assert_eq!(said(&[&year, &so_far]), Some(Outcome::NotTested));
        assert_eq!(
            said(&[&year]),
            Some(Outcome::Differs),
            "the part is not borne out"
        );
        assert_eq!(said(&[&so_far]), Some(Outcome::Differs), "the total is not");
    }
}
