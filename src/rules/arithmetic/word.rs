//! Relations in words: message, the sum written out, locations.

use super::{At, Kind, Relation};
use crate::fact::Reading;
use crate::finding::message::number;
use crate::finding::{Location, Outcome, Role, SumLine, Test};
use crate::table::Table;

/// The most parts that are written out line by line.
const MOST_LINES: usize = 40;

/// The test that a relation is.
pub(super) fn test(reading: &Reading, index: u32, relation: &Relation) -> Test {
    let place = |role: Role, at: At| Location::cell(reading, role, index, at.0 as u32, at.1 as u32);
    let mut locations = Vec::with_capacity(relation.parts.len() + 1);
    locations.push(place(Role::Primary, relation.total));
    locations.extend(
        relation
            .parts
            .iter()
            .map(|(at, _)| place(Role::Evidence, *at)),
    );
    let table = reading.tables.get(index as usize);
    let sum = match table {
        Some(table) if relation.outcome != Outcome::NotTested => lines(table, relation),
        _ => Vec::new(),
    };
    Test {
        rule: relation.kind.rule(),
        outcome: relation.outcome,
        level: relation.level,
        message: message(relation),
        stated: relation.stated,
        computed: relation.computed,
        cause: relation.cause.clone(),
        sum,
        locations,
    }
}

fn message(relation: &Relation) -> String {
    if relation.outcome == Outcome::NotTested {
        return relation
            .reason
            .clone()
            .unwrap_or_else(|| "a figure is not given".into());
    }
    let (Some(stated), Some(computed)) = (relation.stated, relation.computed) else {
        return "a figure is not given".into();
    };
    let (stated, shown) = (number(stated), number(round(computed)));
    if relation.outcome == Outcome::Agrees {
        return agreement(relation, &stated);
    }
    let but = if relation.outcome == Outcome::WithinRounding {
        "and"
    } else {
        "but"
    };
    if relation.culprit.is_some() && relation.holds == 1 {
        return format!("{stated} breaks a sum that holds with {shown}");
    }
    if relation.culprit.is_some() {
        return format!(
            "{stated} breaks {} sums that all hold with {shown}",
            relation.holds
        );
    }
    let parts = relation.parts.len();
    let sign = if relation.in_percent { "%" } else { "" };
    match relation.kind {
        Kind::Footing => format!("total is {stated} {but} its rows add up to {shown}"),
        Kind::Subtotal => format!("subtotal is {stated} {but} its {parts} rows add up to {shown}"),
        Kind::CrossFooting => format!("total is {stated} {but} its columns add up to {shown}"),
        Kind::PercentagesTotal => {
            format!("share is {stated}% {but} its part of the whole is {shown}%")
        }
        Kind::Change => {
            format!("change is {stated}{sign} {but} the figures changed by {shown}{sign}")
        }
        Kind::Share => format!("share is {stated}% {but} the figures make {shown}%"),
        Kind::Ratio if relation.in_percent => {
            format!("rate is {stated}% {but} the figures make {shown}%")
        }
        Kind::Ratio => format!("ratio is {stated} {but} the figures make {shown}"),
        Kind::Average => {
            format!("average is {stated} {but} the mean of its {parts} figures is {shown}")
        }
    }
}

fn agreement(relation: &Relation, stated: &str) -> String {
    let parts = relation.parts.len();
    match relation.kind {
        Kind::Footing | Kind::Subtotal => format!("{stated} is the sum of its {parts} rows"),
        Kind::CrossFooting => format!("{stated} is the sum of its {parts} columns"),
        Kind::PercentagesTotal => format!("{stated}% is its part of the whole"),
        Kind::Change if relation.in_percent => format!("the figures changed by {stated}%"),
        Kind::Change => format!("the figures changed by {stated}"),
        Kind::Share => format!("the figures make a share of {stated}%"),
        Kind::Ratio if relation.in_percent => format!("the figures make {stated}%"),
        Kind::Ratio => format!("the figures make {stated}"),
        Kind::Average => format!("{stated} is the mean of its {parts} figures"),
    }
}

/// Computed ratios to two places more than anybody prints.
fn round(value: rust_decimal::Decimal) -> rust_decimal::Decimal {
    value.round_dp(2).normalize()
}

fn lines(table: &Table, relation: &Relation) -> Vec<SumLine> {
    let label = |at: At| -> String {
        let axis = if relation.down {
            table.rows.get(at.0)
        } else {
            table.columns.get(at.1)
        };
        axis.map(|a| a.label().to_string()).unwrap_or_default()
    };
    let text = |at: At| {
        table
            .cell(at.0, at.1)
            .map(|c| c.text.clone())
            .unwrap_or_default()
    };
    let mut out = Vec::new();
    if relation.culprit.is_none() {
        for (at, off) in relation.parts.iter().take(MOST_LINES) {
            let remark = match (off, text(*at).is_empty()) {
                (true, _) => "taken off",
                (_, true) => "blank",
                _ => "",
            };
            out.push(SumLine {
                label: label(*at),
                figure: text(*at),
                remark: remark.into(),
            });
        }
        if relation.parts.len() > MOST_LINES {
            out.push(SumLine {
                label: format!("and {} more", relation.parts.len() - MOST_LINES),
                figure: String::new(),
                remark: String::new(),
            });
        }
    }
    out.push(SumLine {
        label: label(relation.total),
        figure: text(relation.total),
        remark: "printed".into(),
    });
    if let (Some(stated), Some(computed)) = (relation.stated, relation.computed)
        && relation.outcome != Outcome::Agrees
    {
        let gap = round(computed - stated);
        let than = if gap.is_sign_negative() {
            "less"
        } else {
            "more"
        };
        out.push(SumLine {
            label: String::new(),
            figure: number(round(computed)),
            remark: format!("recalculated; {} {than}", number(gap.abs())),
        });
    }
    out
}
