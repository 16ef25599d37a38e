//! How long a check takes: a 60-page pack as PDF and as text, from its bytes to its tests.
//!
//! The pack is made here from the corpus, by the modules that make the corpus' own PDFs.

#![allow(dead_code, reason = "the corpus maker has more than a benchmark needs")]

#[path = "../corpus/make/flow.rs"]
mod flow;
#[path = "../corpus/make/font.rs"]
mod font;
#[path = "../corpus/make/grid.rs"]
mod grid;
#[path = "../corpus/make/pdf.rs"]
mod pdf;
#[path = "../corpus/make/sheet.rs"]
mod sheet;
#[path = "../corpus/make/source.rs"]
mod source;

use crossfoot::language::Settings;
use crossfoot::report::Outcome;
use crossfoot::{document, pipeline, report};
use divan::Bencher;
use flow::{Flow, Style};
use std::path::{Path, PathBuf};

const PAGES: usize = 60;

fn main() {
    divan::main();
}

/// The corpus' texts, as often as it takes to fill the pages.
fn sources() -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/text")];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("the corpus is there")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
        .iter()
        .map(|p| std::fs::read_to_string(p).expect("a text is read"))
        .collect()
}

fn pdf_pack(tagged: bool) -> Vec<u8> {
    let style = Style {
        running_head: "Agenda pack",
        ruling: grid::Ruling::Half,
        landscape: false,
        tight: false,
        tagged,
        columns: 1,
        numbered: true,
    };
    let mut flow = Flow::new(&style);
    for text in sources().iter().cycle() {
        if flow.sheets.len() >= PAGES {
            break;
        }
        flow.set(&source::read(text, false));
    }
    pdf::write(flow, "Agenda pack", pdf::Variant::Plain).expect("a PDF is written")
}

fn check(name: &str, bytes: &[u8]) -> usize {
    let settings = Settings::default();
    let document = document::open(name, bytes.to_vec()).expect("it opens");
    let readings = vec![pipeline::understand(0, document)];
    let tests = pipeline::tests(&readings, &settings, true);
    let outcome = Outcome {
        readings,
        tests,
        ..Outcome::default()
    };
    let mut out = Vec::new();
    report::json::write(&mut out, &report::json::check(&outcome, false, false))
        .expect("memory is written to");
    out.len()
}

#[divan::bench(sample_count = 20)]
fn a_pack_of_60_pages_as_pdf(bencher: Bencher) {
    let bytes = pdf_pack(false);
    bencher.bench(|| check("pack.pdf", &bytes));
}

#[divan::bench(sample_count = 20)]
fn a_tagged_pack_of_60_pages_as_pdf(bencher: Bencher) {
    let bytes = pdf_pack(true);
    bencher.bench(|| check("pack.pdf", &bytes));
}

#[divan::bench(sample_count = 20)]
fn the_texts_of_the_corpus(bencher: Bencher) {
    let text = sources().join("\n\n");
    bencher.bench(|| check("pack.txt", text.as_bytes()));
}
