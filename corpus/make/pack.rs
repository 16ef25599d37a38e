//! A long pack: the corpus' own texts bound together as often as it takes, to measure speed and memory with.

use super::flow::{Flow, Style};
use super::{grid, pdf, source};
use std::io;
use std::path::{Path, PathBuf};

/// The corpus' texts, in the order of their paths.
pub fn texts(corpus: &Path) -> io::Result<Vec<String>> {
    let mut folders = vec![corpus.join("text")];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(std::fs::read_to_string).collect()
}

/// A pack of at least so many pages, with a structure tree when it is tagged.
pub fn make(corpus: &Path, pages: usize, tagged: bool) -> io::Result<Vec<u8>> {
    let style = Style {
        running_head: "Agenda pack",
        ruling: grid::Ruling::Half,
        landscape: false,
        tight: false,
        tagged,
        columns: 1,
        numbered: true,
    };
    let texts = texts(corpus)?;
    let mut flow = Flow::new(&style);
    for text in texts.iter().cycle() {
        if flow.sheets.len() >= pages {
            break;
        }
        flow.set(&source::read(text, false));
    }
    pdf::write(flow, "Agenda pack", pdf::Variant::Plain)
}
