//! Streams to bytes: every filter that text can be stored under, each bounded, each saying when a stream ends badly.

use super::limits;
use super::objects::Objects;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Object, Stream};
use std::cell::RefCell;

/// How the decoding of a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Sound,
    /// The stored bytes end early or are damaged; what came before is kept.
    Damaged,
    /// More bytes than allowed; what came before is kept.
    TooLong,
    /// A filter that is not text (a picture), or an unknown one.
    Unknown,
}

/// The filters of a stream in the order they are undone.
pub(super) struct Plan<'a> {
    steps: Vec<(&'a [u8], Parameters)>,
    too_many: bool,
}

/// What a filter is told.
#[derive(Clone, Copy)]
struct Parameters {
    predictor: i64,
    shape: Shape,
    early_change: bool,
}

impl<'a> Plan<'a> {
    /// Reads Filter and DecodeParms; none when a filter is not a name.
    pub(super) fn new(
        dict: &'a Dictionary,
        resolve: impl Fn(&'a Object) -> &'a Object,
    ) -> Option<Plan<'a>> {
        let entry = |long: &[u8], short: &[u8]| {
            dict.get(long)
                .or_else(|_| dict.get(short))
                .map_or(&Object::Null, &resolve)
        };
        let filters: Vec<&[u8]> = match entry(b"Filter", b"F") {
            Object::Name(n) => vec![n],
            Object::Array(a) => a
                .iter()
                .map(|f| match resolve(f) {
                    Object::Name(n) => Some(n.as_slice()),
                    _ => None,
                })
                .collect::<Option<_>>()?,
            _ => Vec::new(),
        };
        let given = entry(b"DecodeParms", b"DP");
        let steps = filters
            .iter()
            .take(limits::FILTERS)
            .enumerate()
            .map(|(i, filter)| {
                let dict = match given {
                    Object::Dictionary(d) if i == 0 => Some(d),
                    Object::Array(a) => match a.get(i).map(&resolve) {
                        Some(Object::Dictionary(d)) => Some(d),
                        _ => None,
                    },
                    _ => None,
                };
                let of = |key: &[u8], default: i64| {
                    dict.and_then(|d| resolve(d.get(key).ok()?).as_i64().ok())
                        .unwrap_or(default)
                };
                let parameters = Parameters {
                    predictor: of(b"Predictor", 1),
                    shape: Shape::new(
                        of(b"Colors", 1),
                        of(b"BitsPerComponent", 8),
                        of(b"Columns", 1),
                    ),
                    early_change: of(b"EarlyChange", 1) != 0,
                };
                (*filter, parameters)
            })
            .collect();
        Some(Plan {
            steps,
            too_many: filters.len() > limits::FILTERS,
        })
    }

    /// Appends the decoded bytes to `out`, at most `limit` of them at any step.
    pub(super) fn decode(&self, stored: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
        let Some((_, before)) = self.steps.split_last() else {
            let take = stored.len().min(limit);
            out.extend_from_slice(stored.get(..take).unwrap_or(&[]));
            return if take < stored.len() {
                End::TooLong
            } else {
                End::Sound
            };
        };
        if self.too_many {
            return End::TooLong;
        }
        let mut end = End::Sound;
        let mut held: Option<Vec<u8>> = None;
        for (i, (filter, parameters)) in self.steps.iter().enumerate() {
            let last = i == before.len();
            let input = held.as_deref().unwrap_or(stored);
            if last && parameters.predictor < 2 {
                return worst(end, undo(filter, *parameters, input, limit, out));
            }
            let mut next = Vec::new();
            end = worst(end, undo(filter, *parameters, input, limit, &mut next));
            if parameters.predictor >= 2 {
                unpredict(&mut next, parameters.predictor, parameters.shape);
            }
            if last {
                out.extend_from_slice(&next);
            }
            held = Some(next);
        }
        end
    }
}

fn worst(before: End, now: End) -> End {
    if before == End::Sound { now } else { before }
}

fn undo(filter: &[u8], p: Parameters, input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    match filter {
        b"FlateDecode" | b"Fl" => inflate(input, limit, out),
        b"LZWDecode" | b"LZW" => lzw(input, p.early_change, limit, out),
        b"ASCIIHexDecode" | b"AHx" => hex(input, limit, out),
        b"ASCII85Decode" | b"A85" => ascii85(input, limit, out),
        b"RunLengthDecode" | b"RL" => run_length(input, limit, out),
        b"Crypt" => {
            out.extend_from_slice(input.get(..input.len().min(limit)).unwrap_or(&[]));
            End::Sound
        }
        _ => End::Unknown,
    }
}

/// Appends a stream's decoded bytes to `out`, at most `limit` of them.
pub(super) fn decode(objects: &Objects, stream: &Stream, limit: usize, out: &mut Vec<u8>) -> End {
    // lopdf leaves a stream empty when it cannot tell where it ends.
    if objects.stored(stream).is_empty() && objects.integer(&stream.dict, b"Length") != Some(0) {
        return End::Damaged;
    }
    match Plan::new(&stream.dict, |o| objects.resolve(o)) {
        Some(plan) => plan.decode(objects.stored(stream), limit, out),
        None => End::Unknown,
    }
}

/// Inflates into `out`. A missing checksum is sound: the data ends with its last block.
pub(super) fn inflate(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let start = out.len();
    let end = inflate_as(input, true, limit, out);
    if end == End::Damaged && out.len() == start {
        // Some writers leave the two header bytes out or write wrong ones.
        let raw = inflate_as(input, false, limit, out);
        if out.len() > start {
            return raw;
        }
        out.truncate(start);
        if let Some(rest) = input.get(2..) {
            return match inflate_as(rest, false, limit, out) {
                End::Sound => End::Sound,
                other => other,
            };
        }
    }
    end
}

thread_local! {
    /// A window to inflate with, one for each thread: a new one costs more than a short stream.
    static WINDOW: RefCell<Decompress> = RefCell::new(Decompress::new(true));
}

fn inflate_as(input: &[u8], header: bool, limit: usize, out: &mut Vec<u8>) -> End {
    WINDOW.with(|w| match w.try_borrow_mut() {
        Ok(mut state) => {
            state.reset(header);
            inflate_with(&mut state, input, limit, out)
        }
        Err(_) => inflate_with(&mut Decompress::new(header), input, limit, out),
    })
}

fn inflate_with(state: &mut Decompress, input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let most = out.len().saturating_add(limit);
    out.reserve(input.len().saturating_mul(4).clamp(256, 1 << 20).min(limit));
    loop {
        if out.len() >= most {
            return End::TooLong;
        }
        if out.len() == out.capacity() {
            out.reserve(out.len().clamp(4096, 1 << 22).min(most - out.len()));
        }
        let consumed = state.total_in() as usize;
        let produced = out.len();
        let rest = input.get(consumed..).unwrap_or(&[]);
        match state.decompress_vec(rest, out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => {
                return if out.len() > most {
                    out.truncate(most);
                    End::TooLong
                } else {
                    End::Sound
                };
            }
            Ok(_) => {
                let stuck = state.total_in() as usize == consumed && out.len() == produced;
                if stuck && out.len() < out.capacity() {
                    return End::Damaged;
                }
            }
            Err(_) => {
                // Only the checksum is wrong when all input is used up.
                return if state.total_in() as usize + 4 >= input.len() && out.len() > produced {
                    End::Sound
                } else {
                    End::Damaged
                };
            }
        }
    }
}

fn hex(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let mut high: Option<u8> = None;
    let most = out.len().saturating_add(limit);
    for &b in input {
        let digit = match b {
            b'0'..=b'9' => b - b'0',
            b'a'..=b'f' => b - b'a' + 10,
            b'A'..=b'F' => b - b'A' + 10,
            b'>' => break,
            _ if b.is_ascii_whitespace() || b == 0 => continue,
            _ => return End::Damaged,
        };
        if out.len() >= most {
            return End::TooLong;
        }
        match high.take() {
            Some(h) => out.push(h << 4 | digit),
            None => high = Some(digit),
        }
    }
    if let Some(h) = high {
        out.push(h << 4);
    }
    End::Sound
}

fn ascii85(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let most = out.len().saturating_add(limit);
    let mut group = [0u32; 5];
    let mut n = 0;
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    for &b in input {
        if out.len() + 4 > most {
            return End::TooLong;
        }
        match b {
            b'~' => break,
            b'z' if n == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                if let Some(slot) = group.get_mut(n) {
                    *slot = u32::from(b - b'!');
                }
                n += 1;
                if n == 5 {
                    let v = group
                        .iter()
                        .fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(*d));
                    out.extend_from_slice(&v.to_be_bytes());
                    n = 0;
                }
            }
            _ if b.is_ascii_whitespace() || b == 0 => {}
            _ => return End::Damaged,
        }
    }
    if n > 1 {
        for slot in group.iter_mut().skip(n) {
            *slot = 84;
        }
        let v = group
            .iter()
            .fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(*d));
        out.extend(v.to_be_bytes().iter().take(n - 1));
    }
    End::Sound
}

fn run_length(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let most = out.len().saturating_add(limit);
    let mut i = 0;
    while let Some(&length) = input.get(i) {
        if out.len() + 128 > most {
            return End::TooLong;
        }
        i += 1;
        match length {
            128 => return End::Sound,
            0..=127 => {
                let n = usize::from(length) + 1;
                match input.get(i..i + n) {
                    Some(bytes) => out.extend_from_slice(bytes),
                    None => {
                        out.extend_from_slice(input.get(i..).unwrap_or(&[]));
                        return End::Damaged;
                    }
                }
                i += n;
            }
            129..=255 => {
                let Some(&b) = input.get(i) else {
                    return End::Damaged;
                };
                out.extend(std::iter::repeat_n(b, 257 - usize::from(length)));
                i += 1;
            }
        }
    }
    End::Sound
}

fn lzw(input: &[u8], early: bool, limit: usize, out: &mut Vec<u8>) -> End {
    const CLEAR: usize = 256;
    const STOP: usize = 257;
    let most = out.len().saturating_add(limit);
    // Each code is a stretch of what was written: where it starts and how long it is.
    let mut codes: Vec<(usize, usize)> = Vec::with_capacity(4096);
    let mut width = 9;
    let mut previous: Option<(usize, usize)> = None;
    let (mut bits, mut have) = (0u32, 0u32);
    let mut bytes = input.iter();
    loop {
        while have < width {
            let Some(b) = bytes.next() else {
                return End::Sound;
            };
            bits = bits << 8 | u32::from(*b);
            have += 8;
        }
        let code = (bits >> (have - width)) as usize & ((1 << width) - 1);
        have -= width;
        bits &= (1 << have) - 1;
        if out.len() >= most {
            return End::TooLong;
        }
        match code {
            CLEAR => {
                codes.clear();
                width = 9;
                previous = None;
                continue;
            }
            STOP => return End::Sound,
            _ => {}
        }
        let start = out.len();
        if code < 256 {
            out.push(code as u8);
        } else if let Some(&(at, length)) = codes.get(code - 258) {
            out.extend_from_within(at..at + length);
        } else if let (Some((at, length)), true) = (previous, code - 258 == codes.len()) {
            out.extend_from_within(at..at + length);
            out.extend_from_within(at..at + 1);
        } else {
            return End::Damaged;
        }
        if let Some((at, length)) = previous
            && codes.len() < 4096 - 258
        {
            // The previous stretch and the first byte after it are next to each other in the output.
            codes.push((at, length + 1));
        }
        previous = Some((start, out.len() - start));
        let next = codes.len() + 259 - usize::from(!early);
        width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
}

/// Rows of samples, for predictors.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pixel: usize,
    row: usize,
    bits: usize,
}

impl Shape {
    pub(super) fn new(colors: i64, bits: i64, columns: i64) -> Shape {
        let colors = colors.clamp(1, 64) as usize;
        let bits = bits.clamp(1, 16) as usize;
        let columns = columns.clamp(1, 1 << 24) as usize;
        Shape {
            pixel: (colors * bits).div_ceil(8),
            row: (colors * bits * columns).div_ceil(8),
            bits,
        }
    }
}

/// Undoes PNG and TIFF prediction in place.
pub(super) fn unpredict(bytes: &mut Vec<u8>, predictor: i64, shape: Shape) {
    let Shape { pixel, row, bits } = shape;
    if predictor == 2 {
        if bits == 8 {
            for line in bytes.chunks_mut(row) {
                for i in pixel..line.len() {
                    line[i] = line[i].wrapping_add(line[i - pixel]);
                }
            }
        }
        return;
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; row];
    for line in bytes.chunks(row + 1) {
        let Some((&kind, samples)) = line.split_first() else {
            continue;
        };
        let start = out.len();
        for (i, &v) in samples.iter().enumerate() {
            let left = if i >= pixel {
                out[start + i - pixel]
            } else {
                0
            };
            let up = above[i];
            let corner = if i >= pixel { above[i - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(v.wrapping_add(guess));
        }
        let length = out.len() - start;
        above[..length].copy_from_slice(&out[start..]);
    }
    *bytes = out;
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (pa, pb, pc) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        corner
    }
}
