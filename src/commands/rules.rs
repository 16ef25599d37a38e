//! `crossfoot rules`: the catalogue, and the tests that rule files carry.

use super::{catalogue, output, paths, userrules};
use crate::cli::{RulesAction, RulesArgs};
use crate::language;
use crate::language::diagnostic::Weight;
use crate::language::suggest::suggest as proposals;
use crate::pipeline;
use crate::report::cited::Detail;
use crate::report::sanitize::clean;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &RulesArgs) -> ExitCode {
    match &args.action {
        Some(RulesAction::Test { folder }) => test(folder),
        Some(RulesAction::List { path }) => catalogue::list(path.as_deref()),
        Some(RulesAction::Suggest {
            paths,
            rules,
            output,
        }) => suggest(paths, rules.as_deref(), output.as_deref()),
        None => catalogue::list(None),
    }
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

/// Exit status 0 also when nothing is proposed; 2 when a file could not be read.
fn suggest(arguments: &[String], rules: Option<&str>, file: Option<&str>) -> ExitCode {
    let inputs = paths::collect(arguments);
    let user = userrules::load(rules, inputs.files.first().or(arguments.first()));
    for diagnostic in &user.diagnostics {
        output::say(&diagnostic.to_string());
    }
    let mut failures = inputs.failures;
    failures.extend(user.failures);
    let outcome = pipeline::check(
        &inputs.files,
        &user.settings,
        false,
        Detail::Everything,
        &|| {},
    );
    let readings = &outcome.readings;
    failures.extend(outcome.failures);
    for failure in &failures {
        output::trouble(failure);
    }
    let found = proposals(readings, &outcome.tests, &user.settings);
    let status = if failures.is_empty() {
        0
    } else {
        output::FAILED
    };
    output::deliver(file, status, |out| {
        writeln!(
            out,
            "# Held in the reports read ({}), and tested by no other rule: {}.",
            readings.len(),
            match found.len() {
                1 => "1 identity".to_string(),
                n => format!("{n} identities"),
            }
        )?;
        writeln!(out, "# Keep what is meant to hold, and delete the rest.")?;
        for suggestion in &found {
            writeln!(out)?;
            for line in &suggestion.evidence {
                writeln!(out, "# {}", clean(line))?;
            }
            writeln!(out, "{}", clean(&suggestion.formula))?;
        }
        Ok(())
    })
}
