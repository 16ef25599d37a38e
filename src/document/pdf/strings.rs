//! The strings of content streams, names with escapes, and the arrays of strings that most of a page's text is.

use super::lexer::{self, Token, is_regular, skip_space};

/// Hexadecimal digits; 255 for bytes that are none.
static DIGIT: [u8; 256] = {
    let mut table = [255u8; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b @ b'0'..=b'9' => b - b'0',
            b @ b'a'..=b'f' => b - b'a' + 10,
            b @ b'A'..=b'F' => b - b'A' + 10,
            _ => 255,
        };
        i += 1;
    }
    table
};

/// A string's bytes; borrowed where nothing needs to be undone.
pub(super) fn string<'a>(token: Token<'a>, buffer: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    match token {
        Token::Literal(raw) => {
            if memchr::memchr2(b'\\', b'\r', raw).is_none() {
                return Some(raw);
            }
            buffer.clear();
            unescape(raw, buffer);
            Some(buffer)
        }
        Token::Hex(raw) => {
            buffer.clear();
            unhex(raw, buffer);
            Some(buffer)
        }
        _ => None,
    }
}

/// Appends the bytes of a hexadecimal string; what is no digit counts for nothing.
#[inline]
fn unhex(raw: &[u8], out: &mut Vec<u8>) {
    let mut high: Option<u8> = None;
    for digit in raw.iter().map(|b| DIGIT[*b as usize]) {
        if digit > 15 {
            continue;
        }
        match high.take() {
            Some(h) => out.push(h << 4 | digit),
            None => high = Some(digit),
        }
    }
    out.extend(high.map(|h| h << 4));
}

/// The array of a `TJ`: strings and the moves between them.
#[derive(Debug, Default)]
pub(super) struct TextArray {
    /// The bytes of all strings.
    pub bytes: Vec<u8>,
    /// Moves as written, each with where the string after it ends among the bytes.
    pub pieces: Vec<(f32, usize)>,
}

impl TextArray {
    /// The strings among an operator's operands, and the numbers between them as moves.
    pub(super) fn of_operands(&mut self, operands: &[Token<'_>]) {
        self.bytes.clear();
        self.pieces.clear();
        for &t in operands {
            let moved = match t {
                Token::Number(n) => n,
                Token::Literal(raw) => {
                    self.literal(raw);
                    0.0
                }
                Token::Hex(raw) => {
                    unhex(raw, &mut self.bytes);
                    0.0
                }
                _ => continue,
            };
            self.pieces.push((moved, self.bytes.len()));
        }
    }

    fn literal(&mut self, raw: &[u8]) {
        if raw.iter().any(|b| matches!(b, b'\\' | b'\r')) {
            unescape(raw, &mut self.bytes);
        } else {
            self.bytes.extend_from_slice(raw);
        }
    }
}

/// From after the `[`: the array and the `TJ` behind it, in one go. Most of a page's content is arrays of short strings,
/// for which a token each costs more than what they hold. None, and nothing is decided, when anything else is met.
pub(super) fn text_array<'a>(mut input: &'a [u8], out: &mut TextArray) -> Option<&'a [u8]> {
    const MOST: usize = 16_384;
    out.bytes.clear();
    out.pieces.clear();
    let mut moved = 0.0;
    // A number stands before the string of its piece; one more in a row is a piece without a string.
    let mut waits = false;
    while out.pieces.len() < MOST {
        // Most strings are one byte, and most moves one digit: both in one look, with room for what ends them.
        if let Some(&[b'<', h, l, b'>', a, b, c]) = input.first_chunk()
            && let (h @ ..16, l @ ..16) = (DIGIT[h as usize], DIGIT[l as usize])
        {
            out.bytes.push(h << 4 | l);
            out.pieces.push((moved, out.bytes.len()));
            let length;
            (moved, waits, length) = match (a, b, c) {
                (b'0'..=b'9', b'<' | b'(' | b']', _) => (f32::from(a - b'0'), true, 5),
                (b'-', b'0'..=b'9', b'<' | b'(' | b']') => (-f32::from(b - b'0'), true, 6),
                _ => (0.0, false, 4),
            };
            input = input.get(length..)?;
            continue;
        }
        let (&first, rest) = input.split_first()?;
        match first {
            b'<' => {
                let mut digits = rest;
                while let [h, l, after @ ..] = digits
                    && let (h @ ..16, l @ ..16) = (DIGIT[*h as usize], DIGIT[*l as usize])
                {
                    out.bytes.push(h << 4 | l);
                    digits = after;
                }
                // Blanks, an odd digit, or the second bracket of a dictionary.
                input = match digits {
                    [b'>', after @ ..] if digits.len() < rest.len() => after,
                    _ => return None,
                };
                out.pieces.push((moved, out.bytes.len()));
                (moved, waits) = (0.0, false);
            }
            b'(' => {
                let (after, Token::Literal(raw)) = lexer::literal(rest).ok()? else {
                    return None;
                };
                out.literal(raw);
                out.pieces.push((moved, out.bytes.len()));
                (moved, waits) = (0.0, false);
                input = after;
            }
            b'0'..=b'9' | b'-' | b'.' => {
                // Most moves are one digit.
                let (sign, digits) = match first {
                    b'-' => (-1.0, rest),
                    _ => (1.0, input),
                };
                let (after, n) = match digits {
                    [d @ b'0'..=b'9', after @ ..]
                        if matches!(after.first(), Some(b'<' | b'(' | b']')) =>
                    {
                        (after, sign * f32::from(d - b'0'))
                    }
                    _ => match lexer::number(input) {
                        (after, Token::Number(n)) => (after, n),
                        _ => return None,
                    },
                };
                if waits {
                    out.pieces.push((moved, out.bytes.len()));
                }
                (moved, waits) = (n, true);
                input = after;
            }
            b' ' | b'\n' | b'\r' => input = rest,
            b']' => {
                if waits {
                    out.pieces.push((moved, out.bytes.len()));
                }
                let after = skip_space(rest).strip_prefix(b"TJ")?;
                return after
                    .first()
                    .is_none_or(|b| !is_regular(*b))
                    .then_some(after);
            }
            _ => return None,
        }
    }
    None
}

/// Undoes the escapes of a literal string.
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut bytes = raw.iter().copied().peekable();
    while let Some(b) = bytes.next() {
        match b {
            b'\\' => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b't') => out.push(b'\t'),
                Some(b'b') => out.push(8),
                Some(b'f') => out.push(12),
                Some(d @ b'0'..=b'7') => {
                    let mut code = u32::from(d - b'0');
                    for _ in 0..2 {
                        match bytes.peek() {
                            Some(d @ b'0'..=b'7') => {
                                code = code * 8 + u32::from(d - b'0');
                                bytes.next();
                            }
                            _ => break,
                        }
                    }
                    out.push(code as u8);
                }
                Some(b'\r') => {
                    bytes.next_if_eq(&b'\n');
                }
                Some(b'\n') | None => {}
                Some(other) => out.push(other),
            },
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.push(b'\n');
            }
            _ => out.push(b),
        }
    }
}

/// A name's bytes with `#xx` undone; lopdf's dictionaries hold keys that way.
pub(super) fn unescape_name(raw: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    if memchr::memchr(b'#', raw).is_none() {
        return raw.into();
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut i = 0;
    while let Some(&b) = raw.get(i) {
        let digit = |k: usize| raw.get(i + k).and_then(|b| (*b as char).to_digit(16));
        if let (b'#', Some(h), Some(l)) = (b, digit(1), digit(2)) {
            out.push((h * 16 + l) as u8);
            i += 3;
        } else {
            out.push(b);
            i += 1;
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_inside_a_string_are_balanced_and_escapes_undone() {
        let written = br"(a(b)\)c\101\
d)";
        let mut buffer = Vec::new();
        let read = lexer::token(written).ok();
        assert!(read.is_some_and(|(rest, _)| rest.is_empty()));
        let string = read.and_then(|(_, token)| string(token, &mut buffer));
        assert_eq!(string, Some(&b"a(b))cAd"[..]));
    }

    #[test]
    fn the_array_of_a_text_operator_is_read_in_one_go() {
        let mut array = TextArray::default();
        let rest = text_array(b"<0609>1(\\f) -7.5 3<05>4]TJ\nET", &mut array);
        assert_eq!(rest, Some(&b"\nET"[..]));
        assert_eq!(array.bytes, [6, 9, 12, 5]);
        assert_eq!(
            array.pieces,
            [(0.0, 2), (1.0, 3), (-7.5, 3), (3.0, 4), (4.0, 4)]
        );
    }

    #[test]
    fn operands_are_shown_as_an_array_is() {
        let mut array = TextArray::default();
        array.of_operands(&[
            Token::Hex(b"06"),
            Token::Number(-7.5),
            Token::Open,
            Token::Literal(br"(\050a"),
        ]);
        assert_eq!(array.bytes, b"\x06((a");
        assert_eq!(array.pieces, [(0.0, 1), (-7.5, 1), (0.0, 4)]);
    }

    #[test]
    fn an_array_with_anything_else_in_it_is_left_to_the_tokens() {
        let mut array = TextArray::default();
        for odd in [
            &b"<0609>1(a)] TJx"[..],
            b"(a)/N]TJ",
            b"<<0609>]TJ",
            b"<060>]TJ",
            b"(a)1e5]TJ",
            b"(a)",
            b"(a",
            b"(a)]Tj",
        ] {
            assert_eq!(text_array(odd, &mut array), None, "{odd:?}");
        }
    }
}
