//! `crossfoot store`: the history on disk.

mod across;
mod add;
pub(super) mod export;

use super::{output, rows};
use crate::cli::store::{QueryArgs, RowsFormat, StoreAction, StoreArgs};
use crate::error::{Error, Result};
use crate::store::file::{Answer, COMPARATIVE, PATIENCE, SCHEMA, Store, Value};
use std::process::ExitCode;

pub(super) fn run(args: &StoreArgs) -> ExitCode {
    let done = match &args.action {
        StoreAction::Add(args) => add::run(args),
        StoreAction::List { file, format } => list(&file.store, *format),
        StoreAction::Measures {
            file,
            linked,
            format,
        } => measures(&file.store, *linked, *format),
        StoreAction::Query(args) => query(args),
        StoreAction::Test(args) if args.sql => Ok(output::deliver(None, 0, |out| {
            out.write_all(COMPARATIVE.as_bytes())
        })),
        StoreAction::Test(args) => across::run(args),
        StoreAction::Export(args) => export::run(args),
        StoreAction::Forget { documents, file } => forget(&file.store, documents),
    };
    done.unwrap_or_else(|e| {
        output::trouble(&e);
        ExitCode::from(output::FAILED)
    })
}

/// A list of the store, as rows in the format asked for.
fn table<T, const N: usize>(
    columns: [&str; N],
    listed: Vec<T>,
    format: RowsFormat,
    row: impl Fn(T) -> [Value; N],
) -> ExitCode {
    let answer = Answer {
        columns: columns.map(str::to_string).to_vec(),
        rows: listed.into_iter().map(|l| row(l).to_vec()).collect(),
    };
    output::deliver(None, 0, |out| rows::write(out, &answer, format))
}

/// Text, or no value.
fn maybe(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::Text)
}

fn list(path: &str, format: RowsFormat) -> Result<ExitCode> {
    let columns = [
        "id",
        "path",
        "organisation",
        "title",
        "period",
        "tables",
        "facts",
        "findings",
        "superseded by",
    ];
    let listed = Store::readable(path)?.list()?;
    Ok(table(columns, listed, format, |l| {
        [
            Value::Text(l.id),
            Value::Text(l.path),
            maybe(l.organisation),
            Value::Text(l.title),
            maybe(l.period.map(|(start, end)| format!("{start} to {end}"))),
            Value::Whole(l.tables),
            Value::Whole(l.facts),
            Value::Whole(l.findings),
            maybe(l.superseded_by),
        ]
    }))
}

fn measures(path: &str, linked: bool, format: RowsFormat) -> Result<ExitCode> {
    let columns = [
        "organisation",
        "series",
        "measure",
        "dimensions",
        "reports",
        "from",
        "to",
        "same as",
        "because",
    ];
    let mut listed = Store::readable(path)?.measures()?;
    listed.retain(|m| !linked || m.same_as.is_some());
    Ok(table(columns, listed, format, |m| {
        [
            Value::Text(m.organisation),
            Value::Text(m.series),
            Value::Text(m.label),
            Value::Text(m.dimensions),
            Value::Whole(m.reports),
            maybe(m.from),
            maybe(m.to),
            maybe(m.same_as),
            maybe(m.evidence),
        ]
    }))
}

fn query(args: &QueryArgs) -> Result<ExitCode> {
    let target = args.output.as_deref();
    let Some(sql) = args.sql.as_deref().filter(|_| !args.schema) else {
        return Ok(output::deliver(target, 0, |out| {
            out.write_all(SCHEMA.as_bytes())
        }));
    };
    let mut given = String::new();
    let sql = if sql == "-" {
        let read = std::io::Read::read_to_string(&mut std::io::stdin(), &mut given);
        read.map_err(|e| {
            let found = format!("the SQL cannot be read ({e})");
            Error::new("standard input", found, "give it as UTF-8 text")
        })?;
        given.as_str()
    } else {
        sql
    };
    let store = Store::readable(&args.file.store)?;
    if args.format == RowsFormat::Table {
        let answer = store.query(sql)?;
        return Ok(output::deliver(target, 0, |out| {
            rows::write(out, &answer, args.format)
        }));
    }
    let mut refused = None;
    let status = output::deliver(target, 0, |out| {
        let mut sink = rows::Sink::new(out, args.format);
        let read = store.query_each(sql, &mut |columns, row| sink.row(columns, row.as_deref()));
        read.unwrap_or_else(|e| {
            refused = Some(e);
            Err(std::io::ErrorKind::BrokenPipe.into())
        })
    });
    match refused {
        Some(e) => Err(e),
        None => Ok(status),
    }
}

fn forget(path: &str, documents: &[String]) -> Result<ExitCode> {
    if !std::path::Path::new(path).is_file() {
        let advice = "give the store's file with --store";
        return Err(Error::new(path, "there is no store of this name", advice));
    }
    let forgotten = Store::writable(path, PATIENCE)?.forget(documents)?;
    Ok(output::deliver(None, 0, |out| {
        for f in &forgotten {
            let identity = f.sha256.get(..12).unwrap_or(&f.sha256);
            let name = crate::report::sanitize::clean(&f.path);
            writeln!(out, "forgot {name} ({identity})")?;
        }
        Ok(())
    }))
}
