//! A change told twice, as an amount and in percent, beside one of the two values it lies between: the amount gives the
//! other value, and both give the percentage.

use super::{Made, basis, interval, is_plain, line, scaled, worded};
use crate::claim::{Direction, Part};
use crate::figure::interval::{Comparison, compare_ratio};
use crate::figure::{Figure, Interval, Unit};
use crate::finding::{Level, Outcome, Test, message};
use rust_decimal::Decimal;

/// The test of the percentage, where the claim has a direction, an amount with its percentage, and the later value or the
/// earlier one in the amount's unit.
pub(in crate::rules) fn test(made: &Made<'_>) -> Option<Test> {
    let claim = made.claim;
    let up = match claim.direction? {
        Direction::Up => true,
        Direction::Down => false,
        Direction::Level => return None,
    };
    let mut changes = claim.operands.iter().filter(|o| o.part == Part::Change);
    let (first, second) = (changes.next()?, changes.next()?);
    let (amount, percent) = match (first.figure.unit, second.figure.unit) {
        (_, Unit::Percent) => (&first.figure, &second.figure),
        (Unit::Percent, _) => (&second.figure, &first.figure),
        _ => return None,
    };
    let (now, before) = (claim.operand(Part::Current), claim.operand(Part::Previous));
    let (given, later) = match (now, before) {
        (Some(now), None) => (&now.figure, true),
        (None, Some(before)) => (&before.figure, false),
        _ => return None,
    };
    if given.unit != amount.unit || matches!(given.unit, Unit::Percent | Unit::Points) {
        return None;
    }
    let evidence = [given.span, amount.span];
    if ![given, amount, percent].into_iter().all(is_plain) {
        return Some(made.not_tested("a figure is given only as a bound", percent.span, &evidence));
    }
    if basis::is_said_behind(made.reading, claim.block, percent.span) || is_of_more(made, percent) {
        let reason = "the percentage is told of something else";
        return Some(made.not_tested(reason, percent.span, &evidence));
    }
    let (whole, part) = (given.scaled(), amount.scaled().abs());
    let (range, moved) = (interval(given), interval(amount));
    // A rise is taken off the later value to reach the earlier one, a fall added.
    let (base, base_range) = match (later, up) {
        (false, _) => (whole, range),
        (true, true) => (whole - part, range.minus(moved)),
        (true, false) => (whole + part, range.plus(moved)),
    };
    if base <= Decimal::ZERO || base_range.low <= Decimal::ZERO {
        return Some(made.not_tested(
            "the amount is more than the value it would have been added to",
            percent.span,
            &evidence,
        ));
    }
    let stated = percent.scaled().abs();
    // The percentage that the amount is of a value, the room it has, and how the stated one compares with it.
    let over = |value: Decimal, range: Interval| {
        let share = part.checked_div(value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let reach = moved.over(range)?.scaled(Decimal::ONE_HUNDRED);
        let comparison = compare_ratio(stated, percent.scaled_precision(), share, reach);
        Some((share, reach, comparison))
    };
    let (computed, reach, comparison) = over(base, base_range)?;
    let places = u32::try_from(percent.places.max(0)).unwrap_or(0) + 1;
    // Values rounded more coarsely than the percentage leave it some room.
    let coarse = reach.width() > percent.scaled_precision();
    let shown = if coarse {
        let ends = [reach.low, reach.high].map(|e| message::number(e.round_dp(places).normalize()));
        format!("{}% to {}%", ends[0], ends[1])
    } else {
        worded(computed.round_dp(places), Unit::Percent)
    };
    // A percentage of another size may be of another thing: of the whole budget, of the part that is spoken of.
    let far = |a: Decimal, b: Decimal| a > b.saturating_mul(Decimal::from(3));
    if comparison == Comparison::Differs && (far(stated, computed) || far(computed, stated)) {
        let reason = "the percentage is of another size than the amount";
        return Some(made.not_tested(reason, percent.span, &evidence));
    }
    let step = given.scaled_precision();
    let from = match base.checked_div(step) {
        Some(steps) if coarse => format!("about {}", scaled(steps.round() * step, given)),
        _ => scaled(base, given),
    };
    let said = made.printed(amount);
    let printed = made.printed(percent);
    let outcome = Outcome::from(comparison);
    let text = match outcome {
        Outcome::Differs | Outcome::UnlikelyRounding => {
            format!("the change is given as {said} and {printed}, but {said} on {from} is {shown}")
        }
        _ => format!("{said} on {from} is {printed}"),
    };
    // The commonest slip: the amount over the value that it led to.
    let on_later = later
        && outcome == Outcome::Differs
        && over(whole, range)
            .is_some_and(|o| matches!(o.2, Comparison::Agrees | Comparison::WithinRounding));
    let level = match outcome {
        Outcome::UnlikelyRounding => Level::Note,
        _ if on_later => Level::Error,
        _ => Level::Warning,
    };
    let mut test = made.test(outcome, level, text, percent.span, &evidence);
    test.cause = on_later.then(|| "it is the change over the later value".to_string());
    test.stated = Some(stated);
    test.computed = Some(computed.round_dp(places).normalize());
    if test.is_finding() {
        let name = if later {
            "later value"
        } else {
            "earlier value"
        };
        test.sum = vec![
            line(name, made.printed(given), "printed"),
            line("change", said, "printed"),
            line("change", printed, "printed"),
            line("change", shown, "recalculated"),
        ];
        if later {
            test.sum
                .insert(2, line("earlier value", from, "recalculated"));
        }
    }
    Some(test)
}

/// "An increase of £50m (25% of all spending)", "(25% higher than planned)".
fn is_of_more(made: &Made<'_>, percent: &Figure) -> bool {
    let text = made.reading.block(made.claim.block).map_or("", |b| &b.text);
    let end = percent.span.end;
    let cue = made.claim.direction_span;
    let is_cue = cue.is_some_and(|c| c.start >= end && c.start - end <= 1);
    let behind = text.get(end as usize..).unwrap_or("");
    let word = behind.split_whitespace().next().unwrap_or("");
    !is_cue
        && matches!(
            word,
            "of" | "on" | "in" | "above" | "below" | "more" | "less" | "higher" | "lower"
        )
}
