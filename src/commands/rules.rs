//! `crossfoot rules`: the catalogue, and the tests that rule files carry.

use super::output;
use crate::cli::{RulesAction, RulesArgs};
use crate::language::diagnostic::Weight;
use crate::language::{self, Settings};
use crate::rules::RULES;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &RulesArgs) -> ExitCode {
    match &args.action {
        Some(RulesAction::Test { folder }) => test(folder),
        Some(RulesAction::List { folder }) => list(folder),
        None => list("rules"),
    }
}

fn list(folder: &str) -> ExitCode {
    let path = Path::new(folder);
    let settings = if path.is_dir() {
        match language::load(path) {
            Ok((settings, _)) => settings,
            Err(e) => {
                output::trouble(&e);
                return ExitCode::from(output::FAILED);
            }
        }
    } else {
        Settings::default()
    };
    output::deliver(None, 0, |out| {
        writeln!(out, "Built in (crossfoot explain RULE shows the page):")?;
        let width = RULES.iter().map(|e| e.name.len()).max().unwrap_or(0);
        for entry in RULES {
            writeln!(out, "  {:<width$}  {}", entry.name, entry.summary())?;
        }
        yours(out, folder, &settings)
    })
}

fn yours(out: &mut dyn Write, folder: &str, settings: &Settings) -> io::Result<()> {
    if settings.identities.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nYours, in {folder}:")?;
    for identity in &settings.identities {
        writeln!(out, "  {}", identity.source.trim())?;
        if !identity.why.is_empty() {
            writeln!(out, "      {}", identity.why)?;
        }
    }
    Ok(())
}

/// Exit status 0 when every line comes out as written, 1 when one does not, 2 when a file has a fault.
fn test(folder: &str) -> ExitCode {
    let (settings, diagnostics) = match language::load(Path::new(folder)) {
        Ok(loaded) => loaded,
        Err(e) => {
            output::trouble(&e);
            return ExitCode::from(output::FAILED);
        }
    };
    for diagnostic in &diagnostics {
        output::say(&diagnostic.to_string());
    }
    let mut failures = Vec::new();
    let mut untested = Vec::new();
    let mut lines = 0;
    for identity in &settings.identities {
        lines += identity.cases.len();
        if identity.cases.is_empty() {
            untested.push(format!(
                "{}:{}: {}",
                identity.file,
                identity.line,
                identity.source.trim()
            ));
        }
        let told = |(line, reason): (u32, String)| {
            format!(
                "{}:{line}: {reason}: {}",
                identity.file,
                identity.source.trim()
            )
        };
        failures.extend(identity.run_cases().into_iter().map(told));
    }
    let faulty = diagnostics.iter().any(|d| d.weight == Weight::Fault);
    let status = if faulty {
        output::FAILED
    } else {
        u8::from(!failures.is_empty() || !diagnostics.is_empty())
    };
    output::deliver(None, status, |out| {
        for failure in &failures {
            writeln!(out, "{failure}")?;
        }
        for rule in &untested {
            writeln!(out, "{rule}: has no pass: or fail: line")?;
        }
        writeln!(
            out,
            "{} rules, {lines} pass: and fail: lines, {} as written",
            settings.identities.len(),
            lines - failures.len()
        )
    })
}
