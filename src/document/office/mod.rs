//! Office Open XML: word-processor documents (.docx) and workbooks (.xlsx).

mod package;
pub mod word;
pub mod workbook;
mod xml;

pub use package::Package;

use crate::error::Result;
use xml::Node;

/// The title that a file's properties give.
fn title(package: &Package) -> Result<Option<String>> {
    let name = "docProps/core.xml";
    let Some(xml) = package.part(name)? else {
        return Ok(None);
    };
    let (mut inside, mut title) = (false, String::new());
    package.walk(name, &xml, &mut |n| match n {
        Node::Start("title", _) => inside = true,
        Node::End("title") => inside = false,
        Node::Text(t) if inside => title.push_str(t),
        _ => {}
    })?;
    let title = title.trim().to_string();
    Ok((!title.is_empty()).then_some(title))
}

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
