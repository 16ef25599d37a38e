//! SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines of a draft.

use super::place::{place, uri};
use super::sanitize::clean;
use super::told::{Told, told};
use super::{Outcome, RuleText, json};
use crate::document::Format;
use crate::error::Error;
use crate::finding::{Level, Location};
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Writes one run; accepted differences are in it as suppressed results, and what could not be read as notifications.
pub fn write(out: &mut dyn Write, outcome: &Outcome, rules: &[RuleText]) -> io::Result<()> {
    let results: Vec<Value> = told(outcome)
        .iter()
        .map(|t| result(t, outcome, rules))
        .collect();
    let unread = outcome.readings.iter().flat_map(|r| {
        r.unread
            .iter()
            .map(|place| notification("error", &format!("{}: {place}", r.path)))
    });
    let notifications: Vec<Value> = outcome
        .failures
        .iter()
        .map(|e: &Error| notification("error", &e.to_string()))
        .chain(unread)
        .collect();
    let artifacts: Vec<Value> = outcome
        .readings
        .iter()
        .map(|r| json!({ "location": { "uri": uri(&r.path) }, "hashes": { "sha-256": r.sha256 } }))
        .collect();
    let run = json!({
        "tool": { "driver": {
            "name": "crossfoot",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(descriptor).collect::<Vec<_>>(),
        } },
        "columnKind": "unicodeCodePoints",
        "invocations": [ {
            "executionSuccessful": notifications.is_empty(),
            "toolExecutionNotifications": notifications,
        } ],
        "artifacts": artifacts,
        "results": results,
    });
    json::write(
        out,
        &json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }),
    )
}

fn descriptor(rule: &RuleText) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
    })
}

fn notification(level: &str, text: &str) -> Value {
    json!({ "level": level, "message": { "text": clean(text) } })
}

fn result(told: &Told<'_>, outcome: &Outcome, rules: &[RuleText]) -> Value {
    let test = told.test;
    // Viewers show no pages of a PDF, so the message has to.
    let mut text = told.sentence(&outcome.readings);
    if let Some(cause) = &test.cause {
        text = format!("{text}; likely cause: {}", clean(cause));
    }
    let mut result = json!({
        "ruleId": test.rule,
        "level": match test.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        "message": { "text": text },
        "partialFingerprints": { "crossfoot/v1": told.id },
        "locations": told.primary().map(|l| location(l, outcome, None)).into_iter().collect::<Vec<_>>(),
    });
    if let Some(index) = rules.iter().position(|r| r.name == test.rule) {
        result["ruleIndex"] = index.into();
    }
    let evidence: Vec<Value> = told
        .evidence()
        .enumerate()
        .map(|(i, l)| location(l, outcome, Some(i + 1)))
        .collect();
    if !evidence.is_empty() {
        result["relatedLocations"] = evidence.into();
    }
    if let Some(accepted) = told.accepted {
        let why = format!(
            "{} ({})",
            clean(&accepted.because),
            clean(&accepted.agreed_by)
        );
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": why }]);
    }
    result
}

/// A place; evidence is numbered and carries its words, since viewers list it without the message.
fn location(at: &Location, outcome: &Outcome, number: Option<usize>) -> Value {
    let path = outcome
        .readings
        .get(at.document as usize)
        .map_or("", |r| r.path.as_str());
    let mut physical = json!({
        "artifactLocation": { "uri": uri(path), "index": at.document },
    });
    let reading = outcome.readings.get(at.document as usize);
    let has_lines = reading.and_then(|r| r.format).is_none_or(Format::has_lines);
    if has_lines && at.place.line() > 0 {
        physical["region"] =
            json!({ "startLine": at.place.line(), "snippet": { "text": clean(&at.text) } });
    }
    let words = place(at, &outcome.readings, false);
    let mut location = json!({ "physicalLocation": physical });
    if !words.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": words }]);
    }
    if let Some(number) = number {
        location["id"] = number.into();
        location["message"] = json!({ "text": clean(&at.text) });
    }
    location
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    const RULES: [RuleText; 1] = [RuleText {
        name: "footing",
        summary: "A column adds to its total.",
        page: "# Footing",
    }];

    fn written() -> Value {
        let mut out = Vec::new();
        write(&mut out, &told::tests::outcome(), &RULES).expect("memory is written to");
        serde_json::from_slice(&out).expect("valid JSON")
    }

    #[test]
    fn a_result_has_its_rule_level_place_and_fingerprint() {
        let sarif = written();
        let results = &sarif["runs"][0]["results"];
        assert_eq!(results.as_array().map(Vec::len), Some(3));
        let first = &results[0];
        assert_eq!(first["ruleId"], "footing");
        assert_eq!(first["ruleIndex"], 0);
        assert_eq!(first["level"], "error");
        let physical = &first["locations"][0]["physicalLocation"];
        assert_eq!(
            physical["artifactLocation"]["uri"],
            "drafts/annual%20report.txt"
        );
        assert_eq!(physical["region"]["startLine"], 7);
        let id = first["partialFingerprints"]["crossfoot/v1"]
            .as_str()
            .expect("a text");
        assert_eq!(id.len(), 16);
    }

    #[test]
    fn a_page_is_named_in_the_message_and_acting_characters_are_shown() {
        let sarif = written();
        let results = &sarif["runs"][0]["results"];
        assert_eq!(
            results[1]["message"]["text"],
            "rose, but fell: 50% of all (page 4); likely cause: one digit is wrong"
        );
        let text = results[0]["message"]["text"].as_str().expect("a text");
        assert!(
            text.contains("\\u{1b}") && !text.contains('\u{1b}'),
            "{text}"
        );
    }

    #[test]
    fn an_accepted_difference_is_suppressed_and_a_failure_notified() {
        let sarif = written();
        let run = &sarif["runs"][0];
        assert_eq!(
            run["results"][2]["suppressions"][0]["justification"],
            "one row is a loan (A. Officer, 1 May)"
        );
        assert!(run["results"][0].get("suppressions").is_none());
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert!(told.as_str().is_some_and(|t| t.contains("torn.pdf")));
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/c.txt"), "a%20b/c.txt");
        assert_eq!(uri("a\\b.txt"), "a/b.txt");
        assert_eq!(uri("/x/ü.pdf"), "file:///x/%C3%BC.pdf");
        assert_eq!(uri("C:\\x\\y.pdf"), "file:///C%3A/x/y.pdf");
    }
}
