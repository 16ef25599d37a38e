//! Cells and claims to facts: which label is the measure, which the period, which a dimension.

use super::Reading;
use super::facts::{Facts, MOST_OF_A_CELL, Shared};
use crate::figure::Period;
use crate::figure::period::{self, PeriodRef};
use crate::table::{Axis, CellRole, Line, Table};
use std::sync::Arc;

/// Binds the figures of tables and claims to facts, in the order of the document.
pub fn bind(reading: &Reading) -> Facts {
    let printed = reading.tables.iter().flat_map(|t| &t.cells);
    let of_cells = printed.map(|c| c.reading.figures().len()).sum();
    let of_claims = reading.claims.iter().map(|c| c.operands.len()).sum();
    let mut facts = Facts::sized(reading, of_cells, of_claims);
    for block in reading.blocks.iter().enumerate() {
        let (at, Some(index)) = (block.0, block.1.table) else {
            continue;
        };
        let Some(table) = reading.tables.get(index as usize) else {
            continue;
        };
        let section = reading.section_of(at as u32);
        let of_section = reading
            .sections
            .get(section as usize)
            .and_then(|s| s.period)
            // A quarter says when a report looks, not what its columns cover.
            .filter(|p| p.is_year());
        let period = table.title.as_deref().and_then(only_period).or(of_section);
        facts.share(index, Shared { section, period });
        cells(&mut facts, table, index);
    }
    for (i, claim) in reading.claims.iter().enumerate() {
        for k in 0..claim.operands.len() {
            facts.push_claim(i as u32, k as u32);
        }
    }
    facts.shrink();
    facts
}

/// What a row or column contributes to its facts.
struct Labels {
    /// The innermost label without its period.
    own: Arc<str>,
    /// The number of the label among the measures, once a fact has it.
    number: Option<u32>,
    /// The levels above, outermost first, without periods.
    outer: Vec<Arc<str>>,
    period: Option<Period>,
    counts: bool,
    /// Neighbours with the same levels above are one group.
    group: usize,
}

impl Labels {
    fn of(axis: &Axis) -> Labels {
        let mut path: Vec<Arc<str>> = axis.path.iter().map(bare).collect();
        let own = path.pop().unwrap_or_default();
        path.retain(|l| !l.is_empty());
        Labels {
            own,
            number: None,
            outer: path,
            period: axis.period,
            counts: !matches!(axis.kind, Line::Header | Line::Section | Line::Note),
            group: 0,
        }
    }
    fn whole(&self) -> impl Iterator<Item = &Arc<str>> {
        let all = self.outer.iter().chain(std::iter::once(&self.own));
        all.filter(|l| !l.is_empty())
    }
}

/// Numbers the groups of neighbours with the same levels above.
fn group(labels: &mut [Labels]) {
    for i in 1..labels.len() {
        let (before, here) = labels.split_at_mut(i);
        if let (Some(a), Some(b)) = (before.last(), here.first_mut()) {
            b.group = a.group + usize::from(a.outer != b.outer);
        }
    }
}

fn cells(facts: &mut Facts, table: &Table, index: u32) {
    let mut rows: Vec<Labels> = table.rows.iter().map(Labels::of).collect();
    group(&mut rows);
    let mut columns: Vec<Labels> = table.columns.iter().map(Labels::of).collect();
    drop_common(&mut columns);
    group(&mut columns);
    // The dimensions made last: of each column under one group of rows, of a row under one group of columns.
    type Made = Option<(u32, usize, u32)>;
    let mut of_columns: Vec<Made> = vec![None; columns.len()];
    let mut of_row: Made = None;
    for (at, cell) in table.cells.iter().enumerate() {
        if cell.role != CellRole::Figure {
            continue;
        }
        let figures = cell.reading.figures();
        let (Some(row), Some(column)) = (
            rows.get_mut(cell.row as usize),
            columns.get_mut(cell.column as usize),
        ) else {
            continue;
        };
        if figures.is_empty() || !row.counts || !column.counts {
            continue;
        }
        let across = names_columns(table, cell.row, cell.column)
            || row.own.is_empty() && row.outer.is_empty();
        let (measure, other) = if across { (column, row) } else { (row, column) };
        let (of, group) = if across {
            (&mut of_row, measure.group)
        } else {
            let Some(slot) = of_columns.get_mut(cell.column as usize) else {
                continue;
            };
            (slot, measure.group)
        };
        let here = if across { cell.row } else { cell.column };
        let dimensions = match of {
            Some((at, known, dimensions)) if (*at, *known) == (here, group) => *dimensions,
            _ => {
                let members = measure.outer.iter().chain(other.whole());
                let made = members.map(|member| (Arc::default(), member.clone()));
                let made = facts.members(made.collect());
                *of = Some((here, group, made));
                made
            }
        };
        let measure = *measure
            .number
            .get_or_insert_with(|| facts.measure(measure.own.clone()));
        for nth in 0..figures.len().min(MOST_OF_A_CELL) {
            facts.push_cell((index, at, nth), measure, dimensions);
        }
    }
}

/// Whether the measure of a cell heads its column: its row is a period, a point of a series.
pub fn names_columns(table: &Table, row: u32, column: u32) -> bool {
    let (Some(r), Some(c)) = (
        table.rows.get(row as usize),
        table.columns.get(column as usize),
    ) else {
        return false;
    };
    r.period.is_some() && c.period.is_none()
}

/// Words that head every column with a period ("Ambleford performance 2023-24") say nothing about one of them.
fn drop_common(columns: &mut [Labels]) {
    let dated: Vec<usize> = (0..columns.len())
        .filter(|i| columns[*i].period.is_some())
        .collect();
    let Some((first, rest)) = dated.split_first() else {
        return;
    };
    let whole = |i: &usize| columns[*i].whole();
    if dated.len() > 1 && rest.iter().all(|i| whole(i).eq(whole(first))) {
        for i in dated {
            columns[i].own = Arc::default();
            columns[i].outer.clear();
        }
    }
}

/// The one period a title names.
fn only_period(text: &str) -> Option<Period> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    match period::scan(text).as_slice() {
        [(_, PeriodRef::Fixed(p))] => Some(*p),
        _ => None,
    }
}

/// A label as [`without_period`] has it, itself where nothing is left out.
fn bare(label: &Arc<str>) -> Arc<str> {
    let rest = without_period(label);
    if rest.len() == label.len() {
        label.clone()
    } else {
        rest.into()
    }
}

/// A label without the periods it names and without what only gives a unit.
fn without_period(label: &str) -> String {
    let mut rest = String::new();
    // No period without its digits.
    if !label.bytes().any(|b| b.is_ascii_digit()) {
        rest.push_str(label);
    } else if period::parse(label).and_then(PeriodRef::fixed).is_none() {
        let mut at = 0;
        // Only periods named in full: "Budget of the year before" is a name.
        for (span, _) in period::scan(label)
            .into_iter()
            .filter(|(_, p)| p.fixed().is_some())
        {
            rest.push_str(label.get(at..span.start as usize).unwrap_or(""));
            at = span.end as usize;
        }
        rest.push_str(label.get(at..).unwrap_or(""));
    }
    let mut rest =
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ':' | ',' | '*'));
    // A bracket whose partner went with the period.
    if rest.ends_with('(') || (rest.ends_with(')') && !rest.contains('(')) {
        rest = rest.trim_end_matches(['(', ')', ' ']);
    }
    if rest.starts_with(')') || (rest.starts_with('(') && !rest.contains(')')) {
        rest = rest.trim_start_matches(['(', ')', ' ']);
    }
    if rest.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        String::new()
    } else {
        rest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_loses_its_period_and_units_only() {
        assert_eq!(
            without_period("Ambleford performance 2022-23"),
            "Ambleford performance"
        );
        assert_eq!(without_period("2023/24"), "");
        assert_eq!(without_period("£000"), "");
        assert_eq!(without_period("Visits"), "Visits");
    }
}
