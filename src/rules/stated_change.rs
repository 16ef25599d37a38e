//! A stated change, in numbers or percent, against the two values it lies between.

use super::prose::change::{measure, rounded};
use super::prose::{self, Made};
use super::{Context, Rule};
use crate::claim::{Claim, Kind, Operand, Part};
use crate::fact::Reading;
use crate::figure::interval::Comparison;
use crate::figure::{Figure, Form, Hedge, Unit};
use crate::finding::{Level, Outcome, Test};
use rust_decimal::Decimal;

pub(super) struct StatedChange;

pub(super) static RULE: StatedChange = StatedChange;

impl Rule for StatedChange {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        let claims: Vec<&Claim> = reading.all_claims().collect();
        for (i, claim) in claims.iter().copied().enumerate() {
            if claim.kind != Kind::Change {
                continue;
            }
            // the same figures under two words are one test
            if i > 0 && claims[i - 1].span == claim.span && claims[i - 1].block == claim.block {
                continue;
            }
            let changes = claim.operands.iter().filter(|o| o.part == Part::Change);
            match (claim.operand(Part::Current), claim.operand(Part::Previous)) {
                (Some(now), Some(before)) => {
                    tests.extend(changes.filter_map(|c| compare(reading, claim, c, now, before)));
                }
                (None, None) => {
                    for c in changes {
                        if let Some((now, before)) = told_before(&claims[..i], claim, c) {
                            tests.extend(compare(reading, claim, c, now, before));
                        }
                    }
                }
                _ => {}
            }
            tests.extend(prose::twice::test(&Made {
                reading,
                rule: "stated-change",
                claim,
            }));
        }
        tests
    }
}

/// The values of an earlier sentence of the block that an amount alone speaks of: the same measure, the same unit, the
/// year it is compared with.
fn told_before<'a>(
    earlier: &[&'a Claim],
    claim: &Claim,
    change: &Operand,
) -> Option<(&'a Operand, &'a Operand)> {
    let since = claim.previous?;
    let mut found = earlier
        .iter()
        .copied()
        .rev()
        .take_while(|c| c.block == claim.block)
        .filter(|c| c.kind == Kind::Change && c.direction == claim.direction)
        .filter_map(|c| {
            let (shared, of) = prose::shared_words(&c.measure, &claim.measure);
            if shared < 2 || shared * 2 < of {
                return None;
            }
            let now = c.operand(Part::Current)?;
            let before = c
                .operands
                .iter()
                .find(|o| o.part == Part::Previous && o.period == Some(since))?;
            (now.figure.unit == change.figure.unit && before.figure.unit == change.figure.unit)
                .then_some((now, before))
        });
    let first = found.next()?;
    Some(first)
}

fn compare(
    reading: &Reading,
    claim: &Claim,
    change: &Operand,
    now: &Operand,
    before: &Operand,
) -> Option<Test> {
    let made = Made {
        reading,
        rule: "stated-change",
        claim,
    };
    let (c, a, b) = (&change.figure, &now.figure, &before.figure);
    let evidence = [a.span, b.span];
    if c.unit == Unit::Percent && prose::basis::is_said_behind(reading, claim.block, c.span) {
        let reason = "the change is told on another basis than the values";
        return Some(made.not_tested(reason, c.span, &evidence));
    }
    if a.unit != b.unit {
        return Some(made.not_tested("the two values differ in unit", c.span, &evidence));
    }
    if c.unit == Unit::Times && c.hedge == Hedge::Over && prose::is_plain(a) && prose::is_plain(b) {
        return beyond(&made, c, a, b);
    }
    if !prose::is_plain(a) || !prose::is_plain(b) || matches!(c.hedge, Hedge::Over | Hedge::Under) {
        return Some(made.not_tested("a figure is given only as a bound", c.span, &evidence));
    }
    let (stated, computed, mut comparison) = measure(c, a, b)?;
    if c.hedge == Hedge::About && comparison != Comparison::Agrees {
        // "about 5%" is not held to its last digit
        let near = (stated - computed).abs() * Decimal::TEN <= computed.abs();
        if !near {
            return Some(made.not_tested("the change is given only roughly", c.span, &evidence));
        }
        comparison = Comparison::WithinRounding;
    }
    // "changed by £3.3m to an outflow of £0.6m from £2.7m": one of them is below nothing.
    let together = a.scaled() + b.scaled();
    if comparison == Comparison::Differs
        && c.unit == a.unit
        && prose::interval(c).meets(prose::interval(a).plus(prose::interval(b)))
        && !together.is_zero()
    {
        let reason = "the two values may lie on two sides of nothing";
        return Some(made.not_tested(reason, c.span, &evidence));
    }
    let most = a.scaled().abs().max(b.scaled().abs());
    if comparison == Comparison::Differs
        && c.unit == a.unit
        && stated > most.saturating_mul(Decimal::TEN)
    {
        let reason = "the amount is of another size than the values";
        return Some(made.not_tested(reason, c.span, &evidence));
    }
    let outcome = Outcome::from(comparison);
    let level = match outcome {
        Outcome::UnlikelyRounding => Level::Note,
        _ => Level::Error,
    };
    // "by a third" is shown as it is printed, and what it should be in percent
    let shown = if c.form == Form::Fraction && c.unit == Unit::Number {
        prose::in_percent(computed)
    } else {
        prose::scaled(rounded(computed, c), c)
    };
    let text = if outcome == Outcome::Agrees {
        format!(
            "the change of {} agrees with {} and {}",
            made.printed(c),
            made.printed(b),
            made.printed(a)
        )
    } else {
        format!(
            "the change is given as {}, but from {} to {} it is {shown}",
            made.printed(c),
            made.printed(b),
            made.printed(a),
        )
    };
    let mut test = made.test(outcome, level, text, c.span, &evidence);
    test.stated = Some(stated);
    test.computed = Some(rounded(computed, c));
    if test.is_finding() {
        test.sum = vec![
            prose::line("earlier value", made.printed(b), ""),
            prose::line("later value", made.printed(a), ""),
            prose::line("change", made.printed(c), "printed"),
            prose::line("change", shown, "recalculated"),
        ];
        if stated == computed.abs() * Decimal::TEN || stated * Decimal::TEN == computed.abs() {
            test.cause = Some("a decimal point or a digit may have slipped".to_string());
        }
    }
    Some(test)
}

/// "More than doubled", "more than halved": the ratio lies beyond the factor.
fn beyond(made: &Made<'_>, c: &Figure, a: &Figure, b: &Figure) -> Option<Test> {
    let ratio = a.scaled().checked_div(b.scaled())?;
    let range = prose::interval(a).over(prose::interval(b))?;
    let holds = if c.value > Decimal::ONE {
        range.high > c.value
    } else {
        range.low < c.value
    };
    let said = made.printed(c);
    let (from, to) = (made.printed(b), made.printed(a));
    let shown = ratio.round_dp(2).normalize();
    let (outcome, text) = if holds {
        (
            Outcome::Agrees,
            format!("“{said}” by more: {from} to {to} is {shown} times"),
        )
    } else {
        (
            Outcome::Differs,
            format!("“{said}” by more, but from {from} to {to} it is {shown} times"),
        )
    };
    let mut test = made.test(outcome, Level::Error, text, c.span, &[a.span, b.span]);
    test.stated = Some(c.value);
    test.computed = Some(shown);
    Some(test)
}
