//! Word-processor documents (.docx) to elements: ECMA-376, part 1, chapter 17.
//!
//! Tracked changes are read as accepted. A document has no pages of its own, so that places are counted in paragraphs
//! that hold text.

mod body;
mod numbering;
mod styles;
mod table;

use super::Package;
use super::xml::Node;
use crate::document::flow::{Element, Room, TextRole};
use crate::error::Result;
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// A document that was read.
#[derive(Debug, Default)]
pub struct Word {
    /// Its elements.
    pub elements: Vec<Element>,
    /// Its title, from its properties.
    pub title: Option<String>,
    /// What a reader should know of how it was read.
    pub notes: Vec<String>,
    /// What was not read.
    pub unread: Vec<String>,
}

/// Reads a document.
///
/// # Errors
/// When a part is missing, damaged, or larger than the bounds.
pub fn read(package: &Package) -> Result<Word> {
    let mut styles = Styles::default();
    if let Some(xml) = package.part("word/styles.xml")? {
        let mut open = None;
        package.walk("word/styles.xml", &xml, &mut |n| styles.take(&mut open, &n))?;
    }
    let mut numbering = Numbering::default();
    if let Some(xml) = package.part("word/numbering.xml")? {
        package.walk("word/numbering.xml", &xml, &mut |n| numbering.take(&n))?;
    }
    let mut word = Word::default();
    let mut noticed = body::Noticed::default();
    let mut counted = 0;
    let mut room = Room::default();
    let parts = [
        ("word/document.xml", TextRole::Paragraph),
        ("word/footnotes.xml", TextRole::Note),
        ("word/endnotes.xml", TextRole::Note),
    ];
    for (name, usual) in parts {
        let xml = match usual {
            TextRole::Paragraph => package.needed(name)?,
            _ => match package.part(name)? {
                Some(xml) => xml,
                None => continue,
            },
        };
        let mut body = Body::new(&styles, &mut numbering, usual, counted, &mut room);
        package.walk(name, &xml, &mut |n| body.take(&n))?;
        let (elements, count, seen) = body.finish();
        word.elements.extend(elements);
        counted = count;
        noticed.changes |= seen.changes;
        noticed.pictures += seen.pictures;
    }
    if noticed.changes {
        let note = "it holds tracked changes, which were read as accepted";
        word.notes.push(note.to_string());
    }
    if noticed.pictures > 0 {
        let n = noticed.pictures;
        let s = if n == 1 { "" } else { "s" };
        word.notes
            .push(format!("{n} picture{s}: what they show was not read"));
    }
    word.unread.extend(room.said());
    word.title = title(package)?;
    Ok(word)
}

/// The title that a file's properties give.
pub(super) fn title(package: &Package) -> Result<Option<String>> {
    let name = "docProps/core.xml";
    let Some(xml) = package.part(name)? else {
        return Ok(None);
    };
    let (mut inside, mut title) = (false, String::new());
    package.walk(name, &xml, &mut |n| match n {
        Node::Start("title", _) => inside = true,
        Node::End("title") => inside = false,
        Node::Text(t) if inside => title.push_str(t),
        _ => {}
    })?;
    let title = title.trim().to_string();
    Ok((!title.is_empty()).then_some(title))
}

#[cfg(test)]
mod tests;
