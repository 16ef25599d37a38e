//! The text that a cell shows: its value under a number format. ECMA-376, part 1, 18.8.30 and 18.8.31.
//!
//! What is tested is what a reader sees: 0.153 under `0.0%` is "15.3%", 1234567 under `#,##0,` is "1,235".

use super::code::{Section, Token, section, sections};
use super::date;
use rust_decimal::{Decimal, RoundingStrategy};

/// A format, cut into its sections.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
}

impl NumberFormat {
    /// Reads a format code.
    pub(super) fn read(code: &str) -> NumberFormat {
        let sections = sections(code).into_iter().map(section).collect();
        NumberFormat { sections }
    }

    /// The code that a built-in identifier stands for; those not listed show as they are.
    pub(super) fn built_in(id: u32) -> &'static str {
        match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 => "#,##0.00",
            5..=8 => "£#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            14 => "dd/mm/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "dd/mm/yyyy h:mm",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            45 => "mm:ss",
            46 => "h:mm:ss",
            47 => "mm:ss",
            _ => "General",
        }
    }

    /// The text that a number shows; dates count from 1904 in files of that kind.
    pub(super) fn show(&self, value: Decimal, from_1904: bool) -> String {
        let (section, signed) = match self.sections.as_slice() {
            [] => return general(value),
            [only] => (only, true),
            [_, negative, ..] if value.is_sign_negative() && !value.is_zero() => (negative, false),
            [_, _, zero, ..] if value.is_zero() => (zero, true),
            [positive, ..] => (positive, true),
        };
        section.show(value, signed, from_1904)
    }

    /// The text that a cell of text shows.
    pub(super) fn show_text(&self, text: &str) -> String {
        match self.sections.get(3) {
            Some(section) => section
                .tokens
                .iter()
                .map(|t| match t {
                    Token::Text => text,
                    Token::Literal(l) => l,
                    _ => "",
                })
                .collect(),
            None => text.to_string(),
        }
    }
}

impl Section {
    fn show(&self, value: Decimal, signed: bool, from_1904: bool) -> String {
        if self.general {
            return general(value);
        }
        if self.date {
            let parts: Vec<date::Part<'_>> = self
                .tokens
                .iter()
                .map(|t| match t {
                    Token::Date(d) => date::Part::Date(d),
                    Token::Literal(l) => date::Part::Literal(l),
                    Token::Number | Token::Text => date::Part::Literal(""),
                })
                .collect();
            return date::show(value, &parts, from_1904).unwrap_or_else(|| general(value));
        }
        if self.exponent {
            return general(value);
        }
        let number = self.number(value.abs());
        let nought = !number.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let mut out = String::new();
        if signed && value.is_sign_negative() && self.digits && !nought {
            out.push('-');
        }
        for token in &self.tokens {
            match token {
                Token::Literal(l) => out.push_str(l),
                Token::Number => out.push_str(&number),
                Token::Text | Token::Date(_) => {}
            }
        }
        out
    }

    /// The digits of a positive value.
    fn number(&self, value: Decimal) -> String {
        let scaled = if self.shift >= 0 {
            value.checked_mul(power(self.shift as u32))
        } else {
            value.checked_div(power(self.shift.unsigned_abs()))
        };
        let Some(scaled) = scaled else {
            return general(value);
        };
        let rounded =
            scaled.round_dp_with_strategy(self.places, RoundingStrategy::MidpointAwayFromZero);
        let text = format!("{rounded:.*}", self.places as usize);
        let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.trim_start_matches('0');
        let mut digits = "0".repeat(self.whole.saturating_sub(whole.len()));
        digits.push_str(whole);
        if self.grouped {
            digits = group(&digits);
        }
        let kept = places
            .trim_end_matches('0')
            .len()
            .max(self.fixed_places as usize);
        if kept > 0 {
            digits.push('.');
            digits.push_str(&places[..kept]);
        }
        digits
    }
}

fn power(n: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(n.min(27)), 0)
}

fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A value without a format: at most eleven characters, as a cell of the usual width shows it. The digits behind those
/// are traces of binary arithmetic.
fn general(value: Decimal) -> String {
    const CHARACTERS: usize = 11;
    let whole = value.trunc().abs().to_string().len();
    let places = CHARACTERS.saturating_sub(whole + 1) as u32;
    value
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: &str) -> String {
        let value = value.parse().expect("a number");
        NumberFormat::read(code).show(value, false)
    }

    #[test]
    fn numbers_show_as_their_format_says() {
        for (code, value, shown) in [
            ("General", "0.30000000000000004", "0.3"),
            ("General", "-1234.5", "-1234.5"),
            ("General", "0.333333333333333", "0.333333333"),
            ("0", "1233.5", "1234"),
            ("#,##0", "1234567.4", "1,234,567"),
            ("#,##0.00", "0.5", "0.50"),
            ("#.##", "0.5", ".5"),
            ("0.0%", "0.1534", "15.3%"),
            ("£#,##0", "-1200", "-£1,200"),
            ("[$£-809]#,##0.0", "1200", "£1,200.0"),
            ("#,##0,", "1234567", "1,235"),
            ("0.0,,\"m\"", "36400000", "36.4m"),
            ("#,##0;(#,##0);\"-\"", "-12", "(12)"),
            ("#,##0;(#,##0);\"-\"", "0", "-"),
            ("#,##0_);[Red](#,##0)", "12", "12 "),
            ("#,##0_);[Red](#,##0)", "-1812", "(1,812)"),
            ("0.0", "-0.04", "0.0"),
            ("0\" days\"", "3", "3 days"),
            ("000", "7", "007"),
        ] {
            assert_eq!(show(code, value), shown, "{value} under {code}");
        }
    }

    #[test]
    fn days_and_hours_show_as_dates() {
        for (code, value, shown) in [
            ("dd/mm/yyyy", "45747", "31/03/2025"),
            ("d mmmm yyyy", "45747", "31 March 2025"),
            ("mmm-yy", "45747", "Mar-25"),
            ("h:mm", "0.75", "18:00"),
            ("h:mm AM/PM", "0.75", "6:00 PM"),
        ] {
            assert_eq!(show(code, value), shown, "{value} under {code}");
        }
        let from_1904 = NumberFormat::read("yyyy").show(Decimal::from(44285), true);
        assert_eq!(from_1904, "2025");
    }

    #[test]
    fn text_stands_where_its_section_says() {
        let f = NumberFormat::read("0;-0;0;\"* \"@");
        assert_eq!(f.show_text("note"), "* note");
        assert_eq!(NumberFormat::read("0").show_text("note"), "note");
    }
}
