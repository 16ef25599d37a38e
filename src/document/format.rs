//! Which format a file is of: by its content first, then by its name.

use crate::error::{Error, Result};

/// The formats Crossfoot tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Office Open XML, word processing.
    Docx,
    /// Office Open XML, workbook.
    Xlsx,
    /// A web page.
    Html,
}

impl Format {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
        }
    }
}

impl Format {
    /// Whether a place's line is a line of the file, as an editor counts them.
    pub fn has_lines(self) -> bool {
        !matches!(self, Format::Pdf | Format::Docx | Format::Xlsx)
    }

    /// The format that a file's name stands for.
    pub fn of_name(path: &str) -> Option<Format> {
        Some(match extension(path).as_str() {
            "pdf" => Format::Pdf,
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "docx" | "docm" => Format::Docx,
            "xlsx" | "xlsm" => Format::Xlsx,
            "htm" | "html" | "xhtml" => Format::Html,
            _ => return None,
        })
    }

    /// What a file is by its name, for kinds of document that are not read.
    pub fn unread_name(path: &str) -> Option<&'static str> {
        Some(match extension(path).as_str() {
            "doc" | "odt" | "rtf" | "pages" => "a word-processor document",
            "xls" | "xlsb" | "ods" | "numbers" => "a spreadsheet",
            "ppt" | "pptx" | "odp" => "a presentation",
            "mht" | "mhtml" => "a saved web page",
            "eml" | "msg" => "a message",
            "zip" | "7z" | "rar" | "gz" => "an archive",
            "xps" | "ps" | "eps" | "djvu" | "epub" => "a document of another format",
            _ => return None,
        })
    }
}

fn extension(path: &str) -> String {
    std::path::Path::new(path)
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

const EXPORT: &str = "export it as PDF and check that file";

/// Tells the format by content, then by name.
pub(super) fn sniff(path: &str, bytes: &[u8]) -> Result<Format> {
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        let found = if bytes.is_empty() {
            "the file is empty"
        } else {
            "the file holds only blanks"
        };
        return Err(Error::new(path, found, "export or copy it again"));
    }
    if let Some(format) = of_archive(bytes) {
        return Ok(format);
    }
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    let known = Format::of_name(path);
    let page = is_page(head);
    if known == Some(Format::Pdf) {
        // A download that failed often leaves a page that says so.
        let found = if page {
            "the file is named .pdf but is a web page"
        } else {
            "the file is named .pdf but does not begin as a PDF does"
        };
        return Err(Error::new(path, found, "download or export it again"));
    }
    if page && !matches!(known, Some(Format::Docx | Format::Xlsx)) {
        return Ok(Format::Html);
    }
    if let Some(kind) = unread_content(head).or_else(|| Format::unread_name(path)) {
        return Err(Error::new(
            path,
            format!("the file is {kind}, which is not read"),
            EXPORT,
        ));
    }
    if !super::text::is_text(bytes) {
        let found = "the file is neither a PDF nor text";
        return Err(Error::new(
            path,
            found,
            "give a .pdf, .docx, .xlsx, .html, .txt, .md, .csv or .tsv file",
        ));
    }
    if matches!(known, Some(Format::Docx | Format::Xlsx)) {
        let kind = if page { "a web page" } else { "plain text" };
        let found = format!("the file is named .{} but is {kind}", extension(path));
        return Err(Error::new(path, found, "download or export it again"));
    }
    Ok(known.unwrap_or(Format::Text))
}

/// What an archive of parts is, by the names of its parts.
fn of_archive(bytes: &[u8]) -> Option<Format> {
    let holds = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    if !bytes.starts_with(b"PK\x03\x04") {
        None
    } else if holds("word/document.xml") {
        Some(Format::Docx)
    } else {
        holds("xl/workbook.xml").then_some(Format::Xlsx)
    }
}

/// Whether a file begins as a web page does.
fn is_page(head: &[u8]) -> bool {
    let head = super::text::decode(head);
    let mut rest = head.trim_start();
    while let Some(comment) = rest
        .strip_prefix("<!--")
        .or_else(|| rest.strip_prefix("<?xml"))
    {
        let Some((_, after)) = comment.split_once('>') else {
            return false;
        };
        rest = after.trim_start();
    }
    let begins = |with: &str| {
        rest.get(..with.len())
            .is_some_and(|r| r.eq_ignore_ascii_case(with))
    };
    begins("<!doctype html") || begins("<html")
}

/// Kinds of files that are no text, by their first bytes.
fn unread_content(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (
            b"PK\x03\x04",
            "an archive, and neither a Word nor an Excel file",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "an older Word or Excel file, or one that is locked by a password",
        ),
        (b"{\\rtf", "a rich-text document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"%!PS", "a PostScript document"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    SIGNATURES
        .iter()
        .find(|(s, _)| head.starts_with(s))
        .map(|(_, kind)| *kind)
}
