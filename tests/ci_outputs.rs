//! The outputs for build servers, made as the README's workflow makes them.

mod support;

use std::fs;
use std::process::Command;

/// The command that the README's workflow runs.
fn workflow_command() -> Vec<String> {
    let readme =
        fs::read_to_string(support::root().join("README.md")).expect("the README is there");
    let line = readme
        .lines()
        .find_map(|l| l.trim().strip_prefix("- run: crossfoot "))
        .expect("the workflow runs crossfoot");
    line.split_whitespace().map(str::to_string).collect()
}

#[test]
fn the_workflow_of_the_readme_annotates_fails_and_leaves_a_sarif_file() {
    let work = std::env::temp_dir().join(format!("crossfoot-workflow-{}", std::process::id()));
    fs::create_dir_all(work.join("drafts")).expect("a folder for the drafts");
    let draft = "# Parks report 2024/25\n\nVisits rose from 52 in 2023/24 to 47 in 2024/25.\n";
    fs::write(work.join("drafts/parks.md"), draft).expect("the draft is written");
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(workflow_command())
        .current_dir(&work)
        .output()
        .expect("crossfoot runs");
    let stdout = String::from_utf8_lossy(&output.stdout).replace('\\', "/");
    assert_eq!(output.status.code(), Some(1), "{stdout}");
    assert!(
        stdout.starts_with("::error file=drafts/parks.md,line=3,title=direction::"),
        "{stdout}"
    );
    let sarif = fs::read_to_string(work.join("crossfoot.sarif")).expect("the SARIF file is there");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "direction");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("a list");
    let index = result["ruleIndex"].as_u64().expect("a number") as usize;
    assert_eq!(rules[index]["id"], "direction");
    assert!(rules.iter().all(|r| {
        r["help"]["markdown"]
            .as_str()
            .is_some_and(|t| t.len() > 200)
    }));
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}
