//! Bytes to a document: positioned words for paged formats, numbered lines for text, grids for delimited files.

pub mod delimited;
pub mod flow;
mod format;
pub mod html;
pub mod office;
mod page;
pub mod pdf;
pub mod text;
mod troubles;

pub use format::Format;
pub use page::{
    Page, Painted, Place, Rect, Stroke, StructureNode, StructureRole, Style, Textless, Word,
};
pub use troubles::{Troubles, pages};

use crate::error::{Error, Result};
use flow::Read;

/// One line of a text format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1, as in the file.
    pub number: u32,
    /// The line without its end.
    pub text: String,
}

/// A delimited file: its records and their fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// Records in file order; `line` is the record's first line, from 1.
    pub records: Vec<(u32, Vec<String>)>,
}

/// What a document's bytes hold, by kind of format.
pub enum Body {
    /// Pages that are read one at a time.
    Paged(Box<pdf::Pdf>),
    /// Numbered lines.
    Lines(Vec<Line>),
    /// Records and fields.
    Grid(Grid),
    /// Elements that say what they are.
    Flow(Vec<flow::Element>),
    /// The sheets of a workbook.
    Sheets(Vec<flow::Sheet>),
}

/// A document that was opened.
pub struct Document {
    /// The path as given.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its format.
    pub format: Format,
    /// The title from the file's own properties.
    pub title: Option<String>,
    /// Its content.
    pub body: Body,
    /// What a reader should know of how it was read: "the cross-reference table was rebuilt".
    pub notes: Vec<String>,
    /// What was not read, beside what its pages tell themselves.
    pub unread: Vec<String>,
}

impl Document {
    /// Nothing, when the document has the page that is asked for.
    ///
    /// # Errors
    /// When it has no such page, or no pages at all.
    pub fn has_page(&self, only: Option<u32>) -> Result<()> {
        let pages = match &self.body {
            Body::Paged(pdf) => pdf.page_count(),
            _ => 1,
        };
        match only {
            Some(n) if n == 0 || n as usize > pages => Err(Error::new(
                &self.path,
                format!("there is no page {n}"),
                match pages {
                    1 => "it has one page".to_string(),
                    n => format!("it has {n} pages"),
                },
            )),
            _ => Ok(()),
        }
    }
}

/// Opens a document from its bytes; the format is told by its content first, then by its name.
///
/// # Errors
/// When the bytes hold nothing to read: an empty file, a format that is not read, a PDF that cannot be opened.
pub fn open(path: &str, bytes: Vec<u8>) -> Result<Document> {
    let format = format::sniff(path, &bytes)?;
    let sha256 = sha256(&bytes);
    let read = match format {
        Format::Pdf => {
            let pdf = pdf::Pdf::open(path, bytes)?;
            Read {
                title: pdf.title().map(str::to_string),
                notes: pdf.notes().to_vec(),
                ..Read::plain(Body::Paged(Box::new(pdf)))
            }
        }
        Format::Csv => Read::plain(Body::Grid(delimited::grid(&bytes, b','))),
        Format::Tsv => Read::plain(Body::Grid(delimited::grid(&bytes, b'\t'))),
        Format::Markdown | Format::Text => Read::plain(Body::Lines(text::lines(&bytes))),
        Format::Html => html::read(&bytes).map(Body::Flow),
        Format::Docx => office::word::read(&office::Package::open(path, bytes)?)?.map(Body::Flow),
        Format::Xlsx => {
            office::workbook::read(&office::Package::open(path, bytes)?)?.map(Body::Sheets)
        }
    };
    Ok(Document {
        path: path.to_string(),
        sha256,
        format,
        title: read.title,
        body: read.content,
        notes: read.notes,
        unread: read.unread,
    })
}

/// A document's name without its folders, whichever system wrote the path.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// SHA-256 of bytes, lower-case hexadecimal: what a document is known by.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// The name of a column of a sheet, which counts from 1: "A", "Z", "AA".
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while let Some(above) = rest.checked_sub(1) {
        letters.push(char::from(b'A' + (above % 26) as u8));
        rest = above / 26;
    }
    letters.iter().rev().collect()
}

/// A digit set high: a note's mark, not part of the figure before it.
pub(crate) fn raised(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => {
            char::from_u32(0x2070 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit)
        }
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &str, bytes: &[u8]) -> String {
        match open(path, bytes.to_vec()) {
            Ok(d) => panic!("opened as {:?}", d.format),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_what_was_found_and_what_to_do() {
        assert_eq!(
            refusal("a.txt", b""),
            "a.txt: the file is empty; export or copy it again"
        );
        assert_eq!(
            refusal("a.csv", b" \n "),
            "a.csv: the file holds only blanks; export or copy it again"
        );
        assert!(refusal("a.pdf", b"<p>").contains("does not begin as a PDF"));
        assert!(refusal("a.pdf", b"<html>").contains("is a web page"));
        assert!(refusal("a.xlsx", b"<html>").contains("named .xlsx but is a web page"));
        assert!(refusal("a.txt", b"PK\x03\x04rest").contains("neither a Word nor an Excel"));
        assert!(refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1").contains("locked by a password"));
        assert!(refusal("a.docx", b"plain words").contains("named .docx but is plain text"));
        assert!(refusal("a.bin", b"\x00\x01\x02\xff\x00").contains("neither a PDF nor text"));
    }

    #[test]
    fn the_format_is_told_by_content_before_the_name() {
        let format = |path: &str, bytes: &[u8]| open(path, bytes.to_vec()).map(|d| d.format).ok();
        assert_eq!(format("a.CSV", b"a,b"), Some(Format::Csv));
        assert_eq!(format("notes", b"a report"), Some(Format::Text));
        assert_eq!(format("a.md", b"# Title"), Some(Format::Markdown));
        assert_eq!(format("a.txt", b" <!DOCTYPE html><p>x"), Some(Format::Html));
        assert_eq!(format("page", b"<!-- saved --><html>"), Some(Format::Html));
        assert_eq!(format("a.htm", b"<p>Total 5"), Some(Format::Html));
    }
}
