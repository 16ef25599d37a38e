//! The same table gives the same facts and the same findings, whatever it is read from: text, Markdown, CSV, a Word
//! document, a web page, a workbook, or PDF with a full grid, a few rules, none, or tags.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn run(arguments: &[&str], file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(file);
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(arguments)
        .arg(path)
        .output()
        .expect("crossfoot runs");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{file}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The named parts of every entry of a list, without places.
fn entries(report: &Value, list: &str, keys: &[&str]) -> Vec<Vec<Value>> {
    let entries = report[list].as_array().expect("a list").iter();
    entries
        .map(|e| keys.iter().map(|k| e[*k].clone()).collect())
        .collect()
}

fn files(table: &str) -> Vec<String> {
    let mut files: Vec<String> = ["txt", "md", "csv"]
        .map(|extension| format!("text/agreement/{table}.{extension}"))
        .into();
    for shape in ["ruled", "half-ruled", "bare", "tagged"] {
        files.push(format!("pdf/agreement/{table}-{shape}.pdf"));
    }
    files.extend(
        [("word", "docx"), ("web", "html"), ("excel", "xlsx")]
            .map(|(folder, extension)| format!("{folder}/agreement/{table}.{extension}")),
    );
    files
}

/// Fails at the first file that differs from the first of all.
fn agree(table: &str, arguments: &[&str], list: &str, keys: &[&str], count: usize) {
    let files = files(table);
    let first = entries(&run(arguments, &files[0]), list, keys);
    assert_eq!(first.len(), count, "{}: {first:#?}", files[0]);
    for file in &files[1..] {
        let other = entries(&run(arguments, file), list, keys);
        assert_eq!(first, other, "{file} differs from {}", files[0]);
    }
}

const FACT: &[&str] = &["measure", "period", "dimensions", "value", "unit"];
const FINDING: &[&str] = &["rule", "level", "outcome", "message", "stated", "computed"];

#[test]
fn a_table_of_years_gives_the_same_facts_in_every_format() {
    agree(
        "libraries",
        &["extract", "--format", "json"],
        "facts",
        FACT,
        18,
    );
}

#[test]
fn a_table_with_years_over_budget_and_actual_gives_the_same_facts_in_every_format() {
    agree("parks", &["extract", "--format", "json"], "facts", FACT, 30);
}

#[test]
fn a_wrong_total_is_the_only_finding_in_every_format() {
    agree(
        "libraries",
        &["check", "--format", "json"],
        "findings",
        FINDING,
        1,
    );
}

#[test]
fn a_wrong_variance_that_breaks_row_and_column_is_one_finding_in_every_format() {
    agree(
        "parks",
        &["check", "--format", "json"],
        "findings",
        FINDING,
        1,
    );
}
