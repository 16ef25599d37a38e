//! Patterns compiled so that they are quick on text with dashes, pound signs and curly quotes.

use regex::{Regex, RegexSet};

/// Compiles a pattern. Word boundaries look at ASCII letters and digits only, `\d` is 0 to 9, and `\w` knows Latin
/// letters: the fast automaton cannot follow Unicode's word boundaries past a character beyond ASCII, and its tables of
/// all the world's letters take longer to compile than a document to read.
///
/// # Panics
/// When the pattern is none: patterns are constants of the program.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(&plain(text)).expect("a pattern")
}

/// A set of patterns compiled in the same way.
///
/// # Panics
/// As [`pattern()`].
pub(crate) fn patterns<'a>(texts: impl Iterator<Item = &'a str>) -> RegexSet {
    RegexSet::new(texts.map(plain)).expect("patterns")
}

/// The pattern with its classes narrowed.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => out.push_str(r"(?-u:\b)"),
            Some('d') => out.push_str("[0-9]"),
            Some('w') => out.push_str("[0-9A-Za-z_À-ÖØ-öø-ɏ]"),
            Some('W') => out.push_str("[^0-9A-Za-z_À-ÖØ-öø-ɏ]"),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_narrowed_inside_and_outside_brackets() {
        let name = pattern(r"\b[A-Z][\w'’-]+\b");
        let found = name.find("im Cafés – £5").map(|m| m.as_str());
        assert_eq!(found, Some("Cafés"));
        assert!(pattern(r"^\W*\d+\.\d$").is_match("– 4.5"));
        assert!(!pattern(r"\\b").is_match("a b"));
    }

    #[test]
    fn an_escaped_backslash_is_no_class() {
        assert_eq!(plain(r"\\d\d"), r"\\d[0-9]");
    }
}
