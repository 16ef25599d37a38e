//! JSON, version 1: reports of a check, and what was extracted from a document.
//!
//! Two levels are indented and everything below stands on one line, so that a finding is a line that can be read,
//! searched and compared. Numbers are decimal strings; boxes are in PDF points, origin at the bottom left.

mod check;
mod extract;

pub use check::check;
pub use extract::extract;

use crate::document::{Place, Rect};
use crate::error::Error;
use crate::figure::Figure;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter};
use std::io::{self, Write};

/// Writes a value in the layout that all JSON outputs share, with a line end.
pub fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Layout::default());
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Writes a value on one line of its own.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let layout = Layout {
        depth: INDENTED,
        filled: false,
    };
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, layout);
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// A decimal as JSON has it: plain digits, no trailing zeros.
fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

pub(super) fn bbox(rect: Rect) -> [f64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|x| (f64::from(x) * 100.0).round() / 100.0)
}

fn page_of(place: Place) -> Option<u32> {
    (place.page > 0).then_some(place.page)
}

fn line_of(place: Place) -> Option<u32> {
    (place.line() > 0).then_some(place.line())
}

/// An input that could not be read, or only in part.
#[derive(Serialize)]
struct Failure<'a> {
    path: &'a str,
    message: String,
}

impl<'a> From<&'a Error> for Failure<'a> {
    fn from(e: &'a Error) -> Self {
        Failure {
            path: &e.path,
            message: e.message(),
        }
    }
}

/// A figure: its value, unit, scale (1000 for `£000`) and the worth of its last digit, all in printed units.
#[derive(Serialize)]
struct FigureOut {
    value: String,
    unit: &'static str,
    scale: String,
    precision: String,
}

impl From<&Figure> for FigureOut {
    fn from(f: &Figure) -> Self {
        FigureOut {
            value: decimal(f.value),
            unit: f.unit.code(),
            scale: decimal(crate::figure::scale::power_of_ten(i32::from(f.scale))),
            precision: decimal(f.precision()),
        }
    }
}

/// Indents the first levels and keeps the others on one line.
#[derive(Default)]
struct Layout {
    depth: usize,
    filled: bool,
}

const INDENTED: usize = 2;

impl Layout {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }
    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < INDENTED {
            self.line(out)?;
        }
        self.filled = true;
        out.write_all(bracket)
    }
    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(if self.depth <= INDENTED { b"," } else { b", " })?;
        }
        if self.depth <= INDENTED {
            self.line(out)
        } else {
            Ok(())
        }
    }
    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        for _ in 0..self.depth {
            out.write_all(b"  ")?;
        }
        Ok(())
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }
    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }
    fn end_array_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }
    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }
    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
    // Text of documents is untrusted: what would act on a terminal is written as an escape, which any reader undoes.
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| super::sanitize::acts(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(out, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn two_levels_are_indented_and_the_rest_stands_on_one_line() {
        let mut out = Vec::new();
        write(&mut out, &json!({"a": [{"b": [1, 2], "c": {}}], "d": []}))
            .expect("memory is written to");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "{\n  \"a\": [\n    {\"b\": [1, 2], \"c\": {}}\n  ],\n  \"d\": []\n}\n"
        );
    }

    #[test]
    fn characters_that_act_on_a_terminal_are_escaped_and_read_back() {
        let mut out = Vec::new();
        write(&mut out, &json!(["a\u{202e}b\u{9b}c\u{1b}[31m\u{e0001}"]))
            .expect("memory is written to");
        let text = String::from_utf8(out).expect("JSON is UTF-8");
        assert!(text.is_ascii(), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(back, json!(["a\u{202e}b\u{9b}c\u{1b}[31m\u{e0001}"]));
    }
}
