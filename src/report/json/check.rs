//! The report of a check.

use super::{Failure, bbox, decimal, line_of, page_of};
use crate::fact::Reading;
use crate::finding::coverage::{self, Untested};
use crate::finding::{Level, Location, Outcome as TestOutcome, Role, Test, fingerprint, message};
use crate::report::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    documents: Vec<DocumentOut<'a>>,
    findings: Vec<TestOut<'a>>,
    tests: BTreeMap<&'a str, Tally>,
    coverage: CoverageOut,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<AcceptedOut<'a>>,
    failures: Vec<Failure<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    skipped: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<Vec<TestOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untested: Option<Vec<UntestedOut>>,
}

/// A figure that took part in no test.
#[derive(Serialize)]
struct UntestedOut {
    document: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    text: String,
    context: String,
    reason: String,
}

impl From<Untested> for UntestedOut {
    fn from(u: Untested) -> Self {
        UntestedOut {
            document: u.document,
            page: page_of(u.place),
            line: line_of(u.place),
            text: u.text,
            context: u.context,
            reason: u.reason,
        }
    }
}

/// A document that was read.
#[derive(Serialize)]
pub(super) struct DocumentOut<'a> {
    id: u32,
    path: &'a str,
    sha256: &'a str,
    format: Option<&'static str>,
    pages: u32,
    title: Option<&'a str>,
    reports: Vec<ReportOut<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    unread: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stored: bool,
}

#[derive(Serialize)]
struct ReportOut<'a> {
    title: &'a str,
    period: Option<String>,
}

#[derive(Serialize, Default)]
struct Tally {
    agrees: usize,
    within_rounding: usize,
    unlikely_rounding: usize,
    differs: usize,
    not_tested: usize,
}

#[derive(Serialize)]
struct CoverageOut {
    figures: u32,
    tested: u32,
}

#[derive(Serialize)]
struct TestOut<'a> {
    id: String,
    rule: &'static str,
    level: &'static str,
    outcome: &'static str,
    message: &'a str,
    stated: Option<String>,
    computed: Option<String>,
    difference: Option<String>,
    cause: Option<&'a str>,
    locations: Vec<LocationOut<'a>>,
}

/// A finding that somebody has explained.
#[derive(Serialize)]
struct AcceptedOut<'a> {
    #[serde(flatten)]
    finding: TestOut<'a>,
    because: &'a str,
    agreed_by: &'a str,
}

/// A place, in the fields that its kind of document has.
#[derive(Serialize)]
pub(super) struct LocationOut<'a> {
    role: &'static str,
    document: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<[f64; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl<'a> From<&'a Location> for LocationOut<'a> {
    fn from(l: &'a Location) -> Self {
        LocationOut {
            role: match l.role {
                Role::Primary => "primary",
                Role::Evidence => "evidence",
            },
            document: l.document,
            page: page_of(l.place),
            line: line_of(l.place),
            text: &l.text,
            bbox: l.place.bbox().map(bbox),
            table: l.cell.map(|c| c.0),
            row: l.cell.map(|c| c.1),
            column: l.cell.map(|c| c.2),
        }
    }
}

impl<'a> From<&'a Reading> for DocumentOut<'a> {
    fn from(r: &'a Reading) -> Self {
        DocumentOut {
            id: r.document,
            path: &r.path,
            sha256: &r.sha256,
            format: r.format.map(crate::document::Format::name),
            pages: r.pages,
            title: r.title.as_deref(),
            reports: r
                .sections
                .iter()
                .map(|s| ReportOut {
                    title: &s.title,
                    period: s.period.map(message::period),
                })
                .collect(),
            unread: &r.unread,
            notes: &r.notes,
            stored: r.stored,
        }
    }
}

fn test_out(id: String, t: &Test) -> TestOut<'_> {
    TestOut {
        id,
        rule: t.rule,
        level: if t.is_finding() { t.level } else { Level::Note }.name(),
        outcome: t.outcome.name(),
        message: &t.message,
        stated: t.stated.map(decimal),
        computed: t.computed.map(decimal),
        difference: t.difference().map(decimal),
        cause: t.cause.as_deref(),
        locations: t.locations.iter().map(LocationOut::from).collect(),
    }
}

/// The report of a check; `ledger` adds every test, in the findings' shape, and `untested` every figure in no test.
pub fn check(outcome: &Outcome, ledger: bool, untested: bool) -> impl Serialize + '_ {
    let mut ids = fingerprint::Ids::default();
    let mut findings = Vec::new();
    let mut all = Vec::new();
    let mut tests: BTreeMap<&str, Tally> = BTreeMap::new();
    for (rule, came_out, _, n) in outcome.tally() {
        let tally = tests.entry(rule).or_default();
        *match came_out {
            TestOutcome::Agrees => &mut tally.agrees,
            TestOutcome::WithinRounding => &mut tally.within_rounding,
            TestOutcome::UnlikelyRounding => &mut tally.unlikely_rounding,
            TestOutcome::Differs => &mut tally.differs,
            TestOutcome::NotTested => &mut tally.not_tested,
        } += n;
    }
    for t in &outcome.tests {
        if !ledger && !t.is_finding() {
            continue;
        }
        let id = ids.of(t, &outcome.readings);
        if ledger {
            all.push(test_out(id.clone(), t));
        }
        if t.is_finding() {
            findings.push(test_out(id, t));
        }
    }
    Report {
        version: 1,
        documents: outcome.readings.iter().map(DocumentOut::from).collect(),
        findings,
        tests,
        coverage: CoverageOut {
            figures: outcome.coverage.figures,
            tested: outcome.coverage.tested,
        },
        accepted: outcome
            .accepted
            .iter()
            .map(|(t, a)| AcceptedOut {
                finding: test_out(ids.of(t, &outcome.readings), t),
                because: &a.because,
                agreed_by: &a.agreed_by,
            })
            .collect(),
        failures: outcome.failures.iter().map(Failure::from).collect(),
        skipped: &outcome.skipped,
        ledger: ledger.then_some(all),
        untested: untested.then(|| {
            let figures = coverage::untested(&outcome.readings, &outcome.tests);
            figures.into_iter().map(UntestedOut::from).collect()
        }),
    }
}
