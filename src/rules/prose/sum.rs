//! Parts in prose against their whole: a printed one, or a hundred percent.

use super::{Made, interval, is_plain, line, scaled};
use crate::claim::{Claim, Link, Operand, Part};
use crate::figure::Interval;
use crate::figure::interval::{Comparison, compare_sum};
use crate::finding::{Level, Location, Outcome, Role, Test, message};
use rust_decimal::Decimal;

fn members(claim: &Claim) -> Vec<&Operand> {
    claim
        .operands
        .iter()
        .filter(|o| o.part == Part::Member)
        .collect()
}

/// The parts add up to the whole.
pub(in crate::rules) fn sum(made: &Made<'_>) -> Option<Test> {
    let claim = made.claim;
    let parts = members(claim);
    let (block, whole) = match (claim.operand(Part::Whole), claim.far.as_deref()) {
        (Some(o), _) => (claim.block, o.figure),
        (None, Some((block, f))) => (*block, *f),
        (None, None) => return None,
    };
    let computed: Decimal = parts.iter().map(|o| o.figure.scaled()).sum();
    let range = parts
        .iter()
        .map(|o| interval(&o.figure))
        .fold(Interval::exact(Decimal::ZERO), Interval::plus);
    let precisions: Vec<Decimal> = parts
        .iter()
        .map(|o| &o.figure)
        .chain([&whole])
        .map(|f| {
            if f.is_exact() {
                Decimal::ZERO
            } else {
                f.scaled_precision()
            }
        })
        .collect();
    let stated = whole.scaled();
    let mut comparison = compare_sum(stated, interval(&whole), computed, range, &precisions);
    if comparison == Comparison::UnlikelyRounding {
        comparison = Comparison::WithinRounding;
    }
    if comparison == Comparison::Differs {
        // "an underspend of £5m: +£1m and -£6m", or two parts of which one offsets the other
        let offset = match parts.as_slice() {
            [a, b] => interval(&a.figure).minus(interval(&b.figure)),
            _ => range,
        };
        let turned = |i: Interval| Interval::between(-i.low, -i.high);
        let own = interval(&whole);
        if own.meets(turned(range)) {
            comparison = Comparison::WithinRounding;
        } else if whole.unit.is_money() && (own.meets(offset) || own.meets(turned(offset))) {
            return Some(made.not_tested("the parts may offset each other", whole.span, &[]));
        }
    }
    let list: Vec<String> = parts.iter().map(|o| made.printed(&o.figure)).collect();
    let spans: Vec<_> = parts.iter().map(|o| o.figure.span).collect();
    let primary = if claim.far.is_some() {
        spans[0]
    } else {
        whole.span
    };
    let printed = made
        .reading
        .block(block)
        .map(|b| whole.span.of(&b.text).trim().to_string())
        .unwrap_or_default();
    let total = scaled(computed, &whole);
    let gap = (stated - computed).abs();
    if comparison == Comparison::Differs
        && claim.link != Link::Complete
        && !is_slip(claim.link, stated, gap, parts.len())
    {
        return (claim.link == Link::Bracketed).then(|| {
            made.not_tested(
                "the figures in brackets may not be meant to add up to the one before them",
                primary,
                &spans,
            )
        });
    }
    if comparison == Comparison::Differs
        && computed.abs() > stated.abs().saturating_mul(Decimal::from(20))
    {
        return Some(made.not_tested(
            "the figures are of another size than their whole",
            primary,
            &spans,
        ));
    }
    let text = match comparison {
        Comparison::Differs => format!(
            "{} add up to {}, but {printed} is given as their whole",
            joined(&list),
            total
        ),
        _ => format!("{} add up to {printed}", joined(&list)),
    };
    let level = if claim.link == Link::Complete {
        Level::Error
    } else {
        Level::Warning
    };
    let mut test = made.test(comparison.into(), level, text, primary, &spans);
    if block != claim.block || primary != whole.span {
        test.locations.push(Location::prose(
            made.reading,
            Role::Evidence,
            block,
            whole.span,
        ));
    }
    test.stated = Some(stated);
    test.computed = Some(computed);
    if test.is_finding() {
        test.sum = parts
            .iter()
            .map(|o| line(&o.measure, made.printed(&o.figure), ""))
            .collect();
        test.sum.push(line("whole", printed, "printed"));
        test.sum.push(line("whole", total, "recalculated"));
    }
    Some(test)
}

/// Whether a miss is so small, or so like two swapped digits, that a slip is likelier than figures of something else.
fn is_slip(link: Link, stated: Decimal, gap: Decimal, parts: usize) -> bool {
    let nine = Decimal::from(9);
    match link {
        Link::Weak => gap <= Decimal::ONE,
        Link::Told => parts >= 4 && gap * Decimal::from(20) <= stated,
        _ => {
            gap * Decimal::TEN <= stated
                || gap <= Decimal::ONE
                || (gap % nine).is_zero() && gap * Decimal::TWO <= stated
        }
    }
}

/// Whether two shares miss a hundred as by a slip: by a rounding or two, by nine as swapped digits do, or by one digit
/// before the last.
fn is_slip_of_share(gap: Decimal) -> bool {
    let (two, nine) = (Decimal::TWO, Decimal::from(9));
    gap <= two || gap == nine || gap == Decimal::TEN
}

fn joined(list: &[String]) -> String {
    match list {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Two shares that are said to make up everything.
pub(in crate::rules) fn hundred(made: &Made<'_>) -> Option<Test> {
    let parts = members(made.claim);
    let [a, b] = parts.as_slice() else {
        return None;
    };
    let (a, b) = (&a.figure, &b.figure);
    let spans = [a.span, b.span];
    if !is_plain(a) || !is_plain(b) {
        return Some(made.not_tested("a share is given only roughly", b.span, &spans));
    }
    let computed = a.scaled() + b.scaled();
    let stated = Decimal::ONE_HUNDRED;
    let precisions = [a.scaled_precision(), b.scaled_precision()];
    let comparison = compare_sum(
        stated,
        Interval::exact(stated),
        computed,
        a.rounded_interval().plus(b.rounded_interval()),
        &precisions,
    );
    let sure = made.claim.link == Link::Complete;
    if comparison == Comparison::Differs && !sure && !is_slip_of_share((stated - computed).abs()) {
        return Some(made.not_tested(
            "the two shares may not be meant to make up a hundred",
            b.span,
            &spans,
        ));
    }
    let outcome = match comparison {
        Comparison::UnlikelyRounding => Outcome::WithinRounding,
        c => c.into(),
    };
    let level = if sure { Level::Error } else { Level::Warning };
    let text = if outcome == Outcome::Differs {
        format!(
            "{} and {} make {}%, not 100%",
            made.printed(a),
            made.printed(b),
            message::number(computed)
        )
    } else {
        format!("{} and {} make 100%", made.printed(a), made.printed(b))
    };
    let mut test = made.test(outcome, level, text, b.span, &spans);
    test.stated = Some(stated);
    test.computed = Some(computed);
    Some(test)
}
