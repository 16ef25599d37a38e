//! Every figure that took part in no test, by place and reason.

use super::Style;
use crate::finding::coverage::{self, Untested};
use crate::report::Outcome;
use crate::report::place::shorten;
use crate::report::sanitize::clean;
use std::io::{self, Write};

/// A place: a table, or the text of a page.
type Place = (u32, Option<u32>, u32);

fn place(u: &Untested) -> Place {
    let at = match u.table {
        Some(_) => 0,
        None if u.place.page > 0 => u.place.page,
        None => u.place.line(),
    };
    (u.document, u.table, at)
}

/// Tables first, then text; within a place by reason, within a reason by row.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.strong("Figures in no test"))?;
    let all = coverage::untested(&outcome.readings, &outcome.tests);
    for here in all.chunk_by(|a, b| place(a) == place(b)) {
        let Some(first) = here.first() else { continue };
        writeln!(out, "  {}", heading(outcome, first, here.len()))?;
        let mut reasons: Vec<&str> = Vec::new();
        for u in here {
            if !reasons.contains(&u.reason.as_str()) {
                reasons.push(&u.reason);
            }
        }
        for reason in reasons {
            writeln!(out, "    {}", style.faint(&shorten(&clean(reason), 150)))?;
            let of_reason: Vec<&Untested> = here.iter().filter(|u| u.reason == reason).collect();
            for row in of_reason.chunk_by(|a, b| a.table.is_some() && a.row == b.row) {
                writeln!(out, "      {}", entry(row))?;
            }
        }
    }
    writeln!(out)
}

fn heading(outcome: &Outcome, first: &Untested, figures: usize) -> String {
    let reading = outcome.readings.get(first.document as usize);
    let path = clean(reading.map_or("", |r| r.path.as_str()));
    let at = first.place.words(reading.and_then(|r| r.format));
    let title = first
        .table
        .and_then(|t| reading?.tables.get(t as usize))
        .map(|t| match t.title.as_deref() {
            Some(title) => format!(", table \"{}\"", shorten(&clean(title), 60)),
            None => ", a table".to_string(),
        })
        .unwrap_or_default();
    format!(
        "{path}, {at}{title}: {}",
        super::summary::count(figures, "figure")
    )
}

/// A row's figures, or one figure with the words around it.
fn entry(row: &[&Untested]) -> String {
    let Some(first) = row.first() else {
        return String::new();
    };
    let texts: Vec<_> = row.iter().map(|u| clean(&u.text)).collect();
    if first.table.is_none() {
        return format!(
            "{} ({})",
            texts.join(", "),
            shorten(&clean(&first.context), 80)
        );
    }
    let label = if first.row.is_empty() {
        "(no label)".into()
    } else {
        shorten(&clean(&first.row), 60)
    };
    format!("{label}: {}", texts.join(", "))
}
