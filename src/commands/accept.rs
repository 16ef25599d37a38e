//! `crossfoot accept`: records why a finding is right as it stands.

use super::userrules::{self, Loaded};
use super::{output, paths, progress};
use crate::cli::AcceptArgs;
use crate::error::Error;
use crate::finding::Test;
use crate::language::acceptance::{Explanation, entry};
use crate::pipeline;
use crate::report::Outcome;
use crate::report::cited::Detail;
use crate::report::told::{Told, told};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const FILE: &str = "accepted.rules";

pub(super) fn run(args: &AcceptArgs) -> ExitCode {
    if args.because.trim().is_empty() || args.by.trim().is_empty() {
        return refuse(
            "an accepted difference has a reason and a name",
            "give --because and --by",
        );
    }
    let (folder, loaded) = rules_folder(args.rules.as_deref(), &args.paths);
    let Some(outcome) = checked(&args.paths, args.each, &loaded) else {
        return ExitCode::from(output::FAILED);
    };
    let all = told(&outcome);
    let open: Vec<&Told<'_>> = all.iter().filter(|t| t.accepted.is_none()).collect();
    let finding = match pick(&open, &args.finding) {
        Ok(finding) => finding,
        Err((found, advice)) => return refuse(&found, &advice),
    };
    let explanation = Explanation {
        because: &args.because,
        by: &args.by,
        on: today(),
        until: args.until,
    };
    let others: Vec<(&Test, &str)> = all.iter().map(|t| (t.test, t.id.as_str())).collect();
    let lines = entry(
        finding.test,
        &finding.id,
        &others,
        &outcome.readings,
        &explanation,
    );
    let path = folder.join(FILE);
    let written = append(&folder, &path, &lines);
    if let Err(e) = written {
        return refuse_file(&path, &e);
    }
    output::deliver(None, 0, |out| {
        writeln!(out, "{}:", path.display())?;
        out.write_all(lines.as_bytes())
    })
}

/// The folder that gets the lines, and the rules that are in force.
pub(super) fn rules_folder(named: Option<&str>, paths: &[String]) -> (PathBuf, Loaded) {
    let found = named
        .map(PathBuf::from)
        .or_else(|| userrules::find(paths.first()));
    match found {
        // A folder that is still to be made holds nothing to load.
        Some(folder) if folder.is_dir() => {
            let loaded = userrules::load(folder.to_str(), None);
            (folder, loaded)
        }
        Some(folder) => (folder, Loaded::default()),
        None => (PathBuf::from("rules"), Loaded::default()),
    }
}

/// What `check` would say of these paths; none when nothing could be read, or a rule file has a fault.
pub(super) fn checked(arguments: &[String], each: bool, loaded: &Loaded) -> Option<Outcome> {
    let inputs = paths::collect(arguments);
    let bar = progress::bar(inputs.files.len());
    let outcome = pipeline::check(
        &inputs.files,
        &loaded.settings,
        each,
        Detail::Everything,
        &|| bar.inc(1),
    );
    bar.finish_and_clear();
    for diagnostic in &loaded.diagnostics {
        output::say(&diagnostic.to_string());
    }
    for failure in inputs.failures.iter().chain(&outcome.failures) {
        output::trouble(failure);
    }
    (loaded.failures.is_empty() && !outcome.readings.is_empty()).then_some(outcome)
}

/// The one finding that is meant.
fn pick<'a, 'b>(open: &'a [&'b Told<'b>], wanted: &str) -> Result<&'a Told<'b>, (String, String)> {
    let matches: Vec<&&Told<'_>> = open.iter().filter(|t| t.id.starts_with(wanted)).collect();
    let exact = matches.iter().find(|t| t.id == wanted);
    match (exact, matches.as_slice()) {
        (Some(one), _) | (None, [one]) if wanted.len() >= 4 => Ok(one),
        _ if wanted.len() < 4 => Err((
            format!("\"{wanted}\" is too short to name a finding"),
            "give at least four digits".into(),
        )),
        (_, []) => Err((
            format!("no finding here is named {wanted}"),
            "crossfoot check shows the names; it may be accepted already, or its figures have changed".into(),
        )),
        (_, several) => Err((
            format!("{wanted} could be {} findings", several.len()),
            format!(
                "give more digits: {}",
                several.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}

/// The day in UTC, the same for everybody who works on the file; `SOURCE_DATE_EPOCH` (seconds since 1970) sets it where
/// outputs must not depend on the clock.
pub(super) fn today() -> Date {
    let fixed = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|s| s.parse().ok())
        .and_then(|s| Timestamp::from_second(s).ok());
    let now = fixed.unwrap_or_else(Timestamp::now);
    now.to_zoned(TimeZone::UTC).date()
}

fn append(folder: &Path, path: &Path, lines: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
        Err(e) => return Err(e),
    };
    if !text.is_empty() {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text.push_str(lines);
    output::to_file(path, |out| out.write_all(text.as_bytes()))
}

pub(super) fn refuse(found: &str, advice: &str) -> ExitCode {
    output::trouble(&Error::new("", found, advice));
    ExitCode::from(output::FAILED)
}

pub(super) fn refuse_file(path: &Path, e: &std::io::Error) -> ExitCode {
    output::trouble(&Error::new(
        path.to_string_lossy(),
        format!("cannot be written ({e})"),
        "choose a folder that exists and can be written to",
    ));
    ExitCode::from(output::FAILED)
}
