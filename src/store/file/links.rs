//! Labels that drift: a measure that a report gives up and one that it begins are one measure when the new one reprints
//! the old one's earlier figures.

use super::Store;
use crate::error::Result;
use rusqlite::params;
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};

/// What a report prints of a measure: figures in millionths by period.
type Figures = BTreeMap<(String, String), i64>;

struct Measure {
    name: String,
    around: String,
    dimensions: String,
    kind: String,
    label: String,
}

/// The name that stands for a label and its synonyms, where the user gave one.
pub(super) type Canonical<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Looks through the series that a run added to, and those of runs that were stopped.
pub(super) fn find(store: &Store, run: i64, canonical: &Canonical<'_>) -> Result<()> {
    let c = &store.connection;
    let sql = "SELECT DISTINCT r.body, r.series FROM reports AS r JOIN documents AS d ON d.id = r.document_id
        WHERE r.body <> '' AND r.period_end IS NOT NULL
          AND d.run_id IN (SELECT id FROM runs WHERE id = ?1 OR finished IS NULL) ORDER BY 1, 2";
    let mut statement = store.sql(c.prepare(sql))?;
    let rows = store.sql(statement.query_map([run], |row| Ok((row.get(0)?, row.get(1)?))))?;
    let all: Vec<(String, String)> = rows.map(|r| store.sql(r)).collect::<Result<_>>()?;
    for (body, series) in all {
        in_series(store, &body, &series, canonical)?;
    }
    Ok(())
}

fn in_series(store: &Store, body: &str, series: &str, canonical: &Canonical<'_>) -> Result<()> {
    let c = &store.connection;
    let sql = "SELECT DISTINCT r.period_end, f.measure_id FROM reports AS r JOIN facts AS f ON f.report_id = r.id
        WHERE r.body = ?1 AND r.series = ?2 AND +r.superseded_by IS NULL AND r.period_end IS NOT NULL
          AND f.measure_id IS NOT NULL";
    let mut statement = store.sql(c.prepare_cached(sql))?;
    let rows =
        store.sql(statement.query_map([body, series], |row| Ok((row.get(0)?, row.get(1)?))))?;
    let mut reports: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for row in rows {
        let (published, measure): (String, i64) = store.sql(row)?;
        reports.entry(published).or_default().insert(measure);
    }
    let reports: Vec<(String, BTreeSet<i64>)> = reports.into_iter().collect();
    for pair in reports.windows(2) {
        let [(before, earlier), (after, later)] = pair else {
            continue;
        };
        let gone: Vec<i64> = earlier.difference(later).copied().collect();
        let come: Vec<i64> = later.difference(earlier).copied().collect();
        // Reports that share little are no two years of one series; hostile ones are not searched.
        let shared = earlier.intersection(later).count();
        if gone.is_empty() || come.is_empty() || gone.len() * come.len() > 250_000 {
            continue;
        }
        if shared * 4 < gone.len().min(come.len()) {
            continue;
        }
        let left = figures(store, body, series, before, &gone)?;
        let right = figures(store, body, series, after, &come)?;
        link(store, &left, &right, canonical)?;
    }
    Ok(())
}

fn figures(
    store: &Store,
    body: &str,
    series: &str,
    published: &str,
    wanted: &[i64],
) -> Result<Vec<(i64, Measure, Figures)>> {
    let c = &store.connection;
    let sql = "SELECT f.period_start, f.period_end, f.millionths, m.name, m.around, m.dimensions, m.kind, m.label
        FROM facts AS f JOIN reports AS r ON r.id = f.report_id JOIN measures AS m ON m.id = f.measure_id
        WHERE f.measure_id = ?1 AND r.body = ?2 AND r.series = ?3 AND r.period_end = ?4 AND +r.superseded_by IS NULL
          AND f.period_end IS NOT NULL AND f.millionths IS NOT NULL";
    let mut statement = store.sql(c.prepare_cached(sql))?;
    let mut out = Vec::new();
    for id in wanted {
        let rows = store.sql(
            statement.query_map(params![id, body, series, published], |row| {
                let measure = Measure {
                    name: row.get(3)?,
                    around: row.get(4)?,
                    dimensions: row.get(5)?,
                    kind: row.get(6)?,
                    label: row.get(7)?,
                };
                Ok(((row.get(0)?, row.get(1)?), row.get(2)?, measure))
            }),
        )?;
        let mut figures = Figures::new();
        let mut measure = None;
        for row in rows {
            let (period, value, m) = store.sql(row)?;
            figures.insert(period, value);
            measure = Some(m);
        }
        if let Some(measure) = measure {
            out.push((*id, measure, figures));
        }
    }
    Ok(out)
}

type Known = (i64, Measure, Figures);

fn link(store: &Store, gone: &[Known], come: &[Known], canonical: &Canonical<'_>) -> Result<()> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for (i, a) in gone.iter().enumerate() {
        for (k, b) in come.iter().enumerate() {
            found.extend(one(a, b, canonical).map(|why| (i, k, why)));
        }
    }
    for (i, k, why) in &found {
        // One of several likely ones is a guess.
        let only = found.iter().filter(|(a, b, _)| a == i || b == k).count() == 1;
        if only {
            let done = store.connection.prepare_cached(
                "UPDATE measures SET same_as = (SELECT COALESCE(same_as, id) FROM measures WHERE id = ?2), evidence = ?3
                 WHERE id = ?1 AND same_as IS NULL AND id <> ?2",
            );
            let done = done.and_then(|mut s| s.execute(params![come[*k].0, gone[*i].0, why]));
            store.sql(done)?;
        }
    }
    Ok(())
}

/// Why two measures are one; none when they are not.
fn one((_, a, x): &Known, (_, b, y): &Known, canonical: &Canonical<'_>) -> Option<String> {
    if a.kind != b.kind {
        return None;
    }
    let shared = x.iter().filter_map(|(p, v)| y.get(p).map(|w| (*v, *w)));
    let (mut all, mut equal) = (0, 0);
    for (v, w) in shared {
        all += 1;
        // Small counts are equal by chance.
        equal += usize::from(v == w && v.abs() >= 10_000_000);
    }
    let like = TextDiff::from_words(&a.name, &b.name).ratio();
    let letters = TextDiff::from_chars(&a.name, &b.name).ratio();
    let same_name = a.name == b.name && !a.name.is_empty();
    let reprinted = format!("{equal} of {all} earlier figures are reprinted");
    // The user's word counts even where a figure was changed.
    if a.dimensions == b.dimensions
        && let Some(name) = canonical(&a.label).filter(|n| canonical(&b.label).as_ref() == Some(n))
    {
        return Some(format!(
            "both are names of “{name}” in measures.rules; {reprinted}"
        ));
    }
    if equal < all || (all == 0 && !same_name) {
        return None;
    }
    if same_name && a.dimensions == b.dimensions && a.around != b.around && all > 0 {
        return Some(format!(
            "the same label in a table of another title; {reprinted}"
        ));
    }
    if same_name && all > 0 {
        return Some(format!("the same label under other headings; {reprinted}"));
    }
    if all > 0 && (like >= 0.3 || letters >= 0.6) {
        return Some(format!(
            "the labels are alike ({}%); {reprinted}",
            (letters * 100.0) as u32
        ));
    }
    (equal >= 2).then_some(reprinted)
}

/// The label that a measure is listed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who speaks.
    pub organisation: String,
    /// Series of reports.
    pub series: String,
    /// As first printed.
    pub label: String,
    /// Normal form of the levels above and of the column's head.
    pub dimensions: String,
    /// How many reports print it.
    pub reports: i64,
    /// First and last report, by the last day of their periods.
    pub from: Option<String>,
    /// The last one.
    pub to: Option<String>,
    /// The measure that it was taken for.
    pub same_as: Option<String>,
    /// Why.
    pub evidence: Option<String>,
}

impl Store {
    /// The measures, by organisation, series and label, with what was taken for the same.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn measures(&self) -> Result<Vec<Listed>> {
        let sql = "
SELECT m.body, m.series, m.label, m.dimensions, count(DISTINCT r.id), min(r.period_end), max(r.period_end), s.label,
       m.evidence
FROM measures AS m JOIN facts AS f ON f.measure_id = m.id JOIN reports AS r ON r.id = f.report_id
LEFT JOIN measures AS s ON s.id = m.same_as
GROUP BY m.id ORDER BY m.body, m.series, COALESCE(s.label, m.label), m.dimensions, min(r.period_end), m.label, m.id";
        let mut statement = self.sql(self.connection.prepare(sql))?;
        let rows = self.sql(statement.query_map([], |row| {
            Ok(Listed {
                organisation: row.get(0)?,
                series: row.get(1)?,
                label: row.get(2)?,
                dimensions: row.get(3)?,
                reports: row.get(4)?,
                from: row.get(5)?,
                to: row.get(6)?,
                same_as: row.get(7)?,
                evidence: row.get(8)?,
            })
        }))?;
        rows.map(|r| self.sql(r)).collect()
    }
}
