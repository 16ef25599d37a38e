//! A value is said to be above or below a target that is printed beside it.

use super::prose::{self, Made};
use super::{Context, Rule};
use crate::claim::{Claim, Direction, Kind, Operand, Part};
use crate::fact::Reading;
use crate::finding::{Level, Outcome, Test};
use rust_decimal::Decimal;
use std::cmp::Ordering;

pub(super) struct Target;
pub(super) static RULE: Target = Target;

impl Rule for Target {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        reading
            .all_claims()
            .filter(|c| c.kind == Kind::Target)
            .flat_map(|c| one(reading, c).into_iter().chain(distance(reading, c)))
            .collect()
    }
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let made = Made {
        reading,
        rule: "target",
        claim,
    };
    let way = claim.direction?;
    let word = claim.direction_span?;
    let value = &claim.operand(Part::Current)?.figure;
    let aim = claim.operand(Part::Target)?;
    let target = &aim.figure;
    let evidence = [value.span, target.span];
    if !prose::is_plain(value) {
        return Some(made.not_tested("the value is given only as a bound", word, &evidence));
    }
    let (a, t) = (value.scaled(), target.scaled());
    if a.is_sign_negative() || t.is_sign_negative() {
        return Some(made.not_tested(
            "a figure is negative, so that the word is open to two readings",
            word,
            &evidence,
        ));
    }
    let holds = if way == Direction::Up { a > t } else { a < t };
    let said = reading.block(claim.block).map_or("", |b| word.of(&b.text));
    let name = name_of(aim);
    // "an overspend of £0.2m": the word does not stand between the two
    let gap = claim.operand(Part::Change).is_some();
    let (outcome, text) = if holds && gap {
        (
            Outcome::Agrees,
            format!(
                "“{said}” agrees with {} and the {name} of {}",
                made.printed(value),
                made.printed(target)
            ),
        )
    } else if holds {
        (
            Outcome::Agrees,
            format!(
                "{} is {said} the {name} of {}",
                made.printed(value),
                made.printed(target)
            ),
        )
    } else if prose::interval(value).meets(prose::interval(target)) && a != t {
        return Some(made.not_tested(
            "the value is too close to the target, as rounded",
            word,
            &evidence,
        ));
    } else if gap {
        let side = match a.cmp(&t) {
            Ordering::Less => "below",
            Ordering::Equal => "just",
            Ordering::Greater => "above",
        };
        (
            Outcome::Differs,
            format!(
                "“{said}”, but {} is {side} the {name} of {}",
                made.printed(value),
                made.printed(target)
            ),
        )
    } else {
        (
            Outcome::Differs,
            format!(
                "{} is called {said} the {name}, but the {name} is {}",
                made.printed(value),
                made.printed(target)
            ),
        )
    };
    let mut test = made.test(outcome, Level::Error, text, word, &evidence);
    test.stated = Some(a);
    test.computed = Some(t);
    Some(test)
}

/// What the target is called.
fn name_of(aim: &Operand) -> &str {
    match &*aim.measure {
        "" => "target",
        name => name,
    }
}

/// "45 days above the target": how far the value lies from it.
fn distance(reading: &Reading, claim: &Claim) -> Option<Test> {
    let gap = &claim.operand(Part::Change)?.figure;
    let value = &claim.operand(Part::Current)?.figure;
    let aim = claim.operand(Part::Target)?;
    let (target, name) = (&aim.figure, name_of(aim));
    if ![gap, value, target].into_iter().all(prose::is_plain) {
        return None;
    }
    let made = Made {
        reading,
        rule: "target",
        claim,
    };
    let computed = (value.scaled() - target.scaled()).abs();
    let range = prose::interval(value).minus(prose::interval(target));
    let own = prose::interval(gap);
    let meets = own.meets(range) || own.meets(range.scaled(-Decimal::ONE));
    let shown = prose::scaled(computed.normalize(), gap);
    let (outcome, text) = if computed == gap.scaled().abs() {
        (
            Outcome::Agrees,
            format!(
                "{} is {} from {}",
                made.printed(value),
                made.printed(gap),
                made.printed(target)
            ),
        )
    } else {
        let outcome = if meets {
            Outcome::WithinRounding
        } else {
            Outcome::Differs
        };
        (
            outcome,
            format!(
                "the distance from the {name} is given as {}, but {} is {shown} from {}",
                made.printed(gap),
                made.printed(value),
                made.printed(target)
            ),
        )
    };
    let mut test = made.test(
        outcome,
        Level::Error,
        text,
        gap.span,
        &[value.span, target.span],
    );
    test.stated = Some(gap.scaled());
    test.computed = Some(computed);
    if test.is_finding() {
        test.sum = vec![
            prose::line("value", made.printed(value), ""),
            prose::line(name, made.printed(target), ""),
            prose::line("difference", made.printed(gap), "printed"),
            prose::line("difference", shown, "recalculated"),
        ];
    }
    Some(test)
}
