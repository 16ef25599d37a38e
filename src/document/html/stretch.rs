//! The open stretch of text: what was read since the last element that begins a line of its own.

use crate::document;

/// Text that is gathered, and how it is printed.
#[derive(Default)]
pub(super) struct Stretch {
    text: String,
    /// Byte of the page at which its first word stands.
    began: usize,
    /// Letters and digits in bold, and in plain type.
    bold: usize,
    plain: usize,
}

/// A stretch that has ended.
pub(super) struct Ended {
    pub text: String,
    /// Byte of the page at which its first word stands.
    pub began: usize,
    /// It is bold from end to end.
    pub bold: bool,
}

impl Stretch {
    /// A line break inside the text.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    /// Takes text that stands at byte `at` of the page; digits that are `raised` become those of a note's mark.
    pub(super) fn add(&mut self, text: &str, at: usize, bold: bool, raised: bool) {
        if self.text.trim().is_empty() {
            let blank = text.len() - text.trim_start().len();
            self.began = at + blank;
        }
        let signs = text.chars().filter(|c| c.is_alphanumeric()).count();
        if bold {
            self.bold += signs;
        } else {
            self.plain += signs;
        }
        if raised && text.chars().all(|c| c.is_ascii_digit()) {
            self.text.extend(text.chars().map(document::raised));
        } else {
            self.text.push_str(text);
        }
    }

    /// Ends it; none where nothing but blanks was read.
    pub(super) fn take(&mut self) -> Option<Ended> {
        let Stretch {
            text,
            began,
            bold,
            plain,
        } = std::mem::take(self);
        (!text.trim().is_empty()).then_some(Ended {
            text,
            began,
            bold: bold > 0 && plain == 0,
        })
    }
}
