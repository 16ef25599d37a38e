//! Reasons to hold back where a line of a sum does not hold: another reading of the same figures that does.

use super::grid::{Class, Slot};
use super::rolls;
use super::settle::Added;
use super::sums::Pattern;
use super::view::View;
use crate::figure::{Figure, Unit};
use crate::table::Line;
use rust_decimal::Decimal;

/// What is said of a line whose total is no sum.
pub(super) const NOT_ADDED: &str = "the total repeats its parts or is their mean";

/// Why a line that does not hold is not told, where there is a reason; `caused` when a slip of the hand explains it.
pub(super) fn of(
    view: &View,
    pattern: &Pattern,
    l: usize,
    added: &Added,
    stated: &Figure,
    caused: bool,
) -> Option<String> {
    let parts = pattern.parts.len();
    let (blanks, unknown) = (added.blanks, added.unknown);
    let tally = &pattern.tally;
    let (hits, against) = (tally.hits(), tally.misses());
    let hundred = Decimal::ONE_HUNDRED;
    // What is not told can only add to figures that are none of them negative.
    let more = added.negative || added.own >= added.sum || added.own.is_sign_negative();
    if unknown > 0 && more {
        return Some(format!("{unknown} of {parts} parts are not given"));
    }
    let below = |p: &usize| !matches!(view.slot(*p, l), Slot::Value { value, .. } if value > 0);
    if added.own > Decimal::ZERO && added.sum == -added.own && pattern.parts.iter().all(below) {
        return Some("the brackets or signs of the parts may not mean less than nothing".into());
    }
    if let Some(told) = told_of(view.positions[pattern.total].label).filter(|n| *n > parts) {
        return Some(format!(
            "it is the total of {told}, of which {parts} are here"
        ));
    }
    if added.units_differ {
        return Some("the parts have different units".into());
    }
    let near_hundred = added.own == hundred
        && stated.unit == Unit::Percent
        && (added.sum - added.own).abs() <= Decimal::TEN;
    if view.soft[l] && !near_hundred {
        return Some("rates and percentages are not always added".into());
    }
    let many = blanks >= 3 && blanks * 2 >= parts;
    let needed = if pattern.prior >= 3.5 { 1 } else { 2 };
    if many || blanks > 0 && (tally.gaps > 1 || hits < needed) {
        return Some(format!("{blanks} of {parts} parts are blank"));
    }
    if blanks > 0 && shifted(view, pattern, l) {
        return Some("a figure of a blank part stands in another column".into());
    }
    if against > 1 && hits < 3 * against || against > 2 && !caused {
        let lines = hits + against;
        return Some(format!(
            "the figures add up in only {hits} of {lines} lines"
        ));
    }
    let percent = view.positions[pattern.total].class == Class::Percent;
    if percent && (added.own - hundred).abs() > Decimal::ONE && hits < 4 {
        return Some("percentages are not always parts of their total".into());
    }
    if added.filled < 2 {
        return Some("only one part is given".into());
    }
    if !caused && added.own.normalize().scale() > added.places {
        return Some("a total with decimals is not of figures without".into());
    }
    if repeats(view, pattern, l) || !caused && is_mean(view, pattern, l) {
        return Some(NOT_ADDED.into());
    }
    if otherwise(view, pattern, l) || beside(view, pattern, l) || apart_from_one(view, pattern, l) {
        return Some("the figures beside it make it in another way".into());
    }
    if view.changes[l] && signs_explain(view, pattern, l) {
        return Some("the signs of differences are not kept in this line".into());
    }
    None
}

/// Of how many things a label says that it is the total: "Totals for ferries (15 projects)".
fn told_of(label: &str) -> Option<usize> {
    let (_, inner) = label.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let (number, things) = inner.split_once(' ')?;
    let plain = things.ends_with(['s', 'S']) && things.bytes().all(|b| b.is_ascii_alphabetic());
    number.parse().ok().filter(|_| plain && number.len() <= 3)
}

/// Whether what a blank part would have to be stands beside it, in a line without a total: read into the wrong column.
fn shifted(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Some(gap) = gap(view, pattern, l).filter(|g| g.abs() >= 100) else {
        return false;
    };
    let blank = |p: &&usize| matches!(view.slot(**p, l), Slot::Blank | Slot::Dash);
    let near = l.saturating_sub(2)..(l + 3).min(view.lines.len());
    pattern.parts.iter().filter(blank).any(|p| {
        let open = |k| !matches!(view.slot(pattern.total, k), Slot::Value { .. });
        let stands =
            |k| open(k) && matches!(view.slot(*p, k), Slot::Value { value, .. } if value == gap);
        near.clone().any(stands)
    })
}

/// Whether the total is what each of its parts is, or what the first or last of them is: what is left at the end of each
/// month, and beside it once more.
fn repeats(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value: total, .. } = view.slot(pattern.total, l) else {
        return false;
    };
    let is_total =
        |p: &usize| matches!(view.slot(*p, l), Slot::Value { value, .. } if value == total);
    let given = |p: &&usize| matches!(view.slot(**p, l), Slot::Value { .. });
    let given: Vec<&usize> = pattern.parts.iter().filter(given).collect();
    // Two parts, of which the total is one, are as often a part left out.
    let named = || rolls::is_opening(view.labels[l]) || rolls::is_closing(view.labels[l]);
    let ends = [given.first(), given.last()];
    let end = ends.into_iter().flatten().any(|p| is_total(p));
    // In a line that is no total of its table even two are enough: the number of a department, told again in each row.
    let enough = if view.positions[pattern.total].kind == Line::Total {
        3
    } else {
        2
    };
    total != 0 && end && (given.len() >= 3 && total.abs() >= LARGE || named())
        || given.len() >= enough && given.iter().all(|p| is_total(p))
}

/// Figures below this meet by chance, in units of the last digit.
const LARGE: i64 = 100;

/// Whether the total is the mean of its parts.
fn is_mean(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value, step } = view.slot(pattern.total, l) else {
        return false;
    };
    let (mut sum, mut filled) = (0_i64, 0_i64);
    for p in &pattern.parts {
        if let Slot::Value { value: part, .. } = view.slot(*p, l) {
            sum += part;
            filled += 1;
        }
    }
    let gap = value
        .saturating_mul(filled)
        .saturating_sub(sum)
        .saturating_mul(2);
    filled >= 3 && gap.abs() <= step.saturating_mul(filled)
}

/// Whether, in this line, other neighbours than the pattern's add up to the total exactly.
fn otherwise(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return false;
    };
    let n = view.positions.len();
    let class = view.positions[pattern.total].class;
    [true, false].iter().any(|down| {
        let (mut sum, mut filled) = (0_i64, 0);
        for k in 1..=6 {
            let at = if *down {
                pattern.total + k
            } else {
                pattern.total.wrapping_sub(k)
            };
            if at >= n || view.positions[at].class != class {
                return false;
            }
            if let Slot::Value { value, .. } = view.slot(at, l) {
                sum += value;
                filled += usize::from(value != 0);
            }
            // Small figures meet by chance.
            if filled >= 2 && sum == value && value.abs() >= 100 {
                return true;
            }
        }
        false
    })
}

/// Total and sum of a line, as far as figures are given.
fn gap(view: &View, pattern: &Pattern, l: usize) -> Option<i64> {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return None;
    };
    let sum: i64 = pattern
        .parts
        .iter()
        .map(|p| match view.slot(*p, l) {
            Slot::Value { value, .. } => value,
            _ => 0,
        })
        .sum();
    Some(value - sum)
}

/// Whether a position that stands among the parts, but was not taken for one, makes up the difference.
fn beside(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Some(gap) = gap(view, pattern, l) else {
        return false;
    };
    let all = || {
        pattern
            .parts
            .iter()
            .copied()
            .chain(std::iter::once(pattern.total))
    };
    let (first, last) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    let within = first.saturating_sub(1)..=(last + 1).min(view.positions.len() - 1);
    // A total amid its parts is one by its figures alone: what it lacks may as well be taken off.
    let amid = first < pattern.total && pattern.total < last;
    let makes =
        |value: i64, p: usize| value == gap || amid && first < p && p < last && value == -gap;
    within
        .filter(|p| all().all(|q| q != *p))
        .any(|p| matches!(view.slot(p, l), Slot::Value { value, .. } if makes(value, p) && value.abs() >= 10))
}

/// Whether this and another line both hold without one and the same part: then that is none everywhere.
fn apart_from_one(view: &View, pattern: &Pattern, l: usize) -> bool {
    let without = |l: usize| -> Vec<usize> {
        let Some(gap) = gap(view, pattern, l).filter(|g| *g != 0) else {
            return Vec::new();
        };
        let fits =
            |p: &&usize| matches!(view.slot(**p, l), Slot::Value { value, .. } if value == -gap);
        pattern.parts.iter().filter(fits).copied().collect()
    };
    let own = without(l);
    !own.is_empty()
        && (0..view.lines.len()).any(|k| k != l && without(k).iter().any(|p| own.contains(p)))
}

/// Whether the parts make the total when some of their signs are turned.
fn signs_explain(view: &View, pattern: &Pattern, l: usize) -> bool {
    let Slot::Value { value, .. } = view.slot(pattern.total, l) else {
        return false;
    };
    let parts: Vec<i64> = pattern
        .parts
        .iter()
        .filter_map(|p| match view.slot(*p, l) {
            Slot::Value { value, .. } if value != 0 => Some(value),
            _ => None,
        })
        .collect();
    if parts.len() > 12 {
        return false;
    }
    (0_u32..1 << parts.len()).any(|signs| {
        let sum: i64 = parts
            .iter()
            .enumerate()
            .map(|(i, p)| if signs >> i & 1 == 1 { -p } else { *p })
            .sum();
        sum == value
    })
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use crate::finding::Outcome;
    use crate::table::tabbed;

    #[test]
    fn a_total_of_more_things_than_are_here_is_not_held_against_them() {
        let differing = |things: &str| {
            let table = tabbed(&format!(
                "Scheme\tPlan\tSpent\tLeft\tOwed\nQuay\t310\t120\t190\t41\nPier\t240\t95\t145\t33\nSlip\t115\t60\t55\t27\n\
                 Total ({things})\t665\t275\t390\t940"
            ));
            let relations = analyse(&table);
            let differs = relations.iter().filter(|r| r.outcome == Outcome::Differs);
            differs.count()
        };
        assert_eq!(["3 schemes", "12 schemes"].map(differing), [1, 0]);
    }

    #[test]
    fn the_same_number_in_each_row_is_no_sum_unless_a_total_says_so() {
        let differing = |last: &str| {
            let mut table = tabbed(&format!(
                "Body\tDept\tGrant\tFee\tRent\nQuay\t806\t500\t31\t72\nPier\t806\t440\t19\t65\n{last}\t806\t940\t50\t137"
            ));
            crate::table::totals::mark(&mut table);
            let relations = analyse(&table);
            let differs = relations
                .iter()
                .filter(|r| r.down && r.outcome == Outcome::Differs);
            differs.count()
        };
        assert_eq!(differing("Slip"), 0);
        assert_eq!(differing("Total"), 1);
    }

    #[test]
    fn what_a_total_amid_its_parts_lacks_may_be_taken_off() {
        let table = |surplus: &str| {
            tabbed(&format!(
                "Scheme\tHarbour\tFerry\tPilots\tStores\nAssets at the year end\t21,174\t2,791\t9,285\t4,480\n\
                 Owed at the year end\t20,826\t2,702\t9,301\t4,612\nNot counted\t{surplus}\t-\t-\t-\n\
                 Net debt\t4\t(89)\t16\t132"
            ))
        };
        let differing = |surplus: &str| {
            let relations = analyse(&table(surplus));
            let differs = relations.iter().filter(|r| r.outcome == Outcome::Differs);
            differs.count()
        };
        assert_eq!(["352", "362"].map(differing), [0, 1]);
    }
}
