//! What a rate's own label says of the figures that it is computed from.

use super::view::View;

/// Between two words of a rate's label, and whether the first names what is counted: "approvals per enquiry" is the
/// first over the second, "enquiry to approval" the second over the first.
const JOINTS: [(&str, bool); 5] = [
    (" to ", false),
    (" per ", true),
    (" as a percentage of ", true),
    (" as % of ", true),
    (" over ", true),
];

/// The figures that a rate's own label names, as (over, under), where each name fits one of them better than all others.
pub(super) fn named(view: &View, label: &str, sources: &[usize]) -> Option<(usize, usize)> {
    let lower = label.to_lowercase();
    let fits = |name: &str| -> Option<usize> {
        let likeness = |p: &usize| alike(name, &view.positions[*p].label);
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
