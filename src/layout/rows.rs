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
    /// All words, left to right.
    pub fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.segments.iter().flat_map(|s| s.words.iter().copied())
    }
    /// Distance from this row's baseline down to another's.
    pub fn drop_to(&self, below: &Row) -> f32 {
        self.baseline - below.baseline
    }
}

/// The box around words.
pub fn bbox_of(page: &Page, words: &[u32]) -> Rect {
    let mut boxes = words
        .iter()
        .filter_map(|i| page.words.get(*i as usize))
        .map(|w| w.bbox);
    let first = boxes.next().unwrap_or_default();
    boxes.fold(first, Rect::union)
}

/// Whether a word looks like a number in a table cell: more digits than letters, or a lone dash.
pub fn is_numeric(text: &str) -> bool {
    if matches!(text, "-" | "–" | "—" | "%" | "*" | ".." | "n/a" | "N/A") {
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

/// Whether the space between two neighbours can only part columns.
fn parts(page: &Page, left: &Word, right: &Word) -> bool {
    let gap = right.bbox.x0 - left.bbox.x1;
    let size = left.size.max(right.size).max(1.0);
    let (a, b) = (page.word(left), page.word(right));
    let limit = match (is_numeric(a), is_numeric(b)) {
        // Thousands grouped by a space stay one number.
        (true, true) if b.len() == 3 && b.bytes().all(|c| c.is_ascii_digit()) => 0.42,
        (true, true) => 0.55,
        (false, true) => 0.85,
        (true, false) => 0.9,
        (false, false) => 1.05,
    };
    gap > limit * size
}

/// Cuts words (upright ones, by index) into rows, top to bottom.
pub fn rows(page: &Page, words: &[u32]) -> Vec<Row> {
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
        let near = bands
            .iter_mut()
            .filter(|(b, s, _)| middle >= *b - 0.3 * *s && middle <= *b + 1.3 * *s)
            .min_by(|a, b| (middle - a.0).abs().total_cmp(&(middle - b.0).abs()));
        match near {
            Some((_, _, members)) => members.push(i),
            None => bands.push((w.baseline, w.size, vec![i])),
        }
    }
    bands.sort_by(|a, b| b.0.total_cmp(&a.0));
    bands
        .into_iter()
        .map(|(baseline, size, mut members)| {
            members.sort_by(|a, b| at(*a).bbox.x0.total_cmp(&at(*b).bbox.x0));
            row_of(page, baseline, size, &members)
        })
        .collect()
}

fn row_of(page: &Page, baseline: f32, size: f32, members: &[u32]) -> Row {
    let mut segments: Vec<Segment> = Vec::new();
    for i in members {
        let w = &page.words[*i as usize];
        match segments.last_mut() {
            Some(s)
                if s.words
                    .last()
                    .is_none_or(|l| !parts(page, &page.words[*l as usize], w)) =>
            {
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
        let numbers = s
            .words
            .iter()
            .filter(|i| is_numeric(page.word(&page.words[**i as usize])))
            .count();
        s.numeric = numbers * 2 > s.words.len() || (numbers * 2 == s.words.len() && numbers < 3);
    }
    let bbox = segments
        .iter()
        .map(|s| s.bbox)
        .reduce(Rect::union)
        .unwrap_or_default();
    Row {
        segments,
        bbox,
        baseline,
        size,
    }
}

/// The words' text, with a space wherever one was printed or a gap was left.
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
