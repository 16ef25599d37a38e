//! What a formula is, once read.

use crate::figure::{Figure, Span};
use std::fmt;

/// How two sides compare. `=` means agrees within rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

impl Compare {
    /// The sign as written in rule files.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "=",
            Compare::AtMost => "<=",
            Compare::AtLeast => ">=",
            Compare::Below => "<",
            Compare::Above => ">",
        }
    }
}

/// Plus, minus, times, over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A measure as a formula names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The name as written.
    pub name: String,
    /// The figure of the period one year earlier is meant.
    pub last_year: bool,
    /// Where it stands in the rule's line.
    pub span: Span,
}

impl Measure {
    pub(super) fn new(name: &str, last_year: bool, span: Span) -> Self {
        Measure {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            last_year,
            span,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.last_year {
            f.write_str(" last year")
        } else {
            Ok(())
        }
    }
}

/// One side of a formula, or part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A measure.
    Measure(Measure),
    /// A number written in the rule.
    Amount(Figure),
    /// Two parts and their operator.
    Binary(Box<Expression>, Operator, Box<Expression>),
}

impl Expression {
    pub(super) fn binary(
        left: Expression,
        (operator, right): (Operator, Expression),
    ) -> Expression {
        Expression::Binary(Box::new(left), operator, Box::new(right))
    }

    fn collect(&self, out: &mut Vec<Measure>) {
        let mut push = |m: Measure| {
            if !out
                .iter()
                .any(|o| o.name == m.name && o.last_year == m.last_year)
            {
                out.push(m);
            }
        };
        match self {
            Expression::Measure(m) => push(m.clone()),
            Expression::Amount(_) => {}
            Expression::Binary(a, _, b) => {
                a.collect(out);
                b.collect(out);
            }
        }
    }

    /// Whether something is divided.
    pub fn divides(&self) -> bool {
        match self {
            Expression::Binary(a, operator, b) => {
                *operator == Operator::Over || a.divides() || b.divides()
            }
            Expression::Measure(_) | Expression::Amount(_) => false,
        }
    }
}

/// A rule's equation or bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Left side; a single measure there is what is stated.
    pub left: Expression,
    /// How the sides compare.
    pub compare: Compare,
    /// Right side.
    pub right: Expression,
}

impl Formula {
    /// Every measure, each once, in the order written.
    pub fn measures(&self) -> Vec<Measure> {
        let mut out = Vec::new();
        self.left.collect(&mut out);
        self.right.collect(&mut out);
        out
    }
}
