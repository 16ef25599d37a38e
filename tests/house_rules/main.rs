//! The repository's promises about itself.

mod documented;
#[path = "../support/mod.rs"]
mod support;

use crossfoot::finding::Test;
use crossfoot::language::{self, Settings};
use crossfoot::pipeline;
use crossfoot::rules::RULES;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Data flows down this list, and imports only look up it.
const ORDER: [&str; 15] = [
    "error", "figure", "document", "layout", "table", "section", "claim", "fact", "store",
    "finding", "language", "rules", "report", "pipeline", "cli",
];
const LAST: &str = "commands";

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![support::root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn shown(path: &Path) -> String {
    path.strip_prefix(support::root())
        .unwrap_or(path)
        .display()
        .to_string()
        .replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn imports_look_only_up_the_order_of_the_flow() {
    let order: Vec<&str> = ORDER.into_iter().chain([LAST]).collect();
    let rank = |module: &str| order.iter().position(|m| *m == module);
    let path = Regex::new(r"\bcrate::(?:\{([^}]*)\}|(\w+))").expect("a pattern");
    let mut backward = Vec::new();
    for file in files("src", "rs") {
        let name = shown(&file);
        let module = name
            .trim_start_matches("src/")
            .split('/')
            .next()
            .unwrap_or("")
            .trim_end_matches(".rs")
            .to_string();
        let Some(own) = rank(&module) else {
            assert!(
                ["lib", "main"].contains(&module.as_str()),
                "{name}: module {module} has no place in the flow"
            );
            continue;
        };
        for found in path.captures_iter(&read(&file)) {
            let group = found
                .get(1)
                .or_else(|| found.get(2))
                .map_or("", |m| m.as_str());
            for used in group
                .split(',')
                .filter_map(|part| part.trim().split("::").next())
            {
                if rank(used).is_some_and(|other| other > own) {
                    backward.push(format!("{name} uses crate::{used}"));
                }
            }
        }
    }
    assert!(
        backward.is_empty(),
        "imports against the flow:\n{}",
        backward.join("\n")
    );
}

#[test]
fn every_source_file_is_formatted_also_those_behind_the_registry() {
    if Command::new("rustfmt").arg("--version").output().is_err() {
        return;
    }
    let sources: Vec<PathBuf> = ["src", "tests", "benches", "examples"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .collect();
    let check = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "-l"])
        .args(&sources)
        .output();
    let check = check.expect("rustfmt runs");
    assert!(
        check.status.success(),
        "not formatted:\n{}",
        String::from_utf8_lossy(&check.stdout)
    );
}

#[test]
fn rule_names_are_kebab_case_unique_and_name_their_files() {
    let kebab = Regex::new("^[a-z]+(-[a-z]+)*$").expect("a pattern");
    let mut seen = BTreeSet::new();
    for entry in RULES {
        assert!(
            kebab.is_match(entry.name),
            "{} is not kebab-case",
            entry.name
        );
        assert!(
            seen.insert(entry.name),
            "{} is registered twice",
            entry.name
        );
        let page = support::root()
            .join("src/rules")
            .join(entry.name.replace('-', "_"))
            .with_extension("md");
        assert!(page.is_file(), "{} has no page of its name", entry.name);
    }
    for page in files("src/rules", "md") {
        let name = page
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .replace('_', "-");
        assert!(
            seen.contains(name.as_str()),
            "{} is the page of no rule",
            shown(&page)
        );
    }
}

/// Every test that the corpus and the pages' examples give rise to, with the text it was made from.
fn tests_of_everything() -> Vec<(String, Test)> {
    let mut texts: Vec<(String, String, Settings)> = Vec::new();
    for extension in ["txt", "md"] {
        for path in files("corpus/text", extension) {
            texts.push((shown(&path), read(&path), Settings::default()));
        }
    }
    for entry in RULES {
        let mut rules = String::new();
        for block in entry.page.split("\n```").skip(1) {
            if let Some(text) = block.strip_prefix("rules\n") {
                rules.push_str(text);
            }
            if let Some(text) = block.strip_prefix("report\n") {
                let (settings, _) = language::read("page.rules", &rules);
                texts.push((
                    format!("{}.txt", entry.name),
                    text.replace(&format!(" <- {}", entry.name), ""),
                    settings,
                ));
            }
        }
    }
    let mut out = Vec::new();
    for (name, text, settings) in texts {
        let reading = support::read(0, &name, &text);
        out.extend(
            pipeline::tests(&[reading], &settings, true)
                .into_iter()
                .map(|t| (text.clone(), t)),
        );
    }
    out
}

#[test]
fn messages_are_lower_case_without_full_stop_and_accuse_nobody() {
    let banned = Regex::new(r"(?i)\b(wrong|mistake\w*|incorrect\w*|errors?|issues?|problems?|mismatch\w*|invalid|fail\w*)\b")
        .expect("a pattern");
    let mut faults = BTreeSet::new();
    let tests = tests_of_everything();
    assert!(tests.len() > 20, "the corpus gives rise to tests");
    for (text, test) in &tests {
        let message = &test.message;
        let first = message.split_whitespace().next().unwrap_or("");
        let own_words = message.split('"').step_by(2).collect::<String>();
        let mut complain = |what: &str| faults.insert(format!("{}: {what}: {message}", test.rule));
        if message.is_empty() {
            complain("is empty");
        }
        // A message may begin with a label or name that stands so in the document.
        if first.chars().next().is_some_and(char::is_uppercase)
            && !text.contains(first.trim_end_matches([',', ':']))
        {
            complain("begins with a capital");
        }
        if message.ends_with('.') && !message.ends_with("..") {
            complain("ends with a full stop");
        }
        if banned.is_match(&own_words)
            && !banned
                .find_iter(&own_words)
                .all(|m| text.contains(m.as_str()))
        {
            complain("accuses");
        }
        if test.locations.is_empty() {
            complain("has no location");
        }
    }
    assert!(
        faults.is_empty(),
        "{}",
        faults.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn one_word_stands_for_one_idea() {
    let banned = Regex::new(r"(?i)\b(problems?|mismatch\w*|validat\w*|todo|fixme|hack)\b")
        .expect("a pattern");
    let this = support::root().join("tests/house_rules/main.rs");
    let mut found = Vec::new();
    for folder in ["src", "tests", "rules", "benches", "examples"] {
        for path in ["rs", "md", "rules"]
            .iter()
            .flat_map(|e| files(folder, e))
            .filter(|p| *p != this)
        {
            for (i, line) in read(&path).lines().enumerate() {
                // A quoted word is one that documents use.
                let own = line.split('"').step_by(2).collect::<String>();
                if let Some(word) = banned.find(&own) {
                    found.push(format!("{}:{}: {}", shown(&path), i + 1, word.as_str()));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "words that this project does not use:\n{}",
        found.join("\n")
    );
}

#[test]
fn no_path_of_a_workplace_is_named() {
    let banned = [
        ["/wo", "rk/"].concat(),
        ["/ro", "ot/"].concat(),
        ["../sha", "red"].concat(),
    ];
    let mut found = Vec::new();
    for folder in ["src", "tests", "rules", "benches", "examples", "corpus"] {
        for path in ["rs", "md", "rules", "txt", "json", "py"]
            .iter()
            .flat_map(|e| files(folder, e))
        {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned();
            found.extend(
                banned
                    .iter()
                    .filter(|b| text.contains(b.as_str()))
                    .map(|b| format!("{}: {b}", shown(&path))),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
