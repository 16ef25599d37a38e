//! The words of a text, and their stems.

use super::word::Word;

/// What a byte is to [`words()`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Between words.
    Gap,
    /// A letter or digit.
    Letter,
    /// An apostrophe or ampersand: part of a word that holds a letter.
    Joint,
    /// Part of a character beyond ASCII.
    Beyond,
}

static CLASS: [Class; 256] = {
    let mut out = [Class::Gap; 256];
    let mut b = 0;
    while b < 256 {
        out[b] = match b as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'\'' | b'&' => Class::Joint,
            0x80.. => Class::Beyond,
            _ => Class::Gap,
        };
        b += 1;
    }
    out
};

/// The words of a text: letters, digits, and apostrophes or ampersands inside.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            let mut letters = false;
            let mut gap = 0;
            while let Some(b) = bytes.get(at) {
                match CLASS[usize::from(*b)] {
                    Class::Letter => letters = true,
                    Class::Joint => {}
                    Class::Gap => {
                        gap = 1;
                        break;
                    }
                    Class::Beyond => {
                        let c = text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ');
                        let letter = c.is_alphanumeric();
                        if !letter && c != '’' {
                            gap = c.len_utf8();
                            break;
                        }
                        letters |= letter;
                        at += c.len_utf8() - 1;
                    }
                }
                at += 1;
            }
            let end = at;
            at += gap;
            if letters {
                return text.get(start..end);
            }
        }
        None
    })
}

/// Bytes without those at either end that are a sign.
pub(super) fn without<'a>(text: &'a [u8], sign: &[u8; 1]) -> &'a [u8] {
    let mut text = text;
    while let Some(rest) = text.strip_prefix(sign) {
        text = rest;
    }
    while let Some(rest) = text.strip_suffix(sign) {
        text = rest;
    }
    text
}

/// The stem of a word as printed, its genitive's ending with it.
pub fn stem_in_small_letters(word: &str) -> Word {
    let mut room = [0; 40];
    match room.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(copy) => {
            copy.copy_from_slice(word.as_bytes());
            copy.make_ascii_lowercase();
            stem_of_ascii(copy)
        }
        None => stem_of(&word.to_lowercase()),
    }
}

/// The stem of a word as printed, its genitive's ending aside.
pub fn stem_as_printed(word: &str) -> Word {
    lowered(word, stem_of_ascii, stem_of)
}

/// What is made of a word in small letters, its genitive's ending aside: of ASCII in one way, of others in another.
pub(super) fn lowered<T>(
    word: &str,
    ascii: impl FnOnce(&[u8]) -> T,
    other: impl FnOnce(&str) -> T,
) -> T {
    const ROOM: usize = 40;
    let curly = "’s".as_bytes();
    let bytes = word.as_bytes();
    let genitive = bytes.last() == Some(&b's');
    let bare = match bytes.strip_suffix(curly) {
        Some(bare) if genitive => bare,
        _ => bytes,
    };
    let mut room = [0; ROOM];
    if let Some(copy) = room.get_mut(..bare.len())
        && bare.is_ascii()
    {
        copy.copy_from_slice(bare);
        copy.make_ascii_lowercase();
        let mut lower: &[u8] = copy;
        if bare.len() == bytes.len() && genitive {
            while let Some(rest) = lower.strip_suffix(b"'s") {
                lower = rest;
            }
        }
        return ascii(lower);
    }
    let lower = word.to_lowercase();
    other(lower.trim_end_matches("'s").trim_end_matches("’s"))
}

/// A light stemmer of words in small letters: plurals, then the endings that turn a verb into a noun or a participle.
pub fn stem(word: &str) -> String {
    stem_of(word).as_str().to_string()
}

pub(super) fn stem_of(word: &str) -> Word {
    if word.is_ascii() {
        stem_of_ascii(word.as_bytes())
    } else {
        Word::new(word)
    }
}

pub(super) fn stem_of_ascii(word: &[u8]) -> Word {
    match word {
        b"children" => return Word::ascii(b"child"),
        b"people" | b"persons" => return Word::ascii(b"person"),
        b"men" => return Word::ascii(b"man"),
        b"women" => return Word::ascii(b"woman"),
        b"boys" | b"males" | b"male" => return Word::ascii(b"boy"),
        b"girls" | b"females" | b"female" => return Word::ascii(b"girl"),
        _ => {}
    }
    let mut w = word;
    let singular;
    if let Some(s) = word.strip_suffix(b"s") {
        if w.len() > 4 && s.ends_with(b"ie") {
            singular = [&w[..w.len() - 3], b"y"].concat();
            w = &singular;
        } else if w.len() > 4
            && (s.ends_with(b"sse")
                || s.ends_with(b"xe")
                || s.ends_with(b"che")
                || s.ends_with(b"she"))
        {
            w = &w[..w.len() - 2];
        } else if w.len() > 3 && !matches!(s.last(), Some(b's' | b'u' | b'i')) {
            w = s;
        }
    }
    let cut = |ending: &[u8], least: usize| {
        let cut = w.strip_suffix(ending)?;
        let vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
        (cut.len() >= least && cut.iter().any(vowel)).then_some(cut)
    };
    w = match w.last() {
        Some(b'n') => cut(b"ation", 4).or_else(|| cut(b"ion", 4)),
        Some(b't') => cut(b"ment", 4),
        Some(b'g') => cut(b"ing", 4),
        Some(b'd') => cut(b"ed", 3),
        Some(b'l') => cut(b"al", 5),
        Some(b'e') => cut(b"e", 3),
        _ => None,
    }
    .unwrap_or(w);
    // "place-ment" and "placed" meet at "plac"; "submitt-ed" at "submit".
    let w = if w.len() > 3 {
        w.strip_suffix(b"e").unwrap_or(w)
    } else {
        w
    };
    match w {
        [.., a, b] if w.len() > 4 && a == b && b"bdgmnprt".contains(b) => {
            Word::ascii(&w[..w.len() - 1])
        }
        _ => Word::ascii(w),
    }
}
