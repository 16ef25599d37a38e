//! `crossfoot check`: the main job.

use super::{output, paths, progress, userrules};
use crate::cli::{CheckArgs, CheckFormat, ColorChoice, FailOn};
use crate::finding::Level;
use crate::{pipeline, report};
use std::process::ExitCode;

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let inputs = paths::collect(&args.paths);
    let user = userrules::load(
        args.rules.as_deref(),
        inputs.files.first().or(args.paths.first()),
    );
    let bar = progress::bar(inputs.files.len());
    let mut outcome = pipeline::check(&inputs.files, &user.settings, args.each, &|| bar.inc(1));
    bar.finish_and_clear();
    outcome.failures.splice(0..0, inputs.failures);
    outcome.skipped = inputs.skipped;
    for diagnostic in user.diagnostics.iter().chain(&outcome.remarks) {
        output::say(&diagnostic.to_string());
    }
    outcome.failures.extend(user.failures);
    for failure in &outcome.failures {
        output::trouble(failure);
    }
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
    let color = match args.color {
        ColorChoice::Auto => args.output.is_none() && output::stdout_takes_color(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    };
    let style = report::text::Style { color };
    let options = report::text::Options {
        style,
        ledger: args.ledger,
        untested: args.untested,
    };
    output::deliver(args.output.as_deref(), status, |out| match args.format {
        CheckFormat::Text => report::text::check(out, &outcome, options),
        CheckFormat::Json => report::json::write(
            out,
            &report::json::check(&outcome, args.ledger, args.untested),
        ),
    })
}

fn fails(outcome: &report::Outcome, fail_on: FailOn) -> bool {
    let from = match fail_on {
        FailOn::Note => Level::Note,
        FailOn::Warning => Level::Warning,
        FailOn::Error => Level::Error,
        FailOn::Never => return false,
    };
    outcome
        .tests
        .iter()
        .any(|t| t.is_finding() && t.level >= from)
}
