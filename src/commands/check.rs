//! `crossfoot check`: the main job.

use super::{output, paths};
use crate::cli::{CheckArgs, CheckFormat, ColorChoice, FailOn};
use crate::finding::Level;
use crate::language::Settings;
use crate::{pipeline, report};
use std::process::ExitCode;

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let inputs = paths::collect(&args.paths);
    let settings = Settings::default();
    let mut outcome = pipeline::check(&inputs.files, &settings, args.each);
    outcome.failures.splice(0..0, inputs.failures);
    outcome.skipped = inputs.skipped;
    for failure in &outcome.failures {
        output::trouble(failure);
    }
    let status = if outcome.failures.is_empty() {
        u8::from(fails(&outcome, args.fail_on))
    } else {
        output::FAILED
    };
    let color = match args.color {
        ColorChoice::Auto => args.output.is_none() && output::stdout_takes_color(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    };
    let options = report::text::Options {
        style: report::text::Style { color },
        ledger: args.ledger,
        untested: args.untested,
    };
    output::deliver(args.output.as_deref(), status, |out| match args.format {
        CheckFormat::Text => report::text::check(out, &outcome, options),
        CheckFormat::Json => report::json::write(out, &report::json::check(&outcome, args.ledger)),
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
