//! Parts to a word-processor document: styles for headings, a list for bullets, real tables.

use super::source::{Part, is_figure, spans};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const DOCUMENT_RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The bytes of a document; the same parts give the same bytes.
pub fn write(parts: &[Part], title: &str) -> io::Result<Vec<u8>> {
    let mut body = String::new();
    for part in parts {
        let _ = match part {
            Part::Heading(level, text) => {
                body.push_str(&paragraph(&format!("Heading{level}"), "", text));
                Ok(())
            }
            Part::Paragraph(text) => {
                body.push_str(&paragraph("", "", text));
                Ok(())
            }
            Part::Bullet(text) => {
                let list = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
                body.push_str(&paragraph("", list, text));
                Ok(())
            }
            Part::Contents(columns) => {
                let texts: Vec<String> = columns.iter().map(|c| escape(c)).collect();
                let runs = texts.join("</w:t><w:tab/><w:t xml:space=\"preserve\">");
                write!(
                    body,
                    r#"<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>"#
                )
            }
            Part::Table(rows, heads) => {
                table(&mut body, rows, *heads);
                Ok(())
            }
            Part::PageEnd(..) => {
                body.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
                Ok(())
            }
        };
    }
    let document =
        format!(r#"<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>"#);
    let core = format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
        escape(title)
    );
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_string()),
        ("_rels/.rels", RELATIONSHIPS.to_string()),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONSHIPS.to_string(),
        ),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering()),
        ("docProps/core.xml", core),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(io::Error::other)?;
        zip.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn paragraph(style: &str, properties: &str, text: &str) -> String {
    let style = match style {
        "" => String::new(),
        s => format!(r#"<w:pStyle w:val="{s}"/>"#),
    };
    let text = escape(text);
    format!(
        r#"<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

fn table(body: &mut String, rows: &[Vec<String>], heads: usize) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    body.push_str(r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>"#);
    body.push_str(&"<w:gridCol w:w=\"1200\"/>".repeat(columns));
    body.push_str("</w:tblGrid>");
    for (r, cells) in spans(rows, heads).into_iter().enumerate() {
        body.push_str("<w:tr>");
        if r < heads {
            body.push_str("<w:trPr><w:tblHeader/></w:trPr>");
        }
        for (text, columns) in cells {
            let span = match columns {
                1 => String::new(),
                n => format!(r#"<w:gridSpan w:val="{n}"/>"#),
            };
            let right = if is_figure(text) {
                r#"<w:jc w:val="right"/>"#
            } else {
                ""
            };
            let _ = write!(
                body,
                "<w:tc><w:tcPr>{span}</w:tcPr>{}</w:tc>",
                paragraph("", right, text)
            );
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

fn styles() -> String {
    let mut out = format!(r#"<w:styles xmlns:w="{NAMESPACE}">"#);
    for level in 1..=4 {
        let _ = write!(
            out,
            r#"<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#,
            level - 1
        );
    }
    out.push_str(r#"<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style></w:styles>"#);
    out
}

fn numbering() -> String {
    format!(
        r#"<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    )
}
