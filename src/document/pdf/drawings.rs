//! Forms and pictures, those written in the content among them.

use super::filters;
use super::interpret::Interpreter;
use super::lexer::{self, Token};
use super::limits;
use super::matrix::{Matrix, intersect};
use super::strokes;
use lopdf::{Dictionary, Object, ObjectId, Stream};

impl<'a> Interpreter<'a> {
    /// `Do`: a picture or a form.
    pub(super) fn draw(&mut self, operands: &[Token<'_>], resources: Option<&'a Dictionary>) {
        let drawing = self.resource(b"XObject", operands, resources);
        let Some((id, Object::Stream(stream))) = drawing else {
            if !self.marks.hidden() {
                self.trouble("not fully read: a drawing it uses cannot be found");
            }
            return;
        };
        if self.marks.hidden() || self.file.kept.optional.is_off(self.objects, &stream.dict) {
            return;
        }
        match self.objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => self.picture(),
            Some(b"Form") => self.form(id, stream, resources),
            _ if stream.dict.has(b"BBox") => self.form(id, stream, resources),
            _ => {}
        }
    }

    fn picture(&mut self) {
        let b = self.state.ctm.rect([0.0, 0.0, 1.0, 1.0]);
        let seen = intersect(b, self.state.clip);
        if strokes::thin_picture(b, self.state.clip, &mut self.page.strokes) {
            return;
        }
        if seen.width() > 1.0 && seen.height() > 1.0 && self.page.pictures.len() < limits::STROKES {
            self.page.pictures.push(seen);
        }
    }

    /// Runs a form with its own matrix, clip and resources.
    pub(super) fn form(
        &mut self,
        id: Option<ObjectId>,
        stream: &'a Stream,
        resources: Option<&'a Dictionary>,
    ) {
        if self.depth >= limits::FORMS {
            self.trouble(format!(
                "not fully read: drawings more than {} levels deep",
                limits::FORMS
            ));
            return;
        }
        if let Some(id) = id {
            if self.forms.contains(&id) {
                self.trouble("not fully read: a drawing that contains itself");
                return;
            }
            self.forms.push(id);
        }
        self.budget.form();
        let mut content = Vec::new();
        self.inflate(stream, &mut content);
        let before = (self.state, self.saved.len(), self.tm, self.tlm);
        let path = std::mem::take(&mut self.path);
        if let Some([a, b, c, d, e, f]) = self.objects.numbers::<6>(&stream.dict, b"Matrix") {
            self.state.ctm = Matrix::new(a, b, c, d, e, f).then(&self.state.ctm);
        }
        if let Some(b) = self.objects.numbers::<4>(&stream.dict, b"BBox") {
            self.state.clip = intersect(self.state.clip, self.state.ctm.rect(b));
        }
        let own = self.objects.dict(&stream.dict, b"Resources").or(resources);
        // A form with identifiers of its own does not speak of the page's.
        let marks = self.marks.enter(stream.dict.has(b"StructParents"));
        self.depth += 1;
        self.run(&content, own);
        self.depth -= 1;
        self.marks.leave(marks);
        self.path = path;
        self.state = before.0;
        self.saved.truncate(before.1);
        (self.tm, self.tlm) = (before.2, before.3);
        if id.is_some() {
            self.forms.pop();
        }
    }

    /// A stream's bytes; says when they end early.
    pub(super) fn inflate(&mut self, stream: &Stream, out: &mut Vec<u8>) {
        let before = out.len();
        let end = filters::decode(self.objects, stream, self.budget.bytes(), out);
        self.budget.inflated(out.len() - before);
        match end {
            filters::End::Sound => {}
            filters::End::Damaged => {
                self.trouble("not fully read: a content stream is damaged or ends early");
            }
            filters::End::TooLong if self.objects.allowance().spent().is_some() => {
                let why = self.objects.allowance().spent().unwrap_or_default();
                self.trouble(format!("not fully read: {why}"));
            }
            filters::End::TooLong => self.trouble(format!(
                "not fully read: its content is more than {} MiB",
                limits::PAGE_BYTES >> 20
            )),
            filters::End::Unknown => {
                self.trouble("not fully read: its content is stored in an unknown way");
            }
        }
    }

    /// From after `BI` to after `EI`.
    pub(super) fn inline_picture<'c>(&mut self, mut rest: &'c [u8]) -> &'c [u8] {
        let (mut width, mut height, mut bits, mut parts) = (0usize, 0usize, 8usize, 1usize);
        let mut filtered = false;
        let mut key: Option<&[u8]> = None;
        loop {
            match lexer::token(rest) {
                Ok((next, Token::Word(b"ID"))) => {
                    rest = next;
                    break;
                }
                Ok((next, t)) => {
                    rest = next;
                    match (key.take(), t) {
                        (None, Token::Name(n)) => key = Some(n),
                        (Some(b"W" | b"Width"), Token::Number(n)) => width = n as usize,
                        (Some(b"H" | b"Height"), Token::Number(n)) => height = n as usize,
                        (Some(b"BPC" | b"BitsPerComponent"), Token::Number(n)) => bits = n as usize,
                        (Some(b"CS" | b"ColorSpace"), Token::Name(n)) => {
                            parts = match n {
                                b"RGB" | b"DeviceRGB" => 3,
                                b"CMYK" | b"DeviceCMYK" => 4,
                                _ => 1,
                            }
                        }
                        (Some(b"IM" | b"ImageMask"), Token::Word(b"true")) => bits = 1,
                        (Some(b"F" | b"Filter"), _) => filtered = true,
                        (_, Token::Word(b"EI")) => return rest,
                        _ => {}
                    }
                }
                Err(_) => {
                    self.trouble("not fully read: its content ends inside a picture");
                    return &[];
                }
            }
        }
        if !self.marks.hidden() {
            self.picture();
        }
        // One byte of white space follows ID.
        let start = usize::from(rest.first().is_some_and(|b| lexer::is_space(*b)));
        let length = (width.saturating_mul(bits).saturating_mul(parts))
            .div_ceil(8)
            .saturating_mul(height);
        if !filtered
            && let Some(after) = rest.get(start.saturating_add(length)..)
            && let Ok((next, Token::Word(b"EI"))) = lexer::token(after)
        {
            return next;
        }
        let mut at = start;
        while let Some(found) = rest.get(at..).and_then(|r| memchr::memmem::find(r, b"EI")) {
            at += found;
            let before = at == start || rest.get(at - 1).is_some_and(|b| lexer::is_space(*b));
            let after = rest.get(at + 2..).unwrap_or(&[]);
            // What follows must look like content, not like more of the picture.
            let content = after.first().is_none_or(|b| lexer::is_space(*b))
                && after
                    .iter()
                    .take(12)
                    .all(|b| matches!(b, 9 | 10 | 13 | 32..=126));
            at += 2;
            if before && content {
                return after;
            }
        }
        self.trouble("not fully read: its content ends inside a picture");
        &[]
    }
}
