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
pub(super) fn regular(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input
        .iter()
        .position(|b| !is_regular(*b))
        .unwrap_or(input.len());
    input.split_at(end)
}

/// A number; `--5`, `5-3` and the like are read as other readers do, up to the odd sign.
#[inline]
pub(super) fn number(input: &[u8]) -> (&[u8], Token<'_>) {
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
        // At most 15 digits: as a signed number they take one step to be made a float.
        let whole = whole as i64;
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
pub(super) fn literal(body: &[u8]) -> IResult<&[u8], Token<'_>> {
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
