//! A percentage or fraction against its count and base.

use super::{in_percent, interval, is_plain, line, scaled, worded};
use crate::figure::interval::{Comparison, compare_ratio};
use crate::figure::{Figure, Form, Hedge, Interval};
use crate::finding::{Level, Location, Outcome, Test};
use rust_decimal::Decimal;

/// The rule that these tests belong to.
pub(in crate::rules) const NAME: &str = "percentage-of-count";

/// Tests a share against its count and base; `between` are the words between these two.
pub(in crate::rules) fn share_test(
    share: &Figure,
    (count, between, base): (&Figure, &str, &Figure),
    locations: Vec<Location>,
    text: &str,
) -> Option<Test> {
    let mut test = Test::new(
        NAME,
        Outcome::NotTested,
        Level::Error,
        String::new(),
        locations,
    );
    if base.scaled().is_zero() || !is_plain(count) || !is_plain(base) {
        test.message = "the count or its base is given only as a bound".to_string();
        return Some(test);
    }
    let fraction = share.form == Form::Fraction;
    let hundred = if fraction {
        Decimal::ONE
    } else {
        Decimal::ONE_HUNDRED
    };
    let computed = count.scaled() / base.scaled() * hundred;
    let counted = if is_proportion(between) {
        let half = Decimal::new(5, 1);
        Interval::between(count.value - half, count.value + half)
    } else {
        interval(count)
    };
    let range = counted.over(interval(base))?.scaled(hundred);
    let stated = share.scaled();
    let mut comparison = compare_ratio(stated, share.scaled_precision(), computed, range);
    let holds = match share.hedge {
        Hedge::Over => Some(computed >= stated),
        Hedge::Under => Some(computed <= stated + share.scaled_precision()),
        Hedge::About => Some(
            (computed - stated).abs() <= share.scaled_precision().max(stated.abs() / Decimal::TEN),
        ),
        Hedge::None => None,
    };
    if let Some(ok) = holds {
        if !ok {
            test.message = "the percentage is given only roughly".to_string();
            return Some(test);
        }
        comparison = Comparison::Agrees;
    }
    // "two thirds" is shown as it is printed, and what it should be in percent
    let (shown, printed) = match test.locations.first() {
        Some(place) if fraction => (in_percent(computed), place.text.clone()),
        _ => {
            let places = u32::try_from(share.places.max(0)).unwrap_or(0) + 1;
            let shown = worded(computed.round_dp(places), share.unit);
            (shown, worded(share.value, share.unit))
        }
    };
    let pair = format!(
        "{} of {}",
        scaled(count.scaled(), count),
        scaled(base.scaled(), base)
    );
    test.outcome = comparison.into();
    test.stated = Some(stated);
    test.computed = Some(computed.round_dp(4).normalize());
    test.message = match comparison {
        Comparison::Agrees | Comparison::WithinRounding => format!("{pair} is {printed}"),
        Comparison::UnlikelyRounding => {
            format!("{pair} is {shown}, printed as {printed}: cut off rather than rounded")
        }
        Comparison::Differs => format!("{pair} is {shown}, but {printed} is printed"),
    };
    if comparison == Comparison::UnlikelyRounding {
        test.level = Level::Warning;
    }
    if test.is_finding() {
        test.sum = vec![
            line(text, pair, "printed"),
            line("share", printed, "printed"),
            line("share", shown, "recalculated"),
        ];
    }
    Some(test)
}

/// "Six in ten (58%)": a share told in so many parts, rounded to whole ones.
fn is_proportion(between: &str) -> bool {
    between == "in"
}
