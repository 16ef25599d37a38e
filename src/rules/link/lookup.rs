//! The cell that a name and a period lead to, for rules that need a base from a table.

use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::{Period, Unit};
use crate::finding::Location;
use crate::store::{Series, Shelf, head};
use std::sync::Arc;

/// The lines of a document, ready to be looked up by name.
pub(in crate::rules) struct Lookup<'a> {
    reading: &'a Reading,
    shelf: Arc<Shelf>,
}

impl<'a> Lookup<'a> {
    /// Of a document and its lines.
    pub(in crate::rules) fn of(reading: &'a Reading, shelf: Arc<Shelf>) -> Self {
        Lookup { reading, shelf }
    }

    /// The cell (table, row, column) that holds a count of `measure` in a period, in the lines of a section: the line
    /// is about the same thing, no other line fits nearly as well, and one cell stands for the period. `names` are the
    /// measure's name and its synonyms.
    pub(in crate::rules) fn cell_of(
        &self,
        names: &[&str],
        period: Option<Period>,
        section: u32,
    ) -> Option<(u32, u32, u32)> {
        let period = period.or_else(|| self.reading.sections.get(section as usize)?.period)?;
        let mut scored: Vec<(f32, &Series)> = Vec::new();
        for name in names {
            let wanted = Name::of(name);
            let about = head(name);
            for series in self
                .shelf
                .sharing(&wanted)
                .into_iter()
                .filter_map(|i| self.shelf.series.get(i as usize))
            {
                if series.section != section
                    || *series.head() != about
                    || wanted.other_code(series.name())
                {
                    continue;
                }
                let shared = wanted.shared(series.name()).count() as f32;
                let score =
                    2.0 * shared / (wanted.words.len() + series.name().words.len()).max(1) as f32;
                scored.push((score, series));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, line) = *scored.first()?;
        let rival = scored
            .iter()
            .find(|(_, s)| s.name() != line.name())
            .map_or(0.0, |(n, _)| *n);
        if best < 0.75 || best - rival < 0.2 {
            return None;
        }
        let mut facts = line.at(self.reading, period);
        facts.retain(|f| f.figure.unit == Unit::Number && f.dimensions.is_empty());
        let [fact] = facts.as_slice() else {
            return None;
        };
        Location::fact(self.reading, crate::finding::Role::Evidence, fact.source).cell
    }
}
