//! Lines of text to blocks, one after the other: which of them go on with the block before, and what each block is.

use super::front_matter::FrontMatter;
use super::lines::{Delimiter, Laid, is_caption, is_contents_line, is_note};
use super::looks::{self, Opening};
use super::markup;
use super::{Block, Piece, Role, regions};
use crate::document::{Line, Place};

/// The blocks of a text in the making.
#[derive(Default)]
pub(super) struct Laying {
    out: Vec<Laid>,
    open: Option<Block>,
    /// How the open block began, and the length of its last line.
    began: Option<Opening>,
    last_length: usize,
    /// A blank line, a table or a page break came before the open block, or the start of the file.
    open_alone: bool,
    /// Something other than text came since the open block's last line.
    gap: bool,
    after_table: bool,
    wrap: Option<usize>,
    markdown: bool,
}

impl Laying {
    /// Nothing yet, of a text whose lines were wrapped at a width.
    pub(super) fn new(wrap: Option<usize>, markdown: bool) -> Laying {
        Laying {
            wrap,
            markdown,
            ..Laying::default()
        }
    }

    /// All blocks and tables, in order.
    pub(super) fn finish(mut self) -> Vec<Laid> {
        self.close(true);
        self.out
    }

    /// A table.
    pub(super) fn table(&mut self, delimiter: Delimiter, lines: Vec<u32>) {
        self.out.push(Laid::Region { delimiter, lines });
        self.after_table = true;
    }

    /// Sets the settings before a text apart; where the text begins.
    pub(super) fn settings(&mut self, lines: &[Line], found: FrontMatter) -> usize {
        for (i, line) in lines.iter().enumerate().take(found.lines) {
            match &found.title {
                Some((at, title)) if *at == i => self.out.push(Laid::Block(Block {
                    role: Role::Heading(1),
                    text: title.clone(),
                    pieces: piece(0, line).into(),
                    table: None,
                })),
                _ if line.text.trim().is_empty() => {}
                _ => self.single(line, Role::Furniture),
            }
        }
        found.lines
    }

    /// A line of text.
    pub(super) fn line(&mut self, line: &Line) {
        let raw = line.text.trim_start_matches('\u{c}');
        if raw.len() != line.text.len() {
            self.gap = true;
        }
        let raw = raw.trim();
        if raw.is_empty() {
            self.gap = true;
            return;
        }
        if looks::is_page_number(raw) {
            // A number alone between blank lines; the sentence around it may go on.
            if raw.len() > 4 || self.gap || self.open.is_none() {
                let held = self.open.take();
                self.single(line, Role::Furniture);
                if let Some(block) = held {
                    // Kept open behind the page number, so that a sentence over a page break is one block.
                    self.open = Some(block);
                }
                self.gap = true;
                return;
            }
        }
        if self.markdown && (regions::is_rule(raw) || raw == "***") {
            self.close(true);
            return;
        }
        let unquoted = if self.markdown {
            raw.trim_start_matches("> ")
        } else {
            raw
        };
        let text = markup::plain(unquoted);
        let text = text.trim();
        if text.is_empty() {
            self.gap = true;
            return;
        }
        let opening = looks::opening(text);
        let bold = unquoted.len() > 4
            && unquoted.starts_with("**")
            && unquoted.ends_with("**")
            && unquoted.matches("**").count() == 2;
        if self.joins(text, opening, bold) {
            self.append(text, line);
            return;
        }
        let alone = self.gap || self.open.is_none();
        self.close(self.gap);
        let (role, body) = match opening {
            Opening::Hashes(level, at) => (
                Role::Heading(level),
                text[at..].trim_end_matches(['#', ' ']),
            ),
            Opening::Bullet(_) | Opening::Letter(_) | Opening::Number(..) => (Role::ListItem, text),
            Opening::Plain if bold && looks::is_title(text) => (Role::Heading(3), text),
            Opening::Plain => (Role::Paragraph, text),
        };
        self.open = Some(Block {
            role,
            text: body.to_string(),
            pieces: piece(0, line).into(),
            table: None,
        });
        self.began = Some(opening);
        self.last_length = raw.chars().count();
        self.open_alone = alone;
        self.gap = false;
    }

    /// Whether a line goes on with the open block.
    fn joins(&self, text: &str, opening: Opening, bold: bool) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        if opening != Opening::Plain || bold || matches!(open.role, Role::Heading(_)) {
            return false;
        }
        let unfinished = !open.text.ends_with(['.', ':', ';', '!', '?']);
        let goes_on = text.starts_with(|c: char| c.is_lowercase()) && unfinished;
        if self.gap {
            // Over a page break or a blank line only in the middle of a sentence.
            return goes_on && self.last_length >= 40;
        }
        if self.markdown {
            return true;
        }
        goes_on
            || self
                .wrap
                .is_some_and(|w| self.last_length * 100 >= w * 60 && self.last_length <= w * 2)
    }

    fn append(&mut self, text: &str, line: &Line) {
        let length = line.text.trim().chars().count();
        if let Some(open) = &mut self.open {
            if open.text.ends_with('\u{ad}') {
                open.text.pop();
            } else {
                let mut tail = open.text.chars().rev();
                let hyphen = tail.next() == Some('-')
                    && tail.next().is_some_and(char::is_alphabetic)
                    && text.starts_with(|c: char| c.is_lowercase());
                if !hyphen {
                    open.text.push(' ');
                }
            }
            open.pieces.push(piece(open.text.len(), line));
            open.text.push_str(text);
        }
        self.last_length = length;
        self.gap = false;
    }

    /// Ends the open block; `alone_after` when something other than text follows it.
    pub(super) fn close(&mut self, alone_after: bool) {
        let Some(mut block) = self.open.take() else {
            return;
        };
        let alone = self.open_alone && alone_after && block.pieces.len() == 1;
        block.role = match (block.role, self.began) {
            (Role::Paragraph, _) if is_contents_line(&block.text) => Role::Contents,
            (Role::Paragraph, _) if alone && is_caption(&block.text) => Role::Caption,
            (Role::Paragraph | Role::ListItem, _) if self.after_table && is_note(&block.text) => {
                Role::Note
            }
            (Role::Paragraph, _)
                if alone && looks::is_title(&block.text) && !block.text.ends_with(':') =>
            {
                let capitals = !block.text.chars().any(char::is_lowercase);
                Role::Heading(if capitals { 1 } else { 3 })
            }
            (Role::ListItem, Some(Opening::Number(depth, at)))
                if alone
                    && block.text.get(at..).is_some_and(looks::is_title)
                    && !block.text.ends_with(':') =>
            {
                Role::Heading(depth + 1)
            }
            (role, _) => role,
        };
        if block.role != Role::Note && block.role != Role::Furniture {
            self.after_table = false;
        }
        self.out.push(Laid::Block(block));
    }

    /// One block of the lines between two fences.
    pub(super) fn code(&mut self, lines: &[Line]) {
        self.close(true);
        let within = lines.iter().skip(1).take(lines.len().saturating_sub(2));
        let text: Vec<&str> = within.map(|l| l.text.trim()).collect();
        if let Some(first) = lines.first() {
            self.out.push(Laid::Block(Block {
                role: Role::Code,
                text: text.join(" "),
                pieces: piece(0, first).into(),
                table: None,
            }));
        }
        self.gap = true;
    }

    /// A line that is a block by itself.
    pub(super) fn single(&mut self, line: &Line, role: Role) {
        self.out.push(Laid::Block(Block {
            role,
            text: markup::plain(&line.text.replace('\t', " ")).into_owned(),
            pieces: piece(0, line).into(),
            table: None,
        }));
    }
}

fn piece(start: usize, line: &Line) -> Piece {
    Piece {
        start: start as u32,
        place: Place::at_line(0, line.number),
    }
}
