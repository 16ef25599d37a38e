//! Runs a page's content: graphics state and paths; drawings, text and marks have their own files.

use super::File;
use super::fonts::Font;
use super::lexer::{self, Token};
use super::limits::{self, Budget};
use super::marks::Marks;
use super::matrix::Matrix;
use super::objects::Objects;
use super::paint::Grounds;
use super::state::State;
use super::strings::{self, TextArray};
use super::strokes::Path;
use super::words::Words;
use crate::document::{Page, Rect};
use lopdf::{Dictionary, Object, ObjectId};
use std::sync::Arc;

/// Runs content streams of one page.
pub(super) struct Interpreter<'a> {
    pub(super) file: &'a File,
    pub(super) objects: &'a Objects,
    pub(super) page: &'a mut Page,
    pub(super) words: Words,
    pub(super) state: State,
    pub(super) saved: Vec<State>,
    pub(super) path: Path,
    /// A clip that takes effect with the next painting operator.
    pub(super) clip_next: bool,
    /// Text matrix and text line matrix.
    pub(super) tm: Matrix,
    pub(super) tlm: Matrix,
    /// Fonts of this page and the dictionaries they were read from.
    pub(super) fonts: Vec<(*const Dictionary, Arc<Font>)>,
    /// Names of fonts, each with the resources that give it and its index among the fonts.
    pub(super) font_names: Vec<(*const Dictionary, Vec<u8>, usize)>,
    pub(super) marks: Marks,
    pub(super) budget: Budget<'a>,
    pub(super) depth: usize,
    /// Forms being run, so that none runs inside itself.
    pub(super) forms: Vec<ObjectId>,
    /// A bound was met: stop.
    stopped: bool,
    pub(super) unknown: usize,
    pub(super) known: usize,
    /// Glyphs shown, and those without a known text.
    pub(super) glyphs: u64,
    pub(super) unmapped: u64,
    /// What white letters show on.
    pub(super) grounds: Grounds,
    /// Filled areas with curved edges.
    pub(super) curved: usize,
    pub(super) array: TextArray,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(file: &'a File, page: &'a mut Page, view: Matrix) -> Interpreter<'a> {
        let clip = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: page.width,
            y1: page.height,
        };
        Interpreter {
            file,
            objects: &file.objects,
            page,
            words: Words::new(),
            state: State::new(view, clip),
            saved: Vec::new(),
            path: Path::default(),
            clip_next: false,
            tm: Matrix::IDENTITY,
            tlm: Matrix::IDENTITY,
            fonts: Vec::new(),
            font_names: Vec::new(),
            marks: Marks::default(),
            budget: Budget::new(file.objects.allowance()),
            depth: 0,
            forms: Vec::new(),
            stopped: false,
            unknown: 0,
            known: 0,
            glyphs: 0,
            unmapped: 0,
            grounds: Grounds::default(),
            curved: 0,
            array: TextArray::default(),
        }
    }

    /// Says once what could not be read.
    pub(super) fn trouble(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.page.troubles.contains(&text) {
            self.page.troubles.push(text);
        }
    }

    /// Says why, and runs nothing more of the page.
    pub(super) fn stop(&mut self, why: String) {
        self.stopped = true;
        self.trouble(why);
    }

    /// Runs one content stream with its resources.
    pub(super) fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>) {
        // Room that small allocations are reused for.
        let mut operands: Vec<Token<'_>> = Vec::with_capacity(32);
        let mut rest = content;
        let mut odd = 0usize;
        while !self.stopped {
            match lexer::next_token(rest) {
                Ok((next, Token::Word(word))) => {
                    rest = next;
                    if matches!(word, b"true" | b"false" | b"null") {
                        operands.push(Token::Word(word));
                        continue;
                    }
                    if is_stray(word, &operands) {
                        continue;
                    }
                    if let Err(why) = self.budget.operator() {
                        self.stop(why);
                        break;
                    }
                    if word == b"BI" {
                        rest = self.inline_picture(rest);
                    } else {
                        self.operator(word, &operands, resources);
                    }
                    operands.clear();
                }
                Ok((next, Token::Open)) if operands.is_empty() => {
                    match strings::text_array(next, &mut self.array) {
                        Some(after) => {
                            rest = after;
                            if let Err(why) = self.budget.operator() {
                                self.stop(why);
                                break;
                            }
                            self.known += 1;
                            let array = std::mem::take(&mut self.array);
                            self.show_array(&array);
                            self.array = array;
                        }
                        None => {
                            rest = next;
                            operands.push(Token::Open);
                        }
                    }
                }
                Ok((next, Token::Odd)) => {
                    rest = next;
                    odd += 1;
                }
                Ok((next, t)) => {
                    rest = next;
                    if operands.len() < limits::OPERANDS {
                        operands.push(t);
                    } else {
                        self.stop(format!(
                            "not fully read: an operator with more than {} operands",
                            limits::OPERANDS
                        ));
                    }
                }
                Err(nom::Err::Error(_)) => break,
                Err(_) => {
                    self.trouble("not fully read: its content ends inside a string");
                    break;
                }
            }
        }
        if odd > 16 && odd * 20 > self.known {
            self.trouble("not fully read: its content holds bytes that are no drawing operators");
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Token<'_>], resources: Option<&'a Dictionary>) {
        self.known += 1;
        match word {
            b"q" => {
                if self.saved.len() < limits::STATES {
                    self.saved.push(self.state);
                } else {
                    self.stop(format!(
                        "not fully read: more than {} graphics states saved",
                        limits::STATES
                    ));
                }
            }
            b"Q" => {
                if let Some(s) = self.saved.pop() {
                    self.state = s;
                }
            }
            b"cm" => {
                if let Some(m) = matrix(operands) {
                    self.state.ctm = m.then(&self.state.ctm);
                }
            }
            b"w" => {
                if let Some([w]) = numbers(operands) {
                    self.state.line_width = w.abs();
                }
            }
            b"gs" => self.extended_state(operands, resources),
            b"m" => {
                if let Some([x, y]) = numbers(operands) {
                    self.path.move_to(self.state.ctm.point(x, y));
                }
            }
            b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    self.path.line_to(self.state.ctm.point(x, y));
                }
            }
            b"c" => {
                if let Some([_, _, _, _, x, y]) = numbers(operands) {
                    self.path.curve_to(self.state.ctm.point(x, y));
                }
            }
            b"v" | b"y" => {
                if let Some([_, _, x, y]) = numbers(operands) {
                    self.path.curve_to(self.state.ctm.point(x, y));
                }
            }
            b"h" => self.path.close(),
            b"re" => {
                if let Some([x, y, w, h]) = numbers(operands) {
                    let ctm = self.state.ctm;
                    self.path.move_to(ctm.point(x, y));
                    self.path.line_to(ctm.point(x + w, y));
                    self.path.line_to(ctm.point(x + w, y + h));
                    self.path.line_to(ctm.point(x, y + h));
                    self.path.close();
                }
            }
            b"S" => self.paint(true, false),
            b"s" => {
                self.path.close();
                self.paint(true, false);
            }
            b"f" | b"F" | b"f*" => self.paint(false, true),
            b"B" | b"B*" => self.paint(true, true),
            b"b" | b"b*" => {
                self.path.close();
                self.paint(true, true);
            }
            b"n" => self.paint(false, false),
            b"W" | b"W*" => self.clip_next = true,
            b"Do" => self.draw(operands, resources),
            b"BDC" | b"BMC" | b"EMC" => self.mark(word, operands, resources),
            b"g" | b"rg" | b"k" | b"cs" | b"sc" | b"scn" => {
                self.fill_colour(word, operands, resources);
            }
            b"sh" => self.grounds.add(self.state.clip),
            b"i" | b"j" | b"J" | b"M" | b"d" | b"ri" | b"G" | b"RG" | b"K" | b"CS" | b"SC"
            | b"SCN" | b"MP" | b"DP" | b"BX" | b"EX" | b"d0" | b"d1" => {}
            _ => {
                if !self.text_operator(word, operands, resources) {
                    self.known -= 1;
                    self.unknown += 1;
                }
            }
        }
    }

    fn extended_state(&mut self, operands: &[Token<'_>], resources: Option<&'a Dictionary>) {
        let Some(gs) = self
            .resource(b"ExtGState", operands, resources)
            .and_then(|(_, o)| super::objects::as_dict(o))
        else {
            return;
        };
        if let Some(w) = self.objects.number(gs, b"LW") {
            self.state.line_width = w.abs();
        }
        if let Some([Object::Reference(id), size]) = self.objects.array(gs, b"Font")
            && let Some(dict) = self.objects.get(*id).and_then(super::objects::as_dict)
        {
            self.state.size = super::objects::number(self.objects.resolve(size)).unwrap_or(0.0);
            self.state.font = Some(self.font(Some(*id), dict));
        }
    }

    /// A resource of a kind by the name in the operands, and its number.
    pub(super) fn resource(
        &self,
        kind: &[u8],
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
    ) -> Option<(Option<ObjectId>, &'a Object)> {
        let name = operands.iter().rev().find_map(|t| match t {
            Token::Name(n) => Some(*n),
            _ => None,
        })?;
        let objects = self.objects;
        let named = objects.dict(resources?, kind)?;
        let object = named.get(&strings::unescape_name(name)).ok()?;
        let id = object.as_reference().ok();
        Some((id, objects.resolve(object)))
    }

    /// Back to the page's first state, for what is drawn after its content.
    pub(super) fn reset(&mut self, view: Matrix) {
        self.state = State::new(view, self.whole());
        self.saved.clear();
        self.marks.leave((0, false));
        self.words.finish();
    }
}

/// A text operator written inside an array, which other readers pass over.
fn is_stray(word: &[u8], operands: &[Token<'_>]) -> bool {
    matches!(word, b"Tc" | b"Tw" | b"Tz" | b"Ts")
        && operands
            .iter()
            .rev()
            .find(|t| matches!(t, Token::Open | Token::Close))
            == Some(&Token::Open)
}

/// The last `N` operands as numbers.
pub(super) fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f32; N]> {
    let from = operands.len().checked_sub(N)?;
    let mut out = [0.0; N];
    for (slot, t) in out.iter_mut().zip(operands.get(from..)?) {
        let Token::Number(n) = t else { return None };
        *slot = *n;
    }
    Some(out)
}

pub(super) fn matrix(operands: &[Token<'_>]) -> Option<Matrix> {
    let [a, b, c, d, e, f] = numbers(operands)?;
    Some(Matrix::new(a, b, c, d, e, f))
}
