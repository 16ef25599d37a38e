//! Text operators: fonts, positions, strings.

use super::fonts::Font;
use super::interpret::{Interpreter, matrix, numbers};
use super::lexer::{self, TextArray, Token};
use super::matrix::Matrix;
use super::setting::{Line, Setting};
use super::words::Run;
use lopdf::{Dictionary, ObjectId};
use std::sync::Arc;

impl<'a> Interpreter<'a> {
    /// Runs a text operator; false when it is none.
    pub(super) fn text_operator(
        &mut self,
        word: &[u8],
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
    ) -> bool {
        match word {
            b"BT" => {
                self.tm = Matrix::IDENTITY;
                self.tlm = Matrix::IDENTITY;
            }
            b"ET" => {}
            b"Tf" => {
                if let Some([size]) = numbers(operands) {
                    self.state.size = size;
                }
                self.state.font = self.font_named(operands, resources);
            }
            b"Tc" => set(operands, &mut self.state.char_space),
            b"Tw" => set(operands, &mut self.state.word_space),
            b"Tz" => {
                if let Some([z]) = numbers(operands) {
                    self.state.stretch = z / 100.0;
                }
            }
            b"TL" => set(operands, &mut self.state.leading),
            b"Ts" => set(operands, &mut self.state.rise),
            b"Tr" => {
                if let Some([mode]) = numbers(operands) {
                    self.state.mode = mode.clamp(0.0, 7.0) as u8;
                }
            }
            b"Td" => {
                if let Some([x, y]) = numbers(operands) {
                    self.next_line(x, y);
                }
            }
            b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    self.state.leading = -y;
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(m) = matrix(operands) {
                    self.tm = m;
                    self.tlm = m;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_all(operands),
            b"TJ" => self.show_all(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands);
            }
            b"\"" => {
                if let [Token::Number(w), Token::Number(c), ..] = operands {
                    self.state.word_space = *w;
                    self.state.char_space = *c;
                }
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands.get(2..).unwrap_or(&[]));
            }
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.tlm = Matrix::new(1.0, 0.0, 0.0, 1.0, x, y).then(&self.tlm);
        self.tm = self.tlm;
    }

    /// The index of the font that the operands name.
    fn font_named(
        &mut self,
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
    ) -> Option<usize> {
        let Some(Token::Name(name)) = operands.first() else {
            return None;
        };
        let given: *const Dictionary = resources?;
        if let Some((_, _, i)) = self
            .font_names
            .iter()
            .find(|(r, n, _)| std::ptr::eq(*r, given) && n == name)
        {
            return Some(*i);
        }
        let allowance = self.objects.allowance();
        allowance.look_at_the_clock(std::time::Instant::now());
        if let Some(why) = allowance.spent() {
            self.stop(format!("not fully read: {why}"));
            return None;
        }
        let (id, object) = self.resource(b"Font", operands, resources)?;
        let i = self.font(id, super::objects::as_dict(object)?);
        if self.font_names.len() < 256 {
            self.font_names.push((given, name.to_vec(), i));
        }
        Some(i)
    }

    /// The index of a font among the page's, read when it is not among the file's.
    pub(super) fn font(&mut self, id: Option<ObjectId>, dict: &'a Dictionary) -> usize {
        if let Some(i) = self.fonts.iter().position(|(d, _)| std::ptr::eq(*d, dict)) {
            return i;
        }
        let font = match id {
            Some(id) => self.file.font(id, dict),
            None => Arc::new(Font::load(self.objects, dict)),
        };
        self.fonts.push((dict, font));
        self.fonts.len() - 1
    }

    /// Shows the strings among the operands and moves by the numbers between them.
    fn show_all(&mut self, operands: &[Token<'_>]) {
        let any = operands
            .iter()
            .any(|t| matches!(t, Token::Literal(_) | Token::Hex(_)));
        let Some(font) = self.shown_font(any) else {
            return;
        };
        let mut buffer = std::mem::take(&mut self.buffer);
        let setting = Setting::new(self, &font);
        let mut line = Line::default();
        let mut moved = 0.0f32;
        for &t in operands {
            match t {
                Token::Number(n) => moved -= n / 1000.0 * setting.kern,
                _ => {
                    if let Some(s) = lexer::string(t, &mut buffer) {
                        moved = self.show(&font, &setting, &mut line, s, moved);
                    }
                }
            }
        }
        self.buffer = buffer;
        line.end(&setting, &mut self.words);
        self.advance(&font, moved);
    }

    /// Shows the strings of an array that was read in one go.
    pub(super) fn show_array(&mut self, array: &TextArray) {
        let Some(font) = self.shown_font(!array.pieces.is_empty()) else {
            return;
        };
        let setting = Setting::new(self, &font);
        let mut line = Line::default();
        let mut moved = 0.0f32;
        let mut from = 0;
        for &(n, to) in &array.pieces {
            moved -= n / 1000.0 * setting.kern;
            if let Some(s) = array.bytes.get(from..to)
                && !s.is_empty()
            {
                moved = self.show(&font, &setting, &mut line, s, moved);
            }
            from = to;
        }
        line.end(&setting, &mut self.words);
        self.advance(&font, moved);
    }

    /// The font that text is shown in; says so when there is text and no font.
    fn shown_font(&mut self, any: bool) -> Option<Arc<Font>> {
        let font = self.state.font.and_then(|i| self.fonts.get(i));
        if font.is_none() && any && !self.marks.hidden() {
            self.trouble("not fully read: text in a font that cannot be found");
            return None;
        }
        font.map(|(_, f)| f.clone())
    }

    fn advance(&mut self, font: &Font, moved: f32) {
        let (x, y) = if font.vertical {
            (0.0, moved)
        } else {
            (moved, 0.0)
        };
        self.tm.e += x * self.tm.a + y * self.tm.c;
        self.tm.f += x * self.tm.b + y * self.tm.d;
    }

    /// Shows one string from where the text has moved to, and tells where it moves to.
    fn show(
        &mut self,
        font: &Font,
        set: &Setting,
        line: &mut Line,
        string: &[u8],
        from: f32,
    ) -> f32 {
        if let Err(why) = self.budget.glyphs(string.len()) {
            self.stop(why);
            return from;
        }
        let mut moved = from;
        let (words, marks) = (&mut self.words, &mut self.marks);
        let (mut glyphs, mut unmapped) = (0u64, 0u64);
        let mut utf8 = [0u8; 4];
        font.decode(string, |glyph, is_space| {
            let width = if font.vertical {
                -set.size
            } else {
                glyph.width * set.size
            };
            let at = moved;
            let spaced = if is_space { set.word_space } else { 0.0 };
            moved += (width + set.char_space + spaced) * set.stretch;
            if set.hidden {
                return;
            }
            glyphs += 1;
            // Wide spacing between letters belongs to the letter before.
            let to = at + (width + set.char_space.max(0.0)) * set.stretch;
            if let Some(letter) = glyph.text.plain()
                && line.goes_on(set, at, to)
            {
                words.letter(letter);
                return;
            }
            line.end(set, words);
            if glyph.text.is_space() && !set.replaces {
                words.space();
                return;
            }
            let text = font.text(glyph.text, &mut utf8);
            let (from, end) = (set.place(at), set.place(to));
            if text.is_empty() {
                if !glyph.text.is_none() {
                    return;
                }
                unmapped += u64::from(width.abs() > 0.0);
            } else if text == "\u{fffd}" {
                unmapped += 1;
            }
            if set.replaces {
                marks.collect(&set.run, text, from, end);
            } else {
                give(words, &set.run, text, from, end);
                line.begin(set, words, at, to);
            }
        });
        self.glyphs += glyphs;
        self.unmapped += unmapped;
        moved
    }
}

/// Hands a glyph to the words: white space ends a word, an unknown glyph is marked.
pub(super) fn give(
    words: &mut super::words::Words,
    run: &Run,
    text: &str,
    at: (f32, f32),
    to: (f32, f32),
) {
    match text.as_bytes() {
        [] => words.glyph(run, "\u{fffd}", at, to),
        [b'!'..=b'~'] => words.glyph(run, text, at, to),
        _ if text.chars().all(char::is_whitespace) => words.space(),
        _ => words.glyph(run, text, at, to),
    }
}

fn set(operands: &[Token<'_>], slot: &mut f32) {
    if let Some([n]) = numbers(operands) {
        *slot = n;
    }
}
