//! Rows of a page to headings, paragraphs and list items.

use super::looks::is_bullet_sign;
use super::rows::{self, Row, Segment};
use super::{Block, Piece, Pieces, Role};
use crate::document::{Page, Place};

/// Size of the page's running text: the size that most characters are set in.
pub fn body_size(page: &Page) -> f32 {
    // Few sizes on a page, and neighbours mostly share theirs.
    let mut sizes: Vec<(u32, u32)> = Vec::new();
    let mut latest = 0;
    let mut before = (f32::NAN, 0);
    for w in &page.words {
        if w.size.to_bits() != before.0.to_bits() {
            before = (w.size, (w.size * 2.0).round() as u32);
        }
        let size = before.1;
        if sizes.get(latest).is_none_or(|s| s.0 != size) {
            latest = match sizes.iter().position(|s| s.0 == size) {
                Some(at) => at,
                None if sizes.len() < 1_000 => {
                    sizes.push((size, 0));
                    sizes.len() - 1
                }
                None => continue,
            };
        }
        if let Some(s) = sizes.get_mut(latest) {
            s.1 += w.end.saturating_sub(w.start);
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(s, n)| (*n, *s))
        .map_or(11.0, |(s, _)| s as f32 / 2.0)
}

/// Whether a row begins a list's entry or a numbered paragraph.
fn begins_list(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if is_bullet_sign(first) {
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

struct Open<'r> {
    block: Block,
    row: &'r Row,
    bold: bool,
    left: f32,
}

/// Cuts the rows of one zone into blocks; `right` is where its full rows end.
pub fn blocks(page: &Page, rows: &[Row], body: f32, out: &mut Vec<Block>) {
    let right = rows.iter().map(|r| r.bbox.x1).fold(f32::MIN, f32::max);
    let mut open: Option<Open<'_>> = None;
    // The block before, whose room the next one is put together in.
    let mut done: Option<Block> = None;
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
        let bold = rows::is_bold(page, words.iter().copied());
        let place = Place::on_page(page.number, Some(row.bbox));
        let list = begins_list(&text);
        let joins = open.as_ref().is_some_and(|o| {
            !list && !is_contents(&o.block.text) && continues(o, row, bold, right)
        });
        if joins && let Some(o) = &mut open {
            append(&mut o.block, &text, place);
            o.row = row;
        } else {
            if let Some(o) = open.take() {
                out.push(finish(&o, body));
                done = Some(o.block);
            }
            let mut block = done.take().unwrap_or(Block {
                role: Role::Paragraph,
                text: String::new(),
                pieces: Pieces::default(),
                table: None,
            });
            block.role = if list && is_bullet(&text) {
                Role::ListItem
            } else {
                Role::Paragraph
            };
            block.text.clear();
            block.text.push_str(&text);
            block.pieces.clear();
            block.pieces.push(Piece { start: 0, place });
            open = Some(Open {
                block,
                row,
                bold,
                left: row.bbox.x0,
            });
        }
    }
    if let Some(o) = open {
        out.push(finish(&o, body));
    }
}

/// Whether a row goes on with the open block.
fn continues(open: &Open<'_>, row: &Row, bold: bool, right: f32) -> bool {
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

/// The open block as it is kept, in no more room than it needs.
fn finish(open: &Open<'_>, body: f32) -> Block {
    let mut block = open.block.clone();
    let words = || 1 + memchr::memchr_iter(b' ', block.text.as_bytes()).count();
    let large = open.row.size > 1.12 * body;
    let ends = block.text.ends_with(['.', ';', ',']) && !block.text.ends_with("etc.");
    if is_contents(&block.text) {
        block.role = Role::Contents;
        return block;
    }
    if is_caption(&block.text) && words() <= 40 {
        block.role = Role::Caption;
        return block;
    }
    if super::lines::is_note(&block.text) && (open.row.size < 0.97 * body || is_source(&block.text))
        || open.row.size < 0.8 * body && words() > 4
    {
        block.role = Role::Note;
        return block;
    }
    if block.role != Role::ListItem
        && !ends
        && block.pieces.len() <= 3
        && (large || open.bold)
        && words() <= 20
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

/// "Introduction ........ 3": leaders to a page number.
fn is_contents(text: &str) -> bool {
    super::lines::is_contents_line(text)
        || text.ends_with(|c: char| c.is_ascii_digit()) && text.contains(". . . .")
}

/// A caption, or a line that gives the unit of the table below it: "(£000)", "(in %)".
fn is_caption(text: &str) -> bool {
    let numbered = [
        "Table", "TABLE", "Figure", "FIGURE", "Chart", "CHART", "Graph", "Box",
    ]
    .iter()
    .filter_map(|w| text.strip_prefix(w))
    .filter_map(|rest| rest.strip_prefix(' '))
    .any(|rest| {
        let number = rest.split(' ').next().unwrap_or("");
        // "Table 3 shows that ..." is a sentence; a caption has a mark behind its number or no verb.
        let marked = number.ends_with([':', '.', '-', '–'])
            || rest[number.len()..]
                .trim_start()
                .starts_with([':', '-', '–', '|', '.']);
        let sentence = text.ends_with('.') && !marked;
        number.chars().any(|c| c.is_ascii_digit()) && number.len() <= 8 && !sentence
    });
    let unit = text.len() <= 24
        && text.starts_with('(')
        && text.ends_with(')')
        && text.contains(['£', '€', '$', '%']);
    numbered || unit || super::lines::is_caption(text) && !text.ends_with('.')
}

/// Whether a row is the caption of what stands below it.
pub(super) fn is_caption_row(page: &Page, row: &Row) -> bool {
    // One unit over each of several columns heads them.
    let unit = |s: &Segment| {
        let word = s.words.first().and_then(|w| page.words.get(*w as usize));
        word.filter(|_| s.words.len() == 1).map(|w| page.word(w))
    };
    if let [first, rest @ ..] = row.segments.as_slice()
        && !rest.is_empty()
        && unit(first).is_some()
        && rest.iter().all(|s| unit(s) == unit(first))
    {
        return false;
    }
    let words: Vec<u32> = row.words().collect();
    is_caption(&rows::text(page, &words))
}

/// Whether a row is running prose: a single segment that is wide and wordy.
pub(super) fn is_prose_row(row: &Row, width: f32) -> bool {
    row.segments.len() == 1 && row.segments[0].words.len() >= 7 && row.bbox.width() > 0.55 * width
}

fn is_source(text: &str) -> bool {
    text.starts_with("Source") || text.starts_with("Note:") || text.starts_with("Notes:")
}

/// Joins paragraphs that run over a page break: the last text of a page does not end, the first of the next goes on.
pub fn join_over_break(above: &mut Block, below: &Block) -> bool {
    let plain = |b: &Block| matches!(b.role, Role::Paragraph | Role::ListItem);
    let goes_on = below.role == Role::Paragraph
        && below.text.chars().next().is_some_and(|c| c.is_lowercase())
        && !begins_list(&below.text);
    let open = !above.text.ends_with(['.', ':', ';', '?', '!', '"', '”']);
    if !plain(above) || !goes_on || !open || above.text.len() < 40 {
        return false;
    }
    let mut pieces = below.pieces.iter();
    let Some(first) = pieces.next() else {
        return false;
    };
    let base = above.text.len() as u32;
    append(above, &below.text, first.place);
    let shift = above.pieces.last().map_or(base, |p| p.start);
    for p in pieces {
        above.pieces.push(Piece {
            start: p.start + shift,
            place: p.place,
        });
    }
    true
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
