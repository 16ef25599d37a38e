//! Where reports and trouble go: stdout or a file for the one, stderr for the other.

use crate::error::Error;
use crate::report::sanitize::clean;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The status of a command that could not do its work.
pub(super) const FAILED: u8 = 2;

/// Says on stderr what stopped the work.
pub(super) fn trouble(error: &Error) {
    say(&format!("crossfoot: {error}"));
}

/// Says something on stderr, line by line.
pub(super) fn say(text: &str) {
    let mut out = io::stderr().lock();
    for line in text.lines() {
        // When stderr itself is gone there is nobody left to tell.
        let _ = writeln!(out, "{}", clean(line));
    }
}

/// Writes a report to stdout, or to a file under a temporary name that is then renamed, and turns `status` into the
/// exit status. A reader that hangs up early (`| head`) is no failure.
pub(super) fn deliver(
    target: Option<&str>,
    status: u8,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> ExitCode {
    let Some(target) = target else {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        return match write(&mut out).and_then(|()| out.flush()) {
            Ok(()) => ExitCode::from(status),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(status),
            Err(e) => {
                trouble(&Error::new(
                    "",
                    format!("the report cannot be written ({e})"),
                    "",
                ));
                ExitCode::from(FAILED)
            }
        };
    };
    match to_file(Path::new(target), write) {
        Ok(()) => ExitCode::from(status),
        Err(e) => {
            let advice = "choose a folder that exists and can be written to";
            trouble(&Error::new(
                target,
                format!("cannot be written ({e})"),
                advice,
            ));
            ExitCode::from(FAILED)
        }
    }
}

/// Writes a file that appears only when it is complete.
pub(super) fn to_file(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::other("it names no file"))?;
    let mut temporary = name.to_os_string();
    temporary.push(format!(".{}.part", std::process::id()));
    let temporary: PathBuf = target.with_file_name(temporary);
    let written = std::fs::File::create(&temporary).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    });
    let renamed = written.and_then(|()| std::fs::rename(&temporary, target));
    if renamed.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    renamed
}

/// Whether stdout is a terminal that takes colour.
pub(super) fn stdout_takes_color() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    !refused && io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// The date that a reproducible run is given (reproducible-builds.org, SOURCE_DATE_EPOCH): seconds from 1970.
pub(super) fn source_date() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()
}
