//! Months and days in the order in which a text tells them, and against the day that the text bears.

use super::days::Day;
use super::reported::{Time, times};
use super::told::{Told, happened, sentence, told};
use super::{agrees, differs, evidence, is_text, primary};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::figure::period::Shape;
use crate::finding::{Level, Role as Part, Test, message};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What says that the next thing told came later.
static THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\bfollowed by\b|\band (?:was )?(?:then|subsequently|later)\b|[.;] (?:Subsequently|Later|Then),?\s)",
    )
});
static UNORDERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:after|following|since|before|prior|previous[a-z]*|until|replac[a-z]*|supersed[a-z]*|revis[a-z]*|compared|respectively|while|whilst|earlier|originally|also|preceded|will|plan[a-z]*|expect[a-z]*)\b",
    )
});

/// Months told as past that the text's own day bears out, months told as to come that it does.
pub(in crate::rules) fn months_told(
    rule: &'static str,
    reading: &Reading,
    blocks: Range<usize>,
    (sign, signed): (&Day, Date),
    tests: &mut Vec<Test>,
) {
    for t in times(reading, blocks) {
        let month = t.period.shape == Shape::Duration && t.period.days() <= 31;
        let day = t.period.start == t.period.end;
        let Some(b) = reading
            .blocks
            .get(t.block)
            .filter(|b| (month || day) && t.block != sign.block && is_text(b))
        else {
            continue;
        };
        let how = told(&b.text, t.span);
        let places = || {
            vec![
                primary(reading, t.block, t.span),
                sign.location(reading, Part::Evidence),
            ]
        };
        let (printed, own) = (t.period.label(), message::date(signed));
        let plainly = how == Told::ToCome || how == Told::Unclear && expected(&b.text, &t);
        if plainly && t.period.end >= signed {
            let message = format!("{printed} is told as to come on {own}");
            tests.push(agrees(rule, message, places()));
        } else if month && how == Told::Past && t.period.start > signed {
            let message = format!("{printed} is told as past, the text is dated {own}");
            tests.push(differs(rule, Level::Warning, message, places()));
        } else if month && t.period.end <= signed && happened(&b.text, t.span) {
            let message = format!("{printed} is told as past on {own}");
            tests.push(agrees(rule, message, places()));
        }
    }
}

/// "It is anticipated that ... in September": what the sentence says of the time itself.
fn expected(text: &str, t: &Time) -> bool {
    let s = sentence(text, t.span.start as usize);
    let before = s.before(t.span).of(text);
    [
        "anticipated",
        "expected",
        " will ",
        "planned",
        "scheduled",
        " to open",
        "forthcoming",
    ]
    .iter()
    .any(|w| before.contains(w))
        && [" in", " on", " for"]
            .iter()
            .any(|w| before.trim_end().ends_with(w))
}

/// Times of one paragraph: three or more that follow one another, or two of which the words say which came later.
pub(in crate::rules) fn in_turn(
    rule: &'static str,
    reading: &Reading,
    blocks: Range<usize>,
    tests: &mut Vec<Test>,
) {
    let all: Vec<Time> = times(reading, blocks)
        .filter(|t| t.period.days() <= 366)
        .collect();
    for told in all.chunk_by(|a, b| a.block == b.block) {
        let Some(text) = reading
            .blocks
            .get(told[0].block)
            .filter(|b| is_text(b))
            .map(|b| b.text.as_str())
        else {
            continue;
        };
        for pair in told.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let between = text
                .get(a.span.end as usize..b.span.start as usize)
                .unwrap_or("");
            let unordered = UNORDERED.is_match(between) || ranks(text, a.span.start as usize);
            if between.len() > 160 || !THEN.is_match(between) || unordered {
                continue;
            }
            let places = vec![
                primary(reading, b.block, b.span),
                evidence(reading, a.block, a.span),
            ];
            let (x, y) = (a.period.label(), b.period.label());
            if b.period.end >= a.period.start {
                tests.push(agrees(rule, format!("{y} comes after {x}"), places));
            } else if a.period.days() <= 31 && b.period.days() <= 31 {
                let message = format!("{y} is told as following {x}");
                tests.push(differs(rule, Level::Warning, message, places));
            }
        }
        let rises = told.len() >= 3
            && told.windows(2).all(|w| {
                w[0].period.start < w[1].period.start && w[0].period.end <= w[1].period.end
            })
            && told.iter().any(|t| t.period.days() <= 31)
            && told.iter().any(|t| happened(text, t.span))
            && told
                .iter()
                .all(|t| super::told::told(text, t.span) != Told::ToCome);
        if rises {
            let mut places = vec![primary(reading, told[0].block, told[0].span)];
            places.extend(told[1..].iter().map(|t| evidence(reading, t.block, t.span)));
            tests.push(agrees(
                rule,
                format!("{} times are told in their order", told.len()),
                places,
            ));
        }
    }
}

/// Whether a sentence ranks things by something else than time before a byte: "the largest was that of May, followed by".
fn ranks(text: &str, at: usize) -> bool {
    const RANKS: [&str; 7] = [
        "largest", "biggest", "highest", "greatest", "longest", "most", "best",
    ];
    let from = sentence(text, at).start as usize;
    let before = text.get(from..at).unwrap_or("");
    let mut words = before.split(|c: char| !c.is_alphabetic());
    words.any(|w| RANKS.iter().any(|r| w.eq_ignore_ascii_case(r)))
}

/// A report is dated after the end of the year that it reports on.
pub(in crate::rules) fn dated_after(
    rule: &'static str,
    reading: &Reading,
    section: usize,
    blocks: Range<usize>,
) -> Option<Test> {
    let year = reading
        .sections
        .get(section)?
        .period
        .filter(|p| p.is_year())?;
    let head = blocks.start..(blocks.start + 6).min(blocks.end);
    let date = times(reading, head).find(|t| {
        t.period.days() <= 31
            && reading.blocks.get(t.block).is_some_and(|b| {
                is_text(b)
                    && b.text.len() <= 100
                    && b.text
                        .get(t.span.end as usize..)
                        .is_some_and(|rest| !rest.chars().any(char::is_alphabetic))
            })
    })?;
    (date.period.start > year.end).then(|| {
        let message = format!(
            "dated {}, after {}, the year reported on",
            date.period.label(),
            year.label()
        );
        agrees(rule, message, vec![primary(reading, date.block, date.span)])
    })
}
