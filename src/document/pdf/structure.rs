//! The structure tree of a tagged file, kept small: what each page holds of it, in reading order.

use crate::document::{StructureNode, StructureRole};

/// The whole tree.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// Elements in reading order; a parent comes before its children.
    nodes: Vec<Node>,
    /// The few elements that cover more than one row or column, and how many of each, in reading order.
    spans: Vec<(u32, (u16, u16))>,
    /// Element and identifier of every piece of marked content, by page and then in reading order.
    content: Vec<(u32, i32)>,
    /// Each page with content, in order, and how many pieces stand on it and on all pages before it.
    pages: Vec<(u32, u32)>,
    /// A bound was met: the tree is not whole.
    pub cut: bool,
}

/// An element. A long file has more of them, and of pieces of content, than of anything else.
#[derive(Debug, Clone, Copy)]
struct Node {
    parent: u32,
    /// One past the last element below it.
    end: u32,
    role: StructureRole,
    /// Has content of its own.
    filled: bool,
}

/// What stands for the parent of an element that has none, and for no page.
pub(super) const NONE: u32 = u32::MAX;

/// A tree while it is walked.
#[derive(Debug, Default)]
pub(super) struct Growing {
    nodes: Vec<Node>,
    spans: Vec<(u32, (u16, u16))>,
    /// Page, element and identifier of every piece of marked content.
    content: Vec<(u32, u32, i32)>,
}

impl Growing {
    /// How many elements there are, and how many pieces of content.
    pub(super) fn len(&self) -> (usize, usize) {
        (self.nodes.len(), self.content.len())
    }

    /// Begins an element that covers so many rows and columns, and tells its number.
    pub(super) fn begin(&mut self, role: StructureRole, parent: u32, spans: (u16, u16)) -> u32 {
        let node = self.nodes.len() as u32;
        self.nodes.push(Node {
            parent,
            end: node + 1,
            role,
            filled: false,
        });
        if spans != (1, 1) {
            self.spans.push((node, spans));
        }
        node
    }

    /// Ends an element: all that began since is below it.
    pub(super) fn end(&mut self, node: u32) {
        let end = self.nodes.len() as u32;
        if let Some(n) = self.nodes.get_mut(node as usize) {
            n.end = end;
        }
    }

    /// Adds a piece of content to an element.
    pub(super) fn content(&mut self, page: u32, node: u32, mcid: i64) {
        if let (Ok(mcid), Some(n)) = (i32::try_from(mcid), self.nodes.get_mut(node as usize))
            && page != NONE
        {
            n.filled = true;
            self.content.push((page, node, mcid));
        }
    }

    /// The tree, in no more room than it needs.
    pub(super) fn finish(mut self, cut: bool) -> Structure {
        // Mostly the tree goes through the pages in order, and a sort needs room.
        if !self.content.is_sorted_by_key(|c| c.0) {
            self.content.sort_by_key(|c| c.0);
        }
        let mut pages: Vec<(u32, u32)> = Vec::new();
        let mut content = Vec::with_capacity(self.content.len());
        for (page, node, mcid) in self.content {
            content.push((node, mcid));
            let until = content.len() as u32;
            match pages.last_mut() {
                Some(last) if last.0 == page => last.1 = until,
                _ => pages.push((page, until)),
            }
        }
        self.nodes.shrink_to_fit();
        self.spans.shrink_to_fit();
        Structure {
            nodes: self.nodes,
            spans: self.spans,
            content,
            pages,
            cut,
        }
    }
}

impl Structure {
    /// The part of the tree that a page shows: elements with content there, those above them, and the empty cells of
    /// the rows among them.
    pub(super) fn page(&self, page: u32) -> Vec<StructureNode> {
        let content = self.content_of(page);
        let mut filled: Vec<u32> = content.iter().map(|(node, _)| *node).collect();
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
            let (row_span, column_span) = self.spans_of(element);
            Some(StructureNode {
                role: n.role,
                parent: place(n.parent).unwrap_or(i) as u32,
                mcids: Vec::new(),
                row_span,
                column_span,
                element,
            })
        }));
        for (node, mcid) in content {
            if let Some(n) = place(*node).and_then(|i| out.get_mut(i)) {
                n.mcids.push(*mcid);
            }
        }
        out
    }

    /// The pieces of content of a page.
    fn content_of(&self, page: u32) -> &[(u32, i32)] {
        let Ok(at) = self.pages.binary_search_by_key(&page, |p| p.0) else {
            return &[];
        };
        let until = |at: usize| self.pages.get(at).map_or(0, |p| p.1 as usize);
        let before = at.checked_sub(1).map_or(0, until);
        self.content.get(before..until(at)).unwrap_or(&[])
    }

    /// How many rows and columns an element covers.
    fn spans_of(&self, element: u32) -> (u16, u16) {
        let known = self.spans.binary_search_by_key(&element, |s| s.0).ok();
        known
            .and_then(|i| self.spans.get(i))
            .map_or((1, 1), |s| s.1)
    }

    /// Whether any of these elements has content, on whatever page.
    fn has_content(&self, from: u32, to: u32) -> bool {
        self.nodes
            .get(from as usize..to as usize)
            .is_some_and(|nodes| nodes.iter().any(|n| n.filled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_page_shows_its_elements_and_all_above_them_in_reading_order(
            steps in proptest::collection::vec((0usize..4, 0u32..3), 1..60)
        ) {
            // Each step goes up so many levels and opens an element there, with content on one of three pages.
            let mut growing = Growing::default();
            let (mut open, mut content): (Vec<u32>, Vec<(u32, u32)>) = Default::default();
            for (up, page) in steps {
                for _ in 0..up.min(open.len()) {
                    growing.end(open.pop().unwrap_or(NONE));
                }
                let parent = open.last().copied().unwrap_or(NONE);
                let node = growing.begin(StructureRole::Other, parent, (1, 1));
                open.push(node);
                growing.content(page, node, 0);
                content.push((page, node));
            }
            while let Some(node) = open.pop() {
                growing.end(node);
            }
            let structure = growing.finish(false);
            for page in 0..3 {
                let mut wanted = std::collections::BTreeSet::new();
                for (_, node) in content.iter().filter(|c| c.0 == page) {
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
        use StructureRole as R;
        let mut growing = Growing::default();
        let table = growing.begin(R::Table, NONE, (1, 1));
        for (page, cells) in [(0, [Some(0), None]), (1, [Some(0), Some(1)])] {
            let row = growing.begin(R::Row, table, (1, 1));
            for mcid in cells {
                let cell = growing.begin(R::DataCell, row, (1, 2));
                mcid.into_iter()
                    .for_each(|mcid| growing.content(page, cell, mcid));
                growing.end(cell);
            }
            growing.end(row);
        }
        growing.end(table);
        let structure = growing.finish(false);
        let elements =
            |page| -> Vec<u32> { structure.page(page).iter().map(|n| n.element).collect() };
        assert_eq!(elements(0), [0, 1, 2, 3]);
        assert_eq!(elements(1), [0, 4, 5, 6]);
        assert!(elements(2).is_empty());
        let spans = structure
            .page(0)
            .into_iter()
            .map(|n| (n.row_span, n.column_span));
        assert!(spans.eq([(1, 1), (1, 1), (1, 2), (1, 2)]));
    }
}
