//! A subtotal among the parts of a sum, whose own parts stand right above it and are in it already.
//!
//! In statements of equity, most columns have nothing at all in these rows: a sum that holds there says neither that the
//! subtotal belongs to it nor that its parts do. The columns that have something say it, by adding up to the subtotal.

use super::sums::Pattern;
use super::tally::weigh;
use super::view::View;
use crate::table::Line;

/// The most parts of a subtotal that are looked for.
const LONGEST: usize = 40;

/// Takes the parts of subtotals out of the sums that fail, where more of their lines hold without.
pub(super) fn take_out(view: &View, found: &mut [Pattern]) {
    for pattern in found.iter_mut().filter(|p| p.tally.misses() > 0) {
        let mut at = 0;
        while at < pattern.parts.len() {
            if let Some(first) = added_up(view, &pattern.parts, at) {
                let mut parts = pattern.parts.clone();
                parts.drain(first..at);
                let tally = weigh(view, pattern.total, &parts);
                if tally.misses() < pattern.tally.misses() && tally.hits() >= pattern.tally.hits() {
                    (pattern.parts, pattern.tally) = (parts, tally);
                    at = first;
                }
            }
            at += 1;
        }
    }
}

/// Where the parts begin that a part by the name of a total adds up in every line: the shortest run right above it.
fn added_up(view: &View, parts: &[usize], at: usize) -> Option<usize> {
    let total = *parts.get(at)?;
    if view.positions[total].kind != Line::Total {
        return None;
    }
    let runs = at.saturating_sub(LONGEST)..at.saturating_sub(1);
    runs.rev().find(|first| {
        let tally = weigh(view, total, &parts[*first..at]);
        tally.hits() > 0 && tally.misses() == 0
    })
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use crate::finding::Outcome;
    use crate::table::{tabbed, totals};

    /// A statement whose first column alone moves by income; `total` is that income, `closing` what it closes with.
    fn differing(total: &str, closing: &str) -> usize {
        let mut table = tabbed(&format!(
            "Balances\tGeneral fund\tLand\tShips\tGifts\nBalance at 1 April 2024\t4,120\t812\t655\t90\n\
             Surplus for the year\t731\t-\t-\t-\nOther income\t54\t-\t-\t-\nTotal income\t{total}\t-\t-\t-\n\
             Grants\t(210)\t12\t(40)\t15\nRepairs\t(88)\t(31)\t26\t(7)\nBalance at 31 March 2025\t{closing}\t793\t641\t98"
        ));
        totals::mark(&mut table);
        let relations = analyse(&table);
        let differs = |r: &&super::super::Relation| r.outcome == Outcome::Differs;
        relations.iter().filter(differs).count()
    }

    #[test]
    fn a_subtotal_that_only_one_column_has_is_not_added_to_its_parts() {
        assert_eq!(differing("785", "4,607"), 0);
    }

    #[test]
    fn a_closing_balance_that_misses_it_is_told() {
        assert_eq!(differing("785", "4,670"), 1);
    }
}
