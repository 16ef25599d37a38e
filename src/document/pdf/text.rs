//! Text operators: fonts, positions, strings.

use super::fonts::{Codes, Font, Glyph};
use super::interpret::{Interpreter, matrix, numbers};
use super::lexer::Token;
use super::line::{Line, Pen, Stop, Stretch};
use super::matrix::Matrix;
use super::setting::Setting;
use super::strings::TextArray;
use super::words::{self, Run};
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
        let mut array = std::mem::take(&mut self.array);
        array.of_operands(operands);
        self.show_array(&array);
        self.array = array;
    }

    /// Shows the strings of an array that was read in one go.
    pub(super) fn show_array(&mut self, array: &TextArray) {
        let Some(font) = self.shown_font(!array.pieces.is_empty()) else {
            return;
        };
        if let Err(why) = self.budget.glyphs(array.bytes.len()) {
            self.stop(why);
            return;
        }
        let setting = Setting::new(self, &font);
        let moved = match font.codes() {
            Codes::Simple(table) => self.show_codes(&font, &setting, array, |[code]: [u8; 1]| {
                table[usize::from(code)]
            }),
            // A stretch of letters is read along the line, not down.
            Codes::Composite(codes) => match codes.pairs().filter(|_| !font.vertical) {
                Some(pairs) => self.show_codes(&font, &setting, array, |code: [u8; 2]| {
                    pairs.glyph(u32::from(u16::from_be_bytes(code)))
                }),
                None => self.show(&font, &setting, array, |string| codes.decode(string)),
            },
        };
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

    /// Shows strings with codes of `N` bytes and tells where the text moves to.
    #[inline]
    fn show_codes<const N: usize>(
        &mut self,
        font: &Font,
        set: &Setting,
        array: &TextArray,
        glyph: impl Fn([u8; N]) -> Glyph,
    ) -> f32 {
        let mut line = Line::default();
        let mut pen = Pen::default();
        let mut stretch = Stretch::new();
        loop {
            let stop = stretch.read(array, &glyph, set, &mut pen, &mut line);
            self.words.stretch(stretch.letters());
            self.glyphs += stretch.letters().len() as u64;
            match stop {
                Stop::Full => {}
                Stop::End => break,
                Stop::Code => match pen.code(array) {
                    Some(code) => {
                        let is_space = code == [b' '; N] && N == 1;
                        self.show_glyph(
                            font,
                            set,
                            &mut line,
                            &mut pen.moved,
                            glyph(code),
                            is_space,
                        );
                    }
                    None => break,
                },
            }
        }
        line.end(set, &mut self.words);
        pen.moved
    }

    /// Shows strings and tells where the text moves to; `decode` gives the glyphs of a string, each with whether its
    /// code is the single byte 32.
    fn show<'s, I: IntoIterator<Item = (Glyph, bool)>>(
        &mut self,
        font: &Font,
        set: &Setting,
        array: &'s TextArray,
        decode: impl Fn(&'s [u8]) -> I,
    ) -> f32 {
        let mut line = Line::default();
        let (mut moved, mut from) = (0.0f32, 0);
        for &(n, to) in &array.pieces {
            if n != 0.0 {
                moved -= n / 1000.0 * set.kern;
            }
            for (glyph, is_space) in decode(array.bytes.get(from..to).unwrap_or_default()) {
                self.show_glyph(font, set, &mut line, &mut moved, glyph, is_space);
            }
            from = to;
        }
        line.end(set, &mut self.words);
        moved
    }

    /// Shows a glyph and moves on.
    fn show_glyph(
        &mut self,
        font: &Font,
        set: &Setting,
        line: &mut Line,
        moved: &mut f32,
        glyph: Glyph,
        is_space: bool,
    ) {
        let between = set.char_space;
        let width = if font.vertical {
            -set.size
        } else {
            glyph.width * set.size
        };
        let at = *moved;
        let spaced = if is_space { set.word_space } else { 0.0 };
        *moved += (width + between + spaced) * set.stretch;
        let to = at + (width + set.behind) * set.stretch;
        if set.hidden {
            return;
        }
        self.glyphs += 1;
        let near = words::PLAIN * set.run.size;
        if let Some(letter) = glyph.text.plain()
            && line.goes_on(set.reach, near, at, to)
        {
            self.words.stretch(&[letter]);
        } else {
            let seen = width.abs() > 0.0;
            self.show_apart(font, set, line, glyph, (at, to), seen);
        }
    }

    /// Shows a glyph that is no letter which plainly goes on.
    fn show_apart(
        &mut self,
        font: &Font,
        set: &Setting,
        line: &mut Line,
        glyph: Glyph,
        (at, to): (f32, f32),
        seen: bool,
    ) {
        line.end(set, &mut self.words);
        if glyph.text.is_space() && !set.replaces {
            self.words.space();
            return;
        }
        let mut utf8 = [0u8; 4];
        let text = font.text(glyph.text, &mut utf8);
        let (from, end) = (set.place(at), set.place(to));
        if text.is_empty() {
            if !glyph.text.is_none() {
                return;
            }
            self.unmapped += u64::from(seen);
        } else if text == "\u{fffd}" {
            self.unmapped += 1;
        }
        if set.replaces {
            self.marks.collect(&set.run, text, from, end);
        } else {
            give(&mut self.words, &set.run, text, from, end);
            line.begin(set, &self.words, at, to);
        }
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
