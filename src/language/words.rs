//! The words of formulas: operators between blanks, names up to the next operator, amounts with their units.

use crate::figure::Figure;
use crate::figure::number;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::combinator::{eof, value};
use nom::error::{ErrorKind, ParseError};
use nom::sequence::delimited;
use nom::{IResult, Parser};

/// Why a text is not a formula: how much of it was left, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) left: usize,
    pub(super) expected: &'static str,
}

impl ParseError<&str> for Fault {
    fn from_error_kind(input: &str, _kind: ErrorKind) -> Self {
        Fault {
            left: input.len(),
            expected: "a measure or an amount",
        }
    }
    fn append(_input: &str, _kind: ErrorKind, other: Self) -> Self {
        other
    }
    fn or(self, other: Self) -> Self {
        if other.left < self.left { other } else { self }
    }
}

/// What a parser of this grammar returns.
pub(super) type Parsed<'a, T> = IResult<&'a str, T, Fault>;

/// A fault that no other reading can mend.
pub(super) fn expected<'a, T>(input: &'a str, expected: &'static str) -> Parsed<'a, T> {
    Err(nom::Err::Failure(Fault {
        left: input.len(),
        expected,
    }))
}

/// Blanks, where there are any.
pub(super) fn blanks(input: &str) -> Parsed<'_, &str> {
    take_while(|c| c == ' ' || c == '\t').parse(input)
}

/// An operator with a blank on either side.
pub(super) fn spaced<'a, T: Clone>(
    sign: &'static str,
    meaning: T,
) -> impl Parser<&'a str, Output = T, Error = Fault> {
    let blank = || take_while1(|c| c == ' ' || c == '\t');
    value(meaning, delimited(blank(), tag(sign), alt((blank(), eof))))
}

/// The end of a word.
pub(super) fn word_end(input: &str) -> Parsed<'_, ()> {
    if input.is_empty() || input.starts_with([' ', '\t', ')']) {
        Ok((input, ()))
    } else {
        expected(input, "a blank")
    }
}

/// Whether a text begins with an operator that stands alone.
pub(super) fn begins_with_operator(text: &str) -> bool {
    let word = text.split([' ', '\t']).next().unwrap_or("");
    matches!(
        word,
        "=" | "<=" | ">=" | "<" | ">" | "+" | "-" | "−" | "*" | "×" | "/" | "÷"
    )
}

/// A name runs to the next operator between blanks, to a bracket it did not open, or to the end.
pub(super) fn name_end(input: &str) -> usize {
    let mut open = 0_usize;
    for (i, c) in input.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return i,
            ')' => open -= 1,
            ' ' | '\t' => {
                let rest = input[i..].trim_start();
                if begins_with_operator(rest) {
                    return i;
                }
            }
            _ => {}
        }
    }
    input.len()
}

/// A number and its unit; the word after it must not run on, so that `12-month average` stays a name.
pub(super) fn amount_at(input: &str) -> Parsed<'_, Figure> {
    let end = name_end(input);
    let text = input[..end].trim_end();
    let signs_a_number = text.starts_with(|c: char| c.is_ascii_digit() || "£$€-+(".contains(c));
    let figure = number::read_cell(text)
        .figure()
        .copied()
        .filter(|f| signs_a_number && f.span.start == 0);
    match figure.filter(|f| {
        text.get(f.span.end as usize..)
            .is_some_and(|rest| rest.trim().is_empty())
    }) {
        Some(figure) => Ok((&input[text.len()..], figure)),
        None => Err(nom::Err::Error(Fault {
            left: input.len(),
            expected: "an amount",
        })),
    }
}
