//! What single cells say of themselves: a share beside the count and the whole that it is taken of.

use super::derived::rate_of;
use super::rates::Operation;
use super::{Kind, Relation};
use crate::figure::interval::{self, Comparison};
use crate::figure::{Reading, Unit};
use crate::finding::Level;
use crate::table::Table;

/// "38% (31 of 82)": a cell that states a share and what it is taken of.
pub(super) fn find(table: &Table) -> Vec<Relation> {
    let mut out = Vec::new();
    for cell in &table.cells {
        let Reading::Several(figures) = &cell.reading else {
            continue;
        };
        let [a, b, c] = figures.as_ref() else {
            continue;
        };
        let (share, count, base) = match (a.unit, b.unit, c.unit) {
            (Unit::Percent, u, v) if u != Unit::Percent && v != Unit::Percent => (a, b, c),
            (u, v, Unit::Percent) if u != Unit::Percent && v != Unit::Percent => (c, a, b),
            _ => continue,
        };
        let between = cell
            .text
            .get(count.span.end as usize..base.span.start as usize)
            .unwrap_or("")
            .to_lowercase();
        let of = between.contains('/') || between.split_whitespace().any(|w| w == "of");
        if !of || between.len() > 40 {
            continue;
        }
        let Some((computed, reach)) = rate_of(
            Operation::Over,
            100,
            (count, count.interval()),
            (base, base.interval()),
        ) else {
            continue;
        };
        let mut relation = Relation::new(
            Kind::Ratio,
            true,
            (cell.row as usize, cell.column as usize),
            Vec::new(),
        );
        let comparison = interval::compare_ratio(share.value, share.precision(), computed, reach);
        relation.in_percent = true;
        relation.stated = Some(share.value);
        relation.computed = Some(computed);
        relation.outcome = comparison.into();
        relation.level = match comparison {
            Comparison::UnlikelyRounding => Level::Note,
            _ => Level::Error,
        };
        relation.cause = (comparison == Comparison::Differs)
            .then(|| {
                crate::finding::cause::between(
                    share.value,
                    computed.round_dp(share.places.max(0) as u32),
                )
            })
            .flatten();
        out.push(relation);
    }
    out
}
