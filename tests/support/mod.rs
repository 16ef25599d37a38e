//! What the integration tests share.
#![allow(dead_code, reason = "each test file uses its own part")]

use crossfoot::document;
use crossfoot::fact::Reading;
use crossfoot::pipeline;
use std::path::{Path, PathBuf};

/// The package's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this run rewrites what it checks (`cargo bless`).
pub fn blessing() -> bool {
    std::env::var_os("CROSSFOOT_BLESS").is_some_and(|v| !v.is_empty() && v != "0")
}

/// Compares a file with what the program makes now; a blessing run rewrites it. The error shows the difference.
pub fn matches_file(path: &Path, actual: &str) -> Result<(), String> {
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    if blessing() {
        return std::fs::write(path, actual).map_err(|e| format!("{}: {e}", path.display()));
    }
    let shown = path
        .strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string();
    Err(format!(
        "{shown} is not what the program prints (`cargo bless` accepts the change):\n{}",
        diff(&expected, actual)
    ))
}

/// The lines that differ.
pub fn diff(expected: &str, actual: &str) -> String {
    let diff = similar::TextDiff::from_lines(expected, actual);
    diff.unified_diff()
        .context_radius(2)
        .header("expected", "actual")
        .to_string()
}

/// Reads a text through all stages, as a file of that name.
pub fn read(index: u32, name: &str, text: &str) -> Reading {
    let document = document::open(name, text.as_bytes().to_vec()).expect("an example is readable");
    pipeline::understand(index, document)
}

/// Words between blanks; a quoted word keeps its blanks.
pub fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut quoted = false;
    for part in line.split('"') {
        if quoted {
            out.push(part.to_string());
        } else {
            out.extend(part.split_whitespace().map(str::to_string));
        }
        quoted = !quoted;
    }
    out
}
