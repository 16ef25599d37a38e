//! The body of a word-processor document: paragraphs and tables in order.

use super::super::xml::{Attributes, Node};
use super::numbering::Numbering;
use super::styles::{self, Numbered, Styles};
use super::table::OpenTable;
use crate::document::flow::{self, Content, Element, FlowText, Room, TextRole};
use crate::document::{self, Place};

/// What is not part of the text: what tracked changes took away, what has a better twin, and instructions.
const SKIPPED: [&str; 14] = [
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "sdtPr",
    "numberingChange",
];

/// What reading noticed beside the text.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Noticed {
    /// Tracked changes stand in the text.
    pub changes: bool,
    /// Pictures.
    pub pictures: usize,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    hidden: String,
    style: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    outline: Option<TextRole>,
    /// Letters and digits that are bold, and that are not.
    bold: usize,
    plain: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    hidden: bool,
    raised: bool,
}

/// Reads the nodes of one part: the body, or the notes.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    /// The role of paragraphs that say nothing of themselves.
    usual: TextRole,
    paragraphs: Vec<Paragraph>,
    tables: Vec<OpenTable>,
    run: Run,
    in_properties: usize,
    in_text: bool,
    skipped: usize,
    counted: u32,
    out: Vec<Element>,
    noticed: Noticed,
    room: &'a mut Room,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        numbering: &'a mut Numbering,
        usual: TextRole,
        counted: u32,
        room: &'a mut Room,
    ) -> Body<'a> {
        Body {
            styles,
            numbering,
            usual,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            run: Run::default(),
            in_properties: 0,
            in_text: false,
            skipped: 0,
            counted,
            out: Vec::new(),
            noticed: Noticed::default(),
            room,
        }
    }

    /// The elements read, how many paragraphs were counted, and what was noticed.
    pub(super) fn finish(self) -> (Vec<Element>, u32, Noticed) {
        (self.out, self.counted, self.noticed)
    }

    pub(super) fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Start(name, _) if self.skipped > 0 || SKIPPED.contains(name) => {
                self.noticed.changes |= matches!(*name, "del" | "moveFrom");
                self.skipped += 1;
            }
            Node::End(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Text(_) if self.skipped > 0 => {}
            Node::Start(name, a) => self.start(name, a),
            Node::End(name) => self.end(name),
            Node::Text(t) if self.in_text => self.put(t),
            Node::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, a: &Attributes<'_>) {
        if matches!(name, "p" | "tc") && !self.room.take() {
            self.skipped = 1;
            return;
        }
        match name {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                self.run = Run::default();
            }
            "pPr" => self.in_properties += 1,
            "r" => self.run = Run::default(),
            // `m:t` of formulas comes along.
            "t" => self.in_text = true,
            "ins" | "moveTo" if self.in_properties == 0 => self.noticed.changes = true,
            "pStyle" => self.paragraph(|p| p.style = a.get("val")),
            "numId" => self.paragraph(|p| p.list = a.number("val")),
            "ilvl" => self.paragraph(|p| p.level = a.number("val")),
            "outlineLvl" => {
                self.paragraph(|p| p.outline = a.number("val").and_then(styles::outline));
            }
            // In the properties of a paragraph these speak of its end mark.
            "b" if self.in_properties == 0 => self.run.bold = Some(a.is_on()),
            "vanish" if self.in_properties == 0 => self.run.hidden = a.is_on(),
            "vertAlign" if self.in_properties == 0 => {
                self.run.raised = a.get("val").as_deref() == Some("superscript");
            }
            "tab" if self.in_properties == 0 => self.put("\t"),
            "br" | "cr" => self.put(" "),
            "noBreakHyphen" => self.put("-"),
            "pic" => self.noticed.pictures += 1,
            "tbl" => self.tables.push(OpenTable::default()),
            _ => {
                let place = self.place(self.counted + 1);
                if let Some(table) = self.tables.last_mut() {
                    table.start(name, a, place);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties = self.in_properties.saturating_sub(1),
            "t" => self.in_text = false,
            "tbl" => self.end_table(),
            _ => {
                if let Some(table) = self.tables.last_mut() {
                    table.end(name);
                }
            }
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(p) = self.paragraphs.last_mut() {
            change(p);
        }
    }

    fn put(&mut self, text: &str) {
        let run = self.run;
        let Some(p) = self.paragraphs.last_mut() else {
            return;
        };
        if run.hidden {
            p.hidden.push_str(text);
            return;
        }
        let signs = text.chars().filter(|c| c.is_alphanumeric()).count();
        match run.bold {
            Some(true) => p.bold += signs,
            _ => p.plain += signs,
        }
        if run.raised && text.chars().all(|c| c.is_ascii_digit()) {
            p.text.extend(text.chars().map(document::raised));
        } else {
            p.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(p) = self.paragraphs.pop() else {
            return;
        };
        let said = self.styles.of(p.style.as_deref());
        let numbered = match (p.list, said.numbered) {
            (Some(list), own) => Some(Numbered {
                list,
                level: p.level.or(own.map(|n| n.level)).unwrap_or(0),
            }),
            (None, Some(own)) => Some(Numbered {
                level: p.level.unwrap_or(own.level),
                ..own
            }),
            (None, None) => None,
        };
        let marker = numbered
            .filter(|n| n.list > 0)
            .and_then(|n| self.numbering.next(n));
        let hidden = said.hidden || p.text.trim().is_empty() && !p.hidden.trim().is_empty();
        let text = if said.hidden { &p.text } else { &p.hidden };
        if !text.trim().is_empty() {
            self.counted += u32::from(hidden);
            let text = text.clone();
            self.push(TextRole::Hidden, text, false);
        }
        if said.hidden || p.text.trim().is_empty() {
            return;
        }
        self.counted += 1;
        let mut role = p.outline.unwrap_or(said.role);
        if role == TextRole::Paragraph {
            role = match marker {
                Some(_) => TextRole::ListItem,
                None => self.usual,
            };
        }
        let text = match marker {
            Some(marker) => format!("{marker} {}", p.text.trim_start()),
            None => p.text,
        };
        let bold = p.plain == 0 && p.bold > 0 || said.bold && p.bold == 0;
        let in_cell = self.tables.last_mut().is_some_and(|t| t.put(&text));
        if !in_cell {
            self.push(role, text, bold);
        }
    }

    fn place(&self, line: u32) -> Place {
        Place::at_line(0, line)
    }

    fn push(&mut self, role: TextRole, text: String, bold: bool) {
        // The dots and the page number of a line of contents stand behind a tab.
        let text = match text.trim_end().rsplit_once('\t') {
            Some((title, page)) if role == TextRole::Contents => format!("{title} .... {page}"),
            _ => text,
        };
        self.out.push(Element {
            place: self.place(self.counted),
            content: Content::Text(FlowText { role, text, bold }),
        });
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let table = table.finish();
        let place = table.rows.iter().flatten().next().map(|c| c.place);
        flow::push_table(&mut self.out, place.unwrap_or_default(), table, self.usual);
    }
}
