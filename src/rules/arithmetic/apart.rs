//! Sums whose parts do not stand beside the total: a run further off, every third column, two single positions.

use super::grid::Slot;
use super::sums::{self, Pattern};
use super::tally::{self, Running};
use super::view::View;
use crate::table::Line;

/// The most positions for which all pairs are tried.
const MOST_POSITIONS: usize = 90;

/// Searches sums of parts that stand apart, beside those already known.
pub(super) fn find(view: &View, all: &[usize], known: &[Pattern]) -> Vec<Pattern> {
    let mut out = Vec::new();
    if all.len() > MOST_POSITIONS || view.lines.len() * all.len() > 20_000 {
        return out;
    }
    pairs(view, all, known, &mut out);
    strides(view, all, known, &mut out);
    runs(view, all, known, &mut out);
    out
}

/// Whether a total is told already, or told by some of the same parts: then another choice of them is chance.
fn is_known(known: &[Pattern], out: &[Pattern], total: usize, parts: &[usize]) -> bool {
    known
        .iter()
        .chain(out)
        .any(|k| k.total == total && parts.iter().any(|p| k.parts.contains(p)))
}

struct Offer {
    total: usize,
    parts: Vec<usize>,
    prior: f32,
    bar: f32,
    /// Parts at equal distances.
    regular: bool,
}

fn offer(view: &View, offer: Offer, known: &[Pattern], out: &mut Vec<Pattern>) {
    let Offer {
        total,
        parts,
        prior,
        bar,
        regular,
    } = offer;
    if is_known(known, out, total, &parts) {
        return;
    }
    let at = |p: usize| view.positions[p].at;
    let spaced = match parts.as_slice() {
        [a, b] => {
            at(*b) - at(*a) == at(*a).abs_diff(at(total)).min(at(*b).abs_diff(at(total)))
                && (total < *a || total > *b)
        }
        _ => true,
    };
    let tally = tally::weigh(view, total, &parts);
    if tally.weight + prior >= bar && sums::holds(&tally, 0.0) && tally.hits() >= 2 {
        // What follows from the sums already known says nothing new; a regular spacing is a layout of its own.
        if !(regular && spaced)
            && follows(
                view.positions.len(),
                known.iter().chain(out.iter()),
                total,
                &parts,
            )
        {
            return;
        }
        out.push(Pattern {
            total,
            parts,
            tally,
            prior,
            bar,
        });
    }
}

/// One position is two others together: income is spending and surplus, last year is this year and the change.
fn pairs(view: &View, all: &[usize], known: &[Pattern], out: &mut Vec<Pattern>) {
    let n = all.len();
    let bar = 1.6 + ((n * n * n) as f32 / 2.0).log10();
    let lines = view.lines.len();
    for total in all {
        let totals = view.slots(*total);
        for (i, a) in all.iter().enumerate() {
            if a == total {
                continue;
            }
            let first = view.slots(*a);
            for b in &all[i + 1..] {
                if b == total {
                    continue;
                }
                let second = view.slots(*b);
                // A quick look: most lines must hold.
                let (mut good, mut bad) = (0_usize, 0_usize);
                for l in 0..lines {
                    if let (
                        Slot::Value { value: t, step: r },
                        Slot::Value { value: x, step: p },
                        Slot::Value { value: y, step: q },
                    ) = (totals[l], first[l], second[l])
                        && !view.soft[l]
                    {
                        if (t - x - y).abs() * 2 <= r + p + q {
                            good += usize::from(x != 0 && y != 0);
                        } else {
                            bad += 1;
                            if bad > 1 && bad * 3 > good + (lines - l) {
                                break;
                            }
                        }
                    }
                }
                if good >= 2 && (bad <= 1 && good > bad || good >= 3 * bad) {
                    let parts = vec![*a, *b];
                    offer(
                        view,
                        Offer {
                            total: *total,
                            parts,
                            prior: 0.0,
                            bar,
                            regular: true,
                        },
                        known,
                        out,
                    );
                }
            }
        }
    }
}

/// Every k-th position adds up to the first or last of them.
fn strides(view: &View, all: &[usize], known: &[Pattern], out: &mut Vec<Pattern>) {
    let n = view.positions.len();
    let bar = 1.9 + ((n * n) as f32 / 2.0).log10();
    let at = |p: usize| view.positions[p].at;
    for k in 2..=(n / 3).min(40) {
        for (i, total) in all.iter().enumerate() {
            for forward in [true, false] {
                let mut parts = Vec::new();
                let mut want = at(*total);
                let side: &mut dyn Iterator<Item = &usize> = if forward {
                    &mut all[i + 1..].iter()
                } else {
                    &mut all[..i].iter().rev()
                };
                for p in side {
                    let next = if forward {
                        want + k
                    } else {
                        want.wrapping_sub(k)
                    };
                    if at(*p) == next {
                        parts.push(*p);
                        want = next;
                    } else if forward && at(*p) > next || !forward && (at(*p) < next || next > want)
                    {
                        break;
                    }
                }
                if parts.len() < 3 {
                    continue;
                }
                parts.sort_unstable();
                let label = &view.positions[parts[0]].label;
                let alike =
                    !label.is_empty() && parts.iter().all(|p| view.positions[*p].label == *label);
                let prior = if alike { 1.0 } else { 0.0 };
                offer(
                    view,
                    Offer {
                        total: *total,
                        parts,
                        prior,
                        bar,
                        regular: true,
                    },
                    known,
                    out,
                );
            }
        }
    }
}

/// A run of neighbours that stands away from its total.
fn runs(view: &View, all: &[usize], known: &[Pattern], out: &mut Vec<Pattern>) {
    let n = all.len();
    let bar = 1.9 + ((n * n * n) as f32 / 3.0).log10();
    for total in all {
        // The line with the largest total tells quickest; parts must be none of them negative there.
        let totals = view.slots(*total);
        let best = (0..view.lines.len())
            .filter(|l| !view.soft[*l])
            .filter_map(|l| match totals[l] {
                Slot::Value { value, step } if value > 0 => Some((value, step, l)),
                _ => None,
            })
            .max();
        let Some((value, step, line)) = best else {
            continue;
        };
        if value / step.max(1) < 10 {
            continue;
        }
        let named = view.positions[*total].kind == Line::Total;
        let mut found: Option<Vec<usize>> = None;
        'starts: for s in 0..n {
            let mut run = Running::default();
            for e in s..n {
                if all[e] == *total {
                    continue 'starts;
                }
                run.add(view.slot(all[e], line));
                if run.sum > value + run.steps + step {
                    break;
                }
                let far = *total < all[s] && s > 0 && all[s - 1] != *total
                    || *total > all[e] && all.get(e + 1) != Some(total);
                if e >= s + 2 && far && (value - run.sum).abs() * 2 <= run.steps + step {
                    // The longest of the runs that hold: rows of nothing belong to it.
                    found = Some(all[s..=e].to_vec());
                }
            }
            if let Some(parts) = found.take() {
                let prior = if named { 1.0 } else { 0.0 };
                offer(
                    view,
                    Offer {
                        total: *total,
                        parts,
                        prior,
                        bar,
                        regular: false,
                    },
                    known,
                    out,
                );
            }
        }
    }
}

/// Whether a sum is a consequence of known ones: its coefficients are a combination of theirs.
fn follows<'a>(
    n: usize,
    known: impl Iterator<Item = &'a Pattern>,
    total: usize,
    parts: &[usize],
) -> bool {
    let row = |total: usize, parts: &[usize]| {
        let mut row = vec![0.0_f64; n];
        row[total] = 1.0;
        for p in parts {
            row[*p] -= 1.0;
        }
        row
    };
    // Coefficients of patterns, never figures: small whole numbers, so that rounding does no harm.
    let mut basis: Vec<(usize, Vec<f64>)> = Vec::new();
    let reduce = |basis: &[(usize, Vec<f64>)], mut row: Vec<f64>| {
        for (lead, b) in basis {
            let factor = row[*lead] / b[*lead];
            if factor.abs() > 1e-9 {
                for (x, y) in row.iter_mut().zip(b) {
                    *x -= factor * y;
                }
            }
        }
        row
    };
    for k in known {
        let r = reduce(&basis, row(k.total, &k.parts));
        if let Some(lead) = (0..n).find(|i| r[*i].abs() > 1e-9) {
            basis.push((lead, r));
        }
    }
    reduce(&basis, row(total, parts))
        .iter()
        .all(|x| x.abs() < 1e-9)
}
