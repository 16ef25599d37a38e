//! How cells look, and how figures are written as Excel writes numbers.

use crate::figure::{Figure, Unit};
use crate::finding::{Level, Outcome};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline};

/// The look of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    /// Broken over lines inside its column.
    pub wrap: bool,
    /// The head of a group of rows.
    pub bold: bool,
    /// Beside the point.
    pub faint: bool,
    /// In the middle of its column: numbers that name a row or a page, beside a column of text.
    pub middle: bool,
    /// Leads somewhere.
    pub link: bool,
    /// What its colour says.
    pub tone: Tone,
    /// A number format; empty for texts.
    pub number: String,
}

/// What a colour says; the words say it too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// Agrees.
    Good,
    /// Explained by rounding, or a warning.
    Fair,
    /// An error.
    Bad,
    /// A note.
    Calm,
}

impl Style {
    pub(super) fn wrapped() -> Style {
        Style {
            wrap: true,
            ..Style::default()
        }
    }
    pub(super) fn bold() -> Style {
        Style {
            bold: true,
            ..Style::default()
        }
    }
    pub(super) fn whole() -> Style {
        Style {
            number: "0".into(),
            ..Style::default()
        }
    }
    /// The number of a test or a page.
    pub(super) fn name() -> Style {
        Style {
            middle: true,
            ..Style::whole()
        }
    }
    pub(super) fn toned(tone: Tone) -> Style {
        Style {
            tone,
            ..Style::default()
        }
    }

    pub(super) fn format(&self) -> Format {
        let mut format = Format::new().set_align(FormatAlign::Top);
        if self.wrap {
            format = format
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_indent(1);
        }
        if self.bold {
            format = format.set_bold();
        }
        if self.middle {
            format = format.set_align(FormatAlign::Center);
        }
        if self.faint {
            format = format.set_font_color(Color::RGB(0x595959));
        }
        let ink = match self.tone {
            Tone::Plain => None,
            Tone::Good => Some(0x1E6B34),
            Tone::Fair => Some(0x8A5A00),
            Tone::Bad => Some(0xB42318),
            Tone::Calm => Some(0x1F4E9E),
        };
        if let Some(ink) = ink {
            format = format.set_font_color(Color::RGB(ink)).set_bold();
        }
        if self.link {
            format = format
                .set_font_color(Color::RGB(0x0B4F9E))
                .set_underline(FormatUnderline::Single);
        }
        if !self.number.is_empty() {
            format = format.set_num_format(&self.number);
        }
        format
    }
}

impl From<Level> for Tone {
    fn from(level: Level) -> Tone {
        match level {
            Level::Error => Tone::Bad,
            Level::Warning => Tone::Fair,
            Level::Note => Tone::Calm,
        }
    }
}

impl From<Outcome> for Tone {
    fn from(outcome: Outcome) -> Tone {
        match outcome {
            Outcome::Agrees => Tone::Good,
            Outcome::WithinRounding | Outcome::UnlikelyRounding => Tone::Fair,
            Outcome::Differs => Tone::Bad,
            Outcome::NotTested => Tone::Plain,
        }
    }
}

/// Whether figures are taken as printed, or multiplied by the scale of their headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// 12.4 in a column headed £m stays 12.4.
    Printed,
    /// It is 12,400,000.
    Full,
}

/// A figure's number as Excel has it: percentages are fractions shown as percentages.
pub(super) fn value(figure: &Figure, view: View) -> Decimal {
    let value = match view {
        View::Printed => figure.value,
        View::Full => figure.scaled(),
    };
    fraction(value, figure.unit)
}

/// 42 percent is 0.42; other units stay.
pub(super) fn fraction(value: Decimal, unit: Unit) -> Decimal {
    if is_share(unit) {
        value / Decimal::ONE_HUNDRED
    } else {
        value
    }
}

pub(super) fn is_share(unit: Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::Points)
}

/// The number format that shows a figure as it was printed, with so many more decimals.
pub(super) fn number_format(figure: &Figure, printed: &str, view: View, more: u32) -> String {
    let scale = match view {
        View::Printed => 0,
        View::Full => i32::from(figure.scale).max(0),
    };
    let places = (i32::from(figure.places) - scale).max(0) as u32 + more;
    let decimals = match places.min(10) {
        0 => String::new(),
        n => format!(".{}", "0".repeat(n as usize)),
    };
    let scaled = view == View::Printed && figure.scale != 0;
    // A year is no count, and stands without a separator.
    let grouped = printed.contains(',') || view == View::Full || scaled || figure.unit.is_money();
    let whole = if grouped { "#,##0" } else { "0" };
    let number = format!("{whole}{decimals}");
    match figure.unit {
        Unit::Percent | Unit::Points => format!("0{decimals}%"),
        _ if scaled => number,
        Unit::Pounds => format!("\"£\"{number};-\"£\"{number}"),
        Unit::Dollars => format!("\"$\"{number};-\"$\"{number}"),
        Unit::Euros => format!("\"€\"{number};-\"€\"{number}"),
        _ => number,
    }
}

/// The unit of a figure in words.
pub(super) fn unit(figure: &Figure, view: View) -> String {
    let scale = match view {
        View::Printed => figure.scale,
        View::Full => 0,
    };
    let name = match figure.unit {
        Unit::Number => "",
        Unit::Pounds => "£",
        Unit::Dollars => "$",
        Unit::Euros => "€",
        Unit::Percent => "%",
        Unit::Points => "points",
        other => other.code(),
    };
    let times = match scale {
        0 => return name.to_string(),
        3 => "000".to_string(),
        6 => "m".to_string(),
        9 => "bn".to_string(),
        n => format!("×10^{n}"),
    };
    match figure.unit {
        Unit::Number => match scale {
            3 => "thousand".into(),
            6 => "million".into(),
            9 => "billion".into(),
            _ => times,
        },
        _ => format!("{name}{times}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Form, Hedge, Span};

    fn figure(value: &str, places: i8, scale: i8, unit: Unit) -> Figure {
        Figure {
            value: value.parse().expect("a number"),
            scale,
            places,
            unit,
            form: Form::Digits,
            hedge: Hedge::None,
            signed: false,
            span: Span::new(0, 0),
        }
    }

    #[test]
    fn figures_look_as_they_were_printed() {
        let pounds = figure("12.4", 1, 6, Unit::Pounds);
        assert_eq!(number_format(&pounds, "12.4", View::Printed, 0), "#,##0.0");
        assert_eq!(unit(&pounds, View::Printed), "£m");
        assert_eq!(
            number_format(&pounds, "12.4", View::Full, 0),
            "\"£\"#,##0;-\"£\"#,##0"
        );
        assert_eq!(value(&pounds, View::Full), Decimal::from(12_400_000));
        let year = figure("2025", 0, 0, Unit::Number);
        assert_eq!(number_format(&year, "2025", View::Printed, 0), "0");
        let share = figure("42.4", 1, 0, Unit::Percent);
        assert_eq!(number_format(&share, "42.4%", View::Printed, 1), "0.00%");
        assert_eq!(value(&share, View::Printed), Decimal::new(424, 3));
    }
}
