//! Hostile Word documents, workbooks and web pages.

use crate::probes::archive;
use crossfoot::document;
use crossfoot::pipeline;
use crossfoot::table::Table;

fn refused(path: &str, bytes: Vec<u8>) -> String {
    match document::open(path, bytes) {
        Ok(_) => panic!("{path} was opened"),
        Err(e) => e.to_string(),
    }
}

#[test]
fn a_part_that_inflates_without_end_is_refused() {
    let bomb = vec![b' '; (128 << 20) + 1];
    let said = refused("made.docx", archive(&[("word/document.xml", &bomb)]));
    assert!(
        said.contains("word/document.xml: inflates to over 128 MiB"),
        "{said}"
    );
}

#[test]
fn a_damaged_archive_is_refused() {
    let mut bytes = archive(&[("word/document.xml", b"<w:document/>")]);
    bytes.truncate(bytes.len() - 30);
    assert!(refused("made.docx", bytes).contains("archive cannot be opened"));
}

#[test]
fn xml_that_is_cut_off_or_nested_without_end_is_refused() {
    let cut = archive(&[("word/document.xml", b"<w:document><w:body><w:p>".as_slice())]);
    assert!(refused("made.docx", cut).contains("ends too early"));
    let deep = "<w:p>".repeat(100_000);
    let deep = archive(&[("word/document.xml", deep.as_bytes())]);
    assert!(refused("made.docx", deep).contains("nested over 1000 deep"));
}

#[test]
fn entities_that_a_file_defines_are_not_followed() {
    let bomb = br#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;5</w:t></w:r></w:p></w:body></w:document>"#;
    let bytes = archive(&[("word/document.xml", bomb.as_slice())]);
    let reading = pipeline::understand(0, document::open("made.docx", bytes).expect("opened"));
    assert_eq!(reading.blocks.len(), 1);
    assert_eq!(reading.blocks[0].text, "5");
}

#[test]
fn spans_without_end_cost_no_memory() {
    let rows = "<tr><td rowspan=65534 colspan=1000>1".repeat(3_000);
    let page = format!("<!DOCTYPE html><table>{rows}</table>");
    let opened = document::open("made.html", page.into_bytes()).expect("opened");
    let reading = pipeline::understand(0, opened);
    let positions = |t: &Table| t.rows.len() * t.columns.len();
    assert!(reading.tables.iter().all(|t| positions(t) <= 2_000_000));
}
