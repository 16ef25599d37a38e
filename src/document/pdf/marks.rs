//! Marked content: identifiers of the structure tree, artifacts, optional content that is off, replacement text.

use super::interpret::Interpreter;
use super::lexer::Token;
use super::limits;
use super::objects::as_dict;
use super::strings;
use super::words::{Run, Words};
use lopdf::{Dictionary, Object};

/// The open marks of a page.
#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    mcid: Option<i32>,
    artifacts: usize,
    hidden: usize,
    replacing: Option<Replacement>,
    /// Marks nested deeper than are kept.
    deeper: usize,
    /// Inside a form whose identifiers are not the page's.
    foreign: bool,
}

struct Mark {
    /// The identifier outside of this mark.
    outer: Option<i32>,
    artifact: bool,
    hidden: bool,
    replaces: bool,
}

/// Glyphs that stand for a text given elsewhere: each with its own text, from where to where.
struct Replacement {
    text: String,
    glyphs: Vec<Kept>,
}

type Kept = (Run, String, (f32, f32), (f32, f32));

impl Marks {
    pub(super) fn hidden(&self) -> bool {
        self.hidden > 0
    }
    pub(super) fn artifact(&self) -> bool {
        self.artifacts > 0
    }
    pub(super) fn mcid(&self) -> i32 {
        self.mcid.unwrap_or(-1)
    }
    pub(super) fn replaces(&self) -> bool {
        self.replacing.is_some()
    }

    /// Keeps a glyph until its replacement is known to fit.
    pub(super) fn collect(&mut self, run: &Run, text: &str, at: (f32, f32), to: (f32, f32)) {
        if let Some(r) = self.replacing.as_mut()
            && r.glyphs.len() < limits::OPERANDS
        {
            r.glyphs.push((*run, text.to_string(), at, to));
        }
    }

    /// A form begins: how many marks are open, and whether identifiers counted before it.
    pub(super) fn enter(&mut self, own_identifiers: bool) -> (usize, bool) {
        let before = (self.open.len(), self.foreign);
        self.foreign |= own_identifiers;
        before
    }

    /// Closes what a form left open.
    pub(super) fn leave(&mut self, (open, foreign): (usize, bool)) {
        while self.open.len() > open {
            self.close(None);
        }
        self.deeper = 0;
        self.foreign = foreign;
    }

    fn begin(&mut self, mark: Mark, mcid: Option<i32>, text: Option<String>) {
        if self.open.len() >= limits::STATES {
            self.deeper += 1;
            return;
        }
        self.artifacts += usize::from(mark.artifact);
        self.hidden += usize::from(mark.hidden);
        if mcid.is_some() && !self.foreign {
            self.mcid = mcid;
        }
        if let Some(text) = text {
            self.replacing = Some(Replacement {
                text,
                glyphs: Vec::new(),
            });
        }
        self.open.push(mark);
    }

    fn close(&mut self, words: Option<&mut Words>) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(mark) = self.open.pop() else { return };
        self.artifacts -= usize::from(mark.artifact);
        self.hidden -= usize::from(mark.hidden);
        self.mcid = mark.outer;
        if mark.replaces
            && let Some(r) = self.replacing.take()
            && let Some(words) = words
        {
            r.give(words);
        }
    }
}

impl Replacement {
    /// Gives the replacement when the glyphs stand on one line, otherwise the glyphs themselves.
    fn give(self, words: &mut Words) {
        let (Some(first), Some(last)) = (self.glyphs.first(), self.glyphs.last()) else {
            return;
        };
        let run = first.0;
        let one_line = self.glyphs.iter().all(|g| {
            let (dx, dy) = (g.2.0 - first.2.0, g.2.1 - first.2.1);
            (dx * run.up.0 + dy * run.up.1).abs() < 0.5 * run.size
        });
        let blank = self
            .text
            .chars()
            .all(|c| c.is_whitespace() || c.is_control());
        if !one_line || (blank && self.glyphs.iter().any(|g| !g.1.trim().is_empty())) {
            for (run, text, at, to) in &self.glyphs {
                super::text::give(words, run, text, *at, *to);
            }
            return;
        }
        let total = self.text.chars().count().max(1) as f32;
        let (from, to) = (first.2, last.3);
        let place = |n: usize| {
            let part = n as f32 / total;
            (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            )
        };
        for (i, c) in self.text.chars().enumerate() {
            if c.is_control() {
                continue;
            }
            let mut utf8 = [0u8; 4];
            super::text::give(
                words,
                &run,
                c.encode_utf8(&mut utf8),
                place(i),
                place(i + 1),
            );
        }
    }
}

impl<'a> Interpreter<'a> {
    /// `BMC`, `BDC` and `EMC`.
    pub(super) fn mark(
        &mut self,
        word: &[u8],
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
    ) {
        if word == b"EMC" {
            self.marks.close(Some(&mut self.words));
            return;
        }
        let tag = match operands.first() {
            Some(Token::Name(n)) => *n,
            _ => b"",
        };
        let mut mcid = None;
        let mut hidden = false;
        let mut text = None;
        if word == b"BDC" {
            if operands.get(1) == Some(&Token::DictOpen) {
                (mcid, text) = inline_properties(operands.get(2..).unwrap_or(&[]));
            } else if let Some((_, object)) = self.resource(b"Properties", operands, resources)
                && let Some(d) = as_dict(object)
            {
                if tag == b"OC" {
                    hidden = self.file.kept.optional.group_is_off(self.objects, d);
                }
                mcid = self.objects.integer(d, b"MCID").map(|i| i as i32);
                if let Object::String(s, _) = self.objects.entry(d, b"ActualText") {
                    text = Some(text_string(s));
                }
            }
        }
        let replaces = text.is_some() && !self.marks.replaces();
        let mark = Mark {
            outer: self.marks.mcid,
            artifact: tag == b"Artifact",
            hidden,
            replaces,
        };
        self.marks.begin(mark, mcid, text.filter(|_| replaces));
    }
}

/// MCID and ActualText of a dictionary written in the content.
fn inline_properties(tokens: &[Token<'_>]) -> (Option<i32>, Option<String>) {
    let (mut mcid, mut text) = (None, None);
    for pair in tokens.windows(2) {
        match pair {
            [Token::Name(b"MCID"), Token::Number(n)] => mcid = Some(*n as i32),
            [
                Token::Name(b"ActualText"),
                t @ (Token::Literal(_) | Token::Hex(_)),
            ] => {
                let mut buffer = Vec::new();
                text = strings::string(*t, &mut buffer).map(text_string);
            }
            _ => {}
        }
    }
    (mcid, text)
}

/// A text string: UTF-16, UTF-8 with its mark, or PDFDocEncoding (its Latin part).
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}
