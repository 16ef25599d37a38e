//! How long a stretch of time is, against the words before it and the years around it.

use super::stretches::Stretch;
use super::years::Years;
use super::{agrees, differs, evidence, primary};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::figure::{Period, Span, small_number};
use crate::finding::{Level, Location, Test};
use regex::Regex;
use std::sync::LazyLock;

/// "In the last six months (" before a stretch.
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(every\s+|each\s+|within\s+)?(?:the\s+)?(?:last|past|previous|preceding|first|following|the|this|an?)\s+([a-z]+(?:-four)?|\d{1,2})[\s-](months?|years?)[’']?s?[,:(\s–-]*(?:(?:the|period|covering|ended|ending|from|between|of|up|to)[,:(\s–-]*){0,4}$",
    )
});

/// The years and stretches of one block.
pub(in crate::rules) struct Found {
    /// The block.
    pub block: usize,
    /// Its years.
    pub years: Vec<Years>,
    /// Its stretches.
    pub stretches: Vec<Stretch>,
}

/// "the last six months" before a stretch: the number and whether it counts months.
pub(in crate::rules) fn said(text: &str, span: Span) -> Option<(i32, bool, Span)> {
    let before = text.get(..span.start as usize)?;
    let tail = before.char_indices().rev().nth(70).map_or(0, |(i, _)| i);
    let c = LENGTH.captures(&before[tail..])?;
    let (word, unit) = (c.get(2)?, c.get(3)?);
    let number = small_number(&word.as_str().to_lowercase())?;
    if c.get(1).is_some() || number == 0 {
        return None;
    }
    let months = unit.as_str().to_lowercase().starts_with('m');
    Some((
        i32::from(number),
        months,
        Span::new(tail + word.start(), tail + unit.end()),
    ))
}

/// A stretch is as long as the words before it say; without days, months may be counted with or
/// without the last.
pub(in crate::rules) fn as_long(
    rule: &'static str,
    reading: &Reading,
    block: usize,
    s: &Stretch,
    (number, months, span): (i32, bool, Span),
) -> Option<Test> {
    let counted = s.months();
    let said = if months { number } else { number * 12 };
    let whole = Span {
        start: span.start,
        end: s.span.end,
    };
    let text = &reading.blocks[block].text;
    let place = vec![primary(reading, block, whole)];
    let stretch = s.span.of(text);
    Some(if said == counted || !s.exact && said == counted - 1 {
        agrees(
            rule,
            format!("{stretch} is {} as stated", span.of(text)),
            place,
        )
    } else {
        let message = format!("{stretch} is {counted} months, not {}", span.of(text));
        differs(rule, Level::Error, message, place)
    })
}

/// A stretch of a whole year, or of two where one year is meant: the years around it, or stretches like it, say so.
pub(in crate::rules) fn one_year(
    rule: &'static str,
    reading: &Reading,
    found: &[Found],
    f: &Found,
    s: &Stretch,
    report: Option<Period>,
) -> Option<Test> {
    let length = s.whole_years().filter(|n| matches!(n, 1 | 2))?;
    let (start, end) = (s.from.year() as u16, s.to.year() as u16);
    let near = |other: &&Found| other.block <= f.block && f.block - other.block <= 8;
    let labels = found.iter().rev().filter(near);
    let label = labels.flat_map(|o| {
        o.years
            .iter()
            .map(move |y| (o.block, y))
            .filter(|(_, y)| y.is_year())
    });
    let primary_place = || primary(reading, f.block, s.span);
    if length == 1 {
        let label = found
            .iter()
            .flat_map(|o| o.years.iter().map(move |y| (o.block, y)))
            .find(|(_, y)| y.is_year() && (y.from, y.to) == (start, end));
        let own = report.is_some_and(|p| p.start == s.from && p.end == s.to);
        let mut places = vec![primary_place()];
        places.extend(label.map(|(block, y)| evidence(reading, block, y.span)));
        return (own || label.is_some()).then(|| {
            agrees(
                rule,
                format!("a whole year, {start}/{:02}", end % 100),
                places,
            )
        });
    }
    let text = reading.blocks[f.block].text.to_lowercase();
    if ["two", "2 year", "24 month", "biennial", "years"]
        .iter()
        .any(|w| text.contains(w))
    {
        return None;
    }
    // Both years named beside the stretch: two are meant.
    let named = |year: u16| f.years.iter().any(|y| y.is_year() && y.from == year);
    if named(start) && named(end - 1) {
        return None;
    }
    let shares = |from: u16, to: u16| from == start || to == end;
    // Lines above that all name one year, in two places or more.
    let near: Vec<(usize, &Years)> = label.into_iter().collect();
    let one = near.windows(2).all(|w| w[0].1.from == w[1].1.from);
    let by_label = near
        .iter()
        .find(|(_, y)| one && near.len() > 1 && shares(y.from, y.to))
        .map(|(block, y)| evidence(reading, *block, y.span));
    let by_like = || {
        found
            .iter()
            .flat_map(|o| o.stretches.iter().map(move |t| (o.block, t)))
            .find(|(_, t)| {
                t.whole_years() == Some(1)
                    && t.from.month() == s.from.month()
                    && shares(t.from.year() as u16, t.to.year() as u16)
            })
            .map(|(block, t)| evidence(reading, block, t.span))
    };
    let place: Location = by_label.or_else(by_like)?;
    let message = format!(
        "{} is two years where one is meant ({})",
        s.span.of(&reading.blocks[f.block].text),
        place.text
    );
    Some(differs(
        rule,
        Level::Warning,
        message,
        vec![primary_place(), place],
    ))
}
