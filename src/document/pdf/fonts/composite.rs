//! Fonts of several bytes a character: Type 0 with a CID font below.

use super::simple::CMAP_BYTES;
use super::{Glyph, Pool, Text, cmap, embedded, stream_bytes};
use crate::document::pdf::objects::{Objects, number};
use lopdf::{Dictionary, Object};

/// The codes of a Type 0 font.
pub(in crate::document::pdf) struct Composite {
    codes: Codes,
    /// Texts by code.
    texts: Vec<Text>,
    /// Advances by CID.
    widths: Vec<f32>,
    default_width: f32,
    /// Codes to CIDs; none where they are the same.
    cids: Option<cmap::CMap>,
    vertical: bool,
}

/// How a string is cut into codes.
enum Codes {
    /// Two bytes each.
    Two,
    /// By codespace ranges.
    Spaces(Vec<cmap::Space>),
    /// A legacy encoding: one or two bytes, whose text the encoding itself tells.
    Legacy(&'static encoding_rs::Encoding),
}

/// Reads a Type 0 font.
pub(super) fn load(
    objects: &Objects,
    dict: &Dictionary,
    descendant: &Dictionary,
    descriptor: Option<&Dictionary>,
    pool: &mut Pool,
) -> Composite {
    let mut font = Composite {
        codes: Codes::Two,
        texts: Vec::new(),
        widths: Vec::new(),
        default_width: objects.number(descendant, b"DW").unwrap_or(1000.0) / 1000.0,
        cids: None,
        vertical: false,
    };
    let mut unicode_codes = false;
    match objects.entry(dict, b"Encoding") {
        Object::Name(name) => {
            font.vertical = name.ends_with(b"-V");
            unicode_codes = has(name, b"UCS2") || has(name, b"UTF16");
            if let Some(e) = legacy(name) {
                font.codes = Codes::Legacy(e);
            }
        }
        Object::Stream(_) => {
            if let Some(bytes) = stream_bytes(objects, dict, b"Encoding", CMAP_BYTES) {
                let map = cmap::parse(&bytes);
                font.vertical = map.vertical;
                if !map.spaces.is_empty() {
                    font.codes = Codes::Spaces(map.spaces.clone());
                }
                if !map.cids.is_empty() {
                    font.cids = Some(map);
                }
            }
        }
        _ => {}
    }
    widths(objects, descendant, &mut font.widths, font.default_width);
    match objects.entry(dict, b"ToUnicode") {
        Object::Stream(_) => {
            if let Some(bytes) = stream_bytes(objects, dict, b"ToUnicode", CMAP_BYTES) {
                cmap::parse(&bytes).each_text(|code, text| {
                    set(&mut font.texts, code, pool.keep(text));
                });
            }
        }
        Object::Name(name) if name.starts_with(b"Identity") => unicode_codes = true,
        _ => {}
    }
    if unicode_codes && font.texts.is_empty() {
        for code in 1..=0xffff_u32 {
            if let Some(c) = char::from_u32(code) {
                set(&mut font.texts, code, pool.keep_char(c));
            }
        }
    }
    if font.texts.is_empty() && matches!(font.codes, Codes::Two | Codes::Spaces(_)) {
        by_glyph(objects, descendant, descriptor, pool, &mut font);
        latin_of_collection(objects, descendant, &mut font.texts);
    }
    font
}

/// In Adobe's East Asian collections CIDs 1 to 94 are the printable characters of ASCII, digits among them.
fn latin_of_collection(objects: &Objects, descendant: &Dictionary, texts: &mut Vec<Text>) {
    let ordering = objects
        .dict(descendant, b"CIDSystemInfo")
        .map(|info| objects.entry(info, b"Ordering"));
    if let Some(Object::String(o, _)) = ordering
        && matches!(o.as_slice(), b"Japan1" | b"GB1" | b"CNS1" | b"Korea1")
    {
        for (cid, c) in (1..).zip(' '..='}') {
            if texts.get(cid as usize).is_none_or(|t| t.is_none()) {
                set(texts, cid, Text::char(c));
            }
        }
    }
}

/// Texts from the font program: a code is a CID, a CID a glyph, and the program says what the glyph is.
fn by_glyph(
    objects: &Objects,
    descendant: &Dictionary,
    descriptor: Option<&Dictionary>,
    pool: &mut Pool,
    font: &mut Composite,
) {
    let Some(program) = embedded::program(objects, descriptor) else {
        return;
    };
    let glyphs = program.glyphs();
    if font.cids.is_some() || glyphs.is_empty() {
        return;
    }
    match stream_bytes(objects, descendant, b"CIDToGIDMap", 1 << 17) {
        Some(map) => {
            for (cid, pair) in map.chunks_exact(2).enumerate() {
                let glyph = u16::from_be_bytes([pair[0], pair[1]]);
                if glyph != 0
                    && let Ok(i) = glyphs.binary_search_by_key(&glyph, |g| g.0)
                    && let Some((_, text)) = glyphs.get(i)
                {
                    set(&mut font.texts, cid as u32, pool.keep(text));
                }
            }
        }
        None => {
            for (glyph, text) in &glyphs {
                set(&mut font.texts, u32::from(*glyph), pool.keep(text));
            }
        }
    }
}

fn has(name: &[u8], part: &[u8]) -> bool {
    name.windows(part.len()).any(|w| w == part)
}

/// Predefined CMaps whose codes are those of a legacy encoding.
fn legacy(name: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    Some(if has(name, b"RKSJ") {
        encoding_rs::SHIFT_JIS
    } else if name.starts_with(b"GB") {
        encoding_rs::GBK
    } else if has(name, b"B5") || name.starts_with(b"ET") {
        encoding_rs::BIG5
    } else if name.starts_with(b"KSC") {
        encoding_rs::EUC_KR
    } else if name == b"EUC-H" || name == b"EUC-V" {
        encoding_rs::EUC_JP
    } else {
        return None;
    })
}

fn set(texts: &mut Vec<Text>, code: u32, text: Text) {
    let i = code as usize;
    if i > 0xffff {
        return;
    }
    if texts.len() <= i {
        texts.resize(i + 1, Text::NONE);
    }
    if let Some(slot) = texts.get_mut(i) {
        *slot = text;
    }
}

/// The W array: `c [w w w]` and `first last w`.
fn widths(objects: &Objects, dict: &Dictionary, out: &mut Vec<f32>, default: f32) {
    let Some(w) = objects.array(dict, b"W") else {
        return;
    };
    let mut put = |cid: usize, width: f32| {
        if cid > 0xffff {
            return;
        }
        if out.len() <= cid {
            out.resize(cid + 1, default);
        }
        if let Some(slot) = out.get_mut(cid) {
            *slot = width / 1000.0;
        }
    };
    let mut i = 0;
    while let Some(first) = w.get(i).and_then(|o| number(objects.resolve(o))) {
        let first = first.clamp(0.0, 65_536.0) as usize;
        match w.get(i + 1).map(|o| objects.resolve(o)) {
            Some(Object::Array(list)) => {
                for (k, o) in list.iter().enumerate().take(65_536) {
                    if let Some(width) = number(objects.resolve(o)) {
                        put(first + k, width);
                    }
                }
                i += 2;
            }
            Some(o) => {
                let Some(last) = number(o) else { return };
                let Some(width) = w.get(i + 2).and_then(|o| number(objects.resolve(o))) else {
                    return;
                };
                for cid in first..=(last.clamp(0.0, 65_535.0) as usize) {
                    put(cid, width);
                }
                i += 3;
            }
            None => return,
        }
    }
}

impl Composite {
    /// Bytes it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        let cids = self.cids.as_ref().map_or(0, |m| 12 * m.cids.len());
        4 * (self.texts.len() + self.widths.len()) + cids
    }

    pub(super) fn vertical(&self) -> bool {
        self.vertical
    }

    /// Itself where every code is two bytes.
    pub(in crate::document::pdf) fn pairs(&self) -> Option<&Composite> {
        matches!(self.codes, Codes::Two).then_some(self)
    }

    /// The glyph of a code.
    #[inline]
    pub(in crate::document::pdf) fn glyph(&self, code: u32) -> Glyph {
        let cid = match &self.cids {
            Some(map) => map.cid(code).unwrap_or(0),
            None => code,
        };
        Glyph {
            text: self.texts.get(code as usize).copied().unwrap_or_default(),
            width: self
                .widths
                .get(cid as usize)
                .copied()
                .unwrap_or(self.default_width),
        }
    }

    /// The glyphs of a string, each with whether its code is the single byte 32.
    pub(in crate::document::pdf) fn decode(&self, string: &[u8]) -> Vec<(Glyph, bool)> {
        let mut out = Vec::with_capacity(string.len());
        let mut rest = string;
        while let Some(&first) = rest.first() {
            let length = match &self.codes {
                Codes::Two => {
                    let [high, low, ..] = rest else { break };
                    let code = u32::from(*high) << 8 | u32::from(*low);
                    out.push((self.glyph(code), false));
                    2
                }
                Codes::Spaces(spaces) => {
                    let (code, length) = next_code(spaces, rest);
                    out.push((self.glyph(code), length == 1 && code == 32));
                    length
                }
                Codes::Legacy(encoding) => {
                    let length = 1 + usize::from(first >= 0x80 && rest.len() > 1);
                    let bytes = rest.get(..length).unwrap_or_default();
                    let (text, _) = encoding.decode_without_bom_handling(bytes);
                    let mut glyph =
                        self.glyph(bytes.iter().fold(0u32, |v, b| v << 8 | u32::from(*b)));
                    if glyph.text.is_none()
                        && let Some(c) = text.chars().next()
                    {
                        glyph.text = Text::char(c);
                    }
                    glyph.width = if length == 1 { 0.5 } else { self.default_width };
                    out.push((glyph, length == 1 && first == 32));
                    length
                }
            };
            rest = rest.get(length..).unwrap_or(&[]);
        }
        out
    }
}

/// The next code and its length in bytes.
fn next_code(spaces: &[cmap::Space], bytes: &[u8]) -> (u32, usize) {
    let mut code = 0u32;
    for length in 1..=4usize {
        let Some(&b) = bytes.get(length - 1) else {
            break;
        };
        code = code << 8 | u32::from(b);
        let fits = |s: &&cmap::Space| {
            // Each byte must be in its own range.
            usize::from(s.bytes) == length
                && (0..length).all(|k| {
                    let of = |v: u32| (v >> (8 * k)) & 0xff;
                    (of(s.low)..=of(s.high)).contains(&of(code))
                })
        };
        if spaces.iter().any(|s| fits(&s)) {
            return (code, length);
        }
    }
    let shortest = spaces
        .iter()
        .map(|s| usize::from(s.bytes))
        .min()
        .unwrap_or(1);
    let length = shortest.clamp(1, bytes.len().max(1));
    let code = bytes
        .iter()
        .take(length)
        .fold(0u32, |v, b| v << 8 | u32::from(*b));
    (code, length)
}
