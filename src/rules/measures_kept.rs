//! The measures of a table are those of the year before; one that vanished, appeared, was split or merged is named.

use super::link::rearranged::{Split, alone, like, splits};
use super::link::{across, tables};
use super::{Context, Rule, Stage};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::Series;

pub(super) struct MeasuresKept;
pub(super) static RULE: MeasuresKept = MeasuresKept;
const NAME: &str = "measures-kept";

/// Lines that two tables must share to be one table over the years.
const SHARED: usize = 4;
/// More lines that came or went make it another table.
const MOST: usize = 3;

impl Rule for MeasuresKept {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let mut out = Vec::new();
        tables::each_step(context, |new, old| {
            for ((now, before), twins) in tables::by_tables(new, old) {
                let rows = |side: tables::Side<'_>, table: u32| {
                    side.lines().filter(|s| s.table == table).count()
                };
                let fewest = rows(new, now).min(rows(old, before));
                let Some((here, there)) = twins.first().copied() else {
                    continue;
                };
                if twins.len() < SHARED || twins.len() * 10 < fewest * 7 {
                    continue;
                }
                let (mut gone, mut come) = (alone(old, before, new), alone(new, now, old));
                let split = splits((old, &gone), (new, &come));
                let merged = splits((new, &come), (old, &gone));
                let told = |s: &Series, all: &[Split<'_>]| {
                    let is = |o: &Series| o.table == s.table && o.line == s.line;
                    all.iter()
                        .any(|w| is(w.whole) || w.parts.iter().any(|p| is(p)))
                };
                let both = |s: &&Series| !told(s, &split) && !told(s, &merged);
                gone.retain(both);
                come.retain(both);
                let near = |list: &[&Series], s: &Series| list.iter().any(|o| like(s, o));
                let (left, right) = (gone.clone(), come.clone());
                gone.retain(|s| !near(&right, s));
                come.retain(|s| !near(&left, s));
                if gone.len() + come.len() > MOST {
                    continue;
                }
                for (s, t) in &twins {
                    out.extend(test(Fate::Kept, (new, &[s]), (old, &[t])));
                }
                for w in split {
                    out.extend(test(Fate::Split, (new, &w.parts), (old, &[w.whole])));
                }
                for w in merged {
                    out.extend(test(Fate::Merged, (new, &[w.whole]), (old, &w.parts)));
                }
                for s in gone {
                    out.extend(test(Fate::Gone, (old, &[s]), (new, &[here])));
                }
                for s in come {
                    out.extend(test(Fate::Come, (new, &[s]), (old, &[there])));
                }
            }
        });
        out
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Kept,
    Gone,
    Come,
    Split,
    Merged,
}

fn test(
    fate: Fate,
    (side, lines): (tables::Side<'_>, &[&Series]),
    (other, near): (tables::Side<'_>, &[&Series]),
) -> Option<Test> {
    let labels = |lines: &[&Series]| {
        let quoted: Vec<String> = lines.iter().map(|s| format!("“{}”", s.label())).collect();
        quoted.join(" and ")
    };
    let (own, name) = (labels(lines), across::name(other.reading));
    let mut roles = std::iter::once(Role::Primary).chain(std::iter::repeat(Role::Evidence));
    let here = lines.iter().map(|s| (side, *s));
    let all = here.chain(near.iter().map(|s| (other, *s)));
    let locations: Option<Vec<Location>> = all
        .map(|(side, line)| side.place(line, roles.next()?))
        .collect();
    Some(Test::new(
        NAME,
        if fate == Fate::Kept {
            Outcome::Agrees
        } else {
            Outcome::Differs
        },
        Level::Note,
        match fate {
            Fate::Kept => format!("{own} in both years"),
            Fate::Gone => {
                format!("{own} stands here, and the table of {name} has no such line any more")
            }
            Fate::Come => {
                format!(
                    "{own} stands here for the first time: the table of {name} has no such line"
                )
            }
            Fate::Split => format!("{own} together are {} of {name}", labels(near)),
            Fate::Merged => format!("{own} is what {name} gives as {}", labels(near)),
        },
        locations?,
    ))
}
