//! What an output must not do, one check for each format.

use crate::Work;
use crate::documents::HOSTILE;
use calamine::{Data, Reader, Xlsx};
use crossfoot::report::sanitize::acts;
use quick_xml::events::Event;
use std::fs;
use std::path::Path;

/// Nothing that acts, but for line ends.
pub fn is_quiet(name: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        let bad = line.chars().find(|c| acts(*c) && *c != '\t');
        assert_eq!(bad, None, "{name}, line {}: {line:?}", number + 1);
    }
}

pub fn sarif(work: &Work, findings: usize) {
    let sarif: serde_json::Value = serde_json::from_slice(&work.read("out.sarif")).expect("JSON");
    is_quiet("sarif", &work.text("out.sarif"));
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), findings);
    for result in results {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        let uri = uri.expect("a place");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.chars().all(plain), "{uri}");
    }
}

/// Well-formed, with as many cases that fail or say something as there are findings at or above an error, and below.
pub fn junit(work: &Work, findings: usize) {
    let text = work.text("out.xml");
    is_quiet("junit", &text);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut told, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}")) {
            Event::Start(e) => {
                depth += 1;
                told += usize::from(matches!(e.name().as_ref(), "failure" | "system-out"));
                e.attributes().for_each(|a| drop(a.expect("an attribute")));
            }
            Event::Empty(e) => e.attributes().for_each(|a| drop(a.expect("an attribute"))),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((told, depth), (findings, 0));
}

/// Elements and attributes are those of ours; text of documents is text.
pub fn page_is_inert(html: &str, findings: usize) {
    is_quiet("html", html);
    assert_eq!(html.matches("<article ").count(), findings);
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("<style").count(), 1);
    let start = html.find("<style>").expect("a style");
    let style_end = html.find("</style>").expect("its end");
    let script = html.find("<script>").expect("a script");
    let body = [&html[..start], &html[style_end..script]].concat();
    let tags = regex::Regex::new("<([a-zA-Z!/][^<>]*)>").expect("a pattern");
    for tag in tags.captures_iter(&body).filter_map(|c| c.get(1)) {
        let tag = tag.as_str();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or("");
        assert!(
            !matches!(name, "img" | "evil" | "iframe" | "object" | "b" | "base"),
            "{tag}"
        );
        let outside_quotes: String = tag.split('"').step_by(2).collect();
        for word in ["onerror", "onload", "javascript:", "style="] {
            assert!(!outside_quotes.contains(word), "{tag}");
        }
    }
    let strays = body.matches('<').count() - tags.find_iter(&body).count();
    assert_eq!(strays, 0, "every < begins an element of ours");
}

pub fn workbook_is_inert(bytes: Vec<u8>) {
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).expect("it is a workbook");
    let mut seen = 0;
    for sheet in book.sheet_names() {
        let ours = |f: &str| {
            let bare: String = f.split('"').step_by(2).collect();
            let names = [
                "SUM",
                "AVERAGE",
                "ABS",
                "ROUND",
                "COUNTIFS",
                "Ledger!",
                "'Not tested'!",
            ];
            let rest = names.iter().fold(bare, |f, n| f.replace(n, ""));
            rest.chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "$:,()+-*/.".contains(c))
        };
        let formulas = book.worksheet_formula(&sheet).expect("they can be read");
        for (row, column, formula) in formulas.used_cells() {
            assert!(ours(formula), "{sheet} {row} {column}: {formula}");
        }
        let cells = book.worksheet_range(&sheet).expect("it can be read");
        for (row, column, cell) in cells.used_cells() {
            if let Data::String(text) = cell {
                is_quiet(&sheet, text);
                let formula = formulas.get_value((row as u32, column as u32));
                if text.starts_with("=cmd|") {
                    seen += 1;
                    assert!(formula.is_none_or(String::is_empty), "{sheet}: {formula:?}");
                }
            }
        }
    }
    assert!(seen > 0, "the formula is there, as text");
}

pub fn copies_are_inert(folder: &Path) {
    let mut copies = 0;
    for entry in fs::read_dir(folder).expect("copies were made").flatten() {
        let copy = lopdf::Document::load(entry.path()).unwrap_or_else(|e| panic!("{e}"));
        for object in copy.objects.values() {
            let Ok(dict) = object.as_dict() else { continue };
            for key in [
                b"JS".as_slice(),
                b"A",
                b"AA",
                b"OpenAction",
                b"URI",
                b"Launch",
            ] {
                assert!(!dict.has(key), "{}: {dict:?}", entry.path().display());
            }
            if let Ok(contents) = dict.get(b"Contents").and_then(lopdf::decode_text_string) {
                is_quiet("annotation", &contents);
            }
        }
        copies += 1;
    }
    assert_eq!(copies, HOSTILE.len());
}

pub fn rows_hold_no_formula(name: &str, text: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for row in reader.records() {
        for field in row.expect("a row").iter() {
            let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula || field.parse::<f64>().is_ok(), "{name}: {field}");
        }
    }
}
