//! The pieces of a block's text.

use crate::document::Place;
use std::fmt;
use std::ops::Deref;

/// A piece of a block's text and where it was read: one source line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// First byte in the block's text.
    pub start: u32,
    /// Page, line and box.
    pub place: Place,
}

/// The pieces of a text, in order. Most blocks of a report are one line: a single piece lies in the value itself, and
/// only several take memory of their own.
pub struct Pieces(Kept);

enum Kept {
    One(Piece),
    Several(Vec<Piece>),
}

impl Pieces {
    /// A text that was read at one place.
    pub fn of(place: Place) -> Pieces {
        Piece { start: 0, place }.into()
    }

    /// Adds a piece behind the others.
    pub fn push(&mut self, piece: Piece) {
        match &mut self.0 {
            Kept::One(first) => self.0 = Kept::Several(vec![*first, piece]),
            Kept::Several(pieces) if pieces.capacity() == 0 => *self = piece.into(),
            Kept::Several(pieces) => pieces.push(piece),
        }
    }

    /// Takes all pieces away; room for several is kept for the next ones.
    pub fn clear(&mut self) {
        match &mut self.0 {
            Kept::One(_) => *self = Pieces::default(),
            Kept::Several(pieces) => pieces.clear(),
        }
    }
}

impl Default for Pieces {
    fn default() -> Pieces {
        Pieces(Kept::Several(Vec::new()))
    }
}

impl From<Piece> for Pieces {
    fn from(piece: Piece) -> Pieces {
        Pieces(Kept::One(piece))
    }
}

impl Clone for Pieces {
    /// The same pieces in no more room than they need.
    fn clone(&self) -> Pieces {
        match &**self {
            [one] => (*one).into(),
            several => Pieces(Kept::Several(several.to_vec())),
        }
    }
}

impl Deref for Pieces {
    type Target = [Piece];

    fn deref(&self) -> &[Piece] {
        match &self.0 {
            Kept::One(piece) => std::slice::from_ref(piece),
            Kept::Several(pieces) => pieces,
        }
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Pieces) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_in_order_whether_one_or_several() {
        let piece = |start| Piece {
            start,
            place: Place::default(),
        };
        let mut pieces = Pieces::default();
        assert!(pieces.is_empty());
        for n in 1..4 {
            pieces.push(piece(n));
            let starts = pieces.iter().map(|p| p.start);
            assert!(starts.eq(1..=n));
            assert_eq!(pieces.clone(), pieces);
        }
        pieces.clear();
        assert!(pieces.is_empty());
        pieces.push(piece(9));
        assert_eq!(*pieces, [piece(9)]);
        assert!(size_of::<Pieces>() <= 32);
    }
}
