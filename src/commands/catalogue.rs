//! `crossfoot rules list`: the rules built in, those of the folder in force, and its settings, each with its file.

use super::output;
use crate::document::file_name;
use crate::error::{Error, Result};
use crate::language::{self, Settings};
use crate::report::sanitize::clean;
use crate::rules::RULES;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Lists what is in force for a document or a folder; without one, for the working folder.
pub(super) fn list(path: Option<&str>) -> ExitCode {
    let loaded = folder(path).and_then(|folder| {
        let settings = match &folder {
            Some(folder) => language::load(folder)?.0,
            None => Settings::default(),
        };
        Ok((folder, settings))
    });
    let (folder, settings) = match loaded {
        Ok(loaded) => loaded,
        Err(e) => {
            output::trouble(&e);
            return ExitCode::from(output::FAILED);
        }
    };
    output::deliver(None, 0, |out| {
        built_in(out)?;
        match &folder {
            Some(folder) => {
                let folder = folder.to_string_lossy();
                yours(out, &folder, &settings)?;
                in_force(out, &folder, &settings)
            }
            None => writeln!(
                out,
                "\nNo rules folder was found here or above; crossfoot init makes one."
            ),
        }
    })
}

/// The folder that was named, or the one that a check of that document would use.
fn folder(path: Option<&str>) -> Result<Option<PathBuf>> {
    let Some(named) = path else {
        let here = Path::new("rules");
        let near = here.is_dir().then(|| here.to_path_buf());
        return Ok(near.or_else(|| language::find(Path::new("."))));
    };
    let path = Path::new(named);
    if !path.exists() {
        return Err(Error::new(
            named,
            "there is no such file or folder",
            "name a folder with .rules files, or a document",
        ));
    }
    if language::holds_rules(path) {
        return Ok(Some(path.to_path_buf()));
    }
    Ok(language::find(path))
}

fn built_in(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Built in (crossfoot explain RULE shows the page):")?;
    let width = RULES.iter().map(|e| e.name.len()).max().unwrap_or(0);
    for entry in RULES {
        writeln!(out, "  {:<width$}  {}", entry.name, entry.summary())?;
    }
    Ok(())
}

fn yours(out: &mut dyn Write, folder: &str, settings: &Settings) -> io::Result<()> {
    if settings.identities.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nYours, in {}:", clean(folder))?;
    for identity in &settings.identities {
        writeln!(out, "  {}", clean(identity.source.trim()))?;
        if !identity.why.is_empty() {
            writeln!(out, "      {}", clean(&identity.why))?;
        }
    }
    Ok(())
}

/// Levels and materiality as they were written, and how many synonyms and accepted findings each file holds.
fn in_force(out: &mut dyn Write, folder: &str, settings: &Settings) -> io::Result<()> {
    let name = |file: &str| file_name(file).to_string();
    let mut lines: Vec<(String, String)> = settings
        .written
        .iter()
        .map(|w| {
            (
                w.text.clone(),
                format!("{}, line {}", name(&w.file), w.line),
            )
        })
        .collect();
    let synonyms: Vec<String> = settings.synonyms.iter().map(|s| name(&s.file)).collect();
    let accepted: Vec<String> = settings.accepted.iter().map(|a| name(&a.file)).collect();
    for (files, one, many) in [
        (
            synonyms,
            "measure with other names",
            "measures with other names",
        ),
        (accepted, "accepted finding", "accepted findings"),
    ] {
        for group in files.chunk_by(|a, b| a == b) {
            let what = if group.len() == 1 { one } else { many };
            let file = group.first().cloned().unwrap_or_default();
            lines.push((format!("{} {what}", group.len()), file));
        }
    }
    writeln!(out, "\nSettings, in {}:", clean(folder))?;
    if lines.is_empty() {
        return writeln!(out, "  none");
    }
    let width = lines.iter().map(|l| l.0.chars().count()).max().unwrap_or(0);
    for (text, file) in lines {
        let room = width - text.chars().count();
        writeln!(
            out,
            "  {}{}  {}",
            clean(&text),
            " ".repeat(room),
            clean(&file)
        )?;
    }
    Ok(())
}
