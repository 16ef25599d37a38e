//! The figures of tables, by place and measure.

use crate::fact::measure::Name;
use crate::fact::{Member, Reading, Source};
use crate::figure::{Form, Hedge, Period};
use crate::language::{Settings, names, resolve};
use std::collections::{BTreeMap, HashMap};

/// Section, table (only where no period binds tables together), period and members.
type Key<'r> = (u32, Option<u32>, Option<Period>, &'r [Member]);

/// What stands together: one report, one period, one member of each dimension.
#[derive(Debug)]
pub(super) struct Observation {
    pub reading: usize,
    /// Fact by measure.
    pub facts: BTreeMap<u32, usize>,
    /// The observation of the same members one year earlier.
    pub year_before: Option<u32>,
}

/// All observations of a run.
#[derive(Debug, Default)]
pub(super) struct Observations {
    /// The name of each measure as first printed; measures are numbered in that order.
    pub names: Vec<String>,
    pub all: Vec<Observation>,
    /// The observations of each section, in the order of the documents.
    pub sections: Vec<Vec<u32>>,
    of_measure: Vec<Vec<u32>>,
}

impl Observations {
    pub(super) fn of(readings: &[Reading], settings: &Settings) -> Observations {
        let mut out = Observations::default();
        let mut known: HashMap<String, u32> = HashMap::new();
        for (r, reading) in readings.iter().enumerate() {
            let mut places: BTreeMap<Key<'_>, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
            for (i, fact) in reading.facts().enumerate() {
                let Source::Cell { table, nth: 0, .. } = fact.source else {
                    continue;
                };
                let f = &fact.figure;
                if f.hedge != Hedge::None || f.form != Form::Digits {
                    continue;
                }
                let Some(measure) = out.measure(fact.measure, settings, &mut known) else {
                    continue;
                };
                let alone = fact.period.is_none().then_some(table);
                places
                    .entry((fact.section, alone, fact.period, fact.dimensions))
                    .or_default()
                    .entry(measure)
                    .or_default()
                    .push(i);
            }
            out.add(r, reading, places);
        }
        out
    }

    fn add(
        &mut self,
        r: usize,
        reading: &Reading,
        places: BTreeMap<Key<'_>, BTreeMap<u32, Vec<usize>>>,
    ) {
        let mut index: BTreeMap<Key<'_>, u32> = BTreeMap::new();
        let mut sections: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (key, here) in places {
            let value = |i: &usize| reading.fact(*i).map(|f| f.figure.scaled());
            // A name with two values in one place names neither.
            let facts: BTreeMap<u32, usize> = here
                .into_iter()
                .filter(|(_, list)| list.iter().all(|i| value(i) == value(&list[0])))
                .map(|(m, list)| (m, list[0]))
                .collect();
            let o = self.all.len() as u32;
            for m in facts.keys() {
                self.of_measure[*m as usize].push(o);
            }
            self.all.push(Observation {
                reading: r,
                facts,
                year_before: None,
            });
            sections.entry(key.0).or_default().push(o);
            index.insert(key, o);
        }
        for (key, o) in &index {
            let before = key.2.and_then(resolve::a_year_before);
            self.all[*o as usize].year_before =
                before.and_then(|p| index.get(&(key.0, key.1, Some(p), key.3)).copied());
        }
        self.sections.extend(sections.into_values());
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

    /// Where all of some measures stand together, with their facts; the last of a year earlier, if `carried`.
    pub(super) fn together(&self, measures: &[u32], carried: bool) -> Vec<(usize, Vec<usize>)> {
        let free = if carried { &measures[..1] } else { measures };
        let rarest = free
            .iter()
            .filter_map(|m| self.of_measure.get(*m as usize))
            .min_by_key(|l| l.len());
        let facts = |o: &u32| {
            let o = self.all.get(*o as usize)?;
            let mut out = Vec::with_capacity(3);
            for (i, m) in measures.iter().enumerate() {
                let here = if carried && i > 0 {
                    self.all.get(o.year_before? as usize)?
                } else {
                    o
                };
                out.push(*here.facts.get(m)?);
            }
            Some((o.reading, out))
        };
        rarest.into_iter().flatten().filter_map(facts).collect()
    }
}
