//! `crossfoot check --annotate`: a marked copy of each PDF in a folder of its own.

use super::{output, progress};
use crate::document::Format;
use crate::error::Error;
use crate::fact::Reading;
use crate::report::Outcome;
use crate::report::annotate::annotated;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Writes the copies; gives what could not be written.
pub(super) fn write(folder: &Path, outcome: &Outcome, quiet: bool) -> Vec<Error> {
    // Documents that are known from the store alone were not given.
    let given = outcome.readings.iter().filter(|r| !r.stored);
    let (pdfs, others): (Vec<&Reading>, Vec<&Reading>) =
        given.partition(|r| r.format == Some(Format::Pdf));
    let others = others.len();
    if others > 0 && !quiet {
        let what = if others == 1 {
            "file is no PDF and is"
        } else {
            "files are no PDFs and are"
        };
        output::say(&format!(
            "crossfoot: {others} {what} not annotated; --format html shows their findings"
        ));
    }
    if let Err(e) = std::fs::create_dir_all(folder) {
        let found = format!("cannot be made ({e})");
        return vec![Error::new(
            folder.to_string_lossy(),
            found,
            "choose a folder that can be written to",
        )];
    }
    let bar = progress::bar(if quiet { 0 } else { pdfs.len() });
    let mut taken = HashSet::new();
    let mut failures = Vec::new();
    for reading in pdfs {
        let target = free_name(folder, &reading.path, &mut taken);
        failures.extend(one(reading, outcome, &target).err());
        bar.inc(1);
    }
    bar.finish_and_clear();
    failures
}

fn one(reading: &Reading, outcome: &Outcome, target: &Path) -> Result<(), Error> {
    let source = Path::new(&reading.path);
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(source, target) {
        let found = "is the report itself, which is not overwritten";
        return Err(Error::new(
            target.to_string_lossy(),
            found,
            "give --annotate another folder",
        ));
    }
    let bytes = std::fs::read(source)
        .map_err(|e| Error::new(&reading.path, format!("cannot be read again ({e})"), ""))?;
    if crate::document::sha256(&bytes) != reading.sha256 {
        let found = "has changed since it was checked";
        return Err(Error::new(&reading.path, found, "run the check again"));
    }
    let copy = annotated(bytes, reading, outcome)?;
    output::to_file(target, |out| out.write_all(&copy)).map_err(|e| {
        let found = format!("cannot be written ({e})");
        Error::new(
            target.to_string_lossy(),
            found,
            "choose a folder that can be written to",
        )
    })
}

/// A file of the report's name; the second of the same name gets a number.
fn free_name(folder: &Path, path: &str, taken: &mut HashSet<PathBuf>) -> PathBuf {
    let name = Path::new(path)
        .file_name()
        .map_or("report.pdf".into(), |n| n.to_string_lossy());
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "pdf"));
    let names =
        std::iter::once(name.to_string()).chain((2..).map(|i| format!("{stem}-{i}.{ending}")));
    for name in names {
        let target = folder.join(name);
        if taken.insert(target.clone()) {
            return target;
        }
    }
    folder.join(name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reports_of_one_name_get_two_files() {
        let mut taken = HashSet::new();
        let mut name = |path| free_name(Path::new("out"), path, &mut taken);
        assert_eq!(name("a/report.pdf"), Path::new("out/report.pdf"));
        assert_eq!(name("b/report.pdf"), Path::new("out/report-2.pdf"));
        assert_eq!(name("c/report.pdf"), Path::new("out/report-3.pdf"));
    }
}
