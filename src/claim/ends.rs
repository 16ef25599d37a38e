//! Where the sentences of a block end.

use crate::figure::{Figure, PeriodRef, Span};

/// The spans of a text's sentences. An abbreviation, an initial or a number's point ends none.
pub(super) fn split(text: &str, figures: &[Figure], periods: &[(Span, PeriodRef)]) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut f = 0;
    let mut p = 0;
    let inside = |spans_end: Option<(u32, u32)>, i: usize| {
        spans_end.is_some_and(|(a, b)| (a as usize) < i && i < b as usize)
    };
    for i in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        if i < start {
            continue;
        }
        while figures.get(f).is_some_and(|x| (x.span.end as usize) <= i) {
            f += 1;
        }
        while periods.get(p).is_some_and(|x| (x.0.end as usize) <= i) {
            p += 1;
        }
        if inside(figures.get(f).map(|x| (x.span.start, x.span.end)), i)
            || inside(periods.get(p).map(|x| (x.0.start, x.0.end)), i)
        {
            continue;
        }
        let Some(tail) = text.get(i + 1..) else {
            continue;
        };
        let closing = tail.len()
            - tail
                .trim_start_matches(['"', '\'', '”', '’', '»', ')', '*', '.'])
                .len();
        let after = i + 1 + closing;
        let Some(rest) = text.get(after..) else {
            continue;
        };
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let next = rest.trim_start().chars().next();
        let opens = next.is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | '%'));
        if !opens || (bytes[i] == b'.' && abbreviates(&text[start..i])) {
            continue;
        }
        push(text, start, after, &mut out);
        start = after;
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let s = &text[start..end];
    let lead = s.len() - s.trim_start().len();
    if !s.trim().is_empty() {
        out.push(Span::new(start + lead, start + s.trim_end().len()));
    }
}

/// Whether the words before a point end in an abbreviation or an initial.
fn abbreviates(before: &str) -> bool {
    // "21." or "- 3.2." at the beginning is the paragraph's number
    if before.len() <= 12
        && before.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '.' | '-' | '•' | '·' | '(' | '*')
        })
    {
        return true;
    }
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let mut letters = last.chars();
    if let (Some(c), None) = (letters.next(), letters.next())
        && c.is_alphabetic()
    {
        return true;
    }
    // "e.g", "U.S", "a.m"
    if last.contains('.') && last.split('.').all(|p| p.len() <= 1) {
        return true;
    }
    matches!(
        last.to_ascii_lowercase().as_str(),
        "no" | "nos"
            | "cllr"
            | "cllrs"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "st"
            | "etc"
            | "approx"
            | "vs"
            | "fig"
            | "figs"
            | "pp"
            | "para"
            | "paras"
            | "cf"
            | "ltd"
            | "co"
            | "inc"
            | "corp"
            | "al"
            | "prof"
            | "rev"
            | "hon"
            | "sec"
            | "art"
            | "dept"
            | "est"
            | "incl"
            | "excl"
            | "tel"
            | "ext"
            | "ref"
            | "messrs"
            | "sgt"
            | "jr"
            | "sr"
            | "ie"
            | "eg"
    ) && last != "NO"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, &[], &[]).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        assert_eq!(
            sentences("Cllr. A. Smith saw No. 5. It was e.g. Tuesday. (See below.) Then it ended."),
            [
                "Cllr. A. Smith saw No. 5.",
                "It was e.g. Tuesday.",
                "(See below.)",
                "Then it ended."
            ]
        );
    }
}
