//! `crossfoot check`: the main job.

use crate::cli::OutputFormat;
use crate::language::Settings;
use crate::{pipeline, report};
use std::io::Write;
use std::process::ExitCode;

pub(super) fn run(paths: &[String], each: bool, _format: OutputFormat, ledger: bool) -> ExitCode {
    let mut files = Vec::new();
    for p in paths {
        for entry in walkdir::WalkDir::new(p)
            .sort_by_file_name()
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file())
        {
            files.push(entry.path().to_string_lossy().into_owned());
        }
    }
    let outcome = pipeline::check(&files, &Settings::default(), each);
    let json = report::json::check(&outcome, ledger);
    let written = writeln!(std::io::stdout().lock(), "{json:#}");
    if written.is_err() || !outcome.failures.is_empty() {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(
        outcome.tests.iter().any(crate::finding::Test::is_finding),
    ))
}
