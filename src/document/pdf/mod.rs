//! PDF (lopdf): pages with positioned words, strokes and structure, read one at a time.

use super::Page;
use crate::error::{Error, Result};

/// An open PDF; pages are read when asked for, so that memory grows with the largest page, not with the file.
pub struct Pdf {}

impl Pdf {
    /// Opens a file's bytes.
    pub fn open(path: &str, _bytes: Vec<u8>) -> Result<Pdf> {
        Err(Error::new(path, "PDF is not read yet", ""))
    }
    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        0
    }
    /// Reads a page, from 0. Whatever could not be read of it is in its `troubles`.
    pub fn page(&self, _index: usize) -> Page {
        Page::default()
    }
}
