//! The grammar of formulas (nom).
//!
//! ```text
//! formula = sum , compare , sum ;
//! compare = "=" | "<=" | ">=" | "<" | ">" ;
//! sum     = term , { ( "+" | "-" ) , term } ;
//! term    = factor , { ( "*" | "/" | "×" | "÷" ) , factor } ;
//! factor  = amount | "(" , sum , ")" | measure | "change in" , measure ;
//! measure = ( words | '"' , any , '"' ) , [ "last year" ] ;
//! amount  = [ "£" ] , number , [ "%" | "percentage points" | "days" | "weeks" | "months" | "years" | "k" | "m" ] ;
//! ```
//!
//! Operators stand between spaces, so that `re-let time` and `day/night care` stay names. `change in` is read on the
//! right side only: on the left stands what a report states, and reports state changes under that name.

use super::formula::{Compare, Expression, Formula, Measure, Operator};
use super::words::{
    Fault, Parsed, amount_at, begins_with_operator, blanks, expected, name_end, spaced, word_end,
};
use crate::figure::{Figure, Span};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{map, opt};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};

/// Nested brackets beyond this are refused.
const DEEPEST: usize = 20;

/// Reads a formula. The error gives the byte at which reading stopped and what was expected there.
pub(super) fn formula(text: &str) -> Result<Formula, (usize, &'static str)> {
    let parser = Grammar {
        whole: text.len(),
        right: false,
    };
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

#[derive(Clone, Copy)]
struct Grammar {
    whole: usize,
    /// Behind the comparison.
    right: bool,
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
        let behind = Grammar {
            right: true,
            ..*self
        };
        let (input, right) = behind.sum(input, 0)?;
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
        if self.right
            && let Some(of) = input.strip_prefix("change in ")
        {
            return self.change(of.trim_start());
        }
        if self.right && input.starts_with("sum of ") {
            return expected(
                input,
                "the measures with + between them, or the name in quotation marks",
            );
        }
        map(|i| self.measure(i), Expression::Measure).parse(input)
    }

    /// `change in arrears`: the figure less the one a year earlier.
    fn change<'a>(&self, input: &'a str) -> Parsed<'a, Expression> {
        let (rest, now) = self
            .measure(input)
            .or_else(|_| expected(input, "the measure that changes"))?;
        if now.last_year {
            let at = &input[input.len() - rest.len() - "last year".len()..];
            return expected(at, "no last year, which a change is counted from anyway");
        }
        let before = Measure {
            last_year: true,
            ..now.clone()
        };
        Ok((
            rest,
            Expression::Binary(
                Box::new(Expression::Measure(now)),
                Operator::Minus,
                Box::new(Expression::Measure(before)),
            ),
        ))
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
    fn a_change_is_the_figure_less_that_of_the_year_before() {
        assert_eq!(
            formula("growth = change in visits / visits last year").map(|f| f.measures().len()),
            Ok(3)
        );
        assert_eq!(
            measures("new loans = change in loans - renewals"),
            ["new loans", "loans", "loans last year", "renewals"]
        );
        // What stands on the left is stated under that name; quotation marks keep a name a name.
        assert_eq!(
            measures("change in loans = \"change in lending\""),
            ["change in loans", "change in lending"]
        );
        assert_eq!(
            formula("a = change in "),
            Err((14, "the measure that changes"))
        );
        assert_eq!(
            formula("a = change in b last year"),
            Err((16, "no last year, which a change is counted from anyway"))
        );
        assert!(formula("a = sum of b").is_err_and(|(at, _)| at == 4));
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
