//! Rates that a label declares by naming both their figures.

use super::grid::{Class, Slot};
use super::names::named;
use super::rates::{Operation, Rate};
use super::targets::Target;
use super::view::View;

/// A rate whose own label names both its figures, where too few lines hold for it to be learned: one holds as printed
/// and the others come near.
pub(super) fn find(
    view: &View,
    target: &Target,
    sources: &[usize],
    unit: i64,
    label: &str,
) -> Option<Rate> {
    let position = view.positions.get(target.position);
    if target.unnamed || position.is_none_or(|p| p.class != Class::Percent) {
        return None;
    }
    let (a, b) = named(view, label, sources)?;
    let (first, second) = (view.slots(a), view.slots(b));
    let (mut hits, mut misses) = (0, 0);
    for (l, stated) in target.values.iter().enumerate() {
        let (Some((t, step)), Slot::Value { value: x, .. }, Slot::Value { value: y, .. }) =
            (*stated, first[l], second[l])
        else {
            continue;
        };
        if y == 0 || x == 0 || t == 0 || view.soft[l] {
            continue;
        }
        let (t, y) = (i128::from(t), i128::from(y));
        let gap = (t * y - 100 * i128::from(unit) * i128::from(x)).abs();
        if 2 * gap <= i128::from(step) * y.abs() {
            hits += 1;
        } else if 4 * gap <= (t * y).abs() {
            misses += 1;
        } else {
            return None;
        }
    }
    (hits >= 1 && hits + misses >= 3 && misses <= 2).then_some(Rate {
        target: target.position,
        nth: target.nth,
        operation: Operation::Over,
        factor: 100,
        a,
        b,
        hits,
        rounded: false,
        misses,
        score: 0.0,
        bar: 0.0,
        rivalled: false,
    })
}
