//! Painted paths to strokes: lines, edges of rectangles, thin filled rectangles, edges of shaded areas.

use super::limits;
use super::matrix::intersect;
use crate::document::{Painted, Rect, Stroke};

/// Thicker than this a filled rectangle is an area with edges; thinner it is a line.
const THIN: f32 = 3.0;
/// How far a line may lean and still be horizontal or vertical, in points.
const LEAN: f32 = 0.75;

/// A path under construction, in page coordinates.
#[derive(Default)]
pub(super) struct Path {
    points: Vec<(f32, f32)>,
    /// Where each sub-path starts, and whether it is straight all over.
    starts: Vec<(usize, bool)>,
    full: bool,
}

impl Path {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.starts.clear();
    }

    pub(super) fn move_to(&mut self, p: (f32, f32)) {
        if self.points.len() >= limits::PATH_POINTS {
            self.full = true;
            return;
        }
        self.starts.push((self.points.len(), true));
        self.points.push(p);
    }

    pub(super) fn line_to(&mut self, p: (f32, f32)) {
        if self.starts.is_empty() {
            return self.move_to(p);
        }
        if self.points.len() >= limits::PATH_POINTS {
            self.full = true;
            return;
        }
        self.points.push(p);
    }

    pub(super) fn curve_to(&mut self, p: (f32, f32)) {
        self.line_to(p);
        if let Some(last) = self.starts.last_mut() {
            last.1 = false;
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(&(start, _)) = self.starts.last()
            && let Some(&p) = self.points.get(start)
            && self.points.last() != Some(&p)
        {
            self.line_to(p);
        }
    }

    /// More points were drawn than are kept.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// How many of its parts have curved edges.
    pub(super) fn curved(&self) -> usize {
        self.starts.iter().filter(|(_, straight)| !straight).count()
    }

    /// The box of all points.
    pub(super) fn bounds(&self) -> Option<Rect> {
        bounds(&self.points)
    }

    fn parts(&self) -> impl Iterator<Item = (&[(f32, f32)], bool)> {
        self.starts
            .iter()
            .enumerate()
            .map(|(i, &(start, straight))| {
                let end = self
                    .starts
                    .get(i + 1)
                    .map_or(self.points.len(), |next| next.0);
                (self.points.get(start..end).unwrap_or(&[]), straight)
            })
    }

    /// The lines of a stroked path.
    pub(super) fn stroke(&self, width: f32, clip: Rect, out: &mut Vec<Stroke>) {
        let half = (width / 2.0).clamp(0.0, 20.0);
        for (points, _) in self.parts() {
            for pair in points.windows(2) {
                if let [a, b] = pair {
                    line(*a, *b, half, clip, out);
                }
            }
        }
    }

    /// The lines and edges of a filled path. A filled area as large as the page is its background.
    pub(super) fn fill(&self, page: Rect, clip: Rect, edges: Painted, out: &mut Vec<Stroke>) {
        for (points, straight) in self.parts() {
            let Some(b) = bounds(points) else { continue };
            if b.width() <= THIN || b.height() <= THIN {
                if straight && b.width().max(b.height()) > 0.0 {
                    push(b, b.width() >= b.height(), Painted::Line, clip, out);
                }
                continue;
            }
            let seen = intersect(b, intersect(clip, page));
            if seen.width() > 0.97 * page.width() && seen.height() > 0.97 * page.height() {
                continue;
            }
            if !straight || !is_rectilinear(points) {
                continue;
            }
            let closing = points
                .last()
                .copied()
                .into_iter()
                .chain(points.iter().copied());
            for (p, q) in closing.zip(points.iter().copied()) {
                if (p.0 - q.0).abs() + (p.1 - q.1).abs() > THIN {
                    let edge = Rect {
                        x0: p.0.min(q.0),
                        y0: p.1.min(q.1),
                        x1: p.0.max(q.0),
                        y1: p.1.max(q.1),
                    };
                    push(edge, edge.width() >= edge.height(), edges, clip, out);
                }
            }
        }
    }
}

/// A picture drawn so thin that it is a line.
pub(super) fn thin_picture(b: Rect, clip: Rect, out: &mut Vec<Stroke>) -> bool {
    let thin = b.width().min(b.height()) <= THIN && b.width().max(b.height()) > 4.0 * THIN;
    if thin {
        push(b, b.width() >= b.height(), Painted::Line, clip, out);
    }
    thin
}

fn line(p: (f32, f32), q: (f32, f32), half: f32, clip: Rect, out: &mut Vec<Stroke>) {
    let (dx, dy) = ((p.0 - q.0).abs(), (p.1 - q.1).abs());
    if dx.min(dy) > LEAN || dx.max(dy) <= dx.min(dy) * 8.0 {
        return;
    }
    let horizontal = dx >= dy;
    let (gx, gy) = if horizontal { (0.0, half) } else { (half, 0.0) };
    let b = Rect {
        x0: p.0.min(q.0) - gx,
        y0: p.1.min(q.1) - gy,
        x1: p.0.max(q.0) + gx,
        y1: p.1.max(q.1) + gy,
    };
    push(b, horizontal, Painted::Line, clip, out);
}

fn push(b: Rect, horizontal: bool, painted: Painted, clip: Rect, out: &mut Vec<Stroke>) {
    let seen = intersect(b, clip);
    // The edge of a clip cuts half of a line's width; its middle must be inside.
    let (mx, my) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    let inside = if horizontal {
        my >= clip.y0 - LEAN && my <= clip.y1 + LEAN && seen.width() > 0.0
    } else {
        mx >= clip.x0 - LEAN && mx <= clip.x1 + LEAN && seen.height() > 0.0
    };
    if !inside || out.len() > limits::STROKES {
        return;
    }
    let bbox = if horizontal {
        Rect {
            x0: seen.x0,
            x1: seen.x1,
            ..b
        }
    } else {
        Rect {
            y0: seen.y0,
            y1: seen.y1,
            ..b
        }
    };
    out.push(Stroke {
        bbox,
        horizontal,
        painted,
    });
}

fn is_rectilinear(points: &[(f32, f32)]) -> bool {
    points.len() >= 4
        && points.len() <= 64
        && points
            .iter()
            .zip(points.iter().skip(1))
            .all(|(p, q)| (p.0 - q.0).abs().min((p.1 - q.1).abs()) <= LEAN)
}

fn bounds(points: &[(f32, f32)]) -> Option<Rect> {
    let &(x, y) = points.first()?;
    let mut b = Rect {
        x0: x,
        y0: y,
        x1: x,
        y1: y,
    };
    for &(x, y) in points {
        b.x0 = b.x0.min(x);
        b.y0 = b.y0.min(y);
        b.x1 = b.x1.max(x);
        b.y1 = b.y1.max(y);
    }
    Some(b)
}
