//! Rounding that the tables around one show: where many whole figures of a report are rounded, a sum that is off by no
//! more than that is no finding, though its own table shows nothing of it.

use super::settle::figure;
use super::{Kind, Relation};
use crate::finding::Outcome;
use crate::table::Table;
use rust_decimal::Decimal;

/// How many sums must be explained by rounding alone, in how many tables, and which part of all sums they must be.
const SUMS: usize = 20;
const TABLES: usize = 4;
const PART: usize = 20;

/// Takes sums that rounding explains for such where the tables around show rounding.
pub(super) fn settle(tables: &[Table], found: &mut [(u32, Vec<Relation>)]) {
    let (mut rounded, mut showing, mut all) = (0, 0, 0);
    for (i, relations) in found.iter() {
        let whole = || relations.iter().filter(|r| is_whole(tables, *i, r));
        let explained = whole().filter(|r| r.outcome == Outcome::WithinRounding);
        let explained = explained.count();
        all += whole().count();
        rounded += explained;
        showing += usize::from(explained > 0);
    }
    if rounded < SUMS || showing < TABLES || rounded * PART < all {
        return;
    }
    for (i, relations) in found {
        for r in relations {
            if r.outcome == Outcome::Differs && is_whole(tables, *i, r) && rounding_explains(r) {
                r.outcome = Outcome::WithinRounding;
                r.cause = None;
            }
        }
    }
}

/// Whether a sum is one of whole figures without a scale, which stand for themselves where nothing says otherwise.
fn is_whole(tables: &[Table], table: u32, relation: &Relation) -> bool {
    let sum = matches!(
        relation.kind,
        Kind::Footing | Kind::Subtotal | Kind::CrossFooting
    );
    let total = tables
        .get(table as usize)
        .and_then(|t| figure(t, relation.total));
    sum && relation.spread.is_none() && total.is_some_and(|f| f.is_exact())
}

/// Whether half a unit in the total and in each part makes up the difference.
fn rounding_explains(relation: &Relation) -> bool {
    let (Some(stated), Some(computed)) = (relation.stated, relation.computed) else {
        return false;
    };
    let terms = Decimal::from(relation.parts.len() as u64 + 1);
    relation.culprit.is_none() && (stated - computed).abs() * Decimal::TWO <= terms
}
