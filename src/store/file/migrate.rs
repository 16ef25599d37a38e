//! A new store is made, one of an earlier version is brought up to date: in one transaction, so that a run that stops
//! half way leaves the old one.

use super::entry::millionths;
use super::{APPLICATION, SCHEMA, Store, VERSION, keys};
use crate::error::Result;
use rust_decimal::Decimal;

/// From version 2, which did not keep the text of reports, to version 3.
const FROM_2: &str = include_str!("from_2.sql");

/// From version 1, which knew figures as text only and named measures in their facts.
const FROM_1: &str = include_str!("from_1.sql");

/// Makes the schema, or migrates to it.
pub(super) fn bring_up(store: &Store) -> Result<()> {
    if store.version()? == VERSION {
        return Ok(());
    }
    let c = &store.connection;
    // Kept in the file: readers go on while one writes.
    store.sql(c.pragma_update(None, "journal_mode", "wal"))?;
    // Rows are dropped and made anew; what refers to them is checked at the end.
    store.sql(c.pragma_update(None, "foreign_keys", false))?;
    store.sql(c.execute_batch("BEGIN IMMEDIATE"))?;
    // Another run may have done it while this one waited.
    let done = match store.version() {
        Ok(VERSION) => Ok(()),
        Ok(0) => store.sql(c.execute_batch(SCHEMA)),
        Ok(2) => store.sql(c.execute_batch(FROM_2)),
        Ok(_) => from_1(store),
        Err(e) => Err(e),
    };
    let stamped = done.and_then(|()| {
        store.sql(c.pragma_update(None, "application_id", APPLICATION))?;
        store.sql(c.pragma_update(None, "user_version", VERSION))?;
        store.sql(c.execute_batch("COMMIT"))
    });
    if stamped.is_err() {
        let _ = c.execute_batch("ROLLBACK");
    }
    store.sql(c.pragma_update(None, "foreign_keys", true))?;
    stamped
}

/// The tables of version 1 are set aside, the schema is made, and the rows are carried over; what SQL cannot say
/// (normal forms, decimals) is done here.
fn from_1(store: &Store) -> Result<()> {
    let c = &store.connection;
    let set_aside = "DROP INDEX reports_by_series; DROP INDEX tables_by_report; DROP INDEX facts_by_report;
        DROP INDEX claims_by_report; DROP INDEX tests_by_document; ALTER TABLE runs RENAME TO old_runs; ALTER TABLE documents RENAME TO old_documents;
        ALTER TABLE reports RENAME TO old_reports; ALTER TABLE tables RENAME TO old_tables;
        ALTER TABLE cells RENAME TO old_cells; ALTER TABLE facts RENAME TO old_facts;
        ALTER TABLE claims RENAME TO old_claims; ALTER TABLE tests RENAME TO old_tests;";
    store.sql(c.execute_batch("PRAGMA legacy_alter_table = ON"))?;
    store.sql(c.execute_batch(set_aside))?;
    store.sql(c.execute_batch("PRAGMA legacy_alter_table = OFF"))?;
    store.sql(c.execute_batch(SCHEMA))?;
    let text = |v: &rusqlite::types::ValueRef<'_>| v.as_str().unwrap_or("").to_string();
    let whole = |value: Decimal| millionths(value);
    store.sql(c.create_scalar_function(
        "millionths",
        1,
        rusqlite::functions::FunctionFlags::SQLITE_UTF8,
        move |ctx| {
            let value: Option<Decimal> = text(&ctx.get_raw(0)).parse().ok();
            Ok(value.and_then(whole))
        },
    ))?;
    store.sql(c.create_scalar_function(
        "normal",
        1,
        rusqlite::functions::FunctionFlags::SQLITE_UTF8,
        move |ctx| {
            let parts = text(&ctx.get_raw(0));
            let normal: Vec<String> = parts
                .split(" / ")
                .map(keys::label)
                .filter(|l| !l.is_empty())
                .collect();
            Ok(normal.join(" / "))
        },
    ))?;
    store.sql(c.create_scalar_function(
        "caption",
        1,
        rusqlite::functions::FunctionFlags::SQLITE_UTF8,
        move |ctx| Ok(keys::caption(&text(&ctx.get_raw(0)))),
    ))?;
    store.sql(c.create_scalar_function(
        "measure_id",
        6,
        rusqlite::functions::FunctionFlags::SQLITE_UTF8,
        move |ctx| {
            let parts: Vec<String> = (0..6).map(|i| text(&ctx.get_raw(i))).collect();
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            Ok(keys::number(&parts))
        },
    ))?;
    store.sql(c.execute_batch(FROM_1))
}
