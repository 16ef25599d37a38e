//! Every output is the same, byte for byte, from run to run and with any number of threads.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What each command leaves: its output, and the files that it writes.
fn outputs(work: &Path, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let _ = fs::remove_dir_all(work);
    fs::create_dir_all(work).expect("a scratch folder");
    let root = support::root();
    let papers = root.join("corpus/pdf/tidewell");
    let drafts = root.join("corpus/text/brackenford");
    let (papers, drafts) = (papers.to_string_lossy(), drafts.to_string_lossy());
    let (old, new) = (
        "tests/cli/two-years/2023-24.txt",
        "tests/cli/two-years/2024-25.txt",
    );
    let (old, new) = (root.join(old), root.join(new));
    let (old, new) = (old.to_string_lossy(), new.to_string_lossy());
    let mut all: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut run = |name: &str, args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(args)
            .current_dir(work)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("crossfoot runs");
        assert!(
            !output.stdout.is_empty(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        all.insert(format!("{name}, stdout"), output.stdout);
        all.insert(format!("{name}, stderr"), output.stderr);
    };
    for each in [false, true] {
        let folder = if each { "each" } else { "together" };
        fs::create_dir_all(work.join(folder)).expect("a folder");
        let to = |format: &str| format!("{format}={folder}/out.{format}");
        let formats = ["json", "html", "sarif", "junit", "github", "gitlab", "xlsx"].map(to);
        let marked = format!("{folder}/marked");
        let mut args = vec![
            "check",
            "--ledger",
            "--untested",
            "--explain",
            "--annotate",
            &marked,
        ];
        args.extend(each.then_some("--each"));
        for format in formats.iter().map(String::as_str).chain(["text"]) {
            args.extend(["--format", format]);
        }
        args.extend([&*papers, &*drafts]);
        run(folder, &args);
    }
    for format in ["text", "json", "csv"] {
        run(
            &format!("compare {format}"),
            &["compare", "--format", format, &old, &new],
        );
    }
    for format in ["json", "csv", "markdown"] {
        run(
            &format!("extract {format}"),
            &["extract", "--format", format, &papers, &drafts],
        );
    }
    run("extract html", &["extract", "--format", "html", &papers]);
    run(
        "words",
        &["extract", "--stage", "words", "--format", "json", &papers],
    );
    run("rules", &["rules", "list"]);
    run("manual", &["manual"]);
    for entry in walkdir::WalkDir::new(work).sort_by_file_name() {
        let entry = entry.expect("it can be read");
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(work).expect("it is inside");
            let bytes = fs::read(entry.path()).expect("it can be read");
            all.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    all
}

#[test]
fn every_output_is_the_same_from_run_to_run_and_with_any_number_of_threads() {
    // One folder for all runs: paths stand in some outputs.
    let work = std::env::temp_dir().join(format!("crossfoot-same-{}", std::process::id()));
    let first = outputs(&work, "1");
    assert!(first.len() > 40, "{:?}", first.keys());
    for threads in ["7", "2"] {
        let again = outputs(&work, threads);
        let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&first), names(&again));
        for (name, bytes) in &first {
            assert!(
                again[name] == *bytes,
                "{name} differs with {threads} threads"
            );
        }
    }
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}
