//! Patterns compiled so that they are quick on text with dashes, pound signs and curly quotes.

use regex::{Regex, RegexSet};

/// Compiles a pattern. Word boundaries look at ASCII letters and digits only, `\d` is 0 to 9, `\s` is ASCII's white
/// space, and `\w` knows Latin letters: the fast automaton cannot follow Unicode's word boundaries past a character
/// beyond ASCII, and its tables of all the world's letters take longer to compile than a document to read. A pattern
/// without any class beyond ASCII compiles several times as fast: endings of English words are `[a-z]*`.
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

/// White space: what else prints none became a blank when a text was read.
const BLANK: &str = r"\t-\r\x20";
/// Latin letters, digits and the underscore, in either case.
const WORD: &str = "[0-9A-Za-z_À-ÖØ-öø-ɏ]";
const NO_WORD: &str = "[^0-9A-Za-z_À-ÖØ-öø-ɏ]";

/// The pattern as it is quick to compile. Beyond ASCII only what is meant to go there: where case is ignored even `s`
/// and `k` have a third spelling in Unicode, and each of them would become an automaton over bytes. And where case is
/// ignored nothing is searched for the pattern's literals: all spellings of all its words take longer to gather than
/// the texts that it is tried on to search.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(3 * text.len());
    let flags = text.strip_prefix("(?i").and_then(|rest| rest.find(')'));
    let (head, mut left) = text.split_at(flags.map_or(0, |at| at + 4));
    match head.strip_suffix(')') {
        Some(head) => {
            // A first branch that begins with anything and never matches; anchored where the pattern is.
            let first = if left.starts_with('^') { "^" } else { "" };
            let last = if left.ends_with('$') { "$" } else { "" };
            out.extend([first, r"[\x00-\x7f](?-u:\b\B)", last, "|", head, "-u)"]);
        }
        None => out.push_str("(?-u)"),
    }
    while let Some(c) = left.chars().next() {
        let rest = &left[c.len_utf8()..];
        left = rest;
        match (c, rest.chars().next()) {
            ('\\', Some(kind)) => {
                left = &rest[kind.len_utf8()..];
                match kind {
                    'd' => out.push_str("[0-9]"),
                    'w' => out.extend(["(?u-i:", WORD, ")"]),
                    'W' => out.extend(["(?u-i:", NO_WORD, ")"]),
                    's' => out.extend(["[", BLANK, "]"]),
                    other => out.extend(['\\', other]),
                }
            }
            ('[', _) => left = class(rest, &mut out),
            ('.', _) => out.push_str("(?u:.)"),
            (c, _) if c.is_ascii() => out.push(c),
            (c, _) => out.extend(["(?u:", c.encode_utf8(&mut [0; 4]), ")"]),
        }
    }
    out
}

/// A class from after its bracket; gives what follows it. With Unicode where it can hold more than ASCII, and in the
/// cases it names where it names no letters: what is not one of some signs has no case to fold.
fn class<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut named = String::new();
    let mut wide = text.starts_with('^');
    let mut letters = false;
    let mut left = text;
    while let Some(c) = left.chars().next() {
        left = &left[c.len_utf8()..];
        match (c, left.chars().next()) {
            (']', _) => break,
            ('\\', Some(kind)) => {
                left = &left[kind.len_utf8()..];
                wide |= matches!(kind, 'w' | 'W');
                match kind {
                    'd' => named.push_str("0-9"),
                    's' => named.push_str(BLANK),
                    'w' => named.push_str(WORD),
                    'W' => named.push_str(NO_WORD),
                    other => named.extend(['\\', other]),
                }
            }
            _ => {
                wide |= !c.is_ascii();
                letters |= c.is_alphabetic();
                named.push(c);
            }
        }
    }
    match (wide, letters) {
        (true, true) => out.extend(["(?u:[", &named, "])"]),
        (true, false) => out.extend(["(?u-i:[", &named, "])"]),
        (false, _) => out.extend(["[", &named, "]"]),
    }
    left
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
    fn a_pattern_that_ignores_case_finds_what_it_says() {
        let found = |p: &str, t: &str| pattern(p).find(t).map(|m| (m.start(), m.end()));
        assert_eq!(found(r"(?i)\b(?:was|were)\b", "It WAS so"), Some((3, 6)));
        assert_eq!(found(r"(?i)^was|so$", "It was SO"), Some((7, 9)));
        assert_eq!(
            found(r"(?i)\b(?:by|from)\s+$", "from here, By "),
            Some((11, 14))
        );
        assert_eq!(found(r"(?i)^by\b", "From by"), None);
    }

    #[test]
    fn an_escaped_backslash_is_no_class() {
        assert_eq!(plain(r"\\d\d"), r"(?-u)\\d[0-9]");
        assert_eq!(plain(r"[^.;]{0,9}"), r"(?-u)(?u-i:[^.;]){0,9}");
        assert_eq!(plain(r"[^\]>]x[^a]"), r"(?-u)(?u-i:[^\]>])x(?u:[^a])");
    }
}
