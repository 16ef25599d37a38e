//! What many machines share: one part of the files, and figures as one Parquet file a part.

use super::store::export::{columns, field};
use super::{output, paths, progress};
use crate::cli::ExtractArgs;
use crate::error::{Error, Result};
use crate::language::Settings;
use crate::pipeline::store::{Read, entries};
use crate::report::parquet::Writer;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::process::ExitCode;

/// Which part of how many.
fn shard(text: &str) -> Result<(usize, usize)> {
    let parts = text
        .split_once('/')
        .and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    match parts {
        Some((k, n)) if (1..=n).contains(&k) => Ok((k, n)),
        _ => {
            let found = format!("{text} is no shard");
            Err(Error::new(
                "",
                found,
                "give one as in --shard 3/16, from 1/16 to 16/16",
            ))
        }
    }
}

/// The files that are meant: of a shard every n-th from the k-th, so that the parts are of a size whatever the names.
pub(super) fn files(args: &ExtractArgs) -> Result<paths::Inputs> {
    let shard = args.shard.as_deref().map(shard).transpose()?;
    let mut inputs = paths::collect(&paths::listed(&args.paths)?);
    if let Some((k, n)) = shard {
        let files = std::mem::take(&mut inputs.files);
        inputs.files = files.into_iter().skip(k - 1).step_by(n).collect();
    }
    Ok(inputs)
}

/// Writes the figures of files as one Parquet file.
pub(super) fn run(files: &[String], target: Option<&str>, failed: bool) -> Result<ExitCode> {
    let mut failed = usize::from(failed);
    let Some(target) = target else {
        let advice = "name a file, as in --output part-3.parquet";
        return Err(Error::new(
            "",
            "Parquet is not written to a terminal",
            advice,
        ));
    };
    let bar = progress::bar(files.len());
    let written = output::to_file(std::path::Path::new(target), |out| {
        let mut writer = Writer::new(out, &columns(0))?;
        let mut broken = None;
        let read = entries(files, &Settings::default(), &HashSet::new(), |_, read| {
            match read {
                Read::Entry(entry) => {
                    broken = entry.observations(|row| {
                        let fields: Vec<_> = row.iter().map(field).collect();
                        match writer.row(&fields) {
                            Ok(()) => ControlFlow::Continue(()),
                            Err(e) => ControlFlow::Break(e),
                        }
                    });
                }
                Read::Known => {}
                Read::Failed(e) => {
                    bar.suspend(|| output::trouble(&e));
                    failed += 1;
                }
            }
            bar.inc(1);
            match &broken {
                Some(e) => Err(Error::new(target, e.to_string(), "")),
                None => Ok(()),
            }
        });
        if let Some(e) = broken {
            return Err(e);
        }
        read.map_err(std::io::Error::other)?;
        writer.finish().map(|_| ())
    });
    bar.finish_and_clear();
    written.map_err(|e| {
        let advice = "choose a folder that exists and can be written to";
        Error::new(target, format!("cannot be written ({e})"), advice)
    })?;
    Ok(ExitCode::from(if failed > 0 { output::FAILED } else { 0 }))
}
