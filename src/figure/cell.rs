//! What a table cell's text says.

use super::dates::{self, Kind};
use super::numeral::{self, Numeral};
use super::scan::{self, Mode};
use super::{Figure, Form, Hedge, Reading, Span, Suppressed, Unit, cell_numeral, scale, words};
use rust_decimal::Decimal;

/// What a table cell's text says.
///
/// A bare year is read as a plain number, since a count may look like one; [`super::period::parse`] tells what it would
/// be as a period. Anything else that is a period, a date, a code or a label is text.
pub fn read_cell(text: &str) -> Reading {
    let t = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
    if t.is_empty() {
        return Reading::Blank;
    }
    let at = offset(text, t);
    let bare = bold(t);
    if let Some(n) = cell_numeral::plain(bare) {
        return Reading::Figure(n.figure(at, at + t.len()));
    }
    // A character that could not be read may be a digit, a point or a sign.
    if t.contains('\u{fffd}') {
        return Reading::Text;
    }
    if let Some(s) = suppressed(bare) {
        return Reading::Suppressed(s);
    }
    let first = bare.as_bytes()[0];
    if first.is_ascii_alphabetic() && !begins_with_money(bare) {
        return in_words(text, bare);
    }
    if !bare.bytes().any(|b| b.is_ascii_digit()) && !bare.contains(['½', '¼', '¾', '⅓', '⅔'])
    {
        return Reading::Text;
    }
    let whole = |n: Numeral| Reading::Figure(n.figure(at, at + t.len()));
    if let Some(n) = alone(bare) {
        return whole(n);
    }
    mixed(text, bare)
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Without Markdown's bold marks.
fn bold(t: &str) -> &str {
    let mut s = t;
    for mark in ["**", "__"] {
        if let Some(inner) = s.strip_prefix(mark).and_then(|r| r.strip_suffix(mark))
            && !inner.trim().is_empty()
        {
            s = inner.trim();
        }
    }
    s
}

fn begins_with_money(t: &str) -> bool {
    ["GBP", "EUR", "USD", "US$", "A$", "C$"]
        .iter()
        .any(|c| t.starts_with(c))
}

/// A mark in place of a number.
fn suppressed(t: &str) -> Option<Suppressed> {
    let below = |rest: &str| {
        let n = rest.trim().trim_end_matches(['*', '%']);
        (!n.is_empty() && n.len() <= 6)
            .then(|| n.parse::<u32>().ok())
            .flatten()
    };
    if let Some(rest) = t.strip_prefix('<') {
        return below(rest).map(Suppressed::Below);
    }
    if let Some(rest) = t.strip_prefix(['≤']) {
        return below(rest).map(|n| Suppressed::Below(n.saturating_add(1)));
    }
    if t.len() > 24 {
        return None;
    }
    let mut small = [0u8; 24];
    for (d, s) in small.iter_mut().zip(t.bytes()) {
        *d = s.to_ascii_lowercase();
    }
    let lower = std::str::from_utf8(small.get(..t.len())?).ok()?;
    for lead in ["fewer than", "less than", "under"] {
        if let Some(rest) = lower.strip_prefix(lead)
            && let Some(n) = below(rest)
        {
            return Some(Suppressed::Below(n));
        }
    }
    Some(match lower {
        "*" | "**" | "c" | "[c]" | "(c)" | "x" | "[x]" | "(x)" | "s" | "[s]" | "#" | "[#]"
        | "•" | "supp" | "suppressed" | "redacted" | "#ref!" | "#div/0!" | "#value!" | "#name?"
        | "#num!" | "u" | "[u]" => Suppressed::Withheld,
        "~" | "[low]" | "low" if lower != "low" => Suppressed::Negligible,
        "-" | "–" | "—" | "--" | "---" | ".." | "..." | "…" | ":" | "." | "−" | "£-" | "£ -"
        | "£–" | "$-" | "$ -" | "€-" | "-%" | "- %" | "£ –" | "$ —" | "$—" | "—%" | "(-)"
        | "- -" | "‑" | "_" => Suppressed::Dash,
        "n/a" | "na" | "n.a." | "n.a" | "not applicable" | "[z]" | "z" | "#n/a" | "n / a"
        | "not available" | "(z)" | "n/k" | "n/m" | "nm" => Suppressed::NotApplicable,
        _ => return None,
    })
}

/// A cell of letters: "twelve", "Nil"; otherwise text.
fn in_words(text: &str, t: &str) -> Reading {
    let at = offset(text, t);
    let whole = |value: Decimal| {
        Reading::Figure(Figure {
            value,
            scale: 0,
            places: 0,
            unit: Unit::Number,
            form: Form::Words,
            hedge: Hedge::None,
            signed: false,
            span: Span::new(at, at + t.len()),
        })
    };
    if t.eq_ignore_ascii_case("nil") || t.eq_ignore_ascii_case("zero") {
        return whole(Decimal::ZERO);
    }
    if words::may_begin(t.as_bytes())
        && let Some((n, left)) = words::cardinal(t)
        && cell_numeral::marks(left).is_empty()
    {
        return whole(Decimal::from(n));
    }
    // "c. 120", "Approx 45%"
    for lead in ["c.", "circa", "approx.", "approx", "about", "around"] {
        if let Some(head) = t.get(..lead.len())
            && head.eq_ignore_ascii_case(lead)
            && let rest = t[lead.len()..].trim_start()
            && rest.len() < t.len() - lead.len() + usize::from(lead.ends_with('.'))
            && let Some(n) = alone(rest)
        {
            let mut f = n.figure(at, at + t.len());
            f.hedge = Hedge::About;
            return Reading::Figure(f);
        }
    }
    Reading::Text
}

/// A cell that is one numeral and nothing else but footnote marks.
fn alone(t: &str) -> Option<Numeral> {
    let (t, trailing_plus) = match t.strip_suffix('+') {
        Some(s) => (s, true),
        None => (t, false),
    };
    if let Ok((left, n)) = cell_numeral::bracketed(t)
        && cell_numeral::marks(left).is_empty()
    {
        return Some(n);
    }
    let (sign, body) = match t.chars().next() {
        Some('-' | '−' | '–' | '‑') => {
            (Some(true), t[t.chars().next()?.len_utf8()..].trim_start())
        }
        Some('+') => (Some(false), t[1..].trim_start()),
        _ => (None, t),
    };
    for grammar in [cell_numeral::spaced, cell_numeral::continental] {
        let money = numeral::currency(body).ok();
        let start = money.map_or(body, |(rest, _)| rest.trim_start());
        if let Ok((left, digits)) = grammar(start) {
            let (left, unit) = match numeral::unit_after(left) {
                Ok((rest, u)) => (rest, Some(u)),
                Err(_) => (left, None),
            };
            if cell_numeral::marks(left).is_empty() {
                return Some(Numeral {
                    digits,
                    negative: sign == Some(true),
                    signed: sign.is_some(),
                    unit: money.map(|(_, u)| u).or(unit),
                    scale: 0,
                    money_first: money.is_some(),
                });
            }
        }
    }
    let (left, mut n) = numeral::numeral(t).ok()?;
    if n.digits.padded && n.unit.is_none() {
        return None;
    }
    if let Some(exponent) = exponent(left)
        && n.unit.is_none()
    {
        let value = n.digits.value.checked_mul(scale::power_of_ten(exponent))?;
        if !numeral::has_a_size(value, 0) {
            return None;
        }
        n.digits.value = value;
        n.digits.places = (i32::from(n.digits.places) - exponent).clamp(-28, 28) as i8;
        return Some(n);
    }
    // "1,234-": a minus after the number
    if matches!(left, "-" | "−") && !n.signed {
        n.negative = true;
        n.signed = true;
        return Some(n);
    }
    if trailing_plus && !left.is_empty() {
        return None;
    }
    cell_numeral::marks(left).is_empty().then_some(n)
}

/// `E+05`, `e3` after a number in a delimited file.
fn exponent(left: &str) -> Option<i32> {
    let digits = left.strip_prefix(['E', 'e'])?;
    let plain = digits.strip_prefix('+').unwrap_or(digits);
    (plain.len() <= 3 && plain.bytes().any(|b| b.is_ascii_digit()))
        .then(|| plain.parse::<i32>().ok())
        .flatten()
        .filter(|e| (-12..=12).contains(e))
}

/// A cell of figures and words.
fn mixed(text: &str, t: &str) -> Reading {
    let at = offset(text, t);
    let atoms = dates::atoms(text, true);
    if atoms
        .first()
        .is_some_and(|a| a.span.start as usize <= at + 1 && !matches!(a.kind, Kind::Year(_)))
    {
        return Reading::Text;
    }
    let figures = scan::figures(text, &atoms, Mode::Cell);
    let Some(first) = figures.first() else {
        return Reading::Text;
    };
    let lead = &text[at..first.span.start as usize];
    if !lead
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '(' | '~' | '"' | '\'' | '*'))
    {
        return Reading::Text;
    }
    let rest = &text[first.span.end as usize..];
    let next = rest.trim_start();
    // "'16 vs '01": years
    if lead.ends_with('\'') && first.span.end - first.span.start == 2 && !next.starts_with('\'') {
        return Reading::Text;
    }
    // "5 - 10", "0-4", "18 to 24", "65 and over", "2 x 3": a band, not a figure
    if next.starts_with(['-', '–', '—', '/', 'x', '×', ':']) && !pair_after(next)
        || [
            "to ", "and ", "or ", "plus", "bed", "year", "yr", "per ", "x ", "v ", "vs ", "vs. ",
        ]
        .iter()
        .any(|w| next.starts_with(w))
    {
        return Reading::Text;
    }
    if figures.len() > 1 && between_is_open(text, &figures) {
        return Reading::Several(figures.into_boxed_slice());
    }
    let open = next.starts_with([
        '(', '*', '[', '†', '‡', '¹', '²', '³', ',', ';', '^', '#', '§', ')',
    ]);
    let words = next.split_whitespace().count();
    if open || words <= 3 && !next.starts_with(|c: char| c.is_uppercase()) {
        return Reading::Figure(*first);
    }
    Reading::Text
}

/// "/85": a base after a count.
fn pair_after(next: &str) -> bool {
    next.strip_prefix('/')
        .is_some_and(|r| r.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether every further figure of a cell stands in brackets, after a slash or a line of its own, with its unit: so that
/// "1 *sibling group of 2 children" stays one figure.
fn between_is_open(text: &str, figures: &[Figure]) -> bool {
    let mut depth = 0i32;
    let mut at = figures[0].span.end as usize;
    for f in &figures[1..] {
        let gap = text.get(at..f.span.start as usize).unwrap_or("");
        depth += gap.matches('(').count() as i32 - gap.matches(')').count() as i32;
        let tight = matches!(
            gap.trim(),
            "" | "/" | "," | ";" | "of" | "out of" | "|" | ")" | "(" | "&" | "+" | "from"
        );
        let same = f.unit == figures[0].unit && f.unit != Unit::Number;
        if !(depth > 0 || tight || same) {
            return false;
        }
        at = f.span.end as usize;
    }
    true
}
