//! Where a page, as it is read and shown, lies in the file's own coordinates: what has to be known to draw on it.

use super::Pdf;
use super::matrix::Matrix;
use super::objects::as_dict;
use crate::document::Rect;
use lopdf::ObjectId;

/// A page's object, and the map from boxes of the page as read to boxes in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// The page's object.
    pub id: ObjectId,
    to_file: Matrix,
}

impl Placement {
    /// A box of the page as read, in the file's own coordinates: left, bottom, right, top.
    pub fn rect(&self, shown: Rect) -> [f32; 4] {
        let r = self.to_file.rect([shown.x0, shown.y0, shown.x1, shown.y1]);
        [r.x0, r.y0, r.x1, r.y1]
    }

    /// The directions in which text runs and lines rise on the page as read, as the first four numbers of a matrix
    /// without its scale.
    pub fn axes(&self) -> [f32; 4] {
        let m = self.to_file;
        let length = |x: f32, y: f32| (x * x + y * y).sqrt().max(1e-6);
        let (along, up) = (length(m.a, m.b), length(m.c, m.d));
        [m.a / along, m.b / along, m.c / up, m.d / up]
    }
}

impl Pdf {
    /// Where a page, from 0, lies; `turned` is how often it was turned to be read.
    pub fn placement(&self, index: usize, turned: u8) -> Option<Placement> {
        let leaf = self.file.kept.tree.pages.get(index)?;
        let dict = self.file.objects.get(leaf.id).and_then(as_dict)?;
        let unit = self.file.objects.number(dict, b"UserUnit").unwrap_or(1.0);
        let (view, width, height) = leaf.view(unit);
        let turn = match turned {
            1 => Matrix::new(0.0, -1.0, 1.0, 0.0, 0.0, width),
            2 => Matrix::new(-1.0, 0.0, 0.0, -1.0, width, height),
            3 => Matrix::new(0.0, 1.0, -1.0, 0.0, height, 0.0),
            _ => Matrix::IDENTITY,
        };
        Some(Placement {
            id: leaf.id,
            to_file: view.then(&turn).inverse()?,
        })
    }
}
