//! Where exactly on its page a figure or phrase stands.

use crate::document::{Page, Rect, Word};
use crate::fact::Reading;
use crate::finding::Location;

/// The box of a place: a cell's own, or that of the words on their line; the line's where they are not found on it.
pub fn of(reading: &Reading, page: &Page, at: &Location) -> Option<Rect> {
    let line = at.place.bbox()?;
    let Some((block, span)) = at.prose else {
        return Some(line);
    };
    let nth = occurrences_before(reading, block, span.start, &at.text);
    words_at(page, line, &at.text, nth).or(Some(line))
}

/// How often the same words stand before a place on its line.
fn occurrences_before(reading: &Reading, block: u32, start: u32, text: &str) -> usize {
    let Some(block) = reading.blocks.get(block as usize) else {
        return 0;
    };
    let line = block
        .pieces
        .iter()
        .map(|p| p.start)
        .filter(|s| *s <= start)
        .max()
        .unwrap_or(0);
    let before = block.text.get(line as usize..start as usize).unwrap_or("");
    squeezed(before).matches(&squeezed(text)).count()
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect()
}

/// The box of a text on a line of the page: the words that hold it, cut to its own letters.
pub fn words_at(page: &Page, line: Rect, text: &str, nth: usize) -> Option<Rect> {
    let inside = |w: &&Word| {
        let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
        line.x0 - 1.0 <= x && x <= line.x1 + 1.0 && line.y0 - 1.0 <= y && y <= line.y1 + 1.0
    };
    let mut words: Vec<&Word> = page.words.iter().filter(inside).collect();
    words.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let mut letters = String::new();
    let mut boxes: Vec<Rect> = Vec::new();
    for word in words {
        let text: Vec<char> = squeezed(page.word(word)).chars().collect();
        let step = (word.bbox.x1 - word.bbox.x0) / text.len().max(1) as f32;
        for (i, c) in text.into_iter().enumerate() {
            letters.push(c);
            let x0 = word.bbox.x0 + step * i as f32;
            let slice = Rect {
                x0,
                x1: x0 + step,
                ..word.bbox
            };
            boxes.extend(std::iter::repeat_n(slice, c.len_utf8()));
        }
    }
    let wanted = squeezed(text);
    if wanted.is_empty() {
        return None;
    }
    let starts: Vec<usize> = letters.match_indices(&wanted).map(|(i, _)| i).collect();
    let start = *starts.get(nth).or(starts.first())?;
    let hit = boxes.get(start..start + wanted.len())?;
    let first = *hit.first()?;
    Some(hit.iter().fold(first, |a, b| Rect {
        x0: a.x0.min(b.x0),
        y0: a.y0.min(b.y0),
        x1: a.x1.max(b.x1),
        y1: a.y1.max(b.y1),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(line: &[(&str, f32)]) -> Page {
        let mut page = Page::default();
        for (text, x) in line {
            let start = page.text.len() as u32;
            page.text.push_str(text);
            page.words.push(Word {
                start,
                end: page.text.len() as u32,
                bbox: Rect {
                    x0: *x,
                    y0: 100.0,
                    x1: x + text.chars().count() as f32 * 5.0,
                    y1: 110.0,
                },
                baseline: 102.0,
                size: 10.0,
                style: crate::document::Style::default(),
                mcid: -1,
                space_before: true,
            });
        }
        page
    }

    #[test]
    fn a_figure_is_found_inside_its_word_and_by_its_turn_on_the_line() {
        let page = page(&[("rose", 10.0), ("(52", 40.0), ("to", 60.0), ("52).", 80.0)]);
        let line = Rect {
            x0: 0.0,
            y0: 100.0,
            x1: 200.0,
            y1: 110.0,
        };
        let first = words_at(&page, line, "52", 0).expect("it stands there");
        assert_eq!((first.x0, first.x1), (45.0, 55.0));
        let second = words_at(&page, line, "52", 1).expect("it stands there twice");
        assert_eq!((second.x0, second.x1), (80.0, 90.0));
        assert_eq!(words_at(&page, line, "53", 0), None);
        let across = words_at(&page, line, "52 to", 0).expect("across two words");
        assert_eq!((across.x0, across.x1), (45.0, 70.0));
    }
}
