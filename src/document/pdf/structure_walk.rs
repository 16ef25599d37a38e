//! The walk through a structure tree, from its root down, in reading order.

use super::elements::{Elements, Kid, Kind};
use super::limits;
use super::objects::Objects;
use super::structure::{Growing, NONE, Structure};
use lopdf::ObjectId;
use std::collections::HashMap;
use std::time::Instant;

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

/// Walks the tree below the catalog's StructTreeRoot; `pages` tells the index of a page by its number.
pub(super) fn walk(objects: &Objects, pages: &HashMap<ObjectId, u32>) -> Structure {
    let mut out = Growing::default();
    let Some(root) = objects
        .dict(objects.trailer(), b"Root")
        .and_then(|c| objects.dict(c, b"StructTreeRoot"))
    else {
        return out.finish(false);
    };
    let elements = Elements::new(objects, root);
    let until = Instant::now() + limits::PAGE_TIME;
    let mut seen = Numbers::default();
    let mut stack: Vec<Step> = Vec::new();
    let mut cut = false;
    push(&mut elements.roots(root), NONE, NONE, &mut stack);
    let mut kids = Vec::new();
    // Elements of one page follow each other: the last answer is mostly the next one.
    let mut nearest = ((0, 0), NONE);
    while let Some(step) = stack.pop() {
        let (known, pieces) = out.len();
        if known + pieces > limits::STRUCTURE
            || stack.len() > limits::STRUCTURE
            || (known % 1024 == 1023 && Instant::now() > until)
        {
            cut = true;
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
        let node = out.begin(role, parent, (element.row_span, element.column_span));
        stack.push(Step::End(node));
        push(&mut kids, node, page, &mut stack);
    }
    // What a bound left open ends with the last element.
    for step in stack {
        if let Step::End(node) = step {
            out.end(node);
        }
    }
    out.finish(cut)
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
}
