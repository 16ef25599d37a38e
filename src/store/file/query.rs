//! The user's own SQL, on a connection that can change nothing.

use super::Store;
use crate::error::{Error, Result};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number.
    Whole(i64),
    /// A binary fraction, as SQL functions such as `avg` make it.
    Real(f64),
    /// Text.
    Text(String),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Whole(n) => write!(f, "{n}"),
            Value::Real(x) => write!(f, "{x}"),
            Value::Text(t) => f.write_str(t),
        }
    }
}

/// What a query gives: names of columns, and rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each as long as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// What is handed the rows of a query: the names of the columns with none first, then each row.
pub type TakeRow<'a> = dyn FnMut(&[String], Option<Vec<Value>>) -> std::io::Result<()> + 'a;

impl Store {
    /// Runs one statement that only reads, and hands over its rows one by one: first the names of the columns, with no
    /// row. The inner result is that of `row`, which ends the reading when it fails.
    ///
    /// # Errors
    /// When the SQL cannot be understood or would write.
    pub fn query_each(&self, sql: &str, row: &mut TakeRow<'_>) -> Result<std::io::Result<()>> {
        // Without other databases attached there is no way to write a file, not even by `VACUUM INTO`.
        let c = &self.connection;
        self.sql(c.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0))?;
        let refused = |e: &rusqlite::Error| self.refused(e);
        let mut statement = c.prepare(sql).map_err(|e| refused(&e))?;
        if !statement.readonly() || statement.column_count() == 0 {
            let advice =
                "a query only reads: begin with SELECT; `store add` and `store forget` write";
            return Err(Error::new("", "the statement does not read rows", advice));
        }
        let columns: Vec<String> = statement
            .column_names()
            .into_iter()
            .map(str::to_string)
            .collect();
        if let Err(e) = row(&columns, None) {
            return Ok(Err(e));
        }
        let mut rows = statement.query([]).map_err(|e| refused(&e))?;
        while let Some(found) = rows.next().map_err(|e| refused(&e))? {
            let mut values = Vec::with_capacity(columns.len());
            for i in 0..columns.len() {
                values.push(match found.get_ref(i).map_err(|e| refused(&e))? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(n) => Value::Whole(n),
                    ValueRef::Real(x) => Value::Real(x),
                    ValueRef::Text(t) | ValueRef::Blob(t) => {
                        Value::Text(String::from_utf8_lossy(t).into_owned())
                    }
                });
            }
            if let Err(e) = row(&columns, Some(values)) {
                return Ok(Err(e));
            }
        }
        Ok(Ok(()))
    }

    /// Runs one statement that only reads, and gives all its rows.
    ///
    /// # Errors
    /// As [`Store::query_each`].
    pub fn query(&self, sql: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        let read = self.query_each(sql, &mut |columns, row| {
            match row {
                None => answer.columns = columns.to_vec(),
                Some(row) => answer.rows.push(row),
            }
            Ok(())
        })?;
        read.map_err(|e| Error::new("", e.to_string(), ""))?;
        Ok(answer)
    }

    fn refused(&self, error: &rusqlite::Error) -> Error {
        let advice = "`crossfoot store query --schema` shows the tables and columns";
        match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                let found = format!("the query cannot be understood ({msg})");
                let at = u32::try_from(*offset)
                    .map_or(String::new(), |o| format!("character {}", o + 1));
                Error::new("", found, advice).at(at)
            }
            rusqlite::Error::MultipleStatement => Error::new(
                "",
                "there is more than one statement",
                "give them one by one",
            ),
            rusqlite::Error::SqliteFailure(_, Some(text))
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::Unknown) =>
            {
                Error::new("", format!("the query cannot be run ({text})"), advice)
            }
            _ => super::explained(&self.path, error),
        }
    }
}
