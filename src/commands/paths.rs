//! The files that a command works on: arguments as given, folders walked in a fixed order.

use crate::document::Format;
use crate::error::{Error, Result};
use crate::language;
use std::io::BufRead;
use walkdir::{DirEntry, WalkDir};

/// Files to read, in order, and the paths that cannot be.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Files, each once, in the order of the arguments; those of a folder by name.
    pub files: Vec<String>,
    /// What stands in the way, in the same order.
    pub failures: Vec<Error>,
    /// Files of folders that are no documents.
    pub skipped: Vec<String>,
}

/// Walks the arguments. Files named outright are taken whatever their name; in folders, files of known formats are
/// taken, hidden ones are left out, and the others are listed as skipped; a document of a kind that is not read is a
/// failure.
pub(super) fn collect(arguments: &[String]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut seen = std::collections::HashSet::new();
    for argument in arguments {
        let path = std::path::Path::new(argument);
        match std::fs::metadata(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                inputs.failures.push(Error::new(
                    argument,
                    "there is no such file or folder",
                    "check the spelling of the path",
                ));
            }
            Err(e) => inputs.failures.push(Error::new(
                argument,
                format!("cannot be read ({e})"),
                "check its permissions",
            )),
            Ok(m) if m.is_dir() => {
                for file in walk(argument, &mut inputs) {
                    if seen.insert(std::path::PathBuf::from(&file)) {
                        inputs.files.push(file);
                    }
                }
            }
            Ok(_) => {
                if seen.insert(path.to_path_buf()) {
                    inputs.files.push(argument.clone());
                }
            }
        }
    }
    inputs
}

/// The paths given, `-` replaced by those on standard input.
pub(super) fn listed(given: &[String]) -> Result<Vec<String>> {
    let mut out = Vec::with_capacity(given.len());
    for path in given {
        if path != "-" {
            out.push(path.clone());
            continue;
        }
        for line in std::io::stdin().lock().lines() {
            let line = line.map_err(|e| {
                let found = format!("the list of paths cannot be read ({e})");
                Error::new("standard input", found, "give one path a line, in UTF-8")
            })?;
            if !line.is_empty() {
                out.push(line);
            }
        }
    }
    Ok(out)
}

fn hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with(['.', '~'])
}

/// The user's rules stand beside the documents and are no documents.
fn is_rules_folder(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name() == "rules" && language::holds_rules(entry.path())
}

fn walk(folder: &str, inputs: &mut Inputs) -> Vec<String> {
    let mut files = Vec::new();
    let mut others = Vec::new();
    let walker = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walker
        .into_iter()
        .filter_entry(|e| !hidden(e) && !is_rules_folder(e))
    {
        match entry {
            Ok(e) if e.file_type().is_file() => {
                let path = e.path().to_string_lossy().into_owned();
                if Format::of_name(&path).is_some() {
                    files.push(path)
                } else {
                    others.push(path)
                }
            }
            Ok(_) => {}
            Err(e) => {
                let path = e
                    .path()
                    .map_or_else(|| folder.to_string(), |p| p.to_string_lossy().into_owned());
                inputs.failures.push(Error::new(
                    path,
                    format!("cannot be read ({e})"),
                    "check its permissions",
                ));
            }
        }
    }
    if files.is_empty() {
        let found = match others.first() {
            None => "holds no files".to_string(),
            Some(one) if others.len() == 1 => {
                format!("holds nothing that can be read, only {}", short(one))
            }
            Some(one) => format!(
                "holds nothing that can be read, only {} and {} more",
                short(one),
                others.len() - 1
            ),
        };
        inputs.failures.push(Error::new(folder, found, READS));
    }
    for other in others {
        // A document of another kind would be missed; a script or a picture in the folder is not.
        if let Some(kind) = Format::unread_name(&other) {
            inputs.failures.push(Error::new(
                &other,
                format!("is {kind}, which is not read"),
                READS,
            ));
        } else {
            inputs.skipped.push(other);
        }
    }
    files
}

fn short(path: &str) -> String {
    std::path::Path::new(path)
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

const READS: &str = "it reads .pdf, .docx, .xlsx, .html, .txt, .md, .csv and .tsv";
