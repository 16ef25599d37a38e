//! What later reports reprint of earlier ones: the tests of two rules, made once. Where the later report says that it
//! changed earlier figures, or the earlier one that its figures were not final, a difference is a restatement.

use super::{across, tables};
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::finding::{Level, Outcome, Test};
use crate::rules::Context;
use crate::store::{
    Kinship, Part, Restatements, Sentence, Value, provisional, restated, same_span,
};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The tests of the rule `comparative`, and those of `restatement`.
#[derive(Debug, Default)]
pub(in crate::rules) struct Reprints {
    pub held: Vec<Test>,
    pub told: Vec<Test>,
}

const HELD: &str = "comparative";
const TOLD: &str = "restatement";

impl Reprints {
    /// Of all reports of a run that are two years of one series.
    pub(in crate::rules) fn of(context: &Context<'_>) -> Reprints {
        let mut out = Reprints::default();
        tables::each_year(context, |kin, new, old| {
            let (later, earlier) = (new.reading, old.reading);
            let mut tests = tables::cells(HELD, new, old, across::name(earlier));
            tests.extend(sentences(kin, context, later, earlier));
            tests.extend(super::previous::tests(HELD, context, new, old));
            let mut why = Why::new(later, earlier, context);
            for mut test in tests {
                match why.told(&test) {
                    Some(why) => {
                        test.rule = TOLD;
                        if test.is_finding() {
                            test.level = Level::Note;
                            test.message = format!("{}, and {why}", test.message);
                            test.cause = None;
                        }
                        out.told.push(test);
                    }
                    None => out.held.push(test),
                }
            }
        });
        out.held = across::gathered(out.held);
        out.told = across::gathered(out.told);
        out
    }
}

/// Why a figure may be another one now.
struct Why<'a> {
    later: &'a Reading,
    earlier: &'a Reading,
    context: &'a Context<'a>,
    /// By table of the later and of the earlier report.
    restated: HashMap<u32, bool>,
    provisional: HashMap<u32, bool>,
    sentences: OnceCell<Restatements>,
}

impl<'a> Why<'a> {
    fn new(later: &'a Reading, earlier: &'a Reading, context: &'a Context<'a>) -> Self {
        Why {
            later,
            earlier,
            context,
            restated: HashMap::new(),
            provisional: HashMap::new(),
            sentences: OnceCell::new(),
        }
    }

    fn told(&mut self, test: &Test) -> Option<&'static str> {
        let mut places = test.locations.iter();
        let (new, old) = (places.next()?, places.next()?);
        if let Some((table, _, _)) = new.cell {
            let later = self.later;
            let says = self.restated.entry(table);
            if *says.or_insert_with(|| restated(later, table)) {
                return Some("the table says that earlier figures were changed");
            }
        }
        if !test.is_finding() {
            return None;
        }
        if let Some((table, _, _)) = old.cell {
            let earlier = self.earlier;
            let says = self.provisional.entry(table);
            if *says.or_insert_with(|| provisional(earlier, table)) {
                return Some("the earlier table says that its figures are not final");
            }
        }
        let sentences = self
            .sentences
            .get_or_init(|| Restatements::of(self.later, &self.context.sentences(self.later)));
        let about = match new.cell {
            Some((table, row, column)) => {
                let t = self.later.tables.get(table as usize)?;
                let row = t.rows.get(row as usize).map_or("", |a| a.label());
                let head = t.columns.get(column as usize).map_or("", |a| a.label());
                Name::of(&format!("{row} {head}"))
            }
            None => {
                let (block, span) = new.prose?;
                let text = &self.later.blocks.get(block as usize)?.text;
                let shelf = self.context.sentences(self.later);
                let (_, whole) = shelf.at(block, span.start)?;
                Name::of(whole.of(text))
            }
        };
        sentences
            .tells(&about)
            .then_some("the report says that figures of earlier periods were changed")
    }
}

/// Sentences that both years print word for word. They tell one thing only when all that they date lies before either of
/// them; everything else is meant to change with the year, and may stay.
fn sentences(
    kin: &Kinship,
    context: &Context<'_>,
    later: &Reading,
    earlier: &Reading,
) -> Vec<Test> {
    let period = |part: &Part| {
        let reading = context.readings.get(part.document)?;
        reading.sections.get(part.section as usize)?.period
    };
    let (before, after) = (period(&kin.left), period(&kin.right));
    let years = after.zip(before).map(|(b, a)| b.end.year() - a.end.year());
    let mut out = Vec::new();
    for (old, new, share) in &kin.common {
        if *share <= 0.95 || moves(new, old, years) {
            continue;
        }
        let tests = across::sentences(HELD, (later, new), (earlier, old));
        let history = before.is_some_and(|p| is_history(new, p.start) && is_history(old, p.start));
        if history || tests.iter().all(|t| t.outcome == Outcome::Agrees) {
            out.extend(tests);
        }
    }
    out
}

/// Whether the dates of two like sentences differ because the sentence moves on with the report ("the five years to
/// 30 September") or lists something else. A slip changes one part of one date, and not by the years between the
/// reports.
fn moves(new: &Sentence, old: &Sentence, between: Option<i16>) -> bool {
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

fn is_history(sentence: &Sentence, day: Date) -> bool {
    let mut dates = sentence.values.iter().filter_map(|(_, v)| match v {
        Value::When(p) => Some(p),
        Value::Figure(_) => None,
    });
    let first = dates.next();
    first.is_some_and(|p| p.end < day) && dates.all(|p| p.end < day)
}
