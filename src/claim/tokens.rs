//! A sentence's span to its tokens.

use super::sentence::{Kind, Prose, Token};
use crate::figure::Span;

/// The bytes of ASCII that words go on with.
static IN_WORD: [bool; 256] = {
    let mut out = [false; 256];
    let mut b = 0;
    while b < 128 {
        let c = b as u8;
        out[b] = c.is_ascii_alphanumeric() || matches!(c, b'\'' | b'-' | b'_');
        b += 1;
    }
    out
};

pub(super) fn tokens(prose: &Prose<'_>, span: Span) -> Vec<Token> {
    let bytes = prose.text.as_bytes();
    // A word and the blank behind it take six bytes or so.
    let length = span.end.saturating_sub(span.start) as usize;
    let mut out = Vec::with_capacity((length / 5).clamp(4, 64));
    let mut f = prose.figures.partition_point(|f| f.span.start < span.start);
    let mut p = prose.periods.partition_point(|p| p.0.start < span.start);
    let end = (span.end as usize).min(bytes.len());
    let mut i = span.start as usize;
    while i < end {
        while prose
            .figures
            .get(f)
            .is_some_and(|x| (x.span.start as usize) < i)
        {
            f += 1;
        }
        while prose
            .periods
            .get(p)
            .is_some_and(|x| (x.0.start as usize) < i)
        {
            p += 1;
        }
        if let Some(x) = prose.figures.get(f)
            && x.span.start as usize == i
        {
            out.push(Token {
                kind: Kind::Figure(f),
                span: x.span,
            });
            i = (x.span.end as usize).max(i + 1);
            continue;
        }
        if let Some(x) = prose.periods.get(p)
            && x.0.start as usize == i
        {
            out.push(Token {
                kind: Kind::Period(p),
                span: x.0,
            });
            i = (x.0.end as usize).max(i + 1);
            continue;
        }
        let b = bytes[i];
        if b.is_ascii_alphanumeric() || b >= 0x80 {
            let start = i;
            // a dash of more than one byte is a mark, letters with accents are not
            if !b.is_ascii()
                && let Some(c) = prose.text.get(i..).and_then(|t| t.chars().next())
                && !c.is_alphanumeric()
            {
                if matches!(c, '–' | '—') {
                    out.push(Token {
                        kind: Kind::Mark(b'-'),
                        span: Span::new(i, i + c.len_utf8()),
                    });
                }
                i += c.len_utf8();
                continue;
            }
            // a figure or period inside the word begins a token of its own
            let next = |at: Option<u32>| at.map_or(end, |a| a as usize);
            let figure = next(prose.figures.get(f).map(|x| x.span.start));
            let period = next(prose.periods.get(p).map(|x| x.0.start));
            let stop = end.min(figure).min(period);
            loop {
                let rest = bytes.get(i..stop).unwrap_or(&[]);
                i += rest
                    .iter()
                    .take_while(|b| IN_WORD[usize::from(**b)])
                    .count();
                if i >= stop || bytes[i].is_ascii() {
                    break;
                }
                match prose.text.get(i..).and_then(|t| t.chars().next()) {
                    Some(c) if c.is_alphanumeric() || matches!(c, '’' | '‑') => {
                        i += c.len_utf8();
                    }
                    _ => break,
                }
            }
            if i == start {
                i += 1;
                continue;
            }
            out.push(Token {
                kind: Kind::Word,
                span: Span::new(start, i),
            });
            continue;
        }
        if matches!(b, b',' | b'(' | b')' | b':' | b';' | b'/' | b'[' | b']')
            || (b == b'-' && bytes.get(i + 1) == Some(&b' '))
        {
            out.push(Token {
                kind: Kind::Mark(b),
                span: Span::new(i, i + 1),
            });
        }
        i += 1;
    }
    out
}
