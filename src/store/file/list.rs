//! What is in the store, and taking something out of it.

use super::Store;
use crate::error::{Error, Result};

/// A document of the store with one of its reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// First letters of the document's SHA-256.
    pub id: String,
    /// The path as first given.
    pub path: String,
    /// Title of the report.
    pub title: String,
    /// Who speaks.
    pub organisation: Option<String>,
    /// First and last day of the period.
    pub period: Option<(String, String)>,
    /// Tables.
    pub tables: i64,
    /// Facts.
    pub facts: i64,
    /// Findings of the document.
    pub findings: i64,
    /// The path of the document with the later version.
    pub superseded_by: Option<String>,
}

/// A document that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The path as first given.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Store {
    /// All reports, by organisation, series and period.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>> {
        let sql = "
SELECT substr(d.sha256, 1, 12), d.path, r.title, r.organisation, r.period_start, r.period_end,
       (SELECT count(*) FROM tables AS t WHERE t.report_id = r.id),
       (SELECT count(*) FROM facts AS f WHERE f.report_id = r.id),
       (SELECT count(*) FROM tests AS t WHERE t.document_id = d.id AND t.finding = 1),
       later.path
FROM reports AS r JOIN documents AS d ON d.id = r.document_id
LEFT JOIN reports AS l ON l.id = r.superseded_by LEFT JOIN documents AS later ON later.id = l.document_id
ORDER BY r.body, r.series, r.period_end, d.path, d.sha256, r.section";
        let mut statement = self.sql(self.connection.prepare(sql))?;
        let rows = self.sql(statement.query_map([], |row| {
            let start: Option<String> = row.get(4)?;
            Ok(Listed {
                id: row.get(0)?,
                path: row.get(1)?,
                title: row.get(2)?,
                organisation: row.get(3)?,
                period: start.zip(row.get(5)?),
                tables: row.get(6)?,
                facts: row.get(7)?,
                findings: row.get(8)?,
                superseded_by: row.get(9)?,
            })
        }))?;
        rows.map(|r| self.sql(r)).collect()
    }

    /// Takes documents out: one is named by its path or by the beginning (six letters or more) of its SHA-256. All or
    /// none.
    ///
    /// # Errors
    /// When a name fits no document, or the store cannot be written.
    pub fn forget(&self, names: &[String]) -> Result<Vec<Forgotten>> {
        let c = &self.connection;
        self.sql(c.execute_batch("BEGIN IMMEDIATE"))?;
        let done = self.forget_all(names);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.sql(c.execute_batch(end));
        let done = done?;
        ended?;
        Ok(done)
    }

    fn forget_all(&self, names: &[String]) -> Result<Vec<Forgotten>> {
        let c = &self.connection;
        let mut out = Vec::new();
        for name in names {
            let sql = "SELECT id, path, sha256 FROM documents
                WHERE path = ?1 OR (length(?1) >= 6 AND substr(sha256, 1, length(?1)) = lower(?1)) ORDER BY id";
            let mut statement = self.sql(c.prepare_cached(sql))?;
            let rows = self.sql(statement.query_map([name], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    Forgotten {
                        path: row.get(1)?,
                        sha256: row.get(2)?,
                    },
                ))
            }))?;
            let found: Vec<_> = rows.map(|r| self.sql(r)).collect::<Result<_>>()?;
            if found.is_empty() {
                let advice =
                    "`crossfoot store list` shows the paths and identities; nothing was taken out";
                return Err(Error::new(name, "is not in the store", advice));
            }
            for (id, document) in found {
                let gone = c
                    .prepare_cached("DELETE FROM documents WHERE id = ?1")
                    .and_then(|mut s| s.execute([id]));
                self.sql(gone)?;
                out.push(document);
            }
        }
        self.sql(c.execute_batch(
            "DELETE FROM measures WHERE NOT EXISTS (SELECT 1 FROM facts WHERE facts.measure_id = measures.id)",
        ))?;
        Ok(out)
    }
}
