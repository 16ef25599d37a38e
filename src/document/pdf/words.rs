//! Glyphs to words, in the order painted: cut at spaces, at gaps, and where a footnote mark is raised.

use super::room::Room;
use crate::document::{Rect, Style, Word};

/// A gap wider than this part of the size is a space.
const GAP: f32 = 0.13;
/// A glyph that starts this far before the end of the one before starts a new word.
const BACK: f32 = 0.35;
/// A glyph this near to the end of the one before plainly goes on, as a part of the size.
pub(super) const PLAIN: f32 = 0.05;

/// What the glyphs of one string have in common, in page coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// Direction of writing, of length 1.
    pub along: (f32, f32),
    /// Direction of the letters' upper side, of length 1.
    pub up: (f32, f32),
    /// Size of the font.
    pub size: f32,
    /// Above the baseline, as a part of the size.
    pub ascent: f32,
    /// Below the baseline (negative), as a part of the size.
    pub descent: f32,
    pub style: Style,
    pub mcid: i32,
    /// What can be seen of the page.
    pub clip: Rect,
}

/// Cuts words as glyphs come in.
#[derive(Default)]
pub(super) struct Words {
    /// Whole characters only.
    pub(super) text: Vec<u8>,
    pub(super) words: Vec<Word>,
    /// The word being read.
    pub(super) open: Option<Open>,
    /// The glyph before, whether or not its word is still open.
    last: Option<Last>,
    /// White space was printed since the last glyph.
    spaced: bool,
    /// Words by the hash of their text: the newest of each bucket, and for each word the one before it.
    pub(super) newest: Vec<u32>,
    pub(super) older: Vec<u32>,
}

/// A word that is being read.
pub(super) struct Open {
    pub start: usize,
    pub from: (f32, f32),
    pub to: (f32, f32),
    pub run: Run,
    pub space_before: bool,
    pub bold_glyphs: u32,
    pub glyphs: u32,
}

#[derive(Clone, Copy)]
struct Last {
    at: (f32, f32),
    to: (f32, f32),
    /// Where the line's own baseline is, and its size: a footnote mark does not change them.
    base: (f32, f32),
    base_size: f32,
    /// How it was set.
    along: (f32, f32),
    size: f32,
    superscript: bool,
    invisible: bool,
    /// First byte of its text, and of its word.
    start: usize,
}

/// Buckets of words by the hash of their text.
pub(super) const BUCKETS: usize = 1024;
const NONE: u32 = u32::MAX;

impl Words {
    pub(super) fn new() -> Words {
        let mut room = Room::take();
        room.newest.clear();
        room.newest.resize(BUCKETS, NONE);
        room.text.clear();
        room.text.reserve(4096);
        room.words.clear();
        room.words.reserve(512);
        room.older.clear();
        Words {
            newest: room.newest,
            text: room.text,
            words: room.words,
            older: room.older,
            ..Words::default()
        }
    }

    /// White space was printed, or the place moved on purpose.
    pub(super) fn space(&mut self) {
        self.finish();
        self.spaced = true;
    }

    /// One glyph with the text it stands for, from its origin to where it ends.
    pub(super) fn glyph(&mut self, run: &Run, text: &str, at: (f32, f32), to: (f32, f32)) {
        if !(at.0.is_finite() && at.1.is_finite() && to.0.is_finite() && to.1.is_finite()) {
            return;
        }
        if self.goes_on(run, at) {
            self.extend(run, text, at, to);
            return;
        }
        let mut superscript = run.style.superscript;
        let mut space_before = true;
        if let Some(last) = self.last {
            let (gap, _) = offset(last.to, at, run);
            let (_, rise) = offset(last.base, at, run);
            let size = run.size.max(last.base_size);
            let same_way = run.along.0 * last.along.0 + run.along.1 * last.along.1 > 0.98;
            let smaller = run.size < 0.85 * last.base_size;
            let on_line = same_way && rise.abs() < 0.25 * size;
            let raised = same_way
                && run.size <= 1.02 * last.base_size
                && rise > 0.2 * last.base_size
                && rise < 0.85 * last.base_size
                && (smaller || superscript)
                || on_line && smaller && superscript;
            if on_line || raised {
                if gap < -0.05 * size && self.is_twin_glyph(&last, run, text, at) {
                    return;
                }
                let space = GAP * size;
                let touching = gap > -BACK * size && gap < space && !self.spaced;
                if raised {
                    superscript = gap < size && gap > -BACK * size;
                }
                let was_raised = last.superscript;
                if touching {
                    space_before = false;
                    if superscript == was_raised && run.style.invisible == last.invisible {
                        self.extend(run, text, at, to);
                        return;
                    }
                }
            } else if self.is_mark_before(&last, run, at) {
                // A small raised glyph, then text on its own line: the mark of a footnote.
                self.mark_superscript();
                space_before = self.spaced;
            }
            self.finish();
            let base_kept = superscript && (on_line || raised);
            self.begin(run, text, at, to, superscript, space_before);
            if base_kept && let Some(now) = self.last.as_mut() {
                now.base = last.base;
                now.base_size = last.base_size;
            }
            return;
        }
        self.begin(run, text, at, to, superscript, space_before);
    }

    /// The plain case: a glyph right behind the one before, set like it.
    #[inline]
    fn goes_on(&self, run: &Run, at: (f32, f32)) -> bool {
        let Some(last) = &self.last else {
            return false;
        };
        let (gap, _) = offset(last.to, at, run);
        gap.abs() < PLAIN * run.size && self.may_go_on(last, run, at)
    }

    /// Whether a glyph at `at` is set like the one before and stands on its line.
    #[inline]
    fn may_go_on(&self, last: &Last, run: &Run, at: (f32, f32)) -> bool {
        let (_, rise) = offset(last.base, at, run);
        let size = run.size;
        !self.spaced
            && rise.abs() < PLAIN * size
            && (size - last.base_size).abs() < 0.01 * size
            && run.along.0 * last.along.0 + run.along.1 * last.along.1 > 0.98
            && !run.style.superscript
            && !last.superscript
            && run.style.invisible == last.invisible
            && self.open.is_some()
    }

    /// Whether the glyph given last, at these places, can be followed by letters of the same string without a look at
    /// more than where they stand along the line.
    pub(super) fn is_plain(&self, run: &Run, at: (f32, f32), to: (f32, f32)) -> bool {
        self.last
            .as_ref()
            .is_some_and(|last| last.at == at && last.to == to && self.may_go_on(last, run, at))
    }

    /// Letters that plainly go on; [`Words::letters`] tells where the last of them stands.
    #[inline]
    pub(super) fn stretch(&mut self, letters: &[u8]) {
        self.text.extend_from_slice(letters);
    }

    /// Where the letters given since have come to.
    pub(super) fn letters(&mut self, count: u32, run: &Run, at: (f32, f32), to: (f32, f32)) {
        let finite = to.0.is_finite() && to.1.is_finite();
        if let Some(open) = self.open.as_mut() {
            open.glyphs += count;
            if run.style.bold {
                open.bold_glyphs += count;
            }
            let (step, _) = offset(open.to, to, run);
            if finite && step > 0.0 {
                open.to = to;
            }
        }
        if let Some(last) = self.last.as_mut()
            && finite
        {
            last.at = at;
            last.to = to;
            last.start = self.text.len().saturating_sub(1);
        }
    }

    fn begin(
        &mut self,
        run: &Run,
        text: &str,
        at: (f32, f32),
        to: (f32, f32),
        superscript: bool,
        space_before: bool,
    ) {
        if !self.text.is_empty() && space_before {
            self.text.push(b' ');
        }
        let start = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        let open = self.open.insert(Open {
            start,
            from: at,
            to,
            run: *run,
            space_before,
            bold_glyphs: u32::from(run.style.bold),
            glyphs: 1,
        });
        open.run.style.superscript = superscript;
        self.last = Some(Last {
            at,
            to,
            base: at,
            base_size: run.size,
            along: run.along,
            size: run.size,
            superscript,
            invisible: run.style.invisible,
            start,
        });
        self.spaced = false;
    }

    fn extend(&mut self, run: &Run, text: &str, at: (f32, f32), to: (f32, f32)) {
        let start = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        if let Some(open) = self.open.as_mut() {
            let (step, _) = offset(open.to, to, run);
            if step > 0.0 {
                open.to = to;
            }
            open.glyphs += 1;
            open.bold_glyphs += u32::from(run.style.bold);
            if run.size > open.run.size {
                open.run.size = run.size;
            }
        }
        if let Some(last) = self.last.as_mut() {
            last.at = at;
            last.to = to;
            last.start = start;
            if run.size > 1.2 * last.base_size {
                last.base_size = run.size;
            }
        }
        self.spaced = false;
    }

    /// The same glyph drawn again in nearly the same place, to make it look bold.
    fn is_twin_glyph(&mut self, last: &Last, run: &Run, text: &str, at: (f32, f32)) -> bool {
        let (dx, dy) = offset(last.at, at, run);
        if dx.abs() > 0.1 * run.size
            || dy.abs() > 0.1 * run.size
            || self.text.get(last.start..) != Some(text.as_bytes())
        {
            return false;
        }
        if let Some(open) = self.open.as_mut() {
            open.bold_glyphs += 1;
        }
        true
    }

    /// Whether the open word is a small raised mark in front of this glyph.
    fn is_mark_before(&self, last: &Last, run: &Run, at: (f32, f32)) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let (gap, drop) = offset(last.to, at, run);
        open.glyphs <= 3
            && last.size < 0.85 * run.size
            && drop < -0.2 * run.size
            && drop > -0.7 * run.size
            && gap > -0.1 * run.size
            && gap < 0.6 * run.size
    }

    fn mark_superscript(&mut self) {
        if let Some(open) = self.open.as_mut() {
            open.run.style.superscript = true;
        }
    }
}

/// From one point to another: along the writing and up from it.
#[inline]
fn offset(from: (f32, f32), to: (f32, f32), run: &Run) -> (f32, f32) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    (
        dx * run.along.0 + dy * run.along.1,
        dx * run.up.0 + dy * run.up.1,
    )
}
