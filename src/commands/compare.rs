//! `crossfoot compare`: drafts against final papers, one year against the next.

use super::{output, paths, progress};
use crate::cli::ColorChoice;
use crate::cli::compare::{CompareArgs, CompareFormat};
use crate::error::Error;
use crate::fact::Reading;
use crate::pipeline;
use crate::report::compare::{Compared, csv, json, text};
use crate::report::{self, text::Style};
use crate::store::compare::compare;
use std::process::ExitCode;

pub(super) fn run(args: &CompareArgs) -> ExitCode {
    let sides = [&args.old, &args.new].map(|path| paths::collect(std::slice::from_ref(path)));
    let bar = progress::bar(sides.iter().map(|s| s.files.len()).sum());
    let mut failures: Vec<Error> = Vec::new();
    let [old, new] = sides.map(|side| {
        failures.extend(side.failures);
        let (readings, unread) = pipeline::read_all(&side.files, &|| bar.inc(1));
        failures.extend(unread);
        readings
    });
    bar.finish_and_clear();
    for failure in &failures {
        output::trouble(failure);
    }
    let unread = |readings: &[Reading]| {
        for reading in readings {
            for place in &reading.unread {
                output::say(&format!("crossfoot: {}: {place}", reading.path));
            }
        }
        readings.iter().any(|r| !r.unread.is_empty())
    };
    let (left, right) = (unread(&old), unread(&new));
    let failed = left || right || !failures.is_empty();
    let comparison = compare(&old, &new);
    let compared = Compared {
        old,
        new,
        comparison,
        failures,
    };
    let color = match args.color {
        ColorChoice::Auto => args.output.is_none() && output::stdout_takes_color(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    };
    let status = if failed { output::FAILED } else { 0 };
    output::deliver(args.output.as_deref(), status, |out| match args.format {
        CompareFormat::Text => text::write(
            out,
            &compared,
            Style {
                color,
                links: false,
            },
            args.all,
        ),
        CompareFormat::Json => report::json::write(out, &json::compare(&compared)),
        CompareFormat::Csv => csv::write(out, &compared),
    })
}
