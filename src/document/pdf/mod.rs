//! PDF (lopdf): pages with positioned words, strokes and structure, read one at a time.

mod annotations;
mod decoders;
mod drawings;
mod elements;
mod filters;
mod fonts;
mod interpret;
mod lexer;
mod limits;
mod marks;
mod matrix;
mod objects;
mod optional;
mod pages;
mod parse;
mod placement;
mod sparse;
mod state;
mod strokes;
mod structure;
mod text;
mod words;
mod xref;

pub use placement::Placement;

use super::Page;
use crate::error::{Error, Result};
use fonts::Font;
use lopdf::{Dictionary, Object, ObjectId};
use objects::Objects;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

/// An open PDF; pages are read when asked for, so that memory grows with the largest page, not with the file.
pub struct Pdf {
    file: File,
    /// The file loaded and repaired as a whole, for pages on which reading on demand met something odd.
    repaired: OnceLock<Option<Box<File>>>,
}

/// A file's objects, with what is read once for all pages.
struct File {
    objects: Objects,
    tree: pages::Tree,
    optional: optional::Optional,
    fonts: RwLock<HashMap<ObjectId, Arc<Font>>>,
    title: Option<String>,
    notes: Vec<String>,
    /// The structure tree, walked when the first page asks for it.
    structure: OnceLock<structure::Structure>,
}

thread_local! {
    /// The content of the page being read, one buffer for each thread.
    static CONTENT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

impl Pdf {
    /// Opens a file's bytes.
    pub fn open(path: &str, bytes: Vec<u8>) -> Result<Pdf> {
        let data = Arc::new(bytes);
        let file = match File::on_demand(&data) {
            Some(file) => file,
            None => File::whole(path, &data)?,
        };
        Ok(Pdf {
            file,
            repaired: OnceLock::new(),
        })
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.file.tree.pages.len()
    }

    /// What a reader should know of how the file was read: "its table of objects was damaged and has been rebuilt".
    pub fn notes(&self) -> &[String] {
        &self.file.notes
    }

    /// What of the file is lost as a whole: "2 of the pages its page tree names cannot be found".
    pub fn losses(&self) -> &[String] {
        &self.file.tree.losses
    }

    /// The title from the file's own properties.
    pub fn title(&self) -> Option<&str> {
        self.file.title.as_deref()
    }

    /// Reads a page, from 0. Whatever could not be read of it is in its `troubles`.
    pub fn page(&self, index: usize) -> Page {
        let Objects::Sparse(sparse) = &self.file.objects else {
            return self.file.page(index);
        };
        objects::take_odd();
        let mut page = self.file.page(index);
        if !objects::take_odd() {
            return page;
        }
        let repaired = self.repaired.get_or_init(|| {
            let file = apart(|| File::whole("", sparse.data()))?.ok()?;
            (file.tree.pages.len() == self.page_count()).then(|| Box::new(file))
        });
        match repaired {
            Some(file) => file.page(index),
            None => {
                page.troubles
                    .push("not fully read: something it uses is damaged".to_string());
                page
            }
        }
    }
}

/// Runs lopdf's parallel load away from the threads that read pages. One of those would, while it waits for the load,
/// be given another page to read, which would wait for the same load: nothing would ever end.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .ok()?;
    std::thread::scope(|scope| scope.spawn(|| pool.install(work)).join().ok())
}

impl File {
    /// A file whose objects are read when asked for; none when anything is odd.
    fn on_demand(data: &Arc<Vec<u8>>) -> Option<File> {
        objects::take_odd();
        let objects = Objects::Sparse(Box::new(sparse::Sparse::open(data.clone())?));
        let tree = pages::walk(&objects).ok()?;
        let file = File::new(objects, tree, Vec::new());
        (!objects::take_odd() && file.tree.losses.is_empty() && !file.tree.pages.is_empty())
            .then_some(file)
    }

    /// A file loaded and repaired by lopdf.
    fn whole(path: &str, bytes: &Arc<Vec<u8>>) -> Result<File> {
        let options = lopdf::LoadOptions::with_max_decompressed_size(limits::STREAM_BYTES);
        let document = lopdf::Document::load_mem_with_options(bytes, options)
            .map_err(|e| refusal(path, bytes, &e))?;
        if document.is_encrypted() {
            return Err(locked(path));
        }
        let mut notes = Vec::new();
        if document.xref_recovery.is_some() {
            notes.push("its table of objects was damaged and has been rebuilt".to_string());
        }
        let objects = Objects::Whole(Box::new(document), bytes.clone());
        let tree = pages::walk(&objects).map_err(|found| {
            Error::new(
                path,
                format!("is damaged: {found}"),
                "export or download it again",
            )
        })?;
        if tree.pages.is_empty() {
            return Err(Error::new(
                path,
                "holds no pages that can be read",
                "export or download it again",
            ));
        }
        Ok(File::new(objects, tree, notes))
    }

    fn new(objects: Objects, tree: pages::Tree, notes: Vec<String>) -> File {
        File {
            optional: optional::Optional::load(&objects),
            fonts: RwLock::default(),
            title: title(&objects),
            notes,
            structure: OnceLock::new(),
            tree,
            objects,
        }
    }

    fn page(&self, index: usize) -> Page {
        let mut page = Page {
            number: index as u32 + 1,
            ..Page::default()
        };
        let Some(leaf) = self.tree.pages.get(index) else {
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
        page
    }

    fn structure(&self) -> &structure::Structure {
        self.structure.get_or_init(|| {
            let pages = self
                .tree
                .pages
                .iter()
                .enumerate()
                .map(|(i, leaf)| (leaf.id, i as u32))
                .collect();
            structure::Structure::load(&self.objects, &pages)
        })
    }

    /// A font by its number, read once.
    fn font(&self, id: ObjectId, dict: &Dictionary) -> Arc<Font> {
        if let Ok(fonts) = self.fonts.read()
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
        let font = Arc::new(font);
        if let Ok(mut fonts) = self.fonts.write() {
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

fn locked(path: &str) -> Error {
    Error::new(
        path,
        "is locked by a password",
        "save it without a password and try again",
    )
}

/// Why lopdf could not open a file, in the user's words.
fn refusal(path: &str, bytes: &[u8], error: &lopdf::Error) -> Error {
    use lopdf::Error as E;
    match error {
        E::Decryption(_) | E::InvalidPassword | E::AlreadyEncrypted => locked(path),
        E::UnsupportedSecurityHandler(_) => Error::new(
            path,
            "is locked in a way that is not supported",
            "save it without protection and try again",
        ),
        _ => {
            let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or(&[]);
            if memchr::memmem::find(tail, b"%%EOF").is_none() {
                Error::new(
                    path,
                    "ends early: it has no end-of-file mark and cannot be repaired",
                    "download or export it again",
                )
            } else {
                Error::new(
                    path,
                    format!("is damaged and cannot be repaired ({error})"),
                    "export it again",
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one page, and the same with something odd that only repair can read.
    fn made(odd: bool) -> Vec<u8> {
        let content = "BT /F1 10 Tf 50 700 Td (Fees 38) Tj ET";
        let length = content.len() + 3 * usize::from(odd);
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_string(),
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_string(),
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
                .to_string(),
            format!("<</Length {length}>>stream\n{content}\nendstream"),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_string(),
        ];
        let mut out = String::from("%PDF-1.7\n");
        let mut table = String::from("xref\n0 6\n0000000000 65535 f \n");
        for (i, object) in objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
        }
        let start = out.len();
        out.push_str(&format!(
            "{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        ));
        out.into_bytes()
    }

    #[test]
    fn a_sound_file_is_read_on_demand_and_gives_what_the_whole_load_gives() {
        let data = Arc::new(made(false));
        let sparse = File::on_demand(&data).map(|f| f.page(0));
        let whole = File::whole("", &data).ok().map(|f| f.page(0));
        assert!(sparse.is_some());
        let words = |p: Option<Page>| p.map(|p| (p.text, p.words, p.troubles));
        assert_eq!(words(sparse), words(whole));
    }

    #[test]
    fn an_odd_object_turns_its_page_to_the_repaired_file() {
        let pdf = Pdf::open("made.pdf", made(true)).unwrap_or_else(|e| panic!("{e}"));
        assert!(matches!(pdf.file.objects, Objects::Sparse(_)));
        assert_eq!(pdf.page(0).text, "Fees 38", "{:?}", pdf.page(0).troubles);
        assert!(pdf.repaired.get().is_some());
    }

    #[test]
    fn many_odd_pages_read_at_once_wait_for_one_repair() {
        use rayon::prelude::*;
        for _ in 0..8 {
            let pdf = Pdf::open("made.pdf", made(true)).unwrap_or_else(|e| panic!("{e}"));
            let texts: Vec<String> = (0..64).into_par_iter().map(|_| pdf.page(0).text).collect();
            assert!(texts.iter().all(|t| t == "Fees 38"));
        }
    }

    #[test]
    fn pages_are_the_same_whichever_is_read_first_and_on_any_thread() {
        fn shared<T: Sync>(_: &T) {}
        let pdf = Pdf::open("made.pdf", made(true)).unwrap_or_else(|e| panic!("{e}"));
        shared(&pdf);
        assert_eq!(pdf.page(0).words, pdf.page(0).words);
        assert!(!pdf.page(7).troubles.is_empty(), "there is no eighth page");
    }
}
