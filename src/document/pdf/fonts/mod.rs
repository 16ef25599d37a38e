//! Fonts: for every code of a string, the text it stands for and how far it moves on.

mod cmap;
mod composite;
mod embedded;
mod encoding;
mod glyphs;
mod simple;
mod widths;

use super::objects::Objects;
use lopdf::{Dictionary, Object};

/// What a code stands for: a character, or a stretch of the font's pool of longer texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Text(u32);

const POOLED: u32 = 1 << 31;

impl Text {
    /// Nothing is known of what the code stands for.
    const NONE: Text = Text(0);
    /// The code is known to stand for nothing that is seen.
    const BLANK: Text = Text(0x7fff_ffff);

    fn char(c: char) -> Text {
        Text(c as u32)
    }

    pub(super) fn is_none(self) -> bool {
        self == Text::NONE
    }

    /// A printable character of ASCII other than the blank.
    #[inline]
    pub(super) fn plain(self) -> Option<u8> {
        matches!(self.0, 0x21..=0x7e).then_some(self.0 as u8)
    }

    /// A blank, which may be one that does not break.
    #[inline]
    pub(super) fn is_space(self) -> bool {
        matches!(self.0, 0x20 | 0xa0)
    }
}

/// A glyph: its text and its advance in text space for a size of 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Glyph {
    pub text: Text,
    pub width: f32,
}

/// How a font's strings are read.
pub(super) enum Codes {
    /// A byte for each glyph.
    Simple(Box<[Glyph; 256]>),
    /// Several bytes for some or all of them.
    Composite(Box<composite::Composite>),
}

/// A font, read once per file.
pub(super) struct Font {
    codes: Codes,
    pool: Pool,
    pub bold: bool,
    pub italic: bool,
    /// Above the baseline, as a part of the size.
    pub ascent: f32,
    /// Below the baseline (negative), as a part of the size.
    pub descent: f32,
    /// Written from top to bottom.
    pub vertical: bool,
    /// Something it is made of could not be read on demand.
    pub odd: bool,
}

/// Texts of more than one character.
#[derive(Debug, Default)]
pub(super) struct Pool(Vec<Box<str>>);

impl Pool {
    /// Keeps a text: cleaned of controls, with ligatures taken apart.
    fn keep(&mut self, text: &str) -> Text {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Text::NONE,
            (Some(c), None) => self.keep_char(c),
            _ => {
                let clean: String = text
                    .chars()
                    .filter(|c| !is_dropped(*c))
                    .flat_map(|c| match ligature(c) {
                        Some(l) => l.chars().collect::<Vec<char>>(),
                        None => vec![c],
                    })
                    .collect();
                self.add(&clean)
            }
        }
    }

    fn keep_char(&mut self, c: char) -> Text {
        match ligature(c) {
            Some(l) => self.add(l),
            None if c.is_control() && is_dropped(c) => Text::NONE,
            None if is_dropped(c) => Text::BLANK,
            None => Text::char(c),
        }
    }

    fn add(&mut self, text: &str) -> Text {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Text::NONE,
            (Some(c), None) => Text::char(c),
            _ => {
                self.0.push(text.into());
                Text(POOLED | (self.0.len() - 1) as u32)
            }
        }
    }
}

/// Controls, and marks that only steer the direction of writing.
fn is_dropped(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
        _ => false,
    }
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

impl Font {
    /// Reads a font's dictionary.
    pub(super) fn load(objects: &Objects, dict: &Dictionary) -> Font {
        let mut pool = Pool::default();
        let subtype = objects.name(dict, b"Subtype").unwrap_or_default();
        let descendant = match objects.array(dict, b"DescendantFonts") {
            Some(a) => a
                .first()
                .and_then(|o| super::objects::as_dict(objects.resolve(o))),
            None => objects.dict(dict, b"DescendantFonts"),
        };
        let own = descendant.unwrap_or(dict);
        let descriptor = objects.dict(own, b"FontDescriptor");
        let name = objects
            .name(dict, b"BaseFont")
            .or_else(|| descriptor.and_then(|d| objects.name(d, b"FontName")))
            .map(|n| String::from_utf8_lossy(n).into_owned())
            .unwrap_or_default();
        let face = Face::new(objects, &name, descriptor);
        let mut vertical = false;
        let codes = match descendant {
            Some(d) if subtype == b"Type0" => {
                let composite = composite::load(objects, dict, d, descriptor, &mut pool);
                vertical = composite.vertical();
                Codes::Composite(Box::new(composite))
            }
            _ => Codes::Simple(simple::load(objects, dict, descriptor, &face, &mut pool)),
        };
        let (mut ascent, mut descent) = (0.0, 0.0);
        if let Some(d) = descriptor {
            ascent = objects.number(d, b"Ascent").unwrap_or(0.0) / 1000.0;
            descent = objects.number(d, b"Descent").unwrap_or(0.0) / 1000.0;
        }
        if !(0.4..=1.1).contains(&ascent) {
            ascent = 0.75;
        }
        if descent > 0.0 {
            descent = -descent;
        }
        if !(-0.5..=-0.05).contains(&descent) {
            descent = -0.22;
        }
        Font {
            codes,
            pool,
            bold: face.bold,
            italic: face.italic,
            ascent,
            descent,
            vertical,
            odd: false,
        }
    }

    /// Bytes it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        let pool: usize = self.pool.0.iter().map(|t| t.len() + 32).sum();
        let codes = match &self.codes {
            Codes::Simple(_) => size_of::<[Glyph; 256]>(),
            Codes::Composite(c) => c.bytes(),
        };
        pool + codes
    }

    /// The text of a glyph.
    #[inline]
    pub(super) fn text<'a>(&'a self, text: Text, buffer: &'a mut [u8; 4]) -> &'a str {
        if text.0 & POOLED != 0 {
            return self
                .pool
                .0
                .get((text.0 & !POOLED) as usize)
                .map_or("", |s| s);
        }
        match char::from_u32(text.0) {
            Some(c) if text.0 != 0 => c.encode_utf8(buffer),
            _ => "",
        }
    }

    /// How its strings are read.
    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }
}

/// What a font's name and descriptor say of its look.
pub(super) struct Face {
    pub name: String,
    pub bold: bool,
    pub italic: bool,
    pub fixed: bool,
    pub serif: bool,
    pub symbolic: bool,
}

impl Face {
    fn new(objects: &Objects, name: &str, descriptor: Option<&Dictionary>) -> Face {
        // A subset's tag: six capitals and a plus.
        let plain = match name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest,
            _ => name,
        };
        let lower = plain.to_ascii_lowercase();
        let mut face = Face {
            bold: ["bold", "black", "heavy", "demi"]
                .iter()
                .any(|w| lower.contains(w)),
            italic: lower.contains("italic") || lower.contains("oblique"),
            fixed: lower.contains("courier") || lower.contains("mono"),
            serif: lower.contains("times") || lower.contains("serif"),
            symbolic: false,
            name: plain.to_string(),
        };
        if let Some(d) = descriptor {
            let flags = objects.integer(d, b"Flags").unwrap_or(0);
            face.fixed |= flags & 1 != 0;
            face.serif |= flags & 2 != 0;
            face.symbolic = flags & 4 != 0;
            face.italic |= flags & 64 != 0;
            face.bold |= flags & (1 << 18) != 0;
            face.bold |= objects.number(d, b"FontWeight").is_some_and(|w| w >= 600.0);
            face.bold |= objects.number(d, b"StemV").is_some_and(|w| w >= 140.0) && !face.symbolic;
            face.italic |= objects
                .number(d, b"ItalicAngle")
                .is_some_and(|a| a.abs() > 2.0);
        }
        face
    }
}

/// The bytes of an entry that is a stream, inflated within a bound; none when it is missing or damaged beyond use.
fn stream_bytes(objects: &Objects, dict: &Dictionary, key: &[u8], limit: usize) -> Option<Vec<u8>> {
    let Object::Stream(stream) = objects.entry(dict, key) else {
        return None;
    };
    let mut out = Vec::new();
    super::filters::decode(objects, stream, limit, &mut out);
    (!out.is_empty()).then_some(out)
}
