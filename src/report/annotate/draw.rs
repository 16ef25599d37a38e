//! Marks as annotations: real ones, with author and subject, that readers show, answer and delete, each with its own
//! appearance so that every viewer draws the same.

use super::marks::{Kind, Mark};
use crate::document::Rect;
use crate::document::pdf::Placement;
use crate::finding::Level;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use std::collections::HashMap;
use std::fmt::Write;

/// Side of a tick, in points.
const TICK: f32 = 6.5;
/// Room between a figure and its box.
const ROOM: f32 = 1.5;
/// Size of a comment's window.
const WINDOW: (f32, f32) = (220.0, 120.0);
/// Annotation flag 3 (ISO 32000-1, 12.5.3): print it with the page.
const PRINT: i64 = 4;

/// Red, green and blue from 0 to 1.
fn colour(kind: Kind) -> [f32; 3] {
    match kind {
        Kind::NotTested => [0.45, 0.45, 0.45],
        Kind::Agrees => [0.05, 0.5, 0.2],
        Kind::Rounding => [0.72, 0.45, 0.0],
        Kind::Accepted => [0.3, 0.35, 0.5],
        Kind::Finding(Level::Error) => [0.8, 0.08, 0.08],
        Kind::Finding(Level::Warning) => [0.85, 0.45, 0.0],
        Kind::Finding(Level::Note) => [0.1, 0.35, 0.7],
    }
}

/// The shape beside a figure, in a square of ten units: they differ in form, not only in colour.
fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Rounding => "0.8 3.2 m 2.8 7.6 5.6 0.6 9.2 5.4 c S",
        Kind::NotTested => {
            "5 7.6 m 6.4 7.6 7.6 6.4 7.6 5 c 7.6 3.6 6.4 2.4 5 2.4 c 3.6 2.4 2.4 3.6 2.4 5 c 2.4 6.4 3.6 7.6 5 7.6 c s"
        }
        _ => "1 5 m 4 1.6 l 9.2 9 l S",
    }
}

fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|v| Object::Real(*v)).collect())
}

/// Makes the annotations of a document; equal appearances are written once.
#[derive(Default)]
pub(super) struct Pen {
    shapes: HashMap<(Kind, [i8; 4]), ObjectId>,
}

impl Pen {
    /// Adds a mark's annotation, and a window for a finding's comment.
    pub(super) fn draw(
        &mut self,
        document: &mut Document,
        mark: &Mark,
        at: &Placement,
    ) -> Vec<ObjectId> {
        let boxed = matches!(mark.kind, Kind::Finding(_) | Kind::Accepted);
        let b = mark.bbox;
        let shown = if boxed {
            Rect {
                x0: b.x0 - ROOM,
                y0: b.y0 - ROOM,
                x1: b.x1 + ROOM,
                y1: b.y1 + ROOM,
            }
        } else {
            // Beside the figure's last digit, at the height of small letters.
            Rect {
                x0: b.x1 + 0.3,
                y0: b.y0 + 1.0,
                x1: b.x1 + 0.3 + TICK,
                y1: b.y0 + 1.0 + TICK,
            }
        };
        let rect = at.rect(shown);
        let appearance = if boxed {
            document.add_object(frame(mark.kind, rect))
        } else {
            self.shape(document, mark.kind, at.axes())
        };
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => if boxed { "Square" } else { "Stamp" },
            "Rect" => numbers(&rect),
            "Contents" => text_string(&mark.text),
            "T" => text_string("Crossfoot"),
            "Subj" => text_string(&mark.subject),
            "NM" => text_string(&mark.name),
            "F" => PRINT,
            "C" => numbers(&colour(mark.kind)),
            "AP" => dictionary! { "N" => Object::Reference(appearance) },
        };
        if !boxed {
            let id = document.add_object(annotation);
            return vec![id];
        }
        annotation.set("BS", dictionary! { "W" => Object::Real(1.2) });
        let id = document.add_object(Object::Null);
        let window = [
            rect[2] + 4.0,
            rect[3] - WINDOW.1,
            rect[2] + 4.0 + WINDOW.0,
            rect[3],
        ];
        let popup = document.add_object(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Popup",
            "Rect" => numbers(&window),
            "Parent" => Object::Reference(id),
            "Open" => false,
        });
        annotation.set("Popup", Object::Reference(popup));
        document.set_object(id, annotation);
        vec![id, popup]
    }

    fn shape(&mut self, document: &mut Document, kind: Kind, axes: [f32; 4]) -> ObjectId {
        let turned = axes.map(|v| v.round() as i8);
        *self.shapes.entry((kind, turned)).or_insert_with(|| {
            let [r, g, b] = colour(kind);
            let content = format!("{r} {g} {b} RG 1.4 w 1 J 1 j {}", shape(kind));
            let mut dict = form([0.0, 0.0, 10.0, 10.0]);
            let [a, b, c, d] = turned.map(f32::from);
            dict.set("Matrix", numbers(&[a, b, c, d, 0.0, 0.0]));
            document.add_object(Stream::new(dict, content.into_bytes()))
        })
    }
}

fn form(bbox: [f32; 4]) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(&bbox),
        "Resources" => Dictionary::new(),
    }
}

/// A box around a figure.
fn frame(kind: Kind, rect: [f32; 4]) -> Stream {
    let [r, g, b] = colour(kind);
    let (w, h) = (rect[2] - rect[0], rect[3] - rect[1]);
    let mut content = format!("{r} {g} {b} RG 1.2 w ");
    if kind == Kind::Accepted {
        content.push_str("[3 2] 0 d ");
    }
    let _ = write!(content, "0.6 0.6 {} {} re S", w - 1.2, h - 1.2);
    Stream::new(form([0.0, 0.0, w, h]), content.into_bytes())
}
