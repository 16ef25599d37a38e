//! A later version of a report: it takes the place of the earlier one, which is kept.

use super::Store;
use crate::error::Result;

// The plus keeps the planner from the index of what is superseded: nearly every report is not, and a new store has no
// statistics that would tell it so.

/// The same report of the same organisation and period in another document, with mostly the same measures. Of two that
/// bear dates the later one counts, otherwise the one added last.
const SAME_REPORT: &str = "
SELECT old.id, new.id, COALESCE(old.dated > new.dated, 0)
FROM reports AS new
JOIN reports AS old
  ON old.body = new.body AND old.series = new.series AND old.kind = new.kind
 AND old.period_end = new.period_end AND old.period_start = new.period_start
WHERE new.document_id = ?1 AND old.document_id <> ?1 AND +old.superseded_by IS NULL AND new.series <> ''
  AND 2 * (SELECT count(DISTINCT f.measure_id) FROM facts AS f
           WHERE f.report_id = new.id
             AND f.measure_id IN (SELECT measure_id FROM facts WHERE report_id = old.id))
      > (SELECT min(n) FROM (SELECT count(DISTINCT measure_id) AS n FROM facts
                             WHERE report_id IN (new.id, old.id) GROUP BY report_id))
ORDER BY old.id, new.id";

/// The same file with other content: report by report, and what is left over to the first.
const SAME_PATH: &str = "
SELECT old.id,
       COALESCE((SELECT min(r.id) FROM reports AS r
                 WHERE r.document_id = new.id AND r.series = old.series AND r.kind = old.kind),
                (SELECT min(r.id) FROM reports AS r WHERE r.document_id = new.id)),
       0
FROM documents AS new
JOIN documents AS before ON before.path = new.path AND before.id < new.id
JOIN reports AS old ON old.document_id = before.id
WHERE new.id = ?1 AND +old.superseded_by IS NULL
ORDER BY old.id";

/// Marks what the reports of a document take the place of.
pub(super) fn earlier_versions(store: &Store, document: i64) -> Result<()> {
    let c = &store.connection;
    for query in [SAME_REPORT, SAME_PATH] {
        let mut statement = store.sql(c.prepare_cached(query))?;
        let rows = store.sql(statement.query_map([document], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, bool>(2)?,
            ))
        }))?;
        let pairs: Vec<(i64, i64, bool)> = rows.map(|r| store.sql(r)).collect::<Result<_>>()?;
        let update =
            "UPDATE reports SET superseded_by = ?2 WHERE id = ?1 AND superseded_by IS NULL";
        for (old, new, older) in pairs {
            let (from, by) = if older { (new, old) } else { (old, new) };
            let done = c
                .prepare_cached(update)
                .and_then(|mut s| s.execute([from, by]));
            store.sql(done)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_new_store_looks_for_earlier_versions_by_what_they_are_and_not_through_all_reports() {
        let path = std::env::temp_dir().join(format!("crossfoot-plan-{}", std::process::id()));
        let name = path.to_string_lossy().into_owned();
        let store = Store::writable(&name, Duration::from_millis(50)).expect("a store");
        let mut seen = 0;
        for query in [SAME_REPORT, SAME_PATH] {
            let plan = format!("EXPLAIN QUERY PLAN {query}");
            let mut statement = store.connection.prepare(&plan).expect("a plan");
            let steps = statement
                .query_map([1], |row| row.get::<_, String>(3))
                .expect("its steps");
            for step in steps {
                let step = step.expect("a step");
                assert!(!step.contains("reports_superseded"), "{step}");
                seen += usize::from(step.contains("reports_by_series"));
            }
        }
        assert!(seen > 0, "earlier reports are found by their series");
        drop(store);
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{name}{end}"));
        }
    }
}
