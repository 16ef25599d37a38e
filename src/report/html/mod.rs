//! One page that needs nothing else: findings by report and page with what stands there, the sums, and filters. It works
//! without a network, from a file share, without scripts, on paper, in the dark and for a screen reader.

mod excerpt;
mod finding;
mod pages;

pub use pages::{Pages, wanted};

use super::escape::{source, text};
use super::text::summary;
use super::told::{Told, told};
use super::{Outcome, RuleText};
use crate::document::Format;
use crate::document::file_name;
use crate::finding::Level;
use pages::Drawings;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page; `pages` are those of [`wanted`] that could be read again.
pub fn write(
    out: &mut dyn Write,
    outcome: &Outcome,
    rules: &[RuleText],
    pages: &Pages,
) -> io::Result<()> {
    let told = told(outcome);
    let mut page = String::new();
    head(&mut page, outcome);
    page.push_str("<body><a class=\"skip\" href=\"#findings\">Skip to the findings</a><header>");
    let _ = write!(page, "<h1>{}</h1>", text(&title(outcome)));
    facts(&mut page, outcome);
    page.push_str("</header>");
    filters(&mut page, outcome, &told);
    page.push_str("<main id=\"findings\">");
    if told.is_empty() {
        page.push_str("<p>Nothing differs.</p>");
    }
    let mut drawings = Drawings::write(&mut page, pages, &told);
    for reading in &outcome.readings {
        report(&mut page, reading.document, &told, outcome, &mut drawings);
    }
    documents(&mut page, outcome);
    explained(&mut page, &told, rules);
    let _ = writeln!(
        page,
        "</main><footer><p class=\"small\">Made by Crossfoot {}. A finding is a place to look at, not a verdict.</p></footer>\
         <script>{SCRIPT}</script></body></html>",
        env!("CARGO_PKG_VERSION")
    );
    out.write_all(page.as_bytes())
}

fn title(outcome: &Outcome) -> String {
    match outcome.readings.as_slice() {
        [one] => {
            let name = file_name(&one.path);
            format!("Figures tested in {name}")
        }
        many => format!(
            "Figures tested in {}",
            summary::count(many.len(), "document")
        ),
    }
}

/// The policy lets nothing in but this style and this script, by their hashes, so that no text of a document could act
/// even if it came through as markup.
fn head(page: &mut String, outcome: &Outcome) {
    let _ = write!(
        page,
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}; base-uri 'none'; \
         form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"referrer\" content=\"no-referrer\"><title>{}</title><style>{STYLE}</style></head>",
        source(STYLE),
        source(SCRIPT),
        text(&title(outcome))
    );
}

fn facts(page: &mut String, outcome: &Outcome) {
    page.push_str("<dl class=\"facts\">");
    for (i, (name, value)) in summary::lines(outcome).into_iter().enumerate() {
        // A line without a name goes on from the one before.
        let _ = match (name, i) {
            ("", _) => write!(page, "<br>{}", text(value.trim())),
            (_, 0) => write!(page, "<dt>{name}</dt><dd>{}", text(&value)),
            _ => write!(page, "</dd><dt>{name}</dt><dd>{}", text(&value)),
        };
    }
    page.push_str("</dd></dl>");
}

fn filters(page: &mut String, outcome: &Outcome, told: &[Told<'_>]) {
    let count = |level: Level| told.iter().filter(|t| t.test.level == level).count();
    page.push_str("<form id=\"filters\" hidden aria-label=\"Filter the findings\"><fieldset><legend>Show</legend>");
    for level in [Level::Error, Level::Warning, Level::Note] {
        let _ = write!(
            page,
            "<label><input type=\"checkbox\" name=\"level\" value=\"{name}\" checked> {name} ({})</label>",
            count(level),
            name = level.name()
        );
    }
    page.push_str("</fieldset><label>Rule <select name=\"rule\"><option value=\"\">all</option>");
    let rules: BTreeSet<&str> = told.iter().map(|t| t.test.rule).collect();
    for rule in rules {
        let _ = write!(page, "<option>{rule}</option>");
    }
    page.push_str(
        "</select></label><label>Report <select name=\"report\"><option value=\"\">all</option>",
    );
    let reports: BTreeSet<u32> = told
        .iter()
        .filter_map(|t| t.primary().map(|l| l.document))
        .collect();
    for report in reports {
        if let Some(reading) = outcome.readings.get(report as usize) {
            let _ = write!(
                page,
                "<option value=\"{report}\">{}</option>",
                text(&reading.path)
            );
        }
    }
    page.push_str(
        "</select></label><label>Words <input type=\"search\" name=\"text\"></label><button type=\"reset\">Show all</button>\
         <output id=\"shown\" aria-live=\"polite\"></output><span class=\"small\">Keys: j next, k previous, / words</span></form>",
    );
}

/// The findings of one report, page by page.
fn report(
    page: &mut String,
    document: u32,
    told: &[Told<'_>],
    outcome: &Outcome,
    drawings: &mut Drawings<'_>,
) {
    let own = |t: &&Told<'_>| t.primary().is_some_and(|l| l.document == document);
    let mut findings: Vec<&Told<'_>> = told.iter().filter(own).collect();
    let Some(reading) = outcome
        .readings
        .get(document as usize)
        .filter(|_| !findings.is_empty())
    else {
        return;
    };
    let number = |t: &Told<'_>| t.primary().map_or(0, |l| l.place.page);
    findings.sort_by_key(|t| number(t));
    let _ = write!(
        page,
        "<section class=\"group\"><h2>{}</h2>",
        text(&reading.path)
    );
    for group in findings.chunk_by(|a, b| number(a) == number(b)) {
        page.push_str("<section class=\"group\">");
        if let Some(first) = group.first().filter(|t| number(t) > 0) {
            let what = match reading.format {
                Some(Format::Xlsx) => "Sheet",
                _ => "Page",
            };
            let _ = write!(page, "<h3>{what} {}</h3>", number(first));
        }
        for told in group {
            finding::article(page, told, outcome, drawings);
        }
        if let Some(first) = group.first() {
            drawings.whole(page, reading, number(first), group);
        }
        page.push_str("</section>");
    }
    page.push_str("</section>");
}

/// What was read, document by document, and what of it could not be.
fn documents(page: &mut String, outcome: &Outcome) {
    page.push_str(
        "<section><h2>What was read</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"documents\"><table>\
         <tr><th scope=\"col\">Document</th><th scope=\"col\">Pages</th><th scope=\"col\">Tables</th><th scope=\"col\">Not read</th></tr>",
    );
    for reading in &outcome.readings {
        let pages = if reading.pages > 0 {
            reading.pages.to_string()
        } else {
            String::new()
        };
        let _ = write!(
            page,
            "<tr><th scope=\"row\">{}</th><td class=\"figure\">{pages}</td><td class=\"figure\">{}</td><td>{}</td></tr>",
            text(&reading.path),
            reading.tables.len(),
            text(&reading.unread.join("; "))
        );
    }
    for failure in &outcome.failures {
        let _ = write!(
            page,
            "<tr><th scope=\"row\">{}</th><td></td><td></td><td>{}</td></tr>",
            text(&failure.path),
            text(&failure.message())
        );
    }
    page.push_str("</table></div></section>");
}

/// What the rules test that found something, for readers who have no Crossfoot.
fn explained(page: &mut String, told: &[Told<'_>], rules: &[RuleText]) {
    let used: BTreeSet<&str> = told.iter().map(|t| t.test.rule).collect();
    if used.is_empty() {
        return;
    }
    page.push_str("<section><h2>What the rules test</h2><dl class=\"facts\">");
    for rule in rules.iter().filter(|r| used.contains(r.name)) {
        let _ = write!(
            page,
            "<dt>{}</dt><dd>{}</dd>",
            rule.name,
            text(rule.summary)
        );
    }
    page.push_str("</dl></section>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    fn written(outcome: &Outcome) -> String {
        let mut out = Vec::new();
        let rules = [RuleText {
            name: "footing",
            summary: "A column adds to its total.",
            page: "",
        }];
        write(&mut out, outcome, &rules, &Pages::default()).expect("memory is written to");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn every_finding_is_an_article_and_text_of_documents_stays_text() {
        let page = written(&told::tests::outcome());
        assert_eq!(page.matches("<article ").count(), 3);
        assert_eq!(page.matches("<script").count(), 1, "only our own");
        assert!(page.contains("&lt;b&gt; &amp; &quot;rows&quot;"));
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        let page = written(&told::tests::outcome());
        for outside in ["http://", "https://", "src=", "url(", "@import"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn the_policy_names_the_style_and_the_script_of_the_page() {
        let page = written(&Outcome::default());
        let part = |open: &str, close: &str| {
            let from = page.find(open).expect("it is there") + open.len();
            let to = page[from..].find(close).expect("it ends") + from;
            page[from..to].to_string()
        };
        for part in [part("<style>", "</style>"), part("<script>", "</script>")] {
            assert!(page.contains(&source(&part)));
        }
        assert!(page.contains("Nothing differs."));
    }
}
