//! An operand and a claim, put together from tokens of a sentence.

use super::sentence::{Prose, Sentence};
use super::{Claim, Kind, Operand, Part, measure};
use crate::figure::{Figure, Form, Hedge, Period, Span, Unit};

/// The figure at token `k` as an operand; where no figure stands there, one of nought that is only about right.
pub(super) fn operand(
    prose: &Prose<'_>,
    s: &Sentence,
    k: usize,
    part: Part,
    period: Option<Period>,
) -> Operand {
    let figure = prose.figure(s, k).copied().unwrap_or(Figure {
        value: rust_decimal::Decimal::ZERO,
        scale: 0,
        places: 0,
        unit: Unit::Number,
        form: Form::Digits,
        hedge: Hedge::About,
        signed: false,
        span: s.span,
    });
    Operand {
        part,
        figure,
        period,
        measure: measure::of(prose, s, k).into(),
    }
}

/// A claim from the first to the last of its operands, which it puts in the order of the text.
pub(super) fn claim(
    prose: &Prose<'_>,
    s: &Sentence,
    kind: Kind,
    mut operands: Vec<Operand>,
    period: Option<Period>,
) -> Claim {
    operands.sort_by_key(|o| o.figure.span);
    let (first, last) = (operands.first(), operands.last());
    let span = Span {
        start: first.map_or(s.span.start, |o| o.figure.span.start),
        end: last.map_or(s.span.end, |o| o.figure.span.end),
    };
    Claim {
        operands,
        period,
        ..Claim::new(kind, prose.block, span)
    }
}
