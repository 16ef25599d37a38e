//! What a file's catalog says of content that its pages do not hold.

use super::objects::Objects;
use lopdf::{Dictionary, Object};

/// Adds what cannot be read to the losses, and what is worth knowing to the notes.
pub(super) fn look(objects: &Objects, losses: &mut Vec<String>, notes: &mut Vec<String>) {
    let Some(catalog) = objects.dict(objects.trailer(), b"Root") else {
        return;
    };
    if catalog.has(b"Collection") {
        losses.push(
            "is a portfolio: the files inside it are not read; save each as a file of its own"
                .to_string(),
        );
    } else if catalog.has(b"Names") && attached(objects, catalog) {
        notes.push("holds attached files, which are not read".to_string());
    }
    let waits = matches!(
        objects.entry(catalog, b"NeedsRendering"),
        Object::Boolean(true)
    );
    if waits
        && objects
            .dict(catalog, b"AcroForm")
            .is_some_and(|f| f.has(b"XFA"))
    {
        losses.push(
            "is a form that draws its pages only in Adobe's programs (XFA); print it to a PDF"
                .to_string(),
        );
    }
}

fn attached(objects: &Objects, catalog: &Dictionary) -> bool {
    objects
        .dict(catalog, b"Names")
        .and_then(|names| objects.dict(names, b"EmbeddedFiles"))
        .is_some_and(|files| {
            [&b"Names"[..], b"Kids"]
                .iter()
                .any(|key| objects.array(files, key).is_some_and(|a| !a.is_empty()))
        })
}
