//! What stops a run. A figure that differs is never an [`Error`]: it is a `finding`.

use std::fmt;

/// Crossfoot could not do its work on one input.
///
/// The message names the file, what was found there and what the user can do about it, in that order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The file or argument as the user wrote it; empty where there is none.
    pub path: String,
    /// Where in it: "page 7", "line 12"; empty for the whole file.
    pub place: String,
    /// What was found there, lower case, without a full stop.
    pub found: String,
    /// What to do about it, lower case, without a full stop; empty when there is nothing to advise.
    pub advice: String,
}

/// A result whose error names a file.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error about a whole file.
    pub fn new(
        path: impl Into<String>,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Error {
            path: path.into(),
            place: String::new(),
            found: found.into(),
            advice: advice.into(),
        }
    }

    /// The same error at a place inside the file.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// What was found and what to do, without the path, for outputs that name the path elsewhere.
    pub fn message(&self) -> String {
        let mut text = String::new();
        if !self.place.is_empty() {
            text.push_str(&self.place);
            text.push_str(": ");
        }
        text.push_str(&self.found);
        if !self.advice.is_empty() {
            text.push_str("; ");
            text.push_str(&self.advice);
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_file_place_finding_and_advice() {
        let e = Error::new("a.pdf", "the stream ends early", "export the file again").at("page 7");
        assert_eq!(
            e.to_string(),
            "a.pdf: page 7: the stream ends early; export the file again"
        );
    }
}
