//! Makes the PDFs of `corpus/pdf` from the sources in `corpus/text`, so that both hold the same words and figures:
//! `cargo run --example make-corpus`. `tests/corpus.rs` holds the committed files against what this makes.
//!
//! `cargo run --example make-corpus -- 2000 pack.pdf` makes a tagged pack of 2,000 pages from the same texts instead.

mod flow;
mod font;
mod grid;
mod pack;
mod pdf;
mod plans;
mod sheet;
mod source;

use flow::Flow;
use std::io;
use std::path::Path;

/// Every PDF with its path below `corpus/pdf`, made from the sources below `corpus/text`.
pub fn make(corpus: &Path) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = Vec::new();
    for plan in plans::plans() {
        let text = std::fs::read_to_string(corpus.join("text").join(plan.source))?;
        let mut flow = Flow::new(&plan.style);
        flow.set(&source::read(&text, plan.source.ends_with(".md")));
        files.push((plan.file, pdf::write(flow, plan.title, plan.variant)?));
    }
    Ok(files)
}

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut arguments = std::env::args().skip(1);
    if let (Some(pages), Some(path)) = (arguments.next(), arguments.next()) {
        let pages = pages.parse().map_err(io::Error::other)?;
        return std::fs::write(path, pack::make(&corpus, pages, true)?);
    }
    for (file, bytes) in make(&corpus)? {
        let path = corpus.join("pdf").join(file);
        std::fs::create_dir_all(path.parent().unwrap_or(&corpus))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
