//! Parts told beside their whole: they add up to it, and none exceeds it.

use super::prose::sum::{hundred, sum};
use super::prose::{self, Made};
use super::{Context, Rule};
use crate::claim::{Claim, Kind, Link, Part};
use crate::fact::Reading;
use crate::figure::{Figure, Hedge};
use crate::finding::{Level, Outcome, Test};

pub(super) struct PartsOfWhole;

pub(super) static RULE: PartsOfWhole = PartsOfWhole;

impl Rule for PartsOfWhole {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        reading
            .all_claims()
            .filter_map(|c| one(reading, c))
            .collect()
    }
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let made = Made {
        reading,
        rule: "parts-of-whole",
        claim,
    };
    match claim.kind {
        Kind::Parts if claim.link == Link::Within => {
            let part = claim.operand(Part::Member)?;
            within(&made, &part.figure, &claim.operand(Part::Whole)?.figure)
        }
        Kind::ShareOfCount if claim.operand(Part::Share).is_none() => {
            let (count, base) = (claim.operand(Part::Count)?, claim.operand(Part::Base)?);
            within(&made, &count.figure, &base.figure)
        }
        Kind::Parts => sum(&made),
        Kind::Complement => hundred(&made),
        _ => None,
    }
}

/// A part is no more than its whole.
fn within(made: &Made<'_>, part: &Figure, whole: &Figure) -> Option<Test> {
    if whole.hedge == Hedge::Over || whole.hedge == Hedge::About || part.hedge == Hedge::Under {
        return None;
    }
    let (p, w) = (part.scaled(), whole.scaled());
    let holds = prose::interval(part).low <= prose::interval(whole).high;
    let text = if holds {
        format!("{} is within {}", made.printed(part), made.printed(whole))
    } else {
        format!(
            "{} is given as a part of {}, but is more",
            made.printed(part),
            made.printed(whole)
        )
    };
    let outcome = if holds {
        Outcome::Agrees
    } else {
        Outcome::Differs
    };
    let mut test = made.test(outcome, Level::Warning, text, part.span, &[whole.span]);
    test.stated = Some(p);
    test.computed = Some(w);
    Some(test)
}
