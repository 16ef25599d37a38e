//! A word says rose, fell or stayed; the two figures beside it say which.

use super::prose::{self, Made};
use super::{Context, Rule};
use crate::claim::{Claim, Direction as Way, Kind, Part};
use crate::fact::Reading;
use crate::figure::Unit;
use crate::finding::{Level, Outcome, Test};

pub(super) struct Direction;
pub(super) static RULE: Direction = Direction;

impl Rule for Direction {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        reading
            .all_claims()
            .filter(|c| c.kind == Kind::Change)
            .filter_map(|c| one(reading, c))
            .chain(prose::sign::tests(reading))
            .collect()
    }
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let way = claim.direction?;
    let word = claim.direction_span?;
    let (now, before) = (
        &claim.operand(Part::Current)?.figure,
        &claim.operand(Part::Previous)?.figure,
    );
    let made = Made {
        reading,
        rule: "direction",
        claim,
    };
    let evidence = [now.span, before.span];
    if now.unit != before.unit {
        return Some(made.not_tested("the two figures differ in unit", word, &evidence));
    }
    if !prose::is_plain(now) || !prose::is_plain(before) {
        return Some(made.not_tested("a figure is given only as a bound", word, &evidence));
    }
    let (a, b) = (now.scaled(), before.scaled());
    if a.is_sign_negative() || b.is_sign_negative() {
        return Some(made.not_tested(
            "a figure is negative, so that the word is open to two readings",
            word,
            &evidence,
        ));
    }
    let meet = prose::interval(now).meets(prose::interval(before));
    let holds = match way {
        Way::Up => a > b,
        Way::Down => a < b,
        Way::Level => a == b,
    };
    let said = reading.block(claim.block).map_or("", |t| word.of(&t.text));
    let unit = match now.unit {
        Unit::Percent => Unit::Points,
        unit => unit,
    };
    let gap = prose::worded((a - b).abs(), unit);
    let text = if a == b {
        format!("“{said}”, and both figures are {}", made.printed(now))
    } else {
        format!(
            "“{said}”, but {} is {gap} {} than {}",
            made.printed(now),
            if a > b { "more" } else { "less" },
            made.printed(before)
        )
    };
    let (outcome, level) = if holds {
        (Outcome::Agrees, Level::Note)
    } else if way == Way::Level && meet {
        (Outcome::WithinRounding, Level::Note)
    } else if meet && !(a == b && now.is_exact() && before.is_exact()) {
        return Some(made.not_tested(
            "the figures are too close, as rounded, to show a direction",
            word,
            &evidence,
        ));
    } else if way == Way::Level {
        (Outcome::Differs, Level::Warning)
    } else {
        (Outcome::Differs, Level::Error)
    };
    let text = if outcome == Outcome::Agrees {
        format!(
            "“{said}” agrees: {} after {}",
            made.printed(now),
            made.printed(before)
        )
    } else {
        text
    };
    let mut test = made.test(outcome, level, text, word, &evidence);
    test.stated = Some(a);
    test.computed = Some(b);
    Some(test)
}
