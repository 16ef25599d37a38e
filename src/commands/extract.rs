//! `crossfoot extract`: what was read from a document, whole or stage by stage.

use super::output;
use crate::cli::{ExtractArgs, ExtractFormat, StageChoice};
use crate::pipeline;
use crate::report::{self, Stage};
use std::process::ExitCode;

pub(super) fn run(args: &ExtractArgs) -> ExitCode {
    let stage = args.stage.map(|s| match s {
        StageChoice::Words => Stage::Words,
        StageChoice::Blocks => Stage::Blocks,
        StageChoice::Tables => Stage::Tables,
        StageChoice::Claims => Stage::Claims,
        StageChoice::Facts => Stage::Facts,
    });
    let target = args.output.as_deref();
    let failed = |e| {
        output::trouble(&e);
        ExitCode::from(output::FAILED)
    };
    if stage == Some(Stage::Words) {
        return match pipeline::words(&args.path) {
            Ok(words) => output::deliver(target, 0, |out| match args.format {
                ExtractFormat::Json => report::json::write(out, &words),
                ExtractFormat::Csv => words.csv(out),
                ExtractFormat::Markdown => words.markdown(out),
            }),
            Err(e) => failed(e),
        };
    }
    let reading = match pipeline::read(0, &args.path) {
        Ok(reading) => reading,
        Err(e) => return failed(e),
    };
    output::deliver(target, 0, |out| match args.format {
        ExtractFormat::Json => report::json::write(out, &report::json::extract(&reading, stage)),
        ExtractFormat::Csv => report::csv::extract(out, &reading, stage.unwrap_or(Stage::Tables)),
        ExtractFormat::Markdown => report::markdown::extract(out, &reading, stage),
    })
}
