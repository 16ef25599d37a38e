//! Markup and what prints nothing, dropped from a text.

use std::borrow::Cow;

/// Drops what marks text up (`**`, `*word*`, `<u>`, back-ticks, `[text](address)`, common entities), soft hyphens before a
/// letter, and characters that print nothing. `<5` and a footnote's lone `*` stay.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii()
        && !text
            .bytes()
            .any(|b| matches!(b, b'*' | b'<' | b'`' | b'&' | b'_' | b'[' | b'\\') || b < 32)
    {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut stars = Vec::new();
    let mut i = 0;
    while let Some(c) = text[i..].chars().next() {
        let next = text[i + c.len_utf8()..].chars().next();
        let mut step = c.len_utf8();
        match c {
            '*' if next == Some('*') => step = 2,
            '_' if next == Some('_') && bytes.get(i + 2) != Some(&b'_') && !out.ends_with('_') => {
                step = 2;
            }
            '*' => {
                // An opening star hugs the word after it, a closing one the word before it.
                let before = out.chars().next_back();
                let opens = before.is_none_or(|b| b.is_whitespace() || b == '(')
                    && next.is_some_and(|n| !n.is_whitespace());
                let closes = before.is_some_and(|b| !b.is_whitespace())
                    && next.is_none_or(|n| !n.is_alphanumeric());
                match stars.pop() {
                    Some(at) if closes => {
                        let at: usize = at;
                        out.remove(at);
                    }
                    open => {
                        stars.extend(open);
                        if opens {
                            stars.push(out.len());
                        }
                        out.push('*');
                    }
                }
            }
            '<' if next.is_some_and(|n| n.is_ascii_alphabetic() || n == '/' || n == '!') => {
                match text[i..].find('>') {
                    Some(end) if end <= 80 => {
                        step = end + 1;
                        if text[i..].starts_with("<br") {
                            out.push(' ');
                        }
                    }
                    _ => out.push(c),
                }
            }
            '`' => {}
            '&' => {
                const ENTITIES: [(&str, &str); 7] = [
                    ("&amp;", "&"),
                    ("&nbsp;", " "),
                    ("&pound;", "£"),
                    ("&lt;", "<"),
                    ("&gt;", ">"),
                    ("&quot;", "\""),
                    ("&#39;", "'"),
                ];
                match ENTITIES.iter().find(|e| text[i..].starts_with(e.0)) {
                    Some((name, means)) => {
                        out.push_str(means);
                        step = name.len();
                    }
                    None => out.push('&'),
                }
            }
            '[' => match link(&text[i..]) {
                Some((words, length)) => {
                    out.push_str(words);
                    step = length;
                }
                None => out.push('['),
            },
            '\\' if next.is_some_and(|n| n.is_ascii_punctuation()) => {
                out.extend(next);
                step = 2;
            }
            '\u{ad}' if next.is_none_or(|n| !n.is_alphabetic()) => out.push(c),
            c => out.extend(printed(c)),
        }
        i += step;
    }
    let trimmed = out.trim();
    if trimmed.len() == out.len() {
        Cow::Owned(out)
    } else {
        Cow::Owned(trimmed.to_string())
    }
}

/// What a character prints: nothing, a blank, or itself.
fn printed(c: char) -> Option<char> {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// A text on one line, for formats that hold no markup: blanks are one, and what prints nothing is dropped.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(printed) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `[words](address)` at the start of the text: the words, and the length of the whole.
fn link(text: &str) -> Option<(&str, usize)> {
    let close = text.find(']')?;
    if close > 200 || !text[close + 1..].starts_with('(') {
        return None;
    }
    let end = text[close..].find(')')? + close;
    (end < close + 300).then(|| (&text[1..close], end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_dropped_and_suppressed_cells_are_not() {
        assert_eq!(
            plain("3. **Staff** <u>costs</u> of *this* year"),
            "3. Staff costs of this year"
        );
        assert_eq!(plain("<5"), "<5");
        assert_eq!(plain("1 *two of one family"), "1 *two of one family");
        assert_eq!(
            plain("see [the plan](http://x.org/y) &amp; notes"),
            "see the plan & notes"
        );
        assert_eq!(plain("* item"), "* item");
    }
}
