//! Holds what Crossfoot finds in the corpus against `corpus/manifest.json`, both ways: nothing planted is missed, and
//! nothing else is found at level warning or error. Also holds the committed PDFs against what `make-corpus` makes.

#[allow(dead_code)]
#[path = "../corpus/make/main.rs"]
mod make;

use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn manifest() -> Value {
    let text = std::fs::read_to_string(corpus().join("manifest.json")).expect("the manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

/// The names of a place in the manifest and in a report: pages of a PDF, paragraphs of a Word document, lines of others.
fn place_key(file: &str) -> (&'static str, &'static str) {
    match Path::new(file).extension().and_then(|e| e.to_str()) {
        Some("pdf") => ("page", "page"),
        Some("docx") => ("paragraph", "line"),
        Some("html") => ("web_line", "line"),
        _ => ("line", "line"),
    }
}

/// One thing that is planted or found, so that both can be compared.
#[derive(Debug, Clone)]
struct Mark {
    file: String,
    /// The rule; for what is planted, every rule that may name it, the expected one first.
    rules: Vec<String>,
    /// Line or page.
    place: u64,
    stated: String,
    computed: String,
}

impl Mark {
    fn planted(file: &str, plant: &Value) -> Mark {
        let mut rules = vec![string(plant, "rule").to_string()];
        rules.extend(
            list(&plant["or"])
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_string),
        );
        Mark {
            file: file.to_string(),
            rules,
            place: plant[place_key(file).0].as_u64().unwrap_or(0),
            stated: string(plant, "stated").to_string(),
            computed: string(plant, "computed").to_string(),
        }
    }

    /// A finding at its primary location.
    fn found(report: &Value, finding: &Value) -> Mark {
        let at = &finding["locations"][0];
        let document = at["document"].as_u64().unwrap_or(u64::MAX) as usize;
        let path = string(&report["documents"][document], "path");
        let file = Path::new(path)
            .strip_prefix(corpus())
            .unwrap_or(Path::new(path));
        let file = file.to_string_lossy().into_owned();
        Mark {
            rules: vec![string(finding, "rule").to_string()],
            place: at[place_key(&file).1].as_u64().unwrap_or(0),
            stated: string(finding, "stated").to_string(),
            computed: string(finding, "computed").to_string(),
            file,
        }
    }

    /// Whether a finding is what was planted: file, rule, place and both values.
    fn is_found_by(&self, found: &Mark) -> bool {
        self.file == found.file
            && self.rules.contains(&found.rules[0])
            && self.place == found.place
            && same(&self.stated, &found.stated)
            && same(&self.computed, &found.computed)
    }
}

/// The same value, to the places that the manifest gives.
fn same(planted: &str, found: &str) -> bool {
    match (planted.parse::<Decimal>(), found.parse::<Decimal>()) {
        (Ok(planted), Ok(found)) => found.round_dp(planted.scale()) == planted,
        _ => planted == found,
    }
}

/// Runs `check` and gives its JSON; every file must have been read.
fn check(files: &[&str], each: bool) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(["check", "--format", "json"]);
    if each {
        command.arg("--each");
    }
    let output = command
        .args(files.iter().map(|f| corpus().join(f)))
        .output()
        .expect("crossfoot runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(
        report["failures"],
        serde_json::json!([]),
        "every file of the corpus is read"
    );
    report
}

fn loud(report: &Value) -> Vec<Mark> {
    let loud = |f: &&Value| matches!(string(f, "level"), "warning" | "error");
    list(&report["findings"])
        .iter()
        .filter(loud)
        .map(|f| Mark::found(report, f))
        .collect()
}

/// Fails with both lists where they differ, after a table of precision and recall per rule.
fn hold(planted: Vec<Mark>, mut found: Vec<Mark>) {
    // Planted, found, both.
    let mut rules: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut missed = Vec::new();
    for mark in &found {
        rules.entry(mark.rules[0].clone()).or_default()[1] += 1;
    }
    for mark in planted {
        let hit = found.iter().position(|f| mark.is_found_by(f));
        let name = hit.map_or(&mark.rules[0], |i| &found[i].rules[0]);
        let counts = rules.entry(name.clone()).or_default();
        counts[0] += 1;
        match hit {
            Some(i) => {
                counts[2] += 1;
                found.remove(i);
            }
            None => missed.push(mark),
        }
    }
    let mut table = format!("{:22} planted   found    both\n", "rule");
    for (rule, [planted, found, both]) in &rules {
        table += &format!("{rule:22} {planted:7} {found:7} {both:7}\n");
    }
    // Shown by `cargo test -- --nocapture`.
    let _ = std::io::stdout().write_all(table.as_bytes());
    assert!(
        missed.is_empty() && found.is_empty(),
        "missed: {missed:#?}\nnot planted: {found:#?}"
    );
}

#[test]
fn each_document_yields_its_planted_differences_and_nothing_else() {
    let manifest = manifest();
    let mut files = Vec::new();
    let mut planted = Vec::new();
    for document in list(&manifest["documents"]) {
        for (_, file) in document["files"].as_object().expect("files by format") {
            let file = file.as_str().expect("a path");
            files.push(file);
            let here = list(&document["planted"])
                .iter()
                .filter(|p| !p[place_key(file).0].is_null());
            planted.extend(here.map(|p| Mark::planted(file, p)));
        }
    }
    hold(planted, loud(&check(&files, true)));
}

#[test]
fn documents_of_two_years_yield_what_is_planted_between_them_and_nothing_else() {
    let manifest = manifest();
    let documents = list(&manifest["documents"]);
    let (mut planted, mut found) = (Vec::new(), Vec::new());
    for format in ["text", "pdf"] {
        let file_of = |name: &str| -> &str {
            let document = documents
                .iter()
                .find(|d| d["name"] == name)
                .expect("a document of the manifest");
            let files = &document["files"];
            files[format]
                .as_str()
                .or(files["markdown"].as_str())
                .expect("a file")
        };
        for set in list(&manifest["together"]) {
            let names: Vec<&str> = list(&set["documents"])
                .iter()
                .filter_map(Value::as_str)
                .collect();
            let files: Vec<&str> = names.iter().map(|n| file_of(n)).collect();
            for (name, file) in names.iter().zip(&files) {
                let document = documents
                    .iter()
                    .find(|d| d["name"] == *name)
                    .expect("a document of the manifest");
                planted.extend(
                    list(&document["planted"])
                        .iter()
                        .map(|p| Mark::planted(file, p)),
                );
            }
            for plant in list(&set["planted"]) {
                planted.push(Mark::planted(file_of(string(plant, "document")), plant));
            }
            found.extend(loud(&check(&files, false)));
        }
    }
    hold(planted, found);
}

#[test]
fn the_manifest_names_places_that_hold_the_planted_words() {
    let manifest = manifest();
    for document in list(&manifest["documents"]) {
        for (format, file) in document["files"].as_object().expect("files by format") {
            let path = corpus().join(file.as_str().expect("a path"));
            assert!(path.is_file(), "{} is missing", path.display());
            if matches!(format.as_str(), "pdf" | "docx") {
                continue;
            }
            let key = place_key(file.as_str().unwrap_or("")).0;
            let text = std::fs::read_to_string(&path).expect("the source");
            let text = text.replace("&pound;", "£");
            for plant in list(&document["planted"]) {
                let Some(number) = plant[key].as_u64() else {
                    assert_eq!(format, "html", "{file}: {plant} has no {key}");
                    continue;
                };
                let line = text.lines().nth(number as usize - 1);
                assert!(
                    line.is_some_and(|l| l.contains(string(plant, "text"))),
                    "{file}: {plant}"
                );
            }
        }
    }
}

#[test]
fn the_committed_files_are_what_make_corpus_makes_and_no_others() {
    let made = make::make(&corpus()).expect("the files are made");
    let mut committed = 0;
    for kind in make::FOLDERS {
        for folder in std::fs::read_dir(corpus().join(kind)).expect("a folder of the corpus") {
            committed += std::fs::read_dir(folder.expect("a folder").path())
                .expect("a folder")
                .count();
        }
    }
    assert_eq!(committed, made.len());
    for (file, bytes) in made {
        let found = std::fs::read(corpus().join(&file)).unwrap_or_default();
        assert!(
            found == bytes,
            "corpus/{file} differs; run `cargo run --example make-corpus`"
        );
    }
}
