//! A PDF with every tested figure marked, written as an incremental update: the original's bytes stand untouched in
//! front (ISO 32000-1, 7.5.6), so its tags, bookmarks, links and signatures' bytes stay as they were.

mod cover;
mod draw;
mod marks;

use super::Outcome;
use super::told::told;
use crate::document::pdf::Pdf;
use crate::error::{Error, Result};
use crate::fact::Reading;
use draw::Pen;
use lopdf::{
    Dictionary, Document, IncrementalDocument, LoadOptions, Object, ObjectId, dictionary,
    text_string,
};
use marks::Marks;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The annotated copy of a PDF that was read.
///
/// # Errors
/// When the file is one that an update cannot be appended to: its table of objects is damaged, or it is locked.
pub fn annotated(bytes: Vec<u8>, reading: &Reading, outcome: &Outcome) -> Result<Vec<u8>> {
    let refuse = |found: &str| {
        let advice = "open it in a PDF program, save it under another name, and annotate that file";
        Error::new(
            &reading.path,
            format!("cannot be annotated: {found}"),
            advice,
        )
    };
    let pdf = Pdf::open(&reading.path, bytes.clone())?;
    let previous = Document::load_mem_with_options(&bytes, LoadOptions::default())
        .map_err(|e| refuse(&e.to_string()))?;
    if previous.xref_recovery.is_some() || previous.xref_start == 0 {
        return Err(refuse("its table of objects is damaged"));
    }
    let told = told(outcome);
    let marks = Marks::of(reading, outcome, &told);
    let numbers: Vec<u32> = marks.pages().collect();
    let placed: Vec<_> = numbers
        .par_iter()
        .filter_map(|number| {
            let index = *number as usize - 1;
            let page = pdf.page(index);
            let placement = pdf.placement(index, page.turned)?;
            Some((placement, marks.on(&page)))
        })
        .collect();
    let targets: BTreeMap<u32, ObjectId> = (1u32..).zip(previous.page_iter()).collect();
    let mut update = IncrementalDocument::create_from(bytes, previous);
    let mut pen = Pen::default();
    for (placement, marks) in &placed {
        let mut added = Vec::new();
        for mark in marks {
            added.extend(pen.draw(&mut update.new_document, mark, placement));
        }
        append(&mut update, placement.id, &added)
            .ok_or_else(|| refuse("a page's annotations are damaged"))?;
    }
    front(&mut update, reading, outcome, &told, &targets)
        .ok_or_else(|| refuse("its page tree is damaged"))?;
    let mut out = Vec::new();
    update
        .save_to(&mut out)
        .map_err(|e| refuse(&e.to_string()))?;
    Ok(out)
}

/// A dictionary that may be changed: the update's own copy.
fn own(update: &mut IncrementalDocument, id: ObjectId) -> Option<&mut Dictionary> {
    update.opt_clone_object_to_new_document(id).ok()?;
    update.new_document.get_dictionary_mut(id).ok()
}

/// Adds annotations behind those that a page has.
fn append(update: &mut IncrementalDocument, page: ObjectId, added: &[ObjectId]) -> Option<()> {
    let references = added.iter().map(|id| Object::Reference(*id));
    let dict = own(update, page)?;
    match dict.get(b"Annots").ok().cloned() {
        None => dict.set("Annots", references.collect::<Vec<_>>()),
        Some(Object::Array(mut list)) => {
            list.extend(references);
            dict.set("Annots", list);
        }
        Some(Object::Reference(list)) => {
            update.opt_clone_object_to_new_document(list).ok()?;
            let list = update.new_document.get_object_mut(list).ok()?;
            list.as_array_mut().ok()?.extend(references);
        }
        Some(_) => return None,
    }
    Some(())
}

/// Puts the summary in front of the page tree, and keeps the numbers that viewers show for the pages behind it.
fn front(
    update: &mut IncrementalDocument,
    reading: &Reading,
    outcome: &Outcome,
    told: &[super::told::Told<'_>],
    targets: &BTreeMap<u32, ObjectId>,
) -> Option<()> {
    let trailer = &update.get_prev_documents().trailer;
    let catalog = trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    let root = own(update, catalog)?
        .get(b"Pages")
        .and_then(Object::as_reference)
        .ok()?;
    let pages = cover::pages(
        &mut update.new_document,
        root,
        reading,
        outcome,
        told,
        targets,
    );
    let tree = own(update, root)?;
    let count = tree
        .get(b"Count")
        .and_then(Object::as_i64)
        .unwrap_or(targets.len() as i64);
    let kids = tree.get(b"Kids").ok()?.clone();
    tree.set("Count", count + pages.len() as i64);
    let mut all: Vec<Object> = pages.iter().map(|id| Object::Reference(*id)).collect();
    match kids {
        Object::Array(kids) => {
            all.extend(kids);
            tree.set("Kids", all);
        }
        Object::Reference(list) => {
            update.opt_clone_object_to_new_document(list).ok()?;
            let list = update
                .new_document
                .get_object_mut(list)
                .ok()?
                .as_array_mut()
                .ok()?;
            list.splice(0..0, all);
        }
        _ => return None,
    }
    labels(update, catalog, pages.len() as i64);
    Some(())
}

/// Page labels (ISO 32000-1, 12.4.2): the summary has a name, and the pages behind it keep the labels they had. A tree
/// of labels in several levels is left as it is.
fn labels(update: &mut IncrementalDocument, catalog: ObjectId, added: i64) -> Option<()> {
    let name = dictionary! { "P" => text_string("Crossfoot ") , "S" => "D" };
    let before = own(update, catalog)?.get(b"PageLabels").ok().cloned();
    let before = match before {
        Some(Object::Reference(id)) => update.get_prev_documents().get_object(id).ok().cloned(),
        other => other,
    };
    let mut list: Vec<Object> = vec![0.into(), name.into()];
    match before {
        None => list.extend([added.into(), Object::from(dictionary! { "S" => "D" })]),
        Some(labels) => {
            let labels = labels.as_dict().ok()?;
            let old = labels.get(b"Nums").and_then(Object::as_array).ok()?;
            for pair in old.chunks_exact(2) {
                list.push((pair[0].as_i64().ok()? + added).into());
                list.push(pair[1].clone());
            }
        }
    }
    own(update, catalog)?.set("PageLabels", dictionary! { "Nums" => list });
    Some(())
}
