//! The colours that text and areas are filled with, as far as telling white from everything else.

use super::interpret::Interpreter;
use super::lexer::Token;
use super::objects::as_dict;
use lopdf::{Dictionary, Object};

/// How the numbers of a colour are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// Light: all ones are white.
    Light,
    /// Ink: all noughts are white.
    Inks,
    /// Anything else; never taken for white.
    Other,
}

/// The colour that areas and letters are filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    space: Space,
    /// White, so that it shows only on something darker.
    pub white: bool,
}

impl Ink {
    /// The colour at the start of a page.
    pub(super) const BLACK: Ink = Ink {
        space: Space::Light,
        white: false,
    };

    fn of(space: Space, operands: &[Token<'_>]) -> Ink {
        let all = |white: fn(f32) -> bool| {
            !operands.is_empty()
                && operands
                    .iter()
                    .all(|t| matches!(t, Token::Number(n) if white(*n)))
        };
        let white = match space {
            Space::Light => all(|n| n > 0.995),
            Space::Inks => all(|n| n < 0.005),
            Space::Other => false,
        };
        Ink { space, white }
    }
}

impl<'a> Interpreter<'a> {
    /// The operators that set the colour to fill with.
    pub(super) fn fill_colour(
        &mut self,
        word: &[u8],
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
    ) {
        self.state.ink = match word {
            b"g" | b"rg" => Ink::of(Space::Light, operands),
            b"k" => Ink::of(Space::Inks, operands),
            b"cs" => Ink {
                space: self.space(operands, resources),
                white: false,
            },
            _ => Ink::of(self.state.ink.space, operands),
        };
    }

    fn space(&self, operands: &[Token<'_>], resources: Option<&'a Dictionary>) -> Space {
        let Some(Token::Name(name)) = operands.first() else {
            return Space::Other;
        };
        if let Some(space) = named(name) {
            return space;
        }
        match self.resource(b"ColorSpace", operands, resources) {
            Some((_, Object::Name(n))) => named(n).unwrap_or(Space::Other),
            Some((_, Object::Array(a))) => match a.first() {
                Some(Object::Name(n)) if n == b"ICCBased" => {
                    let profile = a.get(1).and_then(|o| as_dict(self.objects.resolve(o)));
                    match profile.and_then(|d| self.objects.integer(d, b"N")) {
                        Some(1 | 3) => Space::Light,
                        Some(4) => Space::Inks,
                        _ => Space::Other,
                    }
                }
                Some(Object::Name(n)) => named(n).unwrap_or(Space::Other),
                _ => Space::Other,
            },
            _ => Space::Other,
        }
    }
}

fn named(name: &[u8]) -> Option<Space> {
    match name {
        b"DeviceGray" | b"CalGray" | b"DeviceRGB" | b"CalRGB" => Some(Space::Light),
        b"DeviceCMYK" | b"Separation" => Some(Space::Inks),
        b"Pattern" | b"Indexed" | b"Lab" | b"DeviceN" => Some(Space::Other),
        _ => None,
    }
}
