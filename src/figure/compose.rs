//! Dates, months, years and quarters that stand together, put into periods.

use super::Span;
use super::dates::{self, Atom, Kind};
use super::period::{Period, PeriodRef, Shape};
use jiff::civil::Date;

/// One end of a stretch, as an atom gives it.
#[derive(Clone, Copy)]
enum End {
    Day(i8, i8, Option<i16>),
    Month(i8, Option<i16>),
}

impl End {
    fn of(atom: &Atom) -> Option<End> {
        match atom.kind {
            Kind::Date {
                day, month, year, ..
            } => Some(End::Day(day, month, year)),
            Kind::Month { month, year } => Some(End::Month(month, year)),
            _ => None,
        }
    }
    fn year(self) -> Option<i16> {
        match self {
            End::Day(_, _, y) | End::Month(_, y) => y,
        }
    }
    fn month(self) -> i8 {
        match self {
            End::Day(_, m, _) | End::Month(m, _) => m,
        }
    }
    fn first(self, year: i16) -> Option<Date> {
        match self {
            End::Day(d, m, _) => dates::day(year, m, d),
            End::Month(m, _) => dates::day(year, m, 1),
        }
    }
    fn last(self, year: i16) -> Option<Date> {
        match self {
            End::Day(d, m, _) => dates::day(year, m, d),
            End::Month(m, _) => Some(dates::day(year, m, 1)?.last_of_month()),
        }
    }
}

/// Puts dates, months, years and quarters that stand together into periods.
pub(super) fn compose(text: &str, atoms: &[Atom]) -> Vec<(Span, PeriodRef)> {
    let mut out = Vec::with_capacity(atoms.len());
    let mut i = 0;
    while let Some(a) = atoms.get(i) {
        let (used, end, period) = one(text, a, &atoms[i + 1..]);
        if let Some(p) = period {
            let floor = i.checked_sub(1).map_or(0, |k| atoms[k].span.end as usize);
            let before = text.get(floor..a.span.start as usize).unwrap_or("");
            let (lead, p) = led_by(before, p);
            out.push((
                Span {
                    start: a.span.start - lead as u32,
                    end,
                },
                p,
            ));
        }
        i += 1 + used;
    }
    out
}

/// The period that begins with atom `a`: atoms used after it, where it ends, and what it is.
fn one(text: &str, a: &Atom, after: &[Atom]) -> (usize, u32, Option<PeriodRef>) {
    let gap = |b: &Atom| {
        text.get(a.span.end as usize..b.span.start as usize)
            .unwrap_or("?")
            .trim()
    };
    let next = after.first();
    if let (Some(from), Some(b)) = (End::of(a), next)
        && let Some(to) = End::of(b)
        && joins(gap(b), from, to)
        && let Some(p) = stretch(from, to)
    {
        return (1, b.span.end, Some(PeriodRef::Fixed(p)));
    }
    if let (Some(q), Some(b)) = (quarter(a), next)
        && let Some(year) = year_of(b)
        && matches!(gap(b), "" | "of" | "," | "-" | "/" | "–" | "(" | "in")
    {
        return (1, b.span.end, part(year, q).map(PeriodRef::Fixed));
    }
    if let (Some(year), Some(b)) = (year_of(a), next)
        && let Some(q) = quarter(b)
        && matches!(gap(b), "" | "," | "-" | "–")
    {
        return (1, b.span.end, part(year, q).map(PeriodRef::Fixed));
    }
    let period = match a.kind {
        Kind::Date {
            day,
            month,
            year: Some(y),
            ..
        } => dates::day(y, month, day).map(|d| PeriodRef::Fixed(Period::at(d))),
        Kind::Month {
            month,
            year: Some(y),
        } => Period::month(y, month).map(PeriodRef::Fixed),
        Kind::Month { month, year: None } => Some(PeriodRef::Month(month)),
        Kind::Year(_) | Kind::YearPair(..) => year_of(a).map(PeriodRef::Fixed),
        Kind::Quarter(q) if q <= 4 => Some(PeriodRef::Quarter(q)),
        Kind::Relative(r) => Some(r),
        Kind::Date { year: None, .. } | Kind::Quarter(_) | Kind::Reference => None,
    };
    (0, a.span.end, period)
}

fn quarter(a: &Atom) -> Option<u8> {
    match a.kind {
        Kind::Quarter(q) => Some(q),
        _ => None,
    }
}

fn year_of(a: &Atom) -> Option<Period> {
    match a.kind {
        Kind::Year(y) => Period::calendar_year(y),
        Kind::YearPair(a, b) if a.checked_add(1) == Some(b) => Period::financial_year(a),
        Kind::YearPair(a, b) => Some(Period::between(
            dates::day(a, 1, 1)?,
            dates::day(b, 12, 31)?,
        )),
        _ => None,
    }
}

/// Quarter 1 to 4 of a year; 5 and 6 are its halves.
fn part(year: Period, q: u8) -> Option<Period> {
    match q {
        5 => Some(Period::between(
            Period::quarter_of(year, 1)?.start,
            Period::quarter_of(year, 2)?.end,
        )),
        6 => Some(Period::between(
            Period::quarter_of(year, 3)?.start,
            Period::quarter_of(year, 4)?.end,
        )),
        q => Period::quarter_of(year, q),
    }
}

/// Whether the words between two dates make them the ends of a stretch. With the dash lost in extraction only a first
/// day of a month followed by a last day is one.
fn joins(gap: &str, from: End, to: End) -> bool {
    match gap {
        "to" | "-" | "–" | "—" | "until" | "till" | "up to" | "through" | "through to"
        | "to the" => true,
        "" => {
            matches!((from, to), (End::Day(1, _, Some(_)), End::Day(d, _, Some(_))) if d >= 28)
        }
        _ => false,
    }
}

fn stretch(from: End, to: End) -> Option<Period> {
    let last = to.year().or(from.year())?;
    let first = from.year().unwrap_or(if from.month() <= to.month() {
        last
    } else {
        last.checked_sub(1)?
    });
    let (a, b) = (from.first(first)?, to.last(last)?);
    (a < b).then(|| Period::between(a, b))
}

/// What the words before a date make of it: "year to 31 March 2025" is a year, "end of March 2025" a day. Returns the
/// bytes of the lead-in.
fn led_by(before: &str, p: PeriodRef) -> (usize, PeriodRef) {
    let Some(fixed) = p.fixed() else {
        return (0, p);
    };
    let tail = dates::tail(before, 48).to_ascii_lowercase();
    let words: Vec<&str> = tail.split_whitespace().rev().take(6).collect();
    let start_of = |n: usize| {
        let word = words.get(n - 1).copied().unwrap_or("");
        // the n-th word from the end, found as a slice of `tail`
        let at = word.as_ptr() as usize - tail.as_ptr() as usize;
        tail.len() - at
    };
    let w = |n: usize| {
        words
            .get(n)
            .copied()
            .unwrap_or("")
            .trim_matches(['(', ',', '"'])
    };
    let end_of = matches!(fixed.shape, Shape::Instant) || is_month(fixed);
    if end_of && w(0) == "of" && matches!(w(1), "end" | "close") {
        return (start_of(2), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if end_of && w(0) == "end" {
        return (start_of(1), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if w(0) == "at" && w(1) == "as" {
        return (start_of(2), PeriodRef::Fixed(Period::at(fixed.end)));
    }
    if matches!(w(0), "to" | "ended" | "ending" | "to:" | "ended:")
        || (w(0) == "the" && w(1) == "to")
    {
        let skip = if w(0) == "the" { 2 } else { 1 };
        let (unit, count) = (w(skip), w(skip + 1));
        if end_of && matches!(unit, "year" | "years") {
            return (
                start_of(skip + 1),
                Period::months_to(fixed.end, 12).map_or(p, PeriodRef::Fixed),
            );
        }
        if end_of && unit == "quarter" {
            return (
                start_of(skip + 1),
                Period::months_to(fixed.end, 3).map_or(p, PeriodRef::Fixed),
            );
        }
        if end_of
            && unit == "months"
            && let Some(n) = dates::small_number(count)
            && (1..=60).contains(&n)
        {
            return (
                start_of(skip + 2),
                Period::months_to(fixed.end, n).map_or(p, PeriodRef::Fixed),
            );
        }
    }
    (0, p)
}

fn is_month(p: Period) -> bool {
    p.shape == Shape::Duration && p.start.day() == 1 && p.end == p.start.last_of_month()
}
