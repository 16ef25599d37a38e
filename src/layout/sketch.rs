//! Pages for tests, put together from texts and lines.

use crate::document::{Page, Painted, Rect, Stroke, Style, Word};

/// Width of every character as a part of the size.
const ADVANCE: f32 = 0.5;

/// A page under construction, A4 upright, set in 10 points.
pub struct Sketch(pub Page);

impl Sketch {
    /// An empty page.
    pub fn new(number: u32) -> Sketch {
        Sketch(Page {
            number,
            width: 595.0,
            height: 842.0,
            ..Page::default()
        })
    }
    /// Adds words from a left edge.
    pub fn text(&mut self, x: f32, y: f32, text: &str) -> &mut Sketch {
        let page = &mut self.0;
        let mut left = x;
        for part in text.split(' ') {
            let start = page.text.len() as u32;
            page.text.push_str(part);
            let end = page.text.len() as u32;
            let right = left + part.chars().count() as f32 * 10.0 * ADVANCE;
            page.words.push(Word {
                start,
                end,
                bbox: Rect {
                    x0: left,
                    y0: y - 2.0,
                    x1: right,
                    y1: y + 8.0,
                },
                baseline: y,
                size: 10.0,
                style: Style::default(),
                mcid: -1,
                space_before: left > x,
            });
            left = right + 3.0;
        }
        self
    }
    /// Adds words that end at a right edge.
    pub fn right(&mut self, x: f32, y: f32, text: &str) -> &mut Sketch {
        let letters: usize = text.split(' ').map(|p| p.chars().count()).sum();
        let gaps = text.split(' ').count() - 1;
        let width = letters as f32 * 10.0 * ADVANCE + gaps as f32 * 3.0;
        self.text(x - width, y, text)
    }
    /// Adds a row: a name from a left edge, and figures that end at `ends`.
    pub fn row(
        &mut self,
        x: f32,
        y: f32,
        name: &str,
        ends: &[f32],
        figures: &[&str],
    ) -> &mut Sketch {
        self.text(x, y, name);
        for (end, figure) in ends.iter().zip(figures) {
            self.right(*end, y, figure);
        }
        self
    }
    /// Gives the latest words, as many as `count`, marked content of the structure tree.
    pub fn marked(&mut self, mcid: i32, count: usize) -> &mut Sketch {
        for w in self.0.words.iter_mut().rev().take(count) {
            w.mcid = mcid;
        }
        self
    }
    /// Adds a horizontal rule.
    pub fn across(&mut self, x0: f32, x1: f32, y: f32) -> &mut Sketch {
        self.stroke(x0, y, x1, y, true)
    }
    /// Adds an upright rule.
    pub fn down(&mut self, x: f32, y0: f32, y1: f32) -> &mut Sketch {
        self.stroke(x, y0, x, y1, false)
    }
    /// Adds the rules of a grid, upright ones at `xs` and others at `ys`.
    pub fn grid(&mut self, xs: &[f32], ys: &[f32]) -> &mut Sketch {
        let ends = |v: &[f32]| {
            let low = v.iter().copied().fold(f32::MAX, f32::min);
            (low, v.iter().copied().fold(f32::MIN, f32::max))
        };
        let ((left, right), (bottom, top)) = (ends(xs), ends(ys));
        for y in ys {
            self.across(left, right, *y);
        }
        for x in xs {
            self.down(*x, bottom, top);
        }
        self
    }
    /// Makes the rules added last, as many as told, edges of white areas that nobody sees.
    pub fn unseen(&mut self, count: usize) -> &mut Sketch {
        for stroke in self.0.strokes.iter_mut().rev().take(count) {
            stroke.painted = Painted::Unseen;
        }
        self
    }
    fn stroke(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, horizontal: bool) -> &mut Sketch {
        self.0.strokes.push(Stroke {
            bbox: Rect { x0, y0, x1, y1 },
            horizontal,
            painted: Painted::Line,
        });
        self
    }
}
