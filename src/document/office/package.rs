//! The parts of an Office Open XML file: a zip archive of XML, read within bounds.

use super::xml::{self, Node};
use crate::error::{Error, Result};
use std::cell::RefCell;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that one part may inflate to.
const PART_BYTES: u64 = 128 << 20;
/// The most bytes that all parts read of a file may inflate to.
const FILE_BYTES: u64 = 256 << 20;
/// The most parts of a file.
const PARTS: usize = 20_000;

const EXPORT: &str = "save it again, or export it as PDF and check that file";

/// An open archive.
pub struct Package {
    path: String,
    archive: RefCell<ZipArchive<Cursor<Vec<u8>>>>,
    left: RefCell<u64>,
}

impl Package {
    /// Opens the archive.
    ///
    /// # Errors
    /// When the bytes are no archive, or one of too many parts.
    pub fn open(path: &str, bytes: Vec<u8>) -> Result<Package> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| {
            let found = format!("the file is damaged: its archive cannot be opened ({e})");
            Error::new(path, found, EXPORT)
        })?;
        if archive.len() > PARTS {
            let found = format!("the file has {} parts, over {PARTS}", archive.len());
            return Err(Error::new(path, found, EXPORT));
        }
        Ok(Package {
            path: path.to_string(),
            archive: RefCell::new(archive),
            left: RefCell::new(FILE_BYTES),
        })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.borrow().index_for_name(name).is_some()
    }

    /// The text of a part; nothing when there is none.
    ///
    /// # Errors
    /// When it is damaged, no text, or larger than the bounds.
    pub fn part(&self, name: &str) -> Result<Option<String>> {
        let mut archive = self.archive.borrow_mut();
        let Some(index) = archive.index_for_name(name) else {
            return Ok(None);
        };
        let failed = |what: String| Error::new(&self.path, what, EXPORT).at(format!("part {name}"));
        let file = archive
            .by_index(index)
            .map_err(|e| failed(format!("cannot be read ({e})")))?;
        let most = PART_BYTES.min(*self.left.borrow());
        let mut bytes = Vec::new();
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| failed(format!("cannot be inflated ({e})")))?;
        if bytes.len() as u64 > most {
            let found = format!("inflates to over {} MiB", most >> 20);
            return Err(failed(found));
        }
        *self.left.borrow_mut() -= bytes.len() as u64;
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => crate::document::text::decode(e.as_bytes()).into_owned(),
        }))
    }

    /// The text of a part that must be there.
    ///
    /// # Errors
    /// When it is missing, or cannot be read.
    pub fn needed(&self, name: &str) -> Result<String> {
        self.part(name)?.ok_or_else(|| {
            let found = format!("the file is damaged: its part {name} is missing");
            Error::new(&self.path, found, EXPORT)
        })
    }

    /// An error about what a part holds.
    pub fn malformed(&self, name: &str, why: &dyn std::fmt::Display) -> Error {
        let found = format!("the file is damaged: {why}");
        Error::new(&self.path, found, EXPORT).at(format!("part {name}"))
    }

    /// Walks through the XML of a part.
    ///
    /// # Errors
    /// When it is not well-formed, or nested too deep.
    pub fn walk(&self, name: &str, text: &str, visit: &mut dyn FnMut(Node<'_>)) -> Result<()> {
        xml::walk(text, visit).map_err(|why| self.malformed(name, &why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_archive_are_refused_with_advice() {
        let e = Package::open("a.docx", b"PK\x03\x04 and no more".to_vec())
            .err()
            .expect("refused")
            .to_string();
        assert!(e.starts_with("a.docx: the file is damaged"), "{e}");
        assert!(e.contains("export it as PDF"), "{e}");
    }
}
