//! Objects as written in a file, to lopdf's types.

use super::lexer::{self, Token, is_regular, is_space, skip_space};
use super::strings;
use lopdf::{Dictionary, Object, StringFormat};
use nom::Parser;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::{IResult, error::ErrorKind};

/// Arrays and dictionaries inside each other.
const DEPTH: usize = 96;
/// What may be held by one array or dictionary.
const MEMBERS: usize = 4_000_000;

/// The entry of a structure tree that leads from marked content back to its elements. It tells nothing that the tree does
/// not, and where it is written out it is by far the largest value of a long file.
const UNWANTED: &[u8] = b"ParentTree";

type Parsed<'a, T> = IResult<&'a [u8], T>;

fn fail<T>(input: &[u8]) -> Parsed<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(
        input,
        ErrorKind::Fail,
    )))
}

/// One object that is no stream.
pub(super) fn object(input: &[u8]) -> Parsed<'_, Object> {
    value(skip_space(input), 0)
}

/// A dictionary.
pub(super) fn dictionary(input: &[u8]) -> Parsed<'_, Dictionary> {
    match object(input)? {
        (rest, Object::Dictionary(d)) => Ok((rest, d)),
        _ => fail(input),
    }
}

/// `12 0 obj`: the object's number and generation.
pub(super) fn heading(input: &[u8]) -> Parsed<'_, (u32, u16)> {
    let (rest, number) = unsigned(skip_space(input))?;
    let (rest, _) = take_while1(is_space)(rest)?;
    let (rest, generation) = unsigned(rest)?;
    let (rest, _) = tag(&b"obj"[..])(skip_space(rest))?;
    match (u32::try_from(number), u16::try_from(generation)) {
        (Ok(n), Ok(g)) => Ok((rest, (n, g))),
        _ => fail(input),
    }
}

/// An unsigned whole number of at most 18 digits.
pub(super) fn unsigned(input: &[u8]) -> Parsed<'_, u64> {
    let mut value = 0u64;
    let mut length = 0;
    for b in input.iter().take_while(|b| b.is_ascii_digit()) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(b - b'0'));
        length += 1;
    }
    if length == 0 || length > 18 {
        return fail(input);
    }
    Ok((input.get(length..).unwrap_or(&[]), value))
}

fn value(input: &[u8], depth: usize) -> Parsed<'_, Object> {
    if depth > DEPTH {
        return fail(input);
    }
    match input.first() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(input),
        Some(_) => match lexer::token(input)? {
            (rest, Token::Name(n)) => {
                Ok((rest, Object::Name(strings::unescape_name(n).into_owned())))
            }
            (rest, t @ (Token::Literal(_) | Token::Hex(_))) => {
                let format = match t {
                    Token::Hex(_) => StringFormat::Hexadecimal,
                    _ => StringFormat::Literal,
                };
                let mut buffer = Vec::new();
                let bytes = strings::string(t, &mut buffer).unwrap_or_default().to_vec();
                Ok((rest, Object::String(bytes, format)))
            }
            (rest, Token::Open) => array(rest, depth + 1),
            (rest, Token::DictOpen) => members(rest, depth + 1),
            (rest, Token::Word(b"true")) => Ok((rest, Object::Boolean(true))),
            (rest, Token::Word(b"false")) => Ok((rest, Object::Boolean(false))),
            (rest, Token::Word(b"null")) => Ok((rest, Object::Null)),
            _ => fail(input),
        },
        None => fail(input),
    }
}

/// A number, or a reference when `generation R` follows.
fn number(input: &[u8]) -> Parsed<'_, Object> {
    let (rest, written) = take_while(is_regular)(input)?;
    if written.first().is_some_and(u8::is_ascii_digit)
        && let Ok((b"", n)) = unsigned(written)
    {
        if let Ok((after, object)) = reference(rest, n) {
            return Ok((after, object));
        }
        return Ok((rest, Object::Integer(n as i64)));
    }
    let whole = std::str::from_utf8(written)
        .ok()
        .and_then(|s| s.parse::<i64>().ok());
    match (whole, lexer::decimal(written)) {
        (Some(i), _) => Ok((rest, Object::Integer(i))),
        (None, Some(r)) => Ok((rest, Object::Real(r))),
        _ => fail(input),
    }
}

/// An unsigned whole number, or the reference that it begins.
pub(super) fn whole_or_reference(input: &[u8]) -> Option<(&[u8], Object)> {
    let (rest, n) = unsigned(input).ok()?;
    if rest.first().is_some_and(|b| is_regular(*b)) {
        return None;
    }
    match reference_after(rest) {
        Some((rest, generation)) => {
            let id = (u32::try_from(n).ok()?, generation);
            Some((rest, Object::Reference(id)))
        }
        None => Some((rest, Object::Integer(n as i64))),
    }
}

fn reference(input: &[u8], number: u64) -> Parsed<'_, Object> {
    match reference_after(input) {
        Some((rest, generation)) => match u32::try_from(number) {
            Ok(n) => Ok((rest, Object::Reference((n, generation)))),
            Err(_) => fail(input),
        },
        None => fail(input),
    }
}

/// After a number: the generation and `R` of a reference.
fn reference_after(input: &[u8]) -> Option<(&[u8], u16)> {
    let space = |input: &[u8]| input.first().is_some_and(|b| is_space(*b));
    if !space(input) {
        return None;
    }
    let (rest, generation) = unsigned(skip_space(input)).ok()?;
    if !space(rest) {
        return None;
    }
    let rest = skip_space(rest).strip_prefix(b"R")?;
    if rest.first().is_some_and(|b| is_regular(*b)) {
        return None;
    }
    Some((rest, u16::try_from(generation).ok()?))
}

/// Past one value, whatever it is, without looking at it closely.
pub(super) fn skip(input: &[u8]) -> Option<&[u8]> {
    let mut rest = skip_space(input);
    if let Ok((after, _)) = unsigned(rest)
        && let Some((after, _)) = reference_after(after)
    {
        return Some(after);
    }
    let mut depth = 0usize;
    loop {
        rest = skip_space(rest);
        let (&first, after) = rest.split_first()?;
        rest = match first {
            b'[' => {
                depth += 1;
                after
            }
            b']' => {
                depth = depth.checked_sub(1)?;
                after
            }
            b'<' | b'>' | b'(' => {
                let (after, t) = lexer::token(rest).ok()?;
                match t {
                    Token::DictOpen => depth += 1,
                    Token::DictClose => depth = depth.checked_sub(1)?,
                    Token::Odd => return None,
                    _ => {}
                }
                after
            }
            b')' | b'{' | b'}' => return None,
            _ => {
                let end = after.iter().position(|b| !is_regular(*b))?;
                after.get(end..)?
            }
        };
        if depth == 0 {
            return Some(rest);
        }
    }
}

fn array(mut input: &[u8], depth: usize) -> Parsed<'_, Object> {
    let mut out = Vec::new();
    loop {
        input = skip_space(input);
        if let Some(rest) = input.strip_prefix(b"]") {
            return Ok((rest, Object::Array(out)));
        }
        if out.len() >= MEMBERS {
            return fail(input);
        }
        let (rest, o) = value(input, depth)?;
        out.push(o);
        input = rest;
    }
}

fn members(mut input: &[u8], depth: usize) -> Parsed<'_, Object> {
    let mut out = Dictionary::new();
    loop {
        match lexer::token(input)? {
            (rest, Token::DictClose) => return Ok((rest, Object::Dictionary(out))),
            (rest, Token::Name(key)) if out.len() < MEMBERS => {
                if key == UNWANTED
                    && let Some(rest) = skip(rest)
                {
                    input = rest;
                    continue;
                }
                let (rest, o) = value(skip_space(rest), depth)?;
                out.set(strings::unescape_name(key).into_owned(), o);
                input = rest;
            }
            _ => return fail(input),
        }
    }
}

/// After a stream's dictionary: from where its bytes start.
pub(super) fn stream_start(input: &[u8]) -> Parsed<'_, ()> {
    let (rest, _) = tag(&b"stream"[..])(skip_space(input))?;
    let (rest, _) =
        nom::branch::alt((tag(&b"\r\n"[..]), tag(&b"\n"[..]), tag(&b"\r"[..]))).parse(rest)?;
    Ok((rest, ()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_reference_are_told_apart_and_anything_else_is_neither() {
        let read = |b| whole_or_reference(b).map(|(rest, o)| (rest.len(), o));
        assert_eq!(read(b"12 0 R]"), Some((1, Object::Reference((12, 0)))));
        assert_eq!(read(b"12 0 ]"), Some((4, Object::Integer(12))));
        assert_eq!(read(b"12.5]"), None);
        assert_eq!(read(b"-12]"), None);
        assert_eq!(read(b"/N]"), None);
    }

    #[test]
    fn references_and_numbers_are_told_apart() {
        let (rest, o) = object(b"[1 0 R 2 3 -4 5.5 10 0 RG]").unwrap_or((b"", Object::Null));
        assert!(rest.len() < 26);
        assert_eq!(o, Object::Null, "an operator is no object");
        let (_, o) = object(b"[1 0 R 2 3 -4 5.5]x").unwrap_or((b"", Object::Null));
        assert_eq!(
            o,
            Object::Array(vec![
                Object::Reference((1, 0)),
                Object::Integer(2),
                Object::Integer(3),
                Object::Integer(-4),
                Object::Real(5.5)
            ])
        );
    }

    #[test]
    fn dictionaries_hold_names_without_their_escapes() {
        let (_, d) = dictionary(b"<</A#20B(x)/C<</D[<41>]>>>>").unwrap_or_default();
        assert_eq!(
            d.get(b"A B").ok(),
            Some(&Object::String(b"x".to_vec(), StringFormat::Literal))
        );
        assert!(
            d.get(b"C")
                .is_ok_and(|c| c.as_dict().is_ok_and(|c| c.has(b"D")))
        );
    }

    #[test]
    fn the_way_back_from_content_to_its_elements_is_left_out() {
        let (rest, d) =
            dictionary(b"<</ParentTree<</Nums[0[1 0 R]]>>/K 2 0 R>>x").unwrap_or_default();
        assert_eq!(rest, b"x");
        assert!(d.has(b"K") && !d.has(b"ParentTree"));
        assert!(dictionary(b"<</ParentTree<</Nums[0").is_err());
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(object(&b"[".repeat(100_000)).is_err());
        assert!(object(&b"<</A".repeat(100_000)).is_err());
    }

    #[test]
    fn a_value_is_skipped_whatever_it_holds() {
        for value in [
            "12 0 R",
            "12",
            "-1.5",
            "/Name",
            "(a(b)c)",
            "<41>",
            "[1 2 [3]]",
            "<</A<</B[(>>)]>>/C 1 0 R>>",
            "true",
        ] {
            let input = format!("{value}/Next");
            assert_eq!(skip(input.as_bytes()), Some(&b"/Next"[..]), "{value}");
        }
        assert_eq!(skip(b"[1 2"), None);
        assert_eq!(skip(b"]"), None);
    }

    #[test]
    fn the_heading_of_an_object_is_read() {
        assert_eq!(heading(b" 12 0 obj<<").ok(), Some((&b"<<"[..], (12, 0))));
        assert!(heading(b"12 0 xobj").is_err());
    }
}
