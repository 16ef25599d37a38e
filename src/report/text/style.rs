//! Colour on a terminal; plain text everywhere else.

use crate::finding::Level;

/// Whether colour is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours are written.
    pub color: bool,
    /// Places are links that terminals open (OSC 8).
    pub links: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
    /// A finding's level and rule.
    pub(super) fn level(self, level: Level, text: &str) -> String {
        let code = match level {
            Level::Error => "1;31",
            Level::Warning => "1;33",
            Level::Note => "1;36",
        };
        self.paint(code, text)
    }
    /// What is read first.
    pub(in crate::report) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }
    /// What frames the rest.
    pub(in crate::report) fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Words that lead to an address, which holds nothing but what an address may.
    pub(super) fn link(self, address: Option<&str>, words: &str) -> String {
        match address.filter(|_| self.links) {
            Some(address) => format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\"),
            None => words.to_string(),
        }
    }
}
