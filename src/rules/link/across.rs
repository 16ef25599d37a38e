//! Like passages of two documents, tested value by value.

use super::figures::{compare, shown, slip, units_meet};
use crate::document::file_name;
use crate::fact::Reading;
use crate::figure::period::Shape;
use crate::figure::{Period, Span};
use crate::finding::{Level, Location, Outcome, Role, Test, message};
use crate::store::{Sentence, Value, same_span};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The tests of a pair of like sentences: one for each value, or none when their values do not line up.
pub(in crate::rules) fn sentences(
    rule: &'static str,
    left: (&Reading, &Sentence),
    right: (&Reading, &Sentence),
) -> Vec<Test> {
    let (l, r) = (left.1, right.1);
    if l.values.len() != r.values.len()
        || !l.values.iter().zip(&r.values).all(|(a, b)| alike(a.1, b.1))
    {
        return Vec::new();
    }
    l.values
        .iter()
        .zip(&r.values)
        .filter_map(|((a, x), (b, y))| {
            let (outcome, stated, computed, cause) = match (x, y) {
                (Value::Figure(f), Value::Figure(g)) => {
                    let c = compare(f, g)?;
                    // "Circular 2016-13" names another paper than "Circular 2016-16" does.
                    let code = coded(left.0, l.block, *a) || coded(right.0, r.block, *b);
                    if code && c.stated != c.other {
                        return None;
                    }
                    (
                        c.outcome,
                        Some(c.stated),
                        Some(c.other),
                        slip(c.stated, c.other),
                    )
                }
                (Value::When(p), Value::When(q)) => {
                    let same = p == q || same_span(*p, *q);
                    let year = |p: &Period| Some(Decimal::from(p.end.year()));
                    (
                        if same {
                            Outcome::Agrees
                        } else {
                            Outcome::Differs
                        },
                        year(p),
                        year(q),
                        None,
                    )
                }
                _ => return None,
            };
            let locations = vec![
                Location::prose(left.0, Role::Primary, l.block, *a),
                Location::prose(right.0, Role::Evidence, r.block, *b),
            ];
            let message = match outcome {
                Outcome::Agrees | Outcome::WithinRounding => format!("{} in both", said(x)),
                Outcome::NotTested => "the figure is only approximate in one of them".to_string(),
                _ => format!(
                    "says {} where {} says {} in the same words",
                    said(x),
                    name(right.0),
                    said(y)
                ),
            };
            Some(Test {
                rule,
                outcome,
                level: Level::Warning,
                message,
                stated,
                computed,
                cause: cause.filter(|_| outcome == Outcome::Differs),
                sum: Vec::new(),
                locations,
            })
        })
        .collect()
}

/// The test that agrees because a sentence without figures stands in both, word for word.
pub(in crate::rules) fn same_words(
    rule: &'static str,
    left: (&Reading, &Sentence),
    right: (&Reading, &Sentence),
) -> Test {
    let at =
        |(reading, s): (&Reading, &Sentence), role| Location::prose(reading, role, s.block, s.span);
    Test::new(
        rule,
        Outcome::Agrees,
        Level::Note,
        format!("the same words in {}", name(right.0)),
        vec![at(left, Role::Primary), at(right, Role::Evidence)],
    )
}

/// Tests that say the same of one place become one, with all other places as its evidence: a figure that three earlier
/// reports print is one figure.
pub(in crate::rules) fn gathered(tests: Vec<Test>) -> Vec<Test> {
    let mut out: Vec<Test> = Vec::with_capacity(tests.len());
    let mut first: HashMap<At, usize> = HashMap::new();
    for mut t in tests {
        let at = match t.locations.first() {
            Some(l) if t.outcome != Outcome::NotTested => (
                (l.document, l.cell, l.prose),
                (t.outcome, t.stated, t.computed),
            ),
            _ => {
                out.push(t);
                continue;
            }
        };
        let index = *first.entry(at).or_insert(out.len());
        let Some(known) = out.get_mut(index) else {
            out.push(t);
            continue;
        };
        t.locations.drain(..1);
        t.locations.retain(|l| !known.locations.contains(l));
        let room = super::SITES.saturating_sub(known.locations.len());
        t.locations.truncate(room);
        known.locations.append(&mut t.locations);
    }
    out
}

/// A place with what is said of it.
type At = (
    (u32, Option<(u32, u32, u32)>, Option<(u32, Span)>),
    (Outcome, Option<Decimal>, Option<Decimal>),
);

/// Whether a test of this module compared dates or periods.
pub(in crate::rules) fn is_date(test: &Test) -> bool {
    test.locations
        .first()
        .is_some_and(|l| !crate::figure::period::scan(&l.text).is_empty())
}

/// Whether a number goes on behind a hyphen or stroke: "2016-13" is a name.
fn coded(reading: &Reading, block: u32, span: Span) -> bool {
    let before = reading
        .blocks
        .get(block as usize)
        .and_then(|b| b.text.get(..span.start as usize));
    let mut last = before.unwrap_or("").chars().rev();
    matches!(last.next(), Some('-' | '–' | '/')) && last.next().is_some_and(|c| c.is_alphanumeric())
}

fn alike(a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Figure(f), Value::Figure(g)) => units_meet(f.unit, g.unit),
        (Value::When(p), Value::When(q)) => {
            (p.shape == Shape::Instant) == (q.shape == Shape::Instant)
        }
        _ => false,
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Figure(f) => shown(f),
        Value::When(p) => message::period(*p),
    }
}

/// A document's name without its folders.
pub(in crate::rules) fn name(reading: &Reading) -> &str {
    file_name(&reading.path)
}
