//! Makes the PDFs, Word documents, web pages and workbooks of the corpus from the sources in `corpus/text`, so that all
//! hold the same words and figures: `cargo run --example make-corpus`. `tests/corpus.rs` holds the committed files
//! against what this makes.
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
mod web;
mod word;
mod workbook;

use flow::Flow;
use std::io;
use std::path::Path;

/// The folders of what is made, below `corpus`.
pub const FOLDERS: [&str; 4] = ["pdf", "word", "web", "excel"];

/// Every file with its path below `corpus`, made from the sources below `corpus/text`.
pub fn make(corpus: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut told = Vec::new();
    for plan in plans::plans() {
        let text = std::fs::read_to_string(corpus.join("text").join(plan.source))?;
        let parts = source::read(&text, plan.source.ends_with(".md"));
        let mut flow = Flow::new(&plan.style);
        flow.set(&parts);
        let pdf = pdf::write(flow, plan.title, plan.variant)?;
        files.push((format!("pdf/{}", plan.file), pdf));
        // One document and one page of each source, however many PDFs.
        let Some((name, _)) = plan.source.rsplit_once('.') else {
            continue;
        };
        if told.contains(&plan.source) {
            continue;
        }
        told.push(plan.source);
        files.push((
            format!("word/{name}.docx"),
            word::write(&parts, plan.title)?,
        ));
        files.push((format!("web/{name}.html"), web::write(&parts, plan.title)));
        if plan.source.starts_with("agreement/") {
            let book = workbook::write(&parts).map_err(io::Error::other)?;
            files.push((format!("excel/{name}.xlsx"), book));
        }
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
        let path = corpus.join(file);
        std::fs::create_dir_all(path.parent().unwrap_or(&corpus))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
