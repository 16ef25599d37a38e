//! What all strings of one operator have in common: their place, size, direction and style.

use super::fonts::Font;
use super::interpret::Interpreter;
use super::marks::Marks;
use super::matrix::Matrix;
use super::state::State;
use super::words::Run;
use crate::document::{Rect, Style};

/// What all strings of one operator have in common.
pub(super) struct Setting {
    pub run: Run,
    /// Where the text starts, and how far the page's coordinates move for one unit of text space.
    pub origin: (f32, f32),
    pub step: (f32, f32),
    /// How far that is along the writing.
    pub reach: f32,
    pub size: f32,
    pub stretch: f32,
    /// Text space for a thousand units between strings.
    pub kern: f32,
    pub char_space: f32,
    /// How much of that belongs to the letter before it.
    pub behind: f32,
    pub word_space: f32,
    pub hidden: bool,
    pub replaces: bool,
}

impl Setting {
    pub(super) fn new(interpreter: &Interpreter<'_>, font: &Font) -> Setting {
        let s = &interpreter.state;
        let marks = &interpreter.marks;
        let step = interpreter.tm.then(&s.ctm);
        let size = Matrix::new(s.size * s.stretch, 0.0, 0.0, s.size, 0.0, s.rise);
        let m = size.then(&step);
        let raised = s.rise > 0.0 && s.rise < s.size;
        let mut run = run(&m, font, raised, s, marks);
        // White letters are seen where something else than white was painted before.
        if s.ink.white
            && matches!(s.mode, 0 | 4)
            && let Some(run) = run.as_mut()
        {
            let inside = (m.e + 0.3 * (m.a + m.c), m.f + 0.3 * (m.b + m.d));
            run.style.invisible |= !interpreter.grounds.show(inside);
        }
        let hidden = marks.hidden() || run.is_none();
        let run = run.unwrap_or(NO_RUN);
        let stretch = if font.vertical { 1.0 } else { s.stretch };
        let step = if font.vertical {
            (step.c, step.d)
        } else {
            (step.a, step.b)
        };
        Setting {
            origin: (m.e, m.f),
            step,
            reach: step.0 * run.along.0 + step.1 * run.along.1,
            size: s.size,
            stretch,
            kern: s.size * stretch,
            char_space: s.char_space,
            behind: behind(s),
            word_space: s.word_space,
            hidden,
            replaces: marks.replaces(),
            run,
        }
    }

    /// Where on the page a place along the text is.
    pub(super) fn place(&self, along: f32) -> (f32, f32) {
        (
            self.origin.0 + along * self.step.0,
            self.origin.1 + along * self.step.1,
        )
    }
}

/// Wide spacing between letters belongs to the letter before, unless it is wider than letters are: then it is the way
/// from one figure to the next, as some programs write a row of them.
fn behind(s: &State) -> f32 {
    let between = s.char_space.max(0.0);
    if between > s.size.abs() { 0.0 } else { between }
}

const NO_RUN: Run = Run {
    along: (1.0, 0.0),
    up: (0.0, 1.0),
    size: 0.0,
    ascent: 0.0,
    descent: 0.0,
    style: Style {
        bold: false,
        italic: false,
        superscript: false,
        invisible: false,
        artifact: false,
        turns: 0,
    },
    mcid: -1,
    clip: Rect {
        x0: 0.0,
        y0: 0.0,
        x1: 0.0,
        y1: 0.0,
    },
};

/// What the glyphs of a string have in common; none when the text has no size at all.
fn run(m: &Matrix, font: &Font, raised: bool, state: &State, marks: &Marks) -> Option<Run> {
    let length = (m.a * m.a + m.b * m.b).sqrt();
    let turn = m.a * m.d - m.b * m.c;
    if !length.is_finite() || length < 1e-3 || turn.abs() < 1e-6 {
        return None;
    }
    let mut along = (m.a / length, m.b / length);
    let mut up = if turn > 0.0 {
        (-along.1, along.0)
    } else {
        (along.1, -along.0)
    };
    if font.vertical {
        (along, up) = ((-up.0, -up.1), along);
    }
    Some(Run {
        along,
        up,
        size: turn.abs() / length,
        ascent: font.ascent,
        descent: font.descent,
        style: Style {
            bold: font.bold || state.mode == 2,
            italic: font.italic,
            superscript: raised,
            invisible: state.mode == 3 || state.mode == 7,
            artifact: marks.artifact(),
            turns: 0,
        },
        mcid: marks.mcid(),
        clip: state.clip,
    })
}
