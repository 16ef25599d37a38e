//! A page drawn sideways or upside down without saying so is turned, so that its text runs as text does.

use crate::document::{Page, Rect, Word};

/// Letters below which a page is left as it is.
const LETTERS: usize = 40;

/// Turns the page when four fifths of its letters run the same other way.
pub(super) fn upright(page: &mut Page) {
    let mut letters = [0usize; 4];
    for w in &page.words {
        letters[usize::from(w.style.turns % 4)] += w.end.saturating_sub(w.start) as usize;
    }
    let total: usize = letters.iter().sum();
    let Some(turns) = (1..4u8).find(|t| {
        let there = letters[usize::from(*t)];
        there >= LETTERS && there * 5 >= total * 4
    }) else {
        return;
    };
    let (width, height) = (page.width, page.height);
    let turn = |b: Rect| match turns {
        1 => Rect {
            x0: b.y0,
            y0: width - b.x1,
            x1: b.y1,
            y1: width - b.x0,
        },
        2 => Rect {
            x0: width - b.x1,
            y0: height - b.y1,
            x1: width - b.x0,
            y1: height - b.y0,
        },
        _ => Rect {
            x0: height - b.y1,
            y0: b.x0,
            x1: height - b.y0,
            y1: b.x1,
        },
    };
    let baseline = |w: &Word| match (turns, w.style.turns % 2 == 1) {
        (1, true) | (2, true) => width - w.baseline,
        (1, false) | (3, true) => w.baseline,
        _ => height - w.baseline,
    };
    for w in &mut page.words {
        w.baseline = baseline(w);
        w.bbox = turn(w.bbox);
        w.style.turns = (w.style.turns + 4 - turns) % 4;
    }
    for s in &mut page.strokes {
        s.bbox = turn(s.bbox);
        s.horizontal ^= turns % 2 == 1;
    }
    for p in &mut page.pictures {
        *p = turn(*p);
    }
    if turns % 2 == 1 {
        (page.width, page.height) = (height, width);
    }
    page.turned = turns;
}
