//! Content streams to tokens that borrow from them: no operand is copied, and an odd byte costs one byte.

use nom::IResult;

/// One token. Strings are as written, between their brackets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(f32),
    /// A name without its slash, escapes as written.
    Name(&'a [u8]),
    /// `(...)`.
    Literal(&'a [u8]),
    /// `<...>`.
    Hex(&'a [u8]),
    /// `[`.
    Open,
    /// `]`.
    Close,
    /// `<<`.
    DictOpen,
    /// `>>`.
    DictClose,
    /// An operator, or one of true, false, null.
    Word(&'a [u8]),
    /// A byte that starts nothing.
    Odd,
}

/// Bytes that end a name, number or operator.
const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => SPACE,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => DELIMITER,
            _ => REGULAR,
        };
        i += 1;
    }
    table
}
const REGULAR: u8 = 0;
const SPACE: u8 = 1;
const DELIMITER: u8 = 2;
static CLASS: [u8; 256] = classes();

pub(super) fn is_space(b: u8) -> bool {
    CLASS[b as usize] == SPACE
}

pub(super) fn is_regular(b: u8) -> bool {
    CLASS[b as usize] == REGULAR
}

/// White space and comments.
pub(super) fn skip_space(mut input: &[u8]) -> &[u8] {
    loop {
        match input.first() {
            Some(&b) if is_space(b) => input = &input[1..],
            Some(b'%') => {
                let end = memchr::memchr2(b'\n', b'\r', input).unwrap_or(input.len());
                input = &input[end..];
            }
            _ => return input,
        }
    }
}

/// The next token; an error at the end of the input, or where a string is never closed.
pub(super) fn token(input: &[u8]) -> IResult<&[u8], Token<'_>> {
    next_token(input)
}

/// As [`token`], made part of its caller: for the loop over a page's content.
#[inline(always)]
pub(super) fn next_token(input: &[u8]) -> IResult<&[u8], Token<'_>> {
    let input = skip_space(input);
    let Some((&first, rest)) = input.split_first() else {
        return Err(nom::Err::Error(nom::error::Error::new(
            input,
            nom::error::ErrorKind::Eof,
        )));
    };
    match first {
        b'0'..=b'9' | b'-' | b'+' | b'.' => Ok(number(input)),
        b'/' => {
            let (name, rest) = regular(rest);
            Ok((rest, Token::Name(name)))
        }
        b'(' => literal(rest),
        b'<' => match rest.split_first() {
            Some((b'<', rest)) => Ok((rest, Token::DictOpen)),
            _ => hex(rest),
        },
        b'>' => Ok(match rest.split_first() {
            Some((b'>', rest)) => (rest, Token::DictClose),
            _ => (rest, Token::Odd),
        }),
        b'[' => Ok((rest, Token::Open)),
        b']' => Ok((rest, Token::Close)),
        b')' | b'{' | b'}' => Ok((rest, Token::Odd)),
        _ => {
            let (word, rest) = regular(input);
            Ok((rest, Token::Word(word)))
        }
    }
}

/// The regular bytes at the start, and the rest.
#[inline]
fn regular(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input
        .iter()
        .position(|b| !is_regular(*b))
        .unwrap_or(input.len());
    input.split_at(end)
}

/// A number; `--5`, `5-3` and the like are read as other readers do, up to the odd sign.
#[inline]
fn number(input: &[u8]) -> (&[u8], Token<'_>) {
    // Nearly all are a sign, a few digits, a point and a few more digits: one pass is enough for them.
    let negative = input.first() == Some(&b'-');
    let start = usize::from(negative);
    let (mut whole, mut at, mut scale) = (0u64, start, 0);
    let mut digits = |at: &mut usize| {
        while let Some(digit) = input.get(*at).map(|b| b.wrapping_sub(b'0'))
            && digit < 10
        {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit));
            *at += 1;
        }
    };
    digits(&mut at);
    if input.get(at) == Some(&b'.') {
        at += 1;
        let point = at;
        digits(&mut at);
        scale = at - point;
    }
    if at > start && at - start < 16 && input.get(at).is_none_or(|b| !is_regular(*b)) {
        let value = match PARTS.get(scale) {
            Some(part) if scale > 0 => (whole as f64 * part) as f32,
            _ => whole as f32,
        };
        let (_, rest) = input.split_at(at);
        return (rest, Token::Number(if negative { -value } else { value }));
    }
    let (written, rest) = regular(input);
    (
        rest,
        decimal(written).map_or(Token::Word(written), Token::Number),
    )
}

const PARTS: [f64; 17] = [
    1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14,
    1e-15, 1e-16,
];

/// Digits to a number; none when there is no digit and no point, or letters follow.
pub(super) fn decimal(written: &[u8]) -> Option<f32> {
    let mut digits = written;
    let mut negative = false;
    while let [sign @ (b'-' | b'+'), rest @ ..] = digits {
        negative |= *sign == b'-';
        digits = rest;
    }
    let (mut whole, mut scale, mut point) = (0u64, 0usize, false);
    for &b in digits {
        match b {
            b'0'..=b'9' => {
                if whole < 1_000_000_000_000_000 {
                    whole = whole * 10 + u64::from(b - b'0');
                    scale += usize::from(point);
                } else if !point {
                    return Some(if negative { -1e15 } else { 1e15 });
                }
            }
            b'.' if !point => point = true,
            b'-' => break,
            _ => return None,
        }
    }
    let magnitude = (whole as f64 * PARTS.get(scale).copied().unwrap_or(1e-16)) as f32;
    Some(if negative { -magnitude } else { magnitude })
}

/// From after the bracket.
fn literal(body: &[u8]) -> IResult<&[u8], Token<'_>> {
    // Most hold one or two characters: a plain loop is quicker than a vector search.
    const SHORT: usize = 8;
    if let Some(end) = body
        .iter()
        .take(SHORT)
        .position(|b| matches!(b, b'(' | b')' | b'\\'))
        && body.get(end) == Some(&b')')
    {
        let (string, rest) = body.split_at(end);
        return Ok((rest.get(1..).unwrap_or(&[]), Token::Literal(string)));
    }
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(next) = body
        .get(at..)
        .and_then(|rest| memchr::memchr3(b'(', b')', b'\\', rest))
    {
        at += next;
        match body.get(at) {
            Some(b'\\') => at += 1,
            Some(b'(') => depth += 1,
            _ if depth == 0 => {
                let (string, rest) = body.split_at(at);
                return Ok((rest.get(1..).unwrap_or(&[]), Token::Literal(string)));
            }
            _ => depth -= 1,
        }
        at += 1;
    }
    Err(nom::Err::Failure(nom::error::Error::new(
        body,
        nom::error::ErrorKind::Char,
    )))
}

/// From after the bracket.
fn hex(body: &[u8]) -> IResult<&[u8], Token<'_>> {
    // Most hold one or two characters: a plain loop is quicker than a vector search.
    match body.iter().position(|b| *b == b'>') {
        Some(end) => {
            let (string, rest) = body.split_at(end);
            Ok((rest.get(1..).unwrap_or(&[]), Token::Hex(string)))
        }
        None => Err(nom::Err::Failure(nom::error::Error::new(
            body,
            nom::error::ErrorKind::Char,
        ))),
    }
}

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
                let (after, Token::Literal(raw)) = literal(rest).ok()? else {
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
                    _ => match number(input) {
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

    fn all(input: &[u8]) -> Vec<Token<'_>> {
        let mut rest = input;
        let mut out = Vec::new();
        while let Ok((next, t)) = token(rest) {
            out.push(t);
            rest = next;
        }
        out
    }

    #[test]
    fn operands_and_operators_are_told_apart() {
        assert_eq!(
            all(b"/F1 12 Tf [(ab) -250 <0c>]TJ% note\n-.5 T*"),
            [
                Token::Name(b"F1"),
                Token::Number(12.0),
                Token::Word(b"Tf"),
                Token::Open,
                Token::Literal(b"ab"),
                Token::Number(-250.0),
                Token::Hex(b"0c"),
                Token::Close,
                Token::Word(b"TJ"),
                Token::Number(-0.5),
                Token::Word(b"T*"),
            ]
        );
    }

    #[test]
    fn brackets_inside_a_string_are_balanced_and_escapes_undone() {
        let tokens = all(br"(a(b)\)c\101\
d)");
        let mut buffer = Vec::new();
        assert_eq!(tokens.len(), 1);
        assert_eq!(string(tokens[0], &mut buffer), Some(&b"a(b))cAd"[..]));
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

    #[test]
    fn a_string_that_never_ends_is_a_failure_and_not_the_end() {
        assert!(matches!(token(b"(abc"), Err(nom::Err::Failure(_))));
        assert!(matches!(token(b"<0c"), Err(nom::Err::Failure(_))));
        assert!(matches!(token(b"  "), Err(nom::Err::Error(_))));
    }

    #[test]
    fn odd_signs_in_numbers_are_read_as_other_readers_do() {
        assert_eq!(decimal(b"--5"), Some(-5.0));
        assert_eq!(decimal(b"12-3"), Some(12.0));
        assert_eq!(decimal(b"."), Some(0.0));
        assert_eq!(decimal(b"1e5"), None);
    }

    #[test]
    fn an_odd_byte_costs_one_byte() {
        assert_eq!(all(b") BT"), [Token::Odd, Token::Word(b"BT")]);
    }
}
