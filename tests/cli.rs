//! The command line as its users meet it. A case is a folder of `tests/cli`: `command.txt` (a `#` comment on what the
//! case shows, then the command, or several that run one after another), input files beside it, and what must come out: `stdout.txt`, `stderr.txt`, `status`,
//! and under `written/` the files that the command makes. Adding a case needs no Rust; `cargo bless` writes what comes
//! out.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OWN: [&str; 5] = [
    "command.txt",
    "stdout.txt",
    "stderr.txt",
    "status",
    "written",
];

#[test]
fn every_case_comes_out_as_recorded() {
    let cases = support::root().join("tests/cli");
    let scratch = std::env::temp_dir().join(format!("crossfoot-cli-{}", std::process::id()));
    let mut failures = Vec::new();
    let mut names: Vec<PathBuf> = entries(&cases);
    names.retain(|p| p.is_dir());
    assert!(names.len() > 10, "the cases are found");
    for case in names {
        let name = case
            .file_name()
            .expect("a folder has a name")
            .to_string_lossy()
            .into_owned();
        let work = scratch.join(&name);
        copy(&case, &work, true);
        if let Err(e) = run(&case, &work) {
            failures.push(format!("{name}: {e}"));
        }
    }
    let _ = fs::remove_dir_all(&scratch);
    assert!(
        failures.is_empty(),
        "{} cases\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

fn run(case: &Path, work: &Path) -> Result<(), String> {
    let command =
        fs::read_to_string(case.join("command.txt")).map_err(|e| format!("command.txt: {e}"))?;
    let lines = command
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    let (mut stdout, mut stderr, mut status) = (Vec::new(), Vec::new(), None);
    for line in lines {
        let output = execute(line, work)?;
        stdout.extend(output.stdout);
        stderr.extend(output.stderr);
        status = Some(output.status);
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\\', "/");
    let status = status
        .ok_or("no command")?
        .code()
        .map_or("killed".to_string(), |c| c.to_string());
    let mut wrong = Vec::new();
    for (name, actual) in [
        ("stdout.txt", text(&stdout)),
        ("stderr.txt", text(&stderr)),
        ("status", status + "\n"),
    ] {
        wrong.extend(support::matches_file(&case.join(name), &actual).err());
    }
    for expected in files(&case.join("written")) {
        let inside = expected
            .strip_prefix(case.join("written"))
            .expect("it is inside");
        match fs::read(work.join(inside)) {
            Ok(bytes) => wrong.extend(support::matches_file(&expected, &text(&bytes)).err()),
            Err(e) => wrong.push(format!("{} was not written ({e})", inside.display())),
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

fn execute(line: &str, work: &Path) -> Result<std::process::Output, String> {
    let mut words = support::words(line).into_iter().peekable();
    let mut program = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    program
        .current_dir(work)
        .env_remove("NO_COLOR")
        .env_remove("RUST_BACKTRACE");
    while let Some((key, value)) = words.peek().and_then(|w| w.split_once('=')) {
        program.env(key, value);
        words.next();
    }
    if words.next().as_deref() != Some("crossfoot") {
        return Err("the command begins with crossfoot".into());
    }
    program.args(words).output().map_err(|e| e.to_string())
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|d| d.flatten().map(|e| e.path()).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

fn files(folder: &Path) -> Vec<PathBuf> {
    entries(folder)
        .into_iter()
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .collect()
}

/// Inputs only, into a folder that has no `rules` above it.
fn copy(from: &Path, to: &Path, top: bool) {
    fs::create_dir_all(to).expect("the temporary folder can be made");
    for path in entries(from) {
        let name = path.file_name().expect("an entry has a name");
        if top && OWN.iter().any(|o| name == *o) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name), false);
        } else {
            fs::copy(&path, to.join(name)).expect("an input can be copied");
        }
    }
}
