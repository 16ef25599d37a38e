//! A file's objects, and pages read from them.

use super::allowance::Allowance;
use super::fonts::Font;
use super::objects::{self, Objects};
use super::refusal::without_pages;
use super::{
    catalog, interpret, limits, marks, optional, pages, repair, sparse, structure, structure_walk,
    turned,
};
use crate::document::Page;
use crate::error::Result;
use lopdf::{Dictionary, Object, ObjectId};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};
use std::time::Instant;

/// A file's objects, with what is read once for all pages.
pub(super) struct File {
    pub objects: Objects,
    pub kept: Arc<Kept>,
}

/// What is read once for all pages.
pub(super) struct Kept {
    pub tree: pages::Tree,
    pub optional: optional::Optional,
    fonts: RwLock<HashMap<ObjectId, Arc<Font>>>,
    pub title: Option<String>,
    pub notes: Vec<String>,
    /// The structure tree, walked when the first page asks for it.
    structure: OnceLock<structure::Structure>,
}

thread_local! {
    /// The content of the page being read, one buffer for each thread.
    static CONTENT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

impl File {
    /// A file whose objects are read when asked for; none when anything is odd.
    pub(super) fn on_demand(data: &Arc<Vec<u8>>, allowance: &Arc<Allowance>) -> Option<File> {
        objects::take_odd();
        let sparse = sparse::Sparse::open(data.clone(), allowance.clone())?;
        let objects = Objects::Sparse(Box::new(sparse));
        let tree = pages::walk(&objects).ok()?;
        let file = File::new(objects, tree, Vec::new());
        (!objects::take_odd()
            && file.kept.tree.losses.is_empty()
            && !file.kept.tree.pages.is_empty())
        .then_some(file)
    }

    /// A file loaded and repaired by lopdf.
    pub(super) fn whole(
        path: &str,
        bytes: &Arc<Vec<u8>>,
        allowance: &Arc<Allowance>,
    ) -> Result<File> {
        let document = repair::load(path, bytes, allowance)?;
        let encrypted = document.encryption_state.is_some();
        // A lock that was lost with a damaged trailer still stands in the bytes.
        let was_locked = || {
            let named = memchr::memmem::find(bytes, b"/Encrypt");
            encrypted || named.is_some()
        };
        let mut notes = Vec::new();
        if document.xref_recovery.is_some() {
            notes.push("its table of objects was damaged and has been rebuilt".to_string());
        }
        let objects = Objects::Whole(Box::new(document), bytes.clone(), allowance.clone());
        let tree = pages::walk(&objects)
            .map_err(|found| without_pages(path, was_locked(), &format!("is damaged: {found}")))?;
        if tree.pages.is_empty() {
            let found = "holds no pages that can be read";
            return Err(without_pages(path, was_locked(), found));
        }
        Ok(File::new(objects, tree, notes))
    }

    fn new(objects: Objects, mut tree: pages::Tree, mut notes: Vec<String>) -> File {
        objects.allowance().pages(tree.pages.len());
        catalog::look(&objects, &mut tree.losses, &mut notes);
        let kept = Kept {
            optional: optional::Optional::load(&objects),
            fonts: RwLock::default(),
            title: title(&objects),
            notes,
            structure: OnceLock::new(),
            tree,
        };
        File {
            objects,
            kept: Arc::new(kept),
        }
    }

    /// The same file without the objects that were read of it; none where they are all there are.
    pub(super) fn fresh(&self) -> Option<File> {
        Some(File {
            objects: self.objects.fresh()?,
            kept: self.kept.clone(),
        })
    }

    /// Reads a page, from 0.
    pub(super) fn page(&self, index: usize) -> Page {
        let mut page = Page {
            number: index as u32 + 1,
            ..Page::default()
        };
        let allowance = self.objects.allowance();
        allowance.look_at_the_clock(Instant::now());
        if let Some(why) = allowance.spent() {
            page.troubles.push(format!("not read: {why}"));
            return page;
        }
        let Some(leaf) = self.kept.tree.pages.get(index) else {
            page.troubles.push("there is no such page".to_string());
            return page;
        };
        let objects = &self.objects;
        let Some(dict) = objects.get(leaf.id).and_then(objects::as_dict) else {
            page.troubles
                .push("not read: the page cannot be found".to_string());
            return page;
        };
        let unit = objects.number(dict, b"UserUnit").unwrap_or(1.0);
        let (view, width, height) = leaf.view(unit);
        page.width = width;
        page.height = height;
        let mut interpreter = interpret::Interpreter::new(self, &mut page, view);
        let mut content = CONTENT.take();
        content.clear();
        let mut pending = vec![dict.get(b"Contents").unwrap_or(&Object::Null)];
        let mut followed = 0usize;
        while let Some(object) = pending.pop() {
            followed += 1;
            if followed > limits::OPERANDS {
                interpreter.trouble("not fully read: too many content streams");
                break;
            }
            match objects.resolve(object) {
                Object::Stream(s) => {
                    interpreter.inflate(s, &mut content);
                    content.push(b'\n');
                }
                Object::Array(a) => pending.extend(a.iter().rev()),
                Object::Null if matches!(object, Object::Null) && followed == 1 => {}
                _ => interpreter.trouble("not fully read: a part of its content cannot be found"),
            }
        }
        interpreter.run(&content, leaf.resources(objects));
        interpreter.reset(view);
        interpreter.annotations(dict);
        interpreter.finish();
        if content.capacity() <= 4 << 20 {
            CONTENT.set(content);
        }
        if page.words.iter().any(|w| w.mcid >= 0) {
            let structure = self.structure();
            page.structure = structure.page(index as u32);
            if structure.cut {
                page.troubles
                    .push("its structure tree is too large to be read whole".to_string());
            }
        }
        turned::upright(&mut page);
        page
    }

    fn structure(&self) -> &structure::Structure {
        self.kept.structure.get_or_init(|| {
            let pages = self
                .kept
                .tree
                .pages
                .iter()
                .enumerate()
                .map(|(i, leaf)| (leaf.id, i as u32))
                .collect();
            structure_walk::walk(&self.objects, &pages)
        })
    }

    /// A font by its number, read once.
    pub(super) fn font(&self, id: ObjectId, dict: &Dictionary) -> Arc<Font> {
        if let Ok(fonts) = self.kept.fonts.read()
            && let Some(font) = fonts.get(&id)
        {
            if font.odd {
                objects::set_odd();
            }
            return font.clone();
        }
        // What is odd about a font is odd about every page that uses it, whichever page reads it first.
        let before = objects::take_odd();
        let mut font = Font::load(&self.objects, dict);
        font.odd = objects::take_odd();
        if before || font.odd {
            objects::set_odd();
        }
        self.objects.allowance().font(font.bytes());
        let font = Arc::new(font);
        if let Ok(mut fonts) = self.kept.fonts.write() {
            fonts.insert(id, font.clone());
        }
        font
    }
}

fn title(objects: &Objects) -> Option<String> {
    let info = objects.dict(objects.trailer(), b"Info")?;
    let Object::String(s, _) = objects.entry(info, b"Title") else {
        return None;
    };
    let text = marks::text_string(s);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}
