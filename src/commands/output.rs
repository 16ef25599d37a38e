//! Where reports and trouble go: stdout or a file for the one, stderr for the other.

use crate::error::Error;
use crate::report::sanitize::clean;
use std::fs::File;
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
    let mut out = WholeFile::create(target)?;
    write(&mut out)?;
    out.finish()
}

/// A file under a temporary name beside its target, which it takes only when it is finished; dropped before that it
/// leaves nothing behind. A link is followed, so that the link stays one. What is no file (a pipe, a device such as
/// `/dev/null`) is written into: a rename would put a file in its place.
pub(super) struct WholeFile {
    out: BufWriter<File>,
    target: PathBuf,
    temporary: Option<PathBuf>,
}

impl WholeFile {
    pub(super) fn create(target: &Path) -> io::Result<WholeFile> {
        let there = std::fs::metadata(target).ok();
        if there.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
            let device = File::options().write(true).open(target)?;
            return Ok(WholeFile {
                out: BufWriter::new(device),
                target: target.to_path_buf(),
                temporary: None,
            });
        }
        let target = match there {
            Some(_) => target.canonicalize()?,
            None => target.to_path_buf(),
        };
        let mut name = target
            .file_name()
            .ok_or_else(|| io::Error::other("it names no file"))?
            .to_os_string();
        name.push(format!(".{}.part", std::process::id()));
        let temporary = target.with_file_name(name);
        Ok(WholeFile {
            out: BufWriter::new(File::create(&temporary)?),
            target,
            temporary: Some(temporary),
        })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// The disk is full, or the name is a folder's; the temporary file is then gone.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some(temporary) = &self.temporary {
            std::fs::rename(temporary, &self.target)?;
            self.temporary = None;
        }
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = std::fs::remove_file(temporary);
        }
    }
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::FileTypeExt;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a scratch folder");
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("it is there").flatten();
        let mut names: Vec<String> = entries
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_pipe_is_written_into_and_stays_a_pipe() {
        let folder = folder("pipe");
        let pipe = folder.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo runs").success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).expect("it is read")
        });
        to_file(&pipe, |out| out.write_all(b"1 finding")).expect("it is written");
        assert_eq!(reader.join().expect("the reader ends"), "1 finding");
        let kind = std::fs::metadata(&pipe)
            .expect("it is still there")
            .file_type();
        assert!(kind.is_fifo(), "{kind:?}");
        assert_eq!(names(&folder), ["pipe"]);
        std::fs::remove_dir_all(folder).expect("the scratch folder goes");
    }

    #[test]
    fn a_link_is_followed_and_stays_a_link() {
        let folder = folder("link");
        let (link, real) = (folder.join("latest.json"), folder.join("monday.json"));
        std::fs::write(&real, "old").expect("a file");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        to_file(&link, |out| out.write_all(b"new")).expect("it is written");
        let meta = std::fs::symlink_metadata(&link).expect("it is there");
        assert!(meta.file_type().is_symlink());
        assert_eq!(std::fs::read_to_string(&real).expect("a file"), "new");
        std::fs::remove_dir_all(folder).expect("the scratch folder goes");
    }

    #[test]
    fn what_fails_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = folder("half");
        let file = folder.join("report.json");
        std::fs::write(&file, "old").expect("a file");
        let failed = to_file(&file, |out| {
            out.write_all(b"half of it")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "old");
        assert_eq!(names(&folder), ["report.json"]);
        std::fs::remove_dir_all(folder).expect("the scratch folder goes");
    }
}
