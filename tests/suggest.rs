//! What `crossfoot rules suggest` proposes can be kept: its lines parse, and hold where they were found.

use crossfoot::finding::{Outcome, Test};
use crossfoot::language::suggest::suggest;
use crossfoot::language::{self, Settings};
use crossfoot::pipeline;
use crossfoot::report::cited::Detail;
use std::path::Path;

fn corpus(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<String> = std::fs::read_dir(root)
        .expect("a folder of the corpus")
        .filter_map(|e| Some(e.ok()?.path().to_string_lossy().into_owned()))
        .collect();
    files.sort();
    files
}

fn identities(tests: &[Test]) -> Vec<&Test> {
    tests.iter().filter(|t| t.rule == "identity").collect()
}

#[test]
fn suggestions_parse_and_hold_when_they_are_fed_back() {
    for folder in ["corpus/text/brackenford", "corpus/text/tidewell"] {
        let files = corpus(folder);
        let outcome = pipeline::check(
            &files,
            &Settings::default(),
            false,
            Detail::Everything,
            &|| {},
        );
        // As if no rule had tested anything: the more is proposed, the more is tried.
        let found = suggest(&outcome.readings, &[], &Settings::default());
        assert!(!found.is_empty(), "{folder}: nothing was found");
        let text: String = found.iter().map(|s| format!("{}\n", s.formula)).collect();
        let (settings, faults) = language::read("suggested.rules", &text);
        assert!(faults.is_empty(), "{}", faults[0]);
        assert_eq!(settings.identities.len(), found.len());
        let again = pipeline::check(&files, &settings, false, Detail::Everything, &|| {});
        let made = identities(&again.tests);
        for t in &made {
            assert!(!t.is_finding(), "{folder}: {}", t.message);
        }
        let agreed = made.iter().filter(|t| t.outcome == Outcome::Agrees).count();
        assert!(agreed >= found.len(), "{agreed} of {}", found.len());
    }
}

#[test]
fn the_same_reports_give_the_same_suggestions_and_tested_ones_are_left_out() {
    let files = corpus("corpus/text/brackenford");
    let outcome = pipeline::check(
        &files,
        &Settings::default(),
        false,
        Detail::Everything,
        &|| {},
    );
    let all = suggest(&outcome.readings, &[], &Settings::default());
    assert_eq!(all, suggest(&outcome.readings, &[], &Settings::default()));
    let left = suggest(&outcome.readings, &outcome.tests, &Settings::default());
    assert!(left.len() < all.len());
    assert!(left.iter().all(|s| all.contains(s)));
}
