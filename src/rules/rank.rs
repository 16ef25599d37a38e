//! A rank lies within the number of those ranked.

use super::prose::Made;
use super::{Context, Rule};
use crate::claim::{Kind, Part};
use crate::fact::Reading;
use crate::finding::{Level, Outcome, Test};
use rust_decimal::Decimal;

pub(super) struct Rank;
pub(super) static RULE: Rank = Rank;

impl Rule for Rank {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        reading
            .all_claims()
            .filter(|c| c.kind == Kind::Rank)
            .filter_map(|claim| {
                let made = Made {
                    reading,
                    rule: "rank",
                    claim,
                };
                let rank = &claim.operand(Part::Count)?.figure;
                let among = &claim.operand(Part::Base)?.figure;
                let holds = rank.value >= Decimal::ONE && rank.value <= among.value;
                let (outcome, text) = if holds {
                    (
                        Outcome::Agrees,
                        format!("{} lies within {}", made.printed(rank), made.printed(among)),
                    )
                } else {
                    (
                        Outcome::Differs,
                        format!(
                            "{} cannot be a rank among {}",
                            made.printed(rank),
                            made.printed(among)
                        ),
                    )
                };
                let mut test = made.test(outcome, Level::Error, text, rank.span, &[among.span]);
                test.stated = Some(rank.value);
                test.computed = Some(among.value);
                Some(test)
            })
            .collect()
    }
}
