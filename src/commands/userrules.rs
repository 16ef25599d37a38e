//! The user's rules: from `--rules`, or from the folder `rules` nearest to the documents.

use crate::error::Error;
use crate::language::diagnostic::{Diagnostic, Weight};
use crate::language::{self, Settings};
use std::path::{Path, PathBuf};

/// What was loaded.
#[derive(Default)]
pub(super) struct Loaded {
    /// What is in force.
    pub settings: Settings,
    /// Faults and remarks, to be shown.
    pub diagnostics: Vec<Diagnostic>,
    /// The faults again, and what could not be read at all.
    pub failures: Vec<Error>,
}

/// Loads a folder that was named, or the one found beside the first document and upwards.
pub(super) fn load(named: Option<&str>, first: Option<&String>) -> Loaded {
    let folder = named.map(PathBuf::from).or_else(|| find(first));
    let Some(folder) = folder else {
        return Loaded::default();
    };
    match language::load(&folder) {
        Ok((settings, diagnostics)) => {
            let failures = diagnostics
                .iter()
                .filter(|d| d.weight == Weight::Fault)
                .map(Diagnostic::to_error)
                .collect();
            Loaded {
                settings,
                diagnostics,
                failures,
            }
        }
        Err(error) => Loaded {
            failures: vec![error],
            ..Loaded::default()
        },
    }
}

/// The folder `rules` beside a document or above it.
pub(super) fn find(document: Option<&String>) -> Option<PathBuf> {
    language::find(Path::new(document?))
}
