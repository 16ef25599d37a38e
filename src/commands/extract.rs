//! `crossfoot extract`: what was read from documents, whole or stage by stage, or drawn.

use super::{output, part};
use crate::cli::{ExtractArgs, ExtractFormat, StageChoice};
use crate::error::{Error, Result};
use crate::pipeline;
use crate::report::words::Words;
use crate::report::{self, Stage};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

pub(super) fn run(args: &ExtractArgs) -> ExitCode {
    let stage = args.stage.map(|s| match s {
        StageChoice::Words => Stage::Words,
        StageChoice::Blocks => Stage::Blocks,
        StageChoice::Tables => Stage::Tables,
        StageChoice::Claims => Stage::Claims,
        StageChoice::Facts => Stage::Facts,
    });
    let drawing = args.format == ExtractFormat::Html;
    let refused = match stage {
        Some(_) if drawing => Some("a drawing shows words and tables; leave --stage out"),
        Some(Stage::Words) => None,
        _ if args.page.is_some() && !drawing => {
            Some("--page works with --format html and with --stage words")
        }
        _ => None,
    };
    if let Some(why) = refused {
        output::trouble(&Error::new("", why, ""));
        return ExitCode::from(output::FAILED);
    }
    let inputs = match part::files(args) {
        Ok(inputs) => inputs,
        Err(e) => {
            output::trouble(&e);
            return ExitCode::from(output::FAILED);
        }
    };
    for failure in &inputs.failures {
        output::trouble(failure);
    }
    let files = &inputs.files;
    let mut run = Run {
        target: args.output.as_deref(),
        failed: !inputs.failures.is_empty(),
    };
    if args.format == ExtractFormat::Parquet {
        return part::run(files, args.output.as_deref(), run.failed).unwrap_or_else(|e| {
            output::trouble(&e);
            ExitCode::from(output::FAILED)
        });
    }
    if drawing {
        let drawn = pipeline::each(files, |i, path| pipeline::drawn(i, path, args.page));
        let drawn = run.sound(drawn, |(reading, _)| (&reading.path, &reading.unread));
        return run.deliver(drawn.len(), |out| report::drawing::write(out, &drawn));
    }
    if stage == Some(Stage::Words) {
        let words = pipeline::each(files, |_, path| pipeline::words(path, args.page));
        let words = run.sound(words, |w| (&w.path, &w.unread));
        return run.deliver(words.len(), |out| match args.format {
            ExtractFormat::Json => json(out, words.iter()),
            ExtractFormat::Csv => Words::csv(&words, out),
            ExtractFormat::Markdown | ExtractFormat::Html | ExtractFormat::Parquet => {
                words.iter().try_for_each(|w| w.markdown(out))
            }
        });
    }
    let readings = pipeline::each(files, pipeline::read);
    let readings = run.sound(readings, |r| (&r.path, &r.unread));
    run.deliver(readings.len(), |out| match args.format {
        ExtractFormat::Json => {
            let extracts = readings.iter().map(|r| report::json::extract(r, stage));
            json(out, extracts)
        }
        ExtractFormat::Csv => report::csv::extract(out, &readings, stage.unwrap_or(Stage::Tables)),
        ExtractFormat::Markdown | ExtractFormat::Html | ExtractFormat::Parquet => readings
            .iter()
            .try_for_each(|r| report::markdown::extract(out, r, stage)),
    })
}

/// Where the extract goes, and whether any file was lost.
struct Run<'a> {
    target: Option<&'a str>,
    failed: bool,
}

impl Run<'_> {
    /// The files that were read; says of the others why not, and of these what is missing.
    fn sound<T>(
        &mut self,
        read: Vec<Result<T>>,
        about: impl Fn(&T) -> (&String, &Vec<String>),
    ) -> Vec<T> {
        let mut sound = Vec::with_capacity(read.len());
        for file in read {
            match file {
                Ok(file) => {
                    let (path, unread) = about(&file);
                    for line in unread {
                        output::say(&format!("crossfoot: {path}: {line}"));
                        // A page without text is still extracted; pages that were given up are not.
                        self.failed |= line.contains(": not read: ");
                    }
                    sound.push(file);
                }
                Err(e) => {
                    output::trouble(&e);
                    self.failed = true;
                }
            }
        }
        sound
    }

    fn deliver(
        &self,
        files: usize,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> ExitCode {
        if files == 0 {
            return ExitCode::from(output::FAILED);
        }
        let status = if self.failed { output::FAILED } else { 0 };
        output::deliver(self.target, status, write)
    }
}

/// One document as it is, several as a list.
fn json<T: Serialize>(
    out: &mut dyn Write,
    documents: impl ExactSizeIterator<Item = T>,
) -> io::Result<()> {
    if documents.len() == 1 {
        return documents
            .into_iter()
            .try_for_each(|d| report::json::write(out, &d));
    }
    for (i, document) in documents.enumerate() {
        out.write_all(if i == 0 { b"[\n" } else { b",\n" })?;
        report::json::write(out, &document)?;
    }
    out.write_all(b"]\n")
}
