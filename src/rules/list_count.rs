//! A number of things announced, against the list that follows.

use super::prose::{Made, lists};
use super::{Context, Rule};
use crate::claim::{Kind, Part};
use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Level, Location, Outcome, Role, Test};
use rust_decimal::Decimal;

pub(super) struct ListCount;
pub(super) static RULE: ListCount = ListCount;

impl Rule for ListCount {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let announced = reading
            .claims
            .iter()
            .filter(|c| c.kind == Kind::ListCount)
            .filter_map(|claim| {
                let made = Made {
                    reading,
                    rule: "list-count",
                    claim,
                };
                let stated = &claim.operand(Part::Stated)?.figure;
                let counted = claim.counted.as_deref()?;
                let found = Decimal::from(counted.entries);
                let near = (stated.value - found).abs() <= Decimal::from(if counted.colon { 3 } else { 1 });
                let text = if stated.value == found {
                    format!("{} {} and {} in the list below", made.printed(stated), claim.measure, counted.entries)
                } else {
                    format!("{} {} are announced, but the list below has {}", made.printed(stated), claim.measure, counted.entries)
                };
                let mut test = if stated.value == found {
                    made.test(Outcome::Agrees, Level::Note, text, stated.span, &[])
                } else if near {
                    made.test(Outcome::Differs, Level::Warning, text, stated.span, &[])
                } else {
                    return Some(made.not_tested("the list below may be another one: its length is far from the number announced", stated.span, &[]));
                };
                test.stated = Some(stated.value);
                test.computed = Some(found);
                for block in [counted.first, counted.last] {
                    let length = reading.blocks.get(block as usize).map_or(0, |b| b.text.len());
                    test.locations.push(Location::prose(reading, Role::Evidence, block, Span::new(0, length)));
                }
                Some(test)
            })
            ;
        announced
            .chain(lists::marked(reading))
            .chain(lists::alike(&[reading]))
            .collect()
    }
    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let all: Vec<&Reading> = context.readings.iter().collect();
        if all.len() > 1 {
            lists::alike(&all)
        } else {
            Vec::new()
        }
    }
}
