//! A fact that a report states twice has one value.

use super::link::counts::{self, Count};
use super::link::figures::shown;
use super::link::tables::set_aside;
use super::link::{across, contacts, days, equal, events, repeat, slip, works};
use super::{Context, Rule, Stage};
use crate::fact::Reading;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::{Sentence, Sentences, Value, repeated_sentences};
use std::collections::BTreeMap;

pub(super) struct RepeatedFigure;
pub(super) static RULE: RepeatedFigure = RepeatedFigure;

const NAME: &str = "repeated-figure";

impl Rule for RepeatedFigure {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        let split = context.sentences(reading);
        let mut out = said_twice(reading, &split);
        out.extend(same_words(reading, &split));
        let dates = days::Dates::of(reading);
        out.extend(events::tests(NAME, reading, &split, &dates));
        out.extend(days::tests(NAME, reading, &split, &dates));
        out.extend(works::tests(NAME, reading));
        out.extend(contacts::tests(NAME, reading));
        out.extend(equal::tests(NAME, reading, &split));
        out
    }
}

/// Counts that the text states twice.
fn said_twice(reading: &Reading, split: &Sentences) -> Vec<Test> {
    let counts = counts::of(reading, split);
    let pairs = repeat::twice(&counts);
    let mut apart: BTreeMap<usize, usize> = BTreeMap::new();
    for (a, b) in &pairs {
        if counts[*a].figure.scaled() != counts[*b].figure.scaled() {
            *apart.entry(*a).or_default() += 1;
            *apart.entry(*b).or_default() += 1;
        }
    }
    let mut out: Vec<Test> = Vec::with_capacity(pairs.len());
    for (a, b) in pairs {
        let mut test = counted(reading, &counts[a], &counts[b]);
        // One that differs from several others is an entry of a list.
        let list = apart.get(&a) > Some(&1) || apart.get(&b) > Some(&1);
        let why = if list {
            Some("the same words come with several figures: a list")
        } else {
            repeat::unlike(reading, &counts[a], &counts[b])
        };
        if let Some(why) = why {
            set_aside([&mut test], why);
        }
        out.push(test);
    }
    out.extend(
        repeat::near(&counts)
            .into_iter()
            .map(|(a, b)| counted(reading, &counts[b], &counts[a])),
    );
    out
}

/// Two counts of one thing.
fn counted(reading: &Reading, a: &Count, b: &Count) -> Test {
    let (x, y) = (a.figure.scaled(), b.figure.scaled());
    let agrees = x == y;
    Test {
        rule: NAME,
        outcome: if agrees {
            Outcome::Agrees
        } else {
            Outcome::Differs
        },
        level: Level::Warning,
        message: if agrees {
            format!("{} in both places", shown(&a.figure))
        } else {
            format!(
                "{} here, but {} where the same is said elsewhere",
                shown(&a.figure),
                shown(&b.figure)
            )
        },
        stated: Some(x),
        computed: Some(y),
        cause: if agrees { None } else { slip(x, y) },
        sum: Vec::new(),
        locations: vec![
            Location::prose(reading, Role::Primary, a.block, a.figure.span),
            Location::prose(reading, Role::Evidence, b.block, b.figure.span),
        ],
    }
}

/// Sentences of one document that say the same in the same words.
fn same_words(reading: &Reading, split: &Sentences) -> Vec<Test> {
    let groups = repeated_sentences(reading, split, 8);
    let mut tests = Vec::new();
    for group in groups.into_iter().filter(|g| g.len() < 40) {
        let group = group
            .into_iter()
            .map(|(block, span)| Sentence::read(reading, block, span));
        let mut before: Option<Sentence> = None;
        for here in group {
            if let Some(before) = before.take()
                && related(reading, &before, &here)
                && one_time(&before, &here)
            {
                let mut made = across::sentences(NAME, (reading, &here), (reading, &before));
                for t in made
                    .iter_mut()
                    .filter(|t| t.is_finding() && before.section == here.section && !slipped(t))
                {
                    // The paragraph around them may speak of another subject.
                    set_aside([t], "the same words may speak of something else here");
                }
                tests.push(made);
            }
            before = Some(here);
        }
    }
    // A form that is filled in again and again differs by design.
    let differing = |t: &Vec<Test>| t.iter().filter(|t| t.is_finding()).count();
    let form = tests.iter().filter(|t| differing(t) > 0).count() > 1
        || tests.iter().any(|t| differing(t) > 1);
    let mut out: Vec<Test> = tests.into_iter().flatten().collect();
    for t in out.iter_mut().filter(|t| t.is_finding()) {
        t.message = format!(
            "{}, but {} where the same words stand elsewhere",
            text(t, 0),
            text(t, 1)
        );
        if form {
            t.outcome = Outcome::NotTested;
            t.message = "the same words come back with other figures several times: a form that is filled in".to_string();
            t.cause = None;
        }
    }
    out.sort_by_key(|t| {
        t.locations
            .first()
            .and_then(|l| l.prose)
            .map(|(b, s)| (b, s.start))
    });
    out
}

/// Whether two values of three digits or more are one slip of the pen apart.
fn slipped(t: &Test) -> bool {
    matches!((t.stated, t.computed), (Some(a), Some(b)) if a >= rust_decimal::Decimal::ONE_HUNDRED && slip(a, b).is_some())
}

/// Whether two like sentences speak of one time: another date in the same words is another fact.
fn one_time(a: &Sentence, b: &Sentence) -> bool {
    let when = |s: &Sentence| -> Vec<crate::figure::Period> {
        s.values
            .iter()
            .filter_map(|(_, v)| match v {
                Value::When(p) => Some(*p),
                Value::Figure(_) => None,
            })
            .collect()
    };
    when(a) == when(b)
}

fn text(test: &Test, n: usize) -> &str {
    test.locations.get(n).map_or("", |l| l.text.as_str())
}

/// Whether two places of a document speak of one year: the same part, or two parts of one period.
fn related(reading: &Reading, a: &Sentence, b: &Sentence) -> bool {
    if a.section == b.section {
        return true;
    }
    let period = |s: &Sentence| {
        reading
            .sections
            .get(s.section as usize)
            .and_then(|s| s.period)
    };
    matches!((period(a), period(b)), (Some(p), Some(q)) if p == q)
}
