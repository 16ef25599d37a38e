//! Paragraph styles: which of them are headings, captions, contents, list items.

use super::super::xml::Node;
use crate::document::flow::TextRole;
use std::collections::HashMap;

/// The longest chain of styles based on each other that is followed.
const CHAIN: usize = 20;

/// A place in a numbered list: the list and the level, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Identity of the list; 0 takes the numbering away.
    pub list: u32,
    /// Level, from 0.
    pub level: u32,
}

#[derive(Debug, Default)]
struct Style {
    role: Option<TextRole>,
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    bold: Option<bool>,
    hidden: bool,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

/// What a style says of its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    /// What they are.
    pub role: TextRole,
    /// Where their numbers come from.
    pub numbered: Option<Numbered>,
    /// They are set bold.
    pub bold: bool,
    /// They are not shown.
    pub hidden: bool,
}

impl Styles {
    /// Takes in one node of `word/styles.xml`; `open` is the style that is being read.
    pub(super) fn take(&mut self, open: &mut Option<String>, node: &Node<'_>) {
        let Node::Start(name, a) = node else {
            if matches!(node, Node::End("style")) {
                *open = None;
            }
            return;
        };
        if *name == "style" {
            *open = a.get("styleId");
            if let Some(id) = open {
                self.styles.entry(id.clone()).or_default();
            }
            return;
        }
        let Some(style) = open.as_ref().and_then(|id| self.styles.get_mut(id)) else {
            return;
        };
        match *name {
            "name" => style.role = a.get("val").and_then(|n| role_of(&n)),
            "basedOn" => style.based_on = a.get("val"),
            "outlineLvl" if style.role.is_none() => {
                style.role = a.number("val").and_then(outline);
            }
            "numId" => style.list = a.number("val"),
            "ilvl" => style.level = a.number("val"),
            "b" => style.bold = Some(a.is_on()),
            "vanish" => style.hidden = a.is_on(),
            _ => {}
        }
    }

    /// What a style says, with what it takes from those it is based on.
    pub(super) fn of(&self, id: Option<&str>) -> Said {
        let mut said = Said {
            role: TextRole::Paragraph,
            numbered: None,
            bold: false,
            hidden: false,
        };
        let (mut role, mut list, mut level, mut bold) = (None, None, None, None);
        let mut next = id;
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            role = role.or(style.role);
            list = list.or(style.list);
            level = level.or(style.level);
            bold = bold.or(style.bold);
            said.hidden |= style.hidden;
            next = style.based_on.as_deref();
        }
        said.role = role.unwrap_or(TextRole::Paragraph);
        said.bold = bold.unwrap_or(false);
        said.numbered = list.map(|list| Numbered {
            list,
            level: level.unwrap_or(match said.role {
                TextRole::Heading(h) => u32::from(h.saturating_sub(1)),
                _ => 0,
            }),
        });
        said
    }
}

/// The role of a built-in style. Their names are English in every language's files.
fn role_of(name: &str) -> Option<TextRole> {
    let name = name.to_ascii_lowercase();
    let level = |prefix: &str| {
        let digits = name.strip_prefix(prefix)?.trim();
        digits.parse::<u8>().ok().filter(|l| (1..=9).contains(l))
    };
    if let Some(l) = level("heading ") {
        return Some(TextRole::Heading(l));
    }
    if level("toc ").is_some() || name == "table of figures" {
        return Some(TextRole::Contents);
    }
    Some(match name.as_str() {
        "title" => TextRole::Heading(1),
        "subtitle" => TextRole::Heading(2),
        "caption" => TextRole::Caption,
        "footnote text" | "endnote text" => TextRole::Note,
        "header" | "footer" => TextRole::Furniture,
        _ if name.starts_with("list bullet") || name.starts_with("list number") => {
            TextRole::ListItem
        }
        _ => return None,
    })
}

/// The role that an outline level stands for; 9 is body text.
pub(super) fn outline(level: u32) -> Option<TextRole> {
    (level < 9).then_some(TextRole::Heading(level as u8 + 1))
}
