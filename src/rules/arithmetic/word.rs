//! Relations in words: message, the sum written out, locations.

use super::{At, Kind, Relation};
use crate::fact::Reading;
use crate::finding::message::number;
use crate::finding::{Location, Outcome, Role, SumLine, Test};
use crate::table::Table;

/// The most parts that are written out line by line.
const MOST_LINES: usize = 40;

/// The test that a relation is; one that agrees may be `brief`, without its words.
pub(super) fn test(reading: &Reading, index: u32, relation: &Relation, brief: bool) -> Test {
    let brief = brief && matches!(relation.outcome, Outcome::Agrees | Outcome::WithinRounding);
    let origin = |at: At| match &relation.spread {
        Some(spread) => spread.origin(at),
        None => Some((index, at.0 as u32, at.1 as u32)),
    };
    let place = |role: Role, at: At| {
        let (table, row, column) = origin(at).unwrap_or((index, 0, 0));
        if brief {
            Location::cell_unread(reading, role, table, row, column)
        } else {
            Location::cell(reading, role, table, row, column)
        }
    };
    let mut locations = Vec::with_capacity(relation.parts.len() + 1);
    locations.push(place(Role::Primary, relation.total));
    locations.extend(
        relation
            .parts
            .iter()
            .map(|(at, _)| place(Role::Evidence, *at)),
    );
    let sum = match relation.outcome {
        Outcome::NotTested => Vec::new(),
        _ if brief => Vec::new(),
        _ => lines(relation, |at| {
            let (table, row, column) = origin(at)?;
            let table = reading.tables.get(table as usize)?;
            Some((table, row as usize, column as usize))
        }),
    };
    Test {
        rule: relation.kind.rule(),
        outcome: relation.outcome,
        level: relation.level,
        message: if brief {
            String::new()
        } else {
            message(relation)
        },
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
            .as_deref()
            .unwrap_or("a figure is not given")
            .to_string();
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
        Kind::RollForward if parts == 1 => {
            format!("opening is {stated} {but} the period before closed at {shown}")
        }
        Kind::RollForward => {
            format!("closing is {stated} {but} opening and movements make {shown}")
        }
        Kind::Bounds => format!("{stated} is more than {shown}, which it lies within"),
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
        Kind::RollForward if parts == 1 => {
            format!("{stated} is the closing figure of the period before")
        }
        Kind::RollForward => format!("{stated} is opening and {} movements", parts - 1),
        Kind::Bounds => format!("{stated} is at most what it lies within"),
    }
}

/// Computed ratios to two places more than anybody prints.
fn round(value: rust_decimal::Decimal) -> rust_decimal::Decimal {
    value.round_dp(2).normalize()
}

fn lines<'a>(
    relation: &Relation,
    place: impl Fn(At) -> Option<(&'a Table, usize, usize)>,
) -> Vec<SumLine> {
    let label = |at: At| -> String {
        let axis = place(at).and_then(|(table, row, column)| match relation.down {
            true => table.rows.get(row),
            false => table.columns.get(column),
        });
        axis.map(|a| a.label().to_string()).unwrap_or_default()
    };
    let text = |at: At| {
        place(at)
            .and_then(|(table, row, column)| Some(table.cell(row, column)?.text.to_string()))
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
