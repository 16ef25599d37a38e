//! Opening balance and movements make the closing balance, and that is the next period's opening balance.

use super::carried;
use super::grid::{Class, Grid, Slot, Way};
use super::settle::figure;
use super::sums::Pattern;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::{self, Comparison, Interval};
use crate::figure::pattern;
use crate::figure::scale;
use crate::finding::{Level, Outcome, cause};
use crate::layout::looks::has_word;
use crate::table::{Line, Table};
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// The most movements whose signs are searched when words do not tell them.
const MOST_UNTOLD: usize = 5;

/// The most movements between an opening and a closing balance.
const MOST_MOVEMENTS: usize = 30;

/// Whether a label names the balance that a period begins with.
pub(super) fn is_opening(label: &str) -> bool {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:opening(?:\s+[a-z\d]+){0,3}\s+(?:balances?|cash|stock|position|figure|reserves?|total|number)|opening\s*(?:$|\()|brought\s+forward|b/f(?:wd)?|(?:beginning|start)\s+of|beginning\s+(?:balances?|cash)|(?:at|on)\s+1(?:st)?\s+(?:january|april|july|october))\b",
        )
    });
    const HEADS: [&str; 7] = [
        "opening",
        "brought",
        "b/f",
        "beginning",
        "start",
        "at",
        "on",
    ];
    label.len() <= 120 && has_word(label, &HEADS) && OPENING.is_match(label)
}

/// Whether a label names the balance that a period ends with.
pub(super) fn is_closing(label: &str) -> bool {
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:closing|carried\s+forward|c/f(?:wd)?|end\s+of|ending\s+(?:balances?|cash)|(?:at|on)\s+3[01](?:st|th)?\s+(?:december|march|june|september))\b",
        )
    });
    const HEADS: [&str; 6] = ["closing", "carried", "c/f", "end", "at", "on"];
    label.len() <= 120 && has_word(label, &HEADS) && CLOSING.is_match(label)
}

/// Whether a movement's label says that it is taken off.
fn is_taken_off(label: &str) -> bool {
    static OFF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:less|deduct)\b|\b(?:out|outflows?|payments?|paid|expenditure|spending|spent|withdraw(?:als?|n)|disposals?|disposed|leavers?|left|ceased|closed|used|drawdowns?|written\s+off|repaid|repayments?|reductions?|removed|ended|discharged|resigned|deregistered)\b",
        )
    });
    OFF.is_match(label.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// A learned roll-forward: positions within the view.
struct Roll {
    closing: usize,
    /// The opening balance and the movements, true where one is taken off.
    parts: Vec<(usize, bool)>,
    hits: usize,
    misses: usize,
}

/// All roll-forwards of a view that are not among its sums.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Relation> {
    let names = |is: fn(&str) -> bool| -> Vec<usize> {
        (0..view.positions.len())
            .filter(|p| view.positions[*p].class == Class::Amount && is(view.positions[*p].label))
            .collect()
    };
    let openings = names(is_opening);
    if openings.is_empty() {
        return Vec::new();
    }
    let closings = names(is_closing);
    let mut out = Vec::new();
    for opening in &openings {
        // The first closing balance below, with no other opening balance between.
        let Some(closing) = closings.iter().copied().find(|c| c > opening) else {
            continue;
        };
        if openings.iter().any(|o| o > opening && *o < closing) {
            continue;
        }
        let told = |k: &Pattern| k.total == closing && k.parts.contains(opening);
        if !known.iter().any(told)
            && let Some(roll) = learn(view, known, *opening, closing)
        {
            for l in 0..view.lines.len() {
                out.extend(line(table, grid, view, &roll, l));
            }
        }
        out.extend(carried::find(table, grid, view, *opening, closing));
    }
    out
}

fn learn(view: &View, known: &[Pattern], opening: usize, closing: usize) -> Option<Roll> {
    let between: Vec<usize> = (opening + 1..closing)
        .filter(|p| {
            view.positions[*p].class == Class::Amount && view.positions[*p].kind != Line::OfWhich
        })
        .collect();
    if between.is_empty() || between.len() > MOST_MOVEMENTS {
        return None;
    }
    // Movements that are parts of a total among them are in it already.
    let inside = |p: &usize| {
        known
            .iter()
            .any(|k| between.contains(&k.total) && k.parts.contains(p))
    };
    let top: Vec<usize> = between.iter().copied().filter(|p| !inside(p)).collect();
    let off = |p: &usize| is_taken_off(view.positions[*p].label);
    let mut offers: Vec<Vec<(usize, bool)>> = Vec::new();
    for movements in [&top, &between] {
        offers.push(movements.iter().map(|p| (*p, off(p))).collect());
        offers.push(movements.iter().map(|p| (*p, false)).collect());
    }
    // "Total comprehensive income" and "Total transactions with owners": what is not added up by a known sum is in them.
    let totals = between
        .iter()
        .filter(|p| view.positions[**p].kind == Line::Total);
    offers.push(totals.map(|p| (*p, false)).collect());
    offers.extend(between.iter().map(|p| vec![(*p, false)]));
    let told = offers.len();
    if top.len() <= MOST_UNTOLD {
        for signs in 1_u32..1 << top.len() {
            let signed = top.iter().enumerate();
            offers.push(signed.map(|(i, p)| (*p, signs >> i & 1 == 1)).collect());
        }
    }
    let mut best: Option<Roll> = None;
    for (i, movements) in offers.into_iter().enumerate() {
        let mut parts = vec![(opening, false)];
        parts.extend(movements);
        let (hits, misses) = weigh(view, closing, &parts);
        // Signs that nothing tells must hold in more lines.
        let needed = if i < told { 1 } else { 2 };
        let holds =
            hits >= needed && (misses == 0 || misses == 1 && hits >= 2 || hits >= 4 * misses);
        let score = |hits: usize, misses: usize| 2 * hits as i64 - 3 * misses as i64;
        if holds
            && best
                .as_ref()
                .is_none_or(|b| score(hits, misses) > score(b.hits, b.misses))
        {
            best = Some(Roll {
                closing,
                parts,
                hits,
                misses,
            });
        }
    }
    best
}

/// Lines that hold and lines that do not; those in which nothing moves say nothing.
fn weigh(view: &View, closing: usize, parts: &[(usize, bool)]) -> (usize, usize) {
    let (mut hits, mut misses) = (0, 0);
    'lines: for l in 0..view.lines.len() {
        let Slot::Value { value, step } = view.slot(closing, l) else {
            continue;
        };
        let (mut sum, mut steps, mut moved) = (0_i64, step, 0);
        for (i, (p, off)) in parts.iter().enumerate() {
            match view.slot(*p, l) {
                Slot::Value { value, step } => {
                    sum += if *off { -value } else { value };
                    steps += step;
                    moved += usize::from(value != 0);
                }
                Slot::Blank | Slot::Dash if i > 0 => {}
                _ => continue 'lines,
            }
        }
        let holds = (value - sum).abs() * 2 <= steps;
        if moved < 2 && holds || view.soft[l] {
            continue;
        }
        if holds {
            // A sum of two digits is met by chance.
            hits += usize::from(value.abs() / steps.max(1) >= 20);
        } else {
            misses += 1;
        }
    }
    (hits, misses)
}

fn line(table: &Table, grid: &Grid, view: &View, roll: &Roll, l: usize) -> Option<Relation> {
    let total = view.cell(roll.closing, l);
    let stated = figure(table, total)?;
    let mut relation = Relation::new(Kind::RollForward, view.way == Way::Down, total, Vec::new());
    relation.parts = roll
        .parts
        .iter()
        .map(|(p, off)| (view.cell(*p, l), *off))
        .collect();
    relation.holds = roll.hits;
    relation.stated = Some(stated.value);
    let step = |at: At| {
        let f = figure(table, at)?;
        let base = grid.base.get(at.1).copied().unwrap_or(1);
        Some(match grid.is_exact(f, at) && base == 1 {
            true => Decimal::ZERO,
            false => grid.precision(f, at) * Decimal::from(base),
        })
    };
    let mut steps = vec![step(total)?];
    let mut sum = Decimal::ZERO;
    let mut reach = Interval::exact(Decimal::ZERO);
    for (i, (at, off)) in relation.parts.iter().enumerate() {
        match (view.slot(roll.parts[i].0, l), figure(table, *at)) {
            (Slot::Value { .. }, Some(f)) => {
                let own = Interval::rounded(f.scaled(), step(*at)?);
                steps.push(own.width());
                if *off {
                    sum = sum.checked_sub(f.scaled())?;
                    reach = reach.minus(own);
                } else {
                    sum = sum.checked_add(f.scaled())?;
                    reach = reach.plus(own);
                }
            }
            (Slot::Blank | Slot::Dash, _) if i > 0 => {}
            _ => {
                relation.reason = Some("a movement or the opening figure is not given".into());
                return Some(relation);
            }
        }
    }
    let own = Interval::rounded(stated.scaled(), steps[0]);
    let comparison = interval::compare_sum(stated.scaled(), own, sum, reach, &steps);
    let computed = scale::apply(sum, -stated.scale);
    relation.computed = Some(computed);
    relation.outcome = comparison.into();
    if comparison == Comparison::UnlikelyRounding {
        relation.level = Level::Note;
    }
    if comparison == Comparison::Differs {
        relation.cause = cause::between(stated.value, computed);
        if roll.misses > 1 && relation.cause.is_none() || view.soft[l] {
            relation.outcome = Outcome::NotTested;
            relation.reason =
                Some("opening and movements do not make closing in several lines".into());
        } else if roll.hits >= 2 {
            relation.level = Level::Error;
        }
    }
    Some(relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_and_movements_are_told_by_their_labels() {
        for label in [
            "Opening balance",
            "Balance brought forward",
            "Cash at 1 April 2021",
            "Reserves b/f",
        ] {
            assert!(is_opening(label) && !is_closing(label), "{label}");
        }
        for label in [
            "Closing balance",
            "Balance carried forward",
            "Cash at 31 March 2022",
            "Stock at end of year",
        ] {
            assert!(is_closing(label) && !is_opening(label), "{label}");
        }
        for label in ["Payments", "Less: grants", "Transfers out", "Leavers"] {
            assert!(is_taken_off(label), "{label}");
        }
        assert!(!is_taken_off("Receipts") && !is_opening("Opening hours of branches"));
    }
}
