//! `crossfoot baseline`: accepts what is found now, so that only new findings are listed from here on.

use super::accept::{checked, refuse_file, rules_folder, today};
use super::output;
use crate::cli::BaselineArgs;
use crate::language::acceptance::{Explanation, by_fingerprint};
use crate::report::told::told;
use std::fmt::Write as _;
use std::process::ExitCode;

const FILE: &str = "baseline.rules";

pub(super) fn run(args: &BaselineArgs) -> ExitCode {
    let (folder, mut loaded) = rules_folder(args.rules.as_deref(), &args.paths);
    // What the former baseline accepts is to be in the new one, so it explains nothing now.
    loaded.settings.accepted.retain(|a| !a.file.ends_with(FILE));
    let Some(outcome) = checked(&args.paths, args.each, &loaded) else {
        return ExitCode::from(output::FAILED);
    };
    let explanation = Explanation {
        because: &args.because,
        by: &args.by,
        on: today(),
        until: None,
    };
    let mut text = String::from(
        "# Written by crossfoot baseline, which replaces it. A finding explained for good belongs in accepted.rules.\n",
    );
    let mut lines: Vec<(String, String)> = told(&outcome)
        .iter()
        .filter(|t| t.accepted.is_none())
        .map(|t| {
            (
                t.test.message.clone(),
                by_fingerprint(t.test, &t.id, &explanation),
            )
        })
        .collect();
    // Content that stands several times has one fingerprint and needs one entry.
    let mut seen = std::collections::HashSet::new();
    lines.retain(|(_, entry)| seen.insert(entry.clone()));
    for (message, entry) in &lines {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(text, "\n# {message}\n{entry}");
    }
    let path = folder.join(FILE);
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| output::to_file(&path, |out| out.write_all(text.as_bytes())));
    if let Err(e) = written {
        return refuse_file(&path, &e);
    }
    let n = lines.len();
    let what = if n == 1 { "finding" } else { "findings" };
    output::deliver(None, 0, |out| {
        writeln!(out, "{}: {n} {what} accepted", path.display())
    })
}
