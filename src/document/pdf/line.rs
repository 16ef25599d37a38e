//! Letters that plainly follow each other: the loop in which most of a page's text is read.

use super::fonts::Glyph;
use super::setting::Setting;
use super::strings::TextArray;
use super::words::{PLAIN, Words};

/// Letters of one operator that plainly follow each other: their places count along the line alone, and are told to
/// their word all at once.
#[derive(Default)]
pub(super) struct Line {
    /// The letter before can be followed.
    open: bool,
    /// Where the letter before starts and ends, in text space.
    at: f32,
    to: f32,
    /// Letters since the word was told.
    letters: u32,
}

impl Line {
    /// Whether a letter plainly follows the one before, at most `near` from its end; then it is counted.
    #[inline]
    pub(super) fn goes_on(&mut self, reach: f32, near: f32, at: f32, to: f32) -> bool {
        let plain = self.open && follows(reach, near, self.to, (at, to));
        if plain {
            (self.at, self.to) = (at, to);
            self.letters += 1;
        }
        plain
    }

    /// After a glyph was given: whether letters can follow it plainly.
    pub(super) fn begin(&mut self, set: &Setting, words: &Words, at: f32, to: f32) {
        self.open = words.is_plain(&set.run, set.place(at), set.place(to));
        (self.at, self.to) = (at, to);
    }

    /// Tells the word where its letters have come to.
    pub(super) fn end(&mut self, set: &Setting, words: &mut Words) {
        if self.letters > 0 {
            words.letters(
                self.letters,
                &set.run,
                set.place(self.at),
                set.place(self.to),
            );
            self.letters = 0;
        }
        self.open = false;
    }
}

/// Whether a letter from `at` to `to` plainly follows one that ended at `end`.
#[inline]
fn follows(reach: f32, near: f32, end: f32, (at, to): (f32, f32)) -> bool {
    ((at - end) * reach).abs() < near && (to - end) * reach >= 0.0 && to < f32::MAX
}

/// Where in an array the next code stands, and how far its text has moved.
#[derive(Default)]
pub(super) struct Pen {
    /// The next piece, and the codes left of the one before it.
    piece: usize,
    at: usize,
    to: usize,
    pub moved: f32,
}

/// A stretch of letters on their way to their word.
pub(super) struct Stretch {
    room: [u8; 64],
    length: usize,
}

/// What ended a stretch.
#[derive(PartialEq, Eq)]
pub(super) enum Stop {
    /// A code that may be no such letter.
    Code,
    /// No room is left.
    Full,
    /// The array is at its end.
    End,
}

impl Stretch {
    pub(super) fn new() -> Stretch {
        Stretch {
            room: [0; 64],
            length: 0,
        }
    }

    pub(super) fn letters(&self) -> &[u8] {
        self.room.get(..self.length).unwrap_or_default()
    }

    /// Reads letters of an array with codes of `N` bytes for as long as each plainly follows the one before. Calls
    /// nothing, so that all it counts with stays in registers: with calls in it the loop took three times as long.
    #[inline(never)]
    pub(super) fn read<const N: usize>(
        &mut self,
        array: &TextArray,
        glyph: impl Fn([u8; N]) -> Glyph,
        set: &Setting,
        pen: &mut Pen,
        line: &mut Line,
    ) -> Stop {
        let (size, stretch, kern, reach) = (set.size, set.stretch, set.kern, set.reach);
        let between = set.char_space;
        let behind = set.behind;
        let near = PLAIN * set.run.size;
        let (mut piece, mut at, mut to) = (pen.piece, pen.at, pen.to);
        let (mut moved, mut start, mut end) = (pen.moved, line.at, line.to);
        let mut length = 0;
        let stop = loop {
            let Some(&code) = array
                .bytes
                .get(at..to)
                .and_then(|codes| codes.first_chunk::<N>())
            else {
                let Some(&(n, next)) = array.pieces.get(piece) else {
                    break Stop::End;
                };
                (piece, at, to) = (piece + 1, to, next);
                if n != 0.0 {
                    moved -= n / 1000.0 * kern;
                }
                continue;
            };
            if !line.open {
                break Stop::Code;
            }
            let glyph = glyph(code);
            let advance = glyph.width * size;
            let reached = moved + (advance + behind) * stretch;
            // The single byte 32 takes the space between words, whatever it shows.
            let Some(letter) = glyph.text.plain().filter(|_| code != [b' '; N] || N > 1) else {
                break Stop::Code;
            };
            if !follows(reach, near, end, (moved, reached)) {
                break Stop::Code;
            }
            let Some(room) = self.room.get_mut(length) else {
                break Stop::Full;
            };
            *room = letter;
            length += 1;
            at += N;
            (start, end) = (moved, reached);
            moved += (advance + between) * stretch;
        };
        *pen = Pen {
            piece,
            at,
            to,
            moved,
        };
        self.length = length;
        line.letters += length as u32;
        (line.at, line.to) = (start, end);
        stop
    }
}

impl Pen {
    /// The next code of `N` bytes of an array.
    pub(super) fn code<const N: usize>(&mut self, array: &TextArray) -> Option<[u8; N]> {
        let code = array.bytes.get(self.at..self.to)?.first_chunk::<N>()?;
        self.at += N;
        Some(*code)
    }
}
