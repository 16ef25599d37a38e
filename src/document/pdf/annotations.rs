//! What annotations show on the page: filled form fields, text boxes, stamps.

use super::interpret::Interpreter;
use super::matrix::Matrix;
use super::objects::as_dict;
use super::pages::upright;
use lopdf::{Dictionary, Object};

/// Annotations looked at on one page.
const MOST: usize = 20_000;

impl<'a> Interpreter<'a> {
    /// Runs the appearance of every annotation that is shown.
    pub(super) fn annotations(&mut self, page: &'a Dictionary) {
        let objects = self.objects;
        let Some(list) = objects.array(page, b"Annots") else {
            return;
        };
        for object in list.iter().take(MOST) {
            if let Some(annotation) = as_dict(objects.resolve(object)) {
                self.annotation(annotation);
            }
        }
    }

    fn annotation(&mut self, annotation: &'a Dictionary) {
        let objects = self.objects;
        let flags = objects.integer(annotation, b"F").unwrap_or(0);
        let (hidden, no_view) = (flags & 2 != 0, flags & 32 != 0);
        if hidden
            || no_view
            || objects.name(annotation, b"Subtype") == Some(b"Popup")
            || self.file.kept.optional.is_off(objects, annotation)
        {
            return;
        }
        let Some(appearance) = objects.dict(annotation, b"AP") else {
            self.without_appearance(annotation);
            return;
        };
        let normal = match appearance.get(b"N") {
            Ok(o) => o,
            Err(_) => return,
        };
        // A field with several states names the one it is in.
        let normal = match objects.resolve(normal) {
            Object::Dictionary(states) => match objects
                .name(annotation, b"AS")
                .and_then(|state| states.get(state).ok())
            {
                Some(o) => o,
                None => return,
            },
            _ => normal,
        };
        let Object::Stream(stream) = objects.resolve(normal) else {
            return;
        };
        let (Some(rect), Some(bbox)) = (
            objects.numbers::<4>(annotation, b"Rect").map(upright),
            objects.numbers::<4>(&stream.dict, b"BBox"),
        ) else {
            return;
        };
        let matrix = objects
            .numbers::<6>(&stream.dict, b"Matrix")
            .map_or(Matrix::IDENTITY, |[a, b, c, d, e, f]| {
                Matrix::new(a, b, c, d, e, f)
            });
        let drawn = matrix.rect(bbox);
        let scale = |to: f32, from: f32| if from > 0.0 { to / from } else { 1.0 };
        let (sx, sy) = (
            scale(rect[2] - rect[0], drawn.width()),
            scale(rect[3] - rect[1], drawn.height()),
        );
        let place = Matrix::new(
            sx,
            0.0,
            0.0,
            sy,
            rect[0] - drawn.x0 * sx,
            rect[1] - drawn.y0 * sy,
        );
        let before = self.state;
        self.state.ctm = place.then(&before.ctm);
        self.words.finish();
        self.form(normal.as_reference().ok(), stream, None);
        self.words.finish();
        self.state = before;
    }

    /// A filled field or a text box that only programs which draw it themselves can show.
    fn without_appearance(&mut self, annotation: &'a Dictionary) {
        let objects = self.objects;
        let parent = objects.dict(annotation, b"Parent");
        let entry = |key: &[u8]| match objects.entry(annotation, key) {
            Object::Null => parent.map_or(&Object::Null, |p| objects.entry(p, key)),
            own => own,
        };
        let filled = |o: &Object| matches!(o, Object::String(s, _) if s.iter().any(|b| !b.is_ascii_whitespace()));
        match objects.name(annotation, b"Subtype") {
            Some(b"Widget")
                if matches!(entry(b"FT"), Object::Name(n) if n == b"Tx" || n == b"Ch")
                    && filled(entry(b"V")) =>
            {
                self.trouble("not fully read: a form field is filled in, but not drawn");
            }
            Some(b"FreeText") if filled(entry(b"Contents")) => {
                self.trouble("not fully read: a text box is filled in, but not drawn");
            }
            _ => {}
        }
    }
}
