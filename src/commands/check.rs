//! `crossfoot check`: the main job.

use super::{annotate, output, paths, progress, userrules, watch};
use crate::cli::{CheckArgs, CheckFormat, ColorChoice, FailOn, Wanted};
use crate::error::Error;
use crate::finding::Level;
use crate::report::cited::Detail;
use crate::report::html::Pages;
use crate::rules::RULES;
use crate::store::file::Store;
use crate::{pipeline, report};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let bare = args.format.iter().filter(|w| w.file.is_none()).count();
    if bare > 1 {
        output::trouble(&Error::new(
            "",
            format!("{bare} formats have no file, and only one can go to standard output"),
            "name files, as in --format sarif=out.sarif --format junit=out.xml",
        ));
        return ExitCode::from(output::FAILED);
    }
    let onto_stdout = |w: &Wanted| w.file.is_none() && args.output.is_none();
    let binary = |w: &Wanted| w.format == CheckFormat::Xlsx && onto_stdout(w);
    if args.format.iter().any(binary) && io::stdout().is_terminal() {
        output::trouble(&Error::new(
            "",
            "a workbook is nothing for a terminal",
            "name a file, as in --format xlsx=report.xlsx",
        ));
        return ExitCode::from(output::FAILED);
    }
    if args.watch {
        return watch::run(args);
    }
    once(args)
}

/// One check of the files as they are now.
pub(super) fn once(args: &CheckArgs) -> ExitCode {
    let inputs = paths::collect(&args.paths);
    let user = userrules::load(
        args.rules.as_deref(),
        inputs.files.first().or(args.paths.first()),
    );
    let bar = progress::bar(if args.quiet { 0 } else { inputs.files.len() });
    let opened = args.store.as_deref().map(Store::readable).transpose();
    let (history, unopened) = match opened {
        Ok(history) => (history, None),
        Err(e) => (None, Some(e)),
    };
    let mut outcome = pipeline::check_with(
        &inputs.files,
        &user.settings,
        args.each,
        detail(args),
        history.as_ref(),
        &|| bar.inc(1),
    );
    bar.finish_and_clear();
    outcome.failures.splice(0..0, unopened);
    outcome.failures.splice(0..0, inputs.failures);
    outcome.skipped = inputs.skipped;
    let remarks = outcome.remarks.iter().filter(|_| !args.quiet);
    for diagnostic in user.diagnostics.iter().chain(remarks) {
        output::say(&diagnostic.to_string());
    }
    outcome.failures.extend(user.failures);
    for failure in &outcome.failures {
        output::trouble(failure);
    }
    if let Some(folder) = &args.annotate {
        let failures = annotate::write(Path::new(folder), &outcome, args.quiet);
        for failure in &failures {
            output::trouble(failure);
        }
        outcome.failures.extend(failures);
    }
    let pages = pages(args, &mut outcome);
    let unread = outcome.readings.iter().any(|r| !r.unread.is_empty());
    for reading in &outcome.readings {
        for place in &reading.unread {
            output::say(&format!("crossfoot: {}: {place}", reading.path));
        }
    }
    let failed = !outcome.failures.is_empty() || unread;
    let status = if failed {
        output::FAILED
    } else {
        u8::from(fails(&outcome, args.fail_on))
    };
    let mut exit = ExitCode::from(status);
    for wanted in &args.format {
        let target = wanted.file.as_deref().or(args.output.as_deref());
        let done = output::deliver(target, status, |out| {
            write(out, wanted, target, args, &outcome, &pages)
        });
        if done != ExitCode::from(status) {
            exit = done;
        }
    }
    exit
}

/// The pages that an HTML report draws, read again; a file that has gone or changed is told.
fn pages(args: &CheckArgs, outcome: &mut report::Outcome) -> Pages {
    let mut pages = Pages::default();
    if args.format.iter().all(|w| w.format != CheckFormat::Html) {
        return pages;
    }
    for (document, numbers) in report::html::wanted(outcome) {
        let Some(reading) = outcome.readings.get(document as usize) else {
            continue;
        };
        match pipeline::again(&reading.path, &reading.sha256, &numbers) {
            Ok(again) => again.into_iter().for_each(|p| pages.add(document, p)),
            Err(e) => {
                output::trouble(&e);
                outcome.failures.push(e);
            }
        }
    }
    pages
}

/// How much the formats asked for will show.
fn detail(args: &CheckArgs) -> Detail {
    use CheckFormat::{Github, Gitlab, Json, Sarif, Text};
    let findings = |w: &Wanted| matches!(w.format, Text | Json | Sarif | Github | Gitlab);
    let marks = args.annotate.is_some() || args.store.is_some();
    if !args.ledger && !args.untested && !marks && args.format.iter().all(findings) {
        Detail::Findings
    } else {
        Detail::Everything
    }
}

/// Writes the report in one format.
fn write(
    out: &mut dyn Write,
    wanted: &Wanted,
    target: Option<&str>,
    args: &CheckArgs,
    outcome: &report::Outcome,
    pages: &Pages,
) -> io::Result<()> {
    match wanted.format {
        CheckFormat::Text => {
            let rules = rule_texts();
            let rules = rules.as_slice();
            let color = match args.color {
                ColorChoice::Auto => target.is_none() && output::stdout_takes_color(),
                ColorChoice::Always => true,
                ColorChoice::Never => false,
            };
            let options = report::text::Options {
                style: report::text::Style {
                    color,
                    links: target.is_none() && output::stdout_takes_color(),
                },
                explain: args.explain.then_some(rules),
                ledger: args.ledger,
                untested: args.untested,
                summary: !args.quiet,
            };
            report::text::check(out, outcome, options)
        }
        CheckFormat::Json => report::json::write(
            out,
            &report::json::check(outcome, args.ledger, args.untested),
        ),
        CheckFormat::Sarif => report::sarif::write(out, outcome, &rule_texts()),
        CheckFormat::Html => report::html::write(out, outcome, &rule_texts(), pages),
        CheckFormat::Junit => report::junit::write(out, outcome, level(args.fail_on)),
        CheckFormat::Github => report::github::write(out, outcome),
        CheckFormat::Gitlab => report::gitlab::write(out, outcome),
        CheckFormat::Xlsx => report::workbook::write(out, outcome, output::source_date()),
    }
}

/// The rules as outputs describe them.
fn rule_texts() -> Vec<report::RuleText> {
    let text = |e: &crate::rules::Entry| report::RuleText {
        name: e.name,
        summary: e.summary(),
        page: e.page,
    };
    RULES.iter().map(text).collect()
}

/// The level from which findings fail a run.
fn level(fail_on: FailOn) -> Option<Level> {
    match fail_on {
        FailOn::Note => Some(Level::Note),
        FailOn::Warning => Some(Level::Warning),
        FailOn::Error => Some(Level::Error),
        FailOn::Never => None,
    }
}

fn fails(outcome: &report::Outcome, fail_on: FailOn) -> bool {
    level(fail_on).is_some_and(|from| {
        outcome
            .tests
            .iter()
            .any(|t| t.is_finding() && t.level >= from)
    })
}
