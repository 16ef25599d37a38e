//! Workbooks (.xlsx) to sheets of what their cells show: ECMA-376, part 1, chapter 18.
//!
//! A cell's text is its value under its number format, since that is what a reader sees and what a report prints.

mod code;
mod date;
mod number_format;
mod sheet;

use super::Package;
use super::xml::Node;
use crate::document::flow::{Read, Sheet};
use crate::error::Result;
use number_format::NumberFormat;
use rust_decimal::{Decimal, RoundingStrategy};
use sheet::OpenSheet;
use std::collections::HashMap;

/// What all sheets share.
#[derive(Debug, Default)]
struct Book {
    texts: Vec<String>,
    formats: Vec<NumberFormat>,
    from_1904: bool,
}

struct Entry {
    name: String,
    target: String,
    hidden: bool,
}

/// Reads the visible sheets of a workbook.
///
/// # Errors
/// When a part is missing, damaged, or larger than the bounds.
pub fn read(package: &Package) -> Result<Read<Vec<Sheet>>> {
    let mut book = Book::default();
    let entries = entries(package, &mut book)?;
    texts(package, &mut book)?;
    formats(package, &mut book)?;
    let mut workbook = Read {
        title: super::title(package)?,
        ..Read::plain(Vec::new())
    };
    for entry in entries {
        if entry.hidden {
            let note = format!("sheet \"{}\" is hidden and was not read", entry.name);
            workbook.notes.push(note);
            continue;
        }
        // Sheets that hold a chart alone have no cells.
        if !entry.target.contains("worksheets/") {
            let unread = format!("sheet \"{}\": it holds a chart alone", entry.name);
            workbook.unread.push(unread);
            continue;
        }
        let xml = package.needed(&entry.target)?;
        let mut open = OpenSheet::new(&book, workbook.content.len() as u32 + 1);
        package.walk(&entry.target, &xml, &mut |n| open.take(&n))?;
        let (sheet, unread) = open.finish(&entry.name);
        workbook.content.push(sheet);
        workbook.unread.extend(unread);
    }
    Ok(workbook)
}

/// The sheets in order, with the parts that hold them.
fn entries(package: &Package, book: &mut Book) -> Result<Vec<Entry>> {
    let mut targets: HashMap<String, String> = HashMap::new();
    let name = "xl/_rels/workbook.xml.rels";
    package.walk(name, &package.needed(name)?, &mut |n| {
        if let Node::Start("Relationship", a) = n
            && let (Some(id), Some(target)) = (a.get("Id"), a.get("Target"))
        {
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_string(),
                None => format!("xl/{target}"),
            };
            targets.insert(id, target);
        }
    })?;
    let name = "xl/workbook.xml";
    let mut entries = Vec::new();
    package.walk(name, &package.needed(name)?, &mut |n| match n {
        Node::Start("workbookPr", a) => {
            book.from_1904 = matches!(a.get("date1904").as_deref(), Some("1" | "true"));
        }
        Node::Start("sheet", a) => entries.push(Entry {
            name: a.get("name").unwrap_or_default(),
            target: a
                .get("id")
                .and_then(|id| targets.get(&id).cloned())
                .unwrap_or_default(),
            hidden: a.get("state").is_some_and(|s| s != "visible"),
        }),
        _ => {}
    })?;
    Ok(entries)
}

/// The texts that cells share.
fn texts(package: &Package, book: &mut Book) -> Result<()> {
    let name = "xl/sharedStrings.xml";
    let Some(xml) = package.part(name)? else {
        return Ok(());
    };
    let (mut text, mut phonetic, mut capture) = (String::new(), false, false);
    package.walk(name, &xml, &mut |n| match n {
        Node::Start("si", _) => text.clear(),
        Node::End("si") => book.texts.push(std::mem::take(&mut text)),
        Node::Start("rPh", _) => phonetic = true,
        Node::End("rPh") => phonetic = false,
        Node::Start("t", _) => capture = !phonetic,
        Node::End("t") => capture = false,
        Node::Text(t) if capture => text.push_str(t),
        _ => {}
    })
}

/// The number format of each cell style.
fn formats(package: &Package, book: &mut Book) -> Result<()> {
    let name = "xl/styles.xml";
    let Some(xml) = package.part(name)? else {
        return Ok(());
    };
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut in_cells = false;
    package.walk(name, &xml, &mut |n| match n {
        Node::Start("numFmt", a) => {
            if let (Some(id), Some(code)) = (a.number("numFmtId"), a.get("formatCode")) {
                codes.insert(id, code);
            }
        }
        Node::Start("cellXfs", _) => in_cells = true,
        Node::End("cellXfs") => in_cells = false,
        Node::Start("xf", a) if in_cells => {
            let id = a.number("numFmtId").unwrap_or(0);
            let code = codes.get(&id).map(String::as_str);
            let code = code.unwrap_or_else(|| NumberFormat::built_in(id));
            book.formats.push(NumberFormat::read(code));
        }
        _ => {}
    })
}

/// A stored value: binary arithmetic of which fifteen digits are meant.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number = text
        .parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(text))
        .ok()?;
    number.round_sf_with_strategy(15, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests;
