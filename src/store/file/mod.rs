//! The store on disk: readings, tests and findings of many documents and years in one SQLite file.
//!
//! The schema is [`SCHEMA`], with a comment on every table and column; people query it with their own SQL. A document is
//! known by the SHA-256 of its bytes. It is written in one transaction, so that a run that is killed leaves whole
//! documents only; the journal is a write-ahead log, so that readers go on while one writes; a second writer waits.

mod across;
mod add;
mod entry;
mod export;
mod keys;
mod links;
mod list;
mod migrate;
mod query;
mod rows;
mod supersede;
mod texts;

pub use across::{Across, COMPARATIVE, Observation};
pub use add::{Added, Writer};
pub use entry::Entry;
pub use export::COLUMNS;
pub use links::Listed as ListedMeasure;
pub use list::{Forgotten, Listed};
pub use query::{Answer, Value};
pub use rows::TestRow;

use crate::error::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::time::Duration;

/// The schema, commented: what `crossfoot store query` sees.
pub const SCHEMA: &str = include_str!("schema.sql");

/// The version of the schema that this program writes; kept in `PRAGMA user_version`.
pub const VERSION: i64 = 3;

/// Marks the file as Crossfoot's: "Xfot" in `PRAGMA application_id`.
const APPLICATION: i64 = 0x5866_6f74;

/// How long one writer waits for another, unless told otherwise.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A store that is open.
pub struct Store {
    path: String,
    connection: Connection,
}

impl Store {
    /// Opens a store to write to it; makes it when there is none, and brings one of an earlier version up to date.
    ///
    /// # Errors
    /// When it cannot be made or opened, is no store, is of a newer version, cannot be written, or stays locked.
    pub fn writable(path: &str, patience: Duration) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Store::open(path, flags, patience)?;
        migrate::bring_up(&store)?;
        Ok(store)
    }

    /// Opens a store to read it; it is never changed.
    ///
    /// # Errors
    /// When there is none, it is no store, or is of another version.
    pub fn readable(path: &str) -> Result<Store> {
        if !std::path::Path::new(path).is_file() {
            let advice =
                "make one with `crossfoot store add PATH --store FILE`, or give the right file";
            return Err(Error::new(path, "there is no store of this name", advice));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut opened = Store::open(path, flags, PATIENCE);
        // A folder that cannot be written to holds no room for the log's index; without a log none is needed.
        if opened.is_err() && !std::path::Path::new(&format!("{path}-wal")).exists() {
            let escaped = path
                .replace('%', "%25")
                .replace('?', "%3f")
                .replace('#', "%23");
            let address = format!("file:{escaped}?immutable=1");
            let again = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI);
            if let Ok(connection) = again {
                let store = Store {
                    path: path.to_string(),
                    connection,
                };
                if store.version().is_ok() {
                    opened = Ok(store);
                }
            }
        }
        let store = opened?;
        match store.version()? {
            VERSION => Ok(store),
            0 => Err(Error::new(
                path,
                "is an empty database and no store",
                NOT_OURS,
            )),
            _ => Err(Error::new(
                path,
                "the store is of an earlier version of Crossfoot",
                "any `crossfoot store add` brings it up to date",
            )),
        }
    }

    fn open(path: &str, flags: OpenFlags, patience: Duration) -> Result<Store> {
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| explained(path, &e))?;
        let store = Store {
            path: path.to_string(),
            connection,
        };
        store.settle(patience)?;
        store.version()?;
        Ok(store)
    }

    fn settle(&self, patience: Duration) -> Result<()> {
        self.sql(self.connection.busy_timeout(patience))?;
        self.sql(self.connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;",
        ))
    }

    /// The version of the schema; 0 for a database that is empty.
    fn version(&self) -> Result<i64> {
        let number = |name: &str| {
            self.connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
        };
        let version = self.sql(number("user_version"))?;
        let application = self.sql(number("application_id"))?;
        let tables = self.sql(self.connection.query_row(
            "SELECT count(*) FROM sqlite_master",
            [],
            |row| row.get::<_, i64>(0),
        ))?;
        if application != APPLICATION && (tables > 0 || version > 0) {
            let found = "is a database of another program and no store of Crossfoot";
            return Err(Error::new(&self.path, found, NOT_OURS));
        }
        if version > VERSION {
            let found = format!(
                "the store has version {version}, newer than the version {VERSION} that this Crossfoot knows"
            );
            let advice = "use the newer Crossfoot that wrote it";
            return Err(Error::new(&self.path, found, advice));
        }
        Ok(version)
    }

    /// An error of SQLite, in words.
    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|e| explained(&self.path, &e))
    }
}

const NOT_OURS: &str = "give the file of a store, or a new name to make one";

/// What SQLite says, with what to do about it.
fn explained(path: &str, error: &rusqlite::Error) -> Error {
    let code = error.sqlite_error_code();
    let (found, advice) = match code {
        Some(ErrorCode::NotADatabase) => ("is no SQLite file, so no store".to_string(), NOT_OURS),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "the store is locked: another program is writing to it".to_string(),
            "wait until it is done and try again, or wait longer with --wait",
        ),
        Some(ErrorCode::ReadOnly) => (
            "the store is read-only".to_string(),
            "allow writing to the file and its folder, or copy it",
        ),
        Some(ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => (
            "permission is denied".to_string(),
            "check the permissions of the file",
        ),
        Some(ErrorCode::CannotOpen) => (
            "the store cannot be opened or made".to_string(),
            "choose a folder that exists and can be written to",
        ),
        Some(ErrorCode::DiskFull) => (
            "the disk is full; what was added before is kept, the rest is not".to_string(),
            "make room and run the same command again: it goes on where it stopped",
        ),
        Some(ErrorCode::DatabaseCorrupt) => (
            "the store is damaged".to_string(),
            "copy it back from a backup, or make it anew from the documents",
        ),
        _ => (format!("the store cannot be used ({error})"), ""),
    };
    Error::new(path, found, advice)
}

#[cfg(test)]
mod tests;
