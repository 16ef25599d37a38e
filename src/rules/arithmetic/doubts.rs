//! Reasons to hold back where a line of a sum does not hold: another reading of the same figures that does.

use super::grid::Slot;
use super::sums::Pattern;
use super::view::View;

/// Whether, in this line, other neighbours than the pattern's add up to the total exactly.
pub(super) fn otherwise(view: &View, pattern: &Pattern, l: usize) -> bool {
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
pub(super) fn beside(view: &View, pattern: &Pattern, l: usize) -> bool {
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
    within
        .filter(|p| all().all(|q| q != *p))
        .any(|p| matches!(view.slot(p, l), Slot::Value { value, .. } if value == gap && value.abs() >= 10))
}

/// Whether this and another line both hold without one and the same part: then that is none everywhere.
pub(super) fn apart_from_one(view: &View, pattern: &Pattern, l: usize) -> bool {
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
pub(super) fn signs_explain(view: &View, pattern: &Pattern, l: usize) -> bool {
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
