//! The figures of running text, in one pass: dates, references, telephone numbers, ages and the like are passed over.

use super::dates::{self, Atom};
use super::digits::ALPHANUMERIC;
use super::hedge::hedge;
use super::numeral::{self, Numeral};
use super::passed_over::{
    glued_before, in_address, is_age, is_age_after, is_identifier, telephone_end,
};
use super::reference::{is_citation, is_reference};
use super::scan_lead::{opening, paragraph_number};
use super::{Figure, Form, Hedge, Unit, words};
use rust_decimal::Decimal;

/// How the text is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A sentence or paragraph.
    Prose,
    /// A table cell that holds more than one figure: digits only, no paragraph numbers.
    Cell,
}

/// The figures of `text`, in order.
pub(super) fn figures(text: &str, atoms: &[Atom], mode: Mode) -> Vec<Figure> {
    let bytes = text.as_bytes();
    let mut out: Vec<Figure> = Vec::new();
    let mut taken = atoms.iter().peekable();
    let mut reference: Option<usize> = None;
    // Digits beside a character that could not be read are part of a figure that could not be read.
    let spoiled = text.contains('\u{fffd}');
    let mut i = if mode == Mode::Prose {
        paragraph_number(text, 0)
    } else {
        0
    };
    while i < bytes.len() {
        let b = bytes[i];
        // Nothing begins at a blank or inside a character.
        if b.is_ascii_whitespace() || !text.is_char_boundary(i) {
            i += 1;
            continue;
        }
        while taken.next_if(|a| (a.span.end as usize) <= i).is_some() {}
        if let Some(a) = taken.peek()
            && a.span.start as usize <= i
        {
            i = a.span.end as usize;
            continue;
        }
        if spoiled && let Some(end) = unreadable(text, i) {
            i = end;
        } else if b.is_ascii_digit() {
            i = digit(text, i, mode, &mut out, &mut reference);
        } else if b.is_ascii_alphabetic() {
            i = letter(text, i, mode, &mut out, &mut reference);
        } else if b >= 0x80 {
            i = beyond_ascii(text, i, &mut out);
        } else {
            if mode == Mode::Prose
                && matches!(b, b'.' | b':' | b';')
                && bytes.get(i + 1) == Some(&b' ')
            {
                i = paragraph_number(text, i + 1).max(i + 1);
                continue;
            }
            i += 1;
        }
    }
    out
}

/// The end of a word at `at` that holds digits and a character that could not be read.
fn unreadable(text: &str, at: usize) -> Option<usize> {
    let begins = at == 0 || text.get(..at)?.ends_with(char::is_whitespace);
    if !begins {
        return None;
    }
    let word = text.get(at..)?.split(char::is_whitespace).next()?;
    let spoiled = word.contains('\u{fffd}') && word.bytes().any(|b| b.is_ascii_digit());
    spoiled.then_some(at + word.len())
}

/// Reads at a digit; returns where to go on.
fn digit(
    text: &str,
    at: usize,
    mode: Mode,
    out: &mut Vec<Figure>,
    reference: &mut Option<usize>,
) -> usize {
    let mut start = opening(text, at, mode);
    // "821$ -3": what belongs to the figure before opens no other
    if let Some(taken) = out.last().map(|f| f.span.end as usize)
        && start < taken
    {
        let between = text.get(taken..at).unwrap_or("");
        start = at - between.trim_start().len();
    }
    let token_end = end_of_token(text, at);
    if mode == Mode::Prose && in_address(text, at) {
        return end_of_run(text, at);
    }
    // Digits that are no numeral are too many: none of them is a figure.
    let Ok((left, n)) = numeral::numeral(&text[start..]) else {
        return end_of_run(text, at);
    };
    let end = text.len() - left.len();
    if n.digits.padded && n.unit.is_none() {
        return telephone_end(text, token_end);
    }
    let plain = n.unit.is_none() && n.scale == 0;
    let before = &text[..start];
    // an ordinal is a rank
    if plain
        && n.digits.places == 0
        && let Some(suffix) = left.get(..2)
        && ["st", "nd", "rd", "th"]
            .iter()
            .any(|s| suffix.eq_ignore_ascii_case(s))
        && !left[2..].starts_with(|c: char| c.is_alphanumeric())
    {
        let day = dates::names_month(dates::last_word(before));
        if mode == Mode::Prose && !day && !left[2..].starts_with(" century") {
            let mut f = n.figure(start, end + 2);
            f.form = Form::Ordinal;
            out.push(f);
        }
        return end + 2;
    }
    if left.starts_with(|c: char| c.is_alphanumeric()) {
        return token_end.max(end);
    }
    // 5.1.2, 192.168.0.1, 1,2,3: no numbers; 12/3/4 neither. 7,38 is a list to some and a decimal to others.
    if let Some(after) = left.strip_prefix(['.', ':', ','])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        return end_of_run(text, at);
    }
    if plain && (is_reference(text, start, end, reference) || is_citation(left)) {
        *reference = Some(end);
        return end;
    }
    let last = dates::last_word(before);
    if plain && (glued_before(before) || (mode == Mode::Prose && is_identifier(left, last, &n))) {
        return token_end.max(end);
    }
    let mut figure = n.figure(start, end);
    if plain && mode == Mode::Prose && is_age(last, left) {
        return end;
    }
    if n.unit == Some(Unit::Years) && is_age_after(left) {
        return end;
    }
    if plain
        && mode == Mode::Prose
        && left
            .strip_prefix(['-', '‑'])
            .is_some_and(|r| r.starts_with(char::is_alphabetic))
    {
        // "12-bed", "10-point": names a kind
        return end;
    }
    if mode == Mode::Prose {
        if matches!(last, "per" | "every") && plain {
            return end;
        }
        if plain && let Some(f) = slash(text, start, end, &n) {
            match f {
                Slash::Fraction(value, stop) => {
                    figure.value = value;
                    figure.places = 2;
                    figure.form = Form::Fraction;
                    figure.span.end = stop as u32;
                    out.push(figure);
                    return stop;
                }
                Slash::None(stop) => return stop,
                Slash::Pair => {}
            }
        }
        figure.hedge = hedge(before, left);
    }
    range(text, out, &mut figure);
    out.push(figure);
    end
}

/// Ties two figures of a range together: "5-10%", "between 5 and 10": bounds, in the second one's unit. Of a score
/// ("45-38") neither is a value by itself.
fn range(text: &str, out: &mut [Figure], figure: &mut Figure) {
    let Some(last) = out.last_mut() else { return };
    let Some(gap) = text.get(last.span.end as usize..figure.span.start as usize) else {
        return;
    };
    if gap.len() > 5 || last.form == Form::Ordinal {
        return;
    }
    let dash = matches!(gap.trim(), "-" | "–" | "—" | "‑");
    let between = gap == " and "
        && text[..last.span.start as usize]
            .trim_end()
            .ends_with("between");
    if !(dash || between) || last.signed || figure.signed {
        return;
    }
    if last.value > figure.value {
        if dash && !gap.contains(' ') {
            last.hedge = Hedge::Under;
            figure.hedge = Hedge::Over;
        }
        return;
    }
    if last.unit == Unit::Number && last.scale == 0 {
        last.unit = figure.unit;
        last.scale = figure.scale;
    }
    last.hedge = Hedge::Over;
    figure.hedge = Hedge::Under;
}

enum Slash {
    Fraction(Decimal, usize),
    Pair,
    None(usize),
}

/// `36/85` is a count over its base; `1/3` a fraction; anything with a second slash nothing.
fn slash(text: &str, start: usize, end: usize, n: &Numeral) -> Option<Slash> {
    let after = text[end..].strip_prefix('/')?;
    let Ok((left, second)) = numeral::digits(after) else {
        return Some(Slash::None(end_of_token(text, end + 1)));
    };
    let stop = text.len() - left.len();
    if left.starts_with('/')
        || left.starts_with(|c: char| c.is_alphanumeric())
        || n.digits.places > 0
    {
        return Some(Slash::None(end_of_run(text, start)));
    }
    let (a, b) = (n.digits.value, second.value);
    if b <= Decimal::from(10) && b > Decimal::ONE && a < b && a > Decimal::ZERO {
        return Some(Slash::Fraction(a / b, stop));
    }
    if a == Decimal::from(24) && b == Decimal::from(7) {
        return Some(Slash::None(stop));
    }
    Some(Slash::Pair)
}

pub(super) fn end_of_token(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        while let Some(b) = bytes.get(end)
            && ALPHANUMERIC[usize::from(*b)]
        {
            end += 1;
        }
        let Some(b) = bytes.get(end) else {
            return text.len();
        };
        let beyond = || text[end..].chars().next();
        match (!b.is_ascii()).then(beyond).flatten() {
            Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
            _ => return end.max(at + 1),
        }
    }
}

/// Past everything up to the next space.
fn end_of_run(text: &str, at: usize) -> usize {
    text[at..]
        .find(|c: char| c.is_whitespace())
        .map_or(text.len(), |n| at + n.max(1))
}

/// Reads at a letter; returns where to go on.
fn letter(
    text: &str,
    at: usize,
    mode: Mode,
    out: &mut Vec<Figure>,
    reference: &mut Option<usize>,
) -> usize {
    let rest = &text[at..];
    if mode == Mode::Prose
        && words::may_begin(rest.as_bytes())
        && let Some((mut figure, end)) = words::figure(text, at)
    {
        let before = &text[..at];
        let left = &text[end..];
        let place =
            figure.form == Form::Words && is_reference(text, at, end.min(at + 8), reference);
        if place {
            *reference = Some(end);
            return end;
        }
        let mut stop = end;
        if figure.form == Form::Words {
            if is_age(dates::last_word(before), left) {
                return end;
            }
            if let Ok((after, unit)) = numeral::unit_after(left) {
                if unit == Unit::Years && is_age_after(after) {
                    return end;
                }
                figure.unit = unit;
                stop = text.len() - after.len();
                figure.span.end = stop as u32;
            }
        }
        if figure.form != Form::Ordinal {
            figure.hedge = hedge(before, &text[stop..]);
            range(text, out, &mut figure);
        }
        out.push(figure);
        return stop;
    }
    let end = end_of_token(text, at);
    // GBP 12 and US$5 are picked up from their digits; A10 is passed over as one token
    if rest.as_bytes().starts_with(b"GBP")
        || rest.as_bytes().starts_with(b"EUR")
        || rest.as_bytes().starts_with(b"USD")
    {
        return at + 3;
    }
    end
}

/// `½` and other characters that are numbers of their own.
fn beyond_ascii(text: &str, at: usize, out: &mut Vec<Figure>) -> usize {
    let c = text[at..].chars().next().unwrap_or(' ');
    let next = at + c.len_utf8();
    if matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔')
        && let Ok((left, n)) = numeral::numeral(&text[at..])
    {
        let end = text.len() - left.len();
        let mut f = n.figure(at, end);
        f.form = Form::Fraction;
        out.push(f);
        return end;
    }
    if c.is_alphabetic() {
        return end_of_token(text, at);
    }
    next
}
