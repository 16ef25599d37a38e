//! Numerals in the dress that only cells wear: brackets for minus, spaced thousands, decimal commas, footnote marks.

use super::Unit;
use super::numeral::{
    Digits, Numeral, Read, currency, digits, fail, has_a_size, numeral, scale, unit_after,
};
use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{char, space0};
use nom::combinator::opt;
use nom::sequence::terminated;

/// The quick way for what most cells hold: `1,234`, `-836.6`, `(27)`, `£1,204`, `42.4%`. None says nothing.
pub(super) fn plain(t: &str) -> Option<Numeral> {
    let (body, bracket) = match t.strip_prefix('(') {
        Some(rest) => (rest.strip_suffix(')')?, true),
        None => (t, false),
    };
    let (body, minus) = match body.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (body, false),
    };
    let (body, unit) = match (body.strip_prefix('£'), body.strip_suffix('%')) {
        (Some(rest), None) => (rest, Some(Unit::Pounds)),
        (None, Some(rest)) => (rest, Some(Unit::Percent)),
        (None, None) => (body, None),
        (Some(_), Some(_)) => return None,
    };
    if bracket && minus || !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (left, digits) = digits(body).ok()?;
    // "0,123" is a decimal comma's
    if !left.is_empty() || digits.padded || digits.grouped && body.starts_with('0') {
        return None;
    }
    Some(Numeral {
        digits,
        negative: bracket || minus,
        signed: minus,
        unit,
        scale: 0,
        money_first: unit == Some(Unit::Pounds),
    })
}

/// Thousands grouped by spaces, in a cell of its own: `18 080`, `1 234 567.8`, `1 234,5`.
pub(super) fn spaced(i: &str) -> Read<'_, Digits> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let (mut rest, lead) = take_while1(|c: char| c.is_ascii_digit())(i)?;
    if lead.len() > 3 || lead.starts_with('0') {
        return fail(i);
    }
    let mut plain = String::from(lead);
    let mut groups = 0;
    while let Some(after) = rest.strip_prefix(is_space) {
        let (left, group) = take_while(|c: char| c.is_ascii_digit())(after)?;
        if group.len() != 3 {
            break;
        }
        plain.push_str(group);
        rest = left;
        groups += 1;
    }
    if groups == 0 || plain.len() > 27 {
        return fail(i);
    }
    let (rest, _) = match rest.strip_prefix([',', '.']) {
        Some(after) => {
            let (left, fraction) = take_while1(|c: char| c.is_ascii_digit())(after)?;
            plain.push('.');
            plain.push_str(fraction);
            (left, ())
        }
        None => (rest, ()),
    };
    match digits(&plain) {
        Ok((_, d)) => Ok((rest, d)),
        Err(_) => fail(i),
    }
}

/// `1.492`, `12.345.678`: one to three digits, and groups of three behind dots.
pub(crate) fn grouped_by_dots(digits: &str) -> bool {
    digits.split('.').enumerate().all(|(n, g)| {
        let length = if n == 0 { 1..=3 } else { 3..=3 };
        length.contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Decimal commas and thousands dots, where nothing else can be meant: `12,5`, `0,123`, `1.234,56`, `1.234.567`.
pub(super) fn continental(i: &str) -> Read<'_, Digits> {
    let (rest, text) = take_while1(|c: char| c.is_ascii_digit() || c == ',' || c == '.')(i)?;
    let commas = text.bytes().filter(|b| *b == b',').count();
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let (whole, fraction) = match text.rsplit_once(',') {
        Some((w, f)) => (w, Some(f)),
        None => (text, None),
    };
    let sound = match (commas, dots, fraction) {
        (1, 0, Some(f)) => !f.is_empty() && !whole.is_empty() && (f.len() != 3 || whole == "0"),
        (1, 1.., Some(f)) => !f.is_empty() && !f.contains('.') && grouped_by_dots(whole),
        (0, 2.., None) => grouped_by_dots(whole),
        _ => false,
    };
    if !sound || text.len() > 30 {
        return fail(i);
    }
    let mut plain = whole.replace('.', "");
    if let Some(f) = fraction {
        plain.push('.');
        plain.push_str(f);
    }
    match digits(&plain) {
        Ok((_, d)) => Ok((rest, d)),
        Err(_) => fail(i),
    }
}

/// What may close a figure in a cell without changing it: footnote marks.
pub(super) fn marks(i: &str) -> &str {
    let mut s = i.trim_start_matches([' ', '\u{a0}']);
    loop {
        let before = s;
        s = s.trim_start_matches([
            '*', '†', '‡', '§', '^', '#', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', '~',
        ]);
        s = s.trim_start_matches([' ', '\u{a0}']);
        for (open, close) in [('[', ']'), ('(', ')')] {
            if let Some(inner) = s.strip_prefix(open)
                && let Some((mark, rest)) = inner.split_once(close)
                && mark.len() <= 5
                && (open == '[' || mark.chars().all(|c| c.is_ascii_lowercase()) && mark.len() <= 2)
            {
                s = rest;
            }
        }
        if s == before {
            return s;
        }
    }
}

/// The signs that may stand alone around a numeral in a cell: opening bracket, then what [`numeral`] reads.
pub(super) fn bracketed(i: &str) -> Read<'_, Numeral> {
    let (i, money) = opt(terminated(currency, space0)).parse(i)?;
    let (i, _) = (char('('), space0).parse(i)?;
    let (i, mut n) = numeral(i)?;
    let (i, _) = (space0, char(')')).parse(i)?;
    let (i, after) = if n.unit.is_none() {
        opt(unit_after).parse(i)?
    } else {
        (i, None)
    };
    let (i, power) = if n.scale == 0 {
        opt(|s| scale(s, true)).parse(i)?
    } else {
        (i, None)
    };
    // "(+3)" and "(-3)" carry their own sign
    if !n.signed {
        n.negative = !n.negative;
    }
    n.unit = n.unit.or(money).or(after);
    n.scale = power.unwrap_or(n.scale);
    if !has_a_size(n.digits.value, n.scale) {
        return fail(i);
    }
    Ok((i, n))
}
