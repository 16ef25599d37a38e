//! Every line of the rates, means and shares that were learned, compared.

use super::grid::{Class, Grid, Way};
use super::means;
use super::rates::{self, Operation, Rate};
use super::settle::figure;
use super::shares::{self, Shares};
use super::sums::Pattern;
use super::view::View;
use super::{At, Kind, Relation};
use crate::figure::interval::{self, Comparison, Interval};
use crate::figure::{Figure, Unit, scale};
use crate::finding::message::number;
use crate::finding::{Level, Outcome};
use crate::rules::prose::basis;
use crate::table::{Line, Table};
use rust_decimal::Decimal;

/// All derived figures of a view.
pub(super) fn find(table: &Table, grid: &Grid, view: &View, known: &[Pattern]) -> Vec<Relation> {
    let mut out = Vec::new();
    let learned = rates::find(table, grid, view, known);
    for share in shares::find(view, grid, &learned) {
        for l in (0..view.lines.len()).filter(|l| *l != share.whole) {
            out.extend(share_line(table, view, &share, l));
        }
    }
    for mut rate in learned {
        rate.rounded |= table.rounded;
        for l in 0..view.lines.len() {
            out.extend(rate_line(table, grid, view, &rate, known, l));
        }
    }
    for mean in means::find(table, grid, view, known) {
        for l in 0..view.lines.len() {
            out.extend(means::line(table, view, &mean, l));
        }
    }
    out
}

/// Cell of a rate's target, which may lie beyond the positions of the view.
fn target_cell(view: &View, rate: &Rate, l: usize) -> At {
    if rate.target < view.positions.len() {
        return view.cell(rate.target, l);
    }
    let axis = rate.target - view.positions.len();
    match view.way {
        Way::Down => (axis, view.lines[l]),
        Way::Across => (view.lines[l], axis),
    }
}

fn rate_line(
    table: &Table,
    grid: &Grid,
    view: &View,
    rate: &Rate,
    known: &[Pattern],
    l: usize,
) -> Option<Relation> {
    let at = target_cell(view, rate, l);
    let stated = *table.cell(at.0, at.1)?.reading.figures().get(rate.nth)?;
    let (first, second) = (view.cell(rate.a, l), view.cell(rate.b, l));
    let share = view.positions[rate.b].kind == Line::Total
        || known
            .iter()
            .any(|k| k.total == rate.b && k.parts.contains(&rate.a));
    let kind = match rate.operation {
        Operation::Change => Kind::Change,
        Operation::Over if share && rate.factor == 100 => Kind::Share,
        Operation::Over => Kind::Ratio,
    };
    let mut relation = Relation::new(kind, view.way == Way::Down, at, vec![first, second]);
    relation.nth = rate.nth;
    relation.in_percent = rate.factor == 100;
    relation.holds = rate.hits;
    relation.stated = Some(stated.value);
    let precision = scale::apply(grid.precision(&stated, at), -stated.scale);
    let (Some(a), Some(b)) = (figure(table, first), figure(table, second)) else {
        relation.reason = Some("a figure that the rate is computed from is not given".into());
        return Some(relation);
    };
    let Some((mut computed, mut reach)) = compute(grid, rate, (first, a), (second, b), 1) else {
        relation.reason = Some("the figure that the rate is taken of is nothing".into());
        return Some(relation);
    };
    if rate.operation == Operation::Change {
        let shares = |f: &Figure| matches!(f.unit, Unit::Percent | Unit::Points);
        if shares(a) && shares(b) {
            // Between percentages the change is given in points as often as in percent.
            let points = a.value - b.value;
            if Interval::rounded(stated.value, precision).contains(points) {
                (computed, reach) = (points, Interval::exact(points));
            } else if !Interval::rounded(stated.value, precision).meets(reach) {
                relation.reason =
                    Some("a change of percentages may be in points or in percent".into());
                return Some(relation);
            }
        }
        if b.value.is_sign_negative() {
            // From a negative figure it is given of its size or as growth, with either sign.
            if computed.is_sign_negative() != stated.value.is_sign_negative() {
                (computed, reach) = (-computed, Interval::between(-reach.low, -reach.high));
            }
            if !a.value.is_sign_negative()
                && !Interval::rounded(stated.value, precision).meets(reach)
            {
                relation.reason =
                    Some("a change from a negative to a positive figure has no percentage".into());
                return Some(relation);
            }
        }
    }
    relation.computed = Some(computed);
    let mut comparison = interval::compare_ratio(stated.value, precision, computed, reach);
    let rounded = rate.rounded || a.scale > 0 || b.scale > 0;
    if comparison == Comparison::Differs && rounded {
        // A rounded figure is often turned by one in its last digit so that its column adds up.
        let turned = compute(grid, rate, (first, a), (second, b), 2);
        let own = Interval::rounded(stated.value, precision);
        if turned.is_some_and(|(_, wide)| own.meets(wide)) {
            comparison = Comparison::UnlikelyRounding;
        }
    }
    relation.outcome = comparison.into();
    if matches!(comparison, Comparison::Agrees | Comparison::WithinRounding) {
        return Some(relation);
    }
    if view.soft[l] {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("a rate of rates is not always kept up".into());
        return Some(relation);
    }
    if weighted(view, rate) {
        relation.outcome = Outcome::NotTested;
        relation.reason =
            Some("a rate that is weighted or adjusted is made of other figures".into());
        return Some(relation);
    }
    if rate.rivalled && rate.hits < 6 {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("other figures explain the rates as well".into());
        return Some(relation);
    }
    relation.cause = other_pair(table, grid, view, rate, l, &stated).or_else(|| {
        crate::finding::cause::between(stated.value, computed.round_dp(stated.places.max(0) as u32))
    });
    if rate.misses > 3 && relation.cause.is_none() {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("the rate does not hold in several lines".into());
        return Some(relation);
    }
    relation.level = match comparison {
        Comparison::UnlikelyRounding => Level::Note,
        _ if rate.hits >= 4 * rate.misses && rate.score >= rate.bar + 1.0 => Level::Error,
        _ => Level::Warning,
    };
    Some(relation)
}

/// Whether a rate is called weighted, adjusted or after exclusions, and the figures beside it are not.
fn weighted(view: &View, rate: &Rate) -> bool {
    let says = |p: usize| {
        let position = view.positions.get(p);
        position.is_some_and(|p| basis::is_other(&p.path.join(" ")))
    };
    says(rate.target) && !(says(rate.a) && says(rate.b))
}

/// The rate and its range; rounded figures are taken to be within `digits` halves of their last one.
fn compute(
    grid: &Grid,
    rate: &Rate,
    a: (At, &Figure),
    b: (At, &Figure),
    digits: i64,
) -> Option<(Decimal, Interval)> {
    let reach = |(at, f): (At, &Figure)| {
        if rate.rounded || digits > 1 {
            let base = grid.base.get(at.1).copied().unwrap_or(1);
            Interval::rounded(
                f.scaled(),
                f.scaled_precision() * Decimal::from(base * digits),
            )
        } else {
            f.interval()
        }
    };
    rate_of(
        rate.operation,
        rate.factor,
        (a.1, reach(a)),
        (b.1, reach(b)),
    )
}

pub(super) fn rate_of(
    operation: Operation,
    factor: i64,
    (a, a_reach): (&Figure, Interval),
    (b, b_reach): (&Figure, Interval),
) -> Option<(Decimal, Interval)> {
    let (x, y) = (a.scaled(), b.scaled());
    let factor = Decimal::from(factor);
    let value = match operation {
        Operation::Over => x.checked_div(y)?.checked_mul(factor)?,
        Operation::Change => x.checked_sub(y)?.checked_div(y)?.checked_mul(factor)?,
    };
    let over = a_reach.over(b_reach);
    let reach = match operation {
        Operation::Over => over.map(|i| i.scaled(factor)),
        Operation::Change => over.map(|i| i.minus(Interval::exact(Decimal::ONE)).scaled(factor)),
    };
    let reach = reach.unwrap_or(Interval::exact(value));
    Some((value, reach))
}

/// Another figure of the same line, taken for numerator or denominator, gives what is printed.
fn other_pair(
    table: &Table,
    grid: &Grid,
    view: &View,
    rate: &Rate,
    l: usize,
    stated: &Figure,
) -> Option<String> {
    let at = |p: usize| figure(table, view.cell(p, l)).map(|f| (view.cell(p, l), f));
    let gives = |a: (At, &Figure), b: (At, &Figure)| {
        compute(grid, rate, a, b, 1)
            .is_some_and(|(v, _)| Interval::rounded(stated.value, stated.precision()).contains(v))
    };
    let (a, b) = (at(rate.a)?, at(rate.b)?);
    let mut found = None;
    for p in 0..view.positions.len() {
        if p == rate.a
            || p == rate.b
            || p == rate.target
            || view.positions[p].class != Class::Amount
        {
            continue;
        }
        let Some(f) = at(p) else {
            continue;
        };
        let pair = if gives(a, f) {
            (a, f)
        } else if gives(f, b) {
            (f, b)
        } else {
            continue;
        };
        // Several others that fit explain nothing.
        if found.is_some() {
            return None;
        }
        found = Some(format!(
            "{} over {} gives it (\"{}\")",
            number(pair.0.1.value),
            number(pair.1.1.value),
            view.positions[p].label
        ));
    }
    found
}

fn share_line(table: &Table, view: &View, share: &Shares, l: usize) -> Option<Relation> {
    let at = view.cell(share.target, l);
    let (part, whole) = (
        view.cell(share.source, l),
        view.cell(share.source, share.whole),
    );
    let stated = figure(table, at)?;
    let mut relation = Relation::new(
        Kind::PercentagesTotal,
        view.way == Way::Down,
        at,
        vec![part, whole],
    );
    relation.in_percent = true;
    relation.holds = share.hits;
    relation.stated = Some(stated.value);
    let (Some(a), Some(b)) = (figure(table, part), figure(table, whole)) else {
        relation.reason = Some("the figure that the share is of is not given".into());
        return Some(relation);
    };
    let (value, reach) = rate_of(Operation::Over, 100, (a, a.interval()), (b, b.interval()))?;
    relation.computed = Some(value);
    let comparison = interval::compare_ratio(stated.value, stated.precision(), value, reach);
    relation.outcome = comparison.into();
    // The last digit is often turned so that shares make 100.
    let turned = (stated.value - value).abs() <= stated.precision();
    if turned && comparison == Comparison::Differs {
        relation.outcome = Outcome::NotTested;
        relation.reason = Some("its last digit may be turned so that the shares make 100".into());
    }
    relation.level = match comparison {
        Comparison::UnlikelyRounding => Level::Note,
        _ if turned => Level::Note,
        _ if share.sure && share.misses <= 1 => Level::Error,
        _ => Level::Warning,
    };
    relation.cause = (comparison == Comparison::Differs)
        .then(|| {
            crate::finding::cause::between(
                stated.value,
                value.round_dp(stated.places.max(0) as u32),
            )
        })
        .flatten();
    Some(relation)
}
