//! How long a check takes: a 60-page pack as PDF and as text, from its bytes to its tests; and reading alone, in two
//! steps: words, and words with layout and tables.
//!
//! The pack is made here from the corpus, by the modules that make the corpus' own PDFs.

#![allow(dead_code, reason = "the corpus maker has more than a benchmark needs")]

#[path = "../corpus/make/flow.rs"]
mod flow;
#[path = "../corpus/make/font.rs"]
mod font;
#[path = "../corpus/make/grid.rs"]
mod grid;
#[path = "../corpus/make/pack.rs"]
mod pack;
#[path = "../corpus/make/pdf.rs"]
mod pdf;
#[path = "../corpus/make/sheet.rs"]
mod sheet;
#[path = "../corpus/make/source.rs"]
mod source;

use crossfoot::document::{Body, Page};
use crossfoot::language::Settings;
use crossfoot::report::Outcome;
use crossfoot::table::read::Found;
use crossfoot::{document, layout, pipeline, report, table};
use divan::Bencher;
use std::path::{Path, PathBuf};

const PAGES: usize = 60;

fn main() {
    divan::main();
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn pdf_pack(tagged: bool) -> Vec<u8> {
    pack::make(&corpus(), PAGES, tagged).expect("a PDF is made from the corpus")
}

/// Opens a PDF and does something with every page.
fn each_page(bytes: &[u8], mut work: impl FnMut(Page) -> usize) -> usize {
    let document = document::open("pack.pdf", bytes.to_vec()).expect("it opens");
    let Body::Paged(pdf) = document.body else {
        panic!("a PDF has pages")
    };
    (0..pdf.page_count()).map(|i| work(pdf.page(i))).sum()
}

fn words(page: Page) -> usize {
    page.words.len()
}

fn tables(page: Page) -> usize {
    let laid = layout::page::lay_out(&page);
    laid.regions
        .iter()
        .map(|r| match table::read::region(&page, r) {
            Found::Table(t) => t.cells.len(),
            Found::Chart | Found::Prose => 0,
        })
        .sum()
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

#[divan::bench(sample_count = 20, args = [false, true])]
fn the_words_of_60_pages(bencher: Bencher, tagged: bool) {
    let bytes = pdf_pack(tagged);
    bencher.bench(|| each_page(&bytes, words));
}

#[divan::bench(sample_count = 20, args = [false, true])]
fn the_words_layout_and_tables_of_60_pages(bencher: Bencher, tagged: bool) {
    let bytes = pdf_pack(tagged);
    bencher.bench(|| each_page(&bytes, tables));
}

#[divan::bench(sample_count = 20)]
fn the_texts_of_the_corpus(bencher: Bencher) {
    let text = pack::texts(&corpus())
        .expect("the texts are read")
        .join("\n\n");
    bencher.bench(|| check("pack.txt", text.as_bytes()));
}
