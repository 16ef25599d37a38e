//! Bounds on what a file may ask for, each with the words that say it was met.

use super::allowance::Allowance;
use std::time::{Duration, Instant};

/// Filters on one stream.
pub(super) const FILTERS: usize = 8;
/// References followed to reach one object.
pub(super) const REFERENCES: usize = 32;
/// Levels of the page tree.
pub(super) const TREE_DEPTH: usize = 64;
/// Pages of a file.
pub(super) const PAGES: usize = 100_000;
/// Forms inside forms.
pub(super) const FORMS: usize = 24;
/// Saved graphics states.
pub(super) const STATES: usize = 512;
/// Operands kept for one operator.
pub(super) const OPERANDS: usize = 65_536;
/// Inflated bytes of one stream.
pub(super) const STREAM_BYTES: usize = 64 << 20;
/// Inflated bytes of a page: content, forms, and what is read for it alone.
pub(super) const PAGE_BYTES: usize = 128 << 20;
/// Operators run for a page, forms included.
pub(super) const OPERATORS: u64 = 4_000_000;
/// Glyphs of a page.
pub(super) const GLYPHS: u64 = 2_000_000;
/// Strokes kept of a page.
pub(super) const STROKES: usize = 200_000;
/// Points of one path.
pub(super) const PATH_POINTS: usize = 1_000_000;
/// Elements and pieces of content of a structure tree.
pub(super) const STRUCTURE: usize = 8_000_000;
/// Time for one page.
pub(super) const PAGE_TIME: Duration = Duration::from_secs(8);

/// What is left for one page, within what is left for its file.
pub(super) struct Budget<'a> {
    file: &'a Allowance,
    bytes: usize,
    operators: u64,
    glyphs: u64,
    until: Instant,
}

impl<'a> Budget<'a> {
    pub(super) fn new(file: &'a Allowance) -> Budget<'a> {
        Budget {
            file,
            bytes: PAGE_BYTES,
            operators: OPERATORS,
            glyphs: GLYPHS,
            until: Instant::now() + PAGE_TIME,
        }
    }

    /// How many bytes the next stream may inflate to.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.min(STREAM_BYTES)
    }

    /// Ends the page: what it took is taken from the file's allowance.
    pub(super) fn close(&self) {
        self.file
            .operators(OPERATORS.saturating_sub(self.operators));
        self.file.glyphs(GLYPHS.saturating_sub(self.glyphs));
    }

    /// Takes inflated bytes.
    pub(super) fn inflated(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// Takes one operator; an error names the bound that was met.
    #[inline]
    pub(super) fn operator(&mut self) -> Result<(), String> {
        self.operators = self.operators.saturating_sub(1);
        // The clock costs as much as ten operators.
        if self.operators.is_multiple_of(1024) {
            return self.look();
        }
        Ok(())
    }

    /// Whether operators, time, and what the file is allowed are left.
    #[cold]
    fn look(&self) -> Result<(), String> {
        if self.operators == 0 {
            return Err(format!(
                "not fully read: more than {OPERATORS} drawing operators"
            ));
        }
        let now = Instant::now();
        if now > self.until {
            return Err(format!(
                "not fully read: took more than {} seconds",
                PAGE_TIME.as_secs()
            ));
        }
        self.file.look_at_the_clock(now);
        match self.file.spent() {
            Some(why) => Err(format!("not fully read: {why}")),
            None => Ok(()),
        }
    }

    /// Takes a form, which costs as much as many operators.
    pub(super) fn form(&mut self) {
        self.operators = self.operators.saturating_sub(64).max(1);
    }

    /// Takes the glyphs of one string; an error names the bound that was met.
    pub(super) fn glyphs(&mut self, count: usize) -> Result<(), String> {
        self.glyphs = self.glyphs.saturating_sub(count as u64);
        if self.glyphs == 0 {
            return Err(format!("not fully read: more than {GLYPHS} characters"));
        }
        Ok(())
    }
}
