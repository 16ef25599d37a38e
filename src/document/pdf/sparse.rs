//! Objects made only when asked for, by the file's own cross-reference table. Anything odd is left to lopdf, which
//! repairs; here nothing is guessed.

use super::allowance::Allowance;
use super::filters::{self, End, Plan};
use super::limits;
use super::parse;
use super::xref::{self, Entry};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock};

/// Object streams kept inflated.
const KEPT: usize = 12;

/// Neighbours in number that get their room together.
const BLOCK: usize = 64;

/// A file whose objects are read on demand, and those of them that were read.
pub(super) struct Sparse {
    known: Arc<Known>,
    cells: Vec<OnceLock<Box<[Cell; BLOCK]>>>,
}

type Cell = OnceLock<Option<Box<Object>>>;

/// What is known of a file before any of its objects is read.
struct Known {
    data: Arc<Vec<u8>>,
    trailer: Dictionary,
    entries: Vec<Entry>,
    inflated: Mutex<VecDeque<(u32, Arc<Members>)>>,
    allowance: Arc<Allowance>,
}

/// An inflated object stream.
struct Members {
    bytes: Vec<u8>,
    /// Number and offset of each member.
    places: Vec<(u32, usize)>,
}

impl Sparse {
    /// Reads the cross-reference table; none when anything about it is odd.
    pub(super) fn open(data: Arc<Vec<u8>>, allowance: Arc<Allowance>) -> Option<Sparse> {
        if !data.starts_with(b"%PDF-") {
            return None;
        }
        let table = xref::read(&data)?;
        if table.trailer.has(b"Encrypt") {
            return None;
        }
        Some(Sparse::new(Arc::new(Known {
            data,
            trailer: table.trailer,
            entries: table.entries,
            inflated: Mutex::new(VecDeque::new()),
            allowance,
        })))
    }

    fn new(known: Arc<Known>) -> Sparse {
        let blocks = known.entries.len().div_ceil(BLOCK);
        Sparse {
            known,
            cells: std::iter::repeat_with(OnceLock::new).take(blocks).collect(),
        }
    }

    /// The same file, as if none of its objects had been read.
    pub(super) fn fresh(&self) -> Sparse {
        Sparse::new(self.known.clone())
    }

    /// What the file says of itself.
    pub(super) fn trailer(&self) -> &Dictionary {
        &self.known.trailer
    }

    /// What is left for the file.
    pub(super) fn allowance(&self) -> &Arc<Allowance> {
        &self.known.allowance
    }

    /// An object, kept for the next time it is asked for.
    pub(super) fn get(&self, id: ObjectId) -> Option<&Object> {
        let at = id.0 as usize;
        self.cells
            .get(at / BLOCK)?
            .get_or_init(|| Box::new([const { OnceLock::new() }; BLOCK]))
            .get(at % BLOCK)?
            .get_or_init(|| self.parse(id).map(Box::new))
            .as_deref()
    }

    /// An object that is not kept, unless it is already.
    pub(super) fn read(&self, id: ObjectId) -> Option<std::borrow::Cow<'_, Object>> {
        let at = id.0 as usize;
        let block = self.cells.get(at / BLOCK)?.get();
        match block.and_then(|b| b.get(at % BLOCK)?.get()) {
            Some(kept) => kept.as_deref().map(std::borrow::Cow::Borrowed),
            None => self.parse(id).map(std::borrow::Cow::Owned),
        }
    }

    /// The bytes an object is written with, from its first one to the end of the file or object stream.
    pub(super) fn with_bytes<T>(
        &self,
        id: ObjectId,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        self.known.allowance.object();
        match self.known.entries.get(id.0 as usize)? {
            Entry::Free => None,
            Entry::At { offset, .. } => {
                let (rest, found) =
                    parse::heading(self.known.data.get(*offset as usize..)?).ok()?;
                (found == id).then_some(())?;
                read(rest)
            }
            Entry::In { container, index } => {
                let members = self.members(*container)?;
                let &(number, offset) = members.places.get(*index as usize)?;
                (number == id.0).then_some(())?;
                read(members.bytes.get(offset..)?)
            }
        }
    }

    /// Whether the table says that there is no such object, so that a reference to it means null.
    pub(super) fn is_free(&self, id: ObjectId) -> bool {
        matches!(self.known.entries.get(id.0 as usize), Some(Entry::Free))
    }

    /// The stored bytes of a stream that was read here.
    pub(super) fn stored(&self, stream: &Stream) -> &[u8] {
        let start = stream.start_position.unwrap_or(usize::MAX);
        let length = match stream.dict.get(b"Length") {
            Ok(Object::Integer(n)) => usize::try_from(*n).unwrap_or(0),
            _ => 0,
        };
        start
            .checked_add(length)
            .and_then(|end| self.known.data.get(start..end))
            .unwrap_or(&[])
    }

    /// The whole file.
    pub(super) fn data(&self) -> &Arc<Vec<u8>> {
        &self.known.data
    }

    /// Reads an object from the file. Never asks for one that is kept, which could be the one being read.
    fn parse(&self, id: ObjectId) -> Option<Object> {
        self.known.allowance.object();
        if self.known.allowance.spent().is_some() {
            return None;
        }
        match self.known.entries.get(id.0 as usize)? {
            Entry::Free => None,
            Entry::At { offset, generation } => {
                if *generation != id.1 {
                    return None;
                }
                let (found, object) = at(&self.known.data, *offset as usize, |length| {
                    self.length(length, true)
                })?;
                (found == id).then_some(object)
            }
            Entry::In { container, index } => {
                if id.1 != 0 {
                    return None;
                }
                let members = self.members(*container)?;
                let &(number, offset) = members.places.get(*index as usize)?;
                if number != id.0 {
                    return None;
                }
                let (_, object) = parse::object(members.bytes.get(offset..)?).ok()?;
                Some(object)
            }
        }
    }

    /// The length of a stream where it is an object of its own.
    fn length(&self, id: ObjectId, in_streams: bool) -> Option<usize> {
        let object = match self.known.entries.get(id.0 as usize)? {
            Entry::At { offset, .. } => {
                let (found, object) = at(&self.known.data, *offset as usize, |_| None)?;
                (found == id).then_some(object)?
            }
            // An object stream's own length may not be inside an object stream: that way lies a loop.
            Entry::In { .. } if in_streams => self.parse(id)?,
            _ => return None,
        };
        match object {
            Object::Integer(n) => usize::try_from(n).ok(),
            _ => None,
        }
    }

    fn members(&self, container: u32) -> Option<Arc<Members>> {
        if let Ok(kept) = self.known.inflated.lock()
            && let Some((_, members)) = kept.iter().find(|(n, _)| *n == container)
        {
            return Some(members.clone());
        }
        let members = Arc::new(self.inflate(container)?);
        if let Ok(mut kept) = self.known.inflated.lock() {
            if kept.len() >= KEPT {
                kept.pop_front();
            }
            kept.push_back((container, members.clone()));
        }
        Some(members)
    }

    fn inflate(&self, container: u32) -> Option<Members> {
        let Entry::At { offset, .. } = self.known.entries.get(container as usize)? else {
            return None;
        };
        let (id, object) = at(&self.known.data, *offset as usize, |length| {
            self.length(length, false)
        })?;
        let Object::Stream(stream) = object else {
            return None;
        };
        if id.0 != container || stream.dict.get(b"Type").ok()?.as_name().ok()? != b"ObjStm" {
            return None;
        }
        let plan = Plan::direct(&stream.dict)?;
        let limit = limits::STREAM_BYTES.min(self.known.allowance.bytes_left().saturating_add(1));
        let mut bytes = Vec::new();
        let end = plan.decode(self.stored(&stream), limit, &mut bytes);
        self.known.allowance.inflated(bytes.len());
        if end != End::Sound {
            return None;
        }
        let whole = |key: &[u8]| match stream.dict.get(key) {
            Ok(Object::Integer(n)) => usize::try_from(*n).ok(),
            _ => None,
        };
        let (count, first) = (whole(b"N")?, whole(b"First")?);
        let mut rest = bytes.get(..first)?;
        // Two digits and two blanks are the least that a member's entry takes.
        let mut places = Vec::with_capacity(count.min(first / 2));
        for _ in 0..count {
            let (next, number) = parse::unsigned(super::lexer::skip_space(rest)).ok()?;
            let (next, offset) = parse::unsigned(super::lexer::skip_space(next)).ok()?;
            places.push((
                u32::try_from(number).ok()?,
                first.checked_add(usize::try_from(offset).ok()?)?,
            ));
            rest = next;
        }
        Some(Members { bytes, places })
    }
}

/// Reads `n g obj ... endobj` at an offset; a stream keeps its place and its length instead of its bytes.
pub(super) fn at(
    data: &[u8],
    offset: usize,
    length_of: impl FnOnce(ObjectId) -> Option<usize>,
) -> Option<(ObjectId, Object)> {
    let (rest, id) = parse::heading(data.get(offset..)?).ok()?;
    let (rest, object) = parse::object(rest).ok()?;
    let after = super::lexer::skip_space(rest);
    if after.starts_with(b"endobj") {
        return Some((id, object));
    }
    let Object::Dictionary(mut dict) = object else {
        return None;
    };
    let (body, ()) = parse::stream_start(after).ok()?;
    let start = data.len() - body.len();
    let length = match dict.get(b"Length").ok()? {
        Object::Integer(n) => usize::try_from(*n).ok()?,
        Object::Reference(id) => length_of(*id)?,
        _ => return None,
    };
    // A length that does not lead to the end of the stream is a wrong one.
    let end = body.get(length..)?;
    if !super::lexer::skip_space(end.get(..32.min(end.len()))?).starts_with(b"endstream") {
        return None;
    }
    dict.set("Length", Object::Integer(length as i64));
    Some((id, Object::Stream(Stream::with_position(dict, start))))
}

impl filters::Plan<'_> {
    /// A plan by a dictionary that refers to nothing else.
    fn direct(dict: &Dictionary) -> Option<Plan<'_>> {
        fn refers(o: &Object) -> bool {
            match o {
                Object::Reference(_) => true,
                Object::Array(a) => a.iter().any(refers),
                Object::Dictionary(d) => d.iter().any(|(_, o)| refers(o)),
                _ => false,
            }
        }
        if dict
            .iter()
            .any(|(key, o)| matches!(key.as_slice(), b"Filter" | b"DecodeParms") && refers(o))
        {
            return None;
        }
        Plan::new(dict, |o| o)
    }
}
