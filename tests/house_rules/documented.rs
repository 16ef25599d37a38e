//! What is shown to a reader is what the program does: the catalogue of rules, the ready rules, the README's outputs.

use crate::{read, shown, support};
use crossfoot::language;
use crossfoot::rules::RULES;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What stands between a marker line and the end of the file, rewritten when blessing.
fn generated(path: &Path, marker: &str, body: &str) -> Result<(), String> {
    let text = read(path);
    let (head, _) = text
        .split_once(marker)
        .ok_or(format!("{} has no line {marker}", shown(path)))?;
    support::matches_file(path, &format!("{head}{marker}\n\n{body}"))
}

#[test]
fn the_catalogue_of_rules_is_what_the_program_knows() {
    let mut list =
        String::from("Built in; `crossfoot explain RULE` shows a page with examples.\n\n");
    for entry in RULES {
        let _ = writeln!(list, "- `{}`: {}", entry.name, entry.summary());
    }
    let _ = writeln!(list, "\nIn the files of this folder:\n");
    let (settings, diagnostics) =
        language::load(&support::root().join("rules")).expect("the folder is read");
    assert!(diagnostics.is_empty(), "{}", diagnostics[0]);
    for identity in &settings.identities {
        let file = identity.file.replace('\\', "/");
        let _ = writeln!(
            list,
            "- `{}` ({})",
            identity.source.trim(),
            file.rsplit('/').next().unwrap_or("")
        );
    }
    let path = support::root().join("rules/README.md");
    generated(
        &path,
        "<!-- generated: `cargo bless` writes this list anew -->",
        &list,
    )
    .unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn every_line_of_the_ready_rules_comes_out_as_written() {
    let (settings, _) = language::load(&support::root().join("rules")).expect("the folder is read");
    for identity in &settings.identities {
        let (passes, fails): (Vec<_>, Vec<_>) = identity.cases.iter().partition(|c| c.passes);
        assert!(
            !passes.is_empty() && !fails.is_empty(),
            "{} needs a pass: and a fail: line",
            identity.source
        );
        assert_eq!(identity.run_cases(), [], "{}", identity.source);
    }
}

#[test]
fn examples_of_the_rule_guide_are_read_without_a_remark() {
    for block in read(&support::root().join("rules/README.md"))
        .split("\n```")
        .skip(1)
    {
        let Some(text) = block.strip_prefix("rules\n") else {
            continue;
        };
        let (settings, diagnostics) = language::read("README.md", text);
        assert!(diagnostics.is_empty(), "{}", diagnostics[0]);
        for identity in &settings.identities {
            assert_eq!(identity.run_cases(), [], "{}", identity.source);
        }
    }
}

/// In README.md, a line `<!-- output of: crossfoot ... -->` is followed by a fenced block with what that prints.
#[test]
fn the_outputs_shown_in_the_readme_are_what_the_program_prints() {
    let path = support::root().join("README.md");
    let text = read(&path);
    // The tour begins without a store, in a folder that is not there when builds go elsewhere.
    fs::create_dir_all(support::root().join("target")).expect("a folder for the store");
    for part in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(support::root().join(format!("target/tour.sqlite{part}")));
    }
    let mut out = String::new();
    let mut lines = text.lines();
    let mut shown = 0;
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some(command) = line
            .strip_prefix("<!-- output of: crossfoot ")
            .and_then(|c| c.strip_suffix(" -->"))
        else {
            continue;
        };
        shown += 1;
        let _ = writeln!(out, "{}", lines.next().unwrap_or("```text"));
        for skipped in lines.by_ref() {
            if skipped == "```" {
                break;
            }
        }
        let result = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(support::words(command))
            .current_dir(support::root())
            .output()
            .expect("the program runs");
        let _ = write!(
            out,
            "{}",
            String::from_utf8_lossy(&result.stdout)
                .trim_end_matches('\n')
                .to_string()
                + "\n"
        );
        let _ = writeln!(out, "```");
    }
    assert!(shown > 0, "the README shows outputs");
    support::matches_file(&path, &out).unwrap_or_else(|e| panic!("{e}"));
}
