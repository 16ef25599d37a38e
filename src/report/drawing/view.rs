//! A page's own look as SVG: paper, pictures, strokes, and words where they stand.

use crate::document::{Page, Rect, Word};
use crate::report::escape::lines as text;
use std::fmt::Write as _;

/// From the page's points, upwards, to the drawing's, downwards.
pub(in crate::report) struct View {
    /// Height of the page.
    pub height: f32,
}

impl View {
    /// A rectangle of a class.
    pub(in crate::report) fn rect(&self, svg: &mut String, class: &str, b: Rect) {
        let _ = writeln!(svg, "<rect class=\"{class}\" {}/>", self.place(b));
    }

    /// A rectangle's attributes.
    pub(in crate::report) fn place(&self, b: Rect) -> String {
        format!(
            "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            short(b.x0),
            short(self.height - b.y1),
            short(b.width().max(0.1)),
            short(b.height().max(0.1))
        )
    }

    /// Paper, pictures and strokes.
    pub(in crate::report) fn ground(&self, svg: &mut String, page: &Page) {
        let paper = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: page.width,
            y1: page.height,
        };
        self.rect(svg, "paper", paper);
        for picture in &page.pictures {
            self.rect(svg, "picture", *picture);
        }
        for s in &page.strokes {
            let class = if s.is_edge() { "shading" } else { "rule" };
            self.rect(svg, class, grown(s.bbox, 0.15));
        }
    }

    /// The words that are wanted; those of a line that are set alike stand in one element.
    pub(in crate::report) fn words(
        &self,
        svg: &mut String,
        page: &Page,
        wanted: impl Fn(&Word) -> bool,
    ) {
        let mut line: Option<&Word> = None;
        for word in page.words.iter().filter(|w| wanted(w)) {
            let goes_on = line.is_some_and(|l| {
                word.style.turns == 0
                    && l.style == word.style
                    && (l.baseline - word.baseline).abs() < 0.05
                    && (l.size - word.size).abs() < 0.05
            });
            if !goes_on {
                if line.is_some() {
                    svg.push_str("</text>\n");
                }
                self.open(svg, word);
            }
            self.word(svg, page, word);
            line = Some(word);
        }
        if line.is_some() {
            svg.push_str("</text>\n");
        }
    }

    /// The element of a line that begins with a word.
    fn open(&self, svg: &mut String, word: &Word) {
        let s = word.style;
        let classes = [
            ("b", s.bold),
            ("i", s.italic),
            ("mark", s.superscript),
            ("artifact", s.artifact),
            ("hidden", s.invisible),
        ];
        let mut class = String::new();
        for (name, _) in classes.iter().filter(|(_, on)| *on) {
            class.push_str(if class.is_empty() { " class=\"" } else { " " });
            class.push_str(name);
        }
        if !class.is_empty() {
            class.push('"');
        }
        let (x, y, _) = self.start(word);
        let turn = match s.turns {
            0 => String::new(),
            t => format!(" transform=\"rotate({} {x} {y})\"", 360 - 90 * u32::from(t)),
        };
        let size = short(word.size.clamp(0.5, 400.0));
        let _ = write!(svg, "<text{class} y=\"{y}\" font-size=\"{size}\"{turn}>");
    }

    fn word(&self, svg: &mut String, page: &Page, word: &Word) {
        let (x, _, length) = self.start(word);
        let shown = page.word(word);
        // A word of one letter needs no fitting.
        let fit = if shown.chars().count() > 1 && length > 0.5 {
            format!(
                " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                short(length)
            )
        } else {
            String::new()
        };
        let _ = write!(svg, "<tspan x=\"{x}\"{fit}>{}</tspan>", text(shown));
    }

    /// Where a word's baseline begins, and how long it is.
    fn start(&self, word: &Word) -> (f32, f32, f32) {
        let b = word.bbox;
        let (x, y, length) = match word.style.turns {
            0 => (b.x0, word.baseline, b.width()),
            1 => (word.baseline, b.y0, b.height()),
            2 => (b.x1, word.baseline, b.width()),
            _ => (word.baseline, b.y1, b.height()),
        };
        (short(x), short(self.height - y), length)
    }
}

/// A box with so much room around it.
pub(in crate::report) fn grown(b: Rect, by: f32) -> Rect {
    Rect {
        x0: b.x0 - by,
        y0: b.y0 - by,
        x1: b.x1 + by,
        y1: b.y1 + by,
    }
}

/// A number of points to a tenth, without a needless point.
pub(in crate::report) fn short(n: f32) -> f32 {
    (n * 10.0).round() / 10.0
}
