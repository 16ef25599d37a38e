//! Which rows and columns are totals, by label, position and style.

use super::{Line, Table};
use crate::figure::pattern;
use crate::layout::looks::has_word;
use regex::Regex;
use std::sync::LazyLock;

/// Marks totals and subtotals, and lines that are a part of the line above.
pub fn mark(table: &mut Table) {
    for axis in table.rows.iter_mut().chain(&mut table.columns) {
        // Only the innermost label makes a line a total; an outer one ("Total" over "Men" and "Women") heads totals.
        if axis.kind == Line::Body {
            axis.kind = kind_of(axis.label());
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
        pattern(
            r"(?ix)\b(?:sub[\s-]?total|(?:grand|overall|combined)\s+total|total|totals|sum\ of|in\ total|aggregate)\b
              | ^\s*(?:all|all\s+(?:ages|persons|people|households|children|groups|sectors|industries|services|areas|regions|categories|departments|staff|types|items|sources|countries|households?|both)|overall|both\s+(?:sexes|genders)|gross|whole\ country|altogether)\s*\d?\s*$
              | ^\s*net\s+(?:total|expenditure|cost|budget|spend|position|assets|income|(?:deficit|surplus))\b",
        )
    });
    static OF_WHICH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:of\s+(?:which|whom|these|those)|including|includes|incl\.|thereof|memorandum)\b",
        )
    });
    if label.is_empty() || label.len() > 200 {
        Line::Body
    } else if may_be_part(label) && OF_WHICH.is_match(label) {
        Line::OfWhich
    } else if may_be_total(label) && TOTAL.is_match(label) {
        Line::Total
    } else {
        Line::Body
    }
}

/// Cheap looks before the patterns are run.
fn may_be_part(label: &str) -> bool {
    let words = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    begins(words, &["of", "incl", "thereof", "memorandum"])
}

fn may_be_total(label: &str) -> bool {
    has_word(label, &["total", "sub", "sum", "aggregate"])
        || begins(
            label.trim_start(),
            &[
                "all",
                "overall",
                "both",
                "gross",
                "whole",
                "altogether",
                "net",
            ],
        )
}

fn begins(text: &str, heads: &[&str]) -> bool {
    heads.iter().any(|h| {
        text.get(..h.len())
            .is_some_and(|w| w.eq_ignore_ascii_case(h))
    })
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
