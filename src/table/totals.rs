//! Which rows and columns are totals, by label, position and style.

use super::{Line, Table};
use regex::Regex;
use std::sync::LazyLock;

/// Marks totals and subtotals, and lines that are a part of the line above.
pub fn mark(table: &mut Table) {
    for axis in table.rows.iter_mut().chain(&mut table.columns) {
        if axis.kind != Line::Body {
            continue;
        }
        if let Some(kind) = axis
            .path
            .iter()
            .rev()
            .map(|label| kind_of(label))
            .find(|k| *k != Line::Body)
        {
            // Only the innermost label makes a line a total; an outer one ("Total" over "Men" and "Women") heads totals.
            let inner = kind_of(axis.label());
            axis.kind = if inner == Line::Body && kind == Line::OfWhich {
                Line::Body
            } else {
                inner
            };
        }
    }
}

/// A heading over lines that are told beside a table's sums.
pub fn is_memorandum(heading: &str) -> bool {
    const WORD: &str = "memorandum";
    heading
        .trim_start()
        .get(..WORD.len())
        .is_some_and(|w| w.eq_ignore_ascii_case(WORD))
}

/// What a label says of its line.
pub fn kind_of(label: &str) -> Line {
    static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)\b(?:sub[\s-]?total|(?:grand|overall|combined)\s+total|total|totals|sum\ of|in\ total|aggregate)\b
              | ^\s*(?:all|all\s+(?:ages|persons|people|households|children|groups|sectors|industries|services|areas|regions|categories|departments|staff|types|items|sources|countries|households?|both)|overall|both\s+(?:sexes|genders)|gross|whole\ country|altogether)\s*\d?\s*$
              | ^\s*net\s+(?:total|expenditure|cost|budget|spend|position|assets|income|(?:deficit|surplus))\b",
        )
        .expect("a fixed pattern")
    });
    static OF_WHICH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:of\s+(?:which|whom|these|those)|including|includes|incl\.|thereof|memorandum)\b").expect("a fixed pattern")
    });
    if label.is_empty() || label.len() > 200 {
        Line::Body
    } else if OF_WHICH.is_match(label) {
        Line::OfWhich
    } else if TOTAL.is_match(label) {
        Line::Total
    } else {
        Line::Body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_totals_are_recognised() {
        for l in [
            "Total",
            "Sub-total",
            "Grand total",
            "Total people, all groups",
            "All ages",
            "Both sexes",
            "Net expenditure",
            "Subtotal: staff",
        ] {
            assert_eq!(kind_of(l), Line::Total, "{l}");
        }
        for l in [
            "Staff",
            "Totalling machine",
            "Alley works",
            "All-weather pitches and courts hire",
        ] {
            assert_eq!(kind_of(l), Line::Body, "{l}");
        }
        assert_eq!(kind_of("of which: agency"), Line::OfWhich);
    }
}
