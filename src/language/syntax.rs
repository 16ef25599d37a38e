//! The grammar of formulas (nom).
//!
//! ```text
//! formula = sum , compare , sum ;
//! compare = "=" | "<=" | ">=" | "<" | ">" ;
//! sum     = term , { ( "+" | "-" ) , term } ;
//! term    = factor , { ( "*" | "/" | "×" | "÷" ) , factor } ;
//! factor  = amount | "(" , sum , ")" | measure ;
//! measure = ( words | '"' , any , '"' ) , [ "last year" ] ;
//! amount  = [ "£" ] , number , [ "%" | "percentage points" | "days" | "weeks" | "months" | "years" | "k" | "m" ] ;
//! ```
//!
//! Operators stand between spaces, so that `re-let time` and `day/night care` stay names.

use super::formula::{Compare, Expression, Formula, Measure, Operator};
use crate::figure::{Figure, Span, number};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::combinator::{eof, map, opt, value};
use nom::error::{ErrorKind, ParseError};
use nom::multi::many0;
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// Why a text is not a formula: how much of it was left, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    left: usize,
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

type Parsed<'a, T> = IResult<&'a str, T, Fault>;

/// Nested brackets beyond this are refused.
const DEEPEST: usize = 20;

/// Reads a formula. The error gives the byte at which reading stopped and what was expected there.
pub(super) fn formula(text: &str) -> Result<Formula, (usize, &'static str)> {
    let parser = Grammar { whole: text.len() };
    match parser.formula(text) {
        Ok(("", formula)) => Ok(formula),
        Ok((rest, _)) => Err((
            text.len() - rest.len(),
            "an operator between spaces, or the end of the line",
        )),
        Err(nom::Err::Error(f) | nom::Err::Failure(f)) => Err((text.len() - f.left, f.expected)),
        Err(nom::Err::Incomplete(_)) => Err((text.len(), "the rest of the formula")),
    }
}

/// Whether a text holds a comparison, and so is meant as a formula.
pub(super) fn is_formula(text: &str) -> bool {
    [" = ", " <= ", " >= ", " < ", " > "]
        .iter()
        .any(|op| text.contains(op))
        || text.trim_start().starts_with("= ")
}

/// An amount with its unit, such as `£500`, `5%`, `0.1 percentage points`, `28 days`.
pub(super) fn amount(text: &str) -> Option<Figure> {
    match amount_at(text.trim()) {
        Ok(("", figure)) => Some(figure),
        _ => None,
    }
}

struct Grammar {
    whole: usize,
}

fn expected<'a, T>(input: &'a str, expected: &'static str) -> Parsed<'a, T> {
    Err(nom::Err::Failure(Fault {
        left: input.len(),
        expected,
    }))
}

fn blanks(input: &str) -> Parsed<'_, &str> {
    take_while(|c| c == ' ' || c == '\t').parse(input)
}

/// An operator with a blank on either side.
fn spaced<'a, T: Clone>(
    sign: &'static str,
    meaning: T,
) -> impl Parser<&'a str, Output = T, Error = Fault> {
    let blank = || take_while1(|c| c == ' ' || c == '\t');
    value(meaning, delimited(blank(), tag(sign), alt((blank(), eof))))
}

impl Grammar {
    fn at(&self, input: &str) -> usize {
        self.whole - input.len()
    }

    fn formula<'a>(&self, input: &'a str) -> Parsed<'a, Formula> {
        let (input, left) = preceded(blanks, |i| self.sum(i, 0)).parse(input)?;
        let (input, compare) = alt((
            spaced("=", Compare::Equal),
            spaced("<=", Compare::AtMost),
            spaced(">=", Compare::AtLeast),
            spaced("<", Compare::Below),
            spaced(">", Compare::Above),
        ))
        .parse(input)
        .or_else(|_: nom::Err<Fault>| expected(input, "=, <=, >=, < or > between spaces"))?;
        let (input, right) = self.sum(input, 0)?;
        let (input, _) = blanks(input)?;
        Ok((
            input,
            Formula {
                left,
                compare,
                right,
            },
        ))
    }

    fn sum<'a>(&self, input: &'a str, depth: usize) -> Parsed<'a, Expression> {
        let (input, first) = self.term(input, depth)?;
        let sign = || {
            alt((
                spaced("+", Operator::Plus),
                spaced("-", Operator::Minus),
                spaced("−", Operator::Minus),
            ))
        };
        let (input, rest) = many0((sign(), |i| self.term(i, depth))).parse(input)?;
        Ok((input, rest.into_iter().fold(first, Expression::binary)))
    }

    fn term<'a>(&self, input: &'a str, depth: usize) -> Parsed<'a, Expression> {
        let (input, first) = self.factor(input, depth)?;
        let sign = || {
            alt((
                spaced("*", Operator::Times),
                spaced("×", Operator::Times),
                spaced("/", Operator::Over),
                spaced("÷", Operator::Over),
            ))
        };
        let (input, rest) = many0((sign(), |i| self.factor(i, depth))).parse(input)?;
        Ok((input, rest.into_iter().fold(first, Expression::binary)))
    }

    fn factor<'a>(&self, input: &'a str, depth: usize) -> Parsed<'a, Expression> {
        if let Some(inside) = input.strip_prefix('(') {
            if depth >= DEEPEST {
                return expected(input, "fewer brackets inside each other");
            }
            let (rest, inner) = preceded(blanks, |i| self.sum(i, depth + 1)).parse(inside)?;
            let (rest, _) = blanks(rest)?;
            return match rest.strip_prefix(')') {
                Some(rest) => Ok((rest, inner)),
                None => expected(rest, "a closing bracket"),
            };
        }
        if let Ok((rest, figure)) = amount_at(input) {
            return Ok((rest, Expression::Amount(figure)));
        }
        map(|i| self.measure(i), Expression::Measure).parse(input)
    }

    fn measure<'a>(&self, input: &'a str) -> Parsed<'a, Measure> {
        let start = self.at(input);
        if let Some(inside) = input.strip_prefix('"') {
            let Some(end) = inside.find('"') else {
                return expected(input, "a closing quotation mark");
            };
            let (name, rest) = (&inside[..end], &inside[end + 1..]);
            let (rest, last_year) = opt(terminated(tag(" last year"), word_end)).parse(rest)?;
            return Ok((
                rest,
                Measure::new(name, last_year.is_some(), Span::new(start, self.at(rest))),
            ));
        }
        let end = name_end(input);
        let name = input[..end].trim_end();
        if name.is_empty() || begins_with_operator(name) {
            return expected(input, "a measure or an amount");
        }
        let rest = &input[name.len()..];
        let span = Span::new(start, self.at(rest));
        Ok((
            rest,
            match name.strip_suffix(" last year") {
                Some(own) => Measure::new(own, true, span),
                None => Measure::new(name, false, span),
            },
        ))
    }
}

fn word_end(input: &str) -> Parsed<'_, ()> {
    if input.is_empty() || input.starts_with([' ', '\t', ')']) {
        Ok((input, ()))
    } else {
        expected(input, "a blank")
    }
}

/// Whether a text begins with an operator that stands alone.
fn begins_with_operator(text: &str) -> bool {
    let word = text.split([' ', '\t']).next().unwrap_or("");
    matches!(
        word,
        "=" | "<=" | ">=" | "<" | ">" | "+" | "-" | "−" | "*" | "×" | "/" | "÷"
    )
}

/// A name runs to the next operator between blanks, to a bracket it did not open, or to the end.
fn name_end(input: &str) -> usize {
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
fn amount_at(input: &str) -> Parsed<'_, Figure> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(text: &str) -> Vec<String> {
        formula(text)
            .expect("a formula")
            .measures()
            .iter()
            .map(|m| m.to_string())
            .collect()
    }

    #[test]
    fn names_keep_their_hyphens_slashes_and_brackets() {
        assert_eq!(
            measures("average re-let time = B&B/nightly cost (gross) / \"12-month + average\""),
            [
                "average re-let time",
                "B&B/nightly cost (gross)",
                "12-month + average"
            ]
        );
    }

    #[test]
    fn last_year_is_read_and_brackets_group() {
        let f =
            formula("change in arrears = (arrears - arrears last year) * 2").expect("a formula");
        assert_eq!(
            measures("a = (b - b last year) * 2"),
            ["a", "b", "b last year"]
        );
        assert!(matches!(f.right, Expression::Binary(_, Operator::Times, _)));
    }

    #[test]
    fn products_bind_closer_than_sums() {
        let f = formula("a = b + c * d").expect("a formula");
        let Expression::Binary(_, Operator::Plus, right) = f.right else {
            panic!("{f:?}")
        };
        assert!(matches!(*right, Expression::Binary(_, Operator::Times, _)));
    }

    #[test]
    fn faults_point_at_what_is_missing() {
        assert_eq!(
            formula("rate = / enquiries"),
            Err((7, "a measure or an amount"))
        );
        assert_eq!(
            formula("rate"),
            Err((4, "=, <=, >=, < or > between spaces"))
        );
        assert_eq!(formula("rate = (a + b"), Err((13, "a closing bracket")));
        assert_eq!(
            formula("rate = \"a + b"),
            Err((7, "a closing quotation mark"))
        );
        assert!(formula(&format!("a = {}b{}", "(".repeat(50), ")".repeat(50))).is_err());
    }

    #[test]
    fn amounts_stand_where_a_number_does_and_names_may_begin_with_one() {
        let f = formula("re-let time <= 28").expect("a formula");
        assert!(matches!(f.right, Expression::Amount(a) if a.value == 28.into()));
        assert_eq!(
            measures("12-month average = cost"),
            ["12-month average", "cost"]
        );
    }
}
