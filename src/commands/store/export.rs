//! `crossfoot store export`: for other programs and engines.

use super::super::output::{self, WholeFile};
use super::super::rows;
use crate::cli::store::{ExportArgs, ExportFormat, RowsFormat};
use crate::error::{Error, Result};
use crate::report::parquet::{Field, Kind, Writer};
use crate::store::file::{COLUMNS, Store, Value};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &ExportArgs) -> Result<ExitCode> {
    let store = Store::readable(&args.file.store)?;
    let target = args.output.as_deref();
    let format = match args.format {
        ExportFormat::Csv => RowsFormat::Csv,
        ExportFormat::Jsonl => RowsFormat::Json,
        ExportFormat::Parquet => {
            let advice = "name it with --output FOLDER";
            let folder =
                target.ok_or_else(|| Error::new("", "Parquet is written to a folder", advice))?;
            return parquet(&store, folder);
        }
    };
    let sql = format!("SELECT * FROM {}", args.relation.name());
    let mut refused = None;
    let status = output::deliver(target, 0, |out| {
        let mut sink = rows::Sink::new(out, format);
        let read = store.query_each(&sql, &mut |columns, row| sink.row(columns, row.as_deref()));
        read.unwrap_or_else(|e| {
            refused = Some(e);
            Err(io::ErrorKind::BrokenPipe.into())
        })
    });
    refused.map_or(Ok(status), Err)
}

/// One file for each organisation and year of publication: `organisation=ambleford/year=2024/part-0.parquet`.
fn parquet(store: &Store, folder: &str) -> Result<ExitCode> {
    let root = Path::new(folder);
    let filled = std::fs::read_dir(root).is_ok_and(|mut d| d.next().is_some());
    if filled {
        let advice = "name a folder that is empty or does not exist, so that no part of an earlier export stays";
        return Err(Error::new(folder, "is not empty", advice));
    }
    let mut parts = Parts {
        root: root.to_path_buf(),
        open: None,
        files: 0,
        rows: 0,
    };
    let written = store
        .observations(|row| parts.row(row))?
        .and_then(|()| parts.close());
    written.map_err(|e| {
        let advice = "choose a folder that can be written to, with room";
        Error::new(folder, format!("cannot be written ({e})"), advice)
    })?;
    Ok(output::deliver(None, 0, |out| {
        writeln!(
            out,
            "{folder}: {} figures in {} files",
            parts.rows, parts.files
        )
    }))
}

/// An organisation and a year: what a part is of.
type PartName = (String, String);

struct Parts {
    root: PathBuf,
    open: Option<(PartName, Writer<WholeFile>)>,
    files: usize,
    rows: usize,
}

impl Parts {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        let of = |name: &str| -> String {
            let at = COLUMNS.iter().position(|(n, _)| *n == name);
            at.and_then(|i| row.get(i))
                .map(Value::to_string)
                .unwrap_or_default()
        };
        let year: String = of("published").chars().take(4).collect();
        let key = (of("organisation"), year);
        if self.open.as_ref().is_none_or(|(open, _)| *open != key) {
            self.close()?;
            let folder = self
                .root
                .join(format!("organisation={}", escaped(&key.0)))
                .join(format!("year={}", escaped(&key.1)));
            std::fs::create_dir_all(&folder)?;
            let file = WholeFile::create(&folder.join("part-0.parquet"))?;
            self.open = Some((key, Writer::new(file, &columns(1))?));
            self.files += 1;
        }
        self.rows += 1;
        let fields: Vec<Field<'_>> = row.iter().skip(1).map(field).collect();
        self.open.as_mut().map_or(Ok(()), |(_, w)| w.row(&fields))
    }

    fn close(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some((_, writer)) => writer.finish()?.finish(),
            None => Ok(()),
        }
    }
}

/// The columns of a file, without the first so many, which the folders' names tell.
pub(in crate::commands) fn columns(skip: usize) -> Vec<(&'static str, Kind)> {
    COLUMNS
        .iter()
        .skip(skip)
        .map(|(name, whole)| (*name, if *whole { Kind::Whole } else { Kind::Text }))
        .collect()
}

/// A value as Parquet has it.
pub(in crate::commands) fn field(value: &Value) -> Field<'_> {
    match value {
        Value::Null | Value::Real(_) => Field::Empty,
        Value::Whole(n) => Field::Whole(*n),
        Value::Text(t) => Field::Text(t),
    }
}

/// A value as part of a folder's name, as Hive, Spark and DuckDB write and read it.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for b in value.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.') {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}
