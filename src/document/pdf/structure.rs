//! The structure tree of a tagged file, walked once and kept small: what each page holds of it, in reading order.

use super::elements::{Elements, Kid, Kind};
use super::limits;
use super::objects::Objects;
use crate::document::{StructureNode, StructureRole};
use lopdf::ObjectId;
use std::collections::HashMap;
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

/// Object numbers met so far: a bit for each.
#[derive(Default)]
struct Numbers(Vec<u64>);

impl Numbers {
    /// Adds a number; false when it is there already, or is higher than any object's.
    fn insert(&mut self, number: u32) -> bool {
        let (word, bit) = ((number / 64) as usize, 1u64 << (number % 64));
        if word >= limits::STRUCTURE / 64 {
            return false;
        }
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        match self.0.get_mut(word) {
            Some(w) if *w & bit == 0 => {
                *w |= bit;
                true
            }
            _ => false,
        }
    }
}

/// What is still to be visited.
enum Step {
    /// Something below an element, with the page it inherits.
    Kid(Kid, u32, u32),
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
        let elements = Elements::new(objects, root);
        let until = Instant::now() + limits::PAGE_TIME;
        let mut seen = Numbers::default();
        let mut stack: Vec<Step> = Vec::new();
        push(&mut elements.roots(root), NONE, NONE, &mut stack);
        let mut kids = Vec::new();
        // Elements of one page follow each other: the last answer is mostly the next one.
        let mut nearest = ((0, 0), NONE);
        while let Some(step) = stack.pop() {
            if out.nodes.len() + out.content.len() > limits::STRUCTURE
                || stack.len() > limits::STRUCTURE
                || (out.nodes.len() % 1024 == 1023 && Instant::now() > until)
            {
                out.cut = true;
                stack.push(step);
                break;
            }
            let (kid, parent, page) = match step {
                Step::End(node) => {
                    out.end(node);
                    continue;
                }
                Step::Kid(kid, parent, page) => (kid, parent, page),
            };
            kids.clear();
            let element = match kid {
                Kid::Content(mcid) => {
                    out.content(page, parent, mcid);
                    continue;
                }
                Kid::Written(written) => {
                    let (element, own) = *written;
                    kids = own;
                    element
                }
                Kid::Reference(id) => {
                    if !seen.insert(id.0) {
                        continue;
                    }
                    match elements.read(id, &mut kids) {
                        Some(element) => element,
                        None => {
                            let mut kids = elements.list(id).unwrap_or_default();
                            push(&mut kids, parent, page, &mut stack);
                            continue;
                        }
                    }
                }
            };
            let page = match element.page {
                Some(id) if id == nearest.0 => nearest.1,
                Some(id) => {
                    nearest = (id, pages.get(&id).copied().unwrap_or(NONE));
                    nearest.1
                }
                None => page,
            };
            let role = match element.kind {
                Kind::Foreign => continue,
                Kind::Content(mcid) => {
                    out.content(page, parent, mcid);
                    continue;
                }
                Kind::Element(role) => role,
            };
            let node = out.nodes.len() as u32;
            out.nodes.push(Node {
                role,
                parent,
                end: node + 1,
                row_span: element.row_span,
                column_span: element.column_span,
                filled: false,
            });
            stack.push(Step::End(node));
            push(&mut kids, node, page, &mut stack);
        }
        // What a bound left open ends with the last element.
        for step in stack {
            if let Step::End(node) = step {
                out.end(node);
            }
        }
        // Mostly the tree goes through the pages in order, and a sort needs room.
        if !out.content.is_sorted_by_key(|c| c.0) {
            out.content.sort_by_key(|c| c.0);
        }
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
        let mut filled: Vec<u32> = content.iter().map(|(_, node, _)| *node).collect();
        filled.sort_unstable();
        filled.dedup();
        // In reading order what is above an element but not above the one before it comes between the two.
        let mut wanted: Vec<u32> = Vec::with_capacity(filled.len() * 2);
        let mut above: Vec<u32> = Vec::new();
        for mut node in filled {
            while let Some(last) = above.last()
                && self.nodes.get(*last as usize).is_none_or(|n| n.end <= node)
            {
                above.pop();
            }
            let known = above.len();
            while node != NONE && known.checked_sub(1).map(|i| above[i]) != Some(node) {
                above.push(node);
                node = self.nodes.get(node as usize).map_or(NONE, |n| n.parent);
            }
            above[known..].reverse();
            wanted.extend_from_slice(&above[known..]);
        }
        let seen = |node: u32| wanted.binary_search(&node).is_ok();
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
                    if !seen(cell) && !self.has_content(cell, c.end) {
                        empty.push(cell);
                    }
                    cell = c.end.max(cell + 1);
                }
            }
        }
        wanted.append(&mut empty);
        wanted.sort_unstable();
        let place = |node: u32| wanted.binary_search(&node).ok();
        let mut out: Vec<StructureNode> = Vec::with_capacity(wanted.len());
        out.extend(wanted.iter().enumerate().filter_map(|(i, &element)| {
            let n = self.nodes.get(element as usize)?;
            Some(StructureNode {
                role: n.role,
                parent: place(n.parent).unwrap_or(i) as u32,
                mcids: Vec::new(),
                row_span: n.row_span,
                column_span: n.column_span,
                element,
            })
        }));
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

/// What stands first is visited first.
fn push(kids: &mut Vec<Kid>, parent: u32, page: u32, stack: &mut Vec<Step>) {
    stack.extend(kids.drain(..).rev().map(|kid| Step::Kid(kid, parent, page)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_new_once_and_one_beyond_all_objects_never() {
        let mut seen = Numbers::default();
        assert!(seen.insert(64) && seen.insert(0) && seen.insert(63));
        assert!(!seen.insert(64));
        assert!(!seen.insert(u32::MAX));
    }

    proptest::proptest! {
        #[test]
        fn a_page_shows_its_elements_and_all_above_them_in_reading_order(
            steps in proptest::collection::vec((0usize..4, 0u32..3), 1..60)
        ) {
            // Each step goes up so many levels and opens an element there, with content on one of three pages.
            let mut structure = Structure::default();
            let mut open: Vec<u32> = Vec::new();
            for (up, page) in steps {
                for _ in 0..up.min(open.len()) {
                    structure.end(open.pop().unwrap_or(NONE));
                }
                let node = structure.nodes.len() as u32;
                structure.nodes.push(Node {
                    role: StructureRole::Other,
                    parent: open.last().copied().unwrap_or(NONE),
                    end: node + 1,
                    row_span: 1,
                    column_span: 1,
                    filled: false,
                });
                open.push(node);
                structure.content(page, node, 0);
            }
            while let Some(node) = open.pop() {
                structure.end(node);
            }
            structure.content.sort_by_key(|c| c.0);
            for page in 0..3 {
                let mut wanted = std::collections::BTreeSet::new();
                for (_, node, _) in structure.content.iter().filter(|c| c.0 == page) {
                    let mut node = *node;
                    while node != NONE && wanted.insert(node) {
                        node = structure.nodes[node as usize].parent;
                    }
                }
                let shown = structure.page(page);
                proptest::prop_assert!(shown.iter().map(|n| n.element).eq(wanted));
            }
        }
    }

    #[test]
    fn only_the_elements_of_a_page_and_empty_cells_of_its_rows_are_given() {
        let node = |role, parent, end, filled| Node {
            role,
            parent,
            end,
            row_span: 1,
            column_span: 1,
            filled,
        };
        use StructureRole as R;
        let structure = Structure {
            nodes: vec![
                node(R::Table, NONE, 7, false),
                node(R::Row, 0, 4, false),
                node(R::DataCell, 1, 3, true),
                node(R::DataCell, 1, 4, false),
                node(R::Row, 0, 7, false),
                node(R::DataCell, 4, 6, true),
                node(R::DataCell, 4, 7, true),
            ],
            content: vec![(0, 2, 0), (1, 5, 0), (1, 6, 1)],
            cut: false,
        };
        let elements =
            |page| -> Vec<u32> { structure.page(page).iter().map(|n| n.element).collect() };
        assert_eq!(elements(0), [0, 1, 2, 3]);
        assert_eq!(elements(1), [0, 4, 5, 6]);
        assert!(elements(2).is_empty());
    }
}
