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

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;
    use crate::table::{tabbed, totals};

    /// A table of whole figures in six columns, of which the totals of some are one too high.
    fn table(off: &[usize]) -> Table {
        let column = |c: usize| [4_120 + 37 * c, 2_551 + 91 * c, 1_307 + 53 * c];
        let row = |name: &str, value: &dyn Fn(usize) -> usize| {
            let cells: Vec<String> = (0..6).map(|c| value(c).to_string()).collect();
            format!("{name}\t{}\n", cells.join("\t"))
        };
        let mut text = "Port\tA\tB\tC\tD\tE\tF\n".to_string();
        for (i, name) in ["Quay", "Pier", "Slip"].into_iter().enumerate() {
            text += &row(name, &|c| column(c)[i]);
        }
        text += &row("Total", &|c| {
            column(c).iter().sum::<usize>() + usize::from(off.contains(&c))
        });
        let mut table = tabbed(&text);
        totals::mark(&mut table);
        table
    }

    /// How many sums of the last of some tables differ.
    fn differing(tables: &[Table]) -> usize {
        let found = tables.iter().map(analyse);
        let mut found: Vec<(u32, Vec<Relation>)> = (0..).zip(found).collect();
        settle(tables, &mut found);
        let last = found.pop().map(|(_, relations)| relations);
        let differs = |r: &&Relation| r.outcome == Outcome::Differs;
        last.iter().flatten().filter(differs).count()
    }

    #[test]
    fn tables_that_round_speak_for_one_among_them_that_shows_it_once() {
        let rounding = || vec![table(&[0, 1, 2, 4, 5]); 5];
        let once = [rounding(), vec![table(&[3])]].concat();
        assert_eq!(differing(&once), 0);
        assert_eq!(differing(&[table(&[3])]), 1);
        let exact = [vec![table(&[]); 5], vec![table(&[3])]].concat();
        assert_eq!(differing(&exact), 1);
    }
}
