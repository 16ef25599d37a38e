//! Web pages (.html) to elements, by the tokens of the HTML standard.
//!
//! Elements that close themselves are closed as browsers do it, as far as text and tables need it. What is not shown
//! (scripts, styles, forms) is left out, and what its author hid is kept apart.

mod cells;
mod elements;
mod stretch;

use super::flow::{self, Content, Element, FlowText, Read, Room, TextRole};
use super::{Place, text};
use cells::OpenTable;
use elements::{BLOCKS, LEFT_OUT, VOID, is_hiding, is_of_table, role_of};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use stretch::{Ended, Stretch};

/// The deepest nesting that is followed.
const DEPTH: usize = 1_000;

/// Reads a page.
pub fn read(bytes: &[u8]) -> Read<Vec<Element>> {
    let text = text::decode(bytes);
    let mut reader = Reader::new(&text);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text.as_ref(), emitter) {
        match token {
            Ok(Token::StartTag(tag)) => reader.start(&tag),
            Ok(Token::EndTag(tag)) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(s)) => reader.text(&String::from_utf8_lossy(&s), s.span.start),
            Ok(Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {}
            Err(never) => match never {},
        }
    }
    reader.finish()
}

/// An element that is open.
struct Open {
    name: String,
    /// What the text in it is, where the element says so.
    role: Option<TextRole>,
}

/// A list that is open: its next number, none for bullets.
struct List {
    next: Option<i64>,
}

struct Reader {
    /// Byte at which each line begins.
    lines: Vec<usize>,
    open: Vec<Open>,
    lists: Vec<List>,
    tables: Vec<OpenTable>,
    /// Depth of `open` at which what is left out began.
    left_out: Option<usize>,
    stretch: Stretch,
    marker: String,
    /// Open elements that raise what is in them.
    raised: usize,
    title: String,
    out: Vec<Element>,
    pictures: usize,
    room: Room,
}

impl Reader {
    fn new(text: &str) -> Reader {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1);
        Reader {
            lines: std::iter::once(0).chain(ends).collect(),
            open: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            left_out: None,
            stretch: Stretch::default(),
            marker: String::new(),
            raised: 0,
            title: String::new(),
            out: Vec::new(),
            pictures: 0,
            room: Room::default(),
        }
    }

    fn place(&self, at: usize) -> Place {
        Place::at_line(0, self.lines.partition_point(|l| *l <= at) as u32)
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
        if self.left_out.is_some() {
            self.push(name, None);
            return;
        }
        let attribute = |key: &str| {
            let value = tag.attributes.get(key.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        match name.as_str() {
            "img" => self.pictures += 1,
            "br" => self.stretch.space(),
            "li" => self.close_to("li", &["ul", "ol"]),
            "dt" | "dd" => {
                self.close_to("dt", &["dl"]);
                self.close_to("dd", &["dl"]);
            }
            "tr" | "tbody" | "thead" | "tfoot" => {
                self.close_to("td", &["table"]);
                self.close_to("th", &["table"]);
                self.close_to("tr", &["table"]);
            }
            "td" | "th" => {
                self.close_to("td", &["tr", "table"]);
                self.close_to("th", &["tr", "table"]);
            }
            _ => {}
        }
        if BLOCKS.contains(&name.as_str()) {
            self.close_to("p", &["td", "th", "table", "li"]);
            self.flush();
        }
        let hidden = tag.attributes.contains_key(b"hidden".as_slice())
            || attribute("style").is_some_and(|s| is_hiding(&s));
        let role = if hidden {
            Some(TextRole::Hidden)
        } else {
            role_of(&name)
        };
        match name.as_str() {
            "ul" => self.lists.push(List { next: None }),
            "ol" => {
                let first = attribute("start").and_then(|s| s.trim().parse().ok());
                self.lists.push(List {
                    next: Some(first.unwrap_or(1)),
                });
            }
            "li" => self.marker = self.mark(),
            // A `pre` alone may be a text with its line breaks kept.
            "code" => {
                if let Some(pre) = self.open.iter_mut().rfind(|o| o.name == "pre") {
                    pre.role = Some(TextRole::Code);
                }
            }
            "table" | "dl" => {
                let place = self.place(tag.span.start);
                self.tables.push(OpenTable::new(place, name == "dl"));
            }
            "tr" => self.table(OpenTable::row),
            "dt" | "dd" if self.in_terms() && self.room.take() => {
                let place = self.place(tag.span.start);
                let opens = name == "dt";
                self.table(|t| {
                    if opens {
                        t.row();
                    }
                    t.begin(place, (None, None));
                });
            }
            "td" | "th" if self.room.take() => {
                let span = |key: &str| attribute(key).and_then(|v| v.trim().parse::<u32>().ok());
                let spans = (span("rowspan"), span("colspan"));
                let place = self.place(tag.span.start);
                self.table(|t| t.begin(place, spans));
            }
            _ => {}
        }
        if VOID.contains(&name.as_str()) || tag.self_closing && !BLOCKS.contains(&name.as_str()) {
            return;
        }
        self.raised += usize::from(name == "sup");
        let left_out = LEFT_OUT.contains(&name.as_str());
        self.push(name, role);
        if left_out {
            self.left_out = Some(self.open.len());
        }
    }

    fn push(&mut self, name: String, role: Option<TextRole>) {
        if self.open.len() < DEPTH {
            self.open.push(Open { name, role });
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// Whether the innermost table is a list of terms.
    fn in_terms(&self) -> bool {
        self.tables.last().is_some_and(|t| t.of_terms)
    }

    /// The marker of the next item.
    fn mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(List { next: Some(n) }) => {
                let marker = format!("{n}. ");
                *n += 1;
                marker
            }
            _ => "• ".to_string(),
        }
    }

    /// Closes an element that the next one ends by itself, unless one of `walls` stands between.
    fn close_to(&mut self, name: &str, walls: &[&str]) {
        let found = self
            .open
            .iter()
            .rev()
            .take_while(|o| !walls.contains(&o.name.as_str()))
            .any(|o| o.name == name);
        if found {
            self.end(name);
        }
    }

    fn end(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        // An end without its beginning ends nothing; cells and rows do not end what is outside of their table.
        let wall = |o: &Open| o.name == "table" && name != "table" && is_of_table(&name);
        let at = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, o)| !wall(o))
            .find(|(_, o)| o.name == name)
            .map(|(i, _)| i);
        let Some(at) = at else { return };
        if let Some(out) = self.left_out {
            if at < out {
                self.left_out = None;
            }
            self.open.truncate(at);
            return;
        }
        while self.open.len() > at {
            let Some(last) = self.open.last().map(|o| o.name.clone()) else {
                return;
            };
            if BLOCKS.contains(&last.as_str()) || matches!(last.as_str(), "td" | "th" | "title") {
                self.flush();
            }
            self.open.pop();
            match last.as_str() {
                "ul" | "ol" => drop(self.lists.pop()),
                "td" | "th" => self.table(OpenTable::end),
                "tr" => self.table(OpenTable::row),
                "dt" | "dd" if self.in_terms() => self.table(OpenTable::end),
                "dl" if self.in_terms() => self.end_table(),
                "sup" => self.raised = self.raised.saturating_sub(1),
                "table" if !self.in_terms() => self.end_table(),
                _ => {}
            }
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let prose = table.of_terms;
        let (place, table) = table.finish();
        if !prose || cells::tells_figures(&table) {
            flow::push_table(&mut self.out, place, table, TextRole::Paragraph);
            return;
        }
        // Terms and what they mean: text, of the cell around them where there is one.
        for cell in table.rows.into_iter().flatten() {
            for line in cell.text.lines() {
                if !self.tables.last_mut().is_some_and(|t| t.put(line)) {
                    flow::push_text(&mut self.out, cell.place, line, TextRole::Paragraph);
                }
            }
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.left_out.is_some() {
            return;
        }
        if self.open.last().is_some_and(|o| o.name == "title") {
            self.title.push_str(text);
            return;
        }
        let bold = self
            .open
            .iter()
            .rev()
            .take_while(|o| !BLOCKS.contains(&o.name.as_str()))
            .any(|o| matches!(o.name.as_str(), "b" | "strong"));
        self.stretch.add(text, at, bold, self.raised > 0);
    }

    /// Ends the open stretch of text.
    fn flush(&mut self) {
        let Some(Ended { text, began, bold }) = self.stretch.take() else {
            return;
        };
        let hidden = self.open.iter().any(|o| o.role == Some(TextRole::Hidden));
        let said = self.open.iter().rev().find_map(|o| o.role);
        let role = if hidden {
            TextRole::Hidden
        } else {
            said.unwrap_or(TextRole::Paragraph)
        };
        let text = match role {
            TextRole::ListItem => format!("{}{}", std::mem::take(&mut self.marker), text.trim()),
            _ => text,
        };
        if !self.room.take() {
            return;
        }
        let in_cell = !matches!(role, TextRole::Hidden | TextRole::Caption);
        if in_cell && self.tables.last_mut().is_some_and(|t| t.put(&text)) {
            return;
        }
        self.out.push(Element {
            place: self.place(began),
            content: Content::Text(FlowText { role, text, bold }),
        });
    }

    fn finish(mut self) -> Read<Vec<Element>> {
        self.left_out = None;
        while let Some(name) = self.open.last().map(|o| o.name.clone()) {
            self.end(&name);
        }
        self.flush();
        while !self.tables.is_empty() {
            self.end_table();
        }
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        Read {
            content: self.out,
            title: (!title.is_empty()).then_some(title),
            notes: flow::pictures(self.pictures).into_iter().collect(),
            unread: self.room.said().into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
