//! An average in prose against the total and the number it is taken over.

use super::{Made, interval, line, worded};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::figure::interval::{Comparison, compare_ratio};
use crate::finding::{Level, Test};

/// The tests of all averages in prose.
pub(in crate::rules) fn tests(reading: &Reading) -> Vec<Test> {
    reading
        .all_claims()
        .filter(|c| c.kind == Kind::Average)
        .filter_map(|c| one(reading, c))
        .collect()
}

fn one(reading: &Reading, claim: &Claim) -> Option<Test> {
    let made = Made {
        reading,
        rule: "average",
        claim,
    };
    let mean = &claim.operand(Part::Stated)?.figure;
    let total = &claim.operand(Part::Whole)?.figure;
    let over = &claim.operand(Part::Base)?.figure;
    let computed = total.scaled().checked_div(over.scaled())?;
    let range = interval(total).over(interval(over))?;
    let stated = mean.scaled();
    let comparison = compare_ratio(stated, mean.scaled_precision(), computed, range);
    let shown = worded(
        computed
            .round_dp(u32::try_from(mean.places.max(0)).unwrap_or(0) + 2)
            .normalize(),
        mean.unit,
    );
    let pair = format!("{} over {}", made.printed(total), made.printed(over));
    let text = match comparison {
        Comparison::Differs | Comparison::UnlikelyRounding => format!(
            "the average is given as {}, but {pair} is {shown}",
            made.printed(mean)
        ),
        _ => format!("{pair} is {}", made.printed(mean)),
    };
    let level = if comparison == Comparison::Differs {
        Level::Error
    } else {
        Level::Note
    };
    let mut test = made.test(
        comparison.into(),
        level,
        text,
        mean.span,
        &[total.span, over.span],
    );
    test.stated = Some(stated);
    test.computed = Some(computed.round_dp(4).normalize());
    if test.is_finding() {
        test.sum = vec![
            line("total", made.printed(total), ""),
            line("over", made.printed(over), ""),
            line("average", made.printed(mean), "printed"),
            line("average", shown, "recalculated"),
        ];
    }
    Some(test)
}
