//! Office Open XML: word-processor documents (.docx) and workbooks (.xlsx).

mod package;
pub mod word;
pub mod workbook;
mod xml;

pub use package::Package;

#[cfg(test)]
mod made {
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// An archive of parts.
    pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default())
                .expect("a part");
            zip.write_all(text.as_bytes()).expect("its text");
        }
        zip.finish().expect("an archive").into_inner()
    }
}
