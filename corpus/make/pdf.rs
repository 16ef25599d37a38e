//! Set pages to the bytes of a PDF; the same input gives the same bytes.

use super::flow::Flow;
use super::sheet::Tree;
use lopdf::content::Content;
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions,
    Stream, dictionary,
};
use std::io;

/// What is done to a file beyond its pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    Plain,
    /// The second page is a picture without text.
    Scanned,
    /// Encrypted (RC4); it opens with an empty password.
    Encrypted,
}

/// Writes a set document.
pub fn write(mut flow: Flow<'_>, title: &str, variant: Variant) -> io::Result<Vec<u8>> {
    flow.number();
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let fonts = dictionary! {
        "F1" => font(&mut document, "Helvetica"),
        "F2" => font(&mut document, "Helvetica-Bold"),
    };
    let mut resources = dictionary! { "Font" => fonts };
    if variant == Variant::Scanned {
        if let Some(sheet) = flow.sheets.get_mut(1) {
            sheet.picture();
        }
        let picture = document.add_object(picture());
        resources.set("XObject", dictionary! { "Im1" => picture });
    }
    let resources = document.add_object(resources);
    let mut kids = Vec::new();
    for sheet in &flow.sheets {
        let content = Content {
            operations: &sheet.operations,
        };
        let bytes = content.encode().map_err(io::Error::other)?;
        let content = document.add_object(Stream::new(Dictionary::new(), bytes));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(sheet.width), Object::Real(sheet.height)],
        };
        if flow.tree.tagged {
            page.set("StructParents", sheet.number as i64);
        }
        kids.push(document.add_object(page));
    }
    let references: Vec<Object> = kids.iter().map(|&k| k.into()).collect();
    document.objects.insert(
        pages,
        dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => references }
            .into(),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages, "Lang" => Object::string_literal("en-GB") };
    if flow.tree.tagged {
        let root = structure(&mut document, &flow.tree, &kids);
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    let catalog = document.add_object(catalog);
    let info = document.add_object(dictionary! {
        "Title" => Object::string_literal(title), "Producer" => Object::string_literal("make-corpus"),
    });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let id = Object::string_literal("crossfoot-corpus");
    document.trailer.set("ID", vec![id.clone(), id]);
    if variant == Variant::Encrypted {
        // The oldest scheme, since the later ones need random numbers.
        let version = EncryptionVersion::V1 {
            document: &document,
            owner_password: "owner",
            user_password: "",
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).map_err(io::Error::other)?;
        document.encrypt(&state).map_err(io::Error::other)?;
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

fn font(document: &mut Document, name: &str) -> ObjectId {
    document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
    })
}

/// Grey lines on white, as a page of text looks from afar.
fn picture() -> Stream {
    let rows =
        (0..64_u32).flat_map(|y| std::iter::repeat_n(if y % 4 == 1 { 0xA0 } else { 0xFF }, 48));
    let head = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 48, "Height" => 64,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    Stream::new(head, rows.collect())
}

/// The structure tree, and the parent tree that leads from marked content back into it.
fn structure(document: &mut Document, tree: &Tree, pages: &[ObjectId]) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tree
        .elements
        .iter()
        .map(|_| document.new_object_id())
        .collect();
    let mut parents: Vec<Vec<Object>> = pages.iter().map(|_| Vec::new()).collect();
    for (i, element) in tree.elements.iter().enumerate() {
        let mut kids: Vec<Object> = Vec::new();
        for &(page, mark) in &element.marks {
            kids.push(dictionary! { "Type" => "MCR", "Pg" => pages[page], "MCID" => mark }.into());
            // Marks of a page are given out in order, so that pushing keeps the index equal to the mark.
            let slot = &mut parents[page];
            slot.resize(slot.len().max(mark as usize + 1), Object::Null);
            slot[mark as usize] = ids[i].into();
        }
        let children = tree
            .elements
            .iter()
            .enumerate()
            .skip(i + 1)
            .filter(|(_, e)| e.parent == i);
        kids.extend(children.map(|(c, _)| ids[c].into()));
        let parent = if i == 0 { root } else { ids[element.parent] };
        let mut entry =
            dictionary! { "Type" => "StructElem", "S" => element.role, "P" => parent, "K" => kids };
        if element.columns > 1 {
            entry.set(
                "A",
                dictionary! { "O" => "Table", "ColSpan" => element.columns as i64 },
            );
        }
        document.objects.insert(ids[i], entry.into());
    }
    let mut numbers: Vec<Object> = Vec::new();
    for (page, marks) in parents.into_iter().enumerate() {
        numbers.push((page as i64).into());
        numbers.push(marks.into());
    }
    document.objects.insert(
        root,
        dictionary! {
            "Type" => "StructTreeRoot", "K" => vec![ids[0].into()], "ParentTree" => dictionary! { "Nums" => numbers },
        }
        .into(),
    );
    root
}
