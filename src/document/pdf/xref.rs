//! Cross-reference tables and streams, newest first; nothing is repaired here.

use super::filters::{End, Plan};
use super::lexer::skip_space;
use super::limits;
use super::parse;
use super::sparse;
use lopdf::{Dictionary, Object};
use std::collections::HashSet;

/// Where an object is. A long file has very many: each takes 8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nowhere.
    Free,
    /// At an offset of the file.
    At { offset: u32, generation: u16 },
    /// Inside an object stream; those that hold more than [`u16::MAX`] are odd.
    In { container: u32, index: u16 },
}

/// The entries by object number, and the newest trailer.
pub(super) struct Table {
    pub entries: Vec<Entry>,
    pub trailer: Dictionary,
}

/// Sections of one file.
const SECTIONS: usize = 4096;
/// The highest object number.
const NUMBERS: usize = 8_388_608;

/// Reads all sections; none when anything is odd.
pub(super) fn read(data: &[u8]) -> Option<Table> {
    if u32::try_from(data.len()).is_err() {
        return None;
    }
    let tail = data.len().saturating_sub(2048);
    let found = memchr::memmem::rfind(data.get(tail..)?, b"startxref")?;
    let after = data.get(tail + found + 9..)?;
    let (_, start) = parse::unsigned(skip_space(after)).ok()?;
    let mut filled: Vec<Option<Entry>> = Vec::new();
    let mut trailer: Option<Dictionary> = None;
    let mut seen: HashSet<usize> = HashSet::new();
    let mut next = Some(usize::try_from(start).ok()?);
    while let Some(offset) = next {
        if !seen.insert(offset) || seen.len() > SECTIONS {
            return None;
        }
        let section = data.get(offset..)?;
        let dict = if skip_space(section).starts_with(b"xref") {
            let dict = table(section, &mut filled)?;
            // A hybrid file hides the objects of its streams from old readers.
            if let Ok(Object::Integer(at)) = dict.get(b"XRefStm") {
                let at = usize::try_from(*at).ok()?;
                if seen.insert(at) {
                    stream(data, at, &mut filled)?;
                }
            }
            dict
        } else {
            stream(data, offset, &mut filled)?
        };
        next = match dict.get(b"Prev") {
            Ok(Object::Integer(n)) => Some(usize::try_from(*n).ok()?),
            Ok(Object::Real(_) | Object::Reference(_)) => return None,
            _ => None,
        };
        if trailer.is_none() {
            trailer = Some(dict);
        }
    }
    let trailer = trailer?;
    trailer.get(b"Root").ok()?;
    let entries = filled
        .into_iter()
        .map(|e| e.unwrap_or(Entry::Free))
        .collect();
    Some(Table { entries, trailer })
}

fn put(filled: &mut Vec<Option<Entry>>, number: usize, entry: Entry) -> Option<()> {
    if number >= NUMBERS {
        return None;
    }
    if filled.len() <= number {
        filled.resize(number + 1, None);
    }
    let slot = filled.get_mut(number)?;
    // The newest section comes first and is the one that counts.
    if slot.is_none() {
        *slot = Some(entry);
    }
    Some(())
}

/// `xref`, its subsections, `trailer` and its dictionary.
fn table(section: &[u8], filled: &mut Vec<Option<Entry>>) -> Option<Dictionary> {
    let mut rest = skip_space(section).strip_prefix(b"xref")?;
    loop {
        rest = skip_space(rest);
        if let Some(after) = rest.strip_prefix(b"trailer") {
            return parse::dictionary(after).ok().map(|(_, d)| d);
        }
        let (after, first) = parse::unsigned(rest).ok()?;
        let (after, count) = parse::unsigned(skip_space(after)).ok()?;
        rest = after;
        let (first, count) = (usize::try_from(first).ok()?, usize::try_from(count).ok()?);
        filled.reserve(count.min(rest.len() / ENTRY));
        for i in 0..count {
            let (after, offset, generation, kind) = line(skip_space(rest))?;
            let entry = match kind {
                b'n' => Entry::At {
                    offset: u32::try_from(offset).ok()?,
                    generation: u16::try_from(generation).ok()?,
                },
                b'f' => Entry::Free,
                _ => return None,
            };
            put(filled, first.checked_add(i)?, entry)?;
            rest = after;
        }
    }
}

/// Bytes of an entry as the standard has it: ten digits, five digits and a letter, each with what parts them.
const ENTRY: usize = 20;

/// What follows an entry, its offset, generation and kind; blanks as they come where it is not as the standard has it.
fn line(entry: &[u8]) -> Option<(&[u8], u64, u64, u8)> {
    let digits = |digits: &[u8]| {
        digits.iter().try_fold(0u64, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0'))
        })
    };
    if let Some((&[ref offset @ .., b' ', g0, g1, g2, g3, g4, b' ', kind], after)) =
        entry.split_first_chunk::<18>()
        && let (Some(offset), Some(generation)) = (digits(offset), digits(&[g0, g1, g2, g3, g4]))
    {
        return Some((after, offset, generation, kind));
    }
    let (after, offset) = parse::unsigned(entry).ok()?;
    let (after, generation) = parse::unsigned(skip_space(after)).ok()?;
    let (&kind, after) = skip_space(after).split_first()?;
    Some((after, offset, generation, kind))
}

/// A cross-reference stream; its dictionary is the trailer.
fn stream(data: &[u8], offset: usize, filled: &mut Vec<Option<Entry>>) -> Option<Dictionary> {
    let (_, object) = sparse::at(data, offset, |_| None)?;
    let Object::Stream(stream) = object else {
        return None;
    };
    let dict = stream.dict;
    if dict.get(b"Type").ok()?.as_name().ok()? != b"XRef" {
        return None;
    }
    let start = stream.start_position?;
    let length = usize::try_from(dict.get(b"Length").ok()?.as_i64().ok()?).ok()?;
    let stored = data.get(start..start.checked_add(length)?)?;
    let mut bytes = Vec::new();
    if Plan::new(&dict, |o| o)?.decode(stored, limits::STREAM_BYTES, &mut bytes) != End::Sound {
        return None;
    }
    let whole = |o: &Object| o.as_i64().ok().and_then(|n| usize::try_from(n).ok());
    let w: Vec<usize> = dict
        .get(b"W")
        .ok()?
        .as_array()
        .ok()?
        .iter()
        .map(whole)
        .collect::<Option<_>>()?;
    let [w0, w1, w2] = w.as_slice() else {
        return None;
    };
    if *w0 > 8 || *w1 > 8 || *w2 > 8 {
        return None;
    }
    let width = w0 + w1 + w2;
    if width == 0 {
        return None;
    }
    let size = whole(dict.get(b"Size").ok()?)?;
    let index: Vec<usize> = match dict.get(b"Index") {
        Ok(Object::Array(a)) => a.iter().map(whole).collect::<Option<_>>()?,
        _ => vec![0, size],
    };
    let mut rows = bytes.chunks_exact(width);
    for pair in index.chunks_exact(2) {
        let [first, count] = pair else { return None };
        for i in 0..*count {
            // Fewer rows than promised: the rest is missing, which is odd.
            let row = rows.next()?;
            let (kind, row) = row.split_at(*w0);
            let (second, third) = row.split_at(*w1);
            let field = |b: &[u8]| b.iter().fold(0u64, |v, b| v << 8 | u64::from(*b));
            let kind = if *w0 == 0 { 1 } else { field(kind) };
            let entry = match kind {
                0 => Entry::Free,
                1 => Entry::At {
                    offset: u32::try_from(field(second)).ok()?,
                    generation: u16::try_from(field(third)).ok()?,
                },
                2 => Entry::In {
                    container: u32::try_from(field(second)).ok()?,
                    index: u16::try_from(field(third)).ok()?,
                },
                _ => return None,
            };
            put(filled, first.checked_add(i)?, entry)?;
        }
    }
    Some(dict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sections: &str, start: usize) -> Vec<u8> {
        format!("%PDF-1.7\n{sections}startxref\n{start}\n%%EOF").into_bytes()
    }

    #[test]
    fn the_newest_section_counts_and_older_ones_fill_in() {
        let old = "xref\n0 3\n0000000000 65535 f \n0000000011 00000 n \n0000000022 00000 n \ntrailer\n<</Root 1 0 R>>\n";
        let new = "xref\n2 1\n0000000099 00000 n \ntrailer\n<</Root 2 0 R/Prev 9>>\n";
        let bytes = file(&format!("{old}{new}"), 9 + old.len());
        let table = read(&bytes).map(|t| t.entries).unwrap_or_default();
        let at = |offset| Entry::At {
            offset,
            generation: 0,
        };
        assert_eq!(table, [Entry::Free, at(11), at(99)]);
    }

    #[test]
    fn what_a_long_file_has_many_of_stays_small() {
        assert_eq!(size_of::<Option<Entry>>(), 8);
    }

    #[test]
    fn sections_in_a_circle_and_odd_ones_are_left_to_repair() {
        let circle = "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev 9>>\n";
        assert!(read(&file(circle, 9)).is_none());
        assert!(
            read(&file(
                "xref\n0 2\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\n",
                9
            ))
            .is_none()
        );
        assert!(
            read(&file(
                "xref\n9999999999 1\n0000000011 00000 n \ntrailer\n<</Root 1 0 R>>\n",
                9
            ))
            .is_none()
        );
        assert!(read(b"%PDF-1.7").is_none());
    }
}
