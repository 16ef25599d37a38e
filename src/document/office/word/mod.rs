//! Word-processor documents (.docx) to elements: ECMA-376, part 1, chapter 17.
//!
//! Tracked changes are read as accepted. A document has no pages of its own, so that places are counted in paragraphs
//! that hold text.

mod body;
mod numbering;
mod styles;
mod table;

use super::Package;
use crate::document::flow::{self, Element, Read, Room, TextRole};
use crate::error::Result;
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Reads a document.
///
/// # Errors
/// When a part is missing, damaged, or larger than the bounds.
pub fn read(package: &Package) -> Result<Read<Vec<Element>>> {
    let mut styles = Styles::default();
    if let Some(xml) = package.part("word/styles.xml")? {
        let mut open = None;
        package.walk("word/styles.xml", &xml, &mut |n| styles.take(&mut open, &n))?;
    }
    let mut numbering = Numbering::default();
    if let Some(xml) = package.part("word/numbering.xml")? {
        package.walk("word/numbering.xml", &xml, &mut |n| numbering.take(&n))?;
    }
    let mut word = Read::plain(Vec::new());
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
        word.content.extend(elements);
        counted = count;
        noticed.changes |= seen.changes;
        noticed.pictures += seen.pictures;
    }
    if noticed.changes {
        let note = "it holds tracked changes, which were read as accepted";
        word.notes.push(note.to_string());
    }
    word.notes.extend(flow::pictures(noticed.pictures));
    word.unread.extend(room.said());
    word.title = super::title(package)?;
    Ok(word)
}

#[cfg(test)]
mod tests;
