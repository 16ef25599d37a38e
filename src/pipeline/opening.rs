//! A file to an opened document.

use crate::document::{self, Document};
use crate::error::{Error, Result};
use std::io::{ErrorKind, Read};

/// Reads a file and opens it.
///
/// # Errors
/// When there is no such file, or it cannot be read or opened.
pub(super) fn open(path: &str) -> Result<Document> {
    document::open(path, bytes(path)?)
}

/// Files from this size on are read into [`ROOM`].
const LARGE: usize = 1 << 20;

/// Address space for a large file; what the file does not fill is never touched, and takes no memory. The allocator of
/// glibc learns from the size of what is given back to it: after a block of up to 32 MiB it serves blocks of that size
/// from its heap, which does not shrink, so that all later large lists would leave their room behind. From a larger
/// block it learns nothing.
const ROOM: usize = 33 << 20;

/// The bytes of a file.
///
/// # Errors
/// When there is no such file, or it cannot be read.
pub(super) fn bytes(path: &str) -> Result<Vec<u8>> {
    let read = || {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata().map_or(0, |m| m.len() as usize);
        let room = if length < LARGE {
            length
        } else {
            length.max(ROOM)
        };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(room)?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|e: std::io::Error| {
        let found = match e.kind() {
            ErrorKind::NotFound => "there is no such file".to_string(),
            ErrorKind::PermissionDenied => "permission to read it is denied".to_string(),
            _ => format!("cannot be read ({e})"),
        };
        Error::new(path, found, "check the path and its permissions")
    })
}
