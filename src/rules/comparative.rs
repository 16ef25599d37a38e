//! A figure of an earlier year that a later report reprints is the one first published.

use super::link::{across, tables};
use super::{Context, Rule};
use crate::finding::{Outcome, Test};
use crate::store::{Kinship, Relation, Sentence, Value, same_span};

pub(super) struct Comparative;
pub(super) static RULE: Comparative = Comparative;

const NAME: &str = "comparative";

impl Rule for Comparative {
    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let shelves = context.shelves();
        let mut out = Vec::new();
        for (kin, earlier, later) in context.kin(|r| r == Relation::Successive) {
            let side = |reading, document: usize, section| tables::Side {
                reading,
                shelf: &shelves[document],
                section,
            };
            out.extend(tables::cells(
                NAME,
                side(later, kin.right.document, kin.right.section),
                side(earlier, kin.left.document, kin.left.section),
                across::name(earlier),
            ));
            let before = first_day(kin, context);
            for (old, new, share) in &kin.common {
                // A sentence that both years print word for word tells one thing only when all that it dates lies
                // before either of them; everything else is meant to change with the year, and may stay.
                if *share <= 0.95 {
                    continue;
                }
                if moves(kin, context, new, old) {
                    continue;
                }
                let tests = across::sentences(NAME, (later, new), (earlier, old));
                let history =
                    before.is_some_and(|day| is_history(new, day) && is_history(old, day));
                if history || tests.iter().all(|t| t.outcome == Outcome::Agrees) {
                    out.extend(tests);
                }
            }
        }
        out
    }
}

/// Whether the dates of two like sentences differ because the sentence moves on with the report ("the five years to
/// 30 September") or lists something else. A slip changes one part of one date, and not by the years between the
/// reports.
fn moves(kin: &Kinship, context: &Context<'_>, new: &Sentence, old: &Sentence) -> bool {
    let year = |part: &crate::store::Part| {
        let section = context
            .readings
            .get(part.document)?
            .sections
            .get(part.section as usize)?;
        Some(section.period?.end.year())
    };
    let between = year(&kin.right).zip(year(&kin.left)).map(|(b, a)| b - a);
    let figures = |s: &Sentence| -> Vec<rust_decimal::Decimal> {
        let of = |v: &Value| match v {
            Value::Figure(f) => Some(f.scaled()),
            Value::When(_) => None,
        };
        s.values.iter().filter_map(|(_, v)| of(v)).collect()
    };
    let other_figures = figures(new) != figures(old);
    let mut apart = 0;
    for pair in new.values.iter().zip(&old.values) {
        let ((_, Value::When(p)), (_, Value::When(q))) = pair else {
            continue;
        };
        if p == q || same_span(*p, *q) {
            continue;
        }
        apart += 1;
        let (p, q) = (p.end, q.end);
        let same = [
            p.day() == q.day(),
            p.month() == q.month(),
            p.year() == q.year(),
        ];
        let one_part = same.iter().filter(|s| **s).count() == 2;
        if apart > 1 || other_figures || !one_part || Some(p.year() - q.year()) == between {
            return true;
        }
    }
    false
}

fn first_day(kin: &Kinship, context: &Context<'_>) -> Option<jiff::civil::Date> {
    let part = context
        .readings
        .get(kin.left.document)?
        .sections
        .get(kin.left.section as usize)?;
    Some(part.period?.start)
}

fn is_history(sentence: &Sentence, day: jiff::civil::Date) -> bool {
    let mut dates = sentence.values.iter().filter_map(|(_, v)| match v {
        Value::When(p) => Some(p),
        Value::Figure(_) => None,
    });
    let first = dates.next();
    first.is_some_and(|p| p.end < day) && dates.all(|p| p.end < day)
}
