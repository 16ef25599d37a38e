//! The structure tree of a tagged file, walked once and kept small: what each page holds of it, in reading order.

use super::limits;
use super::objects::{Objects, as_dict};
use crate::document::{StructureNode, StructureRole};
use lopdf::{Dictionary, Object, ObjectId};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::time::Instant;

/// The whole tree.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// Elements in reading order; a parent comes before its children.
    nodes: Vec<Node>,
    /// Page, element and identifier of every piece of marked content, by page and then in reading order.
    content: Vec<(u32, u32, i32)>,
    /// A bound was met: the tree is not whole.
    pub cut: bool,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    role: StructureRole,
    parent: u32,
    /// One past the last element below it.
    end: u32,
    row_span: u16,
    column_span: u16,
    /// Has content of its own.
    filled: bool,
}

const NONE: u32 = u32::MAX;

/// What is still to be visited.
enum Step {
    /// An element, or a reference to content, by its number.
    Reference(ObjectId, u32, u32),
    /// The same, written in place.
    Written(Box<Dictionary>, u32, u32),
    /// Content of the parent.
    Content(i64, u32, u32),
    /// The end of an element.
    End(u32),
}

impl Structure {
    /// Walks the tree below the catalog's StructTreeRoot; `pages` tells the index of a page by its number.
    pub(super) fn load(objects: &Objects, pages: &HashMap<ObjectId, u32>) -> Structure {
        let mut out = Structure::default();
        let Some(root) = objects
            .dict(objects.trailer(), b"Root")
            .and_then(|c| objects.dict(c, b"StructTreeRoot"))
        else {
            return out;
        };
        let roles = objects.dict(root, b"RoleMap");
        let until = Instant::now() + limits::PAGE_TIME;
        let mut seen: HashSet<u32> = HashSet::new();
        let mut stack: Vec<Step> = Vec::new();
        push_kids(objects, root.get(b"K").ok(), NONE, NONE, &mut stack);
        while let Some(step) = stack.pop() {
            if out.nodes.len() + out.content.len() > limits::STRUCTURE
                || stack.len() > limits::STRUCTURE
                || (out.nodes.len() % 1024 == 1023 && Instant::now() > until)
            {
                out.cut = true;
                stack.push(step);
                break;
            }
            let read;
            let (dict, parent, page) = match &step {
                Step::End(node) => {
                    out.end(*node);
                    continue;
                }
                Step::Content(mcid, parent, page) => {
                    out.content(*page, *parent, *mcid);
                    continue;
                }
                Step::Written(dict, parent, page) => (dict.as_ref(), *parent, *page),
                Step::Reference(id, parent, page) => {
                    if !seen.insert(id.0) {
                        continue;
                    }
                    read = objects.read(*id);
                    match read.as_deref().and_then(as_dict) {
                        Some(dict) => (dict, *parent, *page),
                        None => continue,
                    }
                }
            };
            let page = match dict.get(b"Pg") {
                Ok(Object::Reference(id)) => pages.get(id).copied().unwrap_or(NONE),
                _ => page,
            };
            match objects.name(dict, b"Type") {
                Some(b"MCR") => {
                    // Content of a form has identifiers of its own, which are not the page's.
                    if let (Some(mcid), false) = (objects.integer(dict, b"MCID"), dict.has(b"Stm"))
                    {
                        out.content(page, parent, mcid);
                    }
                    continue;
                }
                Some(b"OBJR") => continue,
                _ => {}
            }
            let node = out.nodes.len() as u32;
            let role = role(objects, roles, objects.name(dict, b"S").unwrap_or_default());
            let (row_span, column_span) = match role {
                StructureRole::HeaderCell | StructureRole::DataCell => spans(objects, dict),
                _ => (1, 1),
            };
            out.nodes.push(Node {
                role,
                parent,
                end: node + 1,
                row_span,
                column_span,
                filled: false,
            });
            stack.push(Step::End(node));
            push_kids(objects, dict.get(b"K").ok(), node, page, &mut stack);
        }
        // What a bound left open ends with the last element.
        for step in stack {
            if let Step::End(node) = step {
                out.end(node);
            }
        }
        out.content.sort_by_key(|c| c.0);
        out.content.shrink_to_fit();
        out.nodes.shrink_to_fit();
        out
    }

    fn end(&mut self, node: u32) {
        let end = self.nodes.len() as u32;
        if let Some(n) = self.nodes.get_mut(node as usize) {
            n.end = end;
        }
    }

    fn content(&mut self, page: u32, node: u32, mcid: i64) {
        if let (Ok(mcid), Some(n)) = (i32::try_from(mcid), self.nodes.get_mut(node as usize))
            && page != NONE
        {
            n.filled = true;
            self.content.push((page, node, mcid));
        }
    }

    /// The part of the tree that a page shows: elements with content there, those above them, and the empty cells of
    /// the rows among them.
    pub(super) fn page(&self, page: u32) -> Vec<StructureNode> {
        let first = self.content.partition_point(|c| c.0 < page);
        let last = self.content.partition_point(|c| c.0 <= page);
        let content = self.content.get(first..last).unwrap_or(&[]);
        let mut wanted: Vec<u32> = Vec::with_capacity(content.len() * 2);
        let mut seen: HashSet<u32> = HashSet::with_capacity(content.len() * 2);
        for (_, node, _) in content {
            let mut node = *node;
            while node != NONE && seen.insert(node) {
                wanted.push(node);
                node = self.nodes.get(node as usize).map_or(NONE, |n| n.parent);
            }
        }
        let mut empty = Vec::new();
        for &row in &wanted {
            let Some(r) = self.nodes.get(row as usize) else {
                continue;
            };
            if r.role == StructureRole::Row {
                let mut cell = row + 1;
                while cell < r.end {
                    let Some(c) = self.nodes.get(cell as usize) else {
                        break;
                    };
                    if !seen.contains(&cell) && !self.has_content(cell, c.end) {
                        empty.push(cell);
                    }
                    cell = c.end.max(cell + 1);
                }
            }
        }
        wanted.append(&mut empty);
        wanted.sort_unstable();
        let place = |node: u32| wanted.binary_search(&node).ok();
        let mut out: Vec<StructureNode> = wanted
            .iter()
            .enumerate()
            .filter_map(|(i, &element)| {
                let n = self.nodes.get(element as usize)?;
                Some(StructureNode {
                    role: n.role,
                    parent: place(n.parent).unwrap_or(i) as u32,
                    mcids: Vec::new(),
                    row_span: n.row_span,
                    column_span: n.column_span,
                    element,
                })
            })
            .collect();
        for (_, node, mcid) in content {
            if let Some(n) = place(*node).and_then(|i| out.get_mut(i)) {
                n.mcids.push(*mcid);
            }
        }
        out
    }

    /// Whether any of these elements has content, on whatever page.
    fn has_content(&self, from: u32, to: u32) -> bool {
        self.nodes
            .get(from as usize..to as usize)
            .is_some_and(|nodes| nodes.iter().any(|n| n.filled))
    }
}

fn push_kids(
    objects: &Objects,
    kids: Option<&Object>,
    parent: u32,
    page: u32,
    stack: &mut Vec<Step>,
) {
    let push = |o: &Object, stack: &mut Vec<Step>| match o {
        Object::Reference(id) => stack.push(Step::Reference(*id, parent, page)),
        Object::Integer(mcid) => stack.push(Step::Content(*mcid, parent, page)),
        Object::Dictionary(d) => stack.push(Step::Written(Box::new(d.clone()), parent, page)),
        _ => {}
    };
    match kids {
        Some(Object::Array(a)) => a.iter().rev().for_each(|o| push(o, stack)),
        // A reference is an element, or an array kept apart.
        Some(Object::Reference(id)) => match objects.read(*id).as_deref() {
            Some(Object::Array(a)) => a.iter().rev().for_each(|o| push(o, stack)),
            Some(_) => stack.push(Step::Reference(*id, parent, page)),
            None => {}
        },
        Some(o) => push(o, stack),
        None => {}
    }
}

/// A structure type, after the role map.
fn role(objects: &Objects, map: Option<&Dictionary>, name: &[u8]) -> StructureRole {
    let mut name = name;
    for _ in 0..8 {
        if let Some(role) = standard(name) {
            return role;
        }
        match map.and_then(|m| objects.name(m, name)) {
            Some(next) => name = next,
            None => break,
        }
    }
    StructureRole::Other
}

fn standard(name: &[u8]) -> Option<StructureRole> {
    use StructureRole as R;
    Some(match name {
        b"Table" => R::Table,
        b"TR" => R::Row,
        b"TH" => R::HeaderCell,
        b"TD" => R::DataCell,
        b"P" => R::Paragraph,
        b"H" | b"Title" => R::Heading(1),
        [b'H', level @ b'1'..=b'9'] => R::Heading(level - b'0'),
        b"L" => R::List,
        b"LI" => R::ListItem,
        b"Figure" | b"Formula" => R::Picture,
        b"Caption" => R::Caption,
        b"Note" | b"FENote" => R::Note,
        b"TOC" | b"TOCI" => R::Contents,
        b"Document" | b"Part" | b"Art" | b"Sect" | b"Div" | b"Span" | b"Link" | b"Lbl"
        | b"LBody" | b"THead" | b"TBody" | b"TFoot" | b"NonStruct" | b"Private" | b"Quote"
        | b"BlockQuote" | b"Index" | b"Reference" | b"BibEntry" | b"Code" | b"Annot" | b"Form"
        | b"Em" | b"Strong" | b"Sub" => R::Other,
        _ => return None,
    })
}

/// RowSpan and ColSpan of a cell.
fn spans(objects: &Objects, cell: &Dictionary) -> (u16, u16) {
    let (mut rows, mut columns) = (1, 1);
    let mut read = |d: &Dictionary| {
        let of = |key: &[u8]| objects.integer(d, key).map(|n| n.clamp(1, 1000) as u16);
        rows = of(b"RowSpan").unwrap_or(rows);
        columns = of(b"ColSpan").unwrap_or(columns);
    };
    let attributes = match cell.get(b"A") {
        Ok(Object::Reference(id)) => objects.read(*id),
        Ok(o) => Some(Cow::Borrowed(o)),
        Err(_) => None,
    };
    match attributes.as_deref() {
        Some(Object::Array(a)) => {
            for o in a {
                match o {
                    Object::Reference(id) => {
                        if let Some(d) = objects.read(*id).as_deref().and_then(as_dict) {
                            read(d);
                        }
                    }
                    o => {
                        if let Some(d) = as_dict(o) {
                            read(d);
                        }
                    }
                }
            }
        }
        Some(o) => {
            if let Some(d) = as_dict(o) {
                read(d);
            }
        }
        None => {}
    }
    (rows, columns)
}
