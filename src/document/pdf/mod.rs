//! PDF (lopdf): pages with positioned words, strokes and structure, read one at a time.

mod allowance;
mod annotations;
mod catalog;
mod cell_spans;
mod decoders;
mod drawings;
mod elements;
mod file;
mod filters;
mod fonts;
mod ink;
mod interpret;
mod kept;
mod lexer;
mod limits;
mod line;
mod marks;
mod matrix;
mod objects;
mod optional;
mod pages;
mod paint;
mod parse;
mod placement;
mod refusal;
mod repair;
mod room;
mod setting;
mod sparse;
mod state;
mod strings;
mod strokes;
mod structure;
mod structure_walk;
mod text;
mod turned;
mod verdict;
mod words;
mod xref;

pub use placement::Placement;
pub use room::take_back;

use super::Page;
use crate::error::Result;
use allowance::{Allowance, BOUNDS, Bounds};
use file::File;
use objects::Objects;
use std::sync::{Arc, Mutex, OnceLock};

/// Pages that share the objects read for one of them.
const PAGES_TOGETHER: usize = 32;

/// An open PDF; pages are read when asked for, so that memory grows with the largest page, not with the file.
pub struct Pdf {
    file: Arc<File>,
    /// The same file, with the objects that the latest pages share, and how many pages were read with them.
    shared: Mutex<(usize, Arc<File>)>,
    /// The file loaded and repaired as a whole, for pages on which reading on demand met something odd.
    repaired: OnceLock<Option<Box<File>>>,
}

impl Pdf {
    /// Opens a file's bytes.
    pub fn open(path: &str, bytes: Vec<u8>) -> Result<Pdf> {
        Pdf::open_within(path, bytes, BOUNDS)
    }

    fn open_within(path: &str, bytes: Vec<u8>, bounds: Bounds) -> Result<Pdf> {
        let data = Arc::new(bytes);
        let allowance = Arc::new(Allowance::new(bounds));
        let file = match File::on_demand(&data, &allowance) {
            Some(file) => file,
            None => File::whole(path, &data, &allowance)?,
        };
        // What was looked at to open the file is not asked for again.
        let file = Arc::new(file.fresh().unwrap_or(file));
        Ok(Pdf {
            shared: Mutex::new((0, file.clone())),
            file,
            repaired: OnceLock::new(),
        })
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.file.kept.tree.pages.len()
    }

    /// What a reader should know of how the file was read: "its table of objects was damaged and has been rebuilt".
    pub fn notes(&self) -> &[String] {
        &self.file.kept.notes
    }

    /// What of the file is lost as a whole: "2 of the pages its page tree names cannot be found".
    pub fn losses(&self) -> &[String] {
        &self.file.kept.tree.losses
    }

    /// The title from the file's own properties.
    pub fn title(&self) -> Option<&str> {
        self.file.kept.title.as_deref()
    }

    /// The file to read one more page with: after some pages what was read for them is forgotten.
    fn shared(&self) -> Arc<File> {
        let Ok(mut shared) = self.shared.lock() else {
            return self.file.clone();
        };
        if shared.0.is_multiple_of(PAGES_TOGETHER)
            && let Some(fresh) = self.file.fresh()
        {
            shared.1 = Arc::new(fresh);
        }
        shared.0 += 1;
        shared.1.clone()
    }

    /// Reads a page, from 0. Whatever could not be read of it is in its `troubles`.
    pub fn page(&self, index: usize) -> Page {
        let Objects::Sparse(sparse) = &self.file.objects else {
            return self.file.page(index);
        };
        objects::take_odd();
        let mut page = self.shared().page(index);
        if !objects::take_odd() {
            return page;
        }
        if let Some(why) = sparse.allowance().spent() {
            page.troubles.push(format!("not fully read: {why}"));
            page.troubles.dedup();
            return page;
        }
        let repaired = self.repaired.get_or_init(|| {
            let file = File::whole("", sparse.data(), sparse.allowance()).ok()?;
            (file.kept.tree.pages.len() == self.page_count()).then(|| Box::new(file))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one page, and the same with something odd that only repair can read.
    fn made(odd: bool) -> Vec<u8> {
        many(1, "BT /F1 10 Tf 50 700 Td (Fees 38) Tj ET", odd)
    }

    /// A file of pages that all show the same content.
    fn many(pages: usize, content: &str, odd: bool) -> Vec<u8> {
        let length = content.len() + 3 * usize::from(odd);
        let kids: String = (0..pages).map(|i| format!("{} 0 R ", i + 5)).collect();
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_string(),
            format!("<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 600 800]>>"),
            format!("<</Length {length}>>stream\n{content}\nendstream"),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_string(),
        ];
        let page = "<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>";
        objects.extend((0..pages).map(|_| page.to_string()));
        let mut out = String::from("%PDF-1.7\n");
        let size = objects.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for (i, object) in objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
        }
        let start = out.len();
        out.push_str(&format!(
            "{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        ));
        out.into_bytes()
    }

    #[test]
    fn a_sound_file_is_read_on_demand_and_gives_what_the_whole_load_gives() {
        let data = Arc::new(made(false));
        let allowance = Arc::new(Allowance::new(BOUNDS));
        let sparse = File::on_demand(&data, &allowance).map(|f| f.page(0));
        let whole = File::whole("", &data, &allowance).ok().map(|f| f.page(0));
        assert!(sparse.is_some());
        let words = |p: Option<Page>| p.map(|p| (p.text, p.words, p.troubles));
        assert_eq!(words(sparse), words(whole));
    }

    #[test]
    fn a_word_longer_than_a_stretch_of_letters_is_one_word() {
        let (a, b) = ("a".repeat(150), "b".repeat(64));
        let content = format!("BT /F1 1 Tf 50 700 Td [({a})0({b})2(c) 9(d) -900(e)] TJ ET");
        let pdf = Pdf::open("made.pdf", many(1, &content, false)).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(pdf.page(0).text, format!("{a}{b}cd e"));
    }

    #[test]
    fn pages_are_read_alike_after_what_was_read_before_them_is_forgotten() {
        let content = "BT /F1 10 Tf 50 700 Td (Fees 38) Tj ET";
        let pdf = Pdf::open("made.pdf", many(2 * PAGES_TOGETHER + 3, content, false))
            .unwrap_or_else(|e| panic!("{e}"));
        let first = pdf.shared();
        for i in 0..pdf.page_count() {
            let page = pdf.page(i);
            assert_eq!(page.text, "Fees 38", "{:?}", page.troubles);
        }
        assert!(!Arc::ptr_eq(&first, &pdf.shared()));
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

    /// How many of eight pages were read, and why not the others, under bounds of the whole file.
    fn within(change: impl FnOnce(&mut Bounds)) -> (usize, String) {
        let content = "BT /F1 10 Tf 50 700 Td (Fees 38) Tj ET ".to_string() + &" ".repeat(400_000);
        let mut bounds = BOUNDS;
        change(&mut bounds);
        let pdf = Pdf::open_within("made.pdf", many(8, &content, false), bounds)
            .unwrap_or_else(|e| panic!("{e}"));
        let pages: Vec<Page> = (0..pdf.page_count()).map(|i| pdf.page(i)).collect();
        let read = pages.iter().filter(|p| p.text == "Fees 38").count();
        let last = pages.last().map(|p| p.troubles.join(", "));
        (read, last.unwrap_or_default())
    }

    #[test]
    fn bounds_of_a_whole_file_keep_what_was_read_before_and_are_said() {
        assert_eq!(within(|_| {}), (8, String::new()));
        let (read, why) = within(|b| b.bytes = 1 << 20);
        assert_eq!(
            (read, why.as_str()),
            (2, "not read: the file inflates to more than 1 MiB in all")
        );
        let (read, why) = within(|b| b.operators = 12);
        assert!(
            read == 3 && why.contains("more than 12 drawing operators in all"),
            "{read} {why}"
        );
        let (read, why) = within(|b| b.glyphs = 30);
        assert!(
            read == 5 && why.contains("more than 30 characters in all"),
            "{read} {why}"
        );
        let (read, why) = within(|b| b.fonts = 100);
        assert!(
            read == 1 && why.contains("the fonts of the file"),
            "{read} {why}"
        );
        let (read, why) = within(|b| {
            b.time = std::time::Duration::ZERO;
            b.page_time = std::time::Duration::ZERO;
        });
        assert!(read < 8 && why.contains("seconds in all"), "{read} {why}");
        let (read, why) = within(|b| b.objects = 13);
        assert!(
            read <= 8 && (read == 8 || why.contains("more than 13 objects")),
            "{read} {why}"
        );
    }

    #[test]
    fn damaged_files_opened_at_once_on_few_threads_are_all_read() {
        use rayon::prelude::*;
        let mut damaged = made(false);
        let at = damaged.len() - 12;
        damaged[at] = b'x';
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
        let pool = pool.unwrap_or_else(|e| panic!("{e}"));
        let texts: Vec<String> = pool.install(|| {
            (0..200)
                .into_par_iter()
                .map(|_| {
                    Pdf::open("made.pdf", damaged.clone()).map_or(String::new(), |p| p.page(0).text)
                })
                .collect()
        });
        assert!(texts.iter().all(|t| t == "Fees 38"));
    }
}
