//! Fonts of one byte a character: Type 1, TrueType, Type 3.

use super::{Face, Glyph, Pool, Text, cmap, embedded, encoding, glyphs, stream_bytes, widths};
use crate::document::pdf::objects::{Objects, number};
use lopdf::{Dictionary, Object};

/// Bytes of a ToUnicode stream.
pub(super) const CMAP_BYTES: usize = 4 << 20;

/// Reads the table of a simple font.
pub(super) fn load(
    objects: &Objects,
    dict: &Dictionary,
    descriptor: Option<&Dictionary>,
    face: &Face,
    pool: &mut Pool,
) -> Box<[Glyph; 256]> {
    let type3 = objects.name(dict, b"Subtype") == Some(b"Type3");
    let (mut chars, own) = base(objects, dict, face);
    let mut texts: [Text; 256] = [Text::NONE; 256];
    let mut names: Vec<(u8, &[u8])> = Vec::new();
    if let Some(e) = objects.dict(dict, b"Encoding")
        && let Some(differences) = objects.array(e, b"Differences")
    {
        let mut code = 0usize;
        for d in differences {
            match objects.resolve(d) {
                Object::Integer(i) => code = (*i).clamp(0, 256) as usize,
                Object::Name(n) => {
                    if let Some(slot) = chars.get_mut(code) {
                        *slot = '\0';
                        names.push((code as u8, n));
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }
    for (slot, c) in texts.iter_mut().zip(chars) {
        if c != '\0' {
            *slot = pool.keep_char(c);
        }
    }
    // The program is only inflated when something else does not already say what the codes stand for.
    let unicode = stream_bytes(objects, dict, b"ToUnicode", CMAP_BYTES);
    if own
        && unicode.is_none()
        && !type3
        && let Some(program) = embedded::program(objects, descriptor)
    {
        let replaced = |code: u8| names.iter().any(|(c, _)| *c == code);
        for (code, text) in program.codes() {
            if !replaced(code) {
                texts[code as usize] = pool.keep(&text);
            }
        }
    }
    for (code, name) in names {
        if let Some(text) = glyphs::unicode(name) {
            texts[code as usize] = pool.keep(&text);
        } else if type3 && is_named_by_code(name, code) {
            texts[code as usize] = Text::char(code as char);
        }
    }
    let plain = texts;
    if let Some(bytes) = unicode {
        cmap::parse(&bytes).each_text(|code, text| {
            if let Some(slot) = texts.get_mut(code as usize) {
                let kept = pool.keep(text);
                if !kept.is_none() {
                    *slot = kept;
                }
            }
        });
    }
    let scale = if type3 {
        objects
            .numbers::<6>(dict, b"FontMatrix")
            .map_or(0.001, |m| m[0].abs())
    } else {
        0.001
    };
    let first = objects.integer(dict, b"FirstChar").unwrap_or(0);
    let given = objects.array(dict, b"Widths");
    let missing = descriptor
        .and_then(|d| objects.number(d, b"MissingWidth"))
        .unwrap_or(0.0)
        * scale;
    let mut table = Box::new([Glyph::default(); 256]);
    for (code, slot) in table.iter_mut().enumerate() {
        slot.text = texts[code];
        let width = given.and_then(|w| {
            let i = usize::try_from(code as i64 - first).ok()?;
            number(objects.resolve(w.get(i)?))
        });
        slot.width = match width {
            Some(w) => w * scale,
            None if given.is_some() => missing,
            None => char::from_u32(plain[code].0).map_or(0.5, |c| widths::standard(face, c)),
        };
    }
    table
}

/// Bitmap fonts of TeX name each glyph by its code ("a48"); their letters, digits and plain marks are those of ASCII.
fn is_named_by_code(name: &[u8], code: u8) -> bool {
    let Some((b'a'..=b'z' | b'A'..=b'Z', digits)) = name.split_first() else {
        return false;
    };
    let number = std::str::from_utf8(digits)
        .ok()
        .and_then(|d| d.parse().ok());
    number == Some(code)
        && (code.is_ascii_alphanumeric()
            || matches!(code, b'!' | b'%'..=b'/' | b':' | b';' | b'=' | b'?'))
}

/// The characters of a font before its Differences, and whether its own program knows better.
fn base(objects: &Objects, dict: &Dictionary, face: &Face) -> ([char; 256], bool) {
    let named = match objects.entry(dict, b"Encoding") {
        Object::Name(n) => Some(n.as_slice()),
        Object::Dictionary(e) => objects.name(e, b"BaseEncoding"),
        _ => None,
    };
    if let Some(table) = named.and_then(encoding::named) {
        return (table, false);
    }
    if face.name.starts_with("Symbol") && !face.name.contains("MT") {
        return (encoding::table(encoding::SYMBOL), true);
    }
    if face.name.contains("ZapfDingbats") {
        return (encoding::table(encoding::DINGBATS), true);
    }
    let table = match objects.name(dict, b"Subtype") {
        Some(b"TrueType") => encoding::table(encoding::WIN_ANSI),
        Some(b"Type3") => ['\0'; 256],
        _ => encoding::table(encoding::STANDARD),
    };
    (table, true)
}
