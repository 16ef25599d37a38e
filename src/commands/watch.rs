//! `crossfoot check --watch`: checks again when a file was saved. It asks for the files' times and lengths, so that it works
//! on network shares, which tell nobody of changes.

use super::{check, output, paths, userrules};
use crate::cli::CheckArgs;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(300);
/// Looks at a file that is gone: editors save by writing another one and renaming it.
const GONE: u32 = 6;

/// When a file was last written, and how long it is.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Checks, waits for a change, and so on until Ctrl-C ends it.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    loop {
        let before = stamps(args);
        if io::stdout().is_terminal() {
            // Clears the screen and goes to its upper left corner.
            let _ = io::stdout().write_all(b"\x1b[2J\x1b[3J\x1b[H");
        }
        check::once(args);
        if io::stdout().flush().is_err() {
            return ExitCode::SUCCESS;
        }
        output::say(&format!(
            "crossfoot: watching {}; Ctrl-C ends",
            match before.len() {
                1 => "1 file".to_string(),
                n => format!("{n} files"),
            }
        ));
        let changed = wait(args, &before);
        output::say(&format!("crossfoot: {changed}; checking again"));
    }
}

/// Waits until something was changed and has then stayed as it is for a while; says what it was.
fn wait(args: &CheckArgs, before: &Stamps) -> String {
    let mut last = before.clone();
    let mut gone = 0;
    loop {
        std::thread::sleep(PAUSE);
        let now = stamps(args);
        let settled = now == last;
        if settled && now != *before {
            let missing = now.values().any(Option::is_none) && before.values().all(Option::is_some);
            gone += u32::from(missing);
            if !missing || gone > GONE {
                return words(before, &now);
            }
        }
        last = now;
    }
}

/// What is different.
fn words(before: &Stamps, now: &Stamps) -> String {
    let changed: Vec<&PathBuf> = now
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(*stamp))
        .map(|(path, _)| path)
        .chain(before.keys().filter(|p| !now.contains_key(*p)))
        .collect();
    match changed.as_slice() {
        [one] => format!("{} has changed", one.display()),
        many => format!("{} files have changed", many.len()),
    }
}

/// The documents, and the rule files that are in force for them.
fn stamps(args: &CheckArgs) -> Stamps {
    let inputs = paths::collect(&args.paths);
    let first = inputs.files.first().or(args.paths.first());
    let rules = args
        .rules
        .as_ref()
        .map(PathBuf::from)
        .or_else(|| userrules::find(first));
    let rules = rules.and_then(|folder| std::fs::read_dir(folder).ok());
    let rules = rules
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "rules"));
    let named = args.paths.iter().map(PathBuf::from).filter(|p| !p.is_dir());
    let files = inputs.files.iter().map(PathBuf::from);
    files
        .chain(named)
        .chain(rules)
        .map(|p| (p.clone(), stamp(&p)))
        .collect()
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
