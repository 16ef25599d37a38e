//! The figures of tables, by place and measure.

use crate::fact::measure::Name;
use crate::fact::{Reading, Source};
use crate::figure::{Form, Hedge};
use crate::language::{Settings, names};
use std::collections::{BTreeMap, HashMap};

/// What stands together: one table, one period, one member of each dimension.
#[derive(Debug)]
pub(super) struct Observation {
    pub reading: usize,
    /// Fact by measure.
    pub facts: HashMap<u32, usize>,
}

/// One table's measures, in its order, and its observations.
#[derive(Debug)]
pub(super) struct OfTable {
    pub measures: Vec<u32>,
    pub observations: Vec<u32>,
}

/// All observations of a run.
#[derive(Debug, Default)]
pub(super) struct Observations {
    /// The name of each measure as first printed.
    pub names: Vec<String>,
    pub all: Vec<Observation>,
    tables: Vec<OfTable>,
    of_measure: Vec<Vec<u32>>,
}

/// Longer tables are lists of cases rather than of measures.
const MEASURES: usize = 40;

impl Observations {
    pub(super) fn of(readings: &[Reading], settings: &Settings) -> Observations {
        let mut out = Observations::default();
        let mut known: HashMap<String, u32> = HashMap::new();
        for (r, reading) in readings.iter().enumerate() {
            type Key<'a> = (
                u32,
                u32,
                Option<crate::figure::Period>,
                &'a [(String, String)],
            );
            let mut places: BTreeMap<Key<'_>, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
            let mut of_table: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (i, fact) in reading.facts.iter().enumerate() {
                let Source::Cell { table, nth: 0, .. } = fact.source else {
                    continue;
                };
                let f = &fact.figure;
                if f.hedge != Hedge::None || f.form != Form::Digits {
                    continue;
                }
                let Some(measure) = out.measure(&fact.measure, settings, &mut known) else {
                    continue;
                };
                let order = of_table.entry(table).or_default();
                if !order.contains(&measure) && order.len() <= MEASURES {
                    order.push(measure);
                }
                places
                    .entry((table, fact.section, fact.period, &fact.dimensions))
                    .or_default()
                    .entry(measure)
                    .or_default()
                    .push(i);
            }
            let mut observed: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for ((table, ..), here) in places {
                let index = out.all.len() as u32;
                // A name with two values in one place names neither.
                let facts: HashMap<u32, usize> = here
                    .into_iter()
                    .filter_map(|(m, list)| match list.as_slice() {
                        [one] => Some((m, *one)),
                        _ => None,
                    })
                    .collect();
                if facts.len() < 3 {
                    continue;
                }
                for m in facts.keys() {
                    out.of_measure[*m as usize].push(index);
                }
                out.all.push(Observation { reading: r, facts });
                observed.entry(table).or_default().push(index);
            }
            for (table, measures) in of_table {
                if let Some(observations) = observed.remove(&table)
                    && (3..=MEASURES).contains(&measures.len())
                {
                    out.tables.push(OfTable {
                        measures,
                        observations,
                    });
                }
            }
        }
        out
    }

    fn measure(
        &mut self,
        printed: &str,
        settings: &Settings,
        known: &mut HashMap<String, u32>,
    ) -> Option<u32> {
        let printed = settings.canonical(printed).unwrap_or(printed);
        let plain = names::plain(printed);
        if let Some(m) = known.get(&plain) {
            return Some(*m);
        }
        if Name::of(printed).words.is_empty() || printed.len() > 80 {
            return None;
        }
        let index = self.names.len() as u32;
        let name = printed
            .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '£' | '(' | ')'));
        self.names
            .push(name.split_whitespace().collect::<Vec<_>>().join(" "));
        self.of_measure.push(Vec::new());
        known.insert(plain, index);
        Some(index)
    }

    /// The tables, in the order of the documents.
    pub(super) fn tables(&self) -> impl Iterator<Item = &OfTable> {
        self.tables.iter()
    }

    /// Where all of some measures stand together, with their facts.
    pub(super) fn together<'a>(
        &'a self,
        measures: &'a [u32; 3],
    ) -> impl Iterator<Item = (usize, [usize; 3])> + 'a {
        let rarest = measures
            .iter()
            .map(|m| &self.of_measure[*m as usize])
            .min_by_key(|l| l.len());
        rarest.into_iter().flatten().filter_map(move |o| {
            let o = self.all.get(*o as usize)?;
            let mut facts = [0; 3];
            for (slot, m) in facts.iter_mut().zip(measures) {
                *slot = *o.facts.get(m)?;
            }
            Some((o.reading, facts))
        })
    }
}
