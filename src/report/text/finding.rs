//! One finding: message, place, the words or the sum, evidence, cause, and where to read more.

use super::Style;
use super::quote::{WIDTH, quote};
use crate::document::Format;
use crate::figure::Span;
use crate::finding::{Location, Outcome as TestOutcome, Role, SumLine, Test};
use crate::report::Outcome;
use crate::report::place::{LABEL, place, shorten, uri};
use crate::report::sanitize::clean;
use crate::report::told::Told;
use std::io::{self, Write};

/// Digits of a fingerprint that people read and type.
const SHORT_ID: usize = 8;
/// Evidence beyond this is counted, not listed.
const EVIDENCE_SHOWN: usize = 8;

pub(super) fn write(
    out: &mut dyn Write,
    told: &Told<'_>,
    outcome: &Outcome,
    style: Style,
) -> io::Result<()> {
    let test = told.test;
    let head = style.level(test.level, &format!("{}[{}]", test.level.name(), test.rule));
    writeln!(
        out,
        "{head}{}",
        style.strong(&format!(": {}", clean(&test.message)))
    )?;
    let primary = test.locations.iter().find(|l| l.role == Role::Primary);
    let mut shown = None;
    if let Some(location) = primary {
        writeln!(
            out,
            "  {} {}",
            style.faint("-->"),
            style.link(
                address(location, outcome).as_deref(),
                &place(location, &outcome.readings, true)
            )
        )?;
        shown = quoted(out, location, test, outcome, style)?;
    }
    sum(out, &test.sum, style)?;
    evidence(out, test, primary, shown, outcome, style)?;
    let mark = style.faint("=");
    if let Some(cause) = &test.cause {
        writeln!(out, "  {mark} likely cause: {}", clean(cause))?;
    }
    if test.outcome == TestOutcome::UnlikelyRounding {
        writeln!(
            out,
            "  {mark} rounding could explain it, but that is unlikely"
        )?;
    }
    let id = told.id.get(..SHORT_ID).unwrap_or(&told.id);
    writeln!(
        out,
        "  {mark} finding {id}; crossfoot explain {}\n",
        test.rule
    )
}

/// Where a place can be opened: its file, at its page.
fn address(at: &Location, outcome: &Outcome) -> Option<String> {
    let reading = outcome.readings.get(at.document as usize)?;
    let whole = std::path::absolute(&reading.path).ok()?;
    let page = match reading.format {
        Some(Format::Pdf) if at.place.page > 0 => format!("#page={}", at.place.page),
        _ => String::new(),
    };
    Some(format!("{}{page}", uri(&whole.to_string_lossy())))
}

/// The words around the primary phrase, marked; gives the stretch shown.
fn quoted(
    out: &mut dyn Write,
    location: &Location,
    test: &Test,
    outcome: &Outcome,
    style: Style,
) -> io::Result<Option<Span>> {
    let Some((block, span)) = location.prose else {
        return Ok(None);
    };
    let reading = outcome.readings.get(location.document as usize);
    let Some(text) = reading.and_then(|r| r.block(block)) else {
        return Ok(None);
    };
    let others: Vec<Span> = test
        .locations
        .iter()
        .filter(|l| l.role == Role::Evidence && l.document == location.document)
        .filter_map(|l| l.prose.filter(|(b, _)| *b == block).map(|(_, s)| s))
        .collect();
    let quote = quote(&text.text, span, &others);
    let bar = style.faint("|");
    writeln!(out, "   {bar} {}", quote.line)?;
    writeln!(out, "   {bar} {}", style.level(test.level, &quote.marks))?;
    Ok(Some(quote.shown))
}

/// The arithmetic, figures aligned at their decimal points.
fn sum(out: &mut dyn Write, lines: &[SumLine], style: Style) -> io::Result<()> {
    let split = |figure: &str| -> (usize, usize) {
        // Numbers in words have no decimal point to stand under.
        if !figure.contains(|c: char| c.is_ascii_digit()) {
            return (0, 0);
        }
        let end = figure
            .rfind(|c: char| c.is_ascii_digit())
            .map_or(figure.len(), |i| i + 1);
        let point = figure[..end]
            .rfind('.')
            .filter(|i| figure[i + 1..end].bytes().all(|b| b.is_ascii_digit()));
        let whole = point.unwrap_or(end);
        (
            figure[..whole].chars().count(),
            figure[whole..].chars().count(),
        )
    };
    let rows: Vec<(String, String, &SumLine)> = lines
        .iter()
        .map(|l| {
            (
                shorten(&clean(&l.label), LABEL),
                clean(&l.figure).into_owned(),
                l,
            )
        })
        .collect();
    // A label with nothing beside it has its line to itself.
    let is_heading = |figure: &str, line: &SumLine| figure.is_empty() && line.remark.is_empty();
    let label = rows
        .iter()
        .filter(|(_, figure, line)| !is_heading(figure, line))
        .map(|r| r.0.chars().count())
        .max()
        .unwrap_or(0);
    let whole = rows.iter().map(|r| split(&r.1).0).max().unwrap_or(0);
    let fraction = rows.iter().map(|r| split(&r.1).1).max().unwrap_or(0);
    for (name, figure, line) in &rows {
        if is_heading(figure, line) {
            writeln!(out, "      {}", clean(&line.label))?;
            continue;
        }
        let (w, f) = split(figure);
        let pad = |n: usize| " ".repeat(n);
        let words = (w, f) == (0, 0);
        let indent = if words { 0 } else { whole - w };
        let left = pad(label - name.chars().count() + 2 + indent);
        let text = format!(
            "      {name}{left}{figure}{}   {}",
            pad(if words {
                (whole + fraction).saturating_sub(figure.chars().count())
            } else {
                fraction - f
            }),
            clean(&line.remark)
        );
        let text = text.trim_end();
        if line.remark.is_empty() {
            writeln!(out, "{text}")?
        } else {
            writeln!(out, "{}", style.strong(text))?
        }
    }
    Ok(())
}

/// The other figures, where the sum does not already show them.
fn evidence(
    out: &mut dyn Write,
    test: &Test,
    primary: Option<&Location>,
    shown: Option<Span>,
    outcome: &Outcome,
    style: Style,
) -> io::Result<()> {
    let shown_by_sum = |l: &Location| {
        let same_table =
            matches!((l.cell, primary.and_then(|p| p.cell)), (Some(a), Some(b)) if a.0 == b.0);
        !test.sum.is_empty() && same_table && primary.is_some_and(|p| p.document == l.document)
    };
    let in_quote = |l: &Location| {
        same_line(primary, l)
            && matches!((shown, l.prose), (Some(s), Some((_, span))) if s.contains(span))
    };
    let rest: Vec<&Location> = test
        .locations
        .iter()
        .filter(|l| l.role == Role::Evidence && !shown_by_sum(l) && !in_quote(l))
        .collect();
    for location in rest.iter().take(EVIDENCE_SHOWN) {
        let elsewhere = primary.is_none_or(|p| p.document != location.document);
        let text = shorten(&clean(&location.text), WIDTH);
        let near = same_line(primary, location);
        let at = if near {
            String::new()
        } else {
            format!("{}: ", place(location, &outcome.readings, elsewhere))
        };
        writeln!(out, "  {} {at}{text}", style.faint("with"))?;
    }
    if rest.len() > EVIDENCE_SHOWN {
        writeln!(
            out,
            "  {} {} more figures",
            style.faint("with"),
            rest.len() - EVIDENCE_SHOWN
        )?;
    }
    Ok(())
}

/// In the same paragraph, the place says nothing new.
fn same_line(primary: Option<&Location>, location: &Location) -> bool {
    match (
        primary.and_then(|p| p.prose.map(|(b, _)| (p.document, b))),
        location.prose,
    ) {
        (Some((document, a)), Some((b, _))) => document == location.document && a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(lines: &[(&str, &str, &str)]) -> String {
        let lines = lines.iter().map(|(label, figure, remark)| SumLine {
            label: (*label).into(),
            figure: (*figure).into(),
            remark: (*remark).into(),
        });
        let mut out = Vec::new();
        let lines: Vec<SumLine> = lines.collect();
        sum(&mut out, &lines, Style::default()).expect("memory is written to");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn figures_of_a_sum_stand_under_each_other_by_their_decimal_points() {
        let lines = [
            ("Homes", "960.5", ""),
            ("Sheltered", "(302)", ""),
            ("Total", "1,412", "printed"),
        ];
        assert_eq!(
            printed(&lines),
            "      Homes        960.5\n      Sheltered   (302)\n      Total      1,412     printed\n"
        );
    }

    #[test]
    fn a_part_that_is_blank_may_have_the_longest_label() {
        let lines = [
            ("Homes", "1", ""),
            ("Sheltered", "", "blank"),
            ("Total", "2", "printed"),
        ];
        assert_eq!(
            printed(&lines),
            "      Homes      1\n      Sheltered      blank\n      Total      2   printed\n"
        );
    }
}
