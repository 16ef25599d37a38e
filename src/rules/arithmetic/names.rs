//! What a rate's own label says of the figures that it is computed from.

use super::grid::Way;
use super::view::View;
use crate::table::{CellRole, Table};

/// Between two words of a rate's label, and whether the first names what is counted: "approvals per enquiry" is the
/// first over the second, "enquiry to approval" the second over the first.
const JOINTS: [(&str, bool); 5] = [
    (" to ", false),
    (" per ", true),
    (" as a percentage of ", true),
    (" as % of ", true),
    (" over ", true),
];

/// A position's label, with the row below that goes on with it: words in small letters, or a number, without figures.
pub(super) fn whole(table: &Table, view: &View, position: usize) -> String {
    let Some(position) = view.positions.get(position) else {
        return String::new();
    };
    let mut label = position.label.to_string();
    if view.way == Way::Across {
        return label;
    }
    for r in position.at + 1..(position.at + 3).min(table.rows.len()) {
        let cells = (0..table.columns.len()).filter_map(|c| table.cell(r, c));
        let mut texts = cells.filter(|c| c.row as usize == r && !c.text.trim().is_empty());
        match (texts.next(), texts.next()) {
            (None, _) => {}
            (Some(only), None)
                if only.role != CellRole::Figure || table.label_column == Some(only.column) =>
            {
                let goes_on = |c: char| c.is_lowercase() || c.is_ascii_digit();
                if only.text.trim_start().starts_with(goes_on) {
                    label.push(' ');
                    label.push_str(only.text.trim());
                }
                break;
            }
            _ => break,
        }
    }
    label
}

/// The figures that a rate's own label names, as (over, under), where each name fits one of them better than all others.
pub(super) fn named(view: &View, label: &str, sources: &[usize]) -> Option<(usize, usize)> {
    let lower = label.to_lowercase();
    let fits = |name: &str| -> Option<usize> {
        let likeness = |p: &usize| alike(name, view.positions[*p].label);
        let best = sources.iter().copied().max_by_key(|p| likeness(p))?;
        let most = likeness(&best);
        let alone = sources.iter().filter(|p| likeness(p) == most).count() == 1;
        (most > 0 && alone).then_some(best)
    };
    JOINTS.iter().find_map(|(joint, first_over)| {
        let (first, second) = lower.split_once(joint)?;
        let (first, second) = (fits(first)?, fits(second)?);
        match (first == second, first_over) {
            (true, _) => None,
            (false, true) => Some((first, second)),
            (false, false) => Some((second, first)),
        }
    })
}

/// How many words two labels share, by their first letters.
pub(super) fn alike(a: &str, b: &str) -> usize {
    let stems = |t: &str| -> Vec<String> {
        t.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() >= 4 || w.parse::<u8>().is_ok())
            .map(|w| w.chars().take(5).collect())
            .collect()
    };
    let other = stems(b);
    let mut own = stems(a);
    own.sort();
    own.dedup();
    own.iter().filter(|w| other.contains(w)).count()
}
