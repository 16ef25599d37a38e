//! The code of a number format, cut into sections and their parts.

/// One of a format's sections: for positive numbers, negative ones, nought, or text.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Its parts, in order.
    pub(super) tokens: Vec<Token>,
    /// Digits behind the point.
    pub(super) places: u32,
    /// Of them, those that are printed even when nought.
    pub(super) fixed_places: u32,
    /// Digits before the point that are printed even when nought.
    pub(super) whole: usize,
    /// With commas between thousands.
    pub(super) grouped: bool,
    /// Powers of ten that the value is multiplied with.
    pub(super) shift: i32,
    /// As digits and a power of ten.
    pub(super) exponent: bool,
    /// A date or a time.
    pub(super) date: bool,
    /// As it is.
    pub(super) general: bool,
    /// It prints the number.
    pub(super) digits: bool,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Printed as it is.
    Literal(String),
    /// Where the number goes.
    Number,
    /// A part of a date, as written: "yyyy", "mmm", "h", "AM/PM".
    Date(String),
    /// The text of a cell.
    Text,
}

/// Cuts a code at the semicolons that are not quoted.
pub(super) fn sections(code: &str) -> Vec<&str> {
    let (mut out, mut from, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (i, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                out.push(&code[from..i]);
                from = i + 1;
            }
            _ => {}
        }
    }
    out.push(&code[from..]);
    out
}

/// Reads one section.
pub(super) fn section(code: &str) -> Section {
    let mut s = Section::default();
    if code.trim().eq_ignore_ascii_case("general") {
        s.general = true;
        return s;
    }
    let mut literal = String::new();
    let mut point = false;
    // Commas behind the last digit divide by a thousand each.
    let mut commas = 0;
    let mut rest = code.chars().peekable();
    let flush = |literal: &mut String, tokens: &mut Vec<Token>| {
        if !literal.is_empty() {
            tokens.push(Token::Literal(std::mem::take(literal)));
        }
    };
    while let Some(c) = rest.next() {
        match c {
            '"' => literal.extend(rest.by_ref().take_while(|q| *q != '"')),
            '\\' => literal.extend(rest.next()),
            // A blank as wide as the next character; a character repeated to fill the cell.
            '_' => {
                rest.next();
                literal.push(' ');
            }
            '*' => {
                rest.next();
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|b| *b != ']').collect();
                // "[$£-809]" is a currency sign; "[Red]" and "[>=100]" print nothing; "[h]" counts hours.
                if let Some(sign) = inside.strip_prefix('$') {
                    literal.push_str(sign.split('-').next().unwrap_or(""));
                } else if !inside.is_empty() && inside.bytes().all(|b| b"hmsHMS".contains(&b)) {
                    flush(&mut literal, &mut s.tokens);
                    s.tokens.push(Token::Date(inside.to_lowercase()));
                    s.date = true;
                }
            }
            '0' | '#' | '?' => {
                if !s.digits {
                    flush(&mut literal, &mut s.tokens);
                    s.tokens.push(Token::Number);
                    s.digits = true;
                }
                if commas > 0 && !point {
                    s.grouped = true;
                }
                commas = 0;
                match (point, c) {
                    (true, _) => {
                        s.places += 1;
                        if c == '0' {
                            s.fixed_places = s.places;
                        }
                    }
                    (false, '0') => s.whole += 1,
                    _ => {}
                }
            }
            '.' if s.digits || matches!(rest.peek(), Some('0' | '#' | '?')) => {
                if !s.digits {
                    flush(&mut literal, &mut s.tokens);
                    s.tokens.push(Token::Number);
                    s.digits = true;
                }
                point = true;
            }
            ',' if s.digits => commas += 1,
            '%' => {
                s.shift += 2;
                literal.push('%');
            }
            'E' | 'e' if s.digits && matches!(rest.peek(), Some('+' | '-')) => {
                s.exponent = true;
                while matches!(rest.peek(), Some('+' | '-' | '0' | '#')) {
                    rest.next();
                }
            }
            '@' => {
                flush(&mut literal, &mut s.tokens);
                s.tokens.push(Token::Text);
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                let mut part = c.to_lowercase().to_string();
                while let Some(next) = rest.next_if(|n| n.eq_ignore_ascii_case(&c)) {
                    part.extend(next.to_lowercase());
                }
                flush(&mut literal, &mut s.tokens);
                s.tokens.push(Token::Date(part));
                s.date = true;
            }
            'A' | 'a' if s.date => {
                let half: String = rest.clone().take(4).collect();
                let length = if half.eq_ignore_ascii_case("M/PM") {
                    4
                } else if half.to_ascii_uppercase().starts_with("/P") {
                    2
                } else {
                    literal.push(c);
                    continue;
                };
                rest.by_ref().take(length).for_each(drop);
                flush(&mut literal, &mut s.tokens);
                s.tokens.push(Token::Date("am/pm".to_string()));
            }
            c => literal.push(c),
        }
    }
    flush(&mut literal, &mut s.tokens);
    s.shift -= 3 * commas;
    s
}
