//! Elements that say what they are to blocks and tables.

use super::lines::{is_caption, is_contents_line, is_note};
use super::looks::{self, Opening};
use super::markup;
use super::{Block, Pieces, Role};
use crate::document::Place;
use crate::document::flow::{Content, Element, FlowTable, FlowText, TextRole};

/// A stretch of the document: a block, or a table with its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Flowed {
    /// Text.
    Block(Block),
    /// A table.
    Table(Place, FlowTable),
}

/// Turns elements into blocks and tables, in order.
pub fn lay_out(elements: Vec<Element>) -> Vec<Flowed> {
    let mut out = Vec::with_capacity(elements.len());
    let mut after_table = false;
    for element in elements {
        match element.content {
            Content::Table(table) => {
                out.push(Flowed::Table(element.place, table));
                after_table = true;
            }
            Content::Text(text) => {
                let Some(block) = block(&text, element.place, after_table) else {
                    continue;
                };
                after_table &= matches!(block.role, Role::Note | Role::Furniture);
                out.push(Flowed::Block(block));
            }
        }
    }
    out
}

/// The block of a text; nothing for one that prints nothing.
pub(super) fn block(text: &FlowText, place: Place, after_table: bool) -> Option<Block> {
    let line = markup::one_line(&text.text);
    if line.is_empty() {
        return None;
    }
    let role = match text.role {
        TextRole::Heading(level) => Role::Heading(level),
        TextRole::Caption => Role::Caption,
        TextRole::Note => Role::Note,
        TextRole::Contents => Role::Contents,
        TextRole::Furniture => Role::Furniture,
        TextRole::Hidden => Role::Hidden,
        TextRole::Code => Role::Code,
        TextRole::ListItem if after_table && is_note(&line) => Role::Note,
        TextRole::ListItem => Role::ListItem,
        TextRole::Paragraph => paragraph(&line, text.bold, after_table),
    };
    Some(Block {
        role,
        text: line,
        pieces: Pieces::of(place),
        table: None,
    })
}

/// The role of a paragraph that says nothing of itself: authors type captions, headings and items by hand.
fn paragraph(line: &str, bold: bool, after_table: bool) -> Role {
    if is_contents_line(line) {
        return Role::Contents;
    }
    if is_caption(line) {
        return Role::Caption;
    }
    if after_table && is_note(line) {
        return Role::Note;
    }
    match looks::opening(line) {
        Opening::Bullet(_) | Opening::Letter(_) => Role::ListItem,
        Opening::Number(depth, at) => {
            let title = line.get(at..).is_some_and(looks::is_title);
            if bold && title && !line.ends_with(':') {
                Role::Heading(depth + 1)
            } else {
                Role::ListItem
            }
        }
        _ if bold && looks::is_title(line) && !line.ends_with(':') => Role::Heading(3),
        _ => Role::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(text: &str, bold: bool, after_table: bool) -> Role {
        let text = FlowText {
            role: TextRole::Paragraph,
            text: text.to_string(),
            bold,
        };
        block(&text, Place::default(), after_table).map_or(Role::Hidden, |b| b.role)
    }

    #[test]
    fn what_authors_type_by_hand_is_recognised() {
        assert_eq!(role("Staff and training", true, false), Role::Heading(3));
        assert_eq!(role("Staff and training", false, false), Role::Paragraph);
        assert_eq!(role("3.2 Staff", true, false), Role::Heading(3));
        assert_eq!(role("3.2 Staff are trained.", false, false), Role::ListItem);
        assert_eq!(role("Table 2: Spending", false, false), Role::Caption);
        assert_eq!(role("Source: the ledger", false, true), Role::Note);
        assert_eq!(role("Source: the ledger", false, false), Role::Paragraph);
    }

    #[test]
    fn blanks_are_one_and_signs_that_print_nothing_are_dropped() {
        let text = FlowText {
            role: TextRole::Paragraph,
            text: " The\u{a0}total\n of 1\u{200b}2 * 3_4 \u{ad}".to_string(),
            bold: false,
        };
        let block = block(&text, Place::default(), false);
        assert_eq!(
            block.map(|b| b.text),
            Some("The total of 12 * 3_4".to_string())
        );
    }
}
