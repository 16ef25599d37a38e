//! Comma-separated values: one row for each figure, row or passage that is not as it was.

use super::{Compared, at, kind, passage_kind, row_kind};
use crate::finding::message;
use crate::report::csv::Rows;
use std::io::{self, Write};

/// Writes the comparison.
pub fn write(out: &mut dyn Write, compared: &Compared) -> io::Result<()> {
    let mut rows = Rows::new(out);
    rows.write(&[
        "old document",
        "new document",
        "of",
        "kind",
        "old place",
        "new place",
        "measure",
        "column",
        "period",
        "old",
        "new",
        "change",
        "percent",
    ])?;
    for pair in &compared.comparison.pairs {
        let path = |of: &[crate::fact::Reading], i: usize| {
            of.get(i).map(|r| r.path.clone()).unwrap_or_default()
        };
        let (old, new) = (path(&compared.old, pair.old), path(&compared.new, pair.new));
        for c in &pair.changes {
            let text = |cell: &Option<crate::store::compare::Cell>| {
                cell.as_ref().map(|c| c.text.clone()).unwrap_or_default()
            };
            rows.write(&[
                &old,
                &new,
                "figure",
                kind(c.kind),
                &at(c.old.as_ref().map(|c| c.place)),
                &at(c.new.as_ref().map(|c| c.place)),
                &c.measure,
                &c.column,
                &c.period.map(message::period).unwrap_or_default(),
                &text(&c.old),
                &text(&c.new),
                &c.change
                    .map(|d| d.normalize().to_string())
                    .unwrap_or_default(),
                &c.percent
                    .map(|d| d.normalize().to_string())
                    .unwrap_or_default(),
            ])?;
        }
        for r in &pair.rows {
            rows.write(&[
                &old,
                &new,
                "row",
                row_kind(r.kind),
                &at(r.old_place),
                &at(r.new_place),
                &r.label,
                "",
                "",
                &r.old,
                &r.new,
                "",
                "",
            ])?;
        }
        for p in &pair.passages {
            rows.write(&[
                &old,
                &new,
                "text",
                passage_kind(p.kind),
                &at(p.old_place),
                &at(p.new_place),
                "",
                "",
                "",
                &p.old(),
                &p.now(),
                "",
                "",
            ])?;
        }
    }
    rows.finish()
}
