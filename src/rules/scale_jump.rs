//! A measure that grows about a thousand times between two reports while its neighbours do not: a scale was lost.

use super::link::figures::shown;
use super::link::{across, tables};
use super::{Context, Rule, Stage};
use crate::fact::Fact;
use crate::figure::{Figure, Unit};
use crate::finding::message::period;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::store::Series;
use rust_decimal::Decimal;

pub(super) struct ScaleJump;
pub(super) static RULE: ScaleJump = ScaleJump;
const NAME: &str = "scale-jump";

/// Lines of the table that must be of the same size as in the year before.
const STEADY: usize = 3;

impl Rule for ScaleJump {
    fn stage(&self) -> Stage {
        Stage::Lines
    }

    fn test_together(&self, context: &Context<'_>) -> Vec<Test> {
        let mut out = Vec::new();
        tables::each_step(context, |new, old| {
            for lines in tables::by_tables(new, old).into_values() {
                let mut tests = Vec::new();
                let mut steady = 0;
                for (s, t) in lines {
                    let (Some(f), Some(g)) = (own(new, s), own(old, t)) else {
                        continue;
                    };
                    let Some(times) = growth(f.figure, g.figure) else {
                        continue;
                    };
                    steady += usize::from(times == 1);
                    tests.push((times, test(new, old, s, (f, g), times)));
                }
                let jumps = tests.iter().filter(|(n, _)| *n > 1).count();
                // A table that moves as a whole is printed in another unit.
                if jumps > 0 && (steady < STEADY || jumps * 3 > steady) {
                    let why = "most lines of the table jump: it may be printed in another unit";
                    tables::set_aside(tests.iter_mut().map(|(_, t)| t), why);
                }
                out.extend(tests.into_iter().map(|(_, t)| t));
            }
        });
        out
    }
}

/// The only figure of a line for its report's own year.
fn own<'a>(side: tables::Side<'a>, line: &Series) -> Option<Fact<'a>> {
    let year = side.period()?;
    let facts = side.reading.facts_of(&line.facts);
    let mut own = facts
        .filter(|f| f.period.is_some_and(|p| p.same_year(year)))
        .filter(|f| !tables::is_target(side.reading, f));
    let first = own.next()?;
    own.next().is_none().then_some(first)
}

/// 1 for figures of one size, 1,000 or 1,000,000 for about so many times as much or as little; none for what lies
/// between, for shares, and for figures too small to tell.
fn growth(now: &Figure, before: &Figure) -> Option<u32> {
    if now.unit != before.unit || matches!(now.unit, Unit::Percent | Unit::Points) {
        return None;
    }
    let (a, b) = (now.scaled().abs(), before.scaled().abs());
    let (small, large) = (a.min(b), a.max(b));
    if small < Decimal::TEN {
        return None;
    }
    let ratio = large.checked_div(small)?;
    if ratio <= Decimal::from(30) {
        return Some(1);
    }
    [1_000u32, 1_000_000].into_iter().find(|n| {
        let n = Decimal::from(*n);
        ratio * Decimal::from(5) >= n * Decimal::from(3)
            && ratio * Decimal::from(3) <= n * Decimal::from(5)
    })
}

fn test(
    new: tables::Side<'_>,
    old: tables::Side<'_>,
    line: &Series,
    (f, g): (Fact<'_>, Fact<'_>),
    times: u32,
) -> Test {
    let (now, before) = (f.figure.scaled(), g.figure.scaled());
    let jump = times > 1;
    let course = if now.abs() > before.abs() {
        "as much"
    } else {
        "less"
    };
    let year = f.period.map(period).unwrap_or_default();
    Test {
        rule: NAME,
        outcome: if jump {
            Outcome::Differs
        } else {
            Outcome::Agrees
        },
        level: Level::Warning,
        message: if jump {
            format!(
                "{} for {year} is {}, and {} gives {} for its year: about {} times {course}, while the lines around it stay of one size",
                line.label(),
                shown(f.figure),
                across::name(old.reading),
                shown(g.figure),
                crate::finding::message::number(Decimal::from(times)),
            )
        } else {
            format!("of the size of the year before, {}", shown(g.figure))
        },
        stated: Some(now),
        computed: Some(before),
        cause: jump.then(|| "a scale was left out or counted twice".to_string()),
        sum: Vec::new(),
        locations: vec![
            Location::fact(new.reading, Role::Primary, f.source),
            Location::fact(old.reading, Role::Evidence, g.source),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::number::read_cell;

    #[test]
    fn a_thousand_times_is_a_jump_and_ten_times_is_growth() {
        let times = |a: &str, b: &str| {
            let of = |t: &str| read_cell(t).figure().copied();
            growth(&of(a)?, &of(b)?)
        };
        assert_eq!(times("14,660", "14"), Some(1_000));
        assert_eq!(times("£14m", "£13"), Some(1_000_000));
        assert_eq!(times("420", "1,200"), Some(1));
        assert_eq!(times("42,000", "420"), None, "a hundred times is neither");
        assert_eq!(times("4,000", "4"), None, "small counts tell nothing");
        assert_eq!(times("95%", "0.1%"), None);
    }
}
