//! The load and repair of a whole file by lopdf, within bounds: lopdf bounds each stream, but neither their sum nor the
//! objects made of them.

use super::allowance::Allowance;
use super::filters::Plan;
use super::limits;
use super::refusal::{locked, refusal};
use crate::error::{Error, Result};
use lopdf::xref::XrefRecovery;
use lopdf::{Document, LoadOptions, Object, ObjectId, Stream};
use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What one load may still take, looked at by every thread that works on it.
struct Watch {
    allowance: Arc<Allowance>,
    /// Bytes of streams copied out of the file.
    copied: AtomicU64,
    most_copied: u64,
}

thread_local! {
    /// The load that a thread works on: lopdf's filter is a function that knows nothing but the object.
    static WATCH: RefCell<Option<Arc<Watch>>> = const { RefCell::new(None) };
}

/// Loads a file's objects, and where its page tree is lost, once more with its table of objects rebuilt.
///
/// # Errors
/// When it cannot be read, is locked, or asks for more than a file may.
pub(super) fn load(
    path: &str,
    bytes: &Arc<Vec<u8>>,
    allowance: &Arc<Allowance>,
) -> Result<Document> {
    let watch = Arc::new(Watch {
        allowance: allowance.clone(),
        copied: AtomicU64::new(0),
        most_copied: (bytes.len() as u64)
            .saturating_mul(4)
            .saturating_add(16 << 20),
    });
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() && nested(bytes) > watch.most_copied {
        allowance.end(NESTED.to_string());
    }
    if let Some(why) = allowance.spent() {
        return Err(too_much(path, why));
    }
    // lopdf decrypts and inflates locked streams unseen: there the bound of each has to bound the sum.
    let streams = memchr::memmem::find_iter(bytes.as_slice(), b"/ObjStm").count();
    let each = allowance.bytes_left() / streams.max(1);
    let options = |force_reconstruct| LoadOptions {
        filter: Some(weigh),
        max_decompressed_size: Some(each.clamp(4 << 20, limits::STREAM_BYTES)),
        force_reconstruct,
        ..LoadOptions::default()
    };
    let load = |options| {
        let loaded = apart(&watch, || Document::load_mem_with_options(bytes, options));
        match (loaded, allowance.spent()) {
            (_, Some(why)) => Err(too_much(path, why)),
            (Some(loaded), None) => loaded.map_err(|e| refusal(path, bytes, &e)),
            (None, None) => Err(Error::new(
                path,
                "is damaged in a way that stops its repair",
                "export it again",
            )),
        }
    };
    let document = load(options(false))?;
    if document.is_encrypted() {
        return Err(locked(path));
    }
    if document.xref_recovery != Some(XrefRecovery::Reconstructed)
        && !has_page_tree(&document)
        && let Ok(rebuilt) = load(options(true))
        && rebuilt.xref_recovery == Some(XrefRecovery::Reconstructed)
        && has_page_tree(&rebuilt)
    {
        return Ok(rebuilt);
    }
    match allowance.spent() {
        Some(why) => Err(too_much(path, why)),
        None => Ok(document),
    }
}

const NESTED: &str = "the objects of the file lie inside one another";

fn too_much(path: &str, why: &str) -> Error {
    let found = format!("is damaged, and its repair asks for too much: {why}");
    Error::new(path, found, "export it again")
}

/// Whether the catalog leads to a page tree.
fn has_page_tree(document: &Document) -> bool {
    let root = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages"))
        .and_then(Object::as_reference)
        .and_then(|root| document.get_dictionary(root));
    root.and_then(|root| root.get_deref(b"Kids", document))
        .and_then(Object::as_array)
        .is_ok()
}

/// Looks at an object as soon as lopdf has made it. A stream that asks for too much ends the load: lopdf has no other
/// way out. Members of object streams come by here too, but are no streams themselves; ending the load among them
/// would leave a lock poisoned.
fn weigh(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = &*object else {
        // What is given back is taken for members only; an object of its own is taken as it is left.
        return Some((id, object.clone()));
    };
    if let Some(watch) = WATCH.with_borrow(Clone::clone) {
        watch.stream(stream);
        if watch.allowance.spent().is_some() {
            resume_unwind(Box::new("bound"));
        }
    }
    Some((id, Object::Null))
}

impl Watch {
    fn stream(&self, stream: &Stream) {
        let size = stream.content.len() as u64;
        if self.copied.fetch_add(size, Ordering::Relaxed) + size > self.most_copied {
            return self.allowance.end(NESTED.to_string());
        }
        if !stream.dict.has_type(b"ObjStm") {
            return;
        }
        let limit = limits::STREAM_BYTES.min(self.allowance.bytes_left().saturating_add(1));
        let mut bytes = Vec::new();
        if let Some(plan) = Plan::new(&stream.dict, |o| o) {
            plan.decode(&stream.content, limit, &mut bytes);
        }
        self.allowance.inflated(bytes.len());
        self.allowance.values(values(&bytes));
        // Members that begin at one place are each read from there on.
        let count = stream.dict.get(b"N").and_then(Object::as_i64).unwrap_or(0);
        let count = u64::try_from(count).unwrap_or(0);
        let most = bytes.len() as u64 / 4;
        self.allowance
            .reread(count.min(most).saturating_mul(bytes.len() as u64));
    }
}

/// About how many numbers, names, strings and brackets a text of objects holds.
fn values(bytes: &[u8]) -> u64 {
    let mut between = true;
    let mut count = 0;
    for b in bytes {
        match b {
            b' ' | b'\n' | b'\r' | b'\t' | 0 | 12 => between = true,
            b'[' | b'<' | b'(' | b'/' => {
                count += 1;
                between = false;
            }
            _ => {
                count += u64::from(between);
                between = false;
            }
        }
    }
    count
}

/// The sum of the bytes between each object's heading and the nearest end of an object: what is copied of a locked file.
fn nested(bytes: &[u8]) -> u64 {
    let (mut open, mut starts, mut sum) = (0_u64, 0_u64, 0_u64);
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        let ends = at.checked_sub(3).and_then(|s| bytes.get(s..at)) == Some(b"end");
        if ends {
            sum = sum.saturating_add((open * at as u64).saturating_sub(starts));
            (open, starts) = (0, 0);
        } else {
            open += 1;
            starts += at as u64;
        }
    }
    sum
}

/// Runs lopdf's parallel load on threads of its own. A thread that reads pages or files would, while it waits for the
/// load, be given another page or file to read: it could come to wait for what it is itself in the middle of, or be
/// given so many that its stack ends.
fn apart<T: Send>(watch: &Arc<Watch>, work: impl FnOnce() -> T + Send) -> Option<T> {
    let watch = watch.clone();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .start_handler(move |_| WATCH.set(Some(watch.clone())))
        .build()
        .ok()?;
    std::thread::scope(|scope| scope.spawn(|| pool.install(work)).join().ok())
}

#[cfg(test)]
mod tests {
    use super::super::Pdf;
    use super::super::allowance::{BOUNDS, Bounds};
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    /// A file of one page without a table of objects, with so many object streams of so many values.
    fn damaged(streams: usize, values: usize) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>endobj\n\
            3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n\
            4 0 obj<</Length 38>>stream\nBT /F1 10 Tf 50 700 Td (Fees 38) Tj ET\nendstream endobj\n\
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
            .to_vec();
        for i in 0..streams {
            let index = format!("{} 0 ", 100 + i);
            let text = format!("{index}<</Any[{}]>>", "1 ".repeat(values));
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            let _ = encoder.write_all(text.as_bytes());
            let bytes = encoder.finish().unwrap_or_default();
            let head = format!(
                "{} 0 obj<</Type/ObjStm/N 1/First {}/Filter/FlateDecode/Length {}>>stream\n",
                10 + i,
                index.len(),
                bytes.len()
            );
            out.extend_from_slice(head.as_bytes());
            out.extend_from_slice(&bytes);
            out.extend_from_slice(b"\nendstream endobj\n");
        }
        out.extend_from_slice(b"trailer<</Root 1 0 R>>\n%%EOF\n");
        out
    }

    fn opened(bytes: Vec<u8>, change: impl FnOnce(&mut Bounds)) -> Result<String, String> {
        let mut bounds = BOUNDS;
        change(&mut bounds);
        Pdf::open_within("made.pdf", bytes, bounds)
            .map(|pdf| pdf.page(0).text)
            .map_err(|e| e.to_string())
    }

    #[test]
    fn a_damaged_file_is_repaired_within_its_bounds() {
        assert_eq!(opened(damaged(8, 1000), |_| {}), Ok("Fees 38".to_string()));
    }

    #[test]
    fn a_repair_that_asks_for_too_much_is_refused_with_its_reason() {
        let said = opened(damaged(8, 10_000), |b| b.bytes = 50_000);
        assert!(
            said.as_ref()
                .is_err_and(|s| s.contains("its repair asks for too much: the file inflates to")),
            "{said:?}"
        );
        let said = opened(damaged(8, 10_000), |b| b.values = 50_000);
        assert!(said.is_err_and(|s| s.contains("more than 50000 values in all")));
        let said = opened(damaged(8, 10_000), |b| b.reread = 100_000);
        assert!(said.is_err_and(|s| s.contains("too many members")));
    }

    #[test]
    fn streams_that_lie_inside_one_another_are_not_copied_without_end() {
        let mut bytes = damaged(1, 1);
        bytes.truncate(bytes.len() - "trailer<</Root 1 0 R>>\n%%EOF\n".len());
        let mut table = "xref\n0 1\n0000000000 65535 f \n1 5\n".to_string();
        for n in 1..=5 {
            let head = format!("{n} 0 obj");
            let at = memchr::memmem::find(&bytes, head.as_bytes()).unwrap_or(0);
            table.push_str(&format!("{at:010} 00000 n \n"));
        }
        table.push_str("1000 4000\n");
        for i in 0..4000 {
            table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
            // To the one end that all of them share.
            let rest = (4000 - i) * 40 - 37 + 64;
            let head = format!("{:06} 0 obj<</Length {rest:06}>>stream\n", 1000 + i);
            bytes.extend_from_slice(format!("{head:<40}").as_bytes());
        }
        bytes.extend_from_slice(&[b' '; 64]);
        bytes.extend_from_slice(b"\nendstream endobj\n");
        let start = bytes.len();
        let end = format!("trailer<</Root 1 0 R/Size 5000>>\nstartxref\n{start}\n%%EOF\n");
        bytes.extend_from_slice((table + &end).as_bytes());
        bytes.splice(0..0, *b"not the beginning\n");
        let said = opened(bytes, |_| {});
        assert!(
            said.as_ref()
                .is_err_and(|s| s.contains("lie inside one another")),
            "{said:?}"
        );
    }
}
