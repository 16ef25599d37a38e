//! Documents that mean harm, through every output: nothing in them runs, acts on a terminal, becomes markup or a formula,
//! or breaks the format that it is written into.

mod documents;
mod inert;
#[path = "../support/pdf.rs"]
mod pdf;
#[path = "../support/mod.rs"]
mod support;

use calamine::{Data, Reader, Xlsx};
use documents::{HOSTILE, documents, report, table, write};
use inert::{
    copies_are_inert, is_quiet, junit, page_is_inert, rows_hold_no_formula, sarif,
    workbook_is_inert,
};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

struct Work(PathBuf);

impl Work {
    fn new(name: &str) -> Work {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("in")).expect("a scratch folder");
        Work(path)
    }
    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }
    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }
    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("crossfoot runs")
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn no_output_of_a_check_can_be_acted_through() {
    let work = Work::new("hostile-check");
    documents(&work.0.join("in"));
    let output = work.run(&[
        "check",
        "--each",
        "--ledger",
        "--untested",
        "--annotate",
        "marked",
        "--format",
        "text=out.txt",
        "--format",
        "json=out.json",
        "--format",
        "html=out.html",
        "--format",
        "sarif=out.sarif",
        "--format",
        "junit=out.xml",
        "--format",
        "github=out.github",
        "--format",
        "gitlab=out.gitlab",
        "--format",
        "xlsx=out.xlsx",
        "in",
    ]);
    assert_eq!(output.status.code(), Some(2), "some files are not read");
    is_quiet("stderr", &String::from_utf8_lossy(&output.stderr));
    is_quiet("text", &work.text("out.txt"));

    let json: serde_json::Value = serde_json::from_slice(&work.read("out.json")).expect("JSON");
    is_quiet("json", &work.text("out.json"));
    let findings = json["findings"].as_array().expect("a list").len();
    assert!(findings > 2 * HOSTILE.len(), "{findings} findings");
    let failures = json["failures"].as_array().expect("a list").len();
    // Four files have so many control characters that they are no text, and one is no PDF.
    assert_eq!(failures, 5, "{}", json["failures"]);

    sarif(&work, findings);
    junit(&work, findings);
    let github = work.text("out.github");
    is_quiet("github", &github);
    for line in github.lines() {
        let command = ["::error ", "::warning ", "::notice "]
            .iter()
            .any(|c| line.starts_with(c));
        assert!(command, "{line}");
        let (properties, message) = line[2..].split_once("::").expect("two parts");
        assert!(!message.is_empty(), "{line}");
        let (_, properties) = properties.split_once(' ').expect("it has properties");
        for property in properties.split(',') {
            let key = property.split('=').next().unwrap_or("");
            assert!(matches!(key, "file" | "line" | "title"), "{line}");
        }
    }
    let unread: usize = json["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| d["unread"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(github.lines().count(), findings + failures + unread);
    let gitlab: serde_json::Value = serde_json::from_slice(&work.read("out.gitlab")).expect("JSON");
    assert_eq!(gitlab.as_array().map(Vec::len), Some(findings));
    is_quiet("gitlab", &work.text("out.gitlab"));

    page_is_inert(&work.text("out.html"), findings);
    workbook_is_inert(work.read("out.xlsx"));
    copies_are_inert(&work.0.join("marked"));
}

#[test]
fn comparisons_and_extracts_are_quiet_and_hold_no_formula() {
    let work = Work::new("hostile-rest");
    documents(&work.0.join("in"));
    for (name, text) in HOSTILE {
        let one_line = text.replace(['\r', '\n'], " ").replace('|', "\\|");
        write(&work.0, "old.md", report(&one_line, 24));
        write(
            &work.0,
            "new.md",
            report(&format!("{one_line} and {one_line}"), 25),
        );
        for format in ["text", "csv", "json"] {
            let output = work.run(&["compare", "--format", format, "old.md", "new.md"]);
            let out = String::from_utf8(output.stdout).expect("UTF-8");
            is_quiet(&format!("{name}, compare {format}"), &out);
            let refused =
                String::from_utf8_lossy(&output.stderr).contains("neither a PDF nor text");
            assert!(refused || !out.is_empty(), "{name}: {format}");
            if format == "csv" {
                rows_hold_no_formula(name, &out);
            }
        }
    }
    for stage in ["tables", "facts", "claims", "blocks", "words"] {
        let output = work.run(&["extract", "--format", "csv", "--stage", stage, "in"]);
        let out = String::from_utf8(output.stdout).expect("UTF-8");
        is_quiet(&format!("extract {stage}"), &out);
        rows_hold_no_formula(stage, &out);
        let json = work
            .run(&["extract", "--format", "json", "--stage", stage, "in"])
            .stdout;
        let json = String::from_utf8(json).expect("UTF-8");
        is_quiet(&format!("extract {stage} as JSON"), &json);
        let drawn = work.run(&["extract", "--stage", stage, "in"]).stdout;
        is_quiet(
            &format!("extract {stage} as Markdown"),
            &String::from_utf8_lossy(&drawn),
        );
    }
    let added = work.run(&["store", "add", "in", "--store", "in.sqlite"]);
    is_quiet("store add", &String::from_utf8_lossy(&added.stdout));
    is_quiet("store add", &String::from_utf8_lossy(&added.stderr));
    let listed = work.run(&[
        "store",
        "query",
        "--store",
        "in.sqlite",
        "select * from facts",
    ]);
    assert!(listed.stdout.len() > 1000);
    is_quiet("store query", &String::from_utf8_lossy(&listed.stdout));
}

#[test]
fn a_cell_of_a_megabyte_costs_little_and_is_cut_where_a_format_has_no_room() {
    let work = Work::new("hostile-large");
    let long = "word<&\"".repeat(150_000);
    write(&work.0.join("in"), "large.csv", table(&long));
    write(&work.0.join("in"), "large.md", report(&long, 25));
    let start = Instant::now();
    let output = work.run(&[
        "check",
        "--format",
        "text=out.txt",
        "--format",
        "html=out.html",
        "--format",
        "junit=out.xml",
        "--format",
        "xlsx=out.xlsx",
        "--format",
        "github=out.github",
        "--format",
        "sarif=out.sarif",
        "in",
    ]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    let longest = |name: &str| work.text(name).lines().map(str::len).max().unwrap_or(0);
    assert!(longest("out.txt") < 1000, "{}", longest("out.txt"));
    for name in ["out.html", "out.xml", "out.github"] {
        assert!(
            work.read(name).len() < 200_000,
            "{name}: {}",
            work.read(name).len()
        );
    }
    let mut book = Xlsx::new(std::io::Cursor::new(work.read("out.xlsx"))).expect("a workbook");
    let mut cut = 0;
    for sheet in book.sheet_names() {
        let cells = book.worksheet_range(&sheet).expect("it can be read");
        for (_, _, cell) in cells.used_cells() {
            if let Data::String(text) = cell {
                assert!(text.encode_utf16().count() <= 32_767);
                cut += usize::from(text.contains("(cut: "));
            }
        }
    }
    assert!(cut > 0, "what was cut says so");
}
