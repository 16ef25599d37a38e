//! Reading PDF pages: one made file per feature.

#[path = "../support/pdf.rs"]
mod pdf;

mod files;
mod fonts;
mod hidden;
mod pages;
mod text;

use crossfoot::document::{Page, Word};
use pdf::{base, words};

fn find<'a>(page: &'a Page, text: &str) -> &'a Word {
    page.words
        .iter()
        .find(|w| page.word(w) == text)
        .unwrap_or_else(|| panic!("no {text:?} among {}", words(page)))
}

/// A page whose text is set in the given font.
fn in_font(font: &str, content: &str) -> pdf::Writer {
    let mut w = base(content, "", "");
    w.set(5, font);
    w
}
