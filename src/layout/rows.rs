//! Words of a page to rows of segments: a row shares a baseline, a segment is a run of words without a wide gap.

use crate::document::{Page, Rect, Word};

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
        .filter(|s| !s.horizontal && s.bbox.height() > 6.0)
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

/// Whether a word looks like a number in a table cell: more digits than letters, or a mark in a number's place.
pub fn is_numeric(text: &str) -> bool {
    if matches!(
        text,
        "-" | "–"
            | "—"
            | "−"
            | "%"
            | "*"
            | "."
            | ".."
            | "..."
            | ":"
            | "n/a"
            | "N/A"
            | "n.a."
            | "£"
            | "€"
            | "$"
    ) {
        return true;
    }
    let (mut digits, mut letters) = (0, 0);
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    digits > letters
}

/// Whether the words are a figure and little else.
pub fn is_figure(page: &Page, words: &[u32]) -> bool {
    let mut numbers = 0;
    let mut digits = false;
    for i in words {
        let Some(w) = page.words.get(*i as usize) else {
            continue;
        };
        let text = page.word(w);
        if is_numeric(text) {
            numbers += 1;
            digits |= text.bytes().any(|b| b.is_ascii_digit());
        } else if text.chars().filter(|c| c.is_alphabetic()).count() > 4 {
            return false;
        }
    }
    numbers * 2 > words.len() && (digits || words.len() == 1)
        || numbers * 2 == words.len() && digits && words.len() == 2
}

/// Whether the space between two neighbours can only part columns.
fn parts(page: &Page, left: &Word, right: &Word) -> bool {
    let gap = right.bbox.x0 - left.bbox.x1;
    let size = left.size.max(right.size).max(1.0);
    if gap < 0.2 * size {
        return false;
    }
    let (a, b) = (page.word(left), page.word(right));
    let limit = match (is_numeric(a), is_numeric(b)) {
        // Thousands grouped by a space stay one number.
        (true, true) if b.len() == 3 && b.bytes().all(|c| c.is_ascii_digit()) => 0.5,
        (true, true) if left.mcid >= 0 && right.mcid >= 0 && left.mcid != right.mcid => 0.25,
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
    let at = |i: u32| &page.words[i as usize];
    let mut order: Vec<u32> = words
        .iter()
        .copied()
        .filter(|i| (*i as usize) < page.words.len())
        .collect();
    order.sort_by(|a, b| at(*b).baseline.total_cmp(&at(*a).baseline));
    let mut bands: Vec<(f32, f32, Vec<u32>)> = Vec::new();
    let mut raised = Vec::new();
    for i in order {
        let w = at(i);
        if w.style.superscript {
            raised.push(i);
            continue;
        }
        match bands.last_mut() {
            Some((baseline, size, members))
                if *baseline - w.baseline <= 0.3 * size.min(w.size).max(1.0) =>
            {
                *size = size.max(w.size);
                members.push(i);
            }
            _ => bands.push((w.baseline, w.size, vec![i])),
        }
    }
    for i in raised {
        let w = at(i);
        let middle = (w.bbox.y0 + w.bbox.y1) / 2.0;
        // Only the bands around the mark can hold it; they are sorted from the top.
        let first = bands.partition_point(|(b, _, _)| *b > middle + 24.0);
        let near = bands[first..]
            .iter_mut()
            .take_while(|(b, _, _)| *b > middle - 40.0)
            .filter(|(b, s, _)| middle >= *b - 0.3 * *s && middle <= *b + 1.3 * *s)
            .min_by(|a, b| {
                (middle - a.0 - 0.4 * a.1)
                    .abs()
                    .total_cmp(&(middle - b.0 - 0.4 * b.1).abs())
            });
        match near {
            Some((_, _, members)) => members.push(i),
            None => {
                let spot = bands.partition_point(|(b, _, _)| *b > w.baseline);
                bands.insert(spot, (w.baseline, w.size, vec![i]));
            }
        }
    }
    bands
        .into_iter()
        .filter_map(|(baseline, size, mut members)| {
            members.sort_by(|a, b| at(*a).bbox.x0.total_cmp(&at(*b).bbox.x0));
            Row::new(cut(page, &members, walls), baseline, size)
        })
        .collect()
}

/// Cuts the words of a row, left to right, into segments.
fn cut(page: &Page, members: &[u32], walls: &[Wall]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for i in members {
        let w = &page.words[*i as usize];
        let joins = segments
            .last()
            .and_then(|s| s.words.last())
            .is_some_and(|l| {
                let l = &page.words[*l as usize];
                !parts(page, l, w)
                    && (!w.space_before && w.bbox.x0 - l.bbox.x1 < 0.1 * w.size
                        || !walled(walls, l, w))
            });
        match segments.last_mut() {
            Some(s) if joins => {
                s.words.push(*i);
                s.bbox = s.bbox.union(w.bbox);
            }
            _ => segments.push(Segment {
                words: vec![*i],
                bbox: w.bbox,
                numeric: false,
            }),
        }
    }
    for s in &mut segments {
        s.numeric = is_figure(page, &s.words);
    }
    segments
}

/// Adds the words' text to `out`, with a space wherever one was printed or a gap was left.
pub fn text_of(page: &Page, words: &[u32], out: &mut String) {
    let mut before: Option<&Word> = None;
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
        out.push_str(page.word(w));
        before = Some(w);
    }
}
