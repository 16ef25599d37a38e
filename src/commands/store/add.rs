//! `crossfoot store add`: reading in parallel, one writer.

use super::super::{output, paths, progress, userrules};
use crate::cli::store::AddArgs;
use crate::error::Result;
use crate::language::names::plain;
use crate::pipeline::store::{Read, entries};
use crate::store::file::{Added, Store, Writer};
use std::process::ExitCode;
use std::time::Duration;

pub(super) fn run(args: &AddArgs) -> Result<ExitCode> {
    let given = paths::listed(&args.paths)?;
    let inputs = paths::collect(&given);
    let user = userrules::load(
        args.rules.as_deref(),
        inputs.files.first().or(given.first()),
    );
    for diagnostic in &user.diagnostics {
        output::say(&diagnostic.to_string());
    }
    let mut failures = inputs.failures;
    failures.extend(user.failures);
    for failure in &failures {
        output::trouble(failure);
    }
    let store = Store::writable(&args.file.store, Duration::from_secs(args.wait))?;
    let names = user.settings.canonical_names();
    let canonical = |label: &str| names.get(&plain(label)).map(|n| (*n).to_string());
    let mut writer = Writer::begin(&store, "add")?;
    writer.synonyms(&canonical);
    let known = writer.known()?;
    let bar = progress::bar(inputs.files.len());
    let mut failed = failures.len();
    let mut reports = Vec::new();
    let wrote = entries(&inputs.files, &user.settings, &known, |path, read| {
        match read {
            Read::Known => writer.skip(),
            Read::Failed(e) => {
                bar.suspend(|| output::trouble(&e));
                writer.fail();
                failed += 1;
            }
            Read::Entry(entry) => {
                if writer.add(&entry)? == Added::New {
                    reports.push(path.to_string());
                }
            }
        }
        bar.inc(1);
        Ok(())
    });
    // What was written before a failure is kept.
    let finished = match wrote {
        Ok(()) => writer.finish(),
        Err(e) => writer.commit().and(Err(e)),
    };
    bar.finish_and_clear();
    let (added, known) = finished?;
    let status = if failed > 0 { output::FAILED } else { 0 };
    let documents = |n: usize| format!("{n} document{}", if n == 1 { "" } else { "s" });
    Ok(output::deliver(None, status, |out| {
        write!(out, "{}: added {}", args.file.store, documents(added))?;
        if known > 0 {
            write!(out, "; {} known before", documents(known))?;
        }
        if failed > 0 {
            write!(out, "; {failed} could not be read")?;
        }
        writeln!(out)
    }))
}
