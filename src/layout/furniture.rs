//! Running heads, page numbers and stamps: what repeats at the edges of pages.

use super::page::PageLayout;
use super::{Block, Role};
use std::collections::HashMap;

/// Share of a page's height at its top and bottom in which furniture stands.
const EDGE: f32 = 0.12;

/// The text with every run of digits as one `#`, and every section number ("2.3.59") too.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_digit() {
            if out.ends_with("#.") {
                out.pop();
            }
            if !out.ends_with('#') {
                out.push('#');
            }
        } else if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// "7", "Page 28", "- 3 -", "Page 3 of 12".
pub fn is_page_number(text: &str) -> bool {
    if text.len() > 24 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let p = pattern(text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '|' | '.' | '[' | ']')
    }));
    matches!(
        p.trim(),
        "#" | "page #" | "page # of #" | "# of #" | "#/#" | "p. #" | "page | #" | "page # | #"
    )
}

/// Whether a block stands in the outer band of its page.
fn at_edge(block: &Block, height: f32) -> bool {
    let Some(b) = block.pieces.first().and_then(|p| p.place.bbox()) else {
        return false;
    };
    height > 0.0 && (b.y0 > (1.0 - EDGE) * height || b.y1 < EDGE * height)
}

/// Marks furniture across all pages.
pub fn mark(pages: &mut [PageLayout]) {
    let mut seen: HashMap<(String, bool), (usize, u32)> = HashMap::new();
    let key = |b: &Block, height: f32| {
        let top = b
            .pieces
            .first()
            .and_then(|p| p.place.bbox())
            .is_some_and(|r| r.y0 > height / 2.0);
        (pattern(&b.text), top)
    };
    // The key of each block at an edge, by page and block.
    let mut keys = Vec::new();
    for (p, page) in pages.iter().enumerate() {
        for (k, b) in page.blocks.iter().enumerate() {
            if b.text.len() < 200 && at_edge(b, page.height) {
                let next = seen.len();
                let (id, n) = seen.entry(key(b, page.height)).or_insert((next, 0));
                *n += 1;
                keys.push((p, k, *id));
            }
        }
    }
    let mut counts = vec![0; seen.len()];
    seen.into_values().for_each(|(id, n)| counts[id] = n);
    let mut keys = keys.into_iter().peekable();
    let enough = (pages.len() as u32 / 20)
        .clamp(2, 5)
        .max(if pages.len() > 4 { 3 } else { 2 });
    for (p, page) in pages.iter_mut().enumerate() {
        let height = page.height;
        for (k, b) in page.blocks.iter_mut().enumerate() {
            let repeats = keys
                .next_if(|(page, block, _)| (*page, *block) == (p, k))
                .is_some_and(|(_, _, id)| counts[id] >= enough);
            if repeats || is_page_number(&b.text) && at_edge(b, height) {
                b.role = Role::Furniture;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_numbers_of_any_depth_make_one_running_head() {
        assert_eq!(pattern("2.3.59.1 Manual"), pattern("14.2 Manual"));
        assert_ne!(pattern("14. Manual"), pattern("14 Manual"));
    }

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["7", "Page 28", "- 3 -", "Page 3 of 12", "4/9"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["Page intentionally left blank", "12 children", "£4"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
