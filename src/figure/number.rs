//! The figure grammar (nom): a cell's text, or the figures in a sentence.

use super::{Figure, Form, Hedge, Reading, Span, Unit};
use rust_decimal::Decimal;

/// What a table cell's text says.
pub fn read_cell(text: &str) -> Reading {
    let t = text.trim();
    if t.is_empty() {
        return Reading::Blank;
    }
    let plain = t.replace(',', "");
    match plain.parse::<Decimal>() {
        Ok(value) => Reading::Figure(Figure {
            value,
            scale: 0,
            places: value.scale() as i8,
            unit: Unit::Number,
            form: Form::Digits,
            hedge: Hedge::None,
            signed: false,
            span: Span::new(0, text.len()),
        }),
        Err(_) => Reading::Text,
    }
}

/// The figures of a sentence or paragraph, in order. Dates, references, telephone numbers and the like are not figures.
pub fn scan(_text: &str) -> Vec<Figure> {
    Vec::new()
}
