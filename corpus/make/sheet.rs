//! One page being drawn: text runs and rules, each under its place in the structure tree where the file is tagged.

use super::font::{self, Face};
use lopdf::content::Operation;
use lopdf::{Object, StringFormat, dictionary};

/// A structure element: its type, its parent, and what it marks as (page, marked-content identifier).
pub struct Element {
    pub role: &'static str,
    pub parent: usize,
    pub marks: Vec<(usize, i64)>,
    pub columns: usize,
}

/// The structure tree of a file under way; element 0 is the document.
#[derive(Default)]
pub struct Tree {
    pub tagged: bool,
    pub elements: Vec<Element>,
}

impl Tree {
    /// Adds an element below another, spanning table columns where it is a cell.
    pub fn add(&mut self, role: &'static str, parent: usize, columns: usize) -> usize {
        let marks = Vec::new();
        self.elements.push(Element {
            role,
            parent,
            marks,
            columns,
        });
        self.elements.len() - 1
    }
}

/// A page.
pub struct Sheet {
    pub number: usize,
    pub width: f32,
    pub height: f32,
    pub operations: Vec<Operation>,
    next_mark: i64,
}

impl Sheet {
    pub fn new(number: usize, width: f32, height: f32) -> Self {
        Sheet {
            number,
            width,
            height,
            operations: Vec::new(),
            next_mark: 0,
        }
    }

    fn put(&mut self, operator: &str, operands: Vec<Object>) {
        self.operations.push(Operation::new(operator, operands));
    }

    /// Lines of text from a baseline downwards, all of one element; none is an artifact.
    pub fn text(
        &mut self,
        tree: &mut Tree,
        element: Option<usize>,
        lines: &[(f32, f32, &str)],
        face: Face,
        size: f32,
    ) {
        if tree.tagged {
            match element {
                Some(e) => {
                    let mark = self.next_mark;
                    self.next_mark += 1;
                    tree.elements[e].marks.push((self.number, mark));
                    let role = Object::Name(tree.elements[e].role.into());
                    self.put("BDC", vec![role, dictionary! { "MCID" => mark }.into()]);
                }
                None => self.put("BMC", vec!["Artifact".into()]),
            }
        }
        let name = if face == Face::Bold { "F2" } else { "F1" };
        for &(x, y, line) in lines {
            self.put("BT", vec![]);
            self.put("Tf", vec![name.into(), number(size)]);
            self.put("Td", vec![number(x), number(y)]);
            self.put(
                "Tj",
                vec![Object::String(font::encode(line), StringFormat::Literal)],
            );
            self.put("ET", vec![]);
        }
        if tree.tagged {
            self.put("EMC", vec![]);
        }
    }

    /// A rule, painted as a line or, as word processors do, as a thin filled area.
    pub fn rule(&mut self, tree: &Tree, from: (f32, f32), to: (f32, f32), filled: bool) {
        if tree.tagged {
            self.put("BMC", vec!["Artifact".into()]);
        }
        if filled {
            let (w, h) = ((to.0 - from.0).max(0.5), (to.1 - from.1).max(0.5));
            self.put(
                "re",
                vec![number(from.0), number(from.1), number(w), number(h)],
            );
            self.put("f", vec![]);
        } else {
            self.put("w", vec![number(0.5)]);
            self.put("m", vec![number(from.0), number(from.1)]);
            self.put("l", vec![number(to.0), number(to.1)]);
            self.put("S", vec![]);
        }
        if tree.tagged {
            self.put("EMC", vec![]);
        }
    }

    /// Paints the whole page as one picture.
    pub fn picture(&mut self) {
        self.operations.clear();
        self.put("q", vec![]);
        let (w, h) = (number(self.width), number(self.height));
        self.put("cm", vec![w, 0.into(), 0.into(), h, 0.into(), 0.into()]);
        self.put("Do", vec!["Im1".into()]);
        self.put("Q", vec![]);
    }
}

/// Hundredths of a point are precise enough, and print the same everywhere.
fn number(value: f32) -> Object {
    Object::Real((value * 100.0).round() / 100.0)
}
