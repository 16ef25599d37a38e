//! The text of reports as it was when they were added: readings without tables, for rules that look at sentences.

use super::Store;
use crate::claim;
use crate::document::Place;
use crate::error::Result;
use crate::fact::Reading;
use crate::figure::Period;
use crate::layout::{Block, Pieces, Role};
use crate::section::{Kind, Section};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Store {
    /// The texts of documents with reports of an organisation that one of `given` speaks for, newest first and so many at
    /// most; without those given themselves, and without reports that a later version took the place of.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn texts(&self, given: &[Reading], most: usize) -> Result<Vec<Reading>> {
        let bodies: BTreeSet<String> = given
            .iter()
            .flat_map(|r| &r.sections)
            .filter_map(|s| crate::section::organisation_key(s.body.as_deref()?))
            .collect();
        let sql = "SELECT d.id, d.sha256, d.path, max(COALESCE(r.period_end, r.dated, '')) FROM reports AS r
            JOIN documents AS d ON d.id = r.document_id
            WHERE r.body = ?1 AND +r.superseded_by IS NULL GROUP BY d.id ORDER BY 4 DESC, d.id DESC LIMIT ?2";
        let mut known: BTreeSet<String> = given.iter().map(|r| r.sha256.clone()).collect();
        let mut out = Vec::new();
        for body in bodies {
            let mut statement = self.sql(self.connection.prepare_cached(sql))?;
            let limit = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = self.sql(statement.query_map((&body, limit), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            }))?;
            let found: Vec<(i64, String, String)> =
                rows.map(|r| self.sql(r)).collect::<Result<_>>()?;
            for (id, sha256, path) in found {
                if known.insert(sha256.clone()) {
                    out.push(self.text(id, sha256, path)?);
                }
            }
        }
        Ok(out)
    }

    fn text(&self, document: i64, sha256: String, path: String) -> Result<Reading> {
        let mut reading = Reading {
            path,
            sha256,
            stored: true,
            ..Reading::default()
        };
        let sql =
            "SELECT id, kind, title, organisation, period_start, period_end, dated FROM reports
            WHERE document_id = ?1 AND superseded_by IS NULL ORDER BY section";
        let mut statement = self.sql(self.connection.prepare_cached(sql))?;
        let rows = self.sql(statement.query_map([document], |row| {
            let day = |i: usize| -> rusqlite::Result<Option<Date>> {
                let text: Option<String> = row.get(i)?;
                Ok(text.and_then(|t| t.parse().ok()))
            };
            let kind: String = row.get(1)?;
            let section = Section {
                kind: Kind::named(&kind),
                title: row.get(2)?,
                body: row.get(3)?,
                period: day(4)?.zip(day(5)?).map(|(a, b)| Period::between(a, b)),
                date: day(6)?,
                first: 0,
                end: 0,
            };
            Ok((row.get(0)?, section))
        }))?;
        let sections: Vec<(i64, Section)> = rows.map(|r| self.sql(r)).collect::<Result<_>>()?;
        for (report, mut section) in sections {
            section.first = reading.blocks.len() as u32;
            self.passages(report, &mut reading.blocks)?;
            section.end = reading.blocks.len() as u32;
            reading.sections.push(section);
        }
        let told = claim::find(&reading.blocks, |block| {
            let section = reading.sections.iter().find(|s| block < s.end);
            section.and_then(|s| s.period)
        });
        reading.prose = told.figures;
        reading.times = told.times;
        reading.days = told.days;
        reading.claims = told.claims;
        Ok(reading)
    }

    fn passages(&self, report: i64, blocks: &mut Vec<Block>) -> Result<()> {
        let sql = "SELECT role, text, COALESCE(page, 0), COALESCE(line, 0) FROM passages WHERE report_id = ?1 ORDER BY number";
        let mut statement = self.sql(self.connection.prepare_cached(sql))?;
        let rows = self.sql(statement.query_map([report], |row| {
            let role: String = row.get(0)?;
            let place = Place::at_line(row.get(2)?, row.get(3)?);
            Ok(Block {
                role: match role.as_str() {
                    "heading" => Role::Heading(1),
                    "list item" => Role::ListItem,
                    "caption" => Role::Caption,
                    "note" => Role::Note,
                    _ => Role::Paragraph,
                },
                text: row.get(1)?,
                pieces: Pieces::of(place),
                table: None,
            })
        }))?;
        for block in rows {
            blocks.push(self.sql(block)?);
        }
        Ok(())
    }
}
