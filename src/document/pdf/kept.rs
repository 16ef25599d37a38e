//! Finished words: their boxes, ordinals put together, text drawn twice kept once.

use super::room::Room;
use super::words::{BUCKETS, Open, Words};
use crate::document::{Page, Rect, Word};

/// How many words with the same text are compared when looking for text drawn twice.
const TWINS: usize = 48;

impl Words {
    /// Ends the open word.
    #[inline]
    pub(super) fn finish(&mut self) {
        if let Some(open) = self.open.take() {
            self.close(&open);
        }
    }

    fn close(&mut self, open: &Open) {
        let end = self.text.len();
        if end <= open.start || end > u32::MAX as usize {
            return;
        }
        let run = &open.run;
        let bbox = around(open);
        // Scaled beyond all measure it stands nowhere.
        if ![bbox.x0, bbox.y0, bbox.x1, bbox.y1]
            .into_iter()
            .all(f32::is_finite)
        {
            return;
        }
        let mut style = run.style;
        style.bold = open.bold_glyphs * 2 >= open.glyphs && open.bold_glyphs > 0;
        style.turns = turns(run.along);
        style.invisible |= is_outside(bbox, run.clip);
        let word = Word {
            start: open.start as u32,
            end: end as u32,
            bbox,
            baseline: if style.turns.is_multiple_of(2) {
                open.from.1
            } else {
                open.from.0
            },
            size: run.size,
            style,
            mcid: run.mcid,
            space_before: open.space_before || self.words.is_empty(),
        };
        if !self.join_ordinal(&word) {
            self.add(word);
        }
    }

    /// The raised letters of "30th" belong to their number; they are no mark.
    fn join_ordinal(&mut self, word: &Word) -> bool {
        if !word.style.superscript || word.space_before {
            return false;
        }
        let text = self.text.get(word.start as usize..word.end as usize);
        let digit = (word.start as usize)
            .checked_sub(1)
            .and_then(|i| self.text.get(i))
            .is_some_and(u8::is_ascii_digit);
        let (Some(b"st" | b"nd" | b"rd" | b"th"), true) = (text, digit) else {
            return false;
        };
        match self.words.last_mut() {
            Some(number) if number.end == word.start => {
                number.end = word.end;
                number.bbox = number.bbox.union(word.bbox);
                true
            }
            _ => false,
        }
    }

    /// Keeps a word unless it was drawn before in nearly the same place.
    fn add(&mut self, word: Word) {
        let text = &self.text[word.start as usize..word.end as usize];
        let hash = text.iter().fold(0x811c_9dc5u32, |h, b| {
            (h ^ u32::from(*b)).wrapping_mul(0x0100_0193)
        });
        let bucket = (hash ^ hash >> 15) as usize % BUCKETS;
        let mut candidate = self.newest[bucket];
        for _ in 0..TWINS {
            let Some(other) = self.words.get_mut(candidate as usize) else {
                break;
            };
            let near = |a: f32, b: f32| (a - b).abs() < 0.12 * word.size;
            if near(other.bbox.x0, word.bbox.x0)
                && near(other.bbox.y0, word.bbox.y0)
                && near(other.bbox.x1, word.bbox.x1)
                && other.style.turns == word.style.turns
                && self.text[other.start as usize..other.end as usize] == *text
            {
                if other.style.invisible == word.style.invisible {
                    other.style.bold = true;
                }
                other.style.invisible &= word.style.invisible;
                return;
            }
            candidate = self.older[candidate as usize];
        }
        self.older.push(self.newest[bucket]);
        self.newest[bucket] = self.words.len() as u32;
        self.words.push(word);
    }

    /// Hands the words to the page.
    pub(super) fn deliver(mut self, page: &mut Page) {
        self.finish();
        page.text = String::from_utf8(self.text)
            .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        page.words = self.words;
        let room = Room {
            newest: self.newest,
            older: self.older,
            ..Room::default()
        };
        room.keep();
        raise_marks(page);
    }
}

/// Marks of footnotes that were painted apart from what they mark (links are): small, in brackets, raised behind a word.
fn raise_marks(page: &mut Page) {
    const MOST: usize = 200;
    let is_mark = |i: usize| {
        let w = &page.words[i];
        let text = page.text.as_bytes();
        let text = text.get(w.start as usize..w.end as usize).unwrap_or(&[]);
        let beside = |j: usize| {
            page.words.get(j).is_some_and(|o| {
                (o.baseline - w.baseline).abs() < 0.01 * w.size
                    && (o.size - w.size).abs() < 0.01 * w.size
                    && (o.bbox.x0 - w.bbox.x1).abs() < w.size
            })
        };
        text.starts_with(b"(")
            && (3..=8).contains(&text.len())
            && text.ends_with(b")")
            && text[1..text.len() - 1]
                .iter()
                .all(|b| b"0123456789(),".contains(b))
            && w.style.turns == 0
            && !w.style.superscript
            && !beside(i + 1)
    };
    let marks: Vec<usize> = (0..page.words.len())
        .filter(|i| is_mark(*i))
        .take(MOST)
        .collect();
    let is_raised = |i: &usize| {
        let m = &page.words[*i];
        page.words.iter().any(|w| {
            let (gap, rise) = (m.bbox.x0 - w.bbox.x1, m.baseline - w.baseline);
            m.size < 0.85 * w.size
                && (0.2 * w.size..0.85 * w.size).contains(&rise)
                && (-0.1 * w.size..0.5 * w.size).contains(&gap)
                && w.style.turns == 0
        })
    };
    let raised: Vec<usize> = marks.into_iter().filter(is_raised).collect();
    for i in raised {
        page.words[i].style.superscript = true;
    }
}

/// The box of a word: from its first origin to where it ends, and from descent to ascent.
fn around(word: &Open) -> Rect {
    let run = &word.run;
    let off = |height: f32| (run.up.0 * height * run.size, run.up.1 * height * run.size);
    let (up, down) = (off(run.ascent), off(run.descent));
    let (left, right) = order(up.0, down.0);
    let (bottom, top) = order(up.1, down.1);
    let (x0, x1) = order(word.from.0, word.to.0);
    let (y0, y1) = order(word.from.1, word.to.1);
    Rect {
        x0: x0 + left,
        y0: y0 + bottom,
        x1: x1 + right,
        y1: y1 + top,
    }
}

/// The lesser first.
fn order(a: f32, b: f32) -> (f32, f32) {
    if b < a { (b, a) } else { (a, b) }
}

/// Whether next to nothing of a word lies inside of what is shown.
fn is_outside(word: Rect, shown: Rect) -> bool {
    let width = word.x1.min(shown.x1) - word.x0.max(shown.x0);
    let height = word.y1.min(shown.y1) - word.y0.max(shown.y0);
    width < 0.1 * word.width() || height < 0.1 * word.height()
}

/// Quarter turns anticlockwise of a direction.
fn turns(along: (f32, f32)) -> u8 {
    match (
        along.0.abs() >= along.1.abs(),
        along.0 >= 0.0,
        along.1 >= 0.0,
    ) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}
