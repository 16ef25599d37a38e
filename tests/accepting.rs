//! Accepted differences and baselines, as somebody meets them who goes on working on a draft.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DRAFT: &str = "# Parks report 2024/25\n\nVisits rose from 52 in 2023/24 to 47 in 2024/25.\n\n\
    Letters rose from 61 in 2023/24 to 58 in 2024/25.\n";

/// A folder of its own for a test, gone when the test ends.
struct Work(PathBuf);

impl Work {
    fn new(name: &str) -> Work {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a scratch folder");
        Work(path)
    }
    fn write(&self, draft: &str) {
        fs::write(self.0.join("parks.md"), draft).expect("the draft is written");
    }
    fn run(&self, args: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("crossfoot runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code().unwrap_or(-1), text)
    }
    /// The messages of what is found now.
    fn found(&self) -> Vec<String> {
        let (_, text) = self.run(&["check", "--format", "json", "parks.md"]);
        let report: serde_json::Value = serde_json::from_str(&text).expect("the report is JSON");
        let findings = report["findings"].as_array().expect("a list of findings");
        let message = |f: &serde_json::Value| f["message"].as_str().unwrap_or("").to_string();
        findings.iter().map(message).collect()
    }
    fn first_id(&self) -> String {
        let (_, text) = self.run(&["check", "--format", "json", "parks.md"]);
        let report: serde_json::Value = serde_json::from_str(&text).expect("the report is JSON");
        report["findings"][0]["id"]
            .as_str()
            .expect("it has an id")
            .to_string()
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_accepted_difference_survives_edits_around_it_and_comes_back_when_its_figures_change() {
    let work = Work::new("accepting");
    work.write(DRAFT);
    assert_eq!(work.found().len(), 2);
    let id = work.first_id();
    let (status, _) = work.run(&[
        "accept",
        &id[..8],
        "parks.md",
        "--because",
        "a quotation",
        "--by",
        "A. Officer",
    ]);
    assert_eq!(status, 0);
    assert!(Path::new(&work.0.join("rules/accepted.rules")).is_file());
    assert_eq!(work.found(), ["“rose”, but 58 is 3 less than 61"]);

    work.write(&DRAFT.replace(
        "# Parks report 2024/25\n",
        "# Parks report 2024/25\n\nA new first page.\n",
    ));
    assert_eq!(
        work.found(),
        ["“rose”, but 58 is 3 less than 61"],
        "edited above it"
    );

    work.write(&DRAFT.replace("to 47", "to 46"));
    let found = work.found();
    assert!(
        found.contains(&"“rose”, but 46 is 6 less than 52".to_string()),
        "{found:?}"
    );
}

#[test]
fn a_baseline_hides_what_stood_there_and_shows_what_is_new() {
    let work = Work::new("baseline");
    work.write(DRAFT);
    let (status, text) = work.run(&["baseline", "parks.md"]);
    assert_eq!(
        (status, text.as_str()),
        (0, "rules/baseline.rules: 2 findings accepted\n")
    );
    assert!(work.found().is_empty());
    let with_new = format!("{DRAFT}\nParcels rose from 31 in 2023/24 to 30 in 2024/25.\n");
    work.write(&with_new);
    assert_eq!(work.found(), ["“rose”, but 30 is 1 less than 31"]);
    // A second baseline takes up the former one as well.
    let (_, text) = work.run(&["baseline", "parks.md"]);
    assert_eq!(text, "rules/baseline.rules: 3 findings accepted\n");
    assert!(work.found().is_empty());
}
