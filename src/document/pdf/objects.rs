//! The objects of a file, found by their number, in lopdf's types.

use super::allowance::Allowance;
use super::limits;
use super::sparse::Sparse;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

/// Where objects come from.
pub(super) enum Objects {
    /// Read on demand.
    Sparse(Box<Sparse>),
    /// All of them, loaded and repaired by lopdf, and the file's bytes.
    Whole(Box<Document>, Arc<Vec<u8>>, Arc<Allowance>),
}

thread_local! {
    /// Whether an object was asked for on this thread that the file should have and that could not be read on demand.
    static ODD: Cell<bool> = const { Cell::new(false) };
}

/// Forgets, and tells, whether anything odd was met on this thread since the last call.
pub(super) fn take_odd() -> bool {
    ODD.with(|odd| odd.replace(false))
}

/// Says that something odd was met.
pub(super) fn set_odd() {
    ODD.with(|odd| odd.set(true));
}

impl Objects {
    /// The same objects, as if none of them had been read; none where they are all there are.
    pub(super) fn fresh(&self) -> Option<Objects> {
        match self {
            Objects::Sparse(sparse) => Some(Objects::Sparse(Box::new(sparse.fresh()))),
            Objects::Whole(..) => None,
        }
    }

    pub(super) fn trailer(&self) -> &Dictionary {
        match self {
            Objects::Sparse(s) => s.trailer(),
            Objects::Whole(d, ..) => &d.trailer,
        }
    }

    /// What is left for the file.
    pub(super) fn allowance(&self) -> &Arc<Allowance> {
        match self {
            Objects::Sparse(s) => s.allowance(),
            Objects::Whole(_, _, allowance) => allowance,
        }
    }

    /// An object by its number.
    pub(super) fn get(&self, id: ObjectId) -> Option<&Object> {
        match self {
            Objects::Sparse(s) => {
                let object = s.get(id);
                if object.is_none() && !s.is_free(id) {
                    set_odd();
                }
                object
            }
            Objects::Whole(d, ..) => d.objects.get(&id),
        }
    }

    /// An object by its number, for a single look: it is not kept.
    pub(super) fn read(&self, id: ObjectId) -> Option<Cow<'_, Object>> {
        match self {
            Objects::Sparse(s) => s.read(id),
            Objects::Whole(d, ..) => d.objects.get(&id).map(Cow::Borrowed),
        }
    }

    /// Follows references to an object that is none; null when there is nothing at the end.
    pub(super) fn resolve<'a>(&'a self, mut object: &'a Object) -> &'a Object {
        for _ in 0..limits::REFERENCES {
            match object {
                Object::Reference(id) => match self.get(*id) {
                    Some(next) => object = next,
                    None => return &Object::Null,
                },
                other => return other,
            }
        }
        &Object::Null
    }

    /// An entry of a dictionary, resolved; null when missing.
    pub(super) fn entry<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> &'a Object {
        dict.get(key).map_or(&Object::Null, |o| self.resolve(o))
    }

    /// An entry that is a dictionary (or the dictionary of a stream).
    pub(super) fn dict<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        as_dict(self.entry(dict, key))
    }

    /// An entry that is an array.
    pub(super) fn array<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        match self.entry(dict, key) {
            Object::Array(a) => Some(a),
            _ => None,
        }
    }

    /// An entry that is a name.
    pub(super) fn name<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        match self.entry(dict, key) {
            Object::Name(n) => Some(n),
            _ => None,
        }
    }

    /// An entry that is a number.
    pub(super) fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        number(self.entry(dict, key))
    }

    /// An entry that is a whole number.
    pub(super) fn integer(&self, dict: &Dictionary, key: &[u8]) -> Option<i64> {
        match self.entry(dict, key) {
            Object::Integer(i) => Some(*i),
            Object::Real(r) => Some(*r as i64),
            _ => None,
        }
    }

    /// An entry of exactly `N` numbers.
    pub(super) fn numbers<const N: usize>(
        &self,
        dict: &Dictionary,
        key: &[u8],
    ) -> Option<[f32; N]> {
        let array = self.array(dict, key)?;
        let mut out = [0.0; N];
        for (slot, object) in out.iter_mut().zip(array.get(..N)?) {
            *slot = number(self.resolve(object))?;
        }
        Some(out)
    }

    /// A stream's bytes as stored.
    pub(super) fn stored<'a>(&'a self, stream: &'a Stream) -> &'a [u8] {
        match self {
            Objects::Sparse(s) => s.stored(stream),
            Objects::Whole(d, data, _) => match &stream.content {
                lost if lost.is_empty() && d.encryption_state.is_none() => {
                    found_again(data, stream).unwrap_or_default()
                }
                content => content,
            },
        }
    }
}

/// The bytes of a stream whose length is lost: lopdf leaves it empty. It goes on to its `endstream`.
fn found_again<'a>(data: &'a [u8], stream: &Stream) -> Option<&'a [u8]> {
    if matches!(stream.dict.get(b"Length"), Ok(Object::Integer(0))) {
        return None;
    }
    // lopdf counts from the header.
    let header = memchr::memmem::find(data, b"%PDF-").unwrap_or(0);
    let rest = data.get(header.checked_add(stream.start_position?)?..)?;
    let end = memchr::memmem::find(rest, b"endstream")?;
    let body = rest.get(..end)?;
    let body = body.strip_suffix(b"\n").unwrap_or(body);
    Some(body.strip_suffix(b"\r").unwrap_or(body))
}

/// A dictionary, or the dictionary of a stream.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(d) => Some(d),
        Object::Stream(s) => Some(&s.dict),
        _ => None,
    }
}

/// A number of either kind.
pub(super) fn number(object: &Object) -> Option<f32> {
    match object {
        Object::Integer(i) => Some(*i as f32),
        Object::Real(r) if r.is_finite() => Some(*r),
        _ => None,
    }
}
