//! Painted paths: strokes for tables, and the grounds that white letters show on.

use super::interpret::Interpreter;
use super::limits;
use super::matrix::intersect;
use crate::document::{Painted, Rect};

/// Areas kept as ground for white letters; on a page with more, white counts as seen.
const GROUNDS: usize = 4096;
/// A line as wide as this, in points, is a ground as well: a bar.
const BAR: f32 = 3.0;

/// Areas painted in something else than white.
#[derive(Default)]
pub(super) struct Grounds {
    areas: Vec<Rect>,
}

impl Grounds {
    pub(super) fn add(&mut self, area: Rect) {
        if self.areas.len() < GROUNDS && area.width() > 0.0 && area.height() > 0.0 {
            self.areas.push(area);
        }
    }

    /// Whether something white at a point can be seen.
    pub(super) fn show(&self, (x, y): (f32, f32)) -> bool {
        self.areas.len() >= GROUNDS
            || self
                .areas
                .iter()
                .any(|a| a.x0 <= x && x <= a.x1 && a.y0 <= y && y <= a.y1)
    }
}

impl Interpreter<'_> {
    /// Paints the path, and sets the clip that waits for it.
    pub(super) fn paint(&mut self, stroke: bool, fill: bool) {
        let clip = self.state.clip;
        if !self.marks.hidden() {
            if fill {
                let page = self.whole();
                let edges = if self.is_white_on_white() {
                    Painted::Unseen
                } else {
                    Painted::Shading
                };
                self.path.fill(page, clip, edges, &mut self.page.strokes);
                self.curved += self.path.curved();
                if !self.state.ink.white
                    && let Some(b) = self.path.bounds()
                {
                    self.grounds.add(intersect(b, clip));
                }
            }
            if stroke {
                let width = self.state.stroke_width();
                self.path.stroke(width, clip, &mut self.page.strokes);
                if width > BAR
                    && let Some(b) = self.path.bounds()
                {
                    let half = width / 2.0;
                    let bar = Rect {
                        x0: b.x0 - half,
                        y0: b.y0 - half,
                        x1: b.x1 + half,
                        y1: b.y1 + half,
                    };
                    self.grounds.add(intersect(bar, clip));
                }
            }
        }
        if self.clip_next {
            if let Some(b) = self.path.bounds() {
                self.state.clip = intersect(clip, b);
            }
            self.clip_next = false;
        }
        if self.path.is_full() || self.page.strokes.len() > limits::STROKES {
            self.stop("not fully read: more lines are drawn than are kept".to_string());
        }
        self.path.clear();
    }

    /// Whether the path is filled with white where nothing else was painted.
    fn is_white_on_white(&self) -> bool {
        self.state.ink.white
            && self.path.bounds().is_some_and(|b| {
                let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
                let points = [
                    (x, y),
                    (b.x0, b.y0),
                    (b.x0, b.y1),
                    (b.x1, b.y0),
                    (b.x1, b.y1),
                ];
                !points.into_iter().any(|p| self.grounds.show(p))
            })
    }

    /// The box of the page.
    pub(super) fn whole(&self) -> Rect {
        Rect {
            x0: 0.0,
            y0: 0.0,
            x1: self.page.width,
            y1: self.page.height,
        }
    }
}
