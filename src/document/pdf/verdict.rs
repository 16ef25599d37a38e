//! What a page's content says about the page once all of it has run: whether it was read, and read whole.

use super::interpret::Interpreter;
use crate::document::{Page, Rect, Textless};

/// Filled shapes with curved edges that are taken for letters on a page without any text.
const SHAPES: usize = 300;
/// The part of a page's height, above and below, in which stamps and page numbers stand.
const MARGIN: f32 = 0.09;

impl Interpreter<'_> {
    /// Ends the page: what was read, and what that says about the page.
    pub(super) fn finish(mut self) {
        if self.unknown > 16 && self.unknown * 10 > self.known {
            self.trouble("not fully read: its content holds words that are no drawing operators");
        }
        let words = std::mem::take(&mut self.words);
        words.deliver(self.page);
        self.unknown_characters();
        self.budget.close();
        self.page.textless = textless(self.page, self.curved);
        if let Some(kind) = self.page.textless {
            self.trouble(kind.words());
        }
    }

    fn unknown_characters(&mut self) {
        let n = self.unmapped;
        if n == 0 {
            return;
        }
        if n * 20 > self.glyphs && n > 3 {
            let share = n * 100 / self.glyphs.max(1);
            self.trouble(format!(
                "{share}% of its characters have no known text: their font does not say what they stand for"
            ));
            return;
        }
        let page = &*self.page;
        let figures = page
            .words
            .iter()
            .map(|w| page.word(w))
            .filter(|t| t.contains('\u{fffd}') && t.bytes().any(|b| b.is_ascii_digit()))
            .count();
        match (figures, n) {
            (0, 1) => self.remark("1 of its characters has no known text".to_string()),
            (0, _) => self.remark(format!("{n} of its characters have no known text")),
            (1, _) => self.trouble("1 of its figures holds a character without a known text"),
            _ => self.trouble(format!(
                "{figures} of its figures hold characters without a known text"
            )),
        }
    }

    fn remark(&mut self, text: String) {
        self.page.remarks.push(text);
    }
}

/// Why a page with little or no text was not read by reading its text.
fn textless(page: &Page, curved: usize) -> Option<Textless> {
    let covered: f32 = page.pictures.iter().map(|p| p.width() * p.height()).sum();
    let area = page.width * page.height;
    if page.words.is_empty() {
        if covered > 0.3 * area {
            return Some(Textless::Picture);
        }
        return (curved > SHAPES).then_some(Textless::Shapes);
    }
    let edge = |b: Rect| b.y1 < MARGIN * page.height || b.y0 > (1.0 - MARGIN) * page.height;
    (covered > 0.5 * area && page.words.iter().all(|w| edge(w.bbox)))
        .then_some(Textless::PictureWithEdge)
}
