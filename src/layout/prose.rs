//! Rows of a page to headings, paragraphs and list items.

use super::rows::{self, Row};
use super::{Block, Piece, Role};
use crate::document::{Page, Place};

/// Size of the page's running text: the size that most characters are set in.
pub fn body_size(page: &Page) -> f32 {
    let mut sizes: std::collections::BTreeMap<u32, u32> = Default::default();
    for w in &page.words {
        *sizes.entry((w.size * 2.0).round() as u32).or_default() += w.end.saturating_sub(w.start);
    }
    sizes
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .map_or(11.0, |(s, _)| s as f32 / 2.0)
}

/// Whether a row begins a list's entry or a numbered paragraph.
fn begins_list(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if matches!(
        first,
        '•' | '·' | '▪' | '●' | '◦' | '‣' | '\u{f0b7}' | '\u{f0a7}'
    ) {
        return true;
    }
    let marker = text.split(' ').next().unwrap_or("");
    if marker.len() == text.len() {
        return false;
    }
    if matches!(marker, "-" | "–" | "o" | "*") {
        return true;
    }
    let core = marker.trim_matches(|c| matches!(c, '(' | ')' | '.'));
    let dotted = marker.ends_with('.') || marker.ends_with(')') || core.contains('.');
    let digits = core
        .split('.')
        .all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    let letter =
        core.len() <= 4 && marker.ends_with(')') && core.bytes().all(|b| b.is_ascii_lowercase());
    dotted && (digits || letter)
}

/// A numbered paragraph ("1.2 The Council"): a paragraph to readers, though its number stands first.
fn is_bullet(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        !c.is_alphanumeric() && c != '£' && c != '"' && c != '“' && c != '\'' && c != '‘'
    }) || text.starts_with("o ")
}

struct Open {
    block: Block,
    row: Row,
    bold: bool,
    left: f32,
}

/// Cuts the rows of one zone into blocks; `right` is where its full rows end.
pub fn blocks(page: &Page, rows: &[Row], body: f32, out: &mut Vec<Block>) {
    let right = rows.iter().map(|r| r.bbox.x1).fold(f32::MIN, f32::max);
    let mut open: Option<Open> = None;
    let mut text = String::new();
    let mut words = Vec::new();
    for row in rows {
        words.clear();
        words.extend(row.words());
        text.clear();
        rows::text_of(page, &words, &mut text);
        if text.trim().is_empty() {
            continue;
        }
        let bold = words
            .iter()
            .filter_map(|i| page.words.get(*i as usize))
            .all(|w| w.style.bold);
        let place = Place {
            page: page.number,
            line: 0,
            bbox: Some(row.bbox),
        };
        let list = begins_list(&text);
        let joins = open
            .as_ref()
            .is_some_and(|o| !list && continues(o, row, bold, right));
        if joins && let Some(o) = &mut open {
            append(&mut o.block, &text, place);
            o.row = row.clone();
        } else {
            if let Some(o) = open.take() {
                out.push(finish(o, body));
            }
            let block = Block {
                role: if list && is_bullet(&text) {
                    Role::ListItem
                } else {
                    Role::Paragraph
                },
                text: text.clone(),
                pieces: vec![Piece { start: 0, place }],
                table: None,
            };
            open = Some(Open {
                block,
                row: row.clone(),
                bold,
                left: row.bbox.x0,
            });
        }
    }
    if let Some(o) = open {
        out.push(finish(o, body));
    }
}

/// Whether a row goes on with the open block.
fn continues(open: &Open, row: &Row, bold: bool, right: f32) -> bool {
    let size = open.row.size.max(row.size).max(1.0);
    let gap = open.row.drop_to(row);
    let same_size = (open.row.size - row.size).abs() <= 0.12 * size;
    // A row that ends well short of the margin, when the next row's first word had fitted, ends its paragraph.
    let first = row.segments[0].words.len();
    let word = row.segments[0].bbox.width() / first.max(1) as f32;
    let short = right - open.row.bbox.x1 > word + 2.5 * size;
    let ended = open.block.text.ends_with(['.', ':', ';', '?', '!']);
    let indented = open.block.role == Role::ListItem && row.bbox.x0 < open.left - 2.0;
    gap > 0.0
        && gap <= 1.55 * size
        && same_size
        && bold == open.bold
        && row.bbox.x0 <= open.row.bbox.x0.max(open.left) + 4.0 * size
        && !(short
            && (ended
                || open.bold
                || open.block.pieces.len() == 1 && right - open.row.bbox.x1 > 10.0 * size))
        && !indented
}

fn finish(open: Open, body: f32) -> Block {
    let mut block = open.block;
    let words = block.text.split(' ').count();
    let large = open.row.size > 1.12 * body;
    let ends = block.text.ends_with(['.', ';', ',']) && !block.text.ends_with("etc.");
    if block.role != Role::ListItem
        && words <= 20
        && !ends
        && block.pieces.len() <= 3
        && (large || open.bold)
        && block.text.chars().any(char::is_alphabetic)
    {
        let level = if open.row.size > 1.5 * body {
            1
        } else if large {
            2
        } else {
            3
        };
        block.role = Role::Heading(level);
    }
    block
}

/// Appends a source line to a block: hyphenation at its end resolved, otherwise one space.
pub fn append(block: &mut Block, text: &str, place: Place) {
    if block.text.ends_with('\u{ad}') {
        block.text.pop();
    } else if block.text.ends_with('-')
        && block
            .text
            .chars()
            .rev()
            .nth(1)
            .is_some_and(char::is_alphabetic)
        && text.starts_with(|c: char| c.is_lowercase())
    {
        // Compounds ("long-term") keep their hyphen: which it was cannot be known, and readers are not misled.
    } else {
        block.text.push(' ');
    }
    block.pieces.push(Piece {
        start: block.text.len() as u32,
        place,
    });
    block.text.push_str(text);
}
