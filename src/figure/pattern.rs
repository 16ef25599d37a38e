//! Patterns compiled so that they are quick on text with dashes, pound signs and curly quotes.

use memchr::memmem::Finder;
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

/// Words, any of which is looked for as it is written.
pub(crate) struct Literals(Vec<Finder<'static>>);

/// Prepares words to be looked for.
pub(crate) fn literals(words: &[&'static str]) -> Literals {
    Literals(words.iter().map(|w| Finder::new(*w)).collect())
}

impl Literals {
    /// Whether a text holds one of them.
    pub(crate) fn any_in(&self, text: &str) -> bool {
        self.0.iter().any(|w| w.find(text.as_bytes()).is_some())
    }
}

/// The pattern with its classes narrowed. Where case is ignored, nothing is searched for its literals: all spellings of
/// all its words take longer to gather than the texts that it is tried on to search; and what is not one of some signs
/// has no case to fold.
fn plain(text: &str) -> String {
    const WORD: &str = "0-9A-Za-z_À-ÖØ-öø-ɏ";
    let mut out = String::with_capacity(2 * text.len());
    let flags = text.strip_prefix("(?i").and_then(|rest| rest.find(')'));
    let (head, text) = text.split_at(flags.map_or(0, |at| at + 4));
    if flags.is_some() {
        // A first branch that begins with anything and never matches; anchored where the pattern is.
        let first = if text.starts_with('^') { "^" } else { "" };
        let last = if text.ends_with('$') { "$" } else { "" };
        out.extend([first, r"(?s:.)(?-u:\b\B)", last, "|"]);
    }
    out.push_str(head);
    let mut left = text;
    let mut class = false;
    while let Some(c) = left.chars().next() {
        let rest = &left[c.len_utf8()..];
        left = rest;
        match (c, rest.chars().next()) {
            ('\\', Some(kind)) => {
                left = &rest[kind.len_utf8()..];
                match kind {
                    'b' => out.push_str(r"(?-u:\b)"),
                    'd' => out.push_str("[0-9]"),
                    'w' => out.extend(["[", WORD, "]"]),
                    'W' if class => out.extend(["[^", WORD, "]"]),
                    'W' => out.extend(["(?-i:[^", WORD, "])"]),
                    other => out.extend(['\\', other]),
                }
            }
            ('[', Some('^')) if !class && signs(rest).is_some() => {
                let (signs, behind) = rest.split_at(signs(rest).unwrap_or(0));
                out.extend(["(?-i:[", signs, ")"]);
                left = behind;
            }
            ('[' | ']', _) => {
                class = c == '[';
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// The length of a class up to and with its closing bracket, if it names signs only.
fn signs(class: &str) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in class.char_indices() {
        match c {
            _ if escaped => {
                if c.is_alphanumeric() {
                    return None;
                }
                escaped = false;
            }
            '\\' => escaped = true,
            ']' => return Some(i + 1),
            '[' => return None,
            c if c.is_alphabetic() => return None,
            _ => {}
        }
    }
    None
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
        assert_eq!(plain(r"\\d\d"), r"\\d[0-9]");
        assert_eq!(plain(r"[^.;]{0,9}"), r"(?-i:[^.;]){0,9}");
        assert_eq!(plain(r"[^\]>]x[^a]"), r"(?-i:[^\]>])x[^a]");
    }
}
