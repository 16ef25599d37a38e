//! Streams to bytes: every filter that text can be stored under, each bounded, each saying when a stream ends badly.

use super::decoders::{Shape, ascii85, hex, lzw, run_length, unpredict};
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
    let Some(plan) = Plan::new(&stream.dict, |o| objects.resolve(o)) else {
        return End::Unknown;
    };
    let allowance = objects.allowance();
    let before = out.len();
    // One byte more than is left, so that the bound is met and not only reached.
    let limit = limit.min(allowance.bytes_left().saturating_add(1));
    let end = plan.decode(objects.stored(stream), limit, out);
    allowance.inflated(out.len() - before);
    end
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
