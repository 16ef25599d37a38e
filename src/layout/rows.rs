//! Words of a page to rows of segments: a row shares a baseline, a segment is a run of words without a wide gap.

use super::{bands, numeric};
use crate::document::{self, Page, Painted, Rect, Word};

/// A run of words on one baseline without a gap that could part two columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Indices of its words, left to right.
    pub words: Vec<u32>,
    /// Box around them.
    pub bbox: Rect,
    /// It holds a figure and little else: `1,234`, `(12.5)`, `£1.2m`, `35%`.
    pub numeric: bool,
}

impl Segment {
    /// A run of words.
    pub fn of(page: &Page, words: Vec<u32>) -> Segment {
        let bbox = bbox_of(page, &words);
        Segment::new(page, words, bbox)
    }
    fn new(page: &Page, words: Vec<u32>, bbox: Rect) -> Segment {
        Segment {
            numeric: numeric::is_figure(page, &words),
            words,
            bbox,
        }
    }
}

/// The segments on one baseline, left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its segments; at least one.
    pub segments: Vec<Segment>,
    /// Box around them.
    pub bbox: Rect,
    /// Y of the baseline.
    pub baseline: f32,
    /// Largest font size on it.
    pub size: f32,
}

impl Row {
    /// A row of segments in order from the left; `None` without any.
    pub fn new(segments: Vec<Segment>, baseline: f32, size: f32) -> Option<Row> {
        let bbox = segments.iter().map(|s| s.bbox).reduce(Rect::union)?;
        Some(Row {
            segments,
            bbox,
            baseline,
            size,
        })
    }
    /// All words, left to right.
    pub fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.segments.iter().flat_map(|s| s.words.iter().copied())
    }
    /// Distance from this row's baseline down to another's.
    pub fn drop_to(&self, below: &Row) -> f32 {
        self.baseline - below.baseline
    }
    /// Number of words.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|s| s.words.len()).sum()
    }
    /// It holds no words.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }
}

/// An upright line that parts words to its left from words to its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wall {
    /// Where it stands.
    pub x: f32,
    /// Bottom.
    pub y0: f32,
    /// Top.
    pub y1: f32,
}

/// The upright lines of a page, from the left; none when there are so many that they are a drawing.
pub fn walls(page: &Page) -> Vec<Wall> {
    let mut walls: Vec<Wall> = page
        .strokes
        .iter()
        .filter(|s| !s.horizontal && s.bbox.height() > 6.0 && s.painted != Painted::Unseen)
        .map(|s| Wall {
            x: (s.bbox.x0 + s.bbox.x1) / 2.0,
            y0: s.bbox.y0,
            y1: s.bbox.y1,
        })
        .collect();
    if walls.len() > 2_000 {
        walls.clear();
    }
    walls.sort_by(|a, b| a.x.total_cmp(&b.x));
    walls
}

/// A wall stands between two words of a row.
fn walled(walls: &[Wall], left: &Word, right: &Word) -> bool {
    let y = (left.bbox.y0 + left.bbox.y1) / 2.0;
    let (from, to) = (left.bbox.x1 - 1.5, right.bbox.x0 + 1.5);
    let first = walls.partition_point(|w| w.x < from);
    walls[first..]
        .iter()
        .take_while(|w| w.x <= to)
        .any(|w| w.y0 < y && y < w.y1)
}

/// The box around words.
pub fn bbox_of(page: &Page, words: &[u32]) -> Rect {
    words
        .iter()
        .filter_map(|i| page.words.get(*i as usize))
        .map(|w| w.bbox)
        .reduce(Rect::union)
        .unwrap_or_default()
}

/// Whether the space between two neighbours, with their texts, can only part columns.
fn parts((left, a): (&Word, &str), (right, b): (&Word, &str)) -> bool {
    let gap = right.bbox.x0 - left.bbox.x1;
    let size = left.size.max(right.size).max(1.0);
    // Most gaps are those between the words of a text: what stands beside them need not be looked at.
    let apart = left.mcid >= 0 && right.mcid >= 0 && left.mcid != right.mcid;
    if gap <= if apart { 0.25 } else { 0.5 } * size {
        return false;
    }
    let limit = match (numeric::is_numeric(a), numeric::is_numeric(b)) {
        // Thousands grouped by a space stay one number.
        (true, true) if b.len() == 3 && b.bytes().all(|c| c.is_ascii_digit()) => 0.5,
        (true, true) if apart => 0.25,
        (true, true)
            if matches!(b, "%" | "*") || matches!(a, "-" | "–" | "£" | "€" | "$" | "+") =>
        {
            0.9
        }
        (true, true) => 0.6,
        (false, true) => 0.9,
        (true, false) => 0.95,
        (false, false) => 1.05,
    };
    gap > limit * size
}

/// Cuts words (upright ones, by index) into rows, top to bottom, and rows into segments at gaps and walls.
pub fn rows(page: &Page, words: &[u32], walls: &[Wall]) -> Vec<Row> {
    // Most cells of a table hold one word.
    if let [only] = words {
        let word = page.words.get(*only as usize);
        let row = word.and_then(|w| {
            let segment = Segment::new(page, vec![*only], w.bbox);
            Row::new(vec![segment], w.baseline, w.size)
        });
        return row.into_iter().collect();
    }
    let bands = bands::bands(page, words);
    let mut rows = Vec::with_capacity(bands.len());
    for band in bands {
        rows.extend(Row::new(
            cut(page, band.members, walls),
            band.baseline,
            band.size,
        ));
    }
    rows
}

/// Cuts rows that were made without walls again where a wall may part their words.
pub fn cut_at_walls(page: &Page, mut rows: Vec<Row>, walls: &[Wall]) -> Vec<Row> {
    let crossed = |b: Rect| {
        let first = walls.partition_point(|w| w.x < b.x0 - 2.0);
        walls[first..]
            .iter()
            .take_while(|w| w.x <= b.x1 + 2.0)
            .any(|w| w.y0 < b.y1 && b.y0 < w.y1)
    };
    for row in &mut rows {
        if crossed(row.bbox)
            && let Some(cut) = Row::new(
                cut(page, row.words().collect(), walls),
                row.baseline,
                row.size,
            )
        {
            *row = cut;
        }
    }
    rows
}

/// Whether a word of a row is nothing but dots that lead from a name to its figure: four in a row, or one of several. Two
/// dots that stand apart from others are a cell's.
fn is_leader(page: &Page, members: &[u32], k: usize) -> bool {
    const APART: f32 = 1.5;
    let word = |k: usize| members.get(k).map(|i| &page.words[*i as usize]);
    let dots = |k: usize| {
        word(k).map_or(0, |w| {
            let text = page.word(w);
            let dots = text.bytes().all(|b| b == b'.');
            if dots { text.len() } else { 0 }
        })
    };
    let beside = |k: usize| {
        let pair = word(k).zip(word(k + 1));
        dots(k + 1) > 0
            && dots(k) > 0
            && (dots(k) != 2 || pair.is_some_and(|(a, b)| b.bbox.x0 - a.bbox.x1 < APART * a.size))
    };
    let n = dots(k);
    n >= 4 || n > 0 && (beside(k) || k > 0 && beside(k - 1))
}

/// Cuts the words of a row, left to right, into segments; most rows are one.
fn cut(page: &Page, members: Vec<u32>, walls: &[Wall]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut from = 0;
    let mut bbox = Rect::default();
    let mut leader = false;
    let mut before: Option<(&Word, &str)> = None;
    for (k, i) in members.iter().enumerate() {
        let w = &page.words[*i as usize];
        let text = page.word(w);
        // Dots that lead from a name to its figure belong to the name, and the figure stands apart from them.
        let dots = text.starts_with('.') && is_leader(page, &members, k);
        let led = std::mem::replace(&mut leader, dots);
        let joins = before.is_some_and(|(l, shown)| {
            if leader || led || shown.ends_with("....") {
                return leader;
            }
            !parts((l, shown), (w, text))
                && (!w.space_before && w.bbox.x0 - l.bbox.x1 < 0.1 * w.size || !walled(walls, l, w))
        });
        if joins {
            if !leader {
                bbox = bbox.union(w.bbox);
            }
        } else {
            if before.is_some() {
                segments.push(Segment::new(page, members[from..k].to_vec(), bbox));
            }
            (from, bbox) = (k, w.bbox);
        }
        before = Some((w, text));
    }
    if from == 0 && !members.is_empty() {
        return vec![Segment::new(page, members, bbox)];
    }
    if from < members.len() {
        segments.push(Segment::new(page, members[from..].to_vec(), bbox));
    }
    segments
}

/// The words' text, as [`text_of`] gives it.
pub fn text(page: &Page, words: &[u32]) -> String {
    let mut out = String::new();
    text_of(page, words, &mut out);
    out
}

/// Whether all words are bold.
pub fn is_bold(page: &Page, words: impl IntoIterator<Item = u32>) -> bool {
    let mut words = words.into_iter().filter_map(|i| page.words.get(i as usize));
    words.all(|w| w.style.bold)
}

/// Adds the words' text to `out`, with a space wherever one was printed or a gap was left. Digits set high stay so: they
/// are a note's mark, no digits of the figure before them.
pub fn text_of(page: &Page, words: &[u32], out: &mut String) {
    let mut before: Option<&Word> = None;
    let found = words.iter().filter_map(|i| page.words.get(*i as usize));
    out.reserve(
        found
            .map(|w| w.end.saturating_sub(w.start) as usize + 1)
            .sum(),
    );
    for i in words {
        let Some(w) = page.words.get(*i as usize) else {
            continue;
        };
        if let Some(b) = before {
            let gap = w.bbox.x0 - b.bbox.x1;
            if w.space_before || gap > 0.12 * w.size || w.bbox.x0 < b.bbox.x0 {
                out.push(' ');
            }
        }
        let text = page.word(w);
        if w.style.superscript && text.bytes().all(|b| b.is_ascii_digit()) {
            out.extend(text.chars().map(document::raised));
        } else {
            out.push_str(text);
        }
        before = Some(w);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    #[test]
    fn a_note_mark_is_no_digit_of_the_figure_before_it() {
        let mut s = Sketch::new(1);
        s.text(100.0, 700.0, "48").text(110.0, 704.0, "1");
        s.0.words[1].style.superscript = true;
        let mut text = String::new();
        text_of(&s.0, &[0, 1], &mut text);
        assert_eq!(text, "48¹");
    }

    #[test]
    fn two_dots_in_cells_side_by_side_lead_to_no_figure() {
        let mut s = Sketch::new(1);
        s.text(100.0, 700.0, "Quay")
            .text(200.0, 700.0, "..")
            .text(240.0, 700.0, "..");
        let found = rows(&s.0, &[0, 1, 2], &[]);
        assert_eq!(found[0].segments.len(), 3);
        s.text(100.0, 680.0, "Pier . . . 41");
        let found = rows(&s.0, &[3, 4, 5, 6, 7], &[]);
        assert_eq!(found[0].segments.len(), 2);
    }

    #[test]
    fn only_what_a_reader_sees_parts_words() {
        let mut s = Sketch::new(1);
        s.down(100.0, 600.0, 700.0);
        assert_eq!(walls(&s.0).len(), 1);
        s.down(200.0, 600.0, 700.0).unseen(1);
        assert_eq!(walls(&s.0).len(), 1);
    }
}
