//! The graphics state.

use super::ink::Ink;
use super::matrix::Matrix;
use crate::document::Rect;

/// What `q` saves and `Q` restores.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub ctm: Matrix,
    /// The box of the clipping path, in page coordinates.
    pub clip: Rect,
    pub line_width: f32,
    /// What areas and letters are filled with.
    pub ink: Ink,
    /// Index into the page's fonts.
    pub font: Option<usize>,
    pub size: f32,
    pub char_space: f32,
    pub word_space: f32,
    /// Horizontal scaling, 1 for 100%.
    pub stretch: f32,
    pub leading: f32,
    pub rise: f32,
    /// Text rendering mode.
    pub mode: u8,
}

impl State {
    pub(super) fn new(ctm: Matrix, clip: Rect) -> State {
        State {
            ctm,
            clip,
            line_width: 1.0,
            ink: Ink::BLACK,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// The width of a stroked line on the page.
    pub(super) fn stroke_width(&self) -> f32 {
        let area = (self.ctm.a * self.ctm.d - self.ctm.b * self.ctm.c).abs();
        self.line_width * area.sqrt()
    }
}
