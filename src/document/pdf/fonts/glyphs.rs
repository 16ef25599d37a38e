//! Glyph names to text: the Adobe Glyph List, and the names that spell out a code.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The Adobe Glyph List 2.0: a name and its code points in hexadecimal on each line.
static LIST: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("glyphs.txt")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// The text a glyph name stands for.
pub(super) fn unicode(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // The names of letters and digits need no list.
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && c.is_ascii_alphabetic()
    {
        return Some(c.to_string());
    }
    if let Some(codes) = LIST.get(name) {
        return codes
            .split(' ')
            .map(|c| u32::from_str_radix(c, 16).ok().and_then(char::from_u32))
            .collect();
    }
    // "a.sc", "one.tf": the part before the point.
    if let Some((plain, _)) = name.split_once('.')
        && !plain.is_empty()
    {
        return unicode(plain.as_bytes());
    }
    // "f_i": a ligature.
    if name.contains('_') && name.len() < 64 {
        return name
            .split('_')
            .map(|part| unicode(part.as_bytes()))
            .collect();
    }
    spelled(name)
}

/// "uni20AC", "u1F600".
fn spelled(name: &str) -> Option<String> {
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.is_ascii())
        && digits.len() >= 4
        && digits.len().is_multiple_of(4)
    {
        return digits
            .as_bytes()
            .chunks(4)
            .map(|d| {
                let d = std::str::from_utf8(d).ok()?;
                char::from_u32(u32::from_str_radix(d, 16).ok()?)
            })
            .collect();
    }
    let digits = name.strip_prefix('u')?;
    if (4..=6).contains(&digits.len()) {
        return char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(String::from);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_the_list_or_spelled_out() {
        let of = |n: &str| unicode(n.as_bytes());
        assert_eq!(of("sterling").as_deref(), Some("£"));
        assert_eq!(of("A").as_deref(), Some("A"));
        assert_eq!(of("seven.tnum").as_deref(), Some("7"));
        assert_eq!(of("f_i").as_deref(), Some("fi"));
        assert_eq!(of("uni20AC").as_deref(), Some("€"));
        assert_eq!(of("u1F600").as_deref(), Some("\u{1f600}"));
        assert_eq!(of("g37"), None);
        assert_eq!(of(".notdef"), None);
    }
}
