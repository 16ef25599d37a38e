//! The years that a comparison names: the earlier one first, and as far apart as the words say.

use super::{agrees, differs, evidence, not_tested, primary};
use crate::claim::{Claim, Kind, Part};
use crate::fact::Reading;
use crate::figure::{Period, PeriodRef, Span};
use crate::finding::{Level, Test};

/// Each change with its two periods, and years that stand side by side.
pub(in crate::rules) fn tests(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut out: Vec<Test> = Vec::new();
    let mut last: Option<(u32, Span)> = None;
    for claim in reading.claims.iter().filter(|c| c.kind == Kind::Change) {
        if let Some(at) = earlier_first(rule, reading, claim, last, &mut out) {
            last = Some(at);
        }
        out.extend(as_far(rule, reading, claim));
    }
    out.extend(side_by_side(rule, reading));
    out
}

/// "rose from 34% in 2021/22 to 45% in 2022/23": what it rose from is the earlier.
fn earlier_first(
    rule: &'static str,
    reading: &Reading,
    claim: &Claim,
    last: Option<(u32, Span)>,
    out: &mut Vec<Test>,
) -> Option<(u32, Span)> {
    let current = claim.operand(Part::Current)?;
    let now = current.period.or(claim.period)?;
    let before: Vec<(Period, Span)> = claim
        .operands
        .iter()
        .filter(|o| o.part == Part::Previous)
        .filter_map(|o| Some((o.period?, o.figure.span)))
        .collect();
    let at = (claim.block, current.figure.span);
    if before.is_empty() || last == Some(at) {
        return None;
    }
    let mut places = vec![primary(reading, claim.block as usize, current.figure.span)];
    places.extend(
        before
            .iter()
            .map(|(_, s)| evidence(reading, claim.block as usize, *s)),
    );
    let labels: Vec<String> = before.iter().map(|(p, _)| p.label()).collect();
    let named = |p: Period| is_named(reading, claim, p);
    out.push(if before.iter().all(|(p, _)| p.end < now.end) {
        let message = format!("{} comes after {}", now.label(), labels.join(" and "));
        agrees(rule, message, places)
    } else if let [(p, s)] = before.as_slice()
        && p.end > now.end
        && (p.days() - now.days()).abs() <= 3
        && named(*p)
        && named(now)
        && from_to(reading, claim, *s, current.figure.span)
    {
        let message = format!(
            "a change from {} to {} runs backwards",
            p.label(),
            now.label()
        );
        differs(rule, Level::Warning, message, places)
    } else {
        not_tested(rule, "the periods compared overlap".to_string(), places)
    });
    Some(at)
}

/// Whether a period is named in the claim's own words rather than taken from the report.
fn is_named(reading: &Reading, claim: &Claim, period: Period) -> bool {
    let first = reading.times.partition_point(|t| t.0 < claim.block);
    reading.times[first..]
        .iter()
        .take_while(|t| t.0 == claim.block)
        .filter(|t| t.1.start >= claim.span.start && t.1.start <= claim.span.end + 60)
        .any(|t| t.2 == PeriodRef::Fixed(period))
}

/// "from 12 (in 2023) to 15": the words before the two figures.
fn from_to(reading: &Reading, claim: &Claim, previous: Span, current: Span) -> bool {
    let Some(block) = reading.blocks.get(claim.block as usize) else {
        return false;
    };
    let led = |s: Span, word: &str| {
        let before = block.text.get(..s.start as usize).unwrap_or("");
        before
            .trim_end()
            .rsplit(' ')
            .next()
            .is_some_and(|w| w.eq_ignore_ascii_case(word))
    };
    led(previous, "from") && led(current, "to")
}

/// "In the last 2 years ... by 19 weeks", and the figure that it is measured from.
fn as_far(rule: &'static str, reading: &Reading, claim: &Claim) -> Option<Test> {
    let change = claim.operand(Part::Change)?;
    let previous = claim.previous?;
    let first = reading.times.partition_point(|t| t.0 < claim.block);
    let block = reading.blocks.get(claim.block as usize)?;
    let start = super::told::sentence(&block.text, claim.span.start as usize).start;
    let (span, months) = reading.times[first..]
        .iter()
        .take_while(|t| t.0 == claim.block && t.1.start <= claim.span.end)
        .filter(|t| t.1.start >= start)
        .find_map(|t| match t.2 {
            PeriodRef::LastMonths(n) if n >= 12 && n % 12 == 0 => Some((t.1, n)),
            _ => None,
        })?;
    let now = claim.period.filter(|p| p.is_year())?;
    let apart = now.end.year() - previous.end.year();
    if apart <= 0 {
        return None;
    }
    let places = vec![
        primary(reading, claim.block as usize, span),
        evidence(reading, claim.block as usize, change.figure.span),
    ];
    let years = i16::from(months / 12);
    let (from, to) = (previous.label(), now.label());
    Some(if apart == years {
        agrees(rule, format!("{from} to {to} is {years} years"), places)
    } else {
        let message = format!("{from} to {to} may not be the {years} years meant");
        not_tested(rule, message, places)
    })
}

/// "in 2025/26 and 2026/27" follow one another; the same year on both sides of "and" is a slip.
fn side_by_side(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut out = Vec::new();
    for pair in reading.times.windows(2) {
        let [(block, a, first), (other, b, second)] = pair else {
            continue;
        };
        let (Some(x), Some(y)) = (first.fixed(), second.fixed()) else {
            continue;
        };
        if block != other || !x.is_year() || !y.is_year() {
            continue;
        }
        let Some(text) = reading.blocks.get(*block as usize).map(|b| &b.text) else {
            continue;
        };
        let between = text
            .get(a.end as usize..b.start as usize)
            .unwrap_or("")
            .trim();
        if !matches!(
            between,
            "and" | "to" | "&" | "-" | "–" | "and for" | "and in"
        ) {
            continue;
        }
        let places = vec![
            primary(reading, *block as usize, *b),
            evidence(reading, *block as usize, *a),
        ];
        // calendar years may name two things: "the 2024 and 2024 series"
        if x == y && (between == "to" || between == "and" && x.start.month() != 1) {
            let message = format!("{} stands on both sides of “{between}”", x.label());
            out.push(differs(rule, Level::Warning, message, places));
        } else if x.start.month() != 1
            && (x.years_back(-1) == Some(y) || x.years_back(1) == Some(y))
        {
            let message = format!("{} and {} are neighbours", x.label(), y.label());
            out.push(agrees(rule, message, places));
        }
    }
    out
}
