//! Affine maps as PDF writes them, and the boxes they move.

use crate::document::Rect;

/// `[a b c d e f]`: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    pub a: f32,
    pub b: f32,
    pub c: f32,
    pub d: f32,
    pub e: f32,
    pub f: f32,
}

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    pub(super) const fn new(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32) -> Matrix {
        Matrix { a, b, c, d, e, f }
    }

    /// This map first, then `next`.
    #[inline]
    pub(super) fn then(&self, next: &Matrix) -> Matrix {
        Matrix {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    /// The way back; none for a map that flattens the page.
    pub(super) fn inverse(&self) -> Option<Matrix> {
        let determinant = self.a * self.d - self.b * self.c;
        if !determinant.is_finite() || determinant.abs() < 1e-9 {
            return None;
        }
        let turn = Matrix::new(
            self.d / determinant,
            -self.b / determinant,
            -self.c / determinant,
            self.a / determinant,
            0.0,
            0.0,
        );
        let (e, f) = turn.point(self.e, self.f);
        Some(Matrix {
            e: -e,
            f: -f,
            ..turn
        })
    }

    /// A point.
    #[inline]
    pub(super) fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (
            self.a * x + self.c * y + self.e,
            self.b * x + self.d * y + self.f,
        )
    }

    /// The box around a moved rectangle.
    pub(super) fn rect(&self, r: [f32; 4]) -> Rect {
        let corners = [
            self.point(r[0], r[1]),
            self.point(r[2], r[1]),
            self.point(r[2], r[3]),
            self.point(r[0], r[3]),
        ];
        let mut out = Rect {
            x0: f32::INFINITY,
            y0: f32::INFINITY,
            x1: f32::NEG_INFINITY,
            y1: f32::NEG_INFINITY,
        };
        for (x, y) in corners {
            out.x0 = out.x0.min(x);
            out.y0 = out.y0.min(y);
            out.x1 = out.x1.max(x);
            out.y1 = out.y1.max(y);
        }
        out
    }
}

/// The common part of two boxes; turned inside out (negative size) when there is none.
#[inline]
pub(super) fn intersect(a: Rect, b: Rect) -> Rect {
    Rect {
        x0: a.x0.max(b.x0),
        y0: a.y0.max(b.y0),
        x1: a.x1.min(b.x1),
        y1: a.y1.min(b.y1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_applied_in_the_order_written() {
        let scale = Matrix::new(2.0, 0.0, 0.0, 2.0, 0.0, 0.0);
        let shift = Matrix::new(1.0, 0.0, 0.0, 1.0, 10.0, 5.0);
        assert_eq!(scale.then(&shift).point(3.0, 4.0), (16.0, 13.0));
        assert_eq!(shift.then(&scale).point(3.0, 4.0), (26.0, 18.0));
    }

    #[test]
    fn the_way_back_leads_back() {
        let there = Matrix::new(0.0, -2.0, 2.0, 0.0, 30.0, 595.0);
        let back = there.inverse().expect("it turns and scales");
        let (x, y) = there.point(12.0, 34.0);
        assert_eq!(back.point(x, y), (12.0, 34.0));
        assert_eq!(Matrix::new(1.0, 1.0, 1.0, 1.0, 0.0, 0.0).inverse(), None);
    }

    #[test]
    fn a_turned_rectangle_keeps_its_corners_in_order() {
        let quarter = Matrix::new(0.0, 1.0, -1.0, 0.0, 0.0, 0.0);
        let r = quarter.rect([1.0, 2.0, 3.0, 6.0]);
        let expected = Rect {
            x0: -6.0,
            y0: 1.0,
            x1: -2.0,
            y1: 3.0,
        };
        assert_eq!(r, expected);
    }
}
