//! Like passages of two documents, tested value by value.

use super::figures::{compare, shown, slip, units_meet};
use crate::fact::Reading;
use crate::figure::Period;
use crate::figure::period::Shape;
use crate::finding::{Level, Location, Outcome, Role, Test, message};
use crate::store::{Sentence, Value, same_span};

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
                    (
                        c.outcome,
                        Some(c.stated),
                        Some(c.other),
                        slip(c.stated, c.other),
                    )
                }
                (Value::When(p), Value::When(q)) => {
                    let same = p == q || same_span(*p, *q);
                    let year = |p: &Period| Some(rust_decimal::Decimal::from(p.end.year()));
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

/// Whether a test of this module compared dates or periods.
pub(in crate::rules) fn is_date(test: &Test) -> bool {
    test.locations
        .first()
        .is_some_and(|l| !crate::figure::period::scan(&l.text).is_empty())
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
    reading
        .path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(&reading.path)
}
