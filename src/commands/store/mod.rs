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

fn list(path: &str, format: RowsFormat) -> Result<ExitCode> {
    let listed = Store::readable(path)?.list()?;
    let text = |t: String| Value::Text(t);
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
    let answer = Answer {
        columns: columns.map(str::to_string).to_vec(),
        rows: listed
            .into_iter()
            .map(|l| {
                vec![
                    text(l.id),
                    text(l.path),
                    l.organisation.map_or(Value::Null, text),
                    text(l.title),
                    l.period.map_or(Value::Null, |(start, end)| {
                        text(format!("{start} to {end}"))
                    }),
                    Value::Whole(l.tables),
                    Value::Whole(l.facts),
                    Value::Whole(l.findings),
                    l.superseded_by.map_or(Value::Null, text),
                ]
            })
            .collect(),
    };
    Ok(output::deliver(None, 0, |out| {
        rows::write(out, &answer, format)
    }))
}

fn measures(path: &str, linked: bool, format: RowsFormat) -> Result<ExitCode> {
    let listed = Store::readable(path)?.measures()?;
    let text = |t: Option<String>| t.map_or(Value::Null, Value::Text);
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
    let answer = Answer {
        columns: columns.map(str::to_string).to_vec(),
        rows: listed
            .into_iter()
            .filter(|m| !linked || m.same_as.is_some())
            .map(|m| {
                vec![
                    Value::Text(m.organisation),
                    Value::Text(m.series),
                    Value::Text(m.label),
                    Value::Text(m.dimensions),
                    Value::Whole(m.reports),
                    text(m.from),
                    text(m.to),
                    text(m.same_as),
                    text(m.evidence),
                ]
            })
            .collect(),
    };
    Ok(output::deliver(None, 0, |out| {
        rows::write(out, &answer, format)
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
