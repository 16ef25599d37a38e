//! One printed number: what it says, in which unit, and how precisely.
//!
//! A [`Figure`] is a number exactly as printed. Its value stays unscaled (`£1.2m` is 1.2 with a scale of 6), so that
//! the printed digits, and with them the precision, are never lost; [`Figure::scaled`] and [`Figure::interval`] give
//! the value it stands for.

mod around;
mod cell;
mod cell_numeral;
mod compose;
mod date_grammar;
mod date_look;
pub mod dates;
pub(crate) mod digits;
mod hedge;
pub mod interval;
pub mod number;
mod numeral;
mod passed_over;
mod pattern;
pub mod period;
mod reference;
mod relative;
pub mod scale;
mod scan;
mod scan_lead;
mod suffix;
pub mod unit;
mod words;

pub(crate) use around::tail;
pub(crate) use dates::small_number;
pub use interval::Interval;
pub use number::read_prose;
pub(crate) use pattern::{pattern, patterns};
pub use period::{Period, PeriodRef};
pub use unit::Unit;

use rust_decimal::Decimal;

/// A byte range in the text a figure was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }
    /// The slice of `text` that the span covers; empty when it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
    /// What stands in it before `inner`.
    pub fn before(self, inner: Span) -> Span {
        Span {
            start: self.start,
            end: inner.start,
        }
    }
    /// What stands in it behind `inner`.
    pub fn behind(self, inner: Span) -> Span {
        Span {
            start: inner.end,
            end: self.end,
        }
    }
    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// How a figure was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Digits: `1,234`, `(12.5)`, `42.4%`.
    #[default]
    Digits,
    /// A number word: "twelve", "fifty-four".
    Words,
    /// A fraction: `1 ½`, "a third", "half".
    Fraction,
    /// An ordinal: "9th", "second". A rank, never a count.
    Ordinal,
}

/// How much the words around a figure loosen it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hedge {
    /// Stated plainly.
    #[default]
    None,
    /// "around", "about", "approximately", "nearly", "circa": not held to its printed precision.
    About,
    /// "over", "more than", "at least", "above": a lower bound.
    Over,
    /// "under", "less than", "up to", "at most", "fewer than": an upper bound.
    Under,
}

/// One number exactly as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The value as printed, with its sign: `(1,204.5)` is -1204.5, `£1.2m` is 1.2.
    pub value: Decimal,
    /// Power of ten that the printed value is multiplied by: 6 for `£1.2m`, 3 for a column headed `£000`.
    pub scale: i8,
    /// Digits printed after the decimal point; negative where a number word or the like is coarser than one.
    pub places: i8,
    /// What is counted or measured.
    pub unit: Unit,
    /// Digits, words, fraction or ordinal.
    pub form: Form,
    /// "about", "over", "under".
    pub hedge: Hedge,
    /// An explicit `+` or `-` was printed: the figure states a change.
    pub signed: bool,
    /// Where the figure stands in the text it was read from, sign and unit included.
    pub span: Span,
}

impl Figure {
    /// What the last printed digit is worth in printed units: 0.1 for `42.4%`, 1 for `£000` figures.
    pub fn precision(&self) -> Decimal {
        scale::power_of_ten(-i32::from(self.places))
    }

    /// The value with its scale applied: 1200000 for `£1.2m`.
    pub fn scaled(&self) -> Decimal {
        scale::apply(self.value, self.scale)
    }

    /// What the last printed digit is worth with the scale applied: 100000 for `£1.2m`.
    pub fn scaled_precision(&self) -> Decimal {
        scale::apply(self.precision(), self.scale)
    }

    /// The range of true values that the printed figure stands for: `[v - r/2, v + r/2]`, scale applied.
    ///
    /// Whole counts in plain numbers are exact; see [`Figure::is_exact`].
    pub fn interval(&self) -> Interval {
        if self.is_exact() {
            Interval::exact(self.scaled())
        } else {
            self.rounded_interval()
        }
    }

    /// The same range with whole counts taken as rounded too, for tables that show rounding.
    pub fn rounded_interval(&self) -> Interval {
        Interval::rounded(self.scaled(), self.scaled_precision())
    }

    /// A whole count (no decimals, no scale, a unit that is counted, not measured) or a fraction stands for itself.
    pub fn is_exact(&self) -> bool {
        self.form == Form::Ordinal
            || (self.places <= 0 && self.scale == 0 && self.unit.is_counted())
    }
}

/// Why a cell holds no usable number although it stands where one belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suppressed {
    /// `<5`: known to lie from zero to below the bound.
    Below(u32),
    /// `*`, `c`, `[c]`, `x`, `[x]`: withheld.
    Withheld,
    /// `~` or `[low]`: rounds to nothing.
    Negligible,
    /// `-`, `–`, `..`: nil or not available; the source does not say which.
    Dash,
    /// `n/a`, `N/A`, `not applicable`, `[z]`.
    NotApplicable,
}

/// What a cell's text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reading {
    /// Nothing printed.
    #[default]
    Blank,
    /// One figure and nothing else of weight: `1,234`, `£1.2m`, `12 days`, `1 *sibling group`.
    Figure(Figure),
    /// Several figures: `35% (39 of 112)`, `4.2% (contact) 14.7% (EOI)`.
    Several(Box<[Figure]>),
    /// A mark in place of a number.
    Suppressed(Suppressed),
    /// Words.
    Text,
}

impl Reading {
    /// The figures read, in order.
    pub fn figures(&self) -> &[Figure] {
        match self {
            Reading::Figure(f) => std::slice::from_ref(f),
            Reading::Several(fs) => fs,
            Reading::Blank | Reading::Suppressed(_) | Reading::Text => &[],
        }
    }
    /// The only figure, where there is just one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Reading::Figure(f) => Some(f),
            _ => None,
        }
    }
}
