//! The JSON report, version 1.

use super::Outcome;
use crate::finding::{Level, Role, Test};
use serde_json::{Value, json};

/// The report of a check; `ledger` adds every test.
pub fn check(outcome: &Outcome, ledger: bool) -> Value {
    let mut out = json!({
        "version": 1,
        "documents": outcome.readings.iter().map(|r| json!({"id": r.document, "path": r.path, "sha256": r.sha256, "format": r.format.map(|f| f.name()), "pages": r.pages, "title": r.title})).collect::<Vec<_>>(),
        "findings": outcome.tests.iter().filter(|t| t.is_finding()).map(test).collect::<Vec<_>>(),
        "failures": outcome.failures.iter().map(|e| json!({"path": e.path, "message": e.message()})).collect::<Vec<_>>(),
    });
    if ledger {
        out["ledger"] = outcome.tests.iter().map(test).collect();
    }
    out
}

fn test(t: &Test) -> Value {
    let level = if t.is_finding() { t.level } else { Level::Note };
    json!({
        "rule": t.rule, "level": level.name(), "outcome": t.outcome.name(), "message": t.message,
        "stated": t.stated.map(|d| d.normalize().to_string()), "computed": t.computed.map(|d| d.normalize().to_string()),
        "difference": t.difference().map(|d| d.normalize().to_string()), "cause": t.cause,
        "locations": t.locations.iter().map(|l| {
            let mut v = json!({"role": if l.role == Role::Primary { "primary" } else { "evidence" }, "document": l.document, "text": l.text});
            if l.place.page > 0 { v["page"] = l.place.page.into(); }
            if l.place.line > 0 { v["line"] = l.place.line.into(); }
            if let Some(b) = l.place.bbox { v["bbox"] = json!([b.x0, b.y0, b.x1, b.y1]); }
            if let Some((table, row, column)) = l.cell { v["table"] = table.into(); v["row"] = row.into(); v["column"] = column.into(); }
            v
        }).collect::<Vec<_>>(),
    })
}
