//! Font programs inside the file, asked only for what their codes and glyphs stand for.

use super::super::lexer::{Token, token};
use super::super::objects::Objects;
use super::{glyphs, stream_bytes};
use lopdf::Dictionary;
use ttf_parser::{GlyphId, RawFace, Tag, cff, cmap, post};

/// Bytes of a font program; larger ones are not looked into.
const PROGRAM_BYTES: usize = 32 << 20;
/// Of a Type 1 program, only this much of its plain part is searched for the encoding.
const TYPE1_BYTES: usize = 64 << 10;

/// A font program, inflated.
pub(super) enum Program {
    /// Type 1 in its own format.
    Type1(Vec<u8>),
    /// Compact font format.
    Compact(Vec<u8>),
    /// TrueType or OpenType tables.
    Tables(Vec<u8>),
}

/// Finds the program that a descriptor names.
pub(super) fn program(objects: &Objects, descriptor: Option<&Dictionary>) -> Option<Program> {
    let d = descriptor?;
    for key in [&b"FontFile2"[..], b"FontFile3", b"FontFile"] {
        if let Some(bytes) = stream_bytes(objects, d, key, PROGRAM_BYTES) {
            return Some(match bytes.get(..4) {
                Some([0, 1, 0, 0] | b"true" | b"OTTO" | b"ttcf") => Program::Tables(bytes),
                Some([1, 0..=3, ..]) => Program::Compact(bytes),
                _ => Program::Type1(bytes),
            });
        }
    }
    None
}

impl Program {
    /// What the 256 codes stand for by the program's own encoding.
    pub(super) fn codes(&self) -> Vec<(u8, String)> {
        match self {
            Program::Type1(bytes) => type1(bytes),
            Program::Compact(bytes) => cff::Table::parse(bytes).map_or(Vec::new(), |t| {
                each_code(|code| {
                    let glyph = t.glyph_index(code).filter(|g| g.0 != 0)?;
                    glyphs::unicode(t.glyph_name(glyph)?.as_bytes())
                })
            }),
            Program::Tables(bytes) => RawFace::parse(bytes, 0)
                .ok()
                .map_or(Vec::new(), |face| tables_codes(&face)),
        }
    }

    /// The text of every glyph that has one, by glyph number.
    pub(super) fn glyphs(&self) -> Vec<(u16, String)> {
        match self {
            Program::Type1(_) => Vec::new(),
            Program::Compact(bytes) => {
                cff::Table::parse(bytes).map_or(Vec::new(), |t| compact_glyphs(&t))
            }
            Program::Tables(bytes) => {
                let Ok(face) = RawFace::parse(bytes, 0) else {
                    return Vec::new();
                };
                let mut found = unicode_glyphs(&face);
                if found.is_empty()
                    && let Some(names) = face
                        .table(Tag::from_bytes(b"post"))
                        .and_then(post::Table::parse)
                {
                    for g in 0..=u16::MAX {
                        match names.glyph_name(GlyphId(g)) {
                            Some(name) => {
                                found.extend(glyphs::unicode(name.as_bytes()).map(|t| (g, t)));
                            }
                            None if g > 512 => break,
                            None => {}
                        }
                    }
                }
                if found.is_empty()
                    && let Some(t) = face
                        .table(Tag::from_bytes(b"CFF "))
                        .and_then(cff::Table::parse)
                {
                    found = compact_glyphs(&t);
                }
                found
            }
        }
    }
}

fn each_code(text: impl Fn(u8) -> Option<String>) -> Vec<(u8, String)> {
    (0..=255u8).filter_map(|c| Some((c, text(c)?))).collect()
}

fn compact_glyphs(table: &cff::Table<'_>) -> Vec<(u16, String)> {
    (1..table.number_of_glyphs())
        .filter_map(|g| {
            let name = table.glyph_name(GlyphId(g))?;
            Some((g, glyphs::unicode(name.as_bytes())?))
        })
        .collect()
}

/// Glyphs by the Unicode tables of a font, each with its lowest code point outside of the private areas.
fn unicode_glyphs(face: &RawFace<'_>) -> Vec<(u16, String)> {
    let Some(table) = face
        .table(Tag::from_bytes(b"cmap"))
        .and_then(cmap::Table::parse)
    else {
        return Vec::new();
    };
    let mut found: Vec<(u16, char)> = Vec::new();
    for sub in table.subtables.into_iter().filter(|s| s.is_unicode()) {
        let mut seen = 0u32;
        sub.codepoints(|c| {
            seen += 1;
            if seen <= 1 << 17
                && let (Some(g), Some(c)) = (sub.glyph_index(c), char::from_u32(c))
                && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\0'..='\u{1f}')
            {
                found.push((g.0, c));
            }
        });
    }
    found.sort_unstable();
    found.dedup_by_key(|f| f.0);
    found
        .into_iter()
        .filter(|f| f.0 != 0)
        .map(|(g, c)| (g, c.to_string()))
        .collect()
}

/// The codes of a TrueType font: by its symbol or Macintosh table to a glyph, and from the glyph to its text.
fn tables_codes(face: &RawFace<'_>) -> Vec<(u8, String)> {
    let Some(table) = face
        .table(Tag::from_bytes(b"cmap"))
        .and_then(cmap::Table::parse)
    else {
        return Vec::new();
    };
    let texts = unicode_glyphs(face);
    let names = face
        .table(Tag::from_bytes(b"post"))
        .and_then(post::Table::parse);
    let subtables: Vec<_> = table.subtables.into_iter().collect();
    each_code(|code| {
        let glyph = subtables.iter().find_map(|s| {
            [u32::from(code), 0xf000 + u32::from(code)]
                .into_iter()
                .find_map(|c| s.glyph_index(c))
                .filter(|g| g.0 != 0)
        })?;
        let name = names
            .as_ref()
            .and_then(|n| n.glyph_name(glyph))
            .and_then(|n| glyphs::unicode(n.as_bytes()));
        name.or_else(|| {
            let i = texts.binary_search_by_key(&glyph.0, |t| t.0).ok()?;
            texts.get(i).map(|t| t.1.clone())
        })
    })
}

/// `dup 27 /ff put` in the plain part of a Type 1 program.
fn type1(bytes: &[u8]) -> Vec<(u8, String)> {
    let plain = bytes.get(..TYPE1_BYTES.min(bytes.len())).unwrap_or(&[]);
    let Some(start) = memchr::memmem::find(plain, b"/Encoding") else {
        return Vec::new();
    };
    let mut rest = plain.get(start + 9..).unwrap_or(&[]);
    let mut found = Vec::new();
    let mut before: [Option<Token<'_>>; 2] = [None, None];
    while let Ok((next, t)) = token(rest) {
        rest = next;
        match (before, t) {
            ([Some(Token::Number(code)), Some(Token::Name(name))], Token::Word(b"put")) => {
                if let (0.0..=255.0, Some(text)) = (code, glyphs::unicode(name)) {
                    found.push((code as u8, text));
                }
            }
            (_, Token::Word(b"def" | b"readonly" | b"currentdict" | b"eexec")) => break,
            _ => {}
        }
        before = [before[1], Some(t)];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_of_a_type_1_program_is_read_up_to_its_end() {
        let program =
            b"%!PS-AdobeFont-1.0\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
            dup 12 /fi put\ndup 92 /quotedblleft put\nreadonly def\ndup 65 /B put\neexec";
        assert_eq!(
            type1(program),
            [(12, "\u{fb01}".to_string()), (92, "\u{201c}".to_string())]
        );
    }

    #[test]
    fn a_program_that_is_no_font_says_nothing() {
        assert!(
            Program::Tables(b"\0\x01\0\0junk".to_vec())
                .codes()
                .is_empty()
        );
        assert!(Program::Compact(vec![1, 0, 4, 1, 0]).glyphs().is_empty());
    }
}
