//! One finding of the page: message, place, what stands there, the sum, the cause, and how to accept it.

use super::excerpt::excerpt;
use super::pages::Drawings;
use crate::finding::{Location, Outcome as TestOutcome};
use crate::report::Outcome;
use crate::report::escape::text;
use crate::report::place::{place, shorten};
use crate::report::told::Told;
use std::fmt::Write;

/// Longest label of a sum's line.
const LABEL: usize = 120;
/// Places shown beside each other; more are counted.
const SIDES: usize = 6;

pub(super) fn article(
    out: &mut String,
    told: &Told<'_>,
    outcome: &Outcome,
    drawings: &mut Drawings<'_>,
) {
    let test = told.test;
    let level = test.level.name();
    let report = told.primary().map_or(0, |l| l.document);
    let accepted = if told.accepted.is_some() {
        " class=\"accepted\""
    } else {
        ""
    };
    let _ = write!(
        out,
        "<article id=\"{id}\" tabindex=\"-1\" data-level=\"{level}\" data-rule=\"{rule}\" data-report=\"{report}\"{accepted}>\
         <h4><span class=\"level\">{word}</span> {rule}: {message}</h4>",
        id = text(&told.id),
        rule = test.rule,
        word = if told.accepted.is_some() {
            "accepted"
        } else {
            level
        },
        message = text(&test.message),
    );
    if let Some(primary) = told.primary() {
        let at = place(primary, &outcome.readings, true);
        let _ = write!(out, "<p class=\"place\">{}</p>", text(&at));
    }
    if let Some(accepted) = told.accepted {
        let _ = write!(
            out,
            "<p>Accepted: {} ({})</p>",
            text(&accepted.because),
            text(&accepted.agreed_by)
        );
    }
    sides(out, told, outcome, drawings);
    sum(out, told);
    if let Some(cause) = &test.cause {
        let _ = write!(out, "<p>Likely cause: {}</p>", text(cause));
    }
    if test.outcome == TestOutcome::UnlikelyRounding {
        out.push_str("<p>Rounding could explain it, but that is unlikely.</p>");
    }
    let _ = write!(
        out,
        "<p class=\"small\">Finding <code>{}</code></p></article>",
        text(&told.id)
    );
}

/// The places of the finding, those of one table or one paragraph together, beside each other.
fn sides(out: &mut String, told: &Told<'_>, outcome: &Outcome, drawings: &mut Drawings<'_>) {
    let key = |l: &Location| (l.document, l.cell.map(|c| c.0), l.prose.map(|p| p.0));
    let mut groups: Vec<Vec<&Location>> = Vec::new();
    for location in &told.test.locations {
        match groups
            .iter_mut()
            .find(|g| g.first().is_some_and(|f| key(f) == key(location)))
        {
            Some(group) => group.push(location),
            None => groups.push(vec![location]),
        }
    }
    out.push_str("<div class=\"sides\">");
    for group in groups.iter().take(SIDES) {
        let Some(first) = group.first() else { continue };
        let Some(reading) = outcome.readings.get(first.document as usize) else {
            continue;
        };
        out.push_str("<figure>");
        if groups.len() > 1 {
            let elsewhere = told.primary().is_none_or(|p| p.document != first.document);
            let at = place(first, &outcome.readings, elsewhere);
            let _ = write!(out, "<figcaption>{}</figcaption>", text(&at));
        }
        drawings.part(out, reading, group);
        out.push_str(&excerpt(reading, group));
        out.push_str("</figure>");
    }
    out.push_str("</div>");
    if groups.len() > SIDES {
        let _ = write!(
            out,
            "<p class=\"small\">and {} more places</p>",
            groups.len() - SIDES
        );
    }
}

fn sum(out: &mut String, told: &Told<'_>) {
    if told.test.sum.is_empty() {
        return;
    }
    out.push_str("<table class=\"sum\"><caption class=\"spoken\">the arithmetic</caption>");
    for line in &told.test.sum {
        let said = if line.remark.is_empty() {
            ""
        } else {
            " class=\"said\""
        };
        let _ = write!(
            out,
            "<tr{said}><th scope=\"row\">{}</th><td class=\"figure\">{}</td><td>{}</td></tr>",
            text(&shorten(&line.label, LABEL)),
            text(&line.figure),
            text(&line.remark)
        );
    }
    out.push_str("</table>");
}
