//! Small PDF files made in code, right or wrong on purpose.
#![allow(dead_code, reason = "each test file uses its own part")]

use crossfoot::document::Page;
use crossfoot::document::pdf::Pdf;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A file under construction: objects by number, from 1.
#[derive(Default)]
pub struct Writer {
    objects: Vec<Vec<u8>>,
}

impl Writer {
    /// Adds an object; gives its number.
    pub fn add(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len()
    }

    /// Replaces an object.
    pub fn set(&mut self, number: usize, body: impl AsRef<[u8]>) {
        self.objects[number - 1] = body.as_ref().to_vec();
    }

    /// Adds a stream; `entries` are those of its dictionary besides Length.
    pub fn stream(&mut self, entries: &str, bytes: &[u8]) -> usize {
        let mut body = format!("<<{entries}/Length {}>>stream\n", bytes.len()).into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// The bytes of the file, with a cross-reference table and the given entries in the trailer.
    pub fn file(&self, trailer: &str) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for (i, body) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", i + 1).as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend_from_slice(
            format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).as_bytes(),
        );
        for offset in &offsets {
            out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        out.extend_from_slice(
            format!(
                "trailer\n<</Size {}{trailer}>>\nstartxref\n{start}\n%%EOF\n",
                offsets.len() + 1
            )
            .as_bytes(),
        );
        out
    }
}

/// Deflates bytes.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

/// A file of one page of 600 by 800 points with Helvetica as F1; `page` and `resources` are further entries.
pub fn page_with(content: &str, page: &str, resources: &str) -> Vec<u8> {
    let mut w = base(content, page, resources);
    w.set(1, "<</Type/Catalog/Pages 2 0 R>>");
    w.file("/Root 1 0 R")
}

/// The objects of [`page_with`]: 1 catalog, 2 pages, 3 page, 4 content, 5 font.
pub fn base(content: &str, page: &str, resources: &str) -> Writer {
    let mut w = Writer::default();
    w.add("<</Type/Catalog/Pages 2 0 R>>");
    w.add("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>");
    w.add(format!(
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>"
    ));
    w.stream("", content.as_bytes());
    w.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    w
}

/// A file of one page.
pub fn page(content: &str) -> Vec<u8> {
    page_with(content, "", "")
}

/// The first page as read.
pub fn read(bytes: Vec<u8>) -> Page {
    open(bytes).page(0)
}

/// A file that must open.
pub fn open(bytes: Vec<u8>) -> Pdf {
    Pdf::open("made.pdf", bytes).unwrap_or_else(|e| panic!("{e}"))
}

/// The words of a page; a bar stands where two words touch.
pub fn words(page: &Page) -> String {
    let mut out = String::new();
    for (i, w) in page.words.iter().enumerate() {
        if i > 0 {
            out.push(if w.space_before { ' ' } else { '|' });
        }
        out.push_str(page.word(w));
    }
    out
}
